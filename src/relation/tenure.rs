//! Since when and until when somebody holds a role, as its own sentence says.

use std::ops::Range;

use crate::base::date::PartialDate;
use crate::input::date;
use crate::text::Document;

use super::assertion::Event;

/// How many tokens behind an assertion its dates may begin.
const REACH: u32 = 10;

/// What the holder of an office has done since a date.
const LEADS: &[&str] = &[
    "led", "headed", "run", "held", "served", "governed", "chaired", "managed", "coached", "edited", "directed",
    "ruled",
];

/// Beginning and end of a tenure that the words of an assertion and those behind it name.
pub(super) fn of(
    document: &Document,
    tokens: &Range<u32>,
    end: u32,
    event: Option<Event>,
) -> (Option<PartialDate>, Option<PartialDate>) {
    let (mut since, mut until) = (None, None);
    let limit = end.min(tokens.end + REACH);
    let word = |i: u32| if i < end { document.token_text(i as usize) } else { "" };
    for i in tokens.start..limit {
        let found = || date_at(document, i + 1, end);
        match word(i) {
            // "The rector, who has led the university since 2018,".
            "who" if i >= tokens.end && matches!(word(i + 1), "has" | "have") && LEADS.contains(&word(i + 2)) => {}
            ";" | "." | "who" | "said" if i >= tokens.end => break,
            "since" => since = since.or(found().map(|d| d.0)),
            "until" | "till" => until = until.or(found().map(|d| d.0)),
            "from" | "between" => {
                let Some((from, next)) = found() else { continue };
                since = since.or(Some(from));
                if matches!(word(next), "to" | "until" | "till" | "and" | "-" | "–") {
                    until = until.or(date_at(document, next + 1, end).map(|d| d.0));
                }
            }
            "in" | "on" if event == Some(Event::Begins) => since = since.or(found().map(|d| d.0)),
            "in" | "on" if event == Some(Event::Ends) => until = until.or(found().map(|d| d.0)),
            _ => {}
        }
    }
    (since, until)
}

/// The date that begins at a token, and the token behind it.
fn date_at(document: &Document, i: u32, end: u32) -> Option<(PartialDate, u32)> {
    if i >= end {
        return None;
    }
    let year = document.token_text(i as usize);
    if year.len() == 4 && year.parse::<u16>().is_ok_and(|y| (1500..2200).contains(&y)) {
        return Some((PartialDate::new(year.parse().ok()?, 0, 0)?, i + 1));
    }
    let rest = document.tokens_span(i..end.min(i + 5));
    let (range, found) = date::find(rest.of(&document.text)).filter(|(range, _)| range.start == 0)?;
    let behind = |t: &u32| document.tokens[*t as usize].span.start as usize >= rest.start as usize + range.end;
    Some((found, (i..end).find(behind).unwrap_or(end)))
}
