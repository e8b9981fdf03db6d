//! Layer 13: [`KnowledgeGraph`] -> bytes, one file per format.

mod choice;
mod dot;
mod graphviz;
mod html;
mod json;
mod label;
mod layout;
mod picture;
#[cfg(feature = "png")]
mod png;
mod svg;
mod tables;
mod web;

use std::io::{self, Write};

use crate::graph::KnowledgeGraph;

pub use tables::{Source, TABLES, WriteTable};

/// An output format of a graph.
pub trait Exporter: Sync {
    /// Name for `--format`.
    fn name(&self) -> &'static str;
    /// File name extensions, lower case, without dot.
    fn extensions(&self) -> &'static [&'static str];
    /// Writes a graph.
    ///
    /// # Errors
    /// If `out` cannot be written.
    fn write(&self, graph: &KnowledgeGraph, options: &Options, out: &mut dyn Write) -> io::Result<()>;
}

/// How a graph is written.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Lightest co-mention edge that is written; 1 if not given, in pictures of more than 200 articles 2.
    pub min_weight: Option<u32>,
    /// Whether JSON lists [`KnowledgeGraph::findings`]; pages always do.
    pub findings: bool,
    /// Whether pictures mark what [`KnowledgeGraph::findings`] are about.
    pub highlight: bool,
    /// What pictures draw a frame around.
    pub cluster: Option<Cluster>,
    /// Which engine of the machine's Graphviz draws SVG and PNG; rolegraph's own layout if none.
    pub engine: Option<Engine>,
    /// Whether pictures show every name, however many there are; else the most named.
    pub all: bool,
}

/// An engine of Graphviz.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// Layers.
    Dot,
    /// Springs.
    Neato,
    /// Forces.
    Fdp,
    /// Forces, for large graphs.
    Sfdp,
}

impl Engine {
    /// All of them.
    pub const ALL: [Engine; 4] = [Engine::Dot, Engine::Neato, Engine::Fdp, Engine::Sfdp];

    /// Its name.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Engine::Dot => "dot",
            Engine::Neato => "neato",
            Engine::Fdp => "fdp",
            Engine::Sfdp => "sfdp",
        }
    }
}

/// Frames of a picture: each holds a scope, its offices, and who holds no office elsewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cluster {
    /// Around places.
    Place,
    /// Around organizations.
    Organization,
}

impl Options {
    /// The lightest co-mention edge that is data.
    fn lightest(&self) -> u32 {
        self.min_weight.unwrap_or(1)
    }
}

/// All output formats.
pub static EXPORTERS: &[&dyn Exporter] = &[
    &json::Json,
    &dot::Dot,
    &svg::Svg,
    #[cfg(feature = "png")]
    &png::Png,
    &html::Html,
    &web::D3,
    &web::Cytoscape,
];

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

#[cfg(test)]
mod tests {
    use std::fs;

    use crate::record::Record;
    use crate::report;

    /// `UPDATE_DOCS=1 cargo test --lib schemas` writes them anew.
    #[test]
    fn schemas_are_those_of_the_types() {
        let all = [
            ("record", schemars::schema_for!(Record)),
            ("graph", super::json::schema()),
            ("findings", report::json::schema()),
        ];
        for (name, schema) in all {
            let path = format!("docs/schema/{name}.json");
            let schema = serde_json::to_string_pretty(&schema).unwrap() + "\n";
            if std::env::var_os("UPDATE_DOCS").is_some() {
                fs::create_dir_all("docs/schema").unwrap();
                fs::write(&path, &schema).unwrap();
            }
            assert!(fs::read_to_string(&path).is_ok_and(|old| old == schema), "{path} is old; run with UPDATE_DOCS=1");
        }
    }
}
