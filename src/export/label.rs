//! Labels of shapes: their lines, and how much room they take.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::layout::Rect;
use super::picture::Shape;

/// Characters of a line of a label.
const LABEL_WIDTH: usize = 28;

/// A line of a label.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Text {
    pub(super) text: String,
    /// In pixels.
    pub(super) size: f64,
    pub(super) is_bold: bool,
}

/// The lines of a shape's label.
pub(super) fn label(shape: &Shape<'_>) -> Vec<Text> {
    let is_role = shape.node.kind == "role";
    let size = if is_role { 11.0 } else { 12.0 + (6.0 * shape.prominence).round() };
    let names = wrapped(&shape.node.name).into_iter().map(|text| Text { text, size, is_bold: !is_role });
    let traits = shape.traits.iter().flat_map(|t| wrapped(t)).map(|text| Text { text, size: 11.0, is_bold: false });
    names.chain(traits).collect()
}

/// A text in lines of at most [`LABEL_WIDTH`] characters, where words allow it; at most three.
fn wrapped(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        let word: String = word.chars().filter(|c| !c.is_control()).take(2 * LABEL_WIDTH).collect();
        let count = lines.len();
        match lines.last_mut() {
            Some(line) if line.chars().count() + word.chars().count() < LABEL_WIDTH => {
                line.push(' ');
                line.push_str(&word);
            }
            Some(last) if count == 3 => {
                last.push('…');
                break;
            }
            _ => lines.push(word),
        }
    }
    lines
}

/// The size of a shape by its label.
pub(super) fn size(label: &[Text], shape: &Shape<'_>) -> Rect {
    let width = label.iter().map(Text::width).fold(0.0, f64::max);
    let height: f64 = label.iter().map(Text::height).sum();
    // An ellipse is larger than the text within it.
    let (width, height) = match shape.node.kind.as_str() {
        "person" => (width * 1.2 + 14.0, height * 1.2 + 10.0),
        "role" => (width + 8.0, height + 4.0),
        _ => (width + 16.0, height + 12.0),
    };
    Rect { width: width.ceil(), height: height.ceil(), ..Rect::default() }
}

impl Text {
    /// Width in pixels, about that of Helvetica and its kin.
    pub(super) fn width(&self) -> f64 {
        let width: f64 = self.text.nfd().map(em).sum();
        width * self.size * if self.is_bold { 1.07 } else { 1.0 }
    }

    pub(super) fn height(&self) -> f64 {
        (self.size * 1.25).round()
    }
}

/// The width of a character of Helvetica, by the size of the font.
fn em(c: char) -> f64 {
    match c {
        'i' | 'j' | 'l' | '\'' | '|' | '’' => 0.22,
        ' ' | '!' | ',' | '.' | '/' | ':' | ';' | 'f' | 't' | 'I' | '[' | ']' => 0.28,
        'r' | '-' | '(' | ')' | '"' | '“' | '”' => 0.34,
        'c' | 'k' | 's' | 'v' | 'x' | 'y' | 'z' | 'J' => 0.5,
        'A' | 'B' | 'E' | 'K' | 'P' | 'S' | 'V' | 'X' | 'Y' | '&' => 0.67,
        'w' | 'C' | 'D' | 'H' | 'N' | 'R' | 'U' => 0.72,
        'G' | 'O' | 'Q' => 0.78,
        'm' | 'M' => 0.84,
        'W' | '%' | '@' | '…' => 1.0,
        _ if c.is_ascii() => 0.58,
        _ if is_combining_mark(c) => 0.0,
        '\u{1100}'.. => 1.0,
        _ => 0.65,
    }
}
