//! The day on which a handbook is begun: its procedures take effect on it.
#![expect(
    clippy::disallowed_methods,
    reason = "what is begun today says so; nothing that is built asks the clock"
)]

use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::{Context, bail};

use crate::model::id::Date;

/// This day, in UTC.
pub(in crate::cli) fn today() -> anyhow::Result<Date> {
    let since = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .context("this machine's clock stands before 1970")?;
    match date(since.as_secs() / 86_400) {
        Some(date) => Ok(date),
        None => bail!("this machine's clock stands too far in the future"),
    }
}

/// The same day of the next year; the last of February where that year has no 29th.
pub(in crate::cli) fn year_later(date: Date) -> Date {
    let day = if (date.month, date.day) == (2, 29) {
        28
    } else {
        date.day
    };
    Date {
        year: date.year + 1,
        month: date.month,
        day,
    }
}

/// The day that stands so many days after 1 January 1970; `None` after the year 9998.
fn date(days: u64) -> Option<Date> {
    let mut left = days;
    let mut year: u16 = 1970;
    while left >= days_of(year) {
        left -= days_of(year);
        year += 1;
        if year > 9998 {
            return None;
        }
    }
    let february = days_of(year) - 337;
    let lengths = [31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    for (month, length) in (1..).zip(lengths) {
        if left < length {
            let day = u8::try_from(left + 1).ok()?;
            return Some(Date { year, month, day });
        }
        left -= length;
    }
    None
}

fn days_of(year: u16) -> u64 {
    let is_leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    if is_leap { 366 } else { 365 }
}

#[cfg(test)]
mod tests {
    use super::{date, year_later};

    #[test]
    fn days_since_the_epoch() {
        let shown = [0, 58, 59, 11_016, 19_782, 20_453, 20_454]
            .map(|days| date(days).map(|d| d.to_string()));
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
        assert_eq!(date(u64::MAX / 86_400), None);
    }

    #[test]
    fn a_year_after_a_leap_day() {
        let later = date(19_782).map(|day| year_later(day).to_string());
        assert_eq!(later.as_deref(), Some("2025-02-28"));
    }
}
