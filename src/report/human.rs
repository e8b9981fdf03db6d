//! Findings for people: like a compiler's diagnostics, with both quotes, their dates, and what would make it no fault.

use std::io::{self, Write};

use crate::check::{Finding, Level};
use crate::kb::Claim;

use super::{Report, Reporter, Style};

pub(super) struct Human;

impl Reporter for Human {
    fn name(&self) -> &'static str {
        "human"
    }

    fn write(&self, report: &Report<'_>, style: Style, out: &mut dyn Write) -> io::Result<()> {
        for (finding, known) in report.findings.iter().zip(&report.known) {
            if !known {
                Page { report, style, out }.finding(finding)?;
            }
        }
        summary(report, out)
    }
}

/// Claims of one side that are shown; the others are counted.
const SHOWN: usize = 2;

struct Page<'a, 'b> {
    report: &'a Report<'b>,
    style: Style,
    out: &'a mut dyn Write,
}

impl Page<'_, '_> {
    fn finding(&mut self, f: &Finding) -> io::Result<()> {
        let head = format!("{}[{}]", f.level.as_str(), f.check);
        let color = match f.level {
            Level::Error => "1;31",
            Level::Warning => "1;33",
            Level::Info | Level::Note => "1;36",
        };
        let (head, message) = (self.style.paint(color, &head), self.style.paint("1", &f.message));
        writeln!(self.out, "{head}: {message}")?;
        for side in &f.sides {
            for &claim in side.iter().take(SHOWN) {
                self.claim(&self.report.kb.claims[claim])?;
            }
            if side.len() > SHOWN {
                let stories = self.report.stories(side);
                writeln!(
                    self.out,
                    "      {}",
                    self.style.paint("34", &format!("= and more; {stories} stories in all"))
                )?;
            }
        }
        let note = |word: &str, text: &str| format!("  {} {text}", self.style.paint("1;34", &format!("= {word}:")));
        let (fine, more) = (note("fine if", &f.fine_if), note("confidence", &format!("{:.2}", f.confidence)));
        writeln!(self.out, "{fine}\n{more}; fingerprint {}\n", f.fingerprint)
    }

    /// The sentence of a claim with its words underlined.
    fn claim(&mut self, claim: &Claim) -> io::Result<()> {
        let (record, a) = self.report.shown(claim);
        let d = &record.document;
        let date = match (&d.date, &*d.date_basis) {
            (Some(date), "metadata") => date.clone(),
            (Some(date), basis) => format!("{date}, by its {}", basis_word(basis)),
            (None, _) => "no date".to_owned(),
        };
        let at = self.report.place(claim);
        writeln!(self.out, "  {} {at} ({date})", self.style.paint("1;34", "-->"))?;
        if let Some(title) = &d.title {
            writeln!(self.out, "      {}", self.style.paint("2", &self.style.cut(&one_line(title))))?;
        }
        let bar = self.style.paint("1;34", "|");
        let label = self.report.says(claim);
        let (line, from, length) = excerpt(a, self.style.width.saturating_sub(8));
        let marks = self.style.paint("1;33", &format!("{} {label}", "^".repeat(length)));
        writeln!(self.out, "    {bar} {line}\n    {bar} {}{marks}", " ".repeat(from))
    }
}

fn basis_word(basis: &str) -> &str {
    match basis {
        "text" => "text",
        "filename" => "file name",
        _ => "option",
    }
}

/// The words of an assertion within their sentence, cut to a width: the line, and where the words stand in it, in characters.
fn excerpt(a: &crate::record::v1::Assertion, width: usize) -> (String, usize, usize) {
    let sentence: Vec<char> = one_line(&a.evidence.sentence.text).chars().collect();
    let from = (a.evidence.start.saturating_sub(a.evidence.sentence.start)) as usize;
    let length = ((a.evidence.end - a.evidence.start) as usize).max(1);
    let (from, to) = (from.min(sentence.len()), (from + length).min(sentence.len()));
    let width = width.max(40);
    if sentence.len() <= width {
        return (sentence.iter().collect(), from, (to - from).max(1));
    }
    // The words with as much around them as there is room for.
    let room = width.saturating_sub(to - from + 2) / 2;
    let first = from.saturating_sub(room);
    let last = (first + width.saturating_sub(2)).min(sentence.len()).max(to.min(first + width));
    let (before, after) = (if first > 0 { "…" } else { "" }, if last < sentence.len() { "…" } else { "" });
    let middle: String = sentence[first..last].iter().collect();
    let shift = before.chars().count();
    (format!("{before}{middle}{after}"), from - first + shift, (to.min(last) - from).max(1))
}

/// Line ends as spaces, one for each character, so that places stay.
fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

fn summary(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let [errors, warnings, infos] = [Level::Error, Level::Warning, Level::Info].map(|l| report.count(l));
    let known = report.known.iter().filter(|k| **k).count();
    let many = |n: usize, word: &str| if n == 1 { format!("1 {word}") } else { format!("{n} {word}s") };
    let known = if known > 0 { format!(", {known} known from the baseline") } else { String::new() };
    writeln!(
        out,
        "{}, {}, {} in {} and {}{known}",
        many(errors, "error"),
        many(warnings, "warning"),
        many(infos, "info"),
        many(report.kb.records.len(), "article"),
        many(report.kb.claims.len(), "claim"),
    )
}
