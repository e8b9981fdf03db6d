//! An article with what the lists say of each word.

use std::ops::Range;

use crate::gazetteer::{Gazetteer, WordSet};
use crate::text::{Document, Shape, Token};

/// How a sentence uses capitals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    /// As running text does.
    Plain,
    /// Nearly all words begin with a capital: a headline.
    Title,
    /// All letters are capitals.
    Shouting,
}

/// The article with the word sets of its tokens.
pub(super) struct Context<'a> {
    pub(super) document: &'a Document,
    pub(super) gazetteer: &'a Gazetteer,
    info: Vec<WordSet>,
}

impl<'a> Context<'a> {
    pub(super) fn new(document: &'a Document, gazetteer: &'a Gazetteer) -> Self {
        let word = |t: &Token| t.shape.has(Shape::WORD);
        let set = |t: &Token| if word(t) { gazetteer.word(t.word) } else { WordSet::default() };
        Context { document, gazetteer, info: document.tokens.iter().map(set).collect() }
    }

    pub(super) fn token(&self, i: u32) -> &Token {
        &self.document.tokens[i as usize]
    }

    pub(super) fn shape(&self, i: u32) -> Shape {
        self.document.tokens[i as usize].shape
    }

    pub(super) fn set(&self, i: u32) -> WordSet {
        self.info[i as usize]
    }

    pub(super) fn text(&self, i: u32) -> &'a str {
        self.document.tokens[i as usize].span.of(&self.document.text)
    }

    pub(super) fn is(&self, i: u32, words: &[&str]) -> bool {
        words.contains(&self.text(i))
    }

    /// A word with a capital.
    pub(super) fn capital(&self, i: u32) -> bool {
        self.shape(i).has(Shape::WORD.with(Shape::CAPITAL))
    }

    /// Whether no white space stands before a token.
    pub(super) fn glued(&self, i: u32) -> bool {
        !self.shape(i).has(Shape::SPACE_BEFORE)
    }

    pub(super) fn tokens(&self, range: Range<u32>) -> &'a [Token] {
        &self.document.tokens[range.start as usize..range.end as usize]
    }

    pub(super) fn phrase(&self, tokens: Range<u32>) -> &'a str {
        self.document.tokens_span(tokens).of(&self.document.text)
    }

    /// A hash of the folded words of a range.
    pub(super) fn wording(&self, tokens: Range<u32>) -> u64 {
        self.tokens(tokens).iter().fold(0, |h, t| crate::base::hash::mix(h, t.word))
    }

    pub(super) fn style(&self, tokens: Range<u32>) -> Style {
        let (mut words, mut capitals, mut shouted) = (0, 0, 0);
        let ended = tokens.end > tokens.start && self.is(tokens.end - 1, &["."]);
        for t in self.tokens(tokens) {
            if t.shape.has(Shape::WORD) && t.span.len() > 3 {
                words += 1;
                capitals += usize::from(t.shape.has(Shape::CAPITAL));
                shouted += usize::from(t.shape.has(Shape::ALL_CAPS));
            }
        }
        if words >= 3 && shouted * 10 >= words * 9 {
            Style::Shouting
        } else if words >= 4 && capitals * 20 >= words * 17 && !ended {
            Style::Title
        } else {
            Style::Plain
        }
    }
}
