//! Findings as CSV: one row for each claim of a finding.

use std::io::{self, Write};

use super::{Report, Reporter, Style};

pub(super) struct Csv;

const HEAD: [&str; 20] = [
    "check",
    "level",
    "confidence",
    "message",
    "persons",
    "role",
    "scope",
    "fine_if",
    "fingerprint",
    "baseline",
    "side",
    "document",
    "title",
    "date",
    "date_basis",
    "person",
    "status",
    "line",
    "column",
    "quote",
];

impl Reporter for Csv {
    fn name(&self) -> &'static str {
        "csv"
    }

    fn write(&self, report: &Report<'_>, _: Style, out: &mut dyn Write) -> io::Result<()> {
        let mut table = csv::Writer::from_writer(out);
        table.write_record(HEAD)?;
        for (f, known) in report.findings.iter().zip(&report.known) {
            let baseline = if *known { "known" } else { "new" };
            let confidence = format!("{:.2}", f.confidence);
            let (persons, scope) = (f.persons.join("|"), f.scope.as_deref().unwrap_or_default());
            let own = [
                f.check,
                f.level.as_str(),
                &confidence,
                &f.message,
                &persons,
                &f.role,
                scope,
                &f.fine_if,
                &f.fingerprint,
                baseline,
            ];
            if f.sides.iter().all(Vec::is_empty) {
                table.write_record(own.iter().copied().chain(std::iter::repeat_n("", HEAD.len() - own.len())))?;
            }
            for (side, &claim) in f.sides.iter().enumerate().flat_map(|(i, all)| all.iter().map(move |c| (i, c))) {
                let claim = &report.kb.claims[claim];
                let (record, a) = report.shown(claim);
                let d = &record.document;
                let (side, line, column) =
                    (side.to_string(), a.evidence.line.to_string(), a.evidence.column.to_string());
                let rest = [
                    side.as_str(),
                    &d.id,
                    d.title.as_deref().unwrap_or_default(),
                    d.date.as_deref().unwrap_or_default(),
                    &d.date_basis,
                    report.kb.name(claim.person),
                    a.status.as_deref().unwrap_or_default(),
                    &line,
                    &column,
                    &a.evidence.sentence.text,
                ];
                table.write_record(own.iter().chain(&rest))?;
            }
        }
        table.flush()
    }
}
