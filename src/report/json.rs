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

#[derive(Serialize)]
struct Whole<'a> {
    format: u32,
    summary: Summary,
    findings: Vec<Found<'a>>,
}

#[derive(Serialize)]
struct Summary {
    articles: usize,
    claims: usize,
    findings: Counts,
}

/// Findings that the baseline does not have.
#[derive(Serialize)]
struct Counts {
    error: usize,
    warning: usize,
    info: usize,
}

/// A finding as it is written; field order is the order in the file.
#[derive(Serialize)]
pub(super) struct Found<'a> {
    check: &'a str,
    level: Level,
    confidence: f64,
    message: &'a str,
    persons: &'a [String],
    role: Option<&'a str>,
    scope: Option<&'a str>,
    claims: Vec<Claimed<'a>>,
    stories: Vec<usize>,
    fine_if: &'a str,
    fingerprint: &'a str,
    baseline: &'static str,
}

/// A claim as it is written.
#[derive(Serialize)]
pub(super) struct Claimed<'a> {
    /// Which of the sides of the finding it is on, from 0.
    side: usize,
    document: &'a str,
    source: Option<&'a str>,
    url: Option<&'a str>,
    title: Option<&'a str>,
    date: Option<&'a str>,
    date_basis: &'a str,
    person: &'a str,
    role: &'a str,
    scope: Option<&'a str>,
    status: Option<&'a str>,
    since: Option<&'a str>,
    until: Option<&'a str>,
    confidence: f64,
    evidence: Evidence<'a>,
}

#[derive(Serialize)]
struct Evidence<'a> {
    field: &'a str,
    start: u32,
    end: u32,
    line: u32,
    column: u32,
    text: &'a str,
    sentence: &'a str,
}

impl<'a> Whole<'a> {
    fn of(report: &'a Report<'_>) -> Whole<'a> {
        let findings = report.findings.iter().zip(&report.known).map(|(f, &known)| found(report, f, known)).collect();
        let [error, warning, info] = [Level::Error, Level::Warning, Level::Info].map(|l| report.count(l));
        let summary = Summary {
            articles: report.kb.records.len(),
            claims: report.kb.claims.len(),
            findings: Counts { error, warning, info },
        };
        Whole { format: 1, summary, findings }
    }
}

fn found<'a>(report: &'a Report<'_>, f: &'a Finding, known: bool) -> Found<'a> {
    let sides = f.sides.iter().enumerate();
    let claims = sides.flat_map(|(side, all)| all.iter().map(move |&c| claimed(report, side, &report.kb.claims[c])));
    Found {
        check: f.check,
        level: f.level,
        confidence: f.confidence,
        message: &f.message,
        persons: &f.persons,
        role: Some(f.role.as_str()).filter(|r| !r.is_empty()),
        scope: f.scope.as_deref(),
        claims: claims.collect(),
        stories: f.sides.iter().map(|side| report.stories(side)).collect(),
        fine_if: &f.fine_if,
        fingerprint: &f.fingerprint,
        baseline: if known { "known" } else { "new" },
    }
}

fn claimed<'a>(report: &'a Report<'_>, side: usize, claim: &'a Claim) -> Claimed<'a> {
    let (record, a) = report.shown(claim);
    let d = &record.document;
    Claimed {
        side,
        document: &d.id,
        source: d.source.as_deref(),
        url: d.url.as_deref(),
        title: d.title.as_deref(),
        date: d.date.as_deref(),
        date_basis: &d.date_basis,
        person: report.kb.name(claim.person),
        role: &claim.role_name,
        scope: claim.scope.map(|s| report.kb.name(s)),
        status: a.status.as_deref(),
        since: a.since.as_deref(),
        until: a.until.as_deref(),
        confidence: a.confidence,
        evidence: Evidence {
            field: &a.evidence.field,
            start: a.evidence.start,
            end: a.evidence.end,
            line: a.evidence.line,
            column: a.evidence.column,
            text: &a.evidence.text,
            sentence: &a.evidence.sentence.text,
        },
    }
}
