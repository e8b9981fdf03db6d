//! # rank-mismatch
//!
//! A person is deputy, vice or acting holder of an office in one article and the head of the same office in another of the same day,
//! or first the head and a few days later the deputy.
//!
//! ## Why
//!
//! A "deputy" that was dropped or added changes who is responsible.
//!
//! ## Example
//!
//! > *16 November:* Health Minister Jane Doe opened the ward.
//! > *16 November:* Deputy Health Minister Jane Doe opened the ward.
//!
//! ## What to do
//!
//! Find out which rank is right. A promotion (deputy first, head later) is no finding.

use std::collections::BTreeSet;

use crate::kb::{Claim, Days, KnowledgeBase, Standing};

use super::conflicting_holder::side;
use super::finding::{Finding, Level};
use super::time::{Calendar, any_between, changes, day};
use super::{Check, Reference, manual_of};

pub(super) struct RankMismatch;

/// Days between the two articles at most.
const NEAR_DAYS: i64 = 30;

impl Check for RankMismatch {
    fn id(&self) -> &'static str {
        "rank-mismatch"
    }

    fn level(&self) -> Level {
        Level::Info
    }

    fn manual(&self) -> String {
        manual_of(include_str!("rank_mismatch.rs"))
    }

    fn find(&self, kb: &KnowledgeBase<'_>, _: Reference) -> Vec<Finding> {
        let mut found = Vec::new();
        for claims in kb.by_person().values() {
            let (calendar, changes) = (Calendar::of(kb, claims), changes(kb, claims));
            let mut said = BTreeSet::new();
            for low in calendar.claims().filter(|c| may_be_low(c)) {
                let low_day = day(kb, low).unwrap_or_default();
                let mut earlier = calendar.between(low_day - NEAR_DAYS, low_day);
                let fits = |high: &&Claim| differs(kb, low, high) && out_of_order(kb, low, high, &changes);
                if said.contains(&(low.role.as_str(), low.scope)) {
                    continue;
                }
                if let Some(high) = earlier.find(fits) {
                    said.insert((low.role.as_str(), low.scope));
                    found.push(finding(kb, low, high));
                }
            }
        }
        found
    }
}

/// Whether one claim is a lower rank of the other's office.
fn differs(kb: &KnowledgeBase<'_>, low: &Claim, high: &Claim) -> bool {
    let acting = low.standing == Standing::Acting && low.role == high.role;
    let main = main_office(&low.role_name);
    let head = |role: &str| role.strip_prefix("head ").or(role.strip_prefix("chief ")).is_some_and(|r| main == Some(r));
    let deputy = low.standing == Standing::Current && (main == Some(&high.role_name) || head(&high.role_name));
    high.standing == Standing::Current && !high.is_over() && (acting || deputy) && kb.compatible(low.scope, high.scope)
}

/// The office whose deputy a role is.
fn main_office(role: &str) -> Option<&str> {
    ["deputy ", "vice ", "vice-", "assistant ", "associate "].iter().find_map(|w| role.strip_prefix(w))
}

/// Whether a claim is of a deputy or an acting holder.
fn may_be_low(claim: &Claim) -> bool {
    claim.standing == Standing::Acting || main_office(&claim.role_name).is_some()
}

/// Whether no change of office is told between two articles, the head's being the earlier.
fn out_of_order(kb: &KnowledgeBase<'_>, low: &Claim, high: &Claim, changes: &[Days]) -> bool {
    let (Some(l), Some(h)) = (day(kb, low), day(kb, high)) else { return false };
    low.record != high.record && !any_between(changes, h, l)
}

fn finding(kb: &KnowledgeBase<'_>, low: &Claim, high: &Claim) -> Finding {
    let rank =
        if low.standing == Standing::Acting { format!("acting {}", low.role_name) } else { low.role_name.clone() };
    let message = format!("{} is {} in one article and {rank} in another", kb.name(low.person), kb.office_of(high));
    Finding::new("rank-mismatch", Level::Info, kb, &[low.person], &[side(kb, high), side(kb, low)])
        .say(message, "the person moved down between the two articles, or holds both offices")
}
