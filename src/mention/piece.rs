//! The pieces that a sentence is cut into before anything is decided about them.

use std::ops::Range;

use crate::gazetteer::{Candidate, Gazetteer, Modifier, WordSet};
use crate::text::{Document, Shape, Token};

use super::role::RoleWords;

/// A piece of a sentence.
#[derive(Clone, Debug)]
pub(crate) struct Piece {
    pub(crate) tokens: Range<u32>,
    pub(crate) sentence: u32,
    pub(crate) kind: PieceKind,
}

/// What a piece is, as far as one sentence tells.
#[derive(Clone, Debug)]
pub(crate) enum PieceKind {
    /// A listed name with its readings.
    Listed(Vec<Candidate>),
    /// A role with its rank and field words.
    Role(RoleWords),
    Modifier(Modifier),
    Honorific,
    Date,
    Number,
    /// Capitalised words that no list has as a whole.
    Run,
}

/// The article with what the word sets say of each token.
pub(crate) struct Context<'a> {
    pub(crate) document: &'a Document,
    pub(crate) gazetteer: &'a Gazetteer,
    pub(crate) info: Vec<WordSet>,
}

impl<'a> Context<'a> {
    pub(crate) fn new(document: &'a Document, gazetteer: &'a Gazetteer) -> Self {
        let info = document
            .tokens
            .iter()
            .map(|t| if t.shape.has(Shape::WORD) { gazetteer.word(t.word) } else { WordSet::default() })
            .collect();
        Context { document, gazetteer, info }
    }

    pub(crate) fn token(&self, i: u32) -> &Token {
        &self.document.tokens[i as usize]
    }

    pub(crate) fn set(&self, i: u32) -> WordSet {
        self.info[i as usize]
    }

    pub(crate) fn text(&self, i: u32) -> &'a str {
        self.document.tokens[i as usize].span.of(&self.document.text)
    }

    pub(crate) fn is(&self, i: u32, words: &[&str]) -> bool {
        words.contains(&self.text(i))
    }

    pub(crate) fn capital(&self, i: u32) -> bool {
        self.token(i).shape.has(Shape::CAPITAL)
    }

    pub(crate) fn phrase(&self, tokens: Range<u32>) -> &'a str {
        self.document.tokens_span(tokens).of(&self.document.text)
    }
}
