//! Numbers, credits and instants as text, in the page's language and region (G1), by
//! the browser's `Intl`. The only module that makes such text; everybody may call it.

use api::Credits;
use chrono::{DateTime, Utc};
use wasm_bindgen::JsValue;

use crate::{
    browser::{
        self,
        intl::{self, Formatter},
    },
    host,
};

/// The formats of one region and time zone.
///
/// What `Intl` refuses (a region that is no language tag, a zone that the browser
/// doesn't know) is written in English, and in UTC.
#[derive(Debug)]
pub struct Format {
    zone: String,
    credits: Option<Formatter>,
    signed: Option<Formatter>,
    count: Option<Formatter>,
    date: Option<Formatter>,
    date_time: Option<Formatter>,
    zone_name: Option<Formatter>,
}

/// Always grouped, so that columns align in languages that spare the first group.
const GROUPED: (&str, &str) = ("useGrouping", "always");
/// Hundredths are always shown.
const HUNDREDTHS: [(&str, &str); 2] = [
    ("minimumFractionDigits", "2"),
    ("maximumFractionDigits", "2"),
];
/// A month in words: 5/3 and 3/5 are different days to different readers.
const DAY: [(&str, &str); 3] = [("day", "numeric"), ("month", "short"), ("year", "numeric")];
/// Midnight is 00:00.
const TIME: [(&str, &str); 3] = [
    ("hour", "2-digit"),
    ("minute", "2-digit"),
    ("hourCycle", "h23"),
];

impl Format {
    /// The formats of a BCP 47 tag such as `de-CH` and an IANA zone.
    pub fn new(region: &str, zone: &str) -> Self {
        let number = |options: &[(&str, &str)]| formatter("NumberFormat", region, options);
        let zone = if formatter("DateTimeFormat", "en", &[("timeZone", zone)]).is_some() {
            zone
        } else {
            "UTC"
        };
        let date = |options: &[(&str, &str)]| {
            let options = [&[("timeZone", zone)], options].concat();
            formatter("DateTimeFormat", region, &options)
        };
        let [least, most] = HUNDREDTHS;
        Self {
            zone: zone.to_owned(),
            credits: number(&[GROUPED, least, most]),
            signed: number(&[GROUPED, least, most, ("signDisplay", "exceptZero")]),
            count: number(&[GROUPED]),
            date: date(&DAY),
            date_time: date(&[DAY, TIME].concat()),
            zone_name: date(&[("timeZoneName", "longGeneric")]),
        }
    }

    /// An amount: `136.00`, `1,234.50`, `−1.00`.
    pub fn credits(&self, credits: Credits) -> String {
        number(self.credits.as_ref(), decimal(credits))
    }

    /// An amount that is a change: `+100.00`, `−1.00` (T2).
    pub fn signed(&self, credits: Credits) -> String {
        number(self.signed.as_ref(), decimal(credits))
    }

    /// A number of things: `1,312`.
    pub fn count(&self, count: u64) -> String {
        number(self.count.as_ref(), count.to_string())
    }

    /// The day of an instant: `5 Mar 2026`.
    pub fn date(&self, at: DateTime<Utc>) -> String {
        instant(self.date.as_ref(), at)
    }

    /// An instant to the minute: `5 Mar 2026, 15:07`.
    pub fn date_time(&self, at: DateTime<Utc>) -> String {
        instant(self.date_time.as_ref(), at)
    }

    /// The name of the zone that instants are written in, true in summer and winter:
    /// `Central European Time`; its IANA name where the language has no words for it.
    pub fn zone_label(&self) -> String {
        let named = self.zone_name.as_ref();
        named
            .and_then(|zone| zone.part(&intl::date(browser::now()), "timeZoneName"))
            .filter(|name| !name.contains(|c: char| c.is_ascii_digit() || c == '+'))
            .unwrap_or_else(|| self.zone.clone())
    }
}

thread_local! {
    static HERE: Format = Format::new(&host::get().region, &intl::zone());
}

/// An amount in the page's region: `136.00`, `1,234.50`, `−1.00`.
pub fn credits(credits: Credits) -> String {
    HERE.with(|here| here.credits(credits))
}

/// An amount that is a change, in the page's region: `+100.00`, `−1.00` (T2).
pub fn signed(credits: Credits) -> String {
    HERE.with(|here| here.signed(credits))
}

/// A number of things, in the page's region: `1,312`.
pub fn count(count: u64) -> String {
    HERE.with(|here| here.count(count))
}

/// The day of an instant, in the page's region and the user's zone: `5 Mar 2026`.
pub fn date(at: DateTime<Utc>) -> String {
    HERE.with(|here| here.date(at))
}

/// An instant to the minute, in the page's region and the user's zone (T3):
/// `5 Mar 2026, 15:07`.
pub fn date_time(at: DateTime<Utc>) -> String {
    HERE.with(|here| here.date_time(at))
}

/// The name of the user's zone, true in summer and winter (T3): `Central European Time`.
pub fn zone_label() -> String {
    HERE.with(Format::zone_label)
}

fn formatter(class: &str, region: &str, options: &[(&str, &str)]) -> Option<Formatter> {
    Formatter::new(class, region, options).or_else(|| Formatter::new(class, "en", options))
}

/// The number as text; `Intl` takes decimal text and rounds nothing. The sign of less
/// than zero is U+2212 in every language: a hyphen is too short to be seen in a column.
fn number(formatter: Option<&Formatter>, decimal: String) -> String {
    formatter
        .and_then(|formatter| formatter.format(&JsValue::from_str(&decimal)))
        .unwrap_or(decimal)
        .replace('-', "\u{2212}")
}

fn instant(formatter: Option<&Formatter>, at: DateTime<Utc>) -> String {
    formatter
        .and_then(|formatter| formatter.format(&intl::date(at)))
        .unwrap_or_else(|| at.to_string())
}

/// The amount as decimal text: `-1.05`.
fn decimal(credits: Credits) -> String {
    let hundredths = credits.hundredths();
    let sign = if hundredths < 0 { "-" } else { "" };
    let magnitude = hundredths.unsigned_abs();
    format!("{sign}{}.{:02}", magnitude / 100, magnitude % 100)
}

/// The instant for machines, as `<time datetime>` takes it (T3): RFC 3339, in UTC.
pub fn machine(at: DateTime<Utc>) -> String {
    // chrono's own RFC 3339 would take an allocator feature; its debug form is the same.
    format!("{at:?}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_written_exactly() {
        for (hundredths, text) in [
            (0, "0.00"),
            (5, "0.05"),
            (-5, "-0.05"),
            (-105, "-1.05"),
            (13_600, "136.00"),
            (100_000_000_000, "1000000000.00"),
        ] {
            assert_eq!(decimal(Credits::from_hundredths(hundredths).unwrap()), text);
        }
    }
}
