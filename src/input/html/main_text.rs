//! The main text of a page.

use std::collections::BTreeMap;

use dom_query::{Document, NodeRef};
use dom_smoothie::{Config, Readability};

use super::blocks::{self, Block, Kind};
use crate::input::furniture;

/// Words of classes and ids that name furniture.
const NAMES: &[&str] = &[
    "ad",
    "ads",
    "advert",
    "advertisement",
    "bio",
    "breadcrumb",
    "breadcrumbs",
    "byline",
    "caption",
    "comment",
    "comments",
    "consent",
    "cookie",
    "cookies",
    "crumbs",
    "disqus",
    "footer",
    "gdpr",
    "menu",
    "meta",
    "metadata",
    "modal",
    "mostread",
    "nav",
    "navbar",
    "navigation",
    "newsletter",
    "outbrain",
    "pagination",
    "paywall",
    "policy",
    "popular",
    "popup",
    "promo",
    "pullquote",
    "recirc",
    "recommended",
    "related",
    "respond",
    "share",
    "sharedaddy",
    "sharing",
    "sidebar",
    "signup",
    "social",
    "sponsor",
    "sponsored",
    "subscribe",
    "subscription",
    "taboola",
    "taglist",
    "tags",
    "toc",
    "toolbar",
    "trending",
    "widget",
];

/// The main text of a page, and what else the page has.
pub(super) struct MainText {
    kept: Vec<Block>,
    /// All blocks of the page.
    all: Vec<Block>,
    /// Why blocks were left out, by their text; those that are not in it were not found to be main text.
    reasons: BTreeMap<String, &'static str>,
}

impl MainText {
    /// The text: its blocks, apart by an empty line; empty if the page has none.
    pub(super) fn text(&self) -> String {
        write(&self.kept)
    }

    /// What was left out, in the order of the page, each block with the reason.
    pub(super) fn left_out(&self) -> Vec<(String, &'static str)> {
        let mut kept = self.kept.iter().peekable();
        let others = self.all.iter().filter(|b| kept.next_if(|k| k.text == b.text).is_none());
        let why = |b: &Block| self.reasons.get(&b.text).copied().unwrap_or("outside the main text");
        others.map(|b| (b.text.clone(), why(b))).collect()
    }
}

/// Finds the main text of a page.
pub(super) fn of(page: Document, title: Option<&str>) -> MainText {
    let all = blocks::of(page.root());
    let mut reasons = BTreeMap::new();
    clear(&page, letters(&all), &mut reasons);
    let rest = blocks::of(page.root());
    let config = Config { keep_classes: true, disable_json_ld: true, ..Config::default() };
    let found = Readability::with_document(page, None, Some(config)).and_then(|mut r| r.parse());
    let found = found.map(|f| blocks::of(Document::from(f.content).root())).unwrap_or_default();
    let mut kept = filter(with_gaps(found, &rest, title), title, &mut reasons);
    if kept.is_empty() {
        kept = filter(rest.into_iter().filter(is_prose).collect(), title, &mut reasons);
    }
    MainText { kept, all, reasons }
}

/// What was found, with the sentences that stand between its parts, and between it and the title: standfirsts and lists are
/// easily lost.
fn with_gaps(found: Vec<Block>, page: &[Block], title: Option<&str>) -> Vec<Block> {
    let mut wanted = found.iter().peekable();
    let mut is_found = Vec::with_capacity(page.len());
    for block in page {
        let here = wanted.next_if(|w| w.text == block.text).is_some();
        is_found.push(here);
    }
    let (Some(first), Some(last), None) =
        (is_found.iter().position(|&f| f), is_found.iter().rposition(|&f| f), wanted.peek())
    else {
        return found;
    };
    let headline = page[..first].iter().rposition(|b| Some(b.text.as_str()) == title);
    let from = headline.map_or(first, |h| h + 1);
    let all = page[from..=last].iter().zip(&is_found[from..=last]);
    all.filter(|(b, found)| **found || is_prose(b)).map(|(b, _)| b.clone()).collect()
}

fn letters(blocks: &[Block]) -> usize {
    blocks.iter().map(|b| b.text.len()).sum()
}

/// Names of what can hold more text than the article.
const LARGE: &[&str] = &["comment", "comments", "consent", "cookie", "cookies", "disqus", "gdpr"];

/// Takes the furniture out of a page, but nothing that holds a good part of all text, alone or with all that has its name.
fn clear(page: &Document, whole: usize, reasons: &mut BTreeMap<String, &'static str>) {
    let mut named: Vec<(NodeRef<'_>, &'static str, Vec<Block>)> = Vec::new();
    let mut sums: BTreeMap<&str, usize> = BTreeMap::new();
    for node in page.root().descendants_it() {
        let Some(name) = node.node_name() else { continue };
        let holds_headline = || node.descendants_it().any(|n| n.has_name("h1"));
        if matches!(name.as_ref(), "html" | "body" | "main" | "article" | "h1") {
            continue;
        }
        if let Some(name) = furniture_name(&node, &name).filter(|_| !holds_headline()) {
            let inside = blocks::of(node);
            *sums.entry(name).or_default() += letters(&inside);
            named.push((node, name, inside));
        }
    }
    for (node, name, inside) in named {
        let most = if LARGE.contains(&name) { whole / 10 * 9 } else { whole / 3 };
        if letters(&inside) < most && (LARGE.contains(&name) || sums[name] < most) {
            node.remove_from_parent();
            for block in inside {
                reasons.entry(block.text).or_insert(name);
            }
        }
    }
}

/// By what an element says of itself that it is furniture.
fn furniture_name(node: &NodeRef<'_>, name: &str) -> Option<&'static str> {
    let elements = ["nav", "footer", "aside", "form", "dialog", "menu", "figcaption"];
    let roles = ["navigation", "dialog", "complementary", "contentinfo", "search", "alert"];
    let has = |a: &str, v: &str| node.attr(a).is_some_and(|x| x.eq_ignore_ascii_case(v));
    elements
        .into_iter()
        .find(|e| *e == name)
        .or_else(|| (node.has_attr("hidden") || has("aria-hidden", "true")).then_some("hidden"))
        .or_else(|| roles.into_iter().find(|r| has("role", r)))
        .or_else(|| ["class", "id"].iter().find_map(|a| furniture_word(&node.attr(a)?)))
}

fn furniture_word(value: &str) -> Option<&'static str> {
    let lower = value.to_lowercase();
    let mut words = lower.split(|c: char| !c.is_ascii_alphanumeric());
    words.find_map(|word| NAMES.binary_search(&word).ok()).map(|i| NAMES[i])
}

/// Whether a block reads like a sentence of an article.
fn is_prose(block: &Block) -> bool {
    block.text.split(' ').count() >= 8
        && block.linked * 3 < block.text.chars().count()
        && furniture::is_ended(&block.text)
}

/// Leaves out what is no text of the article.
fn filter(all: Vec<Block>, title: Option<&str>, reasons: &mut BTreeMap<String, &'static str>) -> Vec<Block> {
    let mut kept: Vec<Block> = Vec::new();
    let mut begun = false;
    for block in all {
        if furniture::is_end(&block.text) {
            break;
        }
        if let Some(reason) = why_left_out(&block, title, begun) {
            reasons.insert(block.text, reason);
        } else {
            begun |= block.kind == Kind::Paragraph && furniture::is_ended(&block.text);
            kept.push(block);
        }
    }
    let label =
        |b: &Block| b.kind == Kind::Paragraph && furniture::words(&b.text) <= 8 && !furniture::is_ended(&b.text);
    while kept.len() > 1 && kept.last().is_some_and(|b| b.kind == Kind::Heading || label(b)) {
        kept.pop();
    }
    kept
}

fn why_left_out(block: &Block, title: Option<&str>, begun: bool) -> Option<&'static str> {
    let words = block.text.split(' ').count();
    let head = || !begun && block.kind != Kind::Heading && words <= 12 && !furniture::is_ended(&block.text);
    Some(match () {
        () if block.kind == Kind::Caption => "caption",
        () if title.is_some_and(|t| t == block.text) => "title",
        () if block.linked * 2 > block.text.chars().count() && words < 40 => "links",
        () if !block.text.contains(char::is_alphabetic) && block.kind != Kind::Row => "no words",
        () if furniture::is_date(&block.text) => "date",
        () if furniture::is_cue(&block.text) => "words of a page",
        () if head() => "before the text",
        () => return None,
    })
}

/// Blocks as the text of an article.
pub(crate) fn write(blocks: &[Block]) -> String {
    let mut out = String::new();
    let mut before: Option<Kind> = None;
    for block in blocks {
        let tight = before == Some(block.kind) && matches!(block.kind, Kind::Item | Kind::Row);
        out.push_str(match before {
            None => "",
            Some(_) if tight => "\n",
            Some(_) => "\n\n",
        });
        if block.kind == Kind::Item {
            out.push_str("• ");
        }
        out.push_str(&block.text);
        before = Some(block.kind);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_sorted() {
        assert!(NAMES.is_sorted());
    }
}
