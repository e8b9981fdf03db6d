//! # impossible-dates
//!
//! Dates that cannot be: a term of office that ends before it begins, an office held before its holder was born, or after a list
//! has the holder as dead.
//!
//! ## Why
//!
//! A digit is wrong, or the article speaks of another person of that name.
//!
//! ## Example
//!
//! > Jane Doe was governor of the province from 2009 until 2003.
//!
//! ## What to do
//!
//! Correct the date, or the dates in the list (`born`, `died` of a `people` table).

use crate::base::date::PartialDate;
use crate::gazetteer::Flags;
use crate::kb::{Claim, Days, KnowledgeBase, Standing};

use super::finding::{Finding, Level};
use super::{Check, Reference, manual_of};

pub(super) struct ImpossibleDates;

/// Days after a death for which articles may still speak of the holder.
const MOURNING_DAYS: i64 = 14;
/// Days after a death for which a built-in list's holder counts as one of the present.
const RECENT_DAYS: i64 = 3 * 365;

impl Check for ImpossibleDates {
    fn id(&self) -> &'static str {
        "impossible-dates"
    }

    fn level(&self) -> Level {
        Level::Error
    }

    fn manual(&self) -> String {
        manual_of(include_str!("impossible_dates.rs"))
    }

    fn find(&self, kb: &KnowledgeBase<'_>, _: Reference) -> Vec<Finding> {
        let said = |claim: &Claim| {
            let finding = Finding::new("impossible-dates", Level::Error, kb, &[claim.person], &[vec![claim]]);
            let message = fault(kb, claim)?;
            Some(finding.say(message, "the dates are those of two terms, or the article means another person"))
        };
        kb.claims.iter().filter_map(said).collect()
    }
}

/// What cannot be about a claim's dates.
fn fault(kb: &KnowledgeBase<'_>, claim: &Claim) -> Option<String> {
    let (name, office) = (kb.name(claim.person), kb.office_of(claim));
    let (since, until) = (claim.since.map(Days::of), claim.until.map(Days::of));
    if let (Some(s), Some(u)) = (since, until)
        && u.last < s.first
    {
        let [from, to] = [claim.since, claim.until].map(|d| d.map(|d| d.to_string()).unwrap_or_default());
        return Some(format!("{name} is {office} from {from} until {to}, which is earlier"));
    }
    let (listed, died) = kb.row(claim.person).map_or((None, None), |r| kb.gazetteer.entry(r).life());
    let born = born(kb, claim).or(listed);
    if let (Some(oldest), Some(s)) = (by_age(kb, claim), since)
        && PartialDate::new(oldest, 0, 0).is_some_and(|d| s.last < Days::of(d).first)
    {
        let from = claim.since.map(|d| d.to_string()).unwrap_or_default();
        return Some(format!("{name}, born in {oldest} or later by the age given, is {office} since {from}"));
    }
    if let (Some(born), Some(s)) = (born, since)
        && s.last < Days::of(born).first
    {
        let from = claim.since.map(|d| d.to_string()).unwrap_or_default();
        return Some(format!("{name}, born in {born}, is {office} since {from}"));
    }
    (claim.dead && is_said_of_the_living(kb, claim)).then(|| {
        let died = died.map(|d| d.to_string()).unwrap_or_default();
        format!("{name} is {office} in an article of a later day than the death, {died}")
    })
}

/// Whether an article speaks of a holder who may be alive: the title before a name of the past is no claim of today. A user's own
/// list is about those whom the user's articles are about.
fn is_said_of_the_living(kb: &KnowledgeBase<'_>, claim: &Claim) -> bool {
    let Some(row) = kb.row(claim.person) else { return false };
    let (died, date) = (kb.gazetteer.entry(row).life().1.map(Days::of), kb.date(claim));
    let Some(days) = died.zip(date).map(|(died, date)| date.first - died.last) else { return false };
    let own = kb.gazetteer.entry(row).flags().has(Flags::USER);
    let office = kb.seats(claim) == Some(1) && (own || claim.scope.is_some() && days < RECENT_DAYS);
    claim.standing == Standing::Current && !claim.ended_by_list && office && days > MOURNING_DAYS
}

/// The earliest year of birth by the age that a claim's own words give: "Jane Doe, 34, has been president since 1979".
fn by_age(kb: &KnowledgeBase<'_>, claim: &Claim) -> Option<u16> {
    let record = &kb.records[claim.record];
    let written: PartialDate = record.document.date.as_deref()?.parse().ok()?;
    let age = claim.assertions.iter().find_map(|&i| {
        let mut parts = record.assertions[i].evidence.text.split(',').map(str::trim);
        parts.find_map(|p| p.parse::<u16>().ok().filter(|age| (10..=110).contains(age)))
    })?;
    written.year().checked_sub(age + 1)
}

/// The year of birth that a claim's own words give: "Jane Doe, born in 1991 in Lima, has been president since 1989".
fn born(kb: &KnowledgeBase<'_>, claim: &Claim) -> Option<PartialDate> {
    let record = &kb.records[claim.record];
    claim.assertions.iter().find_map(|&i| {
        let said = &record.assertions[i].evidence;
        let (_, behind) = said.text.split_once(" born ").or_else(|| said.text.split_once("(born "))?;
        let word = |w: &str| w.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
        let year = |w: &String| w.len() == 4 && w.bytes().all(|b| b.is_ascii_digit());
        behind.split_whitespace().take(4).map(word).find(year)?.parse().ok()
    })
}
