//! Dates as newspapers write them: "January 15, 2026", "15 Jan. 2026", "2026-01-15", "31/12/2025".

use std::ops::Range;

use crate::base::date::PartialDate;

/// Reads a field that holds a date and perhaps a weekday or a time.
///
/// ```
/// use rolegraph::input::date::parse;
/// let show = |text| parse(text).map(|date| date.to_string());
/// assert_eq!(show("Wed, 15 Jan 2020 10:00:00 GMT").as_deref(), Some("2020-01-15"));
/// assert_eq!(show("January 2020").as_deref(), Some("2020-01"));
/// assert_eq!(show("03/04/2020"), None);
/// ```
#[must_use]
pub fn parse(text: &str) -> Option<PartialDate> {
    let text = text.trim();
    text.parse().ok().or_else(|| compact(text)).or_else(|| find(text).map(|(_, date)| date))
}

/// The first date of `text` that has a year and a month, with its bytes.
#[must_use]
pub fn find(text: &str) -> Option<(Range<usize>, PartialDate)> {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        if !bytes[at].is_ascii_alphanumeric() {
            at += 1;
            continue;
        }
        if let Some((end, date)) = (Scan { bytes, at }).date() {
            return Some((at..end, date));
        }
        at += bytes[at..].iter().take_while(|b| b.is_ascii_alphanumeric()).count();
    }
    None
}

/// The date in a file name: `2020-01-15`, `2020_01_15` or `20200115`, not part of a longer number.
#[must_use]
pub fn in_file_name(path: &str) -> Option<PartialDate> {
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
    let bytes = name.as_bytes();
    (0..bytes.len()).filter(|&at| bytes[at].is_ascii_digit() && (at == 0 || !bytes[at - 1].is_ascii_digit())).find_map(
        |at| {
            let digits = bytes[at..].iter().take_while(|b| b.is_ascii_digit()).count();
            if digits == 8 { compact(&name[at..at + 8]) } else { separated(&bytes[at..]) }
        },
    )
}

/// `YYYY?MM?DD` with one separator, not followed by a digit.
fn separated(bytes: &[u8]) -> Option<PartialDate> {
    let separator = *bytes.get(4)?;
    let shaped = matches!(separator, b'-' | b'_' | b'.') && bytes.get(7) == Some(&separator);
    if !shaped || bytes.get(10).is_some_and(u8::is_ascii_digit) {
        return None;
    }
    let digits = [&bytes[..4], &bytes[5..7], bytes.get(8..10)?].concat();
    compact(std::str::from_utf8(&digits).ok()?)
}

/// `YYYYMMDD` of a plausible year.
fn compact(text: &str) -> Option<PartialDate> {
    if text.len() != 8 || !text.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let number: u32 = text.parse().ok()?;
    day(number / 10_000, number / 100 % 100, number % 100)
}

fn day(year: u32, month: u32, day: u32) -> Option<PartialDate> {
    let small = |n: u32| u8::try_from(n).ok().filter(|&n| n > 0);
    if !(1500..2200).contains(&year) {
        return None;
    }
    PartialDate::new(u16::try_from(year).ok()?, small(month)?, small(day)?)
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

struct Scan<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Scan<'_> {
    /// A date that begins here, and its end.
    fn date(mut self) -> Option<(usize, PartialDate)> {
        let date = if self.bytes[self.at].is_ascii_digit() { self.number_first() } else { self.month_first() }?;
        let open = self.bytes.get(self.at).is_some_and(u8::is_ascii_digit);
        (!open).then_some((self.at, date))
    }

    fn number_first(&mut self) -> Option<PartialDate> {
        let (first, digits) = self.number()?;
        let separator = *self.bytes.get(self.at)?;
        if digits <= 2 && !matches!(separator, b'/' | b'.' | b'-') {
            self.ordinal();
            self.spaces();
            if self.keyword(b"of") {
                self.spaces();
            }
            let month = self.month()?;
            let year = self.year()?;
            return day(year, month, first);
        }
        self.at += 1;
        let (second, _) = self.number().filter(|n| n.1 <= 2)?;
        if self.bytes.get(self.at) != Some(&separator) {
            return None;
        }
        self.at += 1;
        let (third, last) = self.number()?;
        match (digits, last) {
            (4, 1 | 2) => day(first, second, third),
            (1 | 2, 4) => match (first > 12, second > 12) {
                (true, _) => day(third, second, first),
                (_, true) => day(third, first, second),
                _ => (first == second).then(|| day(third, first, second))?,
            },
            _ => None,
        }
    }

    fn month_first(&mut self) -> Option<PartialDate> {
        let month = self.month()?;
        let before = self.at;
        self.spaces();
        if let Some((number, 1 | 2)) = self.number() {
            self.ordinal();
            let year = self.year()?;
            return day(year, month, number);
        }
        self.at = before;
        let year = self.year()?;
        PartialDate::new(u16::try_from(year).ok()?, u8::try_from(month).ok()?, 0)
    }

    /// Up to eight digits and how many they were.
    fn number(&mut self) -> Option<(u32, usize)> {
        let digits = self.bytes[self.at..].iter().take(9).take_while(|b| b.is_ascii_digit()).count();
        if digits == 0 || digits > 8 {
            return None;
        }
        let number = self.bytes[self.at..self.at + digits].iter().fold(0, |n, b| n * 10 + u32::from(b - b'0'));
        self.at += digits;
        Some((number, digits))
    }

    /// A four-digit year after an optional comma.
    fn year(&mut self) -> Option<u32> {
        if self.bytes.get(self.at) == Some(&b',') {
            self.at += 1;
        }
        self.spaces();
        let (year, digits) = self.number()?;
        (digits == 4 && (1500..2200).contains(&year)).then_some(year)
    }

    /// A month's name, long or short, with the full stop of the short form.
    fn month(&mut self) -> Option<u32> {
        let letters = self.bytes[self.at..].iter().take(10).take_while(|b| b.is_ascii_alphabetic()).count();
        let word = self.bytes[self.at..self.at + letters].to_ascii_lowercase();
        let fits = |name: &&str| {
            let name = name.as_bytes();
            word == name || (letters == 3 && name.starts_with(&word)) || (word == b"sept" && name.starts_with(&word))
        };
        let month = MONTHS.iter().position(fits)?;
        self.at += letters;
        if self.bytes.get(self.at) == Some(&b'.') {
            self.at += 1;
        }
        u32::try_from(month + 1).ok()
    }

    fn spaces(&mut self) {
        while self.bytes.get(self.at).is_some_and(|&b| b == b' ' || b == b'\t') {
            self.at += 1;
        }
        if self.bytes[self.at..].starts_with("\u{a0}".as_bytes()) {
            self.at += 2;
        }
    }

    fn ordinal(&mut self) {
        for suffix in [b"st", b"nd", b"rd", b"th"] {
            if self.keyword(suffix) {
                return;
            }
        }
    }

    fn keyword(&mut self, word: &[u8]) -> bool {
        let found = self.bytes.get(self.at..self.at + word.len()).is_some_and(|w| w.eq_ignore_ascii_case(word))
            && !self.bytes.get(self.at + word.len()).is_some_and(u8::is_ascii_alphanumeric);
        if found {
            self.at += word.len();
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields() {
        for (text, want) in [
            ("2026-01-15", "2026-01-15"),
            ("2026-01", "2026-01"),
            ("2026", "2026"),
            ("20260115", "2026-01-15"),
            ("2026/1/5", "2026-01-05"),
            ("2026-01-15T23:59:00+05:00", "2026-01-15"),
            ("January 15, 2026", "2026-01-15"),
            ("JANUARY 15 2026", "2026-01-15"),
            ("15 January 2026", "2026-01-15"),
            ("15th of January, 2026", "2026-01-15"),
            ("January 1st, 2026", "2026-01-01"),
            ("Jan. 15, 2026", "2026-01-15"),
            ("Sept 3, 2021", "2021-09-03"),
            ("Friday, May 1, 2020 at 5 p.m.", "2020-05-01"),
            ("May 2020", "2020-05"),
            ("31/12/2025", "2025-12-31"),
            ("12/31/2025", "2025-12-31"),
            ("31.12.2025", "2025-12-31"),
            ("04/04/2020", "2020-04-04"),
            ("03/04/2020", ""),
            ("03.04.2020", ""),
            ("February 30, 2020", ""),
            ("Jan 15", ""),
            ("15/13/2020", ""),
            ("123-45-6789", ""),
            ("1/2/20201", ""),
            ("yesterday", ""),
            ("", ""),
            ("\u{ff11}\u{5e74}", ""),
        ] {
            assert_eq!(parse(text).map_or(String::new(), |d| d.to_string()), want, "{text}");
        }
    }

    #[test]
    fn places_in_text() {
        let text = "Élan — Published: 3 March 2021, 10:00";
        let (range, date) = find(text).unwrap();
        assert_eq!((&text[range], date.to_string().as_str()), ("3 March 2021", "2021-03-03"));
    }

    #[test]
    fn file_names() {
        for (path, want) in [
            ("news/2020-01-15-vote.txt", "2020-01-15"),
            ("20200115.txt", "2020-01-15"),
            ("vote_2020_01_15.md", "2020-01-15"),
            ("2020-01-15/vote.txt", ""),
            ("wikinews-2020-010.txt", ""),
            ("99920200115.txt", ""),
            ("2020-13-15.txt", ""),
            ("a-12345678.txt", ""),
            ("2020-01", ""),
        ] {
            assert_eq!(in_file_name(path).map_or(String::new(), |d| d.to_string()), want, "{path}");
        }
    }
}
