//! Which hits of rules are no assertions, and which of several readings of one role stays.

use crate::base::hash::FastMap;
use crate::base::span::Span;
use crate::gazetteer::{Gazetteer, Kind};
use crate::mention::{Mentions, Via};
use crate::pattern::{Emission, Hit, Rule};
use crate::text::Document;

use super::assertion::{Assertion, Object};
use super::units::Row;

/// A sentence with its row of units.
pub(crate) struct Sentence<'a> {
    pub(crate) document: &'a Document,
    pub(crate) mentions: &'a Mentions,
    pub(crate) row: &'a Row,
    pub(crate) index: u32,
}

/// Words that turn a claim into a wish, a denial or a condition when they stand shortly before it.
const UNREAL: &[&str] = &[
    "if", "whether", "not", "never", "denied", "denies", "could", "would", "should", "might", "may", "cannot", "unless", "wish",
    "wants", "hopes", "wanted", "hoped", "pretended", "posed",
];

/// Words of somebody's claim.
const CLAIM: &[&str] = &["claims", "claimed", "claim", "claiming", "alleges", "alleged", "allegedly", "purportedly", "supposedly", "self-proclaimed"];
/// Words of a claim that is called false.
const DISPUTED: &[&str] = &["falsely", "false", "forged", "fake", "hoax", "bogus", "fabricated"];

impl Sentence<'_> {
    fn word(&self, unit: usize) -> String {
        self.row.tokens.get(unit).map_or_else(String::new, |t| {
            self.document.tokens_span(t.clone()).of(&self.document.text).to_lowercase()
        })
    }
}

fn is_verbal(rule: &Rule) -> bool {
    !(rule.id.starts_with("title") || rule.id.starts_with("appositive") || rule.id == "author-line" || rule.id == "party-state")
}

/// Whether a hit says what it seems to say.
pub(crate) fn allows(s: &Sentence<'_>, rule: &Rule, hit: &Hit, emission: &Emission, subject: u32, role: Option<u32>) -> bool {
    let title = rule.id.starts_with("title");
    if let Some(unit) = emission.role {
        let next = s.row.mention(unit + 1);
        let person_next = next.is_some_and(|m| s.mentions.mentions[m as usize].kind == Kind::Person);
        // "X, President Y and Z": the role belongs to the name that follows it.
        if !title && person_next && next != Some(subject) {
            return false;
        }
        let words = role.and_then(|r| s.mentions.mentions[r as usize].role.as_ref());
        let adjacent = emission.subject == unit + 1 || emission.subject + 2 == unit;
        if words.is_some_and(|w| w.weak) && !adjacent {
            return false;
        }
    }
    if is_verbal(rule) {
        let last = s.row.units.len().saturating_sub(1);
        if s.word(last) == "?" {
            return false;
        }
        let from = (hit.start as usize).saturating_sub(3);
        if (from..hit.start as usize).any(|u| UNREAL.contains(&s.word(u).as_str())) {
            return false;
        }
    }
    true
}

/// The words that make a verbal assertion somebody's claim.
pub(crate) fn attribution(s: &Sentence<'_>, rule: &Rule, hit: &Hit) -> Option<(Span, bool)> {
    if !is_verbal(rule) {
        return None;
    }
    let from = (hit.start as usize).saturating_sub(8);
    let unit = (from..hit.start as usize).rev().find_map(|u| {
        let word = s.word(u);
        let disputed = DISPUTED.contains(&word.as_str());
        (disputed || CLAIM.contains(&word.as_str())).then_some((u, disputed))
    });
    unit.map(|(u, disputed)| (s.document.tokens_span(s.row.tokens[u].clone()), disputed))
}

/// Roles that a party has by itself.
const PARTY_ROLES: &[&str] = &["leader", "chair", "member", "candidate", "nominee", "spokesperson", "whip", "secretary", "president", "founder", "chief", "treasurer", "activist", "strategist", "official", "organizer", "head", "politician", "deputy leader", "co-leader", "lawmaker"];

/// Keeps one assertion per subject and role, the one that says most; turns party adjectives into memberships.
pub(crate) fn settle(raw: Vec<Assertion>, mentions: &Mentions, gazetteer: &Gazetteer) -> Vec<Assertion> {
    let mut kept: Vec<Assertion> = Vec::new();
    let mut at: FastMap<(u32, Option<u32>, String, bool), usize> = FastMap::default();
    for mut a in raw {
        let mut membership = None;
        if a.relation == "holds_role" {
            membership = party_adjective(&mut a, mentions, gazetteer);
            drop_nationality(&mut a, mentions, gazetteer);
        }
        for a in std::iter::once(a).chain(membership) {
            let other = match (a.relation.as_str(), a.object) {
                ("holds_role", _) => a.role,
                (_, Some(Object::Mention(m))) => Some(m),
                _ => None,
            };
            let key = (a.subject, other, if a.role.is_none() { format!("{}{:?}", a.relation, a.implied) } else { a.relation.clone() }, a.attribution.is_some());
            match at.get(&key) {
                Some(&i) if says_more(&a, &kept[i]) => kept[i] = a,
                Some(_) => {}
                None => {
                    at.insert(key, kept.len());
                    kept.push(a);
                }
            }
        }
    }
    kept.sort_by_key(|a| (a.sentence, a.span, a.subject, a.role));
    kept
}

fn says_more(new: &Assertion, old: &Assertion) -> bool {
    let rank = |a: &Assertion| (a.object.is_some(), a.status != super::Status::Current, (a.confidence * 1000.0) as i64);
    rank(new) > rank(old)
}

/// "Republican senator": the party is no scope but a membership.
fn party_adjective(a: &mut Assertion, mentions: &Mentions, gazetteer: &Gazetteer) -> Option<Assertion> {
    let Some(Object::Mention(m)) = a.object else { return None };
    let entity = mentions.mentions[m as usize].entity?;
    let entry = mentions.entities[entity as usize].entry?;
    if gazetteer.entry(entry).subkind != "party" {
        return None;
    }
    let role = a.role.and_then(|r| mentions.mentions[r as usize].role.as_ref());
    let name = role.map_or("", |r| r.name.as_str());
    if role.is_none() || PARTY_ROLES.iter().any(|r| name == *r || name.ends_with(&format!(" {r}")) && *r != "president" && *r != "secretary" && *r != "candidate" && *r != "nominee") {
        return None;
    }
    let mut membership = a.clone();
    membership.relation = "member_of".into();
    membership.role = None;
    membership.implied = None;
    a.object = None;
    a.basis = None;
    Some(membership)
}

/// "American actor": a nationality is no scope of an occupation.
fn drop_nationality(a: &mut Assertion, mentions: &Mentions, gazetteer: &Gazetteer) {
    let Some(Object::Mention(m)) = a.object else { return };
    let Some(role) = a.role.and_then(|r| mentions.mentions[r as usize].role.as_ref()) else { return };
    let occupation = gazetteer.entry(role.head).subkind == "occupation";
    if occupation && mentions.mentions[m as usize].via == Via::Demonym {
        a.object = None;
        a.basis = None;
    }
}
