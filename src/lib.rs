//! Who holds which role, for whom, according to which article, and where do the articles disagree?
//!
//! Layers are modules; each uses only those above it in this list. `ARCHITECTURE.md` tells how an article becomes a graph.

pub mod base;
pub mod check;
pub mod entity;
pub mod export;
pub mod gazetteer;
pub mod graph;
pub mod input;
pub mod kb;
pub mod mention;
pub mod pattern;
pub mod pipeline;
pub mod record;
pub mod relation;
pub mod report;
pub mod text;

#[cfg(feature = "cli")]
pub mod cli;
