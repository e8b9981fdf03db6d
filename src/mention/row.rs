//! A sentence as the rules see it: a row of units, each a mention, a mark or a plain word.

use std::ops::Range;

use crate::gazetteer::WordSet;
use crate::pattern::{Kinds, RuleSet, Unit};
use crate::text::{Document, Shape};

/// A piece of a sentence that is more than a plain word.
#[derive(Clone, Debug, PartialEq)]
pub struct Piece {
    /// Tokens of the document.
    pub tokens: Range<u32>,
    /// What rules take it for.
    pub kinds: Kinds,
    /// Index into [`Mentions::mentions`](super::Mentions::mentions), if it is one.
    pub mention: Option<u32>,
    /// Class of a modifier.
    pub modifier: Option<crate::gazetteer::Modifier>,
}

/// Which tokens a unit stands for, and which piece.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// Tokens of the document.
    pub tokens: Range<u32>,
    /// Index into the pieces.
    pub piece: Option<u32>,
}

/// Turns the tokens of a sentence into units. `pieces` are all pieces of the article and `from` the first that may lie in the
/// sentence; `titles` says whether Mr and Dr are seen. Quotation marks are not.
pub fn fill(
    (document, sets, rules): (&Document, &[WordSet], &RuleSet),
    tokens: Range<u32>,
    (pieces, from): (&[Piece], usize),
    titles: bool,
    (units, places): (&mut Vec<Unit>, &mut Vec<Place>),
) {
    units.clear();
    places.clear();
    let mut piece = from;
    let mut i = tokens.start;
    while i < tokens.end {
        while pieces.get(piece).is_some_and(|p| p.tokens.start < i) {
            piece += 1;
        }
        if let Some(p) = pieces.get(piece).filter(|p| p.tokens.start == i && p.tokens.end <= tokens.end) {
            let last = &document.tokens[p.tokens.end as usize - 1];
            let capital = document.tokens[i as usize].shape.has(Shape::CAPITAL);
            if titles || p.kinds != Kinds::TITLE {
                units.push(Unit { kinds: p.kinds, symbol: rules.symbol(last.word), capital });
                places.push(Place { tokens: p.tokens.clone(), piece: u32::try_from(piece).ok() });
            }
            i = p.tokens.end;
            continue;
        }
        let token = &document.tokens[i as usize];
        if !(token.shape.has(Shape::PUNCT) && matches!(token.span.of(&document.text), "\"" | "“" | "”" | "``" | "''"))
        {
            let capital = token.shape.has(Shape::CAPITAL);
            let kinds = if token.shape.has(Shape::POSSESSIVE) {
                Kinds::POSSESSIVE
            } else if token.shape.has(Shape::PUNCT) {
                Kinds::MARK
            } else {
                let word = if capital { Kinds::CAP } else { Kinds::WORD };
                if sets[i as usize].has(WordSet::SPEECH) { word.with(Kinds::SPEECH) } else { word }
            };
            units.push(Unit { kinds, symbol: rules.symbol(token.word), capital });
            places.push(Place { tokens: i..i + 1, piece: None });
        }
        i += 1;
    }
}
