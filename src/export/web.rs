//! JSON for page makers: the nodes and links of D3, and the elements of Cytoscape.js. Nodes and edges have the fields of the
//! node-link JSON.

use std::io::{self, Write};

use petgraph::graph::{EdgeReference, NodeIndex};
use petgraph::visit::EdgeRef;
use serde::Serialize;

use crate::graph::{Edge, KnowledgeGraph, Node};

use super::{Exporter, Options};

pub(super) struct D3;
pub(super) struct Cytoscape;

impl Exporter for D3 {
    fn name(&self) -> &'static str {
        "d3"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &[]
    }

    fn write(&self, graph: &KnowledgeGraph, options: &Options, out: &mut dyn Write) -> io::Result<()> {
        #[derive(Serialize)]
        struct File<'a> {
            nodes: Vec<&'a Node>,
            links: Vec<Link<'a>>,
        }
        let (nodes, links) = (graph.graph.node_weights().collect(), links(graph, options.lightest()));
        write(&File { nodes, links }, out)
    }
}

impl Exporter for Cytoscape {
    fn name(&self) -> &'static str {
        "cytoscape"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["cyjs"]
    }

    fn write(&self, graph: &KnowledgeGraph, options: &Options, out: &mut dyn Write) -> io::Result<()> {
        let nodes = graph.graph.node_weights().map(|data| Data { data }).collect();
        let edges = links(graph, options.lightest()).into_iter().map(|data| Data { data }).collect();
        write(&Elements { elements: Both { nodes, edges } }, out)
    }
}

/// What `cytoscape({elements})` takes.
#[derive(Serialize)]
struct Elements<'a> {
    elements: Both<'a>,
}

#[derive(Serialize)]
struct Both<'a> {
    nodes: Vec<Data<&'a Node>>,
    edges: Vec<Data<Link<'a>>>,
}

#[derive(Serialize)]
struct Data<T> {
    data: T,
}

#[derive(Serialize)]
struct Link<'a> {
    id: String,
    source: &'a str,
    target: &'a str,
    #[serde(flatten)]
    edge: &'a Edge,
}

fn links(graph: &KnowledgeGraph, min_weight: u32) -> Vec<Link<'_>> {
    let heavy = |e: &Edge| !matches!(e, Edge::CoMention(c) if c.weight < min_weight);
    let edges = graph.graph.edge_references().filter(|e| heavy(e.weight()));
    let id = |n: NodeIndex| graph.graph[n].id.as_str();
    let link = |e: EdgeReference<'_, Edge>| {
        let (source, target, edge) = (id(e.source()), id(e.target()), &graph.graph[e.id()]);
        Link { id: format!("{source} {} {target}", edge.key()), source, target, edge }
    };
    edges.map(link).collect()
}

fn write(file: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    let mut out = io::BufWriter::new(out);
    serde_json::to_writer(&mut out, file)?;
    out.write_all(b"\n")?;
    out.flush()
}
