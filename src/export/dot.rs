//! Graphviz DOT for editors: who holds which office of what, and, thin and grey, who stands with whom.

use std::io::{self, Write};

use crate::graph::KnowledgeGraph;

use super::picture::{Line, Look, Picture, Shape};
use super::{Exporter, Options};

/// Longest label in characters; Graphviz breaks on very long strings.
const MAX_LABEL: usize = 240;

/// Fonts of all labels.
const FONT: &str = "fontname=\"Helvetica,Arial,sans-serif\"";

pub(super) struct Dot;

impl Exporter for Dot {
    fn name(&self) -> &'static str {
        "dot"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["dot", "gv"]
    }

    fn write(&self, graph: &KnowledgeGraph, options: &Options, out: &mut dyn Write) -> io::Result<()> {
        let picture = Picture::new(graph, options);
        writeln!(out, "digraph rolegraph {{")?;
        writeln!(
            out,
            "  graph [charset=\"UTF-8\", rankdir=LR, overlap=false, splines=true, pad=0.3, nodesep=0.25, ranksep=0.9,"
        )?;
        writeln!(out, "    {FONT}, labelloc=t, label={}];", quoted(&picture.title))?;
        writeln!(out, "  node [{FONT}, fontsize=11, style=filled, color=\"#555555\"];")?;
        writeln!(out, "  edge [{FONT}, fontsize=9, color=\"#444444\", arrowsize=0.7];")?;
        let of_frame = |frame| picture.shapes.iter().filter(move |s| s.frame == frame);
        for shape in of_frame(None) {
            write_shape(out, shape)?;
        }
        for (&scope, name) in &picture.frames {
            let id = format!("cluster {}", picture.shapes[scope].node.id);
            writeln!(out, "  subgraph {} {{", quoted(&id))?;
            writeln!(out, "  label={}; fontsize=10; fontcolor=\"#777777\"; color=\"#cccccc\";", quoted(name))?;
            for shape in of_frame(Some(scope)) {
                write_shape(out, shape)?;
            }
            writeln!(out, "  }}")?;
        }
        for line in &picture.lines {
            write_line(out, &picture.shapes, line)?;
        }
        let row = |r: &String| format!("<TR><TD ALIGN=\"LEFT\">{r}</TD></TR>");
        let rows: String = picture.legend.iter().map(row).collect();
        writeln!(
            out,
            "  \"legend\" [shape=plaintext, style=\"\", fontsize=9, fontcolor=\"#666666\", label=<<TABLE BORDER=\"0\" CELLSPACING=\"0\">{rows}</TABLE>>];"
        )?;
        writeln!(out, "}}")
    }
}

fn write_shape(out: &mut dyn Write, shape: &Shape<'_>) -> io::Result<()> {
    let (form, fill) = match shape.node.kind.as_str() {
        "person" => ("ellipse", "#cfe3f7"),
        "organization" => ("box", "#fbe3c0"),
        "place" => ("box", "#d7efcf"),
        _ => ("plaintext", "#ffffff"),
    };
    let mut label = escaped(&shape.node.name);
    shape.traits.iter().for_each(|t| label.push_str(&format!("\\n{}", escaped(t))));
    let mut style = if shape.node.kind == "place" { ", style=\"filled,rounded\"" } else { "" }.to_owned();
    if shape.is_marked {
        style.push_str(", color=\"#c62828\", fontcolor=\"#c62828\", penwidth=2.5");
    }
    if shape.node.kind != "role" {
        style.push_str(&format!(", fontsize={:.0}", 11.0 + 7.0 * shape.prominence));
    }
    writeln!(
        out,
        "  {} [label=\"{label}\", shape={form}, fillcolor=\"{fill}\"{style}, tooltip={}];",
        quoted(&shape.node.id),
        quoted(&shape.tooltip)
    )
}

fn write_line(out: &mut dyn Write, shapes: &[Shape<'_>], line: &Line<'_>) -> io::Result<()> {
    let (source, target) = (quoted(&shapes[line.ends.0].node.id), quoted(&shapes[line.ends.1].node.id));
    let tooltip = quoted(&line.tooltip);
    let style = match line.look {
        Look::Together(weight) => {
            let width = 0.5 + 0.25 * f64::from(weight.min(10));
            return writeln!(
                out,
                "  {source} -> {target} [dir=none, constraint=false, color=\"#bbbbbb\", penwidth={width:.2}, tooltip={tooltip}];"
            );
        }
        Look::Solid => "solid",
        Look::Dashed => "dashed",
        Look::Dotted => "dotted",
    };
    let url = line.url.map_or(String::new(), |url| format!(", URL={}", quoted(url)));
    let side = if line.is_side { ", constraint=false, color=\"#999999\", fontcolor=\"#777777\"" } else { "" };
    writeln!(
        out,
        "  {source} -> {target} [style={style}{side}, label={}, tooltip={tooltip}{url}];",
        quoted(&line.label)
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
    let long = text.chars().count() > MAX_LABEL;
    for c in text.chars().take(MAX_LABEL) {
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
        assert_eq!(escaped(&"x".repeat(500)).chars().count(), MAX_LABEL + 1);
    }
}
