//! Bytes of a page or a mail -> text, in whatever encoding they are.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8};

/// Bytes in which a page may declare its encoding.
const HEAD: usize = 4096;

/// Text of a page, and how many places were no valid text and became U+FFFD. The encoding is that of a byte order mark; UTF-8 if all
/// bytes are valid in it; the declared one (`declared`, else in the page); else the likeliest by its bytes. Latin-1 is read as
/// windows-1252, as browsers do.
pub(crate) fn page(bytes: &[u8], declared: Option<&str>) -> (String, usize) {
    let declared = || declared.and_then(|d| Encoding::for_label(d.as_bytes())).or_else(|| in_page(bytes));
    let encoding = match Encoding::for_bom(bytes) {
        Some((encoding, _)) => encoding,
        None if std::str::from_utf8(bytes).is_ok() => UTF_8,
        None => declared().filter(|e| *e != UTF_8 || is_mostly_utf8(bytes)).unwrap_or_else(|| likeliest(bytes)),
    };
    let (text, replaced) = encoding.decode_with_bom_removal(bytes);
    let count = if replaced { text.matches(char::REPLACEMENT_CHARACTER).count() } else { 0 };
    (text.into_owned(), count)
}

/// The encoding that a page declares: `<meta charset="...">`, `content="text/html; charset=..."`, `<?xml encoding="..."?>`.
fn in_page(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(HEAD)]).to_ascii_lowercase();
    ["charset", "encoding"].iter().find_map(|key| {
        head.match_indices(key).find_map(|(at, _)| {
            let value = head[at + key.len()..].trim_start().strip_prefix('=')?.trim_start();
            let value = value.trim_start_matches(['"', '\'']);
            let end = value.find(|c: char| !(c.is_ascii_alphanumeric() || "-_:.".contains(c))).unwrap_or(value.len());
            Encoding::for_label(&value.as_bytes()[..end])
        })
    })
}

/// Whether valid sequences of several bytes outnumber the faults.
fn is_mostly_utf8(bytes: &[u8]) -> bool {
    let (mut valid, mut faults) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        valid += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        faults += usize::from(!chunk.invalid().is_empty());
    }
    valid > faults
}

fn likeliest(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(None, Utf8Detection::Allow)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings() {
        let cases: [(&[u8], Option<&str>, &str); 9] = [
            (b"plain", None, "plain"),
            ("\u{feff}mark é".as_bytes(), Some("latin1"), "mark é"),
            ("<meta charset=iso-8859-1>é".as_bytes(), None, "<meta charset=iso-8859-1>é"),
            (b"<meta charset=\"iso-8859-1\">\x93Caf\xe9\x94", None, "<meta charset=\"iso-8859-1\">“Café”"),
            (
                b"<meta content='text/html; charset=windows-1250'>Wa\xb3\xeasa",
                None,
                "<meta content='text/html; charset=windows-1250'>Wałęsa",
            ),
            (b"\xff\xfeA\0\xe9\0", None, "Aé"),
            (b"Caf\xe9 \x96 bar", None, "Café – bar"),
            (
                b"<meta charset=utf-8>Caf\xe9 \x93noir\x94 is a caf\xe9",
                None,
                "<meta charset=utf-8>Café “noir” is a café",
            ),
            (b"Dvo\xf8\xe1k", Some("windows-1250"), "Dvořák"),
        ];
        for (bytes, declared, want) in cases {
            assert_eq!(page(bytes, declared), (want.to_owned(), 0), "{want}");
        }
        assert_eq!(
            page(
                "é é é <meta charset=utf-8>".as_bytes().iter().chain(b"\xff").copied().collect::<Vec<_>>().as_slice(),
                None
            )
            .1,
            1
        );
    }
}
