//! Findings as JSON (contract, section 4).

use std::io::{self, Write};

use serde::Serialize;

use crate::check::{Finding, Level};
use crate::kb::Claim;

use super::{Report, Reporter, Style};

pub(super) struct Json;

impl Reporter for Json {
    fn name(&self) -> &'static str {
        "json"
    }

    fn write(&self, report: &Report<'_>, _: Style, out: &mut dyn Write) -> io::Result<()> {
        serde_json::to_writer_pretty(&mut *out, &Whole::of(report))?;
        writeln!(out)
    }
}

/// What `check --format json` writes.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(test, schemars(rename = "Findings"))]
struct Whole {
    format: u32,
    summary: Summary,
    findings: Vec<Found>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Summary {
    articles: usize,
    claims: usize,
    findings: Counts,
}

/// Findings that the baseline does not have.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Counts {
    error: usize,
    warning: usize,
    info: usize,
}

/// A finding as it is written.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Found {
    /// Name of the check.
    pub check: String,
    /// How bad it is.
    pub level: Level,
    /// 0 to 1.
    pub confidence: f64,
    /// One plain sentence.
    pub message: String,
    /// Names of those whom it is about.
    pub persons: Vec<String>,
    /// The role, where it is about one.
    pub role: Option<String>,
    /// Name of the scope.
    pub scope: Option<String>,
    /// What stands against each other, side by side.
    pub claims: Vec<Claimed>,
    /// For each side the number of independent stories.
    pub stories: Vec<usize>,
    /// What would make it no fault.
    pub fine_if: String,
    /// The same for the same fault in other runs.
    pub fingerprint: String,
    /// `new` or `known`.
    pub baseline: &'static str,
}

/// A claim as it is written.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Claimed {
    /// Which of the sides of the finding it is on, from 0.
    pub side: usize,
    /// Id of the article.
    pub document: String,
    /// Its file; not in graphs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// Its address.
    pub url: Option<String>,
    /// Its title.
    pub title: Option<String>,
    /// Its date.
    pub date: Option<String>,
    /// Where the date is from.
    pub date_basis: String,
    /// Canonical name.
    pub person: String,
    /// Canonical wording.
    pub role: String,
    /// Canonical name of the scope.
    pub scope: Option<String>,
    /// `current`, `former`, `acting`, `elect`, `candidate`.
    pub status: Option<String>,
    /// Stated begin.
    pub since: Option<String>,
    /// Stated end.
    pub until: Option<String>,
    /// 0 to 1.
    pub confidence: f64,
    /// The words that say it.
    pub evidence: Quote,
}

/// Words of an article.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Quote {
    /// `text` or `title`.
    pub field: String,
    /// First code point.
    pub start: u32,
    /// Code point after the last.
    pub end: u32,
    /// Line of the start, from 1.
    pub line: u32,
    /// Code point in the line, from 1.
    pub column: u32,
    /// The words as written.
    pub text: String,
    /// The sentence they stand in.
    pub sentence: String,
}

impl Whole {
    fn of(report: &Report<'_>) -> Whole {
        let [error, warning, info] = [Level::Error, Level::Warning, Level::Info].map(|l| report.count(l));
        let summary = Summary {
            articles: report.kb.records.len(),
            claims: report.kb.claims.len(),
            findings: Counts { error, warning, info },
        };
        Whole { format: 1, summary, findings: report.found() }
    }
}

impl Report<'_> {
    /// The findings as they are written.
    #[must_use]
    pub fn found(&self) -> Vec<Found> {
        self.findings.iter().zip(&self.known).map(|(f, &known)| found(self, f, known)).collect()
    }
}

fn found(report: &Report<'_>, f: &Finding, known: bool) -> Found {
    let sides = f.sides.iter().enumerate();
    let claims = sides.flat_map(|(side, all)| all.iter().map(move |&c| claimed(report, side, &report.kb.claims[c])));
    Found {
        check: f.check.into(),
        level: f.level,
        confidence: f.confidence,
        message: f.message.clone(),
        persons: f.persons.clone(),
        role: Some(f.role.clone()).filter(|r| !r.is_empty()),
        scope: f.scope.clone(),
        claims: claims.collect(),
        stories: f.sides.iter().map(|side| report.stories(side)).collect(),
        fine_if: f.fine_if.clone(),
        fingerprint: f.fingerprint.clone(),
        baseline: if known { "known" } else { "new" },
    }
}

fn claimed(report: &Report<'_>, side: usize, claim: &Claim) -> Claimed {
    let (record, a) = report.shown(claim);
    let d = record.document.clone();
    Claimed {
        side,
        document: d.id,
        source: d.source,
        url: d.url,
        title: d.title,
        date: d.date,
        date_basis: d.date_basis.into_owned(),
        person: report.kb.name(claim.person).into(),
        role: claim.role_name.clone(),
        scope: claim.scope.map(|s| report.kb.name(s).into()),
        status: a.status.as_deref().map(str::to_owned),
        since: a.since.clone(),
        until: a.until.clone(),
        confidence: a.confidence,
        evidence: Quote {
            field: a.evidence.field.to_string(),
            start: a.evidence.start,
            end: a.evidence.end,
            line: a.evidence.line,
            column: a.evidence.column,
            text: a.evidence.text.clone(),
            sentence: a.evidence.sentence.text.clone(),
        },
    }
}

/// The schema of the file.
#[cfg(test)]
pub(crate) fn schema() -> schemars::Schema {
    schemars::schema_for!(Whole)
}
