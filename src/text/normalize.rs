//! The one normal form in which words are compared: lists, rules and text all pass through here.
//!
//! Lower case, no diacritics on Latin letters, straight apostrophes, no soft hyphens or zero-width characters, and no dots
//! inside acronyms or after abbreviations ("U.S." is "us", "Gen." is "gen").

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::base::hash;

/// The normalized form of one word, in lower case.
///
/// ```
/// use rolegraph::text::normalize::fold;
/// assert_eq!(fold("Nicolás"), "nicolas");
/// assert_eq!(fold("U.S."), "us");
/// assert_eq!(fold("O’Brien"), "o'brien");
/// assert_eq!(fold("Łódź"), "lodz");
/// ```
#[must_use]
pub fn fold(word: &str) -> Cow<'_, str> {
    if word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()) {
        return Cow::Borrowed(word);
    }
    let mut out = String::with_capacity(word.len());
    for c in word.chars() {
        fold_char(c, &mut out);
    }
    if out.len() > 1 && out.contains('.') && out.bytes().any(|b| b.is_ascii_alphanumeric() || b >= 0x80) {
        out.retain(|c| c != '.');
    }
    Cow::Owned(out)
}

/// Hash of [`fold`] of a word; words that fold to the same form have the same hash, which is never 0.
#[must_use]
pub fn word_hash(word: &str) -> u64 {
    let bytes = word.as_bytes();
    if bytes.iter().all(u8::is_ascii_lowercase) {
        return hash::of_bytes(bytes);
    }
    // ASCII without dots folds byte by byte, and so does a single mark.
    let mut lower = [0; 32];
    if let Some(lower) = lower.get_mut(..bytes.len())
        && bytes.iter().all(|&b| b < 0x80 && (b != b'.' || bytes.len() == 1))
    {
        for (to, from) in lower.iter_mut().zip(bytes) {
            *to = from.to_ascii_lowercase();
        }
        return hash::of_bytes(lower);
    }
    hash::of_bytes(fold(word).as_bytes())
}

/// The words of a name, folded and joined by hyphens: the readable part of an id. ASCII where the letters are Latin.
///
/// ```
/// use rolegraph::text::normalize::slug;
/// assert_eq!(slug("Nicolás Maduro"), "nicolas-maduro");
/// assert_eq!(slug("U.S. Department of State"), "us-department-of-state");
/// ```
#[must_use]
pub fn slug(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    let mut folded = String::new();
    for c in name.chars() {
        folded.clear();
        fold_char(c, &mut folded);
        for f in folded.chars() {
            match f {
                '.' | '\'' => {}
                _ if f.is_alphanumeric() => out.push(f),
                _ if !out.is_empty() && !out.ends_with('-') => out.push('-'),
                _ => {}
            }
        }
    }
    out.truncate(out.trim_end_matches('-').len());
    if out.is_empty() { "x".into() } else { out }
}

/// A text that is broken over lines, on one line.
#[must_use]
pub fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Appends the folded form of one character.
fn fold_char(c: char, out: &mut String) {
    match c {
        'A'..='Z' => out.push(c.to_ascii_lowercase()),
        '\0'..='\x7f' => out.push(c),
        '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' => {}
        '‘' | '’' | 'ʼ' | '′' => out.push('\''),
        '‐' | '‑' => out.push('-'),
        'ł' | 'Ł' => out.push('l'),
        'ø' | 'Ø' => out.push('o'),
        'đ' | 'Đ' | 'ð' | 'Ð' => out.push('d'),
        'ß' | 'ẞ' => out.push_str("ss"),
        'þ' | 'Þ' => out.push_str("th"),
        'æ' | 'Æ' => out.push_str("ae"),
        'œ' | 'Œ' => out.push_str("oe"),
        'ı' => out.push('i'),
        'ə' | 'Ə' => out.push('e'),
        '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' => {
            for d in c.nfd().filter(|&d| !is_combining_mark(d)) {
                out.extend(d.to_lowercase().filter(|&l| !is_combining_mark(l)));
            }
        }
        '\u{300}'..='\u{36f}' => {}
        _ => out.extend(c.to_lowercase()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_that_are_one_word() {
        for (a, b) in
            [("Erdoğan", "Erdogan"), ("U.S.", "US"), ("Gen.", "gen"), ("D’Arcy", "D'Arcy"), ("co\u{ad}op", "coop")]
        {
            assert_eq!(fold(a), fold(b));
            assert_eq!(word_hash(a), word_hash(b));
        }
        assert_eq!(fold("."), ".");
        assert_eq!(fold("..."), "...");
        assert_eq!(fold("й"), "й");
    }
}
