//! Layer 0: spans, dates, hashes, markup and diagnostics that every other layer uses.
//!
//! Nothing here knows of articles, names or rules.

pub mod date;
pub mod diag;
pub mod hash;
pub mod markup;
pub mod span;
