//! Layer 13: [`KnowledgeGraph`] -> bytes, one file per format.

mod dot;
mod json;
mod tables;
mod web;

use std::io::{self, Write};

use crate::graph::KnowledgeGraph;

pub use tables::{TABLES, WriteTable};

/// An output format of a graph.
pub trait Exporter: Sync {
    /// Name for `--format`.
    fn name(&self) -> &'static str;
    /// File name extensions, lower case, without dot.
    fn extensions(&self) -> &'static [&'static str];
    /// Lightest co-mention edge that is written, if the user says nothing.
    fn min_weight(&self, articles: usize) -> u32;
    /// Writes a graph without the co-mention edges lighter than `min_weight`.
    ///
    /// # Errors
    /// If `out` cannot be written.
    fn write(&self, graph: &KnowledgeGraph, min_weight: u32, out: &mut dyn Write) -> io::Result<()>;
}

/// All output formats.
pub static EXPORTERS: &[&dyn Exporter] = &[&json::Json, &dot::Dot, &web::D3, &web::Cytoscape];

/// The format of a name.
///
/// ```
/// assert!(rolegraph::export::exporter("dot").is_some());
/// assert!(rolegraph::export::exporter("docx").is_none());
/// ```
#[must_use]
pub fn exporter(name: &str) -> Option<&'static dyn Exporter> {
    EXPORTERS.iter().copied().find(|e| e.name() == name)
}

/// The format of a file name's extension.
#[must_use]
pub fn by_extension(extension: &str) -> Option<&'static dyn Exporter> {
    EXPORTERS.iter().copied().find(|e| e.extensions().contains(&extension))
}
