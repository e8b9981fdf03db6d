//! Layer 12: records -> [`KnowledgeGraph`]: a pure fold, whatever the order of the records.

mod build;
pub mod diff;
mod model;
mod roles;
mod select;

pub use build::{Options, build, unite};
pub use model::{CoMention, Document, Edge, Evidence, HeldRole, KnowledgeGraph, Level, Node, Stated};
pub use select::Selection;
