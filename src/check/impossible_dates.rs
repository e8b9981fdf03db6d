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

use crate::kb::{Claim, Days, KnowledgeBase, Standing};

use super::finding::{Finding, Level};
use super::{Check, Reference, manual_of, office};

pub(super) struct ImpossibleDates;

/// Days after a death for which articles may still speak of the holder.
const MOURNING_DAYS: i64 = 14;

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
    let (name, office) = (kb.name(claim.person), office(kb, claim));
    let (since, until) = (claim.since.map(Days::of), claim.until.map(Days::of));
    if let (Some(s), Some(u)) = (since, until)
        && u.last < s.first
    {
        let [from, to] = [claim.since, claim.until].map(|d| d.map(|d| d.to_string()).unwrap_or_default());
        return Some(format!("{name} is {office} from {from} until {to}, which is earlier"));
    }
    let (born, died) = kb.row(claim.person).map_or((None, None), |r| kb.gazetteer.entry(r).life());
    if let (Some(born), Some(s)) = (born, since)
        && s.last < Days::of(born).first
    {
        let from = claim.since.map(|d| d.to_string()).unwrap_or_default();
        return Some(format!("{name}, born in {born}, is {office} since {from}"));
    }
    let (died, date) = (died?, kb.date(claim)?);
    let present = matches!(claim.standing, Standing::Current | Standing::Acting | Standing::Took | Standing::Elect);
    (present && date.first > Days::of(died).last + MOURNING_DAYS)
        .then(|| format!("{name} is {office} in an article of a later day than the death, {died}"))
}
