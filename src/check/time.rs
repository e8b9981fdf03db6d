//! When things were so, for checks.

use crate::kb::{Claim, Days, KnowledgeBase, Standing};

/// The one day of an article; none if its date is unknown or not whole.
pub(super) fn day(kb: &KnowledgeBase<'_>, claim: &Claim) -> Option<i64> {
    kb.date(claim).filter(|d| d.is_day()).map(|d| d.first)
}

/// The last day on which a person that left an office, or whose successor took it, can still have held it.
pub(super) fn changed(kb: &KnowledgeBase<'_>, claim: &Claim) -> Option<Days> {
    let article = kb.date(claim);
    match claim.standing {
        Standing::Left => claim.until.map(Days::of).or(article),
        Standing::Took => claim.since.map(Days::of).or(article),
        _ => None,
    }
}

/// Whether an article tells that the office of a claim changed hands between two days, or a few days before or after.
pub(super) fn told(kb: &KnowledgeBase<'_>, office: &[&Claim], first: i64, last: i64) -> bool {
    const MARGIN: i64 = 7;
    let around = Days { first: first - MARGIN, last: last + MARGIN };
    office
        .iter()
        .filter(|c| matches!(c.standing, Standing::Left | Standing::Took | Standing::Unclear | Standing::Elect))
        .any(|c| changed(kb, c).or(kb.date(c)).is_none_or(|d| d.may_meet(around)))
}
