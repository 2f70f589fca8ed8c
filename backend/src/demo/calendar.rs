//! When people at a planning office work.

use chrono::{DateTime, Datelike as _, NaiveDate, NaiveTime, TimeDelta, Utc, Weekday};

use crate::port::SplitMix;

/// Seconds after midnight, UTC, of the first and last beginning of a piece of work:
/// 07:20 to 16:50 on a Swiss clock in winter.
const FIRST: u32 = 22_800;
const LAST: u32 = 57_000;

/// The same time of day, so many days ago.
pub(super) fn days_ago(now: DateTime<Utc>, days: u32) -> DateTime<Utc> {
    now - TimeDelta::days(i64::from(days))
}

/// How many pieces of work somebody begins on a day, when `usual` are usual.
pub(super) fn pieces(dice: &mut SplitMix, day: NaiveDate, usual: u32) -> u32 {
    let holidays = matches!((day.month(), day.day()), (12, 24..) | (1, ..=2) | (8, 1));
    let percent = match day.weekday() {
        _ if holidays => 5,
        Weekday::Sun => 2,
        Weekday::Sat => 8,
        Weekday::Fri => 75,
        Weekday::Mon | Weekday::Tue | Weekday::Wed | Weekday::Thu => 110,
    };
    let percent = if matches!(day.month(), 7 | 8) {
        percent * 7 / 10
    } else {
        percent
    };
    (0..usual.saturating_mul(2))
        .map(|_| u32::from(dice.below(200) < percent))
        .sum()
}

/// A moment of a working day at which somebody begins something, with odd seconds and
/// milliseconds.
pub(super) fn moment(dice: &mut SplitMix, day: NaiveDate) -> DateTime<Utc> {
    let span = LAST.saturating_sub(FIRST);
    let second = FIRST.saturating_add(dice.below(span));
    let midnight = day.and_time(NaiveTime::MIN).and_utc();
    midnight
        + TimeDelta::seconds(i64::from(second))
        + TimeDelta::milliseconds(i64::from(dice.below(1000)))
}

/// The days from one instant to another.
pub(super) fn days(from: DateTime<Utc>, until: DateTime<Utc>) -> impl Iterator<Item = NaiveDate> {
    let last = until.date_naive();
    from.date_naive()
        .iter_days()
        .take_while(move |day| *day <= last)
}
