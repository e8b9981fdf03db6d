//! Layer 7: everything that is said of one article, as the record that users read and graphs are folded from.

pub mod assemble;
pub mod minhash;
pub mod v1;

pub use assemble::{Parts, assemble};
pub use v1::Record;
