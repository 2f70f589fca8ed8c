//! Days of the calendar in a time zone, right across its clock changes. The history's
//! period filter calls it.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

use super::intl::{self, Formatter};

/// The calendar of one time zone.
#[derive(Debug)]
pub struct Calendar {
    formatter: Formatter,
}

impl Calendar {
    /// The calendar of a zone by its IANA name. `None` for one the browser doesn't know.
    pub fn of_zone(zone: &str) -> Option<Self> {
        let options = [
            ("timeZone", zone),
            ("calendar", "gregory"),
            ("numberingSystem", "latn"),
            ("year", "numeric"),
            ("month", "numeric"),
            ("day", "numeric"),
        ];
        Formatter::new("DateTimeFormat", "en", &options).map(|formatter| Self { formatter })
    }

    /// The calendar of the user's zone.
    pub fn of_user() -> Option<Self> {
        Self::of_zone(&intl::zone())
    }

    /// The day in which an instant falls.
    pub fn day(&self, at: DateTime<Utc>) -> Option<NaiveDate> {
        let date = intl::date(at);
        let part = |kind| self.formatter.part(&date, kind);
        NaiveDate::from_ymd_opt(
            part("year")?.parse().ok()?,
            part("month")?.parse().ok()?,
            part("day")?.parse().ok()?,
        )
    }

    /// The day that it is now.
    pub fn today(&self) -> Option<NaiveDate> {
        self.day(super::now())
    }

    /// The first instant of a day, to the second. Not always midnight: where clocks go
    /// forward at midnight, the day begins at one o'clock. `None` before 1900.
    ///
    /// The day after `day` begins at `start(day.succ_opt()?)`: a half-open period.
    pub fn start(&self, day: NaiveDate) -> Option<DateTime<Utc>> {
        if day < NaiveDate::from_ymd_opt(1900, 1, 1)? {
            return None;
        }
        // No zone is a whole day and two hours away from UTC, and the local day never
        // goes back as time goes on: so the instant can be searched by halving.
        let midnight = day.and_hms_opt(0, 0, 0)?.and_utc();
        let reach = TimeDelta::hours(26);
        let mut before = midnight.checked_sub_signed(reach)?;
        let mut within = midnight.checked_add_signed(reach)?;
        while (within - before) > TimeDelta::seconds(1) {
            let half = TimeDelta::seconds((within - before).num_seconds() / 2);
            let middle = before.checked_add_signed(half)?;
            if self.day(middle)? < day {
                before = middle;
            } else {
                within = middle;
            }
        }
        Some(within)
    }
}
