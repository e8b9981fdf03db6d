//! The analysed layout of one article.

use std::ops::Range;

use crate::base::date::PartialDate;
use crate::base::span::Span;
use crate::input::{Article, DateBasis};

use super::token::Token;

/// What a block looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlockKind {
    /// A title or heading line.
    Heading,
    /// Running text.
    Paragraph,
    /// An item of a list (glued bullets are split into items).
    ListItem,
    /// A line of a table, or any other short line.
    Line,
}

/// A paragraph-like piece of the text; no sentence runs over its edge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// Where it stands, in bytes of [`Document::text`].
    pub span: Span,
    /// What it looks like.
    pub kind: BlockKind,
    /// Menus, share buttons, forms, footers, link lists: kept out of mentions, assertions and co-mentions.
    pub boilerplate: bool,
    /// Number of the paragraph that co-mentions are counted in; blocks of one list share it with no other block.
    pub paragraph: u32,
    /// Its sentences, as indices into [`Document::sentences`].
    pub sentences: Range<u32>,
}

/// A sentence, as a run of tokens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Where it stands, in bytes of [`Document::text`].
    pub span: Span,
    /// Its tokens, as indices into [`Document::tokens`].
    pub tokens: Range<u32>,
    /// Its block, as an index into [`Document::blocks`].
    pub block: u32,
}

/// One article cut into blocks, sentences and tokens.
#[derive(Clone, Debug)]
pub struct Document {
    /// The article as read.
    pub article: Article,
    /// The separate title field (if there is one that the text does not begin with), a line feed, then the article's text.
    /// All spans point into this string.
    pub text: String,
    /// Byte of `text` where the article's own text begins; 0 without a separate title.
    pub body_start: u32,
    /// Title: the separate field, else the heading found in the text.
    pub title: Option<String>,
    /// Date by the order of the contract: metadata, text, file name, "last updated", option.
    pub date: Option<PartialDate>,
    /// Where the date is from.
    pub date_basis: DateBasis,
    /// Blocks in order.
    pub blocks: Vec<Block>,
    /// Sentences in order.
    pub sentences: Vec<Sentence>,
    /// Tokens in order.
    pub tokens: Vec<Token>,
}

impl Document {
    /// The text of a token, as written.
    #[must_use]
    pub fn token_text(&self, token: usize) -> &str {
        self.tokens[token].span.of(&self.text)
    }

    /// The span from the first to the last token of a range.
    ///
    /// # Panics
    /// If the range is empty or out of bounds.
    #[must_use]
    pub fn tokens_span(&self, tokens: Range<u32>) -> Span {
        self.tokens[tokens.start as usize].span.join(self.tokens[tokens.end as usize - 1].span)
    }
}
