//! # conflicting-holder
//!
//! Two people hold an office that has one seat, and the days leave no room for a change: one article names both; two articles of
//! one day name one each; an article names another holder within the time that a person is said to hold the office ("rector since
//! 2018"), or between two articles that name the same person.
//!
//! ## Why
//!
//! One of the two is wrong: a predecessor's name left in, a name from an old article, or the office of another place.
//!
//! ## Example
//!
//! > *14 September:* Springfield Mayor Jane Doe apologised on Thursday.
//! > *14 September:* The mayor of Springfield, John Roe, signed the contract.
//!
//! ## What to do
//!
//! Look the holder up and correct the other article. If the office is shared, give its role more `seats` in a list of your own. If
//! the office changed hands that day, an article that says so ("took over from") makes the finding go away.

use std::collections::BTreeMap;

use crate::kb::{Claim, Days, KnowledgeBase, Standing};

use super::finding::{Finding, Level};
use super::name_variant::alike;
use super::time::{day, told};
use super::{Check, Reference, manual_of, office};

pub(super) struct ConflictingHolder;

/// Longest time between two articles that name one holder for which the person is taken to have held the office in between.
const STRETCH_DAYS: i64 = 45;

impl Check for ConflictingHolder {
    fn id(&self) -> &'static str {
        "conflicting-holder"
    }

    fn level(&self) -> Level {
        Level::Warning
    }

    fn manual(&self) -> String {
        manual_of(include_str!("conflicting_holder.rs"))
    }

    fn find(&self, kb: &KnowledgeBase<'_>, _: Reference) -> Vec<Finding> {
        let mut offices: BTreeMap<(&str, usize), Vec<&Claim>> = BTreeMap::new();
        for claim in &kb.claims {
            if let Some(scope) = claim.scope {
                offices.entry((&claim.role, scope)).or_default().push(claim);
            }
        }
        let single = |all: &Vec<&Claim>| all.first().is_some_and(|c| kb.seats(c) == Some(1));
        let mut found = Vec::new();
        for all in offices.into_values().filter(single) {
            let mut conflicts: BTreeMap<(usize, usize), Finding> = BTreeMap::new();
            for finding in within(kb, &all).chain(across(kb, &all)).chain(undated(kb, &all)) {
                conflicts.entry(finding.0).or_insert(finding.1);
            }
            found.extend(conflicts.into_values());
        }
        found
    }
}

/// Two persons, the smaller first, and what is found about them.
type Conflict = ((usize, usize), Finding);

/// Two holders in one article that tells of no change.
fn within<'a>(kb: &'a KnowledgeBase<'_>, all: &'a [&Claim]) -> impl Iterator<Item = Conflict> + 'a {
    let mut articles: BTreeMap<usize, Vec<&Claim>> = BTreeMap::new();
    for claim in all {
        articles.entry(claim.record).or_default().push(claim);
    }
    let plain = |c: &&Claim| c.standing == Standing::Current && !c.ended_by_list;
    let whole = move |all: &Vec<&Claim>| all.len() == 2 && all.iter().all(|c| plain(c) && c.since.is_none());
    articles.into_values().filter(whole).filter_map(|both| {
        let message = format!(
            "one article has both {} and {} as {}",
            kb.name(both[0].person),
            kb.name(both[1].person),
            office(kb, both[0])
        );
        conflict(kb, both[0], both[1], Level::Error).map(|(key, f)| (key, f.say(message, FINE_WITHIN)))
    })
}

const FINE_WITHIN: &str = "the article speaks of two offices, of two times, or of joint holders";
const FINE_ACROSS: &str = "the office changed hands between the two articles, or has more than one seat";

/// A stretch of days on which a person held the office, with the claims that say so.
struct Stretch<'a> {
    days: Days,
    claims: Vec<&'a Claim>,
}

/// Holders whose days overlap.
fn across<'a>(kb: &'a KnowledgeBase<'_>, all: &'a [&Claim]) -> impl Iterator<Item = Conflict> + 'a {
    let mut stretches = stretches(kb, all);
    stretches.sort_by_key(|s| (s.days, s.claims[0].person, s.claims[0].record));
    let mut found = Vec::new();
    for (i, a) in stretches.iter().enumerate() {
        for b in stretches[i + 1..].iter().take_while(|b| b.days.first <= a.days.last) {
            let (x, y) = (a.claims[0], b.claims[0]);
            let overlap = Days { first: b.days.first, last: a.days.last.min(b.days.last) };
            // A stated begin may be the day on which the other's time ended.
            let touches = overlap.is_day() && (x.since.is_some() || y.since.is_some()) && a.days.last == b.days.first;
            if touches || told(kb, all, overlap.first, overlap.last) {
                continue;
            }
            if let Some((key, finding)) = conflict(kb, x, y, Level::Warning) {
                found.push((key, finding.say(message(kb, a, b), FINE_ACROSS)));
            }
        }
    }
    found.into_iter()
}

fn message(kb: &KnowledgeBase<'_>, a: &Stretch<'_>, b: &Stretch<'_>) -> String {
    let (one, other) = (kb.name(a.claims[0].person), kb.name(b.claims[0].person));
    let office = office(kb, a.claims[0]);
    match (a.claims.len(), a.claims.iter().chain(&b.claims).any(|c| c.since.is_some())) {
        (_, true) => format!("{one} and {other} are both {office} at a time for which one article gives the beginning"),
        (1, _) if a.days == b.days => format!("{one} and {other} are both {office} in articles of the same day"),
        _ => format!("{office} is {one}, then {other}, then {one} again, and no article tells of a change"),
    }
}

/// Days on which each person held the office for certain; articles that are near each other make one stretch.
fn stretches<'a>(kb: &KnowledgeBase<'_>, all: &[&'a Claim]) -> Vec<Stretch<'a>> {
    let mut persons: BTreeMap<usize, Vec<Stretch<'a>>> = BTreeMap::new();
    let sure = |c: &Claim| day(kb, c).is_some() && !c.ended_by_list;
    let mut held: Vec<(Days, &Claim)> =
        all.iter().filter(|c| sure(c)).filter_map(|c| Some((c.held(kb.date(c))?, *c))).collect();
    held.sort_by_key(|(days, c)| (*days, c.record));
    for (days, claim) in held {
        let own = persons.entry(claim.person).or_default();
        match own.last_mut() {
            Some(last)
                if days.first - last.days.last <= STRETCH_DAYS
                    && (days.first <= last.days.last || !told(kb, all, last.days.last, days.first)) =>
            {
                last.days.last = last.days.last.max(days.last);
                last.claims.push(claim);
            }
            _ => own.push(Stretch { days, claims: vec![claim] }),
        }
    }
    persons.into_values().flatten().collect()
}

/// Two holders in articles of which one has no date.
fn undated<'a>(kb: &'a KnowledgeBase<'_>, all: &'a [&Claim]) -> impl Iterator<Item = Conflict> + 'a {
    let plain = |c: &&&Claim| c.standing == Standing::Current && !c.ended_by_list;
    let open = all.iter().filter(plain).find(|c| kb.date(c).is_none());
    let other = open.and_then(|o| all.iter().filter(plain).find(|c| c.person != o.person && c.record != o.record));
    open.zip(other).into_iter().filter_map(|(a, b)| {
        let office = office(kb, a);
        let (one, other) = (kb.name(a.person), kb.name(b.person));
        let message = format!("{one} and {other} are both {office}, and not both articles have a date");
        conflict(kb, a, b, Level::Info).map(|(key, f)| (key, f.weaken(0.4).say(message, FINE_ACROSS)))
    })
}

/// Names that can be one person's are a matter for another check.
fn conflict(kb: &KnowledgeBase<'_>, a: &Claim, b: &Claim, level: Level) -> Option<Conflict> {
    let (a, b) = if a.person <= b.person { (a, b) } else { (b, a) };
    if a.person == b.person || alike(kb.name(a.person), kb.name(b.person)) {
        return None;
    }
    let sides = [a, b].map(|c| side(kb, c));
    let stated = if a.scope_stated && b.scope_stated { 1.0 } else { 0.8 };
    let finding = Finding::new("conflicting-holder", level, kb, &[a.person, b.person], &sides);
    Some(((a.person, b.person), finding.weaken(stated)))
}

/// A claim and all that say the same of the person.
pub(super) fn side<'a>(kb: &'a KnowledgeBase<'_>, claim: &'a Claim) -> Vec<&'a Claim> {
    let same = kb.of_person(claim.person).iter().filter(|c| {
        c.role == claim.role && c.scope == claim.scope && c.standing == claim.standing && c.record != claim.record
    });
    std::iter::once(claim).chain(same).collect()
}
