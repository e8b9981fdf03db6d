//! # contradicts-reference
//!
//! An article differs from a dated list of who holds what (`--reference FILE`, or `positions` tables among `--gazetteer`; the
//! built-in positions only with `--reference builtin`): the list has somebody else in the office on the article's day, or has the
//! person's time as over. An error where the list covers the day, else an info.
//!
//! ## Why
//!
//! A desk that keeps a list wants every article to agree with it.
//!
//! ## Example
//!
//! > *9 June 2021:* Mayor Jane Doe of Springfield signed the contract.
//! > `positions.desk.tsv`: John Roe, mayor, Springfield, 2019-10-24 to 2023-10-26
//!
//! ## What to do
//!
//! Correct the article, or the list.

use std::collections::BTreeMap;

use crate::gazetteer::{Flags, Position};
use crate::kb::{Claim, Days, KnowledgeBase, Standing};

use super::conflicting_holder::side;
use super::finding::{Finding, Level};
use super::{Check, Reference, manual_of};

pub(super) struct ContradictsReference;

impl Check for ContradictsReference {
    fn id(&self) -> &'static str {
        "contradicts-reference"
    }

    fn level(&self) -> Level {
        Level::Error
    }

    fn manual(&self) -> String {
        manual_of(include_str!("contradicts_reference.rs"))
    }

    fn find(&self, kb: &KnowledgeBase<'_>, reference: Reference) -> Vec<Finding> {
        let wanted = |p: &Position<'_>| reference == Reference::Builtin || p.flags().has(Flags::USER);
        let mut offices: BTreeMap<(u32, u32), Vec<Position<'_>>> = BTreeMap::new();
        for p in kb.gazetteer.positions().filter(wanted) {
            if let Some(of) = p.of() {
                offices.entry((p.role(), of)).or_default().push(p);
            }
        }
        let mut found: Vec<Finding> = Vec::new();
        if !offices.is_empty() {
            found.extend(kb.claims.iter().filter_map(|claim| contradiction(kb, claim, &offices)));
        }
        found.sort_by(|a, b| a.fingerprint.cmp(&b.fingerprint));
        found.dedup_by(|b, a| a.fingerprint == b.fingerprint);
        found
    }
}

fn contradiction(
    kb: &KnowledgeBase<'_>,
    claim: &Claim,
    offices: &BTreeMap<(u32, u32), Vec<Position<'_>>>,
) -> Option<Finding> {
    let plain = matches!(claim.standing, Standing::Current | Standing::Acting | Standing::Took);
    let (role, date) = (claim.row?, kb.date(claim)?);
    let (of, sure) = scope(kb, claim, role, offices)?;
    let terms = &offices[&(role, of)];
    let person = kb.row(claim.person);
    let same = |p: &&Position<'_>| {
        Some(p.person()) == person || kb.gazetteer.entry(p.person()).name() == kb.name(claim.person)
    };
    let covers = |p: &&Position<'_>| {
        let start = p.start().map_or(i64::MIN, |d| Days::of(d).first);
        let end = p.end().map_or(i64::MAX, |d| Days::of(d).last);
        start <= date.last && date.first <= end
    };
    let holders: Vec<&Position<'_>> = terms.iter().filter(covers).collect();
    if !plain || holders.iter().any(same) {
        return None;
    }
    let past = terms.iter().filter(same).rfind(|p| p.end().is_some_and(|e| Days::of(e).last < date.first));
    let as_of = terms.iter().filter_map(|p| p.as_of()).max().map(Days::of);
    let level = if as_of.is_some_and(|a| date.last <= a.last) { Level::Error } else { Level::Info };
    let who = |p: &Position<'_>| kb.gazetteer.entry(p.person()).name().to_owned();
    let name = kb.name(claim.person);
    let office = kb.office_of(claim);
    let message = match (holders.first(), past) {
        (Some(holder), _) => {
            format!("{name} is {office} in an article, {} in the list ({})", who(holder), holder.row())
        }
        (None, Some(past)) => {
            let end = past.end().map(|e| e.to_string()).unwrap_or_default();
            format!("{name} is {office} in an article, and by the list only until {end} ({})", past.row())
        }
        (None, None) => return None,
    };
    let mut finding = Finding::new("contradicts-reference", level, kb, &[claim.person], &[side(kb, claim)]);
    finding.persons.extend(holders.iter().map(|p| who(p)));
    let late = if level == Level::Error { 1.0 } else { 0.5 };
    Some(finding.weaken(sure * late).say(message, "the list is out of date, or has another office in mind"))
}

/// The scope of a claim as the list has it, and how sure it is: of claims without one, the only listed scope that their article names.
fn scope(
    kb: &KnowledgeBase<'_>,
    claim: &Claim,
    role: u32,
    offices: &BTreeMap<(u32, u32), Vec<Position<'_>>>,
) -> Option<(u32, f64)> {
    if let Some(scope) = claim.scope {
        let row = kb.row(scope)?;
        let known = |r: u32| offices.contains_key(&(role, r));
        let stands_for = kb.gazetteer.stands_for(row);
        return [Some(row), stands_for].into_iter().flatten().find(|&r| known(r)).map(|r| (r, 1.0));
    }
    let mut named = offices
        .range((role, 0)..=(role, u32::MAX))
        .map(|(k, _)| k.1)
        .filter(|&of| kb.linked.of_record[claim.record].iter().flatten().any(|link| kb.row(link.entity) == Some(of)));
    let first = named.next()?;
    named.next().is_none().then_some((first, 0.8))
}
