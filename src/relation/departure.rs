//! "Doe resigned on Monday": a departure without an office ends the one that the article gave the person before.

use crate::gazetteer::Gazetteer;
use crate::mention::Mentions;
use crate::text::Document;

use super::assertion::{Assertion, Event, Status};

/// The relation of rules that say no more than that somebody has left office; it stands in no record.
pub(super) const RELATION: &str = "left_office";

/// Takes the departures out of the assertions, and makes the office that each of them ends a former one.
pub(super) fn apply(assertions: &mut Vec<Assertion>, document: &Document, mentions: &Mentions, gazetteer: &Gazetteer) {
    let departures: Vec<Assertion> = assertions.extract_if(.., |a| a.relation == RELATION).collect();
    let person = |a: &Assertion| mentions.mentions[a.subject as usize].entity;
    let wording = |a: &Assertion| mentions.mentions[a.role? as usize].role.as_ref().map(|w| w.name.as_str());
    for gone in departures.iter().filter(|gone| gone.attribution.is_none()) {
        // "Doe, who resigned in 1995": what an old departure ended is only known in its own sentence.
        let old = is_long_over(gone, document);
        let before = |a: &Assertion| {
            person(a) == person(gone)
                && a.tokens.start < gone.tokens.end
                && (a.sentence == gone.sentence || !old)
                && is_office(a, mentions, gazetteer)
        };
        let last = assertions.iter().filter(|a| before(a)).max_by_key(|a| a.tokens.start);
        let Some(role) = last.filter(|a| a.status == Status::Current).and_then(wording) else { continue };
        for a in assertions.iter_mut().filter(|a| before(a) && wording(a) == Some(role)) {
            if a.status == Status::Current {
                (a.status, a.event, a.until) = (Status::Former, Some(Event::Ends), a.until.or(gone.until));
            }
        }
    }
}

/// Whether the sentence says that it ended more than a year before the article.
pub(super) fn is_long_over(a: &Assertion, document: &Document) -> bool {
    a.until.zip(document.date).is_some_and(|(until, date)| date.ordinal() - until.ordinal() > 366)
}

/// Whether a role is one that people leave, not what they are by trade.
pub(super) fn is_office(a: &Assertion, mentions: &Mentions, gazetteer: &Gazetteer) -> bool {
    let Some(words) = a.role.and_then(|r| mentions.mentions[r as usize].role.as_ref()) else { return false };
    let row = gazetteer.entry(words.entry.unwrap_or(words.head));
    a.relation == "holds_role"
        && matches!(row.rank(), "head" | "minister" | "deputy" | "member")
        && (row.category() != "sport" || row.rank() == "head")
        && !matches!(row.category(), "arts" | "science" | "media" | "academia")
}
