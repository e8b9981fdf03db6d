//! Findings that are known and wanted: a file of their fingerprints.
//!
//! Lines have four columns, separated by tabs: fingerprint, check, `until` (may be empty), reason. A line counts for articles up to
//! its `until`: a finding with a newer article is new again.

use std::collections::BTreeMap;
use std::fmt::Write;

use crate::base::date::PartialDate;
use crate::base::diag::Diagnostic;

use super::Finding;

/// A file of known findings.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Baseline {
    entries: BTreeMap<String, Entry>,
}

#[derive(Clone, Debug, PartialEq)]
struct Entry {
    line: u32,
    check: String,
    until: Option<PartialDate>,
    reason: String,
}

const HEAD: &str =
    "# rolegraph baseline: fingerprint, check, until, reason; a line counts for articles up to its date\n";

impl Baseline {
    /// Reads a file; `#` begins a comment line.
    ///
    /// ```
    /// use rolegraph::check::Baseline;
    /// assert!(Baseline::parse("b", "# comment\n0123456789abcdef\tstale-role\t\tshe stays until May\n").is_ok());
    /// assert!(Baseline::parse("b", "0123\tstale-role\tMay\t\n").is_err());
    /// ```
    ///
    /// # Errors
    /// All faults of the file.
    pub fn parse(path: &str, text: &str) -> Result<Baseline, Vec<Diagnostic>> {
        let (mut entries, mut faults) = (BTreeMap::new(), Vec::new());
        for (line, content) in (1u32..).zip(text.trim_start_matches('\u{feff}').lines()) {
            if content.trim().is_empty() || content.starts_with('#') {
                continue;
            }
            let mut cells = content.split('\t').map(str::trim);
            let [fingerprint, check, until, reason] = std::array::from_fn(|_| cells.next().unwrap_or_default());
            let mut fault = |column: usize, message: String, help: &str| {
                let column = u32::try_from(column + 1).unwrap_or(0);
                faults.push(Diagnostic { path: path.into(), line, column, message, help: help.into() });
            };
            let date = until.parse::<PartialDate>();
            if fingerprint.len() != 16 || !fingerprint.bytes().all(|b| b.is_ascii_hexdigit()) {
                fault(0, format!("`{fingerprint}` is no fingerprint"), "16 hex digits, as a finding shows them");
            } else if let (Err(error), false) = (&date, until.is_empty()) {
                let before = content.split('\t').take(2).map(|c| c.chars().count() + 1).sum();
                fault(before, error.to_string(), "the day up to which the line counts, or nothing");
            } else {
                let entry = Entry { line, check: check.into(), until: date.ok(), reason: reason.into() };
                entries.insert(fingerprint.to_owned(), entry);
            }
        }
        if faults.is_empty() { Ok(Baseline { entries }) } else { Err(faults) }
    }

    /// Whether a finding is known, its newest article being of `newest`.
    #[must_use]
    pub fn has(&self, finding: &Finding, newest: Option<PartialDate>) -> bool {
        let in_time = |until: PartialDate| newest.is_none_or(|n| n.days().0 <= until.days().1);
        self.entries.get(&finding.fingerprint).is_some_and(|e| e.until.is_none_or(in_time))
    }

    /// Lines whose findings no longer occur, one plain sentence each.
    #[must_use]
    pub fn gone(&self, findings: &[Finding]) -> Vec<String> {
        let there = |print: &str| findings.iter().any(|f| f.fingerprint == print);
        let gone = self.entries.iter().filter(|(print, _)| !there(print));
        let say = |(print, e): (&String, &Entry)| format!("line {}: {} {print} no longer occurs", e.line, e.check);
        gone.map(say).collect()
    }

    /// The file for these findings: dates and reasons of known ones stay, the reason of a new one is its message.
    #[must_use]
    pub fn write(&self, findings: &[Finding]) -> String {
        let mut lines: BTreeMap<&str, String> = BTreeMap::new();
        for f in findings {
            let known = self.entries.get(&f.fingerprint);
            let until = known.and_then(|e| e.until).map(|d| d.to_string()).unwrap_or_default();
            let reason = known.map_or(f.message.as_str(), |e| &e.reason).replace(['\t', '\n', '\r'], " ");
            lines.insert(&f.fingerprint, format!("{}\t{}\t{until}\t{reason}", f.fingerprint, f.check));
        }
        let mut out = HEAD.to_owned();
        for line in lines.values() {
            let _ = writeln!(out, "{line}");
        }
        out
    }
}
