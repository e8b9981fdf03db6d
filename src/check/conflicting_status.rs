//! # conflicting-status
//!
//! A person is a former holder of an office in one article and its plain holder in another of the same day or shortly after, and no
//! article tells of a return.
//!
//! ## Why
//!
//! One of the two articles is behind the news.
//!
//! ## Example
//!
//! > *15 October:* John Roe, the former chairman of Acme, gave a speech.
//! > *15 October:* Acme chairman John Roe said profits would rise.
//!
//! ## What to do
//!
//! Find out when the person left, and correct the article that is wrong.

use std::collections::BTreeSet;

use crate::kb::{Claim, KnowledgeBase, Standing};

use super::conflicting_holder::side;
use super::finding::{Finding, Level};
use super::time::{Calendar, changed, day};
use super::{Check, Reference, manual_of};

pub(super) struct ConflictingStatus;

/// Days after which a former holder may well have come back.
const RETURN_DAYS: i64 = 60;

impl Check for ConflictingStatus {
    fn id(&self) -> &'static str {
        "conflicting-status"
    }

    fn level(&self) -> Level {
        Level::Warning
    }

    fn manual(&self) -> String {
        manual_of(include_str!("conflicting_status.rs"))
    }

    fn find(&self, kb: &KnowledgeBase<'_>, _: Reference) -> Vec<Finding> {
        let mut found = Vec::new();
        for claims in kb.by_person().values() {
            let (calendar, mut said) = (Calendar::of(kb, claims), BTreeSet::new());
            let returns: Vec<&Claim> =
                claims.iter().copied().filter(|c| matches!(c.standing, Standing::Took | Standing::Elect)).collect();
            for former in calendar.claims().filter(|c| c.standing == Standing::Former && !c.is_over()) {
                let then = day(kb, former).unwrap_or_default();
                let later = |c: &&Claim| contradicts(kb, former, c, &returns);
                if said.contains(&(former.role.as_str(), former.scope)) {
                    continue;
                }
                if let Some(current) = calendar.between(then, then + RETURN_DAYS).find(later) {
                    said.insert((former.role.as_str(), former.scope));
                    found.push(finding(kb, former, current));
                }
            }
        }
        found
    }
}

/// `returns`: claims that the person took office or will.
fn contradicts(kb: &KnowledgeBase<'_>, former: &Claim, current: &Claim, returns: &[&Claim]) -> bool {
    let (Some(then), Some(now)) = (day(kb, former), day(kb, current)) else { return false };
    let returned = |c: &&Claim| {
        c.role == current.role && changed(kb, c).or(kb.date(c)).is_some_and(|d| d.last >= then && d.first <= now)
    };
    current.standing == Standing::Current
        && !current.is_over()
        && current.role == former.role
        && kb.compatible(former.scope, current.scope)
        && current.record != former.record
        && !returns.iter().any(returned)
}

fn finding(kb: &KnowledgeBase<'_>, former: &Claim, current: &Claim) -> Finding {
    let named = if current.scope.is_some() { current } else { former };
    let message = format!("{} is both former and present {}", kb.name(former.person), kb.office_of(named));
    let sides = [side(kb, former), side(kb, current)];
    let unsure = if former.scope == current.scope { 1.0 } else { 0.85 };
    Finding::new("conflicting-status", Level::Warning, kb, &[former.person], &sides)
        .weaken(unsure)
        .say(message, "the person has come back to the office in between, or held another of that name before")
}
