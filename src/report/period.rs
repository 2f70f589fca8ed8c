//! What the address says about the period of a report.

use chrono::{DateTime, Datelike, NaiveDate, Utc};

const FROM: &str = "from";
const UNTIL: &str = "to";

/// The first year of which there can be usage. While a year is typed, a browser reports
/// 0002, 0020 and 0202 on the way to 2026.
const FIRST_YEAR: i32 = 2000;

/// A period in days of the user's calendar, both included; the present month without any.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Period {
    /// The first day.
    pub from: Option<NaiveDate>,
    /// The last day.
    pub until: Option<NaiveDate>,
}

/// The day that was chosen, or none; a year that is still being typed is neither.
pub fn day(text: &str) -> Option<NaiveDate> {
    let day: Option<NaiveDate> = text.parse().ok();
    day.filter(|day| day.year() >= FIRST_YEAR)
}

impl Period {
    /// Reads an address's query; `get` gives a parameter's decoded value.
    pub fn read(get: impl Fn(&str) -> Option<String>) -> Self {
        Self {
            from: get(FROM).as_deref().and_then(day),
            until: get(UNTIL).as_deref().and_then(day),
        }
    }

    /// The address's query, `?` included; empty for the present month.
    pub fn write(self) -> String {
        let parameters = [(FROM, self.from), (UNTIL, self.until)];
        let written = parameters.iter().filter_map(|(name, day)| {
            let day = (*day)?;
            Some(format!("{name}={day}"))
        });
        let written: Vec<_> = written.collect();
        if written.is_empty() {
            String::new()
        } else {
            format!("?{}", written.join("&"))
        }
    }

    /// The month before the one in which that day lies.
    pub fn month_before(today: NaiveDate) -> Self {
        let last = today.with_day(1).and_then(|first| first.pred_opt());
        Self {
            from: last.and_then(|last| last.with_day(1)),
            until: last,
        }
    }

    /// Whether it ends before it begins.
    pub fn is_reversed(self) -> bool {
        matches!((self.from, self.until), (Some(from), Some(until)) if until < from)
    }

    /// When it begins, and when it has ended; `midnight` is the instant at which a day
    /// begins for the user. Without a first day it begins with the first credit.
    pub fn instants(
        self,
        midnight: impl Fn(NaiveDate) -> Option<DateTime<Utc>>,
    ) -> (Option<DateTime<Utc>>, Option<DateTime<Utc>>) {
        let from = match (self.from, self.until) {
            (None, Some(_)) => Some(DateTime::UNIX_EPOCH),
            (from, _) => from.and_then(&midnight),
        };
        let until = self.until.and_then(|day| day.succ_opt());
        (from, until.and_then(midnight))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on(text: &str) -> Option<NaiveDate> {
        text.parse().ok()
    }

    fn read(query: &str) -> Period {
        Period::read(|name| {
            let pairs = query.trim_start_matches('?').split('&');
            let mut pairs = pairs.filter_map(|pair| pair.split_once('='));
            pairs
                .find(|(key, _)| *key == name)
                .map(|(_, value)| value.to_owned())
        })
    }

    #[test]
    fn u1_the_address_keeps_the_period() {
        for query in [
            "",
            "?from=2026-03-01",
            "?to=2026-03-01",
            "?from=2026-01-31&to=2026-02-28",
        ] {
            assert_eq!(read(query).write(), query);
        }
        assert_eq!(read("?from=0202-01-01&to=nonsense"), Period::default());
        assert!(read("?from=2026-03-02&to=2026-03-01").is_reversed());
    }

    #[test]
    fn u1_last_month_is_the_whole_of_it_in_january_and_march_too() {
        let last = |today| Period::month_before(on(today).unwrap_or_default());
        let period = |from, until| Period {
            from: on(from),
            until: on(until),
        };
        assert_eq!(last("2026-01-31"), period("2025-12-01", "2025-12-31"));
        assert_eq!(last("2024-03-31"), period("2024-02-01", "2024-02-29"));
    }

    #[test]
    fn u1_the_last_day_of_a_period_is_all_in() {
        let midnight = |day: NaiveDate| Some(day.and_hms_opt(0, 0, 0)?.and_utc());
        let (from, until) = read("?from=2026-03-29&to=2026-03-29").instants(midnight);
        let written = |at: Option<DateTime<Utc>>| format!("{:?}", at.unwrap_or_default());
        assert_eq!(written(from), "2026-03-29T00:00:00Z");
        assert_eq!(written(until), "2026-03-30T00:00:00Z");
        assert_eq!(
            read("?to=2026-03-29").instants(midnight).0,
            Some(DateTime::UNIX_EPOCH)
        );
        assert_eq!(Period::default().instants(midnight), (None, None));
    }
}
