//! PNG: the SVG, drawn by resvg with the fonts of the machine.

use std::io::{self, Write};

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options as Reading, Tree};

use crate::graph::KnowledgeGraph;

use super::svg::Svg;
use super::{Exporter, Options, graphviz};

/// Pixels for each unit of the SVG, so that small letters can be read.
const SCALE: f32 = 2.0;

pub(super) struct Png;

impl Exporter for Png {
    fn name(&self) -> &'static str {
        "png"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["png"]
    }

    fn write(&self, graph: &KnowledgeGraph, options: &Options, out: &mut dyn Write) -> io::Result<()> {
        if let Some(engine) = options.engine {
            return graphviz::draw(graph, options, engine, "png", out);
        }
        let mut svg = Vec::new();
        Svg.write(graph, options, &mut svg)?;
        let mut reading = Reading::default();
        let fonts = reading.fontdb_mut();
        fonts.load_system_fonts();
        if fonts.is_empty() {
            return Err(io::Error::other(
                "a PNG needs a font, and this machine has none\n  help: install one (fonts-liberation, fonts-dejavu), or write SVG",
            ));
        }
        let tree = Tree::from_data(&svg, &reading).map_err(io::Error::other)?;
        let size = tree.size();
        // A picture has at most a few hundred shapes: its size fits.
        let (width, height) = ((size.width() * SCALE) as u32, (size.height() * SCALE) as u32);
        let mut pixels =
            Pixmap::new(width, height).ok_or_else(|| io::Error::other("the picture is too large for a PNG"))?;
        resvg::render(&tree, Transform::from_scale(SCALE, SCALE), &mut pixels.as_mut());
        out.write_all(&pixels.encode_png().map_err(io::Error::other)?)
    }
}
