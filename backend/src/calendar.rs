//! Calendar months as customers count them: in Zurich, whatever the clocks do there.

use chrono::{DateTime, Datelike as _, Months, NaiveDate, NaiveTime, TimeZone as _, Utc};
use chrono_tz::Europe::Zurich;

/// When the calendar month of that instant began, and when the next one begins (rule 7).
pub fn month_of(instant: DateTime<Utc>) -> (DateTime<Utc>, DateTime<Utc>) {
    let day = instant.with_timezone(&Zurich).date_naive();
    let first = day.with_day(1).unwrap_or(day);
    let next = first.checked_add_months(Months::new(1)).unwrap_or(first);
    (midnight(first), midnight(next))
}

/// When that day begins in Zurich. No clock there has ever changed at midnight since
/// summer time came; were one to skip it, the day would begin an hour later.
fn midnight(day: NaiveDate) -> DateTime<Utc> {
    let local = day.and_time(NaiveTime::MIN);
    let begins = Zurich.from_local_datetime(&local).earliest();
    begins.map_or_else(|| local.and_utc(), |begins| begins.to_utc())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn rule_7_a_month_begins_at_midnight_in_zurich_in_winter_and_in_summer() {
        for (instant, from, until) in [
            (
                "2026-11-26T07:00:00Z",
                "2026-10-31T23:00:00Z",
                "2026-11-30T23:00:00Z",
            ),
            (
                "2026-07-31T22:00:00Z",
                "2026-07-31T22:00:00Z",
                "2026-08-31T22:00:00Z",
            ),
            (
                "2026-07-31T21:59:59.999Z",
                "2026-06-30T22:00:00Z",
                "2026-07-31T22:00:00Z",
            ),
            // The clocks change within these months.
            (
                "2026-03-29T01:00:00Z",
                "2026-02-28T23:00:00Z",
                "2026-03-31T22:00:00Z",
            ),
            (
                "2026-10-25T01:00:00Z",
                "2026-09-30T22:00:00Z",
                "2026-10-31T23:00:00Z",
            ),
            (
                "2026-12-31T23:00:00Z",
                "2026-12-31T23:00:00Z",
                "2027-01-31T23:00:00Z",
            ),
        ] {
            assert_eq!(month_of(at(instant)), (at(from), at(until)), "{instant}");
        }
    }
}
