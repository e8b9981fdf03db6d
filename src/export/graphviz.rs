//! Drawings by the Graphviz of the machine, where somebody asks for one of its engines.

use std::io::{self, Write};
use std::process::{Command, Stdio};
use std::thread;

use crate::graph::KnowledgeGraph;

use super::dot::Dot;
use super::{Engine, Exporter, Options};

/// Draws a graph as `svg` or `png`.
pub(super) fn draw(
    graph: &KnowledgeGraph,
    options: &Options,
    engine: Engine,
    format: &str,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut dot = Vec::new();
    Dot.write(graph, options, &mut dot)?;
    let mut command = Command::new("dot");
    command.args([format!("-K{}", engine.as_str()), format!("-T{format}")]);
    let mut child =
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().map_err(|e| {
            io::Error::new(
                e.kind(),
                format!("Graphviz's `dot` cannot be run: {e}\n  help: install graphviz, or leave --engine out"),
            )
        })?;
    let stdin = child.stdin.take();
    let drawn = thread::scope(|scope| {
        scope.spawn(|| stdin.map(|mut to| to.write_all(&dot)));
        child.wait_with_output()
    })?;
    if !drawn.status.success() {
        let said = String::from_utf8_lossy(&drawn.stderr);
        return Err(io::Error::other(format!("Graphviz failed: {}", said.trim())));
    }
    out.write_all(&drawn.stdout)
}
