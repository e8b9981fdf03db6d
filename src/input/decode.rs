//! Bytes -> text: UTF-8 or, with a byte order mark, UTF-16.

use std::borrow::Cow;
use std::io::{self, Cursor, Read};

use super::{Bytes, InputError, MAX_BYTES, Origin};

const UTF8_MARK: &[u8] = b"\xef\xbb\xbf";

/// Text without byte order mark, and how many places were no valid text and became U+FFFD.
pub(crate) fn decode(bytes: Vec<u8>) -> (String, usize) {
    match bytes.as_slice() {
        [0xff, 0xfe, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => utf16(rest, u16::from_be_bytes),
        other => utf8(other.strip_prefix(UTF8_MARK).unwrap_or(other)),
    }
}

fn utf8(bytes: &[u8]) -> (String, usize) {
    let mut text = String::with_capacity(bytes.len());
    let mut replaced = 0;
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        if !chunk.invalid().is_empty() {
            text.push(char::REPLACEMENT_CHARACTER);
            replaced += 1;
        }
    }
    (text, replaced)
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> (String, usize) {
    let mut replaced = bytes.len() % 2;
    let units = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
    let mut text = String::with_capacity(bytes.len() / 2);
    for c in char::decode_utf16(units) {
        replaced += usize::from(c.is_err());
        text.push(c.unwrap_or(char::REPLACEMENT_CHARACTER));
    }
    if bytes.len() % 2 == 1 {
        text.push(char::REPLACEMENT_CHARACTER);
    }
    (text, replaced)
}

/// The warning for `count` replacements; none for 0.
pub(crate) fn warning(count: usize) -> Option<String> {
    match count {
        0 => None,
        1 => Some("1 invalid byte sequence was replaced by U+FFFD; is the text UTF-8?".into()),
        n => Some(format!("{n} invalid byte sequences were replaced by U+FFFD; is the text UTF-8?")),
    }
}

/// All text of an input, as one article.
pub(crate) fn whole(bytes: Bytes, origin: &Origin) -> Result<(String, Vec<String>), InputError> {
    let (text, replaced) = decode(self::bytes(bytes, MAX_BYTES, origin)?);
    if text.len() > MAX_BYTES {
        return Err(too_long(origin.path(), 0, MAX_BYTES));
    }
    let mut warnings: Vec<String> = warning(replaced).into_iter().collect();
    if text.trim().is_empty() {
        warnings.push("the text is empty".into());
    }
    Ok((text, warnings))
}

/// All bytes of an input, which are at most `limit`.
pub(crate) fn bytes(bytes: Bytes, limit: usize, origin: &Origin) -> Result<Vec<u8>, InputError> {
    let mut raw = Vec::new();
    bytes.take(limit as u64 + 1).read_to_end(&mut raw).map_err(|e| InputError::io(origin.path(), e))?;
    if raw.len() > limit { Err(too_long(origin.path(), 0, limit)) } else { Ok(raw) }
}

pub(crate) fn too_long(path: &str, line: u32, limit: usize) -> InputError {
    let message = format!("longer than {} MiB, which no article is", limit >> 20);
    InputError::new(path, line, message, "split the file; many articles in one file can be given as JSON Lines")
}

/// The first bytes of an input (fewer only at its end), and the input as it was.
pub(crate) fn peek(mut bytes: Bytes, count: usize) -> io::Result<(Vec<u8>, Bytes)> {
    let mut head = Vec::new();
    bytes.by_ref().take(count as u64).read_to_end(&mut head)?;
    let whole: Bytes = Box::new(Cursor::new(head.clone()).chain(bytes));
    Ok((head, whole))
}

/// For formats read by line: drops a byte order mark, and turns UTF-16 into UTF-8.
pub(crate) fn to_utf8(bytes: Bytes) -> io::Result<Bytes> {
    let (head, mut bytes) = peek(bytes, 3)?;
    if head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff") {
        let mut raw = Vec::new();
        bytes.take(2 * MAX_BYTES as u64).read_to_end(&mut raw)?;
        return Ok(Box::new(Cursor::new(decode(raw).0.into_bytes())));
    }
    if head == UTF8_MARK {
        bytes.read_exact(&mut [0; 3])?;
    }
    Ok(bytes)
}

/// Replaces `\ud800` and the like without their partner, which JSON parsers refuse, by `\ufffd`.
pub(crate) fn repair_surrogates(json: &str) -> Cow<'_, str> {
    if !json.contains("\\ud") && !json.contains("\\uD") {
        return Cow::Borrowed(json);
    }
    let bytes = json.as_bytes();
    let mut out = String::with_capacity(json.len());
    let (mut at, mut copied) = (0, 0);
    while at < bytes.len() {
        let Some(unit) = escape(bytes, at) else {
            at += if bytes[at] == b'\\' { 2 } else { 1 };
            continue;
        };
        let pair = (0xd800..0xdc00).contains(&unit)
            && escape(bytes, at + 6).is_some_and(|second| (0xdc00..0xe000).contains(&second));
        if pair {
            at += 12;
            continue;
        }
        if (0xd800..0xe000).contains(&unit) {
            out.push_str(&json[copied..at]);
            out.push_str("\\ufffd");
            copied = at + 6;
        }
        at += 6;
    }
    out.push_str(&json[copied..]);
    Cow::Owned(out)
}

/// The UTF-16 unit of an escape `\uXXXX` at byte `at`.
fn escape(bytes: &[u8], at: usize) -> Option<u16> {
    let hex = bytes.get(at..at + 6)?.strip_prefix(b"\\u")?;
    hex.iter().try_fold(0, |unit, &digit| Some(unit << 4 | u16::try_from(char::from(digit).to_digit(16)?).ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings() {
        let cases: [(&[u8], &str, usize); 10] = [
            (b"plain", "plain", 0),
            (b"\xef\xbb\xbfmark", "mark", 0),
            (b"a\xffb\xfe", "a\u{fffd}b\u{fffd}", 2),
            (b"caf\xe9 noir", "caf\u{fffd} noir", 1),
            (b"cut \xe2\x82", "cut \u{fffd}", 1),
            (b"\xff\xfeA\0\xe9\0", "A\u{e9}", 0),
            (b"\xfe\xff\0A\x20\xac", "A\u{20ac}", 0),
            (b"\xff\xfe\x00\xd8A\0", "\u{fffd}A", 1),
            (b"\xff\xfeA\0B", "A\u{fffd}", 1),
            (b"nul\0 and\r\nline", "nul\0 and\r\nline", 0),
        ];
        for (bytes, text, replaced) in cases {
            assert_eq!(decode(bytes.to_vec()), (text.to_owned(), replaced), "{bytes:?}");
        }
    }
}
