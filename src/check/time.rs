//! When things were so, for checks.
//!
//! A person may have a hundred thousand claims. So checks compare claims of near days only, and of those that say the same on one
//! day the first two.

use crate::kb::{Claim, Days, KnowledgeBase, Standing};

/// Claims that say the same on one day and stay for comparing: two, so that one of them is of another article than any third claim.
const ALIKE: usize = 2;

/// The one day of an article; none if its date is unknown or not whole.
pub(super) fn day(kb: &KnowledgeBase<'_>, claim: &Claim) -> Option<i64> {
    kb.date(claim).filter(|d| d.is_day()).map(|d| d.first)
}

/// Claims of articles with a whole date, by day.
pub(super) struct Calendar<'a>(Vec<(i64, &'a Claim)>);

impl<'a> Calendar<'a> {
    pub(super) fn of(kb: &KnowledgeBase<'_>, claims: &[&'a Claim]) -> Calendar<'a> {
        type Said<'a> = (i64, usize, &'a str, Option<usize>, Standing, bool, bool, bool);
        fn said<'a>(&(day, c): &(i64, &'a Claim)) -> Said<'a> {
            (day, c.person, &c.role, c.scope, c.standing, c.is_over(), c.scope_stated, c.plural)
        }
        let mut all: Vec<(i64, &Claim)> = claims.iter().filter_map(|c| Some((day(kb, c)?, *c))).collect();
        all.sort_by(|a, b| said(a).cmp(&said(b)).then(a.1.record.cmp(&b.1.record)));
        Calendar(all.chunk_by(|a, b| said(a) == said(b)).flat_map(|same| same.iter().take(ALIKE)).copied().collect())
    }

    pub(super) fn claims(&self) -> impl Iterator<Item = &'a Claim> + '_ {
        self.0.iter().map(|c| c.1)
    }

    /// The claims of days from `first` to `last`, by day.
    pub(super) fn between(&self, first: i64, last: i64) -> impl Iterator<Item = &'a Claim> + '_ {
        let from = self.0.partition_point(|c| c.0 < first);
        self.0[from..].iter().take_while(move |c| c.0 <= last).map(|c| c.1)
    }
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

/// Days before a change of which articles may already speak as done, and after it as news.
pub(super) const MARGIN: i64 = 7;

/// When an article tells that one of some claims' people took or left an office.
pub(super) fn changes(kb: &KnowledgeBase<'_>, claims: &[&Claim]) -> Vec<Days> {
    claims.iter().filter_map(|c| changed(kb, c)).collect()
}

/// Whether one of the changes can be of a day between two.
pub(super) fn any_between(changes: &[Days], first: i64, last: i64) -> bool {
    changes.iter().any(|d| d.may_meet(Days { first, last }))
}

/// When an article tells or may tell that an office changed hands; of articles without a date any day.
pub(super) fn told(kb: &KnowledgeBase<'_>, office: &[&Claim]) -> Vec<Days> {
    let always = Days { first: i64::MIN, last: i64::MAX };
    let tells =
        |c: &&&Claim| matches!(c.standing, Standing::Left | Standing::Took | Standing::Unclear | Standing::Elect);
    office.iter().filter(tells).map(|c| changed(kb, c).or(kb.date(c)).unwrap_or(always)).collect()
}
