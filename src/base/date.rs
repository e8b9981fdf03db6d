//! Dates as precise as they were written: a year, a month or a day.

use std::fmt;
use std::str::FromStr;

/// `YYYY`, `YYYY-MM` or `YYYY-MM-DD`. Sorts at its earliest day.
///
/// ```
/// use rolegraph::base::date::PartialDate;
/// let month: PartialDate = "2020-02".parse().unwrap();
/// assert_eq!(month.to_string(), "2020-02");
/// assert!(month < "2020-02-10".parse().unwrap());
/// assert_eq!(month.days(), (20200201, 20200229));
/// assert!("2020-13".parse::<PartialDate>().is_err());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PartialDate {
    year: u16,
    /// 0 if only the year is known.
    month: u8,
    /// 0 if only the month is known.
    day: u8,
}

/// A date that is none of the three forms, or that no calendar has.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no date; write YYYY, YYYY-MM or YYYY-MM-DD")]
pub struct DateError(String);

impl PartialDate {
    /// A date from its parts; `month` and `day` are 0 where unknown. `None` if no calendar has it.
    #[must_use]
    pub fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        let known = year >= 1 && month <= 12 && (month > 0 || day == 0) && day <= days_in(year, month.max(1));
        known.then_some(PartialDate { year, month, day })
    }

    /// The year.
    #[must_use]
    pub fn year(self) -> u16 {
        self.year
    }

    /// The date as one number `YYYYMMDD`, unknown parts 0.
    #[must_use]
    pub fn packed(self) -> u32 {
        u32::from(self.year) * 10_000 + u32::from(self.month) * 100 + u32::from(self.day)
    }

    /// The date that [`PartialDate::packed`] gave; `None` for 0 and for numbers that are none.
    #[must_use]
    pub fn from_packed(number: u32) -> Option<Self> {
        let part = |n: u32| u8::try_from(n % 100).ok();
        PartialDate::new(u16::try_from(number / 10_000).ok()?, part(number / 100)?, part(number)?)
    }

    /// Number of the date's earliest day, counted from some day long ago; differences are days.
    ///
    /// ```
    /// use rolegraph::base::date::PartialDate;
    /// let day = |text: &str| text.parse::<PartialDate>().unwrap().ordinal();
    /// assert_eq!(day("2020-03-01") - day("2020-02-28"), 2);
    /// assert_eq!(day("2021") - day("2020"), 366);
    /// ```
    #[must_use]
    pub fn ordinal(self) -> i64 {
        let (year, month) = (i64::from(self.year), u8::max(self.month, 1));
        let before: i64 = (1..month).map(|m| i64::from(days_in(self.year, m))).sum();
        let leap = (year - 1) / 4 - (year - 1) / 100 + (year - 1) / 400;
        (year - 1) * 365 + leap + before + i64::from(self.day.max(1))
    }

    /// The day of a number of days since 1970.
    ///
    /// ```
    /// use rolegraph::base::date::PartialDate;
    /// assert_eq!(PartialDate::of_unix_day(18_321).unwrap().to_string(), "2020-02-29");
    /// ```
    #[must_use]
    pub fn of_unix_day(day: i64) -> Option<Self> {
        let ordinal = day + PartialDate { year: 1970, month: 1, day: 1 }.ordinal();
        let year = (ordinal.max(0) / 366 + 1..).take(40).take_while(|&y| year_start(y) <= ordinal).last()?;
        let year = u16::try_from(year).ok()?;
        let mut left = ordinal - year_start(i64::from(year));
        for month in 1..=12 {
            let days = i64::from(days_in(year, month));
            if left < days {
                return PartialDate::new(year, month, u8::try_from(left + 1).ok()?);
            }
            left -= days;
        }
        None
    }

    /// First and last day that the date can mean, each as the number `YYYYMMDD`.
    #[must_use]
    pub fn days(self) -> (u32, u32) {
        let number = |month: u8, day: u8| u32::from(self.year) * 10_000 + u32::from(month) * 100 + u32::from(day);
        let last_month = if self.month == 0 { 12 } else { self.month };
        let last_day = if self.day == 0 { days_in(self.year, last_month) } else { self.day };
        (number(self.month.max(1), self.day.max(1)), number(last_month, last_day))
    }
}

/// Number of the first day of a year, as [`PartialDate::ordinal`] counts.
fn year_start(year: i64) -> i64 {
    (year - 1) * 365 + (year - 1) / 4 - (year - 1) / 100 + (year - 1) / 400 + 1
}

fn days_in(year: u16, month: u8) -> u8 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        _ => 31,
    }
}

impl FromStr for PartialDate {
    type Err = DateError;

    /// Reads a date; what follows a full date after `T` or a space (time, zone) is ignored.
    fn from_str(text: &str) -> Result<Self, DateError> {
        let error = || DateError(text.to_owned());
        let date = text.trim().split(['T', ' ']).next().unwrap_or_default();
        let mut parts = date.split('-');
        let mut number = |digits: usize| -> Result<u16, DateError> {
            match parts.next() {
                None => Ok(0),
                Some(p) if p.len() == digits && p.bytes().all(|b| b.is_ascii_digit()) => p.parse().map_err(|_| error()),
                Some(_) => Err(error()),
            }
        };
        let (year, month, day) = (number(4)?, number(2)?, number(2)?);
        let small = |n: u16| u8::try_from(n).map_err(|_| error());
        let zero_written = (month == 0 && date.len() > 4) || (day == 0 && date.len() > 7);
        if parts.next().is_some() || zero_written {
            return Err(error());
        }
        PartialDate::new(year, small(month)?, small(day)?).ok_or_else(error)
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if self.month > 0 {
            write!(f, "-{:02}", self.month)?;
        }
        if self.day > 0 {
            write!(f, "-{:02}", self.day)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms() {
        for (text, want) in [
            ("2020", Some("2020")),
            ("2020-02-29", Some("2020-02-29")),
            ("2019-02-29", None),
            ("2020-01-05T10:00:00+02:00", Some("2020-01-05")),
            ("2020-00", None),
            ("2020-01-00", None),
            ("20-01-01", None),
            ("", None),
            ("2020-1-5", None),
        ] {
            assert_eq!(text.parse::<PartialDate>().ok().map(|d| d.to_string()).as_deref(), want, "{text}");
        }
    }
}
