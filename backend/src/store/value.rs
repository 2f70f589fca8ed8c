//! What goes into a statement and what comes out of it, the same for both databases.

use chrono::{DateTime, Utc};
use sqlx::{Row as _, postgres::PgRow, sqlite::SqliteRow};

use crate::Error;

/// A parameter of a statement. Absent values have a type too, because PostgreSQL
/// wants to know which.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// BIGINT.
    Int(Option<i64>),
    /// TEXT.
    Text(Option<String>),
    /// BLOB or BYTEA.
    Bytes(Option<Vec<u8>>),
}

macro_rules! value_from {
    ($($type:ty => $variant:ident($value:ident => $made:expr),)*) => {
        $(impl From<$type> for Value {
            fn from($value: $type) -> Self {
                Self::$variant(Some($made))
            }
        }

        impl From<Option<$type>> for Value {
            fn from(value: Option<$type>) -> Self {
                Self::$variant(value.map(|$value| $made))
            }
        })*
    };
}

value_from! {
    i64 => Int(value => value),
    &str => Text(value => value.to_owned()),
    String => Text(value => value),
    Vec<u8> => Bytes(value => value),
    &[u8] => Bytes(value => value.to_vec()),
    DateTime<Utc> => Int(value => value.timestamp_millis()),
    api::Credits => Int(value => value.hundredths()),
    api::UserId => Int(value => value.row()),
    api::WalletId => Int(value => value.row()),
    api::OrganisationId => Int(value => value.row()),
    api::GenerationId => Int(value => value.row()),
    api::PaymentId => Int(value => value.row()),
    api::InvitationId => Int(value => value.row()),
}

/// A row of an answer. Columns are asked for by name; one that is missing or of
/// another type is an error, never a panic.
#[derive(Debug)]
pub enum Row {
    /// SQLite's.
    Sqlite(SqliteRow),
    /// PostgreSQL's.
    Postgres(PgRow),
}

macro_rules! get {
    ($row:expr, $column:expr) => {
        match $row {
            Row::Sqlite(row) => row.try_get($column),
            Row::Postgres(row) => row.try_get($column),
        }
        .map_err(Error::from)
    };
}

impl Row {
    /// A BIGINT.
    ///
    /// # Errors
    /// [`Error::Database`] without such a column; so for all of these.
    pub fn int(&self, column: &'static str) -> Result<i64, Error> {
        get!(self, column)
    }

    /// A BIGINT or NULL.
    ///
    /// # Errors
    /// As [`Row::int`].
    pub fn opt_int(&self, column: &'static str) -> Result<Option<i64>, Error> {
        get!(self, column)
    }

    /// A TEXT.
    ///
    /// # Errors
    /// As [`Row::int`].
    pub fn text(&self, column: &'static str) -> Result<String, Error> {
        get!(self, column)
    }

    /// A TEXT or NULL.
    ///
    /// # Errors
    /// As [`Row::int`].
    pub fn opt_text(&self, column: &'static str) -> Result<Option<String>, Error> {
        get!(self, column)
    }

    /// A BLOB or BYTEA.
    ///
    /// # Errors
    /// As [`Row::int`].
    pub fn bytes(&self, column: &'static str) -> Result<Vec<u8>, Error> {
        get!(self, column)
    }

    /// An instant.
    ///
    /// # Errors
    /// As [`Row::int`]; [`Error::Corrupt`] beyond the calendar.
    pub fn instant(&self, column: &'static str) -> Result<DateTime<Utc>, Error> {
        instant(self.int(column)?)
    }

    /// An instant or NULL.
    ///
    /// # Errors
    /// As [`Row::instant`].
    pub fn opt_instant(&self, column: &'static str) -> Result<Option<DateTime<Utc>>, Error> {
        self.opt_int(column)?.map(instant).transpose()
    }

    /// An amount.
    ///
    /// # Errors
    /// As [`Row::int`]; [`Error::Corrupt`] beyond the bounds of an amount.
    pub fn credits(&self, column: &'static str) -> Result<api::Credits, Error> {
        credits(column, self.int(column)?)
    }

    /// An amount or NULL.
    ///
    /// # Errors
    /// As [`Row::credits`].
    pub fn opt_credits(&self, column: &'static str) -> Result<Option<api::Credits>, Error> {
        let hundredths = self.opt_int(column)?;
        hundredths
            .map(|hundredths| credits(column, hundredths))
            .transpose()
    }
}

fn credits(column: &str, hundredths: i64) -> Result<api::Credits, Error> {
    api::Credits::from_hundredths(hundredths)
        .map_err(|_| Error::corrupt(format!("{column} = {hundredths} is no amount")))
}

fn instant(millis: i64) -> Result<DateTime<Utc>, Error> {
    DateTime::from_timestamp_millis(millis)
        .ok_or_else(|| Error::corrupt(format!("{millis} is no instant")))
}
