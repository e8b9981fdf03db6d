//! Caps how deep elements stand inside each other before a page is parsed: parsers and extractors walk a page by recursion.

use std::borrow::Cow;

/// Deepest element that stays; pages of news sites stay below 60.
const MAX_DEPTH: usize = 100;

/// Elements without content, or that a parser closes by itself when the next one opens.
const SHALLOW: &[&str] = &[
    "area", "base", "basefont", "br", "col", "dd", "dt", "embed", "frame", "hr", "img", "input", "keygen", "li",
    "link", "meta", "option", "p", "param", "source", "td", "th", "tr", "track", "wbr",
];

/// Elements whose content is no markup.
const RAW: &[&str] = &["script", "style", "textarea", "title", "xmp", "noembed", "noframes"];

/// The page without the tags of elements that stand too deep; their text stays.
pub(super) fn cap(html: &str) -> Cow<'_, str> {
    let bytes = html.as_bytes();
    let (mut depth, mut copied, mut at) = (0usize, 0, 0);
    let mut out = String::new();
    while let Some(open) = find(bytes, at, b'<') {
        at = open + 1;
        if html[at..].starts_with("!--") {
            at = html[at..].find("-->").map_or(html.len(), |n| at + n + 3);
            continue;
        }
        let closing = bytes.get(at) == Some(&b'/');
        let name_start = at + usize::from(closing);
        let length = bytes[name_start..].iter().take_while(|b| b.is_ascii_alphanumeric()).count();
        if length == 0 {
            continue;
        }
        let name = html[name_start..name_start + length].to_ascii_lowercase();
        let end = tag_end(bytes, name_start + length);
        at = end;
        if !closing && RAW.contains(&name.as_str()) {
            at = raw_end(html, end, &name);
            continue;
        }
        if SHALLOW.contains(&name.as_str()) || bytes.get(end.wrapping_sub(2)) == Some(&b'/') {
            continue;
        }
        let too_deep = if closing {
            let too_deep = depth > MAX_DEPTH;
            depth = depth.saturating_sub(1);
            too_deep
        } else {
            depth += 1;
            depth > MAX_DEPTH
        };
        if too_deep {
            out.push_str(&html[copied..open]);
            out.push(' ');
            copied = end;
        }
    }
    if copied == 0 {
        return Cow::Borrowed(html);
    }
    out.push_str(&html[copied..]);
    Cow::Owned(out)
}

fn find(bytes: &[u8], from: usize, wanted: u8) -> Option<usize> {
    bytes.get(from..)?.iter().position(|&b| b == wanted).map(|n| from + n)
}

/// The byte behind the `>` of a tag, which may stand in a quoted attribute.
fn tag_end(bytes: &[u8], from: usize) -> usize {
    let mut quote = None;
    for (n, &b) in bytes[from..].iter().enumerate() {
        match (quote, b) {
            (None, b'>') => return from + n + 1,
            (None, b'"' | b'\'') if bytes[from + n - 1] == b'=' => quote = Some(b),
            (Some(q), _) if q == b => quote = None,
            _ => {}
        }
    }
    bytes.len()
}

/// The byte where the end tag of an element without markup begins.
fn raw_end(html: &str, from: usize, name: &str) -> usize {
    let mut at = from;
    while let Some(n) = html[at..].find("</") {
        at += n;
        if html.as_bytes()[at + 2..].get(..name.len()).is_some_and(|b| b.eq_ignore_ascii_case(name.as_bytes())) {
            return at;
        }
        at += 2;
    }
    html.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_stands_too_deep_goes() {
        for page in [
            "<p>Jane <b>Doe</b> left.",
            "<script>'<div>'.repeat(9)</script><p>a < b, <3, </ p>",
            "<a title='>'>x</a><!-- <div> --><p>unclosed",
            "",
        ] {
            assert_eq!(cap(page), page);
        }
        let many = "<p>one".repeat(1000) + &"<td>x".repeat(1000) + &"<br/>".repeat(1000);
        assert_eq!(cap(&many), many);
        let deep = "<div>".repeat(100_000) + "Jane Doe left." + &"</div>".repeat(100_000) + "<p>John Roe";
        let capped = cap(&deep);
        assert_eq!((capped.matches("<div>").count(), capped.matches("</div>").count()), (MAX_DEPTH, MAX_DEPTH));
        assert!(capped.contains("Jane Doe left.") && capped.ends_with("<p>John Roe"));
    }
}
