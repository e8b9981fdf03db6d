//! # conflicting-scope
//!
//! A person holds one office of two places or bodies at a time: mayor of two cities, minister of two countries. Nothing is found
//! where one holds the other (a ministry and its country), or where one article gives the person both.
//!
//! ## Why
//!
//! The name of the place is wrong, or two people of one name hold the same office.
//!
//! ## Example
//!
//! > *6 August:* The mayor of Springfield, Jane Doe, opened the fair.
//! > *6 August:* Jane Doe, mayor of Shelbyville, opened the fair.
//!
//! ## What to do
//!
//! Correct the place. If they are two people, say so in the overrides (`not-same`), or give both a row in a `people` list.

use std::collections::{BTreeMap, BTreeSet};

use crate::kb::{Claim, Days, KnowledgeBase};

use super::conflicting_holder::{is_named, side};
use super::finding::{Finding, Level};
use super::time::{Calendar, MARGIN, any_between, changes, day};
use super::{Check, Reference, manual_of};

pub(super) struct ConflictingScope;

/// Days within which a change of office would be told.
const NEAR_DAYS: i64 = 3;

impl Check for ConflictingScope {
    fn id(&self) -> &'static str {
        "conflicting-scope"
    }

    fn level(&self) -> Level {
        Level::Warning
    }

    fn manual(&self) -> String {
        manual_of(include_str!("conflicting_scope.rs"))
    }

    fn find(&self, kb: &KnowledgeBase<'_>, _: Reference) -> Vec<Finding> {
        // Linking keeps homonyms apart by their countries, which is what may be wrong here.
        let mut names: BTreeMap<(&str, &str), Vec<&Claim>> = BTreeMap::new();
        for claim in kb.claims.iter().filter(|c| c.holds() && c.scope.is_some() && is_single(kb, c)) {
            names.entry((kb.name(claim.person), &claim.role)).or_default().push(claim);
        }
        let mut found = Vec::new();
        for claims in names.values() {
            // Where an article gives the person both, nothing is wrong.
            let scopes: BTreeSet<(usize, Option<usize>)> = claims.iter().map(|c| (c.record, c.scope)).collect();
            let both = scopes.iter().zip(scopes.iter().skip(1)).any(|(a, b)| a.0 == b.0);
            if both || claims.iter().all(|c| c.scope == claims[0].scope) {
                continue;
            }
            let (calendar, changes) = (Calendar::of(kb, claims), changes(kb, claims));
            let pair = calendar.claims().find_map(|a| {
                let first = day(kb, a)?;
                let b = calendar.between(first, first + NEAR_DAYS).find(|b| conflicts(kb, a, b, &changes))?;
                Some((a, b))
            });
            if let Some((a, b)) = pair {
                found.push(finding(kb, a, b));
            }
        }
        found
    }
}

/// Whether nobody holds a role of two scopes at a time.
fn is_single(kb: &KnowledgeBase<'_>, claim: &Claim) -> bool {
    let category = claim.row.map_or("", |r| kb.gazetteer.entry(r).category());
    let fields = ["government", "local", "judiciary", "police", "business", "academia", "legislature"];
    kb.seats(claim) == Some(1) && fields.contains(&category) && claim.role_name != "chairman"
}

fn conflicts(kb: &KnowledgeBase<'_>, a: &Claim, b: &Claim, changes: &[Days]) -> bool {
    let (Some(first), Some(last)) = (day(kb, a), day(kb, b)) else { return false };
    a.record != b.record
        && is_named(kb, a)
        && is_named(kb, b)
        && !kb.compatible(a.scope, b.scope)
        && kb.linked.entities[a.scope.unwrap_or_default()].kind == kb.linked.entities[b.scope.unwrap_or_default()].kind
        && !any_between(changes, first - MARGIN, last)
}

fn finding(kb: &KnowledgeBase<'_>, a: &Claim, b: &Claim) -> Finding {
    let scope = |c: &Claim| c.scope.map_or("", |s| kb.name(s)).to_owned();
    // The same order whichever articles are found first: the fingerprint stays.
    let (a, b) = if scope(a) <= scope(b) { (a, b) } else { (b, a) };
    let (name, role) = (kb.name(a.person), &a.role_name);
    let message = format!("{name} is {role} of {} in one article and of {} in another", scope(a), scope(b));
    let finding =
        Finding::new("conflicting-scope", Level::Warning, kb, &[a.person, b.person], &[side(kb, a), side(kb, b)]);
    finding
        .of_scope(format!("{} / {}", scope(a), scope(b)))
        .say(message, "they are two people of one name, or the person holds both offices")
}
