//! Scopes that the phrase leaves out: taken from the sentence, the article or a list, and marked as such.

mod article;
mod listed;
mod noun;

use std::cell::RefCell;

use crate::base::hash::{FastMap, FastSet};
use crate::gazetteer::{Entry, Gazetteer, Kind, WordSet};
use crate::mention::{Mentions, Via};
use crate::text::{Document, Shape};

use super::assertion::{Assertion, Basis, Object, Status};
use super::world::{Level, World};

/// Gives roles without scope the one that the article or a list gives them, and the status that a list shows.
pub(super) fn complete(assertions: &mut [Assertion], document: &Document, mentions: &Mentions, gazetteer: &Gazetteer) {
    let scopes_of = |a: &Assertion| if let Some(Object::Mention(m)) = a.object { Some(m) } else { None };
    let used: FastSet<u32> = assertions.iter().filter_map(scopes_of).collect();
    let world = World::of(mentions, gazetteer, &used);
    let scopes = Scopes { document, mentions, gazetteer, world, bodies: RefCell::default() };
    for a in assertions.iter_mut().filter(|a| a.relation == "holds_role" && a.noun.is_none()) {
        // "Committee member Jane Doe of California" is of the committee.
        let place = matches!(a.object, Some(Object::Mention(m)) if mentions.mentions[m as usize].kind == Kind::Place);
        if place && let Some(m) = scopes.by_noun(a) {
            (a.object, a.basis) = (Some(Object::Mention(m)), Some(Basis::Context));
        }
    }
    for a in assertions.iter_mut().filter(|a| a.relation == "holds_role" && a.object.is_none()) {
        let listed = || scopes.role(a).and_then(|role| scopes.by_positions(a, role)).map(|p| p.0);
        let named = |o: Object| if let Object::Mention(m) = o { Some(m) } else { None };
        let found = scopes.by_noun(a).or_else(|| match listed() {
            Some(object) => named(object),
            None if scopes.of_plain_body(a) => None,
            None => scopes.in_sentence(a, &used).filter(|&p| scopes.may_serve(a, p)),
        });
        if let Some(m) = found {
            let here = mentions.mentions[m as usize].sentence == a.sentence;
            (a.object, a.basis) = (Some(Object::Mention(m)), Some(if here { Basis::Stated } else { Basis::Context }));
        }
    }
    from_same_role(assertions, mentions);
    from_faculty(assertions, mentions, gazetteer);
    let mut owners = scopes.owners(assertions);
    for a in assertions.iter_mut().filter(|a| a.relation == "holds_role") {
        // "The county's commissioner", "the charity's head" in an article that names no such thing is not the country's.
        let of_smaller = a.noun.is_some_and(|n| {
            !["country", "nation", "its", "government"]
                .contains(&document.token_text(n as usize).to_lowercase().as_str())
        });
        if a.object.is_none()
            && !of_smaller
            && !scopes.has_owner(a)
            && !scopes.of_plain_body(a)
            && let Some((object, basis)) = scopes.by_owner(a, &owners).or_else(|| scopes.by_article(a))
        {
            (a.object, a.basis) = (Some(object), Some(basis));
            scopes.add_owner(a, &mut owners);
        }
        let over = a.until.zip(document.date).is_some_and(|(until, date)| until < date);
        a.ended_by_list = a.status == Status::Current && !over && scopes.has_ended(a);
        if a.status == Status::Current && (over || a.ended_by_list) {
            a.status = Status::Former;
        }
        a.confidence = confidence(a, mentions);
    }
}

/// The share of right readings is lower where nobody says whose a role is, and where a pronoun leads to its holder; factors measured
/// on annotated articles (`docs/accuracy.md`).
fn confidence(a: &Assertion, mentions: &Mentions) -> f64 {
    let lone = if a.object.is_none() { 0.72 } else { 1.0 };
    let pronoun = if mentions.mentions[a.subject as usize].via == Via::Coreference { 0.8 } else { 1.0 };
    (a.confidence * lone * pronoun * 100.0).round() / 100.0
}

/// The same person in the same role elsewhere in the article, with a scope.
fn from_same_role(assertions: &mut [Assertion], mentions: &Mentions) {
    let key = |a: &Assertion| {
        let role = mentions.mentions[a.role? as usize].role.as_ref()?;
        Some((mentions.mentions[a.subject as usize].entity?, role.name.clone()))
    };
    let mut known: FastMap<(u32, String), Object> = FastMap::default();
    for a in assertions.iter().filter(|a| a.relation == "holds_role") {
        if let (Some(k), Some(o)) = (key(a), a.object) {
            known.entry(k).or_insert(o);
        }
    }
    for a in assertions.iter_mut().filter(|a| a.relation == "holds_role" && a.object.is_none()) {
        if let Some(&o) = key(a).and_then(|k| known.get(&k)) {
            a.object = Some(o);
            a.basis = Some(Basis::Context);
        }
    }
}

fn is_school(mention: u32, mentions: &Mentions, gazetteer: &Gazetteer) -> bool {
    let entity = mentions.mentions[mention as usize].entity.map_or("", |e| mentions.entities[e as usize].name.as_str());
    mentions.entry(mention, gazetteer).is_some_and(|e| e.subkind() == "university")
        || ["University", "College", "School", "Institute of Technology"].iter().any(|w| entity.contains(w))
}

/// "Professor Jane Doe, director of the Law School at Leeds": a professor is of the university of the person's other office there.
fn from_faculty(assertions: &mut [Assertion], mentions: &Mentions, gazetteer: &Gazetteer) {
    let words = |a: &Assertion| mentions.mentions[a.role? as usize].role.as_ref();
    let academic = |a: &Assertion| {
        words(a).is_some_and(|w| gazetteer.entry(w.head).category() == "academia" || w.name.starts_with("chair in "))
    };
    let person = |a: &Assertion| mentions.mentions[a.subject as usize].entity;
    let of_body = |a: &&Assertion| {
        a.relation == "holds_role"
            && a.status == Status::Current
            && academic(a)
            && matches!(a.object, Some(Object::Mention(m)) if is_school(m, mentions, gazetteer))
    };
    let known: FastMap<Option<u32>, Option<Object>> =
        assertions.iter().filter(of_body).map(|a| (person(a), a.object)).collect();
    for a in assertions.iter_mut().filter(|a| a.relation == "holds_role" && a.object.is_none() && a.noun.is_none()) {
        let bare = a.status == Status::Current && words(a).is_some_and(|w| w.name == "professor");
        if let Some(&object) = known.get(&person(a)).filter(|_| bare) {
            (a.object, a.basis) = (object, Some(Basis::Context));
        }
    }
}

struct Scopes<'a> {
    document: &'a Document,
    mentions: &'a Mentions,
    gazetteer: &'a Gazetteer,
    world: World,
    /// The mentions of bodies that a plain noun can stand for.
    bodies: RefCell<FastMap<String, Vec<u32>>>,
}

impl<'a> Scopes<'a> {
    fn role(&self, a: &Assertion) -> Option<Entry<'a>> {
        let role = self.mentions.mentions[a.role? as usize].role.as_ref()?;
        Some(self.gazetteer.entry(role.entry.unwrap_or(role.head)))
    }

    /// "Alder's prime minister", "the operator's former head": the phrase says whose the role is, also where nobody knows what that is.
    fn has_owner(&self, a: &Assertion) -> bool {
        let tokens = &self.document.tokens;
        let first = a.role.map_or(0, |r| self.mentions.mentions[r as usize].tokens.start as usize);
        let plain = |i: usize| tokens[i].shape.has(Shape::WORD) && !tokens[i].shape.has(Shape::CAPITAL);
        let back = (first.saturating_sub(3)..first).rev().find(|&i| !plain(i));
        back.is_some_and(|i| {
            let whole = ["country", "nation", "government", "kingdom", "republic"];
            i > 0
                && tokens[i].shape.has(Shape::POSSESSIVE)
                && tokens[i - 1].shape.has(Shape::WORD)
                && !whole.contains(&self.document.token_text(i - 1))
        })
    }

    /// "Football federation president": a plain body stands before the role.
    fn of_plain_body(&self, a: &Assertion) -> bool {
        let first = a.role.map_or(0, |r| self.mentions.mentions[r as usize].tokens.start as usize);
        let Some(before) = first.checked_sub(1) else { return false };
        let small = !self.document.tokens[before].shape.has(Shape::CAPITAL);
        let public =
            ["government", "state", "police", "army", "parliament"].contains(&self.document.token_text(before));
        // "As" is a Norwegian company's tail, but a small word before all.
        let set = self.mentions.sets[before];
        small && !public && set.has(WordSet::ORG_TAIL) && !set.has(WordSet::STOP)
    }

    /// The words of a role as the article has them, in lower case.
    fn wording(&self, a: &Assertion) -> String {
        let tokens = a.role.map_or(0..0, |r| self.mentions.mentions[r as usize].tokens.clone());
        if tokens.is_empty() {
            String::new()
        } else {
            self.document.tokens_span(tokens).of(&self.document.text).to_lowercase()
        }
    }

    /// Whether a role is a country's, a region's or a city's by itself.
    fn level(&self, a: &Assertion, role: Entry<'_>) -> Option<Level> {
        self.levels(a, role).first().copied()
    }

    /// The levels of the places that a role can belong to by itself, the likeliest first.
    fn levels(&self, a: &Assertion, role: Entry<'_>) -> &'static [Level] {
        if matches!(
            role.category(),
            "sport" | "religion" | "party" | "arts" | "media" | "academia" | "science" | "business"
        ) {
            return &[];
        }
        let wording = self.wording(a);
        let begins = |words: &[&str]| words.iter().any(|w| wording.starts_with(w));
        if begins(&["state ", "regional ", "provincial "]) && !begins(&["state secretary", "state department"]) {
            return &[Level::Region];
        }
        let has = |scope: &str| role.scopes().any(|s| s == scope);
        if matches!(role.name(), "leader" | "ruler" | "dictator" | "strongman") {
            return &[Level::Country];
        }
        match role.scopes().next() {
            // A sheikh or lord may be of anywhere.
            _ if matches!(role.name(), "sheikh" | "lord" | "lady" | "knight" | "baron" | "count" | "nobleman") => &[],
            _ if role.category() == "police" && role.rank() == "head" && has("city") => {
                &[Level::City, Level::Region, Level::Country]
            }
            Some("country") => &[Level::Country],
            Some("region") if has("city") => &[Level::Region, Level::City],
            Some("region") => &[Level::Region],
            Some("city") if !has("country") => &[Level::City],
            Some(_) if has("country") && !has("any") => &[Level::Country],
            _ => &[],
        }
    }
}
