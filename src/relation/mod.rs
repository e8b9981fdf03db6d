//! Layer 6: [`Document`](crate::text::Document) x [`Mentions`](crate::mention::Mentions) x rules -> [`Assertion`]s and
//! [`CoMention`]s.
//!
//! Rules say what a sentence states (`rules/*.rules`). `choice` says what belongs to which role, `settle` keeps one reading of each,
//! `departure` ends the offices of people who "resigned", `handover` passes them on, `scope` completes what the phrase
//! leaves to the article, `coreference` leads "the prime minister" back to a person.

mod assertion;
mod choice;
mod comention;
mod coreference;
mod departure;
mod extract;
mod handover;
mod pronoun;
mod scope;
mod settle;
mod tenure;
mod world;

pub use assertion::{Assertion, Attribution, Basis, Event, Object, Status};
pub use comention::{CoMention, MAX_ENTITIES, count};
pub use extract::Extractor;

/// The built-in rules of this layer: name and text of each file.
pub const RULES: &[(&str, &str)] = &[
    ("roles.rules", include_str!("rules/roles.rules")),
    ("affiliations.rules", include_str!("rules/affiliations.rules")),
    ("ties.rules", include_str!("rules/ties.rules")),
];
