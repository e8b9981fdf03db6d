//! HTML: one page that works from disk, with the graph, the library that draws it, and nothing from the network.

use std::io::{self, Write};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use sha2::{Digest, Sha256};

use crate::base::markup::escaped;
use crate::graph::KnowledgeGraph;

use super::{Exporter, Options, json, picture};

const PAGE: &str = include_str!("page.html");
const STYLE: &str = include_str!("page.css");

/// Cytoscape.js (MIT; the notice stands in the file).
const LIBRARY: &str = include_str!("vendor/cytoscape.min.js");

/// The style that Cytoscape.js puts into the page.
const LIBRARY_STYLE: &str = ".__________cytoscape_container { position: relative; }";

/// One script: each part uses those before it.
const SCRIPT: &str = concat!(
    "(() => {\n",
    include_str!("data.js"),
    include_str!("state.js"),
    include_str!("arrange.js"),
    include_str!("view.js"),
    include_str!("panels.js"),
    include_str!("main.js"),
    "})();\n"
);

pub(super) struct Html;

impl Exporter for Html {
    fn name(&self) -> &'static str {
        "html"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["html", "htm"]
    }

    fn write(&self, graph: &KnowledgeGraph, options: &Options, out: &mut dyn Write) -> io::Result<()> {
        let options = Options { findings: true, ..options.clone() };
        let title = escaped(&picture::period(graph));
        let mut rest = PAGE;
        while let Some((before, (place, after))) = next_place(rest) {
            out.write_all(before.as_bytes())?;
            match place {
                "csp" => out.write_all(policy().as_bytes())?,
                "title" => out.write_all(title.as_bytes())?,
                "style" => out.write_all(STYLE.as_bytes())?,
                "data" => serde_json::to_writer(io::BufWriter::new(InScript(&mut *out)), &json::file(graph, &options))?,
                "library" => out.write_all(LIBRARY.as_bytes())?,
                _ => out.write_all(SCRIPT.as_bytes())?,
            }
            rest = after;
        }
        out.write_all(rest.as_bytes())
    }
}

/// The text before the next `{place}`, the place's name, and the text after it.
fn next_place(page: &str) -> Option<(&str, (&str, &str))> {
    let (before, after) = page.split_once('{')?;
    Some((before, after.split_once('}')?))
}

/// The page runs its own two scripts and uses its own styles; nothing else, and nothing from elsewhere.
fn policy() -> String {
    let hash = |text: &str| format!("'sha256-{}'", BASE64.encode(Sha256::digest(text)));
    format!(
        "default-src 'none'; script-src {} {}; style-src {} {}; img-src data: blob:; base-uri 'none'; form-action 'none'",
        hash(LIBRARY),
        hash(SCRIPT),
        hash(STYLE),
        hash(LIBRARY_STYLE)
    )
}

/// JSON inside a script element: no text of an article ends it.
struct InScript<'a>(&'a mut dyn Write);

impl Write for InScript<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        for (i, part) in bytes.split(|b| *b == b'<').enumerate() {
            if i > 0 {
                self.0.write_all(b"\\u003c")?;
            }
            self.0.write_all(part)?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}
