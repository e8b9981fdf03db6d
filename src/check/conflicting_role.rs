//! # conflicting-role
//!
//! A person holds two offices at a time that exclude each other: two ministries of one country, a ministry and a court, chief
//! executive and chief financial officer of one company. Nothing is found where any article gives the person both.
//!
//! ## Why
//!
//! Titles of colleagues are easily mixed up.
//!
//! ## Example
//!
//! > *20 June:* Interior Minister John Roe spoke to the press.
//! > *20 June:* Foreign minister John Roe spoke to the press.
//!
//! ## What to do
//!
//! Find out which office is right. If the person holds both, an article that says so makes the finding go away.

use std::collections::{BTreeMap, BTreeSet};

use crate::kb::{Claim, KnowledgeBase};

use super::conflicting_holder::side;
use super::finding::{Finding, Level};
use super::time::{Calendar, MARGIN, any_between, changes, day};
use super::{Check, Reference, manual_of};

pub(super) struct ConflictingRole;

/// Days within which a change of office would be told.
const NEAR_DAYS: i64 = 3;

impl Check for ConflictingRole {
    fn id(&self) -> &'static str {
        "conflicting-role"
    }

    fn level(&self) -> Level {
        Level::Warning
    }

    fn manual(&self) -> String {
        manual_of(include_str!("conflicting_role.rs"))
    }

    fn find(&self, kb: &KnowledgeBase<'_>, _: Reference) -> Vec<Finding> {
        let mut found = Vec::new();
        for claims in kb.by_person().values() {
            let (calendar, changes) = (Calendar::of(kb, claims), changes(kb, claims));
            let mut decided: BTreeMap<(&str, &str), bool> = BTreeMap::new();
            for a in calendar.claims().filter(|c| c.holds() && class(kb, c).is_some()) {
                let first = day(kb, a).unwrap_or_default();
                let mut later = calendar.between(first, first + NEAR_DAYS);
                let conflict = later.find(|b| {
                    let quiet = |b: &Claim| day(kb, b).is_some_and(|last| !any_between(&changes, first - MARGIN, last));
                    excludes(kb, a, b) && quiet(b) && {
                        let roles = if a.role < b.role { (&*a.role, &*b.role) } else { (&*b.role, &*a.role) };
                        !*decided.entry(roles).or_insert_with(|| has_both(claims, a, b))
                    }
                });
                found.extend(conflict.map(|b| finding(kb, a, b)));
            }
        }
        found
    }
}

/// Whether one article gives the person both roles.
fn has_both(claims: &[&Claim], a: &Claim, b: &Claim) -> bool {
    let of = |role: &str| claims.iter().filter(|c| c.role == role).map(|c| c.record).collect::<BTreeSet<_>>();
    !of(&a.role).is_disjoint(&of(&b.role))
}

/// Whether nobody holds both offices at a time.
fn excludes(kb: &KnowledgeBase<'_>, a: &Claim, b: &Claim) -> bool {
    if !a.holds() || !b.holds() || a.record == b.record || kb.same_role(a, b) || !kb.compatible(a.scope, b.scope) {
        return false;
    }
    let (Some(x), Some(y)) = (class(kb, a), class(kb, b)) else { return false };
    let same_scope = a.scope.is_some() && a.scope == b.scope;
    match (x, y) {
        (Class::Ministry, Class::Ministry) => a.scope.is_some() && b.scope.is_some(),
        (Class::Ministry | Class::Head, Class::Court) | (Class::Court, Class::Ministry | Class::Head) => true,
        (Class::Head, Class::Head) => same_scope,
        (Class::Executive, Class::Officer) | (Class::Officer, Class::Executive) | (Class::Officer, Class::Officer) => {
            true
        }
        _ => false,
    }
}

/// Offices that exclude others.
#[derive(Clone, Copy)]
enum Class {
    /// A ministry with one minister.
    Ministry,
    /// A seat on a court.
    Court,
    /// The head of a state, a city, a police force.
    Head,
    /// The head of a company.
    Executive,
    /// Another officer of a company, of whom it has one.
    Officer,
}

fn class(kb: &KnowledgeBase<'_>, claim: &Claim) -> Option<Class> {
    let row = kb.gazetteer.entry(claim.row?);
    let single = kb.seats(claim) == Some(1);
    match (row.category(), row.rank()) {
        ("government", "minister") if single => Some(Class::Ministry),
        ("judiciary", _) if matches!(row.name(), "judge" | "justice" | "chief justice" | "chief judge") => {
            Some(Class::Court)
        }
        ("government" | "local" | "police", "head") if single => Some(Class::Head),
        ("business", "head") if single && row.name() == "chief executive" => Some(Class::Executive),
        ("business", "staff") if single => Some(Class::Officer),
        _ => None,
    }
}

fn finding(kb: &KnowledgeBase<'_>, a: &Claim, b: &Claim) -> Finding {
    let of = a.scope.or(b.scope).map_or(String::new(), |s| format!(" of {}", kb.name(s)));
    let message = format!("{} is both {} and {}{of}", kb.name(a.person), a.role_name, b.role_name);
    let mut finding = Finding::new("conflicting-role", Level::Warning, kb, &[a.person], &[side(kb, a), side(kb, b)]);
    if a.scope.is_none() || b.scope.is_none() {
        finding = finding.weaken(0.85);
    }
    finding.say(message, "the person holds both offices, or moved from one to the other in these days")
}
