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

use crate::kb::{Claim, KnowledgeBase, Standing};

use super::conflicting_holder::side;
use super::finding::{Finding, Level};
use super::time::{changed, day};
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
            for low in claims {
                let high = claims.iter().find(|high| differs(kb, low, high) && out_of_order(kb, low, high, claims));
                if let Some(high) = high {
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

/// Whether the days leave no room for a promotion.
fn out_of_order(kb: &KnowledgeBase<'_>, low: &Claim, high: &Claim, all: &[&Claim]) -> bool {
    let (Some(l), Some(h)) = (day(kb, low), day(kb, high)) else { return false };
    let told = |c: &&Claim| changed(kb, c).is_some_and(|d| d.last >= l.min(h) && d.first <= l.max(h));
    low.record != high.record && (0..=NEAR_DAYS).contains(&(l - h)) && !all.iter().any(told)
}

fn finding(kb: &KnowledgeBase<'_>, low: &Claim, high: &Claim) -> Finding {
    let rank =
        if low.standing == Standing::Acting { format!("acting {}", low.role_name) } else { low.role_name.clone() };
    let message = format!("{} is {} in one article and {rank} in another", kb.name(low.person), kb.office_of(high));
    Finding::new("rank-mismatch", Level::Info, kb, &[low.person], &[side(kb, high), side(kb, low)])
        .say(message, "the person moved down between the two articles, or holds both offices")
}
