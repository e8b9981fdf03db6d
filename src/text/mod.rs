//! Layer 2: [`Article`](crate::input::Article) -> [`Document`]: blocks, sentences and tokens with byte spans.

mod block;
mod boilerplate;
pub mod document;
mod language;
pub mod minhash;
pub mod normalize;
mod published;
pub mod sentence;
pub mod token;

pub use document::{Block, BlockKind, Document, Sentence};
pub use token::{Shape, Token};
