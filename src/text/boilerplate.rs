//! Finds the blocks of a saved page that are no part of its article: menus, share buttons, forms, footers, link lists.

use crate::base::hash::{self, FastMap};

use super::document::{Block, BlockKind};

/// Phrases of page furniture, in lower case; a short block that begins with one is no text.
const BEGINNINGS: &[&str] = &[
    "about us",
    "advertisement",
    "advertise with",
    "all rights reserved",
    "already a subscriber",
    "by clicking",
    "by signing up",
    "click here",
    "comments are closed",
    "contact us",
    "cookie",
    "copyright",
    "create an account",
    "don't miss",
    "download the app",
    "editor's pick",
    "email address",
    "enter your email",
    "facebook",
    "filed under",
    "follow us",
    "follow:",
    "font resizer",
    "forgot your password",
    "get our newsletter",
    "get the latest",
    "have an existing account",
    "image source",
    "join our",
    "join thousands",
    "keep reading",
    "leave a comment",
    "leave a reply",
    "load more",
    "log in",
    "login",
    "lost your password",
    "more from",
    "most popular",
    "most read",
    "newsletter",
    "password",
    "photo:",
    "photograph:",
    "image:",
    "please enable javascript",
    "please share",
    "powered by",
    "print this",
    "privacy policy",
    "quick links",
    "read also",
    "read more",
    "recommended for you",
    "register",
    "related articles",
    "related posts",
    "related stories",
    "save my name",
    "share on",
    "share this",
    "sign in",
    "sign up",
    "skip to",
    "sponsored",
    "stay informed",
    "submit",
    "subscribe",
    "support us",
    "table of contents",
    "tags:",
    "terms of",
    "this site uses",
    "top stories",
    "top writers",
    "trending",
    "tweet",
    "unsubscribe",
    "username or",
    "we respect your",
    "we use cookies",
    "welcome back",
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
        let menu = |i: usize| facts[i].short || blocks[i].boilerplate;
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
}

/// What decides about one block.
struct Facts {
    words: usize,
    /// Few words and no end mark.
    short: bool,
    /// Holds a phrase of page furniture.
    cue: bool,
    /// "Jane Doe, Europe Correspondent": short, but it says something.
    byline: bool,
    hash: u64,
}

impl Facts {
    fn of(text: &str, kind: BlockKind) -> Facts {
        let words = text.split_whitespace().take(MAX_WORDS + 1).filter(|w| w.contains(char::is_alphanumeric)).count();
        let (mut short, mut cue, mut byline) = (false, false, false);
        if words <= MAX_WORDS {
            let lower = text.to_lowercase().replace('’', "'");
            let ended = text.ends_with(['.', '!', '?', '…', '"', '”', ':']);
            short = words <= 8 && !ended && kind != BlockKind::Paragraph || words <= 2;
            byline = words >= 4 && text.contains(", ");
            let begins =
                BEGINNINGS.iter().any(|b| lower.starts_with(b) && !lower[b.len()..].starts_with(char::is_alphanumeric));
            // "Cookie sales rose sharply, the minister said on Monday." is a sentence of an article.
            let sentence = words > 12 && ended;
            cue = begins && !sentence
                || INSIDE.iter().any(|c| lower.contains(c)) && (!sentence || lower.contains("rights reserved"));
            cue |= words <= 1 && text.contains("://");
        }
        Facts { words, short, cue, byline, hash: hash::of_bytes(text.as_bytes()) }
    }
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
