//! Finds the blocks of a saved page that are no part of its article: menus, share buttons, forms, footers, link lists.

use crate::base::hash::{self, FastMap};
use crate::input::furniture::{self, MAX_WORDS};

use super::document::{Block, BlockKind};

/// Fewest short lines in a row that make a menu.
const MENU_LINES: usize = 4;

/// Marks the blocks that are no text.
pub(super) fn mark(text: &str, blocks: &mut [Block]) {
    let facts: Vec<Facts> = blocks.iter().map(|b| Facts::of(b.span.of(text), b.kind)).collect();
    let mut seen: FastMap<u64, u32> = FastMap::default();
    for f in &facts {
        *seen.entry(f.hash).or_default() += 1;
    }
    let page = facts.iter().filter(|f| f.cue || f.list || f.end).count() >= 2;
    for (block, f) in blocks.iter_mut().zip(&facts) {
        let repeated = page && f.words <= 6 && seen[&f.hash] > 1;
        block.left_out = match () {
            () if f.cue => Some("words of a page"),
            () if f.words == 0 => Some("no words"),
            () => repeated.then_some("repeated"),
        };
    }
    let mut at = 0;
    while at < blocks.len() {
        let menu = |i: usize| facts[i].short || page && facts[i].label || blocks[i].left_out.is_some();
        let end = (at..blocks.len()).find(|&i| !menu(i)).unwrap_or(blocks.len());
        // A row of short lines is a menu when it is long, or when it stands among page furniture.
        let cues = facts[at..end].iter().filter(|f| f.cue).count();
        if end - at >= MENU_LINES && (page || cues > 0 || end - at >= 2 * MENU_LINES) {
            for i in at..end {
                let headline = blocks[i].kind == BlockKind::Heading && facts[i].words >= 4;
                blocks[i].leave_out(!facts[i].byline && !headline, "menu");
            }
        }
        at = end.max(at + 1);
    }
    if page {
        mark_end(blocks, &facts);
        mark_lists(text, blocks, &facts);
        mark_edges(blocks, &facts);
    }
}

/// Behind a paywall, a list of sources or the heading of the comments stands no text.
fn mark_end(blocks: &mut [Block], facts: &[Facts]) {
    let Some(begin) = (0..blocks.len()).find(|&i| blocks[i].left_out.is_none() && facts[i].sentence) else { return };
    let Some(end) = (begin..blocks.len()).find(|&i| facts[i].end) else { return };
    for block in &mut blocks[end..] {
        block.leave_out(true, "behind the text");
    }
}

/// Headings of lists of other articles.
const LISTS: &[&str] = &[
    "also interesting",
    "also read",
    "editor",
    "latest",
    "more",
    "most popular",
    "most read",
    "most viewed",
    "other stories",
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
        if f.list {
            block.leave_out(true, "list of articles");
            list = true;
        } else if list {
            let headline = f.words <= 12 && !written.ends_with(['.', '"', '”']) && !f.byline;
            list = headline;
            block.leave_out(headline, "list of articles");
        }
    }
}

/// Whether a line begins with whole words, whatever their case.
fn begins(line: &str, words: &str) -> bool {
    line.get(..words.len()).is_some_and(|l| l.eq_ignore_ascii_case(words))
        && !line[words.len()..].starts_with(char::is_alphanumeric)
}

/// Before the first line of some length and behind the last sentence of a page stands no text.
fn mark_edges(blocks: &mut [Block], facts: &[Facts]) {
    let first = (0..blocks.len()).find(|&i| blocks[i].left_out.is_none() && facts[i].words >= MENU_LINES).unwrap_or(0);
    for (block, f) in blocks[..first].iter_mut().zip(facts) {
        block.leave_out(!f.byline, "before the text");
    }
    let last = (0..blocks.len()).rev().find(|&i| blocks[i].left_out.is_none() && facts[i].sentence);
    let Some(last) = last else { return };
    for (block, f) in blocks[last + 1..].iter_mut().zip(&facts[last + 1..]) {
        block.leave_out(!f.sentence, "behind the text");
    }
}

impl Block {
    fn leave_out(&mut self, yes: bool, reason: &'static str) {
        if yes {
            self.left_out.get_or_insert(reason);
        }
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
    /// Heads a list of other articles.
    list: bool,
    /// Text ends before it.
    end: bool,
    /// "Jane Doe, Europe Correspondent": short, but it says something.
    byline: bool,
    hash: u64,
}

impl Facts {
    fn of(text: &str, kind: BlockKind) -> Facts {
        let words = furniture::words(text);
        let (mut short, mut byline, mut label) = (false, false, false);
        let ended = furniture::is_ended(text);
        if words <= MAX_WORDS {
            let lower = text.to_lowercase();
            short = words <= 8 && !ended && kind != BlockKind::Paragraph || words <= 2;
            label = words <= 4 && !ended;
            let by =
                ["by ", "written by ", "words by ", "posted on ", "published "].iter().any(|b| lower.starts_with(b));
            byline = words >= 4 && text.contains(", ") || by || furniture::is_date(text);
        }
        let cue = furniture::is_cue(text);
        let sentence = ended && words >= 4;
        let list = words <= 5 && !sentence && LISTS.iter().any(|l| begins(text, l));
        let end = furniture::is_end(text) || furniture::is_comments_heading(text);
        let hash = hash::of_bytes(text.as_bytes());
        Facts { words, short, label, sentence, cue, list, end, byline, hash }
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
        let kept: Vec<_> = all.iter().filter(|b| b.left_out.is_none()).map(|b| b.span.of(page)).collect();
        let want = [
            "Minister resigns over budget",
            "Jane Doe, Europe Correspondent",
            "The minister resigned on Monday. Cookie makers were glad.",
            "The prime minister did not comment.",
        ];
        assert_eq!(kept, want);
    }

    #[test]
    fn a_form_of_comments_is_no_end() {
        let page = "Sign In\nSearch\nFollow us\n\nThe minister resigned on Monday. He was glad.\n\nLeave a Reply\n\n\
                    Your email address will not be published.\n\nJohn Roe, the mayor of Lima, wrote this page.\n\n© 2026 The Daily Doe";
        let mut all = blocks(page, 0);
        mark(page, &mut all);
        let kept: Vec<_> = all.iter().filter(|b| b.left_out.is_none()).map(|b| b.span.of(page)).collect();
        let want = ["The minister resigned on Monday. He was glad.", "John Roe, the mayor of Lima, wrote this page."];
        assert_eq!(kept, want);
    }

    #[test]
    fn plain_articles_are_kept_whole() {
        for text in ["Jane Doe\nJohn Roe\nMax Poe", "A headline\n\nShort text.", "Jane Doe said: “Sign in.”"] {
            let mut all = blocks(text, 0);
            mark(text, &mut all);
            assert!(all.iter().all(|b| b.left_out.is_none()), "{text}");
        }
    }
}
