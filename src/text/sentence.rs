//! Cuts the tokens of a block into sentences.

use std::ops::Range;

use super::token::{Shape, Token};

/// Longest sentence in tokens; a longer row is cut, so that work on a sentence is bounded.
pub const MAX_TOKENS: usize = 300;

/// Words that open a sentence and are no names: behind an abbreviation they show that its full stop was a sentence's end too.
const OPENERS: &[&str] = &[
    "A",
    "After",
    "All",
    "Also",
    "Although",
    "An",
    "And",
    "As",
    "At",
    "Because",
    "Before",
    "Both",
    "But",
    "By",
    "Despite",
    "During",
    "Each",
    "Earlier",
    "For",
    "From",
    "He",
    "Her",
    "His",
    "How",
    "However",
    "I",
    "If",
    "In",
    "It",
    "Its",
    "Last",
    "Many",
    "Meanwhile",
    "Most",
    "No",
    "On",
    "One",
    "Other",
    "Our",
    "She",
    "Since",
    "So",
    "Some",
    "Such",
    "That",
    "The",
    "Their",
    "Then",
    "There",
    "These",
    "They",
    "This",
    "Those",
    "Though",
    "Under",
    "Until",
    "We",
    "What",
    "When",
    "Where",
    "While",
    "Who",
    "With",
    "You",
];

/// Calls `found` with the range of each sentence in `tokens`, counted from its first token.
pub fn split(text: &str, tokens: &[Token], mut found: impl FnMut(Range<usize>)) {
    let mut start = 0;
    let mut at = 0;
    while at < tokens.len() {
        let boundary = ends(text, tokens, at);
        let end = if boundary { with_closing(text, tokens, at + 1) } else { at + 1 };
        if boundary && opens(text, tokens, at, end) || end - start >= MAX_TOKENS {
            found(start..end);
            start = end;
        }
        at = end;
    }
    if start < tokens.len() {
        found(start..tokens.len());
    }
}

/// Whether a sentence may end with this token.
fn ends(text: &str, tokens: &[Token], at: usize) -> bool {
    let token = &tokens[at];
    if !token.shape.any(Shape::PUNCT.with(Shape::INITIAL).with(Shape::ABBREVIATION)) {
        return false;
    }
    let bytes = token.span.of(text).as_bytes();
    match bytes {
        [b'.' | b'!' | b'?', ..] => true,
        _ if token.shape.has(Shape::INITIAL) || token.shape.has(Shape::ABBREVIATION) => bytes.ends_with(b"."),
        _ => matches!(token.span.of(text), "…" | "。" | "！" | "？"),
    }
}

/// The token behind the closing quotes and brackets that are glued to a sentence's end.
fn with_closing(text: &str, tokens: &[Token], mut at: usize) -> usize {
    while let Some(token) = tokens.get(at) {
        let closing = matches!(token.span.of(text), "\"" | "'" | "”" | "’" | ")" | "]" | "»" | "!" | "?" | ".");
        if !closing || token.shape.has(Shape::SPACE_BEFORE) {
            break;
        }
        at += 1;
    }
    at
}

/// Whether a new sentence begins at token `next`, behind the end mark `mark`.
fn opens(text: &str, tokens: &[Token], mark: usize, next: usize) -> bool {
    let Some(token) = tokens.get(next) else { return true };
    if !token.shape.has(Shape::SPACE_BEFORE) {
        // "...end.[1] The": a note glued to the full stop.
        return false;
    }
    let mut first = token;
    let mut at = next;
    while first.shape.has(Shape::PUNCT) && at + 1 < tokens.len() && at < next + 2 {
        at += 1;
        first = &tokens[at];
    }
    if mark + 1 < next && tokens[mark].shape.has(Shape::PUNCT) && first.shape.has(Shape::CAPITAL) {
        return true;
    }
    let word = first.span.of(text);
    if tokens[mark].shape.has(Shape::INITIAL) || tokens[mark].shape.has(Shape::ABBREVIATION) {
        let short = tokens[mark].shape.has(Shape::INITIAL) && word.len() == 1;
        return !short && OPENERS.binary_search(&word).is_ok();
    }
    first.shape.has(Shape::CAPITAL) || first.shape.has(Shape::DIGIT) || first.shape.has(Shape::PUNCT)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::token::tokenize;

    fn sentences(text: &str) -> Vec<String> {
        let tokens = tokenize(text);
        let mut all = Vec::new();
        split(text, &tokens, |r| all.push(tokens[r.start].span.join(tokens[r.end - 1].span).of(text).to_owned()));
        all
    }

    #[test]
    fn boundaries() {
        for (text, want) in [
            ("He left. She stayed.", 2),
            ("The U.S. Senate met Gen. John Roe of St. Paul.", 1),
            ("He moved to the U.S. The move was hard.", 2),
            ("George W. Bush spoke. J. K. Roe did not.", 2),
            ("“We won.” He smiled.", 2),
            ("“We won!” she said.", 1),
            ("It cost 3.5 million. 20 came.", 2),
            ("Is it? Yes! No...", 3),
            ("Apple Inc. In 2020 it grew.", 2),
            ("He met Sen. Jane Doe (R-TX). They talked.", 2),
            ("It ended at 5 p.m. local time.", 1),
            ("It was said.[1] Then it ended.", 1),
            ("", 0),
        ] {
            assert_eq!(sentences(text).len(), want, "{:?}", sentences(text));
        }
    }

    #[test]
    fn long_rows_are_cut() {
        let text = "word ".repeat(1000);
        assert_eq!(sentences(&text).len(), 4);
    }

    #[test]
    fn openers_are_sorted() {
        assert!(OPENERS.is_sorted());
    }
}
