//! Path and query parameters, parsed once into the contract's types.

use std::{convert::Infallible, fmt, str::FromStr};

use api::{
    Code, UserId, WalletId,
    history::{Cursor, Filter, PAGE_ROWS, PAGE_ROWS_MAX},
    transaction::TransactionType,
};
use axum::{
    extract::{FromRequestParts, Path},
    http::{header, request::Parts},
};
use chrono::{DateTime, Utc};

use super::problem::{Answer, Refused};
use crate::{Error, language::Locale, session, store::Tx};

/// An identifier in the path. One that is malformed names nothing, so it is answered
/// like one that is not there.
pub struct Id<T>(pub T);

impl<S: Send + Sync, T: FromStr> FromRequestParts<S> for Id<T> {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Answer<Self> {
        let Path(text) = Path::<String>::from_request_parts(parts, state)
            .await
            .map_err(|_rejection| Refused::new(Code::NotFound))?;
        identifier(&text).map(Self)
    }
}

/// Two identifiers in the path, each as [`Id`].
pub struct Ids<T, U>(pub T, pub U);

impl<S: Send + Sync, T: FromStr, U: FromStr> FromRequestParts<S> for Ids<T, U> {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Answer<Self> {
        let Path((one, other)) = Path::<(String, String)>::from_request_parts(parts, state)
            .await
            .map_err(|_rejection| Refused::new(Code::NotFound))?;
        Ok(Self(identifier(&one)?, identifier(&other)?))
    }
}

fn identifier<T: FromStr>(text: &str) -> Answer<T> {
    text.parse()
        .map_err(|_malformed| Refused::new(Code::NotFound))
}

/// What a client wants to be answered in: the first of `Accept-Language`.
pub struct Speaks(pub Locale);

impl<S: Send + Sync> FromRequestParts<S> for Speaks {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Infallible> {
        let tags = parts.headers.get(header::ACCEPT_LANGUAGE);
        let tags = tags.and_then(|value| value.to_str().ok());
        Ok(Self(Locale::of_tags(tags.unwrap_or_default())))
    }
}

/// Which wallet a path means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WalletName {
    /// `personal`: the signed-in user's own, for a page that knows no identifier yet.
    Personal,
    /// The wallet with that identifier.
    Id(WalletId),
}

impl FromStr for WalletName {
    type Err = api::id::NotAnId;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "personal" => Ok(Self::Personal),
            id => id.parse().map(Self::Id),
        }
    }
}

impl fmt::Display for WalletName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Personal => f.write_str("personal"),
            Self::Id(wallet) => wallet.fmt(f),
        }
    }
}

impl WalletName {
    /// The wallet that is meant. That it is the user's to look at is for the rules to say.
    ///
    /// # Errors
    /// [`Error::Database`].
    pub async fn resolve(self, tx: &mut Tx, user: UserId) -> Result<WalletId, Error> {
        match self {
            Self::Personal => session::personal_wallet(tx, user).await,
            Self::Id(wallet) => Ok(wallet),
        }
    }
}

/// What part of a history a request asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageQuery {
    /// Which lines.
    pub filter: Filter,
    /// How many at most, 1–[`PAGE_ROWS_MAX`].
    pub limit: u32,
    /// Where to go on from.
    pub cursor: Option<Cursor>,
}

impl<S: Send + Sync> FromRequestParts<S> for PageQuery {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Answer<Self> {
        let mut pairs = Pairs::of(parts)?;
        let query = Self {
            filter: pairs.filter()?,
            limit: pairs.take("limit", rows)?.unwrap_or(PAGE_ROWS),
            cursor: pairs.cursor()?,
        };
        pairs.nothing_left().map(|()| query)
    }
}

/// Which lines of a history a request asks for, all of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FilterQuery(pub Filter);

impl<S: Send + Sync> FromRequestParts<S> for FilterQuery {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Answer<Self> {
        let mut pairs = Pairs::of(parts)?;
        let filter = pairs.filter()?;
        pairs.nothing_left().map(|()| Self(filter))
    }
}

/// A period; either end may be absent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PeriodQuery {
    /// When it begins.
    pub from: Option<DateTime<Utc>>,
    /// When it has ended.
    pub until: Option<DateTime<Utc>>,
}

impl<S: Send + Sync> FromRequestParts<S> for PeriodQuery {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Answer<Self> {
        let mut pairs = Pairs::of(parts)?;
        let query = Self {
            from: pairs.take("from", instant)?,
            until: pairs.take("until", instant)?,
        };
        pairs.nothing_left().map(|()| query)
    }
}

/// Before which number a page of a list begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BeforeQuery(pub Option<i64>);

impl<S: Send + Sync> FromRequestParts<S> for BeforeQuery {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Answer<Self> {
        let mut pairs = Pairs::of(parts)?;
        let before = pairs.take("before", |text| {
            let digits = text.bytes().all(|b| b.is_ascii_digit());
            text.parse().ok().filter(|number| digits && *number >= 1)
        })?;
        pairs.nothing_left().map(|()| Self(before))
    }
}

/// No query at all: a parameter that would be ignored is refused instead.
pub struct NoQuery;

impl<S: Send + Sync> FromRequestParts<S> for NoQuery {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Answer<Self> {
        Pairs::of(parts)?.nothing_left().map(|()| Self)
    }
}

/// The pairs of a query that nobody has asked for yet.
struct Pairs(Vec<(String, String)>);

impl Pairs {
    fn of(parts: &Parts) -> Answer<Self> {
        let query = parts.uri.query().unwrap_or_default();
        let pairs: Vec<_> = form_urlencoded::parse(query.as_bytes())
            .into_owned()
            .collect();
        // What is not UTF-8 arrives as the replacement character.
        match pairs
            .iter()
            .find(|(_, value)| value.contains(char::REPLACEMENT_CHARACTER))
        {
            Some((name, _)) => Err(malformed(name)),
            None => Ok(Self(pairs)),
        }
    }

    /// The parameter of that name, at most once.
    fn take<T>(&mut self, name: &str, parse: impl Fn(&str) -> Option<T>) -> Answer<Option<T>> {
        let is_it = |(other, _): &(String, String)| other == name;
        let Some(place) = self.0.iter().position(is_it) else {
            return Ok(None);
        };
        let (_, value) = self.0.swap_remove(place);
        if self.0.iter().any(is_it) {
            return Err(malformed(name));
        }
        parse(&value).map(Some).ok_or_else(|| malformed(name))
    }

    fn filter(&mut self) -> Answer<Filter> {
        Ok(Filter {
            kind: self.take("type", TransactionType::parse)?,
            from: self.take("from", instant)?,
            until: self.take("until", instant)?,
            text: self.take("text", |text| text.parse().ok())?,
            by: self.take("by", |text| text.parse().ok())?,
        })
    }

    fn cursor(&mut self) -> Answer<Option<Cursor>> {
        let text = self.take("cursor", |text| Some(text.to_owned()))?;
        text.map(|text| text.parse())
            .transpose()
            .map_err(|_malformed| Refused::new(Code::InvalidCursor).field("cursor"))
    }

    fn nothing_left(&self) -> Answer<()> {
        match self.0.first() {
            Some((name, _)) => Err(malformed(name)),
            None => Ok(()),
        }
    }
}

fn malformed(name: &str) -> Refused {
    // The name is the client's own text; a bound keeps the answer small.
    Refused::new(Code::MalformedParameter).field(name.chars().take(64).collect::<String>())
}

/// RFC 3339, in any zone.
fn instant(text: &str) -> Option<DateTime<Utc>> {
    DateTime::parse_from_rfc3339(text)
        .ok()
        .map(|at| at.with_timezone(&Utc))
}

/// Digits only: `+25` and ` 25` are not numbers of rows.
fn rows(text: &str) -> Option<u32> {
    let digits = text.bytes().all(|b| b.is_ascii_digit());
    text.parse()
        .ok()
        .filter(|rows| digits && (1..=PAGE_ROWS_MAX).contains(rows))
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn page(query: &str) -> Answer<PageQuery> {
        let request = axum::http::Request::get(format!("/?{query}"))
            .body(())
            .unwrap();
        PageQuery::from_request_parts(&mut request.into_parts().0, &()).await
    }

    #[tokio::test]
    async fn t4_a_query_is_parsed_into_the_filter() {
        let query =
            "type=purchase&from=2026-01-01T00:00:00%2B01:00&text=S0%26%C3%A4&limit=500&cursor=o7";
        let page = page(query).await.unwrap();
        assert_eq!(page.filter.kind, Some(TransactionType::Purchase));
        assert_eq!(
            page.filter.from.unwrap().to_rfc3339(),
            "2025-12-31T23:00:00+00:00"
        );
        assert_eq!(page.filter.text.unwrap().as_str(), "S0&ä");
        assert_eq!((page.limit, page.cursor), (500, Some(Cursor::Older(7))));
    }

    #[tokio::test]
    async fn a_query_that_would_be_misread_is_refused() {
        for (query, code) in [
            ("limit=0", Code::MalformedParameter),
            ("limit=501", Code::MalformedParameter),
            ("limit=%2B25", Code::MalformedParameter),
            ("limit=1e2", Code::MalformedParameter),
            ("limit=", Code::MalformedParameter),
            ("limit=25&limit=25", Code::MalformedParameter),
            ("type=Purchase", Code::MalformedParameter),
            ("from=yesterday", Code::MalformedParameter),
            ("from=2026-01-01T00:00:00+01:00", Code::MalformedParameter),
            ("until=2026-02-30T00:00:00Z", Code::MalformedParameter),
            ("text=", Code::MalformedParameter),
            ("text=%00", Code::MalformedParameter),
            ("text=%ff", Code::MalformedParameter),
            ("sort=amount", Code::MalformedParameter),
            ("cursor=o0", Code::InvalidCursor),
        ] {
            let refused = page(query).await.unwrap_err();
            assert_eq!(refused.code(), code, "{query}");
        }
    }
}
