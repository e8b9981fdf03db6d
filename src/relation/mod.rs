//! Layer 6: [`Document`](crate::text::Document) x [`Mentions`](crate::mention::Mentions) x rules -> assertions and co-mentions.
//!
//! [`extract`](extract::extract) runs the rules sentence by sentence and keeps what no filter refuses; `scope` gives roles
//! that name no body or place the one that the article or a list gives them, and says so; `coreference` leads "the prime
//! minister" back to the person; [`comention`] counts who stands with whom.

pub mod assertion;
pub mod comention;
mod coreference;
pub mod extract;
mod filter;
pub mod rules;
mod scope;
mod units;

pub use assertion::{Assertion, Basis, Object, Status};
pub use comention::CoMention;
pub use extract::{Extractor, extract};
