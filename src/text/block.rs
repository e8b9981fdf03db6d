//! Cuts an article into blocks: headings, paragraphs, list items and short lines.

use std::ops::Range;

use crate::base::span::Span;

use super::document::{Block, BlockKind};

/// Most words of a heading.
const HEADING_WORDS: usize = 20;

/// A line of the text without its line end, surrounding white space and bullet.
struct Line {
    span: Range<usize>,
    bullet: bool,
    heading: bool,
    /// Its length with the white space before it.
    width: usize,
}

/// The blocks of `text[from..]`, in order; their sentences are still empty.
pub(super) fn blocks(text: &str, from: usize) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut group: Vec<Line> = Vec::new();
    let mut at = from;
    while at < text.len() {
        let raw = &text[at..line_end(text, at)];
        match line(raw, at) {
            Some(line) => group.push(line),
            // The second half of "\r\n" is no empty line.
            None if raw == "\n" && at > from && text.as_bytes()[at - 1] == b'\r' => {}
            None => close(text, &mut group, &mut blocks),
        }
        at += raw.len();
    }
    close(text, &mut group, &mut blocks);
    blocks
}

/// The byte behind the next line end.
fn line_end(text: &str, from: usize) -> usize {
    let bytes = text.as_bytes();
    let mut at = from;
    loop {
        // U+2028 and U+2029 begin with this byte.
        let Some(n) = bytes[at..].iter().position(|&b| matches!(b, b'\n' | b'\r' | 0xe2)) else { return text.len() };
        at += n + 1;
        match bytes[at - 1] {
            0xe2 if matches!(bytes[at..], [0x80, 0xa8 | 0xa9, ..]) => return at + 2,
            0xe2 => {}
            _ => return at,
        }
    }
}

/// A line of text; `None` if nothing is on it.
fn line(raw: &str, at: usize) -> Option<Line> {
    let inner = raw.trim_start();
    let mut start = at + raw.len() - inner.len();
    let mut inner = inner.trim_end();
    let width = raw.trim_end().chars().count();
    let marks = inner.len() - inner.trim_start_matches('#').len();
    let heading = (1..=6).contains(&marks) && inner[marks..].starts_with(' ');
    let bullet = heading || ["• ", "- ", "* ", "– ", "· ", "▪ ", "‣ ", "◦ "].iter().any(|b| inner.starts_with(b));
    if bullet {
        let rest = if heading { &inner[marks..] } else { inner.trim_start_matches(|c: char| !c.is_whitespace()) };
        let rest = rest.trim_start();
        start += inner.len() - rest.len();
        inner = rest;
    }
    if inner.is_empty() {
        return None;
    }
    Some(Line { span: start..start + inner.len(), bullet: bullet && !heading, heading, width })
}

/// Turns the lines between two empty ones into blocks.
fn close(text: &str, group: &mut Vec<Line>, blocks: &mut Vec<Block>) {
    let wrapped = is_wrapped(text, group);
    let alone = group.len() == 1;
    let mut at = 0;
    while at < group.len() {
        let mut end = at + 1;
        while end < group.len() && !group[end].bullet && !group[end].heading && (wrapped || continues(text, group, end))
        {
            end += 1;
        }
        let span = group[at].span.start..group[end - 1].span.end;
        let kind = kind_of(&text[span.clone()], &group[at], alone || at == 0 && blocks.is_empty());
        blocks.push(Block { span: Span::new(span.start, span.end), kind, left_out: None, sentences: 0..0 });
        at = end;
    }
    group.clear();
}

/// Whether a group is one paragraph broken at some width: nearly all lines but the last come near the longest.
fn is_wrapped(text: &str, group: &[Line]) -> bool {
    let Some((_, lines)) = group.split_last() else { return false };
    let longest = lines.iter().map(|l| l.width).max().unwrap_or(0);
    if lines.is_empty() || !(45..=120).contains(&longest) {
        return false;
    }
    let full = lines.iter().filter(|l| l.width + 18 >= longest).count();
    let lower = group[1..].iter().filter(|l| starts_lower(text, l)).count();
    full * 10 >= lines.len() * 8 && lower > 0 && lower * 5 >= lines.len()
}

/// Whether a line goes on from the one before it: no end mark there, a small letter here.
fn continues(text: &str, group: &[Line], at: usize) -> bool {
    let before = &text[group[at - 1].span.clone()];
    group[at - 1].width >= 40
        && !before.ends_with(['.', '!', '?', ':', '"', '”', ';'])
        && starts_lower(text, &group[at])
}

fn starts_lower(text: &str, line: &Line) -> bool {
    text[line.span.clone()].chars().next().is_some_and(char::is_lowercase)
}

fn kind_of(text: &str, first: &Line, apart: bool) -> BlockKind {
    let words = text.split_whitespace().take(HEADING_WORDS + 1).count();
    let ended = text.ends_with(['.', '!', ':', ';', ',', '…', '”', '"']);
    if first.bullet {
        BlockKind::ListItem
    } else if first.heading || apart && words <= HEADING_WORDS && !ended {
        BlockKind::Heading
    } else if words <= 12 && !ended && !text.ends_with('?') {
        BlockKind::Line
    } else {
        BlockKind::Paragraph
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<(BlockKind, &str)> {
        blocks(text, 0).iter().map(|b| (b.kind, b.span.of(text))).collect()
    }

    #[test]
    fn kinds() {
        use BlockKind::{Heading, Line, ListItem, Paragraph};
        let text =
            "A headline\r\n\r\nOne sentence here.\r\nAnother one.\r\n  • item one\n- item two\n\n## Part\nMenu\nHome";
        let want = [
            (Heading, "A headline"),
            (Paragraph, "One sentence here."),
            (Paragraph, "Another one."),
            (ListItem, "item one"),
            (ListItem, "item two"),
            (Heading, "Part"),
            (Line, "Menu"),
            (Line, "Home"),
        ];
        assert_eq!(cut(text), want);
    }

    #[test]
    fn wrapped_lines_are_one_block() {
        let text = "The minister of finance said on Tuesday that the\nbudget would be ready in spring, and that nobody\n\
                    should worry. She spoke in Springfield.\n\nNext.";
        assert_eq!(cut(text).len(), 2);
        let lines = "Jane Doe said on Tuesday that all was well.\nJohn Roe did not agree with her at all.";
        assert_eq!(cut(lines).len(), 2);
    }

    #[test]
    fn nothing() {
        assert_eq!(cut(" \n\u{feff}\n"), [(BlockKind::Heading, "\u{feff}")]);
        assert_eq!(cut("•\n- \n\n"), [(BlockKind::Heading, "•"), (BlockKind::Line, "-")]);
    }
}
