//! # succession
//!
//! Who followed whom in an office, by the articles' dates. Off unless selected: it is no fault.
//!
//! ## Why
//!
//! A timeline shows at a glance whether the articles tell one story.
//!
//! ## Example
//!
//! > governor of Lakeland: Jane Doe (2013-06-18 to 2017-10-10), John Roe (2019-03-19)
//!
//! ## What to do
//!
//! Nothing.

use crate::kb::{Claim, KnowledgeBase};

use super::finding::{Finding, Level};
use super::{Check, Reference, manual_of};

pub(super) struct Succession;

impl Check for Succession {
    fn id(&self) -> &'static str {
        "succession"
    }

    fn level(&self) -> Level {
        Level::Note
    }

    fn manual(&self) -> String {
        manual_of(include_str!("succession.rs"))
    }

    fn find(&self, kb: &KnowledgeBase<'_>, _: Reference) -> Vec<Finding> {
        kb.by_office().into_values().filter_map(|all| timeline(kb, all)).collect()
    }
}

/// The holders of an office in the order of the articles.
fn timeline(kb: &KnowledgeBase<'_>, mut all: Vec<&Claim>) -> Option<Finding> {
    all.retain(|c| c.holds() && kb.date(c).is_some());
    let date = |c: &Claim| kb.records[c.record].document.date.clone().unwrap_or_default();
    all.sort_by_key(|c| (date(c), c.record));
    let mut holders: Vec<(usize, Vec<&Claim>)> = Vec::new();
    for &claim in &all {
        match holders.last_mut() {
            Some((person, claims)) if *person == claim.person => claims.push(claim),
            _ => holders.push((claim.person, vec![claim])),
        }
    }
    if holders.len() < 2 || kb.seats(all[0]) != Some(1) {
        return None;
    }
    let span = |claims: &[&Claim]| {
        let dates: Vec<String> = claims.iter().map(|c| date(c)).collect();
        match dates.as_slice() {
            [first, .., last] if first != last => format!("{first} to {last}"),
            all => all.first().cloned().unwrap_or_default(),
        }
    };
    let parts: Vec<String> = holders.iter().map(|(p, c)| format!("{} ({})", kb.name(*p), span(c))).collect();
    let persons: Vec<usize> = holders.iter().map(|h| h.0).collect();
    let sides: Vec<Vec<&Claim>> = holders.iter().map(|h| h.1.clone()).collect();
    let finding = Finding::new("succession", Level::Note, kb, &persons, &sides);
    Some(finding.say(format!("{}: {}", kb.office_of(all[0]), parts.join(", ")), "always"))
}
