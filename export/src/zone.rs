//! How far a zone is from UTC at an instant, asked as rarely as possible.
//! For the workbook; the worker asks the browser's `Intl`, a test a table.

use chrono::{DateTime, Utc};

/// Seconds of a UTC day.
const DAY: i64 = 86_400;
/// Seconds of a quarter of an hour: zones change at no other instants.
const QUARTER: i64 = 900;

/// A time zone, asked through a function that knows it.
///
/// Rows are in order of time, so the last day asked for is worth remembering. No zone
/// changes its offset and changes back within a day: where a day begins and ends with
/// the same offset, it has that offset throughout, and only the two days a year on which
/// the clocks change are looked at by quarters of an hour.
pub struct Zone<F> {
    ask: F,
    /// The last day asked for, and its offset if it has but one.
    day: Option<(i64, Option<i32>)>,
    /// The last quarter of an hour asked for, and its offset.
    quarter: Option<(i64, i32)>,
}

impl<F: FnMut(DateTime<Utc>) -> Option<i32>> Zone<F> {
    /// The zone whose offset, in minutes east of UTC, the function tells, if it can.
    pub fn new(ask: F) -> Self {
        Self {
            ask,
            day: None,
            quarter: None,
        }
    }

    /// Minutes east of UTC at that instant, if the function could tell.
    pub fn offset_minutes(&mut self, at: DateTime<Utc>) -> Option<i32> {
        let day = at.timestamp().div_euclid(DAY);
        let steady = match self.day {
            Some((known, steady)) if known == day => steady,
            _other_day => {
                let first = self.asked(day * DAY)?;
                let last = self.asked((day + 1) * DAY - 1)?;
                let steady = (first == last).then_some(first);
                self.day = Some((day, steady));
                steady
            }
        };
        steady.or_else(|| self.in_quarter(at.timestamp().div_euclid(QUARTER)))
    }

    fn in_quarter(&mut self, quarter: i64) -> Option<i32> {
        match self.quarter {
            Some((known, offset)) if known == quarter => Some(offset),
            _other_quarter => {
                let offset = self.asked(quarter * QUARTER)?;
                self.quarter = Some((quarter, offset));
                Some(offset)
            }
        }
    }

    fn asked(&mut self, timestamp: i64) -> Option<i32> {
        (self.ask)(DateTime::from_timestamp(timestamp, 0)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Europe/Zurich in 2026.
    fn zurich(at: DateTime<Utc>) -> Option<i32> {
        let summer: DateTime<Utc> = "2026-03-29T01:00:00Z".parse().unwrap();
        let winter: DateTime<Utc> = "2026-10-25T01:00:00Z".parse().unwrap();
        Some(if (summer..winter).contains(&at) {
            120
        } else {
            60
        })
    }

    #[test]
    fn t3_every_second_around_both_changes_has_its_own_offset() {
        let mut zone = Zone::new(zurich);
        for day in ["2026-03-29T00:00:00Z", "2026-10-25T00:00:00Z"] {
            let start: DateTime<Utc> = day.parse().unwrap();
            for second in -4_000..90_000 {
                let at = start + chrono::TimeDelta::seconds(second);
                assert_eq!(zone.offset_minutes(at), zurich(at), "{at}");
            }
        }
    }

    #[test]
    fn x1_two_years_of_rows_ask_twice_a_day_and_four_times_an_hour_at_a_change() {
        let mut asked = 0;
        let mut zone = Zone::new(|at| {
            asked += 1;
            zurich(at)
        });
        let start: DateTime<Utc> = "2026-01-01T00:00:00Z".parse().unwrap();
        for minute in (0..365 * 24 * 60).rev() {
            zone.offset_minutes(start + chrono::TimeDelta::minutes(minute));
        }
        assert_eq!(asked, 365 * 2 + 2 * 96);
    }
}
