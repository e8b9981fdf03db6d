//! The date that an article gives of itself in its text.

use crate::base::date::PartialDate;
use crate::input::date;

use super::document::Block;

/// Blocks at the start of an article in which its date may stand.
const HEAD: usize = 60;

const UPDATED: &[&str] = &["last updated", "updated", "last modified"];
const PUBLISHED: &[&str] = &["published", "posted", "date:", "publié"];

/// Whether a line says when the article was published or changed, and hardly anything else.
pub(super) fn is_date_line(line: &str) -> bool {
    let lower = line.to_ascii_lowercase();
    line.len() < 60 && UPDATED.iter().chain(PUBLISHED).any(|w| lower.starts_with(w)) && date::find(line).is_some()
}

/// Dates found in the text, best first.
#[derive(Default)]
pub(super) struct Published {
    /// A dateline, a date line, or "Published".
    pub(super) stated: Option<PartialDate>,
    /// "Last updated".
    pub(super) updated: Option<PartialDate>,
}

/// Looks through the first blocks.
pub(super) fn find(text: &str, blocks: &[Block]) -> Published {
    let mut found = Published::default();
    for (number, block) in blocks.iter().take(HEAD).enumerate() {
        let line = block.span.of(text);
        // Only what is short, or near the start, can give the article's date.
        if number > 8 && line.len() > 80 {
            continue;
        }
        let head = &line[..line.floor_char_boundary(90)];
        if !head.bytes().any(|b| b.is_ascii_digit()) {
            continue;
        }
        let Some((place, day)) = date::find(head) else { continue };
        let lower = head.to_ascii_lowercase();
        if UPDATED.iter().any(|w| lower.starts_with(w)) {
            found.updated = found.updated.or(Some(day));
        } else if PUBLISHED.iter().any(|w| lower.starts_with(w)) {
            found.stated = Some(day);
            break;
        } else if found.stated.is_none()
            && day.to_string().len() == 10
            && (is_alone(line, &place) || is_dateline(head, &place))
        {
            found.stated = Some(day);
        }
    }
    found
}

/// Whether nothing but a weekday or a time stands beside a date.
fn is_alone(line: &str, place: &std::ops::Range<usize>) -> bool {
    let rest = format!("{} {}", &line[..place.start], &line[place.end..]);
    line.len() < 60
        && rest.split(|c: char| !c.is_alphabetic()).filter(|w| w.len() > 2).all(|w| {
            let w = w.to_ascii_lowercase();
            w.ends_with("day") || ["utc", "gmt", "est", "edt", "cet", "bst", "pst"].contains(&w.as_str())
        })
}

/// "LONDON, Jan. 15, 2026 (Wire) -": capitals before the date, a dash or bracket behind it.
fn is_dateline(head: &str, place: &std::ops::Range<usize>) -> bool {
    let before = head[..place.start].trim_end_matches([' ', ',', '(', '-', '–', '—']);
    let after = head[place.end..].trim_start();
    let named = before.len() < 40 && before.chars().next().is_none_or(char::is_uppercase) && !before.contains('.');
    let sentence = ["On ", "In ", "By ", "Since ", "From ", "Until ", "The "].iter().any(|w| head.starts_with(w));
    let city = !sentence && before.split([' ', ',']).all(|w| w.chars().next().is_none_or(char::is_uppercase));
    named && city && (after.starts_with(['-', '–', '—', '(']) || after.starts_with(") "))
}

#[cfg(test)]
mod tests {
    use super::super::block::blocks;
    use super::*;

    #[test]
    fn places_of_dates() {
        for (text, stated, updated) in [
            ("Head\n\nFriday, January 3, 2020\n\nText in 2019.", Some("2020-01-03"), None),
            ("LONDON, Jan. 15, 2026 (Wire) - The minister left.", Some("2026-01-15"), None),
            ("Head\nLast updated: January 15, 2026 11:59 pm\nText.", None, Some("2026-01-15")),
            ("Published 2 March 2021 by Jane Doe", Some("2021-03-02"), None),
            ("On January 5, 2020 - a Sunday - it rained.", None, None),
            ("The treaty of 4 May 1950 (the first) held.", None, None),
            ("Nothing here.", None, None),
        ] {
            let found = find(text, &blocks(text, 0));
            let show = |d: Option<PartialDate>| d.map(|d| d.to_string());
            assert_eq!((show(found.stated).as_deref(), show(found.updated).as_deref()), (stated, updated), "{text}");
        }
    }
}
