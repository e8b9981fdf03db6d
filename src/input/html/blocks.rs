//! Elements -> blocks of text: paragraphs, headings, list items, table rows, captions.

use dom_query::NodeRef;

/// What a block was in the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Heading,
    Paragraph,
    Item,
    Row,
    Caption,
}

/// A piece of text that no block-level element cuts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Block {
    pub(crate) kind: Kind,
    /// White space is single blanks.
    pub(crate) text: String,
    /// Characters of it that stand in links.
    pub(crate) linked: usize,
}

/// Elements that are no text to read.
const SILENT: &[&str] = &[
    "audio", "button", "canvas", "datalist", "embed", "head", "iframe", "input", "math", "noscript", "object",
    "script", "select", "style", "svg", "template", "textarea", "video",
];

const INLINE: &[&str] = &[
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "img",
    "ins", "kbd", "label", "mark", "nobr", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strike", "strong",
    "sub", "sup", "time", "tt", "u", "var", "wbr",
];

/// The blocks below an element, in order.
pub(super) fn of(root: NodeRef<'_>) -> Vec<Block> {
    let mut maker = Maker::default();
    maker.walk(root, Context { kind: Kind::Paragraph, linked: false, cell: false });
    maker.close(Kind::Paragraph);
    maker.blocks
}

#[derive(Clone, Copy)]
struct Context {
    kind: Kind,
    linked: bool,
    /// In a row of a table of data.
    cell: bool,
}

#[derive(Default)]
struct Maker {
    blocks: Vec<Block>,
    text: String,
    linked: usize,
    /// Line feeds since the last word, as `<br>` makes them.
    breaks: u32,
}

impl Maker {
    fn walk(&mut self, node: NodeRef<'_>, context: Context) {
        for child in node.children_it(false) {
            if child.is_text() {
                self.add(&child.text(), context);
            } else if let Some(name) = child.node_name() {
                self.element(child, &name, context);
            }
        }
    }

    fn element(&mut self, node: NodeRef<'_>, name: &str, context: Context) {
        let name = name.to_ascii_lowercase();
        let inner = match name.as_str() {
            n if SILENT.contains(&n) => return,
            "br" => {
                self.breaks += 1;
                if self.breaks > 1 && !context.cell {
                    self.close(context.kind);
                }
                return;
            }
            "a" => return self.walk(node, Context { linked: true, ..context }),
            n if INLINE.contains(&n) => return self.walk(node, context),
            "td" | "th" if context.cell => {
                if !self.text.is_empty() {
                    self.text.push_str(" | ");
                }
                return self.walk(node, context);
            }
            _ if context.cell => {
                self.space();
                return self.walk(node, context);
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Kind::Heading,
            "li" | "dd" | "dt" => Kind::Item,
            "figcaption" | "caption" => Kind::Caption,
            "tr" if is_data(node) => Kind::Row,
            "p" | "div" if context.kind != Kind::Heading => context.kind,
            _ if context.kind == Kind::Caption => Kind::Caption,
            _ => Kind::Paragraph,
        };
        self.close(context.kind);
        self.walk(node, Context { kind: inner, linked: context.linked, cell: inner == Kind::Row });
        self.close(inner);
    }

    fn add(&mut self, text: &str, context: Context) {
        for c in text.chars() {
            if c.is_whitespace() || matches!(c, '\u{ad}' | '\u{200b}' | '\u{feff}') {
                // Soft hyphens and zero-width spaces are no characters of a word.
                if c.is_whitespace() {
                    self.space();
                }
                continue;
            }
            if self.breaks > 0 {
                self.space();
                self.breaks = 0;
            }
            self.text.push(c);
            self.linked += usize::from(context.linked);
        }
    }

    fn space(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with(' ') {
            self.text.push(' ');
        }
    }

    fn close(&mut self, kind: Kind) {
        let text = self.text.trim().to_owned();
        if text.chars().any(char::is_alphanumeric) {
            self.blocks.push(Block { kind, text, linked: self.linked });
        }
        self.text.clear();
        (self.linked, self.breaks) = (0, 0);
    }
}

/// Whether a table row holds data, and is not there for the layout of the page: short cells without blocks.
fn is_data(row: NodeRef<'_>) -> bool {
    let blocks = ["p", "div", "table", "ul", "ol", "h1", "h2", "h3", "h4", "article", "section", "form", "blockquote"];
    let cells: Vec<_> = row.element_children();
    cells.len() > 1
        && cells.iter().all(|cell| {
            let named = |n: &NodeRef<'_>| n.node_name().is_some_and(|name| blocks.contains(&name.as_ref()));
            let breaks =
                cell.descendants_it().filter(|n| n.node_name().is_some_and(|name| name.as_ref() == "br")).count();
            cell.text().chars().count() < 300 && breaks < 3 && !cell.descendants_it().any(|n| named(&n))
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use dom_query::Document;

    fn cut(html: &str) -> Vec<(Kind, String)> {
        of(Document::from(html).root()).into_iter().map(|b| (b.kind, b.text)).collect()
    }

    #[test]
    fn kinds() {
        use Kind::{Caption, Heading, Item, Paragraph, Row};
        let html = "<h2>A  <b>head</b>line</h2><p>One <a href=x>sen</a>tence<br>goes on.</p><ul><li>first<li><p>second</p></ul>\
                    <figure><img><figcaption>A <i>bridge</i></figcaption></figure>\
                    <table><tr><td>Lima<td>4</tr></table><table><tr><td><p>Laid out</p><td>Menu</tr></table>\
                    Loose<br><br>text<script>x()</script><div>deep<div>er</div></div>";
        let want = [
            (Heading, "A headline"),
            (Paragraph, "One sentence goes on."),
            (Item, "first"),
            (Item, "second"),
            (Caption, "A bridge"),
            (Row, "Lima | 4"),
            (Paragraph, "Laid out"),
            (Paragraph, "Menu"),
            (Paragraph, "Loose"),
            (Paragraph, "text"),
            (Paragraph, "deep"),
            (Paragraph, "er"),
        ];
        assert_eq!(cut(html), want.map(|(k, t)| (k, t.to_owned())));
    }

    #[test]
    fn links_are_measured() {
        let all = of(Document::from("<p>See <a href=x>this one</a>.</p>").root());
        assert_eq!((all[0].text.as_str(), all[0].linked), ("See this one.", 7));
    }
}
