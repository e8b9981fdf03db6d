//! A timeline as SVG: a row for each tenure, a bar over its time, a dot for each article that says so (hollow: that calls
//! it past).

use std::fmt::Write as _;
use std::io::{self, Write};

use crate::base::date::PartialDate;
use crate::base::markup::escaped;
use crate::kb::{KnowledgeBase, Tenure};
use crate::text::normalize::one_line;

use super::span;

/// Pixels of the drawing: its width, the room at its sides, a row, the room above the rows.
const WIDTH: f64 = 860.0;
const SIDE: f64 = 30.0;
const ROW: f64 = 48.0;
const HEAD: f64 = 44.0;

/// Months between two lines of the scale, the smallest first; at most [`LINES`] fit.
const STEPS: &[u32] = &[1, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400];
const LINES: u32 = 9;

/// The days that a timeline spans, drawn from left to right.
struct Scale {
    from: i64,
    to: i64,
}

impl Scale {
    fn of(kb: &KnowledgeBase<'_>, tenures: &[Tenure<'_>]) -> Option<Self> {
        let articles = tenures.iter().flat_map(|t| dates(kb, t)).map(|(day, ..)| day);
        let ends = tenures.iter().flat_map(|t| [&t.first, &t.last]).filter_map(|d| Some(date(d.as_ref()?)?.ordinal()));
        let all: Vec<i64> = articles.chain(ends).collect();
        let (from, to) = (*all.iter().min()?, *all.iter().max()?);
        // Room around a single day.
        let room = ((to - from) / 20).max(15);
        Some(Scale { from: from - room, to: to + room })
    }

    fn x(&self, day: i64) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "days of written history")]
        let share = (day - self.from) as f64 / (self.to - self.from) as f64;
        SIDE + share * (WIDTH - 2.0 * SIDE)
    }

    /// Lines of the scale with their labels: months or years.
    fn lines(&self) -> Vec<(f64, String)> {
        let months = u32::try_from((self.to - self.from) / 30).unwrap_or(u32::MAX);
        let step = STEPS.iter().copied().find(|s| months / s < LINES).unwrap_or(2400);
        let start = (1..=u16::MAX).take_while(|&y| year(y) <= self.from).last().unwrap_or(1);
        let start = u32::from(start) * 12 / step * step;
        (start..)
            .step_by(step as usize)
            .map_while(|month| {
                let y = u16::try_from(month / 12).ok()?.max(1);
                let m = u8::try_from(month % 12 + 1).ok()?;
                Some((
                    PartialDate::new(y, m, 1)?.ordinal(),
                    if step < 12 { format!("{y}-{m:02}") } else { y.to_string() },
                ))
            })
            .take_while(|(day, _)| *day <= self.to)
            .filter(|(day, _)| *day >= self.from)
            .map(|(day, label)| (self.x(day), label))
            .collect()
    }
}

fn year(year: u16) -> i64 {
    PartialDate::new(year, 1, 1).map_or(i64::MAX, PartialDate::ordinal)
}

fn date(text: &str) -> Option<PartialDate> {
    text.parse().ok()
}

/// The days of the articles of a tenure, whether they call it past, and what they say.
fn dates<'a>(kb: &'a KnowledgeBase<'_>, tenure: &'a Tenure<'_>) -> impl Iterator<Item = (i64, bool, String)> + 'a {
    tenure.claims.iter().filter_map(|claim| {
        let record = &kb.records[claim.record];
        let assertion = &record.assertions[claim.assertions[0]];
        let text = one_line(&assertion.evidence.text);
        let past = assertion.status.as_deref() == Some("former");
        let day = date(record.document.date.as_deref()?)?;
        Some((day.ordinal(), past, format!("{}: {text}", record.document.id)))
    })
}

/// Writes the picture; what nobody dates stands in a row without a bar.
///
/// # Errors
/// When `out` cannot be written.
pub fn svg(kb: &KnowledgeBase<'_>, tenures: &[Tenure<'_>], out: &mut dyn Write) -> io::Result<()> {
    let scale = Scale::of(kb, tenures).unwrap_or(Scale { from: 0, to: 1 });
    #[expect(clippy::cast_precision_loss, reason = "rows of a picture")]
    let height = HEAD + ROW * tenures.len() as f64 + 12.0;
    writeln!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {height}\" width=\"{WIDTH}\" height=\"{height}\" role=\"img\" \
         aria-label=\"Timeline\" font-family=\"Helvetica, Arial, 'Liberation Sans', sans-serif\" font-size=\"13\">\n\
         <rect width=\"{WIDTH}\" height=\"{height}\" fill=\"#ffffff\"/>"
    )?;
    for (x, label) in scale.lines() {
        writeln!(
            out,
            "<line x1=\"{x:.1}\" y1=\"{:.0}\" x2=\"{x:.1}\" y2=\"{height}\" stroke=\"#e2e2e2\"/>\
             <text x=\"{x:.1}\" y=\"20\" text-anchor=\"middle\" fill=\"#666666\" font-size=\"11\">{label}</text>",
            HEAD - 16.0
        )?;
    }
    let mut top = HEAD;
    for t in tenures {
        out.write_all(row(kb, t, &scale, top).as_bytes())?;
        top += ROW;
    }
    writeln!(out, "</svg>")
}

/// The label of a tenure, its bar, and a dot for each article.
fn row(kb: &KnowledgeBase<'_>, t: &Tenure<'_>, scale: &Scale, top: f64) -> String {
    let day = |d: &Option<String>| Some(date(d.as_ref()?)?.ordinal());
    let days = (day(&t.first), day(&t.last));
    let (from, to) = (days.0.or(days.1), days.1.or(days.0));
    let label = format!("{}, {} ({})", one_line(kb.name(t.person)), one_line(&t.office), span(t));
    let left = from.map_or(SIDE, |d| scale.x(d));
    // A label that would leave the picture ends at its right side.
    let (x, anchor) = if left > WIDTH * 0.55 { (WIDTH - SIDE, "end") } else { (left, "start") };
    let mut out = format!(
        "<text x=\"{x:.1}\" y=\"{:.1}\" text-anchor=\"{anchor}\" fill=\"#222222\">{}</text>\n",
        top + 12.0,
        escaped(&label)
    );
    if let (Some(from), Some(to)) = (from, to) {
        let (from, to) = (scale.x(from) - 4.0, scale.x(to) + 4.0);
        let _ = writeln!(
            out,
            "<rect x=\"{from:.1}\" y=\"{:.1}\" width=\"{:.1}\" height=\"12\" rx=\"6\" fill=\"#cfe3f7\" stroke=\"#777777\"/>",
            top + 20.0,
            to - from
        );
    }
    for (day, past, said) in dates(kb, t) {
        let fill = if past { "#ffffff" } else { "#1f5f9f" };
        let _ = writeln!(
            out,
            "<circle cx=\"{:.1}\" cy=\"{:.1}\" r=\"3.5\" fill=\"{fill}\" stroke=\"#1f5f9f\"><title>{}</title></circle>",
            scale.x(day),
            top + 26.0,
            escaped(&said)
        );
    }
    out
}
