//! Tokens: words, numbers and punctuation with their normalized hashes.

use crate::base::span::Span;

/// What the letters of a token look like; a set of flags.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Shape(pub u16);

impl Shape {
    /// Holds a letter.
    pub const WORD: Shape = Shape(1);
    /// Begins with an upper-case letter (or one of a script without case, as in Chinese).
    pub const CAPITAL: Shape = Shape(1 << 1);
    /// Two or more letters, all upper-case ("NATO", "U.S.").
    pub const ALL_CAPS: Shape = Shape(1 << 2);
    /// Holds a digit.
    pub const DIGIT: Shape = Shape(1 << 3);
    /// Punctuation or a symbol.
    pub const PUNCT: Shape = Shape(1 << 4);
    /// The possessive ending, `'s` or a bare `'` after an s.
    pub const POSSESSIVE: Shape = Shape(1 << 5);
    /// White space (or the block's edge) stands before it.
    pub const SPACE_BEFORE: Shape = Shape(1 << 6);
    /// One letter with a full stop ("J."): an initial.
    pub const INITIAL: Shape = Shape(1 << 7);
    /// Ends with the full stop of an abbreviation ("Gen.", "St.", "Inc.").
    pub const ABBREVIATION: Shape = Shape(1 << 8);

    /// Whether every flag of `other` is set.
    #[must_use]
    pub fn has(self, other: Shape) -> bool {
        self.0 & other.0 == other.0
    }

    /// Both sets of flags.
    #[must_use]
    pub fn with(self, other: Shape) -> Shape {
        Shape(self.0 | other.0)
    }
}

/// One token. "Russia's" is two ("Russia", "'s"), "U.S.-Russia" three, "vice-president" three, "Gen." one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where it stands in [`Document::text`](crate::text::Document::text).
    pub span: Span,
    /// Hash of the normalized form in lower case: [`crate::text::normalize::word_hash`] of the text.
    pub word: u64,
    /// What it looks like.
    pub shape: Shape,
}
