//! Layer 7: Document x Mentions x Assertions x CoMentions -> [`Record`], the JSON line that `extract` writes and graphs are folded
//! from.

mod assemble;
pub mod v1;

pub use assemble::{Parts, assemble};
pub use v1::Record;
