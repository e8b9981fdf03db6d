//! Timelines as a table, as JSON and as a picture.

mod svg;

use std::io::{self, Write};

use serde_json::{Value, json};

use crate::kb::{KnowledgeBase, Tenure};
use crate::text::normalize::one_line;

pub use svg::svg;

/// Writes one line for each tenure and, below it, one for each article that says so.
///
/// # Errors
/// When `out` cannot be written.
pub fn table(kb: &KnowledgeBase<'_>, tenures: &[Tenure<'_>], out: &mut dyn Write) -> io::Result<()> {
    for t in tenures {
        writeln!(out, "{}  {}, {}", span(t), kb.name(t.person), t.office)?;
        for claim in &t.claims {
            let record = &kb.records[claim.record];
            let a = &record.assertions[claim.assertions[0]];
            let date = record.document.date.as_deref().unwrap_or("no date");
            let status = a.status.as_deref().unwrap_or("current");
            writeln!(out, "    {date}  {status}  {}: {}", record.document.id, one_line(&a.evidence.text))?;
        }
    }
    Ok(())
}

/// Writes an array of tenures with their claims.
///
/// # Errors
/// When `out` cannot be written.
pub fn json(kb: &KnowledgeBase<'_>, tenures: &[Tenure<'_>], out: &mut dyn Write) -> io::Result<()> {
    let all: Vec<Value> = tenures
        .iter()
        .map(|t| {
            let claims: Vec<Value> = t
                .claims
                .iter()
                .map(|c| {
                    let record = &kb.records[c.record];
                    let a = &record.assertions[c.assertions[0]];
                    json!({"document": record.document.id, "date": record.document.date, "status": a.status,
                           "since": a.since, "until": a.until, "text": a.evidence.text})
                })
                .collect();
            let id = &kb.linked.entities[t.person].id;
            json!({"person": kb.name(t.person), "id": id, "office": t.office, "first": t.first, "last": t.last, "claims": claims})
        })
        .collect();
    serde_json::to_writer_pretty(&mut *out, &json!({"format": 1, "tenures": all}))?;
    writeln!(out)
}

/// Writes a Graphviz picture: the tenures from left to right.
///
/// # Errors
/// When `out` cannot be written.
pub fn dot(kb: &KnowledgeBase<'_>, tenures: &[Tenure<'_>], out: &mut dyn Write) -> io::Result<()> {
    let plain = |text: &str| one_line(text).replace('\\', "\\\\").replace('"', "\\\"");
    writeln!(
        out,
        "digraph timeline {{\n  rankdir=LR\n  node [shape=box, style=rounded, fontname=\"Helvetica,Arial,sans-serif\"]"
    )?;
    for (i, t) in tenures.iter().enumerate() {
        let label = [kb.name(t.person), &t.office, &span(t)].map(plain).join("\\n");
        writeln!(out, "  t{i} [label=\"{label}\"]")?;
        if i > 0 {
            writeln!(out, "  t{} -> t{i}", i - 1)?;
        }
    }
    writeln!(out, "}}")
}

/// First and last date of a tenure.
fn span(t: &Tenure<'_>) -> String {
    match (&t.first, &t.last) {
        (Some(a), Some(b)) if a == b => a.clone(),
        (Some(a), Some(b)) => format!("{a} to {b}"),
        (Some(a), None) => format!("from {a}"),
        (None, Some(b)) => format!("until {b}"),
        (None, None) => "no date".to_owned(),
    }
}
