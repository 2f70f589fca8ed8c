//! What time it is, as far as the sandbox is concerned: tests put in a clock of their own.

use std::{
    fmt,
    sync::Arc,
    time::{SystemTime, UNIX_EPOCH},
};

/// Tells the time in seconds since 1970. It decides when keys and sessions are forgotten
/// and which cards have expired; it does not drive waiting.
#[derive(Clone)]
pub struct Clock(Arc<dyn Fn() -> i64 + Send + Sync>);

impl Clock {
    /// A clock that asks `now` for seconds since 1970.
    pub fn new(now: impl Fn() -> i64 + Send + Sync + 'static) -> Self {
        Self(Arc::new(now))
    }

    /// The time now, in seconds since 1970.
    #[must_use]
    pub fn now(&self) -> i64 {
        (self.0)()
    }
}

impl Default for Clock {
    /// The computer's clock.
    fn default() -> Self {
        Self::new(|| {
            SystemTime::now()
                .duration_since(UNIX_EPOCH)
                .ok()
                .and_then(|since| i64::try_from(since.as_secs()).ok())
                .unwrap_or_default()
        })
    }
}

impl fmt::Debug for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Clock({})", self.now())
    }
}

/// The year and month (1 to 12) of a second since 1970, in UTC.
#[must_use]
pub fn year_and_month(seconds: i64) -> (i64, i64) {
    let (year, month, _day) = date(seconds);
    (year, month)
}

/// A second since 1970 as `2026-12-31 23:59:59`, in UTC.
#[must_use]
pub fn stamp(seconds: i64) -> String {
    let (year, month, day) = date(seconds);
    let (minutes, second) = (seconds.div_euclid(60), seconds.rem_euclid(60));
    let (hours, minute) = (minutes.div_euclid(60), minutes.rem_euclid(60));
    let hour = hours.rem_euclid(24);
    format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}")
}

/// Year, month and day, by Howard Hinnant's civil-from-days: its years begin in March.
fn date(seconds: i64) -> (i64, i64, i64) {
    let days = seconds.div_euclid(86_400).saturating_add(719_468);
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let march_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * march_month + 2) / 5 + 1;
    let month = if march_month < 10 {
        march_month + 3
    } else {
        march_month - 9
    };
    let year = era * 400 + year_of_era + i64::from(month <= 2);
    (year, month, day)
}

#[cfg(test)]
mod tests {
    use super::{stamp, year_and_month};

    #[test]
    fn a_stamp_is_what_date_prints() {
        assert_eq!(stamp(0), "1970-01-01 00:00:00");
        assert_eq!(stamp(951_827_696), "2000-02-29 12:34:56");
        assert_eq!(stamp(1_798_761_599), "2026-12-31 23:59:59");
    }

    #[test]
    fn the_month_of_a_second_is_that_of_the_calendar() {
        assert_eq!(year_and_month(0), (1970, 1));
        assert_eq!(year_and_month(951_782_400), (2000, 2)); // 29 February
        assert_eq!(year_and_month(1_798_761_599), (2026, 12));
        assert_eq!(year_and_month(1_798_761_600), (2027, 1));
    }
}
