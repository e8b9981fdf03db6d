//! Byte ranges of a text, and their translation to lines, columns and code points.

use std::ops::Range;

/// A range of bytes, end exclusive, on character boundaries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// Byte after the last.
    pub end: u32,
}

impl Span {
    /// The span from byte `start` to byte `end`, end exclusive.
    ///
    /// # Panics
    /// If either exceeds `u32::MAX`; readers refuse articles of that size.
    #[must_use]
    pub fn new(start: usize, end: usize) -> Self {
        let byte = |n: usize| u32::try_from(n).expect("internal: articles are below 4 GiB");
        Span { start: byte(start), end: byte(end) }
    }

    /// The same range for slicing.
    #[must_use]
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The text of this span.
    #[must_use]
    pub fn of(self, text: &str) -> &str {
        &text[self.range()]
    }

    /// Length in bytes.
    #[must_use]
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether the span covers nothing.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The smallest span over both.
    #[must_use]
    pub fn join(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// Whether `other` lies inside this span.
    #[must_use]
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share a byte.
    #[must_use]
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }
}

/// Translates byte offsets of one text to code points, lines and columns.
///
/// Built once per text in linear time; a lookup costs a binary search and a count inside one 128-byte step.
///
/// ```
/// use rolegraph::base::span::LineIndex;
/// let text = "é\nab";
/// let index = LineIndex::new(text);
/// assert_eq!(index.code_point(text, 3), 2);
/// assert_eq!(index.line_column(text, 4), (2, 2));
/// ```
#[derive(Clone, Debug, Default)]
pub struct LineIndex {
    /// Byte where each line begins.
    lines: Vec<u32>,
    /// Code points before each multiple of `STEP` bytes; empty for ASCII text.
    steps: Vec<u32>,
}

const STEP: usize = 128;

impl LineIndex {
    /// Indexes `text`.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut lines = vec![0];
        lines
            .extend(bytes.iter().enumerate().filter(|&(_, &b)| b == b'\n').map(|(i, _)| Span::new(i + 1, i + 1).start));
        let mut steps = Vec::new();
        if !text.is_ascii() {
            let mut points = 0u32;
            for chunk in bytes.chunks(STEP) {
                steps.push(points);
                points += leading_bytes(chunk);
            }
            steps.push(points);
        }
        LineIndex { lines, steps }
    }

    /// The number of code points before byte `at`.
    #[must_use]
    pub fn code_point(&self, text: &str, at: u32) -> u32 {
        if self.steps.is_empty() {
            return at;
        }
        let step = at as usize / STEP;
        self.steps[step] + leading_bytes(&text.as_bytes()[step * STEP..at as usize])
    }

    /// Line and column of byte `at`, both from 1, the column in code points.
    #[must_use]
    pub fn line_column(&self, text: &str, at: u32) -> (u32, u32) {
        let line = self.lines.partition_point(|&start| start <= at);
        let start = self.lines[line - 1];
        let column = self.code_point(text, at) - self.code_point(text, start) + 1;
        (Span::new(line, line).start, column)
    }
}

/// Counts the bytes that begin a code point.
fn leading_bytes(bytes: &[u8]) -> u32 {
    let n = bytes.iter().filter(|&&b| (b as i8) >= -0x40).count();
    Span::new(n, n).start
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_agree_with_a_count_of_characters() {
        let text = "Zoë Müller\r\nмэр 🦊 города\nend".repeat(20);
        let index = LineIndex::new(&text);
        for (points, (at, _)) in text.char_indices().enumerate() {
            let at32 = u32::try_from(at).unwrap();
            assert_eq!(index.code_point(&text, at32) as usize, points);
            let before = &text[..at];
            let line = before.matches('\n').count() + 1;
            let column = before.rsplit('\n').next().unwrap().chars().count() + 1;
            let got = index.line_column(&text, at32);
            assert_eq!((got.0 as usize, got.1 as usize), (line, column));
        }
    }
}
