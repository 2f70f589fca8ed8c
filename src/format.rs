//! Numbers, credits and instants as text, in the page's language and region (G1), by
//! the browser's `Intl`. The only module that makes such text; everybody may call it.

use std::cell::{OnceCell, RefCell};

use api::{Credits, Money, money::Currency};
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
    region: String,
    zone: String,
    credits: Option<Formatter>,
    signed: Option<Formatter>,
    count: Option<Formatter>,
    share: Option<Formatter>,
    date: Option<Formatter>,
    date_time: Option<Formatter>,
    zone_label: OnceCell<String>,
    /// Of the currency that was written last: there is hardly ever another one.
    money: RefCell<Option<(Currency, Option<Formatter>)>>,
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
            region: region.to_owned(),
            zone: zone.to_owned(),
            credits: number(&[GROUPED, least, most]),
            signed: number(&[GROUPED, least, most, ("signDisplay", "exceptZero")]),
            count: number(&[GROUPED]),
            share: number(&[("style", "percent"), ("maximumFractionDigits", "0")]),
            date: date(&DAY),
            date_time: date(&[DAY, TIME].concat()),
            zone_label: OnceCell::new(),
            money: RefCell::default(),
        }
    }

    /// An amount: `136.00`, `1,234.50`, `−1.00`.
    pub fn credits(&self, credits: Credits) -> String {
        number(self.credits.as_ref(), decimal(credits.hundredths()))
    }

    /// An amount that is a change: `+100.00`, `−1.00` (T2).
    pub fn signed(&self, credits: Credits) -> String {
        number(self.signed.as_ref(), decimal(credits.hundredths()))
    }

    /// An amount that is mostly whole: `20`, `1,000`, `20.50`.
    pub fn brief(&self, credits: Credits) -> String {
        let formatter = match credits.hundredths() % 100 {
            0 => &self.count,
            _fraction => &self.credits,
        };
        number(formatter.as_ref(), plain(credits))
    }

    /// An amount of money: `CHF 49.00`, `49,00 CHF`.
    pub fn money(&self, money: Money) -> String {
        let mut last = self.money.borrow_mut();
        let _another = last.take_if(|(currency, _)| *currency != money.currency);
        let (_, formatter) = last.get_or_insert_with(|| {
            let options = [
                ("style", "currency"),
                ("currency", money.currency.as_str()),
                ("currencyDisplay", "code"),
                GROUPED,
            ];
            let formatter = formatter("NumberFormat", &self.region, &options);
            (money.currency, formatter)
        });
        number(formatter.as_ref(), decimal(money.amount_minor))
    }

    /// A number of things: `1,312`.
    pub fn count(&self, count: u64) -> String {
        number(self.count.as_ref(), count.to_string())
    }

    /// A part of a whole: `12%`, `12 %`. None of nothing.
    pub fn share(&self, part: Credits, whole: Credits) -> Option<String> {
        let (part, whole) = (part.hundredths(), whole.hundredths());
        let thousandths = part.checked_mul(1_000)?.checked_div(whole)?;
        let fraction = format!("{thousandths}e-3");
        let formatted = self.share.as_ref()?.format(&JsValue::from_str(&fraction));
        formatted.filter(|_| whole > 0)
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
    pub fn zone_label(&self) -> &str {
        self.zone_label.get_or_init(|| {
            let options = [("timeZone", &*self.zone), ("timeZoneName", "longGeneric")];
            formatter("DateTimeFormat", &self.region, &options)
                .and_then(|zone| zone.part(&intl::date(browser::now()), "timeZoneName"))
                .filter(|name| !name.contains(|c: char| c.is_ascii_digit() || c == '+'))
                .unwrap_or_else(|| self.zone.clone())
        })
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

/// An amount that is mostly whole, in the page's region: `20`, `1,000`, `20.50`.
pub fn brief(credits: Credits) -> String {
    HERE.with(|here| here.brief(credits))
}

/// An amount of money, in the page's region: `CHF 49.00`.
pub fn money(money: Money) -> String {
    HERE.with(|here| here.money(money))
}

/// An amount as it stands in a number field, the same in every region: `20`, `20.50`.
pub fn plain(credits: Credits) -> String {
    let text = decimal(credits.hundredths());
    text.strip_suffix(".00").map(str::to_owned).unwrap_or(text)
}

/// An amount of money as it stands in a number field, without its currency: `245.00`.
pub fn plain_money(money: Money) -> String {
    decimal(money.amount_minor)
}

/// A number of things, in the page's region: `1,312`.
pub fn count(count: u64) -> String {
    HERE.with(|here| here.count(count))
}

/// A part of a whole: `12%`, `12 %`. None of nothing.
pub fn share(part: Credits, whole: Credits) -> Option<String> {
    HERE.with(|here| here.share(part, whole))
}

/// The day of an instant, in the page's region and the user's zone: `5 Mar 2026`.
pub fn date(at: DateTime<Utc>) -> String {
    HERE.with(|here| here.date(at))
}

/// The day of an instant in Zurich, where the months of limits begin (rule 7).
pub fn date_in_zurich(at: DateTime<Utc>) -> String {
    let options = [[("timeZone", "Europe/Zurich")].as_slice(), &DAY].concat();
    let formatter = formatter("DateTimeFormat", &host::get().region, &options);
    instant(formatter.as_ref(), at)
}

/// An instant to the minute, in the page's region and the user's zone (T3):
/// `5 Mar 2026, 15:07`.
pub fn date_time(at: DateTime<Utc>) -> String {
    HERE.with(|here| here.date_time(at))
}

/// The name of the user's zone, true in summer and winter (T3): `Central European Time`.
pub fn zone_label() -> String {
    HERE.with(|here| here.zone_label().to_owned())
}

fn formatter(class: &str, region: &str, options: &[(&str, &str)]) -> Option<Formatter> {
    Formatter::new(class, region, options).or_else(|| Formatter::new(class, "en", options))
}

/// A name as part of a sentence: one that is written from right to left is set apart, so that
/// it turns nothing of what stands beside it.
pub fn name(name: &str) -> String {
    let is_from_right = |c: char| {
        matches!(c, '\u{590}'..='\u{8ff}' | '\u{200f}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}'
            | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
    };
    if name.contains(is_from_right) {
        format!("\u{2068}{name}\u{2069}")
    } else {
        name.to_owned()
    }
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

/// So many hundredths as decimal text: `-1.05`.
fn decimal(hundredths: i64) -> String {
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
            assert_eq!(decimal(hundredths), text);
        }
    }

    #[test]
    fn a3_a_number_field_holds_no_needless_decimals() {
        for (hundredths, text) in [(2_000, "20"), (2_050, "20.50"), (0, "0"), (100_000, "1000")] {
            assert_eq!(plain(Credits::from_hundredths(hundredths).unwrap()), text);
        }
    }
}
