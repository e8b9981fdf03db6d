//! Layer 11: [`Finding`]s -> text for people and programs.

mod github;
mod html;
mod human;
pub(crate) mod json;
mod sarif;
mod table;
pub mod timeline;

use std::io::{self, Write};

use crate::check::{Finding, Level};
use crate::kb::{Claim, KnowledgeBase};
use crate::record::Record;
use crate::record::v1::Assertion;

pub use json::{Claimed, Found, Quote};

/// What a run of checks found.
#[derive(Debug)]
pub struct Report<'a> {
    /// The claims that the findings speak of.
    pub kb: &'a KnowledgeBase<'a>,
    /// What was found, the most important first.
    pub findings: Vec<Finding>,
    /// For each finding, whether the baseline has it.
    pub known: Vec<bool>,
}

/// How text for people looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    /// Whether a terminal shows colours.
    pub color: bool,
    /// Characters of a line.
    pub width: usize,
}

impl Style {
    fn paint(self, code: &str, text: &str) -> String {
        if self.color { format!("\u{1b}[{code}m{text}\u{1b}[0m") } else { text.to_owned() }
    }

    /// A text that fits into a line, with some room before it.
    fn cut(self, text: &str) -> String {
        let room = self.width.saturating_sub(8).max(20);
        if text.chars().count() <= room {
            text.to_owned()
        } else {
            text.chars().take(room - 1).chain(['…']).collect()
        }
    }
}

/// A format of findings.
pub trait Reporter: Sync {
    /// Name for `--format`.
    fn name(&self) -> &'static str;
    /// Writes a report.
    ///
    /// # Errors
    /// When `out` cannot be written.
    fn write(&self, report: &Report<'_>, style: Style, out: &mut dyn Write) -> io::Result<()>;
}

/// All formats.
pub static REPORTERS: &[&dyn Reporter] =
    &[&human::Human, &json::Json, &sarif::Sarif, &github::Github, &table::Csv, &html::Html];

/// The format of that name.
///
/// ```
/// assert!(rolegraph::report::reporter("json").is_some());
/// ```
#[must_use]
pub fn reporter(name: &str) -> Option<&'static dyn Reporter> {
    REPORTERS.iter().copied().find(|r| r.name() == name)
}

impl Report<'_> {
    /// Number of findings of a level that the baseline does not have.
    #[must_use]
    pub fn count(&self, level: Level) -> usize {
        self.findings.iter().zip(&self.known).filter(|(f, known)| f.level == level && !**known).count()
    }

    /// All claims of a finding, the newest first, the others in their order.
    fn newest_first(&self, f: &Finding) -> Vec<&Claim> {
        let mut claims: Vec<&Claim> = f.sides.iter().flatten().map(|&c| &self.kb.claims[c]).collect();
        let date = |c: &Claim| self.kb.records[c.record].document.date.clone();
        let newest = (0..claims.len()).max_by_key(|&i| (date(claims[i]), std::cmp::Reverse(i)));
        if let Some(newest) = newest {
            claims[..=newest].rotate_right(1);
        }
        claims
    }

    /// How many independent stories some claims stand in.
    fn stories(&self, claims: &[usize]) -> usize {
        let mut stories: Vec<usize> = claims.iter().map(|&c| self.kb.stories[self.kb.claims[c].record]).collect();
        stories.sort_unstable();
        stories.dedup();
        stories.len()
    }

    /// Whether line and column of an article are those of its file: not where a file holds many articles.
    fn has_lines(&self, record: &Record) -> bool {
        let d = &record.document;
        let name = d.source.as_deref().map(|s| s.rsplit(['/', '\\']).next().unwrap_or(s));
        name.is_some_and(|n| ["txt", "text", "md", "markdown"].iter().any(|e| n.trim_end_matches(".gz").ends_with(e)))
    }

    /// Where a claim stands: file, line and column; of files with many articles also the article.
    fn place(&self, claim: &Claim) -> String {
        let (record, a) = self.shown(claim);
        let d = &record.document;
        let file = d.source.as_deref().or(d.url.as_deref()).unwrap_or(&d.id);
        let article = if self.has_lines(record) || file == d.id { String::new() } else { format!(" ({})", d.id) };
        format!("{file}{article}:{}:{}", a.evidence.line, a.evidence.column)
    }

    /// What a claim says, in short: "Jane Doe: current mayor of Lima".
    fn says(&self, claim: &Claim) -> String {
        let (_, a) = self.shown(claim);
        let of = claim.scope.map_or(String::new(), |scope| format!(" of {}", self.kb.name(scope)));
        let status = a.status.as_deref().unwrap_or("current");
        format!("{}: {status} {}{of}", self.kb.name(claim.person), claim.role_name)
    }

    /// A claim in one line, with its date and quote.
    fn said(&self, claim: &Claim) -> String {
        let (record, a) = self.shown(claim);
        let date = record.document.date.as_deref().unwrap_or("no date");
        format!("{date}, {}: “{}”", self.place(claim), a.evidence.text)
    }

    /// The article of a claim, and the assertion that shows it best.
    fn shown(&self, claim: &Claim) -> (&Record, &Assertion) {
        let record = &self.kb.records[claim.record];
        (record, &record.assertions[claim.assertions[0]])
    }
}
