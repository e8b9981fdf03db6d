//! Layer 11: [`Finding`]s -> text for people and programs.

mod json;

use std::io::{self, Write};

use crate::check::{Finding, Level};
use crate::kb::{Claim, KnowledgeBase};
use crate::record::Record;
use crate::record::v1::Assertion;

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

/// A format of findings.
pub trait Reporter: Sync {
    /// Name for `--format`.
    fn name(&self) -> &'static str;
    /// Writes a report.
    ///
    /// # Errors
    /// When `out` cannot be written.
    fn write(&self, report: &Report<'_>, out: &mut dyn Write) -> io::Result<()>;
}

/// All formats.
pub static REPORTERS: &[&dyn Reporter] = &[&json::Json];

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

    /// How many independent stories some claims stand in.
    fn stories(&self, claims: &[usize]) -> usize {
        let mut stories: Vec<usize> = claims.iter().map(|&c| self.kb.claims[c].record).collect();
        stories.sort_unstable();
        stories.dedup();
        stories.len()
    }

    /// The article of a claim, and the assertion that shows it best.
    fn shown(&self, claim: &Claim) -> (&Record, &Assertion) {
        let record = &self.kb.records[claim.record];
        (record, &record.assertions[claim.assertions[0]])
    }
}
