//! Graphviz DOT for editors: who holds which office of what, and, thin and grey, who stands with whom.

use std::collections::BTreeMap;
use std::io::{self, Write};

use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeRef;

use crate::graph::{CoMention, Edge, Evidence, KnowledgeGraph, Node, Stated};

use super::picture::{self, shown, traits};
use super::{Exporter, Options};

/// Quotations in a tooltip.
const QUOTES: usize = 3;

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

    fn write(&self, graph: &KnowledgeGraph, options: &Options, out: &mut dyn Write) -> io::Result<()> {
        let min_weight = options.min_weight.unwrap_or(if graph.documents.len() > 200 { 2 } else { 1 });
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
        let marks = if options.highlight { picture::marks(graph, &shown.nodes) } else { BTreeMap::new() };
        for (frame, nodes) in picture::frames(graph, &shown.nodes, options.cluster) {
            if let Some(scope) = frame {
                let (id, name) = (format!("cluster {}", graph.graph[scope].id), &graph.graph[scope].name);
                writeln!(out, "  subgraph {} {{", quoted(&id))?;
                writeln!(out, "  label={}; fontsize=10; fontcolor=\"#777777\"; color=\"#cccccc\";", quoted(name))?;
            }
            for n in nodes {
                write_node(out, graph, n, marks.get(&n))?;
            }
            if frame.is_some() {
                writeln!(out, "  }}")?;
            }
        }
        let urls = graph.documents.iter().filter_map(|d| Some((d.id.as_str(), d.url.as_deref()?)));
        let urls: BTreeMap<&str, &str> = urls.filter(|(_, url)| is_web(url)).collect();
        for e in graph.graph.edge_references() {
            let (source, target) = (&graph.graph[e.source()], &graph.graph[e.target()]);
            if !shown.nodes.contains(&e.source()) || !shown.nodes.contains(&e.target()) {
                continue;
            }
            match e.weight() {
                Edge::Stated(edge) => write_stated(out, source, target, edge, &urls)?,
                Edge::CoMention(edge) if shown.pairs.contains(&e.id().index()) => {
                    write_pair(out, source, target, edge)?
                }
                Edge::CoMention(_) => {}
            }
        }
        write_legend(out, options.highlight)?;
        writeln!(out, "}}")
    }
}

fn write_node(out: &mut dyn Write, graph: &KnowledgeGraph, n: NodeIndex, mark: Option<&Vec<&str>>) -> io::Result<()> {
    let node = &graph.graph[n];
    let (shape, fill) = match node.kind.as_str() {
        "person" => ("ellipse", "#cfe3f7"),
        "organization" => ("box", "#fbe3c0"),
        "place" => ("box", "#d7efcf"),
        _ => ("plaintext", "#ffffff"),
    };
    let mut label = escaped(&node.name);
    for (role, status) in traits(graph, n) {
        let status = status.filter(|s| *s != "current").map_or(String::new(), |s| format!("{s} "));
        label.push_str(&format!("\\n{}", escaped(&format!("{status}{role}"))));
    }
    let style = if node.kind == "place" { ", style=\"filled,rounded\"" } else { "" };
    let mut tooltip = format!("{}: {} mentions in {} articles", node.name, node.mentions, node.documents);
    let mut style = style.to_owned();
    if let Some(messages) = mark {
        style.push_str(", color=\"#c62828\", fontcolor=\"#c62828\", penwidth=2.5");
        messages.iter().for_each(|m| tooltip.push_str(&format!("\n{m}")));
    }
    writeln!(
        out,
        "  {} [label=\"{label}\", shape={shape}, fillcolor=\"{fill}\"{style}, tooltip={}];",
        quoted(&node.id),
        quoted(&tooltip)
    )
}

fn write_stated(
    out: &mut dyn Write,
    source: &Node,
    target: &Node,
    edge: &Stated,
    urls: &BTreeMap<&str, &str>,
) -> io::Result<()> {
    let status = edge.status.as_deref().unwrap_or_default();
    let style = match status {
        "former" => "dashed",
        "candidate" | "elect" => "dotted",
        _ => "solid",
    };
    let label = match (edge.kind.as_str(), status) {
        (_, "" | "current") if edge.role.is_some() => edge.role.clone().unwrap_or_default(),
        (_, status) if edge.role.is_some() => format!("{status} {}", edge.role.as_deref().unwrap_or_default()),
        ("holds_role" | "role_of", "" | "current") => String::new(),
        ("holds_role", status) => status.to_owned(),
        (kind, _) => kind.replace('_', " "),
    };
    let quote = |e: &Evidence| {
        let date = e.date.as_ref().map_or(String::new(), |d| format!(", {d}"));
        format!("{} ({}{date})", e.text, e.document)
    };
    let tooltip: Vec<String> = edge.evidence.iter().take(QUOTES).map(quote).collect();
    let url = edge.evidence.iter().find_map(|e| urls.get(e.document.as_str()));
    let url = url.map_or(String::new(), |url| format!(", URL={}", quoted(url)));
    writeln!(
        out,
        "  {} -> {} [style={style}, label={}, tooltip={}{url}];",
        quoted(&source.id),
        quoted(&target.id),
        quoted(&label),
        quoted(&tooltip.join("\n"))
    )
}

/// Whether an address is one of the web; others can be hostile.
fn is_web(url: &str) -> bool {
    ["http://", "https://"].iter().any(|scheme| url.get(..scheme.len()).is_some_and(|s| s.eq_ignore_ascii_case(scheme)))
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

fn write_legend(out: &mut dyn Write, highlight: bool) -> io::Result<()> {
    let mut rows = vec![
        "<B>person</B> (ellipse), <B>organization</B> (box), <B>place</B> (rounded)",
        "office: text between holder and scope",
        "solid: current; dashed: former; dotted: candidate or elect",
        "grey: named together, not a stated relation",
    ];
    if highlight {
        rows.push("red: articles disagree");
    }
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
