//! SVG: the picture as DOT describes it, drawn without Graphviz.

use std::io::{self, Write};

use crate::base::markup::escaped;
use crate::graph::KnowledgeGraph;

use super::label::Text;
use super::layout::{LINE_LABEL, Layout, Rect};
use super::picture::{Line, Look, Picture, Shape};
use super::{Exporter, Options, graphviz};

/// Most shapes; a larger picture can neither be read nor laid out well.
const MAX_SHAPES: usize = 300;

/// Room around the drawing.
const MARGIN: f64 = 24.0;

pub(super) struct Svg;

impl Exporter for Svg {
    fn name(&self) -> &'static str {
        "svg"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["svg"]
    }

    fn write(&self, graph: &KnowledgeGraph, options: &Options, out: &mut dyn Write) -> io::Result<()> {
        if let Some(engine) = options.engine {
            return graphviz::draw(graph, options, engine, "svg", out);
        }
        let picture = Picture::new(graph, options);
        let count = picture.shapes.len();
        if count > MAX_SHAPES {
            return Err(io::Error::other(format!(
                "a picture of {count} shapes cannot be read; {MAX_SHAPES} are drawn at most\n  help: --focus NAME, --top N or \
                 --only KIND choose a part; DOT and HTML take any number"
            )));
        }
        draw(&picture, &Layout::new(&picture), out)
    }
}

fn draw(picture: &Picture<'_>, layout: &Layout, out: &mut dyn Write) -> io::Result<()> {
    let title = Text { text: picture.title.clone(), size: 15.0, is_bold: true };
    let row = |text: &String| Text { text: text.clone(), size: 10.0, is_bold: false };
    let legend: Vec<Text> = picture.legend.iter().map(row).collect();
    let texts = legend.iter().chain([&title]).map(Text::width).fold(0.0, f64::max);
    let head = MARGIN + title.height() + legend.iter().map(Text::height).sum::<f64>() + MARGIN / 2.0;
    let (width, height) = (layout.width.max(texts) + 2.0 * MARGIN, layout.height + head + MARGIN);
    writeln!(out, "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" viewBox=\"0 0 {width:.0} {height:.0}\"")?;
    writeln!(
        out,
        "  width=\"{width:.0}\" height=\"{height:.0}\" font-family=\"Helvetica, Arial, 'Liberation Sans', sans-serif\">"
    )?;
    writeln!(out, "<title>{}</title>", escaped(&picture.title))?;
    writeln!(out, "<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>")?;
    writeln!(out, "<g transform=\"translate({MARGIN} {MARGIN})\">")?;
    write_text(out, &title, 0.0, title.size, "start", "#222222")?;
    let mut y = title.height() + 4.0;
    for row in &legend {
        y += row.height();
        write_text(out, row, 0.0, y, "start", "#666666")?;
    }
    writeln!(out, "</g>\n<g transform=\"translate({MARGIN} {head:.0})\">")?;
    for (scope, r) in &layout.frames {
        let name = Text { text: picture.frames[scope].to_owned(), size: 11.0, is_bold: false };
        write_rect(out, r, 6.0, "#fafafa", "#cccccc", 1.0)?;
        write_text(out, &name, r.left() + 8.0, r.top() + 15.0, "start", "#777777")?;
    }
    let mut drawn: Vec<(usize, usize)> = Vec::new();
    for line in picture.lines.iter().rev() {
        let (a, b) = line.ends;
        let parallel = drawn.iter().filter(|e| **e == (a, b)).count();
        drawn.push((a, b));
        write_line(out, line, &layout.boxes[a], &layout.boxes[b], parallel)?;
    }
    for ((shape, r), label) in picture.shapes.iter().zip(&layout.boxes).zip(&layout.labels) {
        write_shape(out, shape, r, label)?;
    }
    writeln!(out, "</g>\n</svg>")
}

fn write_shape(out: &mut dyn Write, shape: &Shape<'_>, r: &Rect, label: &[Text]) -> io::Result<()> {
    let (stroke, ink, width) = if shape.is_marked { ("#c62828", "#c62828", 2.5) } else { ("#555555", "#111111", 1.0) };
    writeln!(out, "<g><title>{}</title>", escaped(&shape.tooltip))?;
    match shape.node.kind.as_str() {
        "person" => writeln!(
            out,
            "<ellipse cx=\"{:.1}\" cy=\"{:.1}\" rx=\"{:.1}\" ry=\"{:.1}\" fill=\"#cfe3f7\" stroke=\"{stroke}\" stroke-width=\"{width}\"/>",
            r.x,
            r.y,
            r.width / 2.0,
            r.height / 2.0
        )?,
        "organization" => write_rect(out, r, 0.0, "#fbe3c0", stroke, width)?,
        "place" => write_rect(out, r, 8.0, "#d7efcf", stroke, width)?,
        _ => write_rect(out, r, 0.0, "#ffffff", if shape.is_marked { stroke } else { "none" }, width)?,
    }
    let height: f64 = label.iter().map(Text::height).sum();
    let mut y = r.y - height / 2.0;
    for text in label {
        y += text.height();
        write_text(out, text, r.x, y - text.size * 0.3, "middle", ink)?;
    }
    writeln!(out, "</g>")
}

fn write_rect(out: &mut dyn Write, r: &Rect, round: f64, fill: &str, stroke: &str, width: f64) -> io::Result<()> {
    writeln!(
        out,
        "<rect x=\"{:.1}\" y=\"{:.1}\" width=\"{:.1}\" height=\"{:.1}\" rx=\"{round}\" fill=\"{fill}\" stroke=\"{stroke}\" stroke-width=\"{width}\"/>",
        r.left(),
        r.top(),
        r.width,
        r.height
    )
}

/// The width is given, so that another font fits as well.
fn write_text(out: &mut dyn Write, text: &Text, x: f64, y: f64, anchor: &str, ink: &str) -> io::Result<()> {
    let weight = if text.is_bold { " font-weight=\"bold\"" } else { "" };
    writeln!(
        out,
        "<text x=\"{x:.1}\" y=\"{y:.1}\" font-size=\"{}\"{weight} text-anchor=\"{anchor}\" fill=\"{ink}\" textLength=\"{:.1}\" lengthAdjust=\"spacingAndGlyphs\">{}</text>",
        text.size,
        text.width(),
        escaped(&text.text)
    )
}

/// From the right of one shape to the left of the next, or, where the other stands not to the right, around on the left; `parallel`
/// lines between the same two before it bend it.
fn write_line(out: &mut dyn Write, line: &Line<'_>, from: &Rect, to: &Rect, parallel: usize) -> io::Result<()> {
    let bend = 22.0 * parallel as f64;
    let (start, end, turn) = if to.left() > from.right() {
        (from.right(), to.left(), (to.left() - from.right()) / 2.0)
    } else if from.left() > to.right() {
        (from.left(), to.right(), (to.right() - from.left()) / 2.0)
    } else {
        (from.left(), to.left(), -28.0)
    };
    let (x1, y1, x2, y2) = (
        start + turn,
        from.y - bend,
        end - if to.left() > from.right() || from.left() > to.right() { turn } else { -turn },
        to.y - bend,
    );
    let path = format!("M{start:.1} {:.1} C{x1:.1} {y1:.1} {x2:.1} {y2:.1} {end:.1} {:.1}", from.y, to.y);
    write!(out, "<g><title>{}</title>", escaped(&line.tooltip))?;
    if let Look::Together(weight) = line.look {
        let width = 0.6 + 0.2 * f64::from(weight.min(10));
        return writeln!(out, "<path d=\"{path}\" fill=\"none\" stroke=\"#d4d4d4\" stroke-width=\"{width:.1}\"/></g>");
    }
    let dash = match line.look {
        Look::Dashed => " stroke-dasharray=\"6 4\"",
        Look::Dotted => " stroke-dasharray=\"2 3\"",
        _ => "",
    };
    if let Some(url) = line.url {
        write!(out, "<a href=\"{}\">", escaped(url))?;
    }
    let ink = if line.is_side { "#999999" } else { "#444444" };
    write!(out, "<path d=\"{path}\" fill=\"none\" stroke=\"{ink}\"{dash}/>")?;
    let side = if x2 <= end { -1.0 } else { 1.0 };
    write!(out, "<path d=\"M{end:.1} {:.1} l{:.1} -3.5 v7 z\" fill=\"{ink}\"/>", to.y, side * 7.0)?;
    if !line.label.is_empty() {
        let text = Text { text: line.label.clone(), size: LINE_LABEL, is_bold: false };
        let middle = |a: f64, b: f64, c: f64, d: f64| (a + 3.0 * b + 3.0 * c + d) / 8.0;
        let (x, y) = (middle(start, x1, x2, end), middle(from.y, y1, y2, to.y));
        // Lines bow out on the left; their labels stay in the picture.
        let x = x.max(text.width() / 2.0 + 4.0 - MARGIN);
        let behind = Rect { x, y, width: text.width() + 4.0, height: 12.0 };
        write_rect(out, &behind, 2.0, "#ffffff", "none", 0.0)?;
        write_text(out, &text, x, y + 3.5, "middle", ink)?;
    }
    writeln!(out, "{}</g>", if line.url.is_some() { "</a>" } else { "" })
}
