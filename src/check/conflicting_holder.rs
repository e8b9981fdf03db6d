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

use std::collections::{BTreeMap, BTreeSet};

use crate::kb::{Claim, Days, KnowledgeBase, Standing};
use crate::text::normalize::fold;

use super::finding::{Finding, Level};
use super::name_variant::alike;
use super::time::{MARGIN, any_between, day, told};
use super::{Check, Reference, manual_of};

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
        let single = |all: &Vec<&Claim>| all.first().is_some_and(|c| kb.seats(c) == Some(1));
        let mut found = Vec::new();
        for all in kb.by_office().into_values().filter(single) {
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
    let plain = |c: &&Claim| c.standing == Standing::Current && !c.is_over() && !c.plural;
    let whole =
        move |all: &Vec<&Claim>| all.len() == 2 && all.iter().all(|c| plain(c) && is_named(kb, c) && c.since.is_none());
    // A king keeps his title in every tale of old.
    let lasting = all
        .first()
        .and_then(|c| c.row)
        .is_some_and(|r| matches!(kb.gazetteer.entry(r).category(), "royalty" | "religion"));
    articles.into_values().filter(move |all| !lasting && whole(all)).filter_map(|both| {
        let message = format!(
            "one article has both {} and {} as {}",
            kb.name(both[0].person),
            kb.name(both[1].person),
            kb.office_of(both[0])
        );
        // A title before a name says less than a sentence: it may be of another time.
        let stated = both.iter().any(|c| rules(kb, c).any(|r| !r.starts_with("title-name")));
        let (level, sure) = if stated { (Level::Error, 1.0) } else { (Level::Warning, 0.8) };
        conflict(kb, both[0], both[1], level).map(|(key, f)| (key, f.weaken(sure).say(message, FINE_WITHIN)))
    })
}

/// The rules that made a claim.
fn rules<'a>(kb: &'a KnowledgeBase<'_>, claim: &'a Claim) -> impl Iterator<Item = &'a str> {
    claim.assertions.iter().map(|&i| kb.records[claim.record].assertions[i].rule.as_str())
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
    let told = told(kb, all);
    let mut stretches = stretches(kb, all, &told);
    stretches.sort_by_key(|s| (s.days, s.claims[0].person, s.claims[0].record));
    let mut found = Vec::new();
    for (i, a) in stretches.iter().enumerate() {
        for b in stretches[i + 1..].iter().take_while(|b| b.days.first <= a.days.last) {
            // The sentence names the office's place in one claim of each: places that it does not name are guesses.
            let named = |s: &Stretch<'a>| s.claims.iter().copied().find(|c| is_named(kb, c));
            let (Some(x), Some(y)) = (named(a), named(b)) else { continue };
            let overlap = Days { first: b.days.first, last: a.days.last.min(b.days.last) };
            // A stated begin may be the day on which the other's time ended.
            let touches = overlap.is_day() && (x.since.is_some() || y.since.is_some()) && a.days.last == b.days.first;
            if touches || any_between(&told, overlap.first - MARGIN, overlap.last + MARGIN) {
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
    let office = kb.office_of(a.claims[0]);
    let all = || a.claims.iter().chain(&b.claims);
    let same_day = a.claims.iter().any(|x| b.claims.iter().any(|y| day(kb, x) == day(kb, y)));
    let (inner, outer) = if b.days.last <= a.days.last { (other, one) } else { (one, other) };
    match () {
        () if same_day => format!("{one} and {other} are both {office} in articles of the same day"),
        () if all().any(|c| c.since.is_some()) => {
            format!("{one} and {other} are both {office}, by the beginning that one article gives")
        }
        () => format!("{office} is {outer}, then {inner}, then {outer} again, and no article tells of a change"),
    }
}

/// Days on which each person held the office for certain; articles that are near each other make one stretch.
fn stretches<'a>(kb: &KnowledgeBase<'_>, all: &[&'a Claim], told: &[Days]) -> Vec<Stretch<'a>> {
    let mut persons: BTreeMap<usize, Vec<Stretch<'a>>> = BTreeMap::new();
    let sure = |c: &Claim| day(kb, c).is_some() && !c.is_over() && !c.plural;
    let mut held: Vec<(Days, &Claim)> =
        all.iter().filter(|c| sure(c)).filter_map(|c| Some((c.held(kb.date(c))?, *c))).collect();
    held.sort_by_key(|(days, c)| (*days, c.record));
    for (days, claim) in held {
        let own = persons.entry(claim.person).or_default();
        match own.last_mut() {
            Some(last)
                if days.first - last.days.last <= STRETCH_DAYS
                    && (days.first <= last.days.last
                        || !any_between(told, last.days.last - MARGIN, days.first + MARGIN)) =>
            {
                last.days.last = last.days.last.max(days.last);
                last.claims.push(claim);
            }
            _ => own.push(Stretch { days, claims: vec![claim] }),
        }
    }
    persons.into_values().flatten().collect()
}

/// Two holders in articles of which one has no date, or a month or year that the other's day may lie in.
fn undated<'a>(kb: &'a KnowledgeBase<'_>, all: &'a [&Claim]) -> impl Iterator<Item = Conflict> + 'a {
    // The list knows of whom it has terms in this office.
    let listed =
        |c: &Claim| kb.row(c.person).is_some_and(|r| kb.gazetteer.positions_of(r).any(|p| Some(p.role()) == c.row));
    let plain = |c: &&Claim| c.standing == Standing::Current && !c.is_over() && is_named(kb, c) && !listed(c);
    let date = |c: &Claim| kb.records[c.record].document.date.as_deref();
    // One claim for each person and date says it.
    let mut seen = BTreeSet::new();
    let plain: Vec<&Claim> = all.iter().copied().filter(plain).filter(|c| seen.insert((c.person, date(c)))).collect();
    let open = plain.iter().filter(|c| kb.date(c).is_none_or(|d| !d.is_day()));
    let may_meet = |a: &Claim, b: &Claim| kb.date(a).zip(kb.date(b)).is_none_or(|(x, y)| x.may_meet(y));
    let other = |a: &Claim| {
        let fits = |b: &&&Claim| b.person != a.person && b.record != a.record && may_meet(a, b);
        plain.iter().find(fits)
    };
    let pair = open.into_iter().find_map(|a| Some((*a, *other(a)?)));
    pair.into_iter().filter_map(|(a, b)| {
        let office = kb.office_of(a);
        let (one, other) = (kb.name(a.person), kb.name(b.person));
        let why = match kb.date(a).zip(kb.date(b)) {
            Some(_) => "the dates of the two articles may be the same",
            None => "not both articles have a date",
        };
        let message = format!("{one} and {other} are both {office}, and {why}");
        conflict(kb, a, b, Level::Info).map(|(key, f)| (key, f.weaken(0.4).say(message, FINE_ACROSS)))
    })
}

/// Whether the scope is hardly a guess: a place that the sentence does not name may be.
pub(super) fn is_named(kb: &KnowledgeBase<'_>, claim: &Claim) -> bool {
    claim.scope_stated || claim.scope.is_some_and(|s| kb.linked.entities[s].kind == "organization")
}

/// Whether one name is a part of the other, so that an article may mean one person by both.
fn is_part(a: &str, b: &str) -> bool {
    let words = |n: &str| -> Vec<String> { n.split([' ', '-']).map(|w| fold(w).into_owned()).collect() };
    let (a, b) = (words(a), words(b));
    a.iter().all(|w| b.contains(w)) || b.iter().all(|w| a.contains(w))
}

/// Names that can be one person's are a matter for another check.
fn conflict(kb: &KnowledgeBase<'_>, a: &Claim, b: &Claim, level: Level) -> Option<Conflict> {
    let (a, b) = if a.person <= b.person { (a, b) } else { (b, a) };
    let (one, other) = (kb.name(a.person), kb.name(b.person));
    if a.person == b.person || alike(one, other) || is_part(one, other) {
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
