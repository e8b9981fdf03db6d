//! Layer 10: [`KnowledgeBase`] -> [`Finding`]s: where articles disagree, with themselves, with each other or with a list.
//!
//! A check sees claims, never a text. Time passing is no disagreement: a check must find days that leave no room for a change.

mod baseline;
mod conflicting_holder;
mod conflicting_role;
mod conflicting_scope;
mod conflicting_status;
mod contradicts_reference;
mod finding;
mod impossible_dates;
mod mixed_kind;
mod name_variant;
mod rank_mismatch;
mod stale_role;
mod succession;
mod time;

use crate::kb::KnowledgeBase;

pub use baseline::Baseline;
pub use finding::{Finding, Level};

/// Something that is looked for.
pub trait Check: Sync {
    /// Name of the fault, in options and outputs.
    fn id(&self) -> &'static str;
    /// Its usual level.
    fn level(&self) -> Level;
    /// Its manual page, in Markdown: what it reports, why it matters, an example, what to do.
    fn manual(&self) -> String;
    /// Everything that it finds.
    fn find(&self, kb: &KnowledgeBase<'_>, reference: Reference) -> Vec<Finding>;
}

/// Which positions articles are compared with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Reference {
    /// Those that the user brought.
    #[default]
    User,
    /// The built-in ones too.
    Builtin,
}

/// All checks.
pub static CHECKS: &[&dyn Check] = &[
    &conflicting_holder::ConflictingHolder,
    &conflicting_scope::ConflictingScope,
    &conflicting_role::ConflictingRole,
    &conflicting_status::ConflictingStatus,
    &stale_role::StaleRole,
    &rank_mismatch::RankMismatch,
    &contradicts_reference::ContradictsReference,
    &impossible_dates::ImpossibleDates,
    &name_variant::NameVariant,
    &mixed_kind::MixedKind,
    &succession::Succession,
];

/// The check of that name.
///
/// ```
/// assert!(rolegraph::check::by_id("stale-role").is_some());
/// ```
#[must_use]
pub fn by_id(id: &str) -> Option<&'static dyn Check> {
    CHECKS.iter().copied().find(|c| c.id() == id)
}

/// The checks that run when none is named: all that report faults.
pub fn usual() -> impl Iterator<Item = &'static dyn Check> {
    CHECKS.iter().copied().filter(|c| c.level() < Level::Note)
}

/// What is looked for, and how.
#[derive(Clone, Default)]
pub struct Options {
    /// The checks that run.
    pub checks: Vec<&'static dyn Check>,
    /// What articles are compared with.
    pub reference: Reference,
    /// Levels that a user gives to checks, instead of those of their findings.
    pub levels: Vec<(&'static str, Level)>,
}

/// The findings of some checks, the most important first: by level, confidence, then check, role, scope and persons.
#[must_use]
pub fn run(kb: &KnowledgeBase<'_>, options: &Options) -> Vec<Finding> {
    let mut all: Vec<Finding> = options.checks.iter().flat_map(|c| c.find(kb, options.reference)).collect();
    for f in &mut all {
        if let Some((_, level)) = options.levels.iter().find(|(id, _)| *id == f.check) {
            f.level = *level;
        }
    }
    all.sort_by(|a, b| a.rank().cmp(&b.rank()));
    all.dedup_by(|b, a| a.fingerprint == b.fingerprint);
    all
}

/// The `//!` lines that open a check's file.
fn manual_of(source: &str) -> String {
    let lines = source.lines().map_while(|l| l.strip_prefix("//!"));
    lines.map(|l| l.strip_prefix(' ').unwrap_or(l)).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn manuals_are_whole() {
        for check in CHECKS {
            let manual = check.manual();
            for part in [check.id(), "## Why", "## Example", "## What to do"] {
                assert!(manual.contains(part), "{}: no `{part}`", check.id());
            }
        }
    }
}
