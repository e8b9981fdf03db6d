//! networkx node-link JSON (contract, section 3): `networkx.node_link_graph(data, edges="edges")` loads it.

use std::io::{self, Write};

use petgraph::visit::EdgeRef;
use serde::Serialize;
use serde::ser::{SerializeSeq, Serializer};

use crate::graph::{Document, Edge, KnowledgeGraph, Node};
use crate::report::Found;

use super::{Exporter, Options};

pub(super) struct Json;

impl Exporter for Json {
    fn name(&self) -> &'static str {
        "json"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["json"]
    }

    fn write(&self, graph: &KnowledgeGraph, options: &Options, out: &mut dyn Write) -> io::Result<()> {
        let mut out = io::BufWriter::new(out);
        serde_json::to_writer_pretty(&mut out, &file(graph, options))?;
        out.write_all(b"\n")?;
        out.flush()
    }
}

/// The graph as it is written.
pub(super) fn file<'a>(graph: &'a KnowledgeGraph, options: &Options) -> impl Serialize + use<'a> {
    let min_weight = options.lightest();
    let kept = |e: &Edge| !matches!(e, Edge::CoMention(c) if c.weight < min_weight);
    let left_out = graph.graph.edge_weights().filter(|e| !kept(e)).count();
    File {
        directed: true,
        multigraph: true,
        graph: Attributes {
            format: 1,
            articles: graph.documents.len(),
            stories: graph.stories,
            co_mentions: graph.level.as_str(),
            min_weight,
            co_mentions_left_out: left_out,
        },
        nodes: Nodes(graph),
        edges: Edges(graph, min_weight),
        documents: &graph.documents,
        findings: if options.findings { &graph.findings } else { &[] },
    }
}

/// A graph as networkx loads it: `networkx.node_link_graph(data, edges="edges")`.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(test, schemars(rename = "Graph"))]
struct File<'a> {
    directed: bool,
    multigraph: bool,
    graph: Attributes,
    #[cfg_attr(test, schemars(with = "Vec<Node>"))]
    nodes: Nodes<'a>,
    #[cfg_attr(test, schemars(with = "Vec<Link>"))]
    edges: Edges<'a>,
    documents: &'a [Document],
    findings: &'a [Found],
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Attributes {
    format: u32,
    articles: usize,
    stories: u32,
    co_mentions: &'static str,
    min_weight: u32,
    co_mentions_left_out: usize,
}

struct Nodes<'a>(&'a KnowledgeGraph);

impl Serialize for Nodes<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.graph.node_weights())
    }
}

struct Edges<'a>(&'a KnowledgeGraph, u32);

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Link<'a> {
    source: &'a str,
    target: &'a str,
    key: String,
    #[serde(flatten)]
    edge: &'a Edge,
}

impl Serialize for Edges<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let graph = &self.0.graph;
        let mut seq = serializer.serialize_seq(None)?;
        for e in graph.edge_references() {
            if matches!(e.weight(), Edge::CoMention(c) if c.weight < self.1) {
                continue;
            }
            let id = |n| -> &Node { &graph[n] };
            let (source, target) = (&id(e.source()).id, &id(e.target()).id);
            seq.serialize_element(&Link { source, target, key: e.weight().key(), edge: e.weight() })?;
        }
        seq.end()
    }
}

/// The schema of the file.
#[cfg(test)]
pub(super) fn schema() -> schemars::Schema {
    schemars::schema_for!(File<'static>)
}
