//! Text that stands in HTML and XML.

/// What is markup escaped, for elements and attributes; control characters are spaces but for line ends, and what XML forbids is
/// left out.
///
/// ```
/// assert_eq!(rolegraph::base::markup::escaped("<b> \"R&D\"\u{7}"), "&lt;b&gt; &quot;R&amp;D&quot; ");
/// ```
#[must_use]
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\u{FFFE}' | '\u{FFFF}' => {}
            '\n' => out.push('\n'),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}
