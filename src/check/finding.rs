//! What a check reports.

use sha2::{Digest, Sha256};

use crate::kb::{Claim, KnowledgeBase};

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// Cannot be right.
    Error,
    /// Is hardly right.
    Warning,
    /// Should be looked at.
    Info,
    /// Is no fault.
    Note,
}

impl Level {
    /// All levels, the worst first.
    pub const ALL: [Level; 4] = [Level::Error, Level::Warning, Level::Info, Level::Note];

    /// The word in options and outputs.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Level::Error => "error",
            Level::Warning => "warning",
            Level::Info => "info",
            Level::Note => "note",
        }
    }

    /// The level that a word names.
    #[must_use]
    pub fn parse(word: &str) -> Option<Level> {
        Level::ALL.into_iter().find(|l| l.as_str() == word)
    }
}

/// A disagreement, with everything that is needed to judge it.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// Name of the check.
    pub check: &'static str,
    /// How bad it is.
    pub level: Level,
    /// 0 to 1.
    pub confidence: f64,
    /// One plain sentence.
    pub message: String,
    /// Names of those whom it is about.
    pub persons: Vec<String>,
    /// The role, where it is about one.
    pub role: String,
    /// Name of the scope.
    pub scope: Option<String>,
    /// Indices of the claims that stand against each other, side by side; the first of each side shows it best.
    pub sides: Vec<Vec<usize>>,
    /// What would make it no fault.
    pub fine_if: String,
    /// The same for the same fault, however texts move, files are named and articles are added.
    pub fingerprint: String,
}

impl Finding {
    /// A finding about claims; role, scope and confidence are theirs.
    pub(super) fn new(
        check: &'static str,
        level: Level,
        kb: &KnowledgeBase<'_>,
        persons: &[usize],
        sides: &[Vec<&Claim>],
    ) -> Finding {
        let mut persons: Vec<String> = persons.iter().map(|&p| kb.name(p).to_owned()).collect();
        persons.dedup();
        let all = || sides.iter().flatten();
        let role = all().next().map(|c| c.role_name.clone()).unwrap_or_default();
        let scope = all().find_map(|c| c.scope).map(|s| kb.name(s).to_owned());
        let index = |c: &&Claim| kb.claims.binary_search_by(|o| o.cmp_key(c)).unwrap_or_default();
        let mut finding = Finding {
            check,
            level,
            confidence: all().map(|c| c.confidence).fold(1.0, f64::min),
            message: String::new(),
            persons,
            role,
            scope,
            sides: sides.iter().map(|s| s.iter().map(index).collect()).collect(),
            fine_if: String::new(),
            fingerprint: String::new(),
        };
        finding.fingerprint = finding.print();
        finding
    }

    /// Says it.
    pub(super) fn say(mut self, message: String, fine_if: &str) -> Finding {
        self.message = message;
        fine_if.clone_into(&mut self.fine_if);
        self
    }

    /// Gives it a scope other than that of its first claim.
    pub(super) fn of_scope(mut self, scope: String) -> Finding {
        self.scope = Some(scope);
        self.fingerprint = self.print();
        self
    }

    /// Makes it one about a name, whatever the roles of its claims are.
    pub(super) fn of_no_role(mut self) -> Finding {
        self.role.clear();
        self.scope = None;
        self.fingerprint = self.print();
        self
    }

    /// Makes it less sure.
    pub(super) fn weaken(mut self, factor: f64) -> Finding {
        self.confidence = (self.confidence * factor * 100.0).round() / 100.0;
        self
    }

    /// First 16 hex digits of the SHA-256 of check, persons (sorted), role and scope.
    fn print(&self) -> String {
        let mut persons = self.persons.clone();
        persons.sort();
        let scope = self.scope.as_deref().unwrap_or_default();
        let text = format!("{}\n{}\n{}\n{scope}", self.check, persons.join("\n"), self.role);
        crate::base::hash::hex(&Sha256::digest(text))[..16].to_owned()
    }

    /// What findings are sorted by.
    pub(super) fn rank(&self) -> (Level, i64, &str, &str, Option<&str>, &[String]) {
        let sure = (self.confidence * 100.0).round() as i64;
        (self.level, -sure, self.check, &self.role, self.scope.as_deref(), &self.persons)
    }
}
