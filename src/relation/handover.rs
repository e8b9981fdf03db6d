//! "Doe replaces Roe": who follows whom, without the office; it is the one that the article gave one of the two.

use crate::gazetteer::Gazetteer;
use crate::mention::Mentions;
use crate::text::Document;

use super::assertion::{Assertion, Basis, Event, Object, Status};
use super::departure::{is_long_over, is_office};

/// The relation of rules that say no more than that one follows another; it stands in no record.
pub(super) const RELATION: &str = "followed";

/// Sentences from an office to the verb that passes it on.
const NEAR: u32 = 4;

/// Takes the handovers out of the assertions, and gives each of the two the office of the other that the article names.
pub(super) fn apply(assertions: &mut Vec<Assertion>, document: &Document, mentions: &Mentions, gazetteer: &Gazetteer) {
    let handovers: Vec<Assertion> = assertions.extract_if(.., |a| a.relation == RELATION).collect();
    let person = |mention: u32| mentions.mentions[mention as usize].entity;
    let wording = |a: &Assertion| mentions.mentions[a.role? as usize].role.as_ref().map(|w| w.name.as_str());
    for h in handovers.iter().filter(|h| h.attribution.is_none()) {
        let Some(Object::Mention(old)) = h.object else { continue };
        // "Replaces" is only said of offices where somebody is appointed; "his predecessor" always is.
        let verb = h.event.is_some();
        let office = |who: u32, begins: bool| {
            let fits = |a: &&Assertion| {
                person(a.subject) == person(who)
                    && a.tokens.start < h.tokens.end
                    && (!verb || a.sentence + NEAR > h.sentence)
                    && is_office(a, mentions, gazetteer)
                    && (!begins || a.event == Some(Event::Begins) || a.status == Status::Elect)
            };
            assertions.iter().filter(fits).max_by_key(|a| a.tokens.start)
        };
        // The newcomer's new office was the old one's; else the old one's office is now the newcomer's.
        let (from, to, status, event) = match (office(h.subject, verb), office(old, false)) {
            (Some(new), _) if h.status == Status::Elect => (new, old, Status::Current, None),
            (Some(new), _) => (new, old, Status::Former, Some(Event::Ends)),
            // Somebody who takes the seat of a man who was minister long ago takes no ministry.
            (None, Some(held)) if verb && is_long_over(held, document) => continue,
            // "The chancellor congratulated his successor, Jane Doe": she does not hold it yet.
            (None, Some(held)) if !verb && held.status == Status::Current => (held, h.subject, Status::Elect, None),
            (None, Some(held)) => (held, h.subject, h.status, Some(Event::Begins)),
            (None, None) => continue,
        };
        let known = |a: &Assertion| person(a.subject) == person(to) && wording(a) == wording(from);
        if assertions.iter().any(known) {
            continue;
        }
        let given = Assertion {
            relation: "holds_role".into(),
            subject: to,
            role: from.role,
            implied: from.implied.clone(),
            object: from.object,
            noun: from.noun,
            basis: from.object.map(|_| Basis::Context),
            status,
            event,
            ..h.clone()
        };
        let at = assertions.partition_point(|a| (a.sentence, a.tokens.start) <= (given.sentence, given.tokens.start));
        assertions.insert(at, given);
    }
}
