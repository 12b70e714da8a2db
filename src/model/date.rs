//! Days of the calendar, without a clock.

use std::fmt;
use std::str::FromStr;

/// A day of the proleptic Gregorian calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    /// Four digits.
    pub year: u16,
    /// 1 to 12.
    pub month: u8,
    /// 1 to 31.
    pub day: u8,
}

impl Date {
    /// The last day that is counted to.
    const LAST_YEAR: u16 = 9998;

    /// The day that stands so many days after 1 January 1970; `None` after the year 9998.
    #[must_use]
    pub fn after_epoch(days: u64) -> Option<Self> {
        let mut left = days;
        let mut year: u16 = 1970;
        while left >= days_of_year(year) {
            left -= days_of_year(year);
            year += 1;
            if year > Self::LAST_YEAR {
                return None;
            }
        }
        for month in 1..=12 {
            let length = u64::from(days_of_month(year, month));
            if left < length {
                let day = u8::try_from(left + 1).ok()?;
                return Some(Self { year, month, day });
            }
            left -= length;
        }
        None
    }

    /// The days from another day to this one; less than 0 when this one is earlier.
    #[must_use]
    pub fn days_since(self, other: Self) -> i64 {
        self.number() - other.number()
    }

    /// The days since the last of February in the year 0, whose order and distances are those of the calendar.
    fn number(self) -> i64 {
        // The year begins in March, so that a leap day is its last: the days before a month then
        // do not depend on the year.
        let month = (i64::from(self.month) + 9) % 12;
        let year = i64::from(self.year) - i64::from(self.month <= 2);
        let before_year =
            365 * year + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
        before_year + (153 * month + 2) / 5 + i64::from(self.day)
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl FromStr for Date {
    type Err = String;

    /// Reads `2026-10-01`.
    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || format!("`{text}` is no day; write it as 2026-10-01");
        let parts: Vec<&str> = text.split('-').collect();
        let [year, month, day] = parts[..] else {
            return Err(wrong());
        };
        let sound = (year.len(), month.len(), day.len()) == (4, 2, 2)
            && parts
                .iter()
                .all(|part| part.bytes().all(|b| b.is_ascii_digit()));
        let read = || {
            let date = Self {
                year: year.parse().ok()?,
                month: month.parse().ok()?,
                day: day.parse().ok()?,
            };
            let is_day = (1..=12).contains(&date.month)
                && (1..=days_of_month(date.year, date.month)).contains(&date.day);
            is_day.then_some(date)
        };
        if sound { read() } else { None }.ok_or_else(wrong)
    }
}

fn days_of_month(year: u16, month: u8) -> u8 {
    match month {
        2 if days_of_year(year) == 366 => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

fn days_of_year(year: u16) -> u64 {
    let is_leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    if is_leap { 366 } else { 365 }
}

#[cfg(test)]
mod tests {
    use super::Date;

    #[test]
    fn days_since_the_epoch() {
        let shown = [0, 58, 59, 11_016, 19_782, 20_453, 20_454]
            .map(|days| Date::after_epoch(days).map(|d| d.to_string()));
        let wanted = [
            "1970-01-01",
            "1970-02-28",
            "1970-03-01",
            "2000-02-29",
            "2024-02-29",
            "2025-12-31",
            "2026-01-01",
        ];
        assert_eq!(shown, wanted.map(|day| Some(day.to_owned())));
        assert_eq!(Date::after_epoch(u64::MAX / 86_400), None);
    }

    #[test]
    fn days_between_are_those_counted_one_by_one() {
        let epoch = Date::after_epoch(0).expect("a day");
        for days in (0..60_000).chain([2_932_531]) {
            let date = Date::after_epoch(days).map(|date| date.days_since(epoch));
            assert_eq!(date, i64::try_from(days).ok());
        }
    }

    #[test]
    fn days_are_read_as_they_are_shown() {
        for text in ["2026-10-01", "2024-02-29", "0001-01-01"] {
            assert_eq!(
                text.parse::<Date>().map(|d| d.to_string()),
                Ok(text.to_owned())
            );
        }
        for text in [
            "2026-02-29",
            "2026-13-01",
            "2026-1-1",
            "+026-01-01",
            "",
            "2026-10-01-",
            "年年年年",
        ] {
            assert!(text.parse::<Date>().is_err(), "{text}");
        }
    }
}
