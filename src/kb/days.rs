//! Spans of days.

use crate::base::date::PartialDate;

/// First and last day that something can have been on, as [`PartialDate::ordinal`] counts days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Days {
    /// Earliest day.
    pub first: i64,
    /// Latest day.
    pub last: i64,
}

impl Days {
    /// The days that a date can mean.
    ///
    /// ```
    /// use rolegraph::kb::Days;
    /// let of = |date: &str| Days::of(date.parse().unwrap());
    /// assert!(of("2020-02-03").is_day());
    /// assert_eq!(of("2020-02").last - of("2020-02").first, 28);
    /// ```
    #[must_use]
    pub fn of(date: PartialDate) -> Days {
        let last = PartialDate::from_packed(date.days().1).unwrap_or(date);
        Days { first: date.ordinal(), last: last.ordinal() }
    }

    /// Whether it is one day.
    #[must_use]
    pub fn is_day(self) -> bool {
        self.first == self.last
    }

    /// Whether a day of one can be a day of the other.
    #[must_use]
    pub fn may_meet(self, other: Days) -> bool {
        self.first <= other.last && other.first <= self.last
    }
}
