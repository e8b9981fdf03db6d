//! Layer 12: records -> [`KnowledgeGraph`]: a pure fold, whatever the order of the records.

mod build;
pub mod diff;
mod model;
mod select;

pub use build::{Options, build, unite};
pub use model::{CoMention, Document, Edge, Evidence, KnowledgeGraph, Level, Node, Stated};
pub use select::Selection;
