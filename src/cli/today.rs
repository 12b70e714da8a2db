//! The clock: the day on which findings are told and a handbook is begun.
#![expect(
    clippy::disallowed_methods,
    reason = "a review is overdue on a day; nothing that is built asks the clock"
)]

use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::{Context, bail};

use crate::model::Date;

/// This day, in UTC.
pub(in crate::cli) fn today() -> anyhow::Result<Date> {
    let since = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .context("this machine's clock stands before 1970")?;
    match Date::after_epoch(since.as_secs() / 86_400) {
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

#[cfg(test)]
mod tests {
    use super::{Date, year_later};

    #[test]
    fn a_year_after_a_leap_day() {
        let later = Date::after_epoch(19_782).map(|day| year_later(day).to_string());
        assert_eq!(later.as_deref(), Some("2025-02-28"));
    }
}
