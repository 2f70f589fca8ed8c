//! Paths and queries of the backend, percent-encoded. Only [`crate::client`] calls it.

use api::history::{Cursor, Filter};
use chrono::{DateTime, Utc};

use crate::browser::encode;

/// A query string that is built parameter by parameter.
#[derive(Debug, Default)]
pub(super) struct Query(String);

impl Query {
    /// The parameters of a filter.
    pub(super) fn of_filter(filter: &Filter) -> Self {
        let mut query = Self::default();
        if let Some(kind) = filter.kind {
            query.push("type", kind.as_str());
        }
        if let Some(from) = filter.from {
            query.push("from", &instant(from));
        }
        if let Some(until) = filter.until {
            query.push("until", &instant(until));
        }
        if let Some(text) = &filter.text {
            query.push("text", text.as_str());
        }
        if let Some(by) = filter.by {
            query.push("by", &by.to_string());
        }
        query
    }

    /// Also from that place on.
    pub(super) fn and_cursor(mut self, cursor: Option<Cursor>) -> Self {
        if let Some(cursor) = cursor {
            self.push("cursor", &cursor.to_string());
        }
        self
    }

    /// Whether there is no parameter.
    pub(super) const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The path with this query behind it.
    pub(super) fn behind(self, path: String) -> String {
        if self.is_empty() {
            path
        } else {
            path + "?" + &self.0
        }
    }

    fn push(&mut self, name: &str, value: &str) {
        if !self.0.is_empty() {
            self.0.push('&');
        }
        self.0.push_str(name);
        self.0.push('=');
        self.0.push_str(&encode(value));
    }
}

/// As RFC 3339 has it, which is chrono's way to write an instant for debugging; the
/// formatting machinery behind its other ways would cost kilobytes.
fn instant(at: DateTime<Utc>) -> String {
    format!("{at:?}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use api::transaction::TransactionType;

    #[test]
    fn t4_a_filter_is_written_so_that_nothing_in_it_is_taken_for_syntax() {
        let filter = Filter {
            kind: Some(TransactionType::WelcomeGrant),
            from: DateTime::from_timestamp(1_772_319_600, 0),
            until: DateTime::from_timestamp_millis(1_774_994_400_500),
            text: "a&b=c#d/é +%".parse().ok(),
            by: Some(api::UserId::from_row(7)),
        };
        assert_eq!(
            Query::of_filter(&filter)
                .and_cursor(Some(Cursor::Older(7)))
                .behind("/p".to_owned()),
            "/p?type=welcome_grant&from=2026-02-28T23%3A00%3A00Z\
             &until=2026-03-31T22%3A00%3A00.500Z&text=a%26b%3Dc%23d%2F%C3%A9%20%2B%25&by=00000000000007&cursor=o7"
        );
    }

    #[test]
    fn t4_no_filter_writes_no_query() {
        let query = Query::of_filter(&Filter::default()).and_cursor(None);
        assert!(query.is_empty());
        assert_eq!(query.behind("/p".to_owned()), "/p");
    }
}
