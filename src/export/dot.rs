//! Graphviz DOT for editors: who holds which office of what, and, thin and grey, who stands with whom.
//!
//! Caps keep it readable: the people, places and bodies that sentences connect, and the strongest co-mentions between them.

use std::collections::BTreeSet;
use std::io::{self, Write};

use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeRef;

use crate::graph::{CoMention, Edge, KnowledgeGraph, Node, Stated};

use super::Exporter;

/// Most entities in a picture; those named in most articles stay.
const MAX_ENTITIES: usize = 80;

/// Longest label in characters; Graphviz breaks on very long strings.
const MAX_LABEL: usize = 60;

pub(super) struct Dot;

impl Exporter for Dot {
    fn name(&self) -> &'static str {
        "dot"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["dot", "gv"]
    }

    fn min_weight(&self, articles: usize) -> u32 {
        if articles > 200 { 2 } else { 1 }
    }

    fn write(&self, graph: &KnowledgeGraph, min_weight: u32, out: &mut dyn Write) -> io::Result<()> {
        let shown = shown(graph, min_weight);
        let articles = graph.documents.len();
        let dates = || graph.documents.iter().filter_map(|d| d.date.as_deref());
        let mut title = format!("{articles} article{}", if articles == 1 { "" } else { "s" });
        if let (Some(first), Some(last)) = (dates().min(), dates().max()) {
            title.push_str(&if first == last { format!(", {first}") } else { format!(", {first} to {last}") });
        }
        writeln!(out, "digraph rolegraph {{")?;
        writeln!(
            out,
            "  graph [charset=\"UTF-8\", rankdir=LR, overlap=false, splines=true, pad=0.3, nodesep=0.25, ranksep=0.9,"
        )?;
        writeln!(out, "    fontname=\"Helvetica,Arial,sans-serif\", labelloc=t, label={}];", quoted(&title))?;
        writeln!(
            out,
            "  node [fontname=\"Helvetica,Arial,sans-serif\", fontsize=11, style=filled, color=\"#555555\"];"
        )?;
        writeln!(
            out,
            "  edge [fontname=\"Helvetica,Arial,sans-serif\", fontsize=9, color=\"#444444\", arrowsize=0.7];"
        )?;
        for &n in &shown.nodes {
            write_node(out, graph, n)?;
        }
        for e in graph.graph.edge_references() {
            let (source, target) = (&graph.graph[e.source()], &graph.graph[e.target()]);
            if !shown.nodes.contains(&e.source()) || !shown.nodes.contains(&e.target()) {
                continue;
            }
            match e.weight() {
                Edge::Stated(edge) => write_stated(out, source, target, edge)?,
                Edge::CoMention(edge) if shown.pairs.contains(&e.id().index()) => {
                    write_pair(out, source, target, edge)?
                }
                Edge::CoMention(_) => {}
            }
        }
        write_legend(out)?;
        writeln!(out, "}}")
    }
}

/// What is drawn.
struct Shown {
    nodes: BTreeSet<NodeIndex>,
    /// Indices of co-mention edges.
    pairs: BTreeSet<usize>,
}

fn shown(graph: &KnowledgeGraph, min_weight: u32) -> Shown {
    let g = &graph.graph;
    let stated = |n: NodeIndex| {
        let edges = || g.edges(n).chain(g.edges_directed(n, petgraph::Direction::Incoming));
        edges().any(|e| matches!(e.weight(), Edge::Stated(_)))
    };
    let mut entities: Vec<NodeIndex> = g.node_indices().filter(|&n| g[n].kind != "role").collect();
    let persons_only = |n: NodeIndex| g[n].kind != "person";
    entities.sort_by_key(|&n| {
        let node = &g[n];
        (!stated(n), persons_only(n), std::cmp::Reverse((node.documents, node.mentions)), node.id.clone())
    });
    let connected = entities.iter().filter(|&&n| stated(n)).count();
    entities.truncate(if connected == 0 { MAX_ENTITIES / 2 } else { connected.clamp(1, MAX_ENTITIES) });
    let mut nodes: BTreeSet<NodeIndex> = entities.into_iter().collect();
    // An office is drawn if a shown person holds it; one without scope is a line of the person's label.
    let offices: Vec<NodeIndex> = g
        .node_indices()
        .filter(|&n| g[n].kind == "role" && !is_trait(&g[n]))
        .filter(|&n| g.edges_directed(n, petgraph::Direction::Incoming).any(|e| nodes.contains(&e.source())))
        .collect();
    nodes.extend(offices);
    let mut pairs: Vec<(u32, usize)> = g
        .edge_references()
        .filter(|e| nodes.contains(&e.source()) && nodes.contains(&e.target()))
        .filter_map(|e| match e.weight() {
            Edge::CoMention(c) if c.weight >= min_weight.max(1) => Some((c.weight, e.id().index())),
            _ => None,
        })
        .collect();
    pairs.sort_by_key(|&(w, i)| (std::cmp::Reverse(w), i));
    pairs.truncate(nodes.len());
    Shown { nodes, pairs: pairs.into_iter().map(|p| p.1).collect() }
}

/// A role without scope ("actor").
fn is_trait(node: &Node) -> bool {
    node.id.split_once('@').is_some_and(|(_, of)| of.starts_with("person:"))
}

fn write_node(out: &mut dyn Write, graph: &KnowledgeGraph, n: NodeIndex) -> io::Result<()> {
    let node = &graph.graph[n];
    let (shape, fill) = match node.kind.as_str() {
        "person" => ("ellipse", "#cfe3f7"),
        "organization" => ("box", "#fbe3c0"),
        "place" => ("box", "#d7efcf"),
        _ => ("plaintext", "#ffffff"),
    };
    let mut label = escaped(&node.name);
    if node.kind == "person" {
        for e in graph.graph.edges(n) {
            let role = &graph.graph[e.target()];
            if let Edge::Stated(s) = e.weight()
                && role.kind == "role"
                && is_trait(role)
            {
                let status = s.status.as_deref().filter(|s| *s != "current").map_or(String::new(), |s| format!("{s} "));
                label.push_str(&format!("\\n{}", escaped(&format!("{status}{}", role.name))));
            }
        }
    }
    let style = if node.kind == "place" { ", style=\"filled,rounded\"" } else { "" };
    let tooltip = format!("{}: {} mentions in {} articles", node.name, node.mentions, node.documents);
    writeln!(
        out,
        "  {} [label=\"{label}\", shape={shape}, fillcolor=\"{fill}\"{style}, tooltip={}];",
        quoted(&node.id),
        quoted(&tooltip)
    )
}

fn write_stated(out: &mut dyn Write, source: &Node, target: &Node, edge: &Stated) -> io::Result<()> {
    let status = edge.status.as_deref().unwrap_or_default();
    let style = match status {
        "former" => "dashed",
        "candidate" | "elect" => "dotted",
        _ => "solid",
    };
    let label = match (edge.kind.as_str(), status) {
        ("holds_role" | "role_of", "" | "current") => String::new(),
        ("holds_role", status) => status.to_owned(),
        (kind, _) => kind.replace('_', " "),
    };
    let tooltip = edge.evidence.first().map_or(String::new(), |e| format!("{} ({})", e.text, e.document));
    writeln!(
        out,
        "  {} -> {} [style={style}, label={}, tooltip={}];",
        quoted(&source.id),
        quoted(&target.id),
        quoted(&label),
        quoted(&tooltip)
    )
}

fn write_pair(out: &mut dyn Write, source: &Node, target: &Node, edge: &CoMention) -> io::Result<()> {
    let width = 0.5 + 0.25 * f64::from(edge.weight.min(10));
    let tooltip = format!("together in {} sentences", edge.sentences);
    writeln!(
        out,
        "  {} -> {} [dir=none, constraint=false, color=\"#bbbbbb\", penwidth={width:.2}, tooltip={}];",
        quoted(&source.id),
        quoted(&target.id),
        quoted(&tooltip)
    )
}

fn write_legend(out: &mut dyn Write) -> io::Result<()> {
    let rows = [
        "<B>person</B> (ellipse), <B>organization</B> (box), <B>place</B> (rounded)",
        "office: text between holder and scope",
        "solid: current; dashed: former; dotted: candidate or elect",
        "grey: named together, not a stated relation",
    ];
    let cells: String = rows.iter().map(|r| format!("<TR><TD ALIGN=\"LEFT\">{r}</TD></TR>")).collect();
    writeln!(
        out,
        "  \"legend\" [shape=plaintext, style=\"\", fontsize=9, fontcolor=\"#666666\", label=<<TABLE BORDER=\"0\" CELLSPACING=\"0\">{cells}</TABLE>>];"
    )
}

/// A quoted string of DOT.
fn quoted(text: &str) -> String {
    format!("\"{}\"", escaped(text))
}

/// Text inside a quoted string: cut, backslashes doubled (labels are read again as escape strings), quotes escaped, line ends
/// written, other control characters dropped, and what reads as a character entity kept from being one.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let long = text.chars().count() > MAX_LABEL * 4;
    for c in text.chars().take(MAX_LABEL * 4) {
        match c {
            '\\' => out.push_str("\\\\"),
            '"' => out.push_str("\\\""),
            '\n' => out.push_str("\\n"),
            '&' => out.push_str("&amp;"),
            _ if c.is_control() => {}
            _ => out.push(c),
        }
    }
    if long {
        out.push('…');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hostile_text() {
        for (text, want) in [
            ("a \"b\"", "a \\\"b\\\""),
            ("a\\", "a\\\\"),
            ("\\N", "\\\\N"),
            ("a\nb\r\t", "a\\nb"),
            ("A&amp;B <b>", "A&amp;amp;B <b>"),
            ("🦊", "🦊"),
        ] {
            assert_eq!(escaped(text), want);
        }
        assert_eq!(escaped(&"x".repeat(500)).chars().count(), MAX_LABEL * 4 + 1);
    }
}
