//! What the address says about the history: whose, which lines, which page (T4).
//!
//! The address is the only state of the filters, so that back, forward, reload and a
//! sent link show the same lines. A parameter that doesn't parse is left out: an
//! address typed by hand shows too much rather than an error.

use api::{
    UserId, WalletId,
    history::{Cursor, Filter, SearchText},
    transaction::TransactionType,
};
use chrono::{DateTime, Datelike, NaiveDate, Utc};

use crate::route;

const TYPE: &str = "type";
const FROM: &str = "from";
const UNTIL: &str = "to";
const TEXT: &str = "text";
const PAGE: &str = "page";

/// The first year of which there can be transactions. While a year is typed, a browser
/// reports 0002, 0020 and 0202 on the way to 2026.
pub const FIRST_YEAR: i32 = 2000;

/// The query of the Credits page's address.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct HistoryQuery {
    /// Whose history; the personal one without.
    pub wallet: Option<WalletId>,
    /// Only this type.
    pub kind: Option<TransactionType>,
    /// From this day on, in the user's time zone.
    pub from: Option<NaiveDate>,
    /// Up to and with this day, in the user's time zone.
    pub until: Option<NaiveDate>,
    /// Only with this text.
    pub text: Option<SearchText>,
    /// Only what this member has caused; the screen says so, not the query (O7).
    pub by: Option<UserId>,
    /// Which page; the newest without.
    pub cursor: Option<Cursor>,
}

impl HistoryQuery {
    /// Reads an address's query; `get` gives a parameter's decoded value.
    pub fn read(get: impl Fn(&str) -> Option<String>) -> Self {
        let day = |name| {
            let day: Option<NaiveDate> = get(name).and_then(|text| text.parse().ok());
            day.filter(|day| day.year() >= FIRST_YEAR)
        };
        Self {
            wallet: get(route::WALLET).and_then(|text| text.parse().ok()),
            kind: get(TYPE).and_then(|word| TransactionType::parse(&word)),
            from: day(FROM),
            until: day(UNTIL),
            text: get(TEXT).and_then(|text| text.parse().ok()),
            by: None,
            cursor: get(PAGE).and_then(|text| text.parse().ok()),
        }
    }

    /// The address's query: parameters in a fixed order, `?` included; empty without any.
    pub fn write(&self, encode: impl Fn(&str) -> String) -> String {
        let parameters = [
            (route::WALLET, self.wallet.map(|wallet| wallet.to_string())),
            (TYPE, self.kind.map(|kind| kind.as_str().to_owned())),
            (FROM, self.from.map(|day| day.to_string())),
            (UNTIL, self.until.map(|day| day.to_string())),
            (TEXT, self.text.as_ref().map(|text| encode(text.as_str()))),
            (PAGE, self.cursor.map(|cursor| cursor.to_string())),
        ];
        let mut query = String::new();
        for (name, value) in parameters {
            if let Some(value) = value {
                query.push(if query.is_empty() { '?' } else { '&' });
                query.push_str(name);
                query.push('=');
                query.push_str(&value);
            }
        }
        query
    }

    /// The same history without filters, at its first page.
    #[must_use]
    pub fn unfiltered(&self) -> Self {
        Self {
            wallet: self.wallet,
            by: self.by,
            ..Self::default()
        }
    }

    /// The same lines, at that page.
    #[must_use]
    pub fn at(&self, cursor: Option<Cursor>) -> Self {
        Self {
            cursor,
            ..self.clone()
        }
    }

    /// Whether any line is left out.
    pub fn is_filtered(&self) -> bool {
        *self != self.unfiltered().at(self.cursor)
    }

    /// Whether the period ends before it begins.
    pub fn is_reversed(&self) -> bool {
        matches!((self.from, self.until), (Some(from), Some(until)) if until < from)
    }

    /// The filter as the backend knows it; `midnight` is the instant at which a day
    /// begins for the user. Periods are half-open: the last day's lines are all in.
    pub fn filter(&self, midnight: impl Fn(NaiveDate) -> Option<DateTime<Utc>>) -> Filter {
        Filter {
            kind: self.kind,
            from: self.from.and_then(&midnight),
            until: self
                .until
                .and_then(|day| day.succ_opt())
                .and_then(&midnight),
            text: self.text.clone(),
            by: self.by,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn full() -> HistoryQuery {
        HistoryQuery {
            wallet: Some(WalletId::from_row(7)),
            kind: Some(TransactionType::Purchase),
            from: NaiveDate::from_ymd_opt(2026, 3, 29),
            until: NaiveDate::from_ymd_opt(2026, 3, 29),
            text: "S0004&2".parse().ok(),
            by: None,
            cursor: Some(Cursor::Older(25)),
        }
    }

    fn read(query: &str) -> HistoryQuery {
        HistoryQuery::read(|name| {
            let pairs = query.trim_start_matches('?').split('&');
            let mut pairs = pairs.filter_map(|pair| pair.split_once('='));
            pairs
                .find(|(key, _)| *key == name)
                .map(|(_, value)| value.replace("%26", "&"))
        })
    }

    #[test]
    fn t4_filters_and_page_survive_the_address() {
        let address = full().write(|text| text.replace('&', "%26"));
        assert_eq!(
            address,
            "?wallet=00000000000007&type=purchase&from=2026-03-29&to=2026-03-29&text=S0004%262&page=o25"
        );
        assert_eq!(read(&address), full());
        assert_eq!(HistoryQuery::default().write(str::to_owned), "");
    }

    #[test]
    fn t4_an_address_typed_by_hand_shows_what_it_can() {
        let query = read("?wallet=1&type=bribe&from=0202-01-01&to=2026-03-01&page=zzz");
        assert_eq!(
            query,
            HistoryQuery {
                until: full()
                    .until
                    .and_then(|_| NaiveDate::from_ymd_opt(2026, 3, 1)),
                ..HistoryQuery::default()
            }
        );
    }

    #[test]
    fn t4_the_last_day_of_a_period_is_all_in() {
        let filter = full().filter(|day| Some(day.and_hms_opt(0, 0, 0).unwrap().and_utc()));
        assert_eq!(
            format!("{:?}", filter.from.unwrap()),
            "2026-03-29T00:00:00Z"
        );
        assert_eq!(
            format!("{:?}", filter.until.unwrap()),
            "2026-03-30T00:00:00Z"
        );
    }

    #[test]
    fn t4_a_wallet_and_a_page_are_not_filters() {
        assert!(full().is_filtered());
        assert!(!full().unfiltered().at(Some(Cursor::Newer(3))).is_filtered());
        assert!(
            HistoryQuery {
                from: full().from,
                until: NaiveDate::from_ymd_opt(2026, 3, 28),
                ..full()
            }
            .is_reversed()
        );
    }
}
