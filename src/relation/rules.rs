//! The built-in rules, and the user's beside them.

use crate::base::diag::Diagnostic;
use crate::pattern::RuleSet;

use super::units::KIND_SETS;

macro_rules! files {
    ($($name:literal),* $(,)?) => {
        &[$(($name, include_str!(concat!("rules/", $name)))),*]
    };
}

/// Name and content of every built-in rule file.
pub const FILES: &[(&str, &str)] = files!["affiliations.rules", "roles.rules"];

/// Compiles the built-in rules and those of the user's files (name, content).
///
/// # Errors
/// All faults of all files.
pub fn load(user: &[(String, String)]) -> Result<RuleSet, Vec<Diagnostic>> {
    let mut files: Vec<(String, String)> = FILES.iter().map(|(n, t)| ((*n).to_owned(), (*t).to_owned())).collect();
    files.extend(user.iter().cloned());
    RuleSet::parse(&files, KIND_SETS)
}
