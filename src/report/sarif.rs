//! Findings as SARIF 2.1.0, for code scanning pages and editors: the newest claim is the location, the others are related.

use std::io::{self, Write};

use serde_json::{Value, json};

use crate::check::{CHECKS, Finding, Level};
use crate::kb::Claim;

use super::{Report, Reporter, Style};

pub(super) struct Sarif;

impl Reporter for Sarif {
    fn name(&self) -> &'static str {
        "sarif"
    }

    fn write(&self, report: &Report<'_>, _: Style, out: &mut dyn Write) -> io::Result<()> {
        let results: Vec<Value> =
            report.findings.iter().zip(&report.known).map(|(f, &known)| result(report, f, known)).collect();
        let whole = json!({
            "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
            "version": "2.1.0",
            "runs": [{
                "tool": {"driver": {
                    "name": "rolegraph",
                    "semanticVersion": env!("CARGO_PKG_VERSION"),
                    "rules": CHECKS.iter().map(|c| rule(c.id(), c.level(), &c.manual())).collect::<Vec<_>>(),
                }},
                "columnKind": "unicodeCodePoints",
                "results": results,
            }],
        });
        serde_json::to_writer_pretty(&mut *out, &whole)?;
        writeln!(out)
    }
}

fn rule(id: &str, level: Level, manual: &str) -> Value {
    let paragraph = manual.split("\n\n").nth(1).unwrap_or_default().replace('\n', " ");
    json!({
        "id": id,
        "shortDescription": {"text": id.replace('-', " ")},
        "fullDescription": {"text": paragraph},
        "help": {"text": manual, "markdown": manual},
        "defaultConfiguration": {"level": word(level)},
    })
}

fn word(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Info | Level::Note => "note",
    }
}

fn result(report: &Report<'_>, f: &Finding, known: bool) -> Value {
    let claims = report.newest_first(f);
    let index = CHECKS.iter().position(|c| c.id() == f.check).unwrap_or_default();
    let locations: Vec<Value> = claims.iter().take(1).map(|c| location(report, c, None)).collect();
    let related: Vec<Value> = (1..).zip(claims.iter().skip(1)).map(|(i, c)| location(report, c, Some(i))).collect();
    json!({
        "ruleId": f.check,
        "ruleIndex": index,
        "level": word(f.level),
        "message": {"text": format!("{}. Fine if {}.", f.message, f.fine_if)},
        "locations": locations,
        "relatedLocations": related,
        "partialFingerprints": {"rolegraph/v1": f.fingerprint},
        "baselineState": if known { "unchanged" } else { "new" },
        "rank": (f.confidence * 1000.0).round() / 10.0,
        "properties": {"persons": f.persons, "role": f.role, "scope": f.scope},
    })
}

fn location(report: &Report<'_>, claim: &Claim, id: Option<u32>) -> Value {
    let (record, a) = report.shown(claim);
    let d = &record.document;
    let quote = &a.evidence;
    let mut region = json!({"snippet": {"text": quote.sentence.text}});
    // Of lines of JSON the place within the article says nothing about the file.
    if report.has_lines(record) {
        region["startLine"] = json!(quote.line);
        region["startColumn"] = json!(quote.column);
    }
    let mut location = json!({
        "physicalLocation": {
            "artifactLocation": {"uri": uri(d.source.as_deref().or(d.url.as_deref()).unwrap_or(&d.id))},
            "region": region,
        },
        "logicalLocations": [{"fullyQualifiedName": d.id}],
        "message": {"text": report.said(claim)},
    });
    if let Some(id) = id {
        location["id"] = json!(id);
    }
    location
}

/// A path or address with the characters that a URI may not have as `%XX`.
fn uri(path: &str) -> String {
    let kept = |b: u8| b.is_ascii_alphanumeric() || b"-._~/:?#[]@!$&'()*+,;=%".contains(&b);
    path.bytes().map(|b| if kept(b) { char::from(b).to_string() } else { format!("%{b:02X}") }).collect()
}
