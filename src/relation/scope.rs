//! Scopes that the phrase leaves out: taken from the sentence, the article or a list, and marked as such.

use std::cell::RefCell;

use crate::base::hash::{FastMap, FastSet};
use crate::gazetteer::{Entry, Gazetteer, Kind, WordSet};
use crate::mention::{Mention, Mentions, Via};
use crate::text::normalize::fold;
use crate::text::{Document, Shape};

use super::assertion::{Assertion, Basis, Object, Status};
use super::world::{Level, World};

/// Days after which an office that a list ended counts as former in an article that does not say so.
const GRACE_DAYS: i64 = 100;

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
        small && !public && self.mentions.sets[before].has(WordSet::ORG_TAIL)
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

    /// The body or place that a plain noun beside the role stands for, or that the role's own first word names.
    fn by_noun(&self, a: &Assertion) -> Option<u32> {
        let text;
        let noun = match a.noun {
            Some(token) => self.document.token_text(token as usize),
            None => {
                const BODIES: &[&str] =
                    &["council", "board", "committee", "society", "court", "caucus", "party", "commission", "company"];
                text = self.wording(a);
                text.split(' ').next().filter(|w| BODIES.contains(w))?
            }
        };
        let noun = fold(noun);
        if noun == "its" {
            let before = self.mentions.mentions.partition_point(|m| m.tokens.start < a.tokens.start);
            let all = &self.mentions.mentions[..before];
            let placed = self.role(a).is_none_or(|r| !self.levels(a, r).is_empty());
            let country =
                |m: &Mention| placed && m.kind == Kind::Place && m.sentence == a.sentence && m.via != Via::Demonym;
            let body = all.iter().rposition(|m| m.kind == Kind::Organization || country(m))?;
            let near = self.mentions.mentions[body].sentence + 1 >= a.sentence;
            return u32::try_from(body).ok().filter(|_| near);
        }
        let level = match noun.as_ref() {
            "country" | "nation" => Some(Level::Country),
            "state" | "province" | "region" | "territory" => Some(Level::Region),
            "city" | "town" => Some(Level::City),
            _ => None,
        };
        if let Some(level) = level {
            let main = self.world.main(level, a.tokens.start).or_else(|| self.last_of(level, a.tokens.start));
            return main.filter(|&m| self.may_serve(a, m));
        }
        let mut known = self.bodies.borrow_mut();
        let bodies = known.entry(noun.to_string()).or_insert_with(|| {
            let site = |i: u32| self.mentions.entry(i, self.gazetteer).is_some_and(|e| e.subkind() == "facility");
            let all = (0u32..).zip(&self.mentions.mentions);
            let all = all.filter(|(i, m)| m.kind == Kind::Organization || m.kind == Kind::Place && site(*i));
            all.map(|(i, _)| i).filter(|&i| self.is_such_body(i, &noun)).collect()
        });
        let at = bodies.partition_point(|&i| self.mentions.mentions[i as usize].tokens.start < a.tokens.end);
        at.checked_sub(1).map(|i| bodies[i]).or_else(|| self.last_unknown(a, &noun))
    }

    /// "Water First opened a clinic. The charity's head …": the last body before that no list tells to be something else.
    fn last_unknown(&self, a: &Assertion, noun: &str) -> Option<u32> {
        const ANY: &[&str] = &[
            "charity",
            "group",
            "organisation",
            "organization",
            "agency",
            "airline",
            "bank",
            "club",
            "company",
            "firm",
            "foundation",
            "magazine",
            "museum",
            "network",
            "newspaper",
            "nonprofit",
            "publisher",
            "studio",
            "team",
            "union",
        ];
        if !ANY.contains(&noun) {
            return None;
        }
        let all = &self.mentions.mentions;
        let before = all.partition_point(|m| m.tokens.start < a.tokens.start);
        let near = |m: &Mention| m.sentence + 2 >= a.sentence;
        let body = (0..before).rev().find(|&i| all[i].kind == Kind::Organization)?;
        let body = u32::try_from(body).ok().filter(|_| near(&all[body]))?;
        let fits: &[&str] = match noun {
            "charity" | "foundation" | "nonprofit" | "group" | "organisation" | "organization" => &["", "ngo"],
            "club" | "team" => &["", "club"],
            "union" => &["", "union"],
            "agency" => &["", "agency", "company", "igo"],
            "museum" | "gallery" | "festival" | "orchestra" | "theatre" => &[""],
            _ => &["", "company", "media"],
        };
        fits.contains(&self.mentions.entry(body, self.gazetteer).map_or("", |e| e.subkind())).then_some(body)
    }

    /// The last place of a level before a token.
    fn last_of(&self, level: Level, before: u32) -> Option<u32> {
        let end = self.mentions.mentions.partition_point(|m| m.tokens.start < before);
        let of_level =
            |i: &u32| self.mentions.entry(*i, self.gazetteer).and_then(|e| Level::of(e, self.gazetteer)) == Some(level);
        (0..u32::try_from(end).unwrap_or(0)).rev().find(of_level)
    }

    fn is_such_body(&self, mention: u32, noun: &str) -> bool {
        let m = &self.mentions.mentions[mention as usize];
        let named = |name: &str| name.split(' ').map(fold).any(|w| w == noun || w.strip_suffix('s') == Some(noun));
        let entity = m.entity.map_or("", |e| self.mentions.entities[e as usize].name.as_str());
        let entry = self.mentions.entry(mention, self.gazetteer);
        let subkind = entry.map_or("", |e| e.subkind());
        match noun {
            "company" | "firm" => subkind == "company",
            "party" => subkind == "party" || named(entity),
            "newspaper" | "magazine" | "broadcaster" | "network" => subkind == "media",
            "team" | "club" => subkind == "club",
            "chamber" | "legislature" => {
                subkind == "parliament"
                    || ["House ", "Senate", "Assembly", "Chamber "].iter().any(|c| entity.contains(c))
            }
            _ => named(entity),
        }
    }

    /// The only country of the sentence, if it is named before the role; for a region's role the only region.
    fn in_sentence(&self, a: &Assertion, used: &FastSet<u32>) -> Option<u32> {
        let role = self.role(a)?;
        let level = self.level(a, role)?;
        let sentence = &self.document.sentences[a.sentence as usize].tokens;
        let from = self.mentions.mentions.partition_point(|m| m.tokens.start < sentence.start);
        let mut found: Option<(u32, u32)> = None;
        let here = self.mentions.mentions[from..].iter().take_while(|m| m.tokens.start < sentence.end);
        for (i, m) in (u32::try_from(from).unwrap_or(u32::MAX)..).zip(here) {
            let Some(entry) = self.mentions.entry(i, self.gazetteer) else { continue };
            if Level::of(entry, self.gazetteer) != Some(level) {
                continue;
            }
            match found {
                Some((_, c)) if c != entry.index => return None,
                None if m.tokens.start < a.tokens.start && !used.contains(&i) => found = Some((i, entry.index)),
                _ => {}
            }
        }
        found.map(|f| f.0)
    }

    /// The countries that people of the article hold an office of, by person; `None` for people with several.
    fn owners(&self, assertions: &[Assertion]) -> FastMap<u32, Option<(Object, u32)>> {
        let mut owners: FastMap<u32, Option<(Object, u32)>> = FastMap::default();
        for a in assertions.iter().filter(|a| a.relation == "holds_role") {
            self.add_owner(a, &mut owners);
        }
        owners
    }

    fn add_owner(&self, a: &Assertion, owners: &mut FastMap<u32, Option<(Object, u32)>>) {
        let (Some(object), Some(role)) = (a.object, self.role(a)) else { return };
        let place = match object {
            Object::Mention(m) => self.mentions.entry(m, self.gazetteer),
            Object::Listed { entry, .. } => Some(self.gazetteer.entry(entry)),
        };
        let (Some(person), Some(place)) = (self.mentions.mentions[a.subject as usize].entity, place) else { return };
        if self.level(a, role) == Some(Level::Country) && Level::of(place, self.gazetteer) == Some(Level::Country) {
            let one = owners.entry(person).or_insert(Some((object, place.index)));
            *one = one.filter(|o| o.1 == place.index);
        }
    }

    /// The country of the person's other offices: "Kenya's president … had been the health minister".
    fn by_owner(&self, a: &Assertion, owners: &FastMap<u32, Option<(Object, u32)>>) -> Option<(Object, Basis)> {
        let level = self.level(a, self.role(a)?)?;
        let (object, _) = (*owners.get(&self.mentions.mentions[a.subject as usize].entity?)?)?;
        let basis = if let Object::Listed { .. } = object { Basis::Gazetteer } else { Basis::Context };
        (level == Level::Country).then_some((object, basis))
    }

    /// A listed position of the person whose body or country the article names, else the article's main place of that level.
    fn by_article(&self, a: &Assertion) -> Option<(Object, Basis)> {
        let role = self.role(a)?;
        if let Some(found) = self.by_positions(a, role) {
            return Some(found);
        }
        if let Some(m) = role.seat().and_then(|of| self.world.first(of)) {
            return Some((Object::Mention(m), Basis::Context));
        }
        let place = self.levels(a, role).iter().find_map(|&level| self.world.main(level, a.tokens.start));
        let place = place.filter(|&p| self.may_serve(a, p));
        let body = || self.only_body(a, role).or_else(|| self.near_body(a, role));
        Some((Object::Mention(place.or_else(body)?), Basis::Context))
    }

    /// Whether the lists let a person hold an office of a place: a Chilean general in an article about Spain is not of Spain.
    fn may_serve(&self, a: &Assertion, place: u32) -> bool {
        let entry = |m: u32| self.mentions.entry(m, self.gazetteer);
        let country = |m: u32| entry(m).and_then(|e| self.gazetteer.country(e.index));
        let territory = entry(place).is_some_and(|e| e.subkind() == "territory");
        territory || country(a.subject).zip(country(place)).is_none_or(|(own, of)| own == of)
    }

    /// The only body that the sentence of a head's role names before it, or the sentence before: "Acme will close its shops.
    /// Chief executive Jane Doe said …".
    fn near_body(&self, a: &Assertion, role: Entry<'_>) -> Option<u32> {
        let head = match role.category() {
            "business" => role.seats("") == Some(1) && role.name() != "central bank governor",
            "academia" => role.seats("") == Some(1) && role.rank() == "head",
            _ => false,
        };
        if !head {
            return None;
        }
        let all = &self.mentions.mentions;
        let role_at = all[a.role? as usize].tokens.start;
        let mut found: Option<u32> = None;
        for i in (0..all.partition_point(|m| m.tokens.start < role_at)).rev() {
            let m = &all[i];
            if m.sentence + 1 < a.sentence {
                break;
            }
            if m.kind != Kind::Organization
                || self
                    .mentions
                    .entry(u32::try_from(i).ok()?, self.gazetteer)
                    .is_some_and(|e| !matches!(e.subkind(), "company" | "university" | "club" | "media" | ""))
            {
                continue;
            }
            match found {
                Some(f) if all[f as usize].entity != m.entity => return None,
                _ => found = u32::try_from(i).ok(),
            }
        }
        found
    }

    /// The only company or university that an article names before the role of a head.
    fn only_body(&self, a: &Assertion, role: Entry<'_>) -> Option<u32> {
        let subkind = match (role.category(), role.rank()) {
            ("business", "head") if role.name().contains("chief") || role.name().contains("chair") => "company",
            ("academia", "head") => "university",
            ("legislature", "head") => "parliament",
            _ => return None,
        };
        let mut found: Option<(u32, u32)> = None;
        for (i, m) in (0u32..).zip(&self.mentions.mentions) {
            let Some(entry) = self.mentions.entry(i, self.gazetteer).filter(|e| e.subkind() == subkind) else {
                continue;
            };
            match found {
                Some((_, e)) if e != entry.index => return None,
                None if m.tokens.start < a.tokens.start => found = Some((i, entry.index)),
                None => return None,
                _ => {}
            }
        }
        found.map(|f| f.0)
    }

    fn by_positions(&self, a: &Assertion, role: Entry<'_>) -> Option<(Object, Basis)> {
        let person = self.mentions.entry(a.subject, self.gazetteer)?.index;
        let mut found: Option<(u32, u32)> = None;
        for p in self.gazetteer.positions_of(person).filter(|p| self.same_office(p.role(), role)) {
            let Some(of) = p.of() else { continue };
            if found.is_some_and(|(f, _)| f != of) {
                return None;
            }
            found = Some((of, p.index));
        }
        let (of, position) = found?;
        let named = self.world.first(of).or_else(|| {
            let country = self.gazetteer.country(of)?;
            self.world.first(country).filter(|_| self.level(a, role) == Some(Level::Country))
        });
        Some(match named {
            Some(m) => (Object::Mention(m), Basis::Context),
            None => (Object::Listed { entry: of, position: Some(position) }, Basis::Gazetteer),
        })
    }

    /// The listed person of a common name who alone held the office that the article gives the name.
    fn by_office(&self, a: &Assertion, role: Entry<'_>, scope: u32) -> Option<u32> {
        let tokens = &self.mentions.mentions[a.subject as usize].tokens;
        let tokens = &self.document.tokens[tokens.start as usize..tokens.end as usize];
        let hit = self.gazetteer.at(tokens, false).name.filter(|hit| hit.len as usize == tokens.len())?;
        let held = |&person: &u32| {
            self.gazetteer.positions_of(person).any(|p| p.of() == Some(scope) && self.same_office(p.role(), role))
        };
        let mut holders = self.gazetteer.readings(hit, tokens, false, false).map(|c| c.entry).filter(held);
        holders.next().filter(|_| holders.next().is_none())
    }

    fn same_office(&self, listed: u32, role: Entry<'_>) -> bool {
        let listed = self.gazetteer.entry(listed);
        listed.index == role.index || listed.parent() == Some(role.index) || role.parent() == Some(listed.index)
    }

    /// Whether all listed terms of the person in this role were over well before the article's date. "Leader" and "ruler" are any
    /// office at a country's head.
    fn has_ended(&self, a: &Assertion) -> bool {
        let (Some(date), Some(role)) = (self.document.date, self.role(a)) else { return false };
        let scope = match a.object {
            Some(Object::Mention(m)) => self.mentions.entry(m, self.gazetteer).map(|e| e.index),
            Some(Object::Listed { entry, .. }) => Some(entry),
            None => None,
        };
        let linked = self.mentions.entry(a.subject, self.gazetteer).map(|e| e.index);
        let Some(person) = linked.or_else(|| self.by_office(a, role, scope?)) else { return false };
        let leader = matches!(role.name(), "leader" | "ruler" | "dictator" | "strongman") && scope.is_some();
        let fits = |p: &crate::gazetteer::Position<'_>| {
            self.same_office(p.role(), role)
                || leader && p.of() == scope && self.gazetteer.entry(p.role()).rank() == "head"
        };
        let mut terms = self.gazetteer.positions_of(person).filter(fits).peekable();
        if terms.peek().is_none() {
            return false;
        }
        let day = date.ordinal();
        terms.all(|p| p.end().is_some_and(|end| day - end.ordinal() > GRACE_DAYS))
    }
}
