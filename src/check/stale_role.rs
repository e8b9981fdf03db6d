//! # stale-role
//!
//! A person is called the plain holder of an office after an article reported that the person left it, or that somebody else took
//! it over.
//!
//! ## Why
//!
//! Titles stay in background paragraphs and templates long after their holders have gone.
//!
//! ## Example
//!
//! > *21 January:* Transport Minister John Roe resigned on Monday.
//! > *27 February:* The transport minister, John Roe, opened the bridge.
//!
//! ## What to do
//!
//! Write "former", or name the successor. If the person stayed on until a successor was found, nothing is wrong.

use std::collections::{BTreeMap, BTreeSet};

use crate::kb::{Claim, KnowledgeBase, Standing};

use super::conflicting_holder::side;
use super::finding::{Finding, Level};
use super::time::{Calendar, changed, day};
use super::{Check, Reference, manual_of};

pub(super) struct StaleRole;

/// Days that a person may stay on after the report of a departure.
const GRACE_DAYS: i64 = 2;
/// Days after which a person may have come back unnoticed.
const RETURN_DAYS: i64 = 400;

impl Check for StaleRole {
    fn id(&self) -> &'static str {
        "stale-role"
    }

    fn level(&self) -> Level {
        Level::Warning
    }

    fn manual(&self) -> String {
        manual_of(include_str!("stale_role.rs"))
    }

    fn find(&self, kb: &KnowledgeBase<'_>, _: Reference) -> Vec<Finding> {
        let mut found = Vec::new();
        for claims in kb.by_person().values() {
            let calendar = Calendar::of(kb, claims);
            let returns = returns(claims);
            for left in claims.iter().filter(|c| c.standing == Standing::Left) {
                let stale = |c: &&Claim| {
                    c.role == left.role && kb.compatible(c.scope, left.scope) && is_stale(kb, left, c, &returns)
                };
                if let Some(current) = after(kb, left, &calendar).find(stale) {
                    let message = format!(
                        "{} is called {} after an article reported the departure",
                        kb.name(left.person),
                        kb.office_of(if current.scope.is_some() { current } else { left })
                    );
                    let sides = [side(kb, left), side(kb, current)];
                    let finding = Finding::new("stale-role", Level::Warning, kb, &[left.person], &sides);
                    found.push(finding.say(message, FINE));
                }
            }
        }
        found.extend(succeeded(kb));
        found
    }
}

const FINE: &str = "the person stayed on for the time being, or came back";

/// Claims that a person took office or will.
fn returns<'a>(own: &[&'a Claim]) -> Vec<&'a Claim> {
    own.iter().copied().filter(|c| matches!(c.standing, Standing::Took | Standing::Elect)).collect()
}

/// The claims of the days on which nobody would speak of a holder that a change has taken the office from.
fn after<'a>(
    kb: &KnowledgeBase<'_>,
    change: &Claim,
    calendar: &'a Calendar<'_>,
) -> impl Iterator<Item = &'a Claim> + 'a {
    let gone = changed(kb, change).map(|d| d.last);
    gone.into_iter().flat_map(|gone| calendar.between(gone + GRACE_DAYS + 1, gone + RETURN_DAYS))
}

/// Whether a person is a plain holder after the office changed hands; `returns` are the claims that the person took office or will.
fn is_stale(kb: &KnowledgeBase<'_>, change: &Claim, current: &Claim, returns: &[&Claim]) -> bool {
    let (Some(gone), Some(now)) = (changed(kb, change), day(kb, current)) else { return false };
    let returned = |c: &&Claim| {
        c.role == current.role && changed(kb, c).or(kb.date(c)).is_some_and(|d| d.last > gone.first && d.first <= now)
    };
    current.standing == Standing::Current
        && !current.is_over()
        && current.record != change.record
        && !returns.iter().any(returned)
}

/// Holders of an office of one seat that another took over in an article that names them both.
fn succeeded(kb: &KnowledgeBase<'_>) -> Vec<Finding> {
    let persons = kb.by_person();
    let mut found = Vec::new();
    for all in kb.by_office().values().filter(|all| all.iter().any(|c| c.standing == Standing::Took)) {
        if all.first().is_none_or(|c| kb.seats(c) != Some(1)) {
            continue;
        }
        let mut holders: BTreeMap<usize, Vec<&Claim>> = BTreeMap::new();
        for claim in all {
            holders.entry(claim.person).or_default().push(claim);
        }
        let holders: BTreeMap<usize, Calendar<'_>> =
            holders.into_iter().map(|(person, own)| (person, Calendar::of(kb, &own))).collect();
        for new in all.iter().filter(|c| c.standing == Standing::Took) {
            let named: BTreeSet<usize> = kb.linked.of_record[new.record].iter().flatten().map(|l| l.entity).collect();
            for (old, calendar) in named.iter().filter(|p| **p != new.person).filter_map(|p| holders.get_key_value(p)) {
                let returns = returns(&persons[old]);
                let Some(old) = after(kb, new, calendar).find(|c| is_stale(kb, new, c, &returns)) else { continue };
                if persons[&new.person].iter().any(|c| c.standing == Standing::Left && c.role == new.role) {
                    continue;
                }
                let (name, successor) = (kb.name(old.person), kb.name(new.person));
                let message = format!("{name} is called {} after {successor} took it over", kb.office_of(old));
                let sides = [side(kb, new), side(kb, old)];
                let finding = Finding::new("stale-role", Level::Warning, kb, &[old.person, new.person], &sides);
                found.push(finding.say(message, FINE));
            }
        }
    }
    found
}
