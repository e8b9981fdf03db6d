//! Layer 2: [`Article`](crate::input::Article) -> [`Document`]: blocks, sentences and tokens with byte spans.

pub mod document;
pub mod normalize;
pub mod token;

pub use document::{Block, BlockKind, Document, Sentence};
pub use token::{Shape, Token};
