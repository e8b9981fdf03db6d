//! Finds the blocks of a saved page that are no part of its article: menus, share buttons, forms, footers, link lists.

use crate::base::hash::{self, FastMap};

use super::document::{Block, BlockKind};

/// Phrases of page furniture, in lower case; a short block that begins with one is no text.
const BEGINNINGS: &[&str] = &[
    "about us",
    "accept all",
    "accessibility help",
    "advertise with",
    "advertisement",
    "all quotes delayed",
    "all rights reserved",
    "already a subscriber",
    "also read",
    "back to top",
    "best viewed",
    "bet responsibly",
    "buy tickets",
    "by clicking",
    "by signing up",
    "cancel anytime",
    "cite this",
    "click here",
    "comments (",
    "comments are closed",
    "contact us",
    "cookie",
    "copyright",
    "copyright notice",
    "correction policy",
    "create an account",
    "don't miss",
    "download the app",
    "editor's pick",
    "editors' picks",
    "email address",
    "enjoyed this story",
    "enter your email",
    "facebook",
    "filed under",
    "first uploaded",
    "follow the topics",
    "follow us",
    "follow:",
    "font resizer",
    "forgot your password",
    "forward to a friend",
    "get our newsletter",
    "get the latest",
    "got a story",
    "got a tip",
    "have an existing account",
    "image caption",
    "image source",
    "image:",
    "imprint",
    "join our",
    "join thousands",
    "keep reading",
    "leave a comment",
    "leave a reply",
    "live updates",
    "load more",
    "log in",
    "login",
    "lost your password",
    "manage options",
    "more from",
    "more on this story",
    "most popular",
    "most read",
    "most viewed",
    "my account",
    "newsletter",
    "our mailing address",
    "our standards",
    "password",
    "photo:",
    "photograph:",
    "please enable javascript",
    "please share",
    "powered by",
    "press contact",
    "print this",
    "privacy policy",
    "quick links",
    "read also",
    "read more",
    "read next",
    "read the original",
    "recommended for you",
    "register",
    "reject all",
    "related articles",
    "related posts",
    "related stories",
    "related topics",
    "report this ad",
    "save my name",
    "search",
    "sections",
    "share on",
    "share this",
    "show more",
    "sign in",
    "sign out",
    "sign up",
    "skip to",
    "sponsored",
    "stay informed",
    "story source",
    "submit",
    "subscribe",
    "support us",
    "table of contents",
    "tagged:",
    "tags:",
    "terms of",
    "the views expressed",
    "this live blog",
    "this site uses",
    "top stories",
    "top writers",
    "trending",
    "tweet",
    "unsubscribe",
    "up next",
    "update your preferences",
    "username or",
    "view all",
    "view gallery",
    "view this email",
    "watch live",
    "we and our",
    "we respect your",
    "we use cookies",
    "we value your privacy",
    "webmaster",
    "welcome back",
    "what to read next",
    "you are receiving",
    "you are visitor",
    "you may also like",
    "you might also like",
    "your email",
];

/// Phrases that mark page furniture wherever they stand in a short block.
const INSIDE: &[&str] = &[
    "all rights reserved",
    "email address",
    "min read",
    "minute read",
    "free article",
    "required fields",
    "terms of service",
    "terms and conditions",
    "privacy policy",
    "our newsletter",
    "your inbox",
    "unsubscribe at",
    "copy link",
    "http://",
    "https://",
    "©",
];

/// Blocks of more words than this are text.
const MAX_WORDS: usize = 30;

/// Fewest short lines in a row that make a menu.
const MENU_LINES: usize = 4;

/// Marks the blocks that are no text.
pub(super) fn mark(text: &str, blocks: &mut [Block]) {
    let facts: Vec<Facts> = blocks.iter().map(|b| Facts::of(b.span.of(text), b.kind)).collect();
    let mut seen: FastMap<u64, u32> = FastMap::default();
    for f in &facts {
        *seen.entry(f.hash).or_default() += 1;
    }
    let page = facts.iter().filter(|f| f.cue).count() >= 2;
    for (block, f) in blocks.iter_mut().zip(&facts) {
        let repeated = page && f.words <= 6 && seen[&f.hash] > 1;
        block.boilerplate = f.cue || f.words == 0 || repeated;
    }
    let mut at = 0;
    while at < blocks.len() {
        let menu = |i: usize| facts[i].short || page && facts[i].label || blocks[i].boilerplate;
        let end = (at..blocks.len()).find(|&i| !menu(i)).unwrap_or(blocks.len());
        // A row of short lines is a menu when it is long, or when it stands among page furniture.
        let cues = facts[at..end].iter().filter(|f| f.cue).count();
        if end - at >= MENU_LINES && (page || cues > 0 || end - at >= 2 * MENU_LINES) {
            for i in at..end {
                let headline = blocks[i].kind == BlockKind::Heading && facts[i].words >= 4;
                blocks[i].boilerplate |= !facts[i].byline && !headline;
            }
        }
        at = end.max(at + 1);
    }
    if page {
        mark_lists(text, blocks, &facts);
        mark_edges(blocks, &facts);
    }
}

/// Headings of lists of other articles.
const LISTS: &[&str] = &[
    "also read",
    "editor",
    "more from",
    "more on",
    "most popular",
    "most read",
    "most viewed",
    "popular",
    "read next",
    "recommended",
    "related",
    "top stories",
    "trending",
    "you may also",
    "you might also",
];

/// What stands below the heading of a list of other articles, up to the next whole sentence.
fn mark_lists(text: &str, blocks: &mut [Block], facts: &[Facts]) {
    let mut list = false;
    for (block, f) in blocks.iter_mut().zip(facts) {
        let written = block.span.of(text);
        if f.cue && f.words <= 5 {
            list = LISTS.iter().any(|l| written.to_lowercase().starts_with(l));
        } else if list {
            let headline = f.words <= 12 && !written.ends_with(['.', '"', '”']) && !f.byline;
            list = headline;
            block.boilerplate |= headline;
        }
    }
}

/// Before the first line of some length and behind the last sentence of a page stands no text.
fn mark_edges(blocks: &mut [Block], facts: &[Facts]) {
    let first = (0..blocks.len()).find(|&i| !blocks[i].boilerplate && facts[i].words >= MENU_LINES).unwrap_or(0);
    for (block, f) in blocks[..first].iter_mut().zip(facts) {
        block.boilerplate |= !f.byline;
    }
    let last = (0..blocks.len()).rev().find(|&i| !blocks[i].boilerplate && facts[i].sentence);
    let Some(last) = last else { return };
    for (block, f) in blocks[last + 1..].iter_mut().zip(&facts[last + 1..]) {
        block.boilerplate |= !f.sentence;
    }
}

/// What decides about one block.
struct Facts {
    words: usize,
    /// Few words and no end mark.
    short: bool,
    /// A paragraph of very few words and no end mark.
    label: bool,
    /// Ends as sentences do.
    sentence: bool,
    /// Holds a phrase of page furniture.
    cue: bool,
    /// "Jane Doe, Europe Correspondent": short, but it says something.
    byline: bool,
    hash: u64,
}

impl Facts {
    fn of(text: &str, kind: BlockKind) -> Facts {
        let words = text.split_whitespace().take(MAX_WORDS + 1).filter(|w| w.contains(char::is_alphanumeric)).count();
        let (mut short, mut cue, mut byline, mut label) = (false, false, false, false);
        let ended = text.ends_with(['.', '!', '?', '…', '"', '”', ':', ')']);
        if words <= MAX_WORDS {
            let lower = text.to_lowercase().replace('’', "'");
            short = words <= 8 && !ended && kind != BlockKind::Paragraph || words <= 2;
            label = words <= 4 && !ended;
            let by =
                ["by ", "written by ", "words by ", "posted on ", "published "].iter().any(|b| lower.starts_with(b));
            byline = words >= 4 && text.contains(", ") || by || is_date(text);
            let begins =
                BEGINNINGS.iter().any(|b| lower.starts_with(b) && !lower[b.len()..].starts_with(char::is_alphanumeric));
            // "Cookie sales rose sharply, the minister said on Monday." is a sentence of an article.
            let sentence = words > 12 && ended;
            let always = ["save my name", "we and our", "story source", "enjoyed this story"]
                .iter()
                .any(|b| lower.starts_with(b));
            cue = always
                || begins && !sentence
                || INSIDE.iter().any(|c| lower.contains(c)) && (!sentence || lower.contains("rights reserved"));
            cue |= words <= 1 && text.contains("://") || text.starts_with('[') && text.ends_with(']');
        }
        Facts { words, short, label, sentence: ended && words >= 4, cue, byline, hash: hash::of_bytes(text.as_bytes()) }
    }
}

/// Whether a line is a date and little else.
fn is_date(text: &str) -> bool {
    crate::input::date::find(text).is_some_and(|(range, _)| text.len() - range.len() < 12)
}

#[cfg(test)]
mod tests {
    use super::super::block::blocks;
    use super::*;

    #[test]
    fn furniture_and_text() {
        let page = "Sign In\nThe Daily Doe\n  • World\n    • Asia\n    • Middle East\nSearch\nFollow us\n\n\
                    Minister resigns over budget\n\nJane Doe, Europe Correspondent\n\
                    The minister resigned on Monday. Cookie makers were glad.\n\nShare This Article\nEmail Copy Link Print\n\n\
                    The prime minister did not comment.\n\n© 2026 The Daily Doe. All rights reserved.";
        let mut all = blocks(page, 0);
        mark(page, &mut all);
        let kept: Vec<_> = all.iter().filter(|b| !b.boilerplate).map(|b| b.span.of(page)).collect();
        let want = [
            "Minister resigns over budget",
            "Jane Doe, Europe Correspondent",
            "The minister resigned on Monday. Cookie makers were glad.",
            "The prime minister did not comment.",
        ];
        assert_eq!(kept, want);
    }

    #[test]
    fn plain_articles_are_kept_whole() {
        for text in ["Jane Doe\nJohn Roe\nMax Poe", "A headline\n\nShort text.", "Jane Doe said: “Sign in.”"] {
            let mut all = blocks(text, 0);
            mark(text, &mut all);
            assert!(all.iter().all(|b| !b.boilerplate), "{text}");
        }
    }
}
