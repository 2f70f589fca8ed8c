//! One transaction on either database.

use chrono::{DateTime, Utc};
use futures_util::{TryStreamExt as _, future::BoxFuture};
use sqlx::{AssertSqlSafe, Postgres, Sqlite, Transaction};

use super::{Change, Row, Value};
use crate::{
    Error,
    port::{Clock, Random},
};

/// Which database it is, for the few places where one text of SQL can't serve both.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialect {
    /// The embedded one.
    Sqlite,
    /// By URL.
    Postgres,
}

impl Dialect {
    /// Behind a SELECT: nobody else changes these rows until the transaction ends.
    /// (On SQLite there is only one writer.)
    pub(super) const fn for_update(self) -> &'static str {
        match self {
            Self::Sqlite => "",
            Self::Postgres => " FOR UPDATE",
        }
    }

    /// Behind a SELECT: as [`Dialect::for_update`], but other rows may begin to name these
    /// meanwhile.
    pub(super) const fn for_no_key_update(self) -> &'static str {
        match self {
            Self::Sqlite => "",
            Self::Postgres => " FOR NO KEY UPDATE",
        }
    }

    /// Behind a SELECT: these rows stay as they are until the transaction ends, though
    /// others may hold them too.
    pub(super) const fn for_share(self) -> &'static str {
        match self {
            Self::Sqlite => "",
            Self::Postgres => " FOR SHARE",
        }
    }
}

/// One transaction, given to a closure by [`super::Database::write`] or
/// [`super::Database::read`]; they end it.
pub struct Tx {
    connection: Connection,
    now: DateTime<Utc>,
    random: Random,
    changes: Vec<Change>,
    statements: Option<Vec<(String, Vec<Value>)>>,
}

/// The open transaction of either database; rolled back when it is dropped.
pub(super) enum Connection {
    Sqlite(Transaction<'static, Sqlite>),
    Postgres(Transaction<'static, Postgres>),
}

/// Runs one expression with the statement and the connection of either database.
macro_rules! run {
    ($tx:expr, $sql:expr, $values:expr, |$query:ident, $connection:ident| $run:expr) => {
        match &mut $tx.connection {
            Connection::Sqlite(transaction) => {
                let $query = bound!($sql, $values);
                let $connection = &mut **transaction;
                $run
            }
            Connection::Postgres(transaction) => {
                let $query = bound!($sql, $values);
                let $connection = &mut **transaction;
                $run
            }
        }
    };
}

/// The statement with its parameters.
macro_rules! bound {
    ($sql:expr, $values:expr) => {{
        // The text comes from `store` alone, and what users typed only as a parameter.
        let mut query = sqlx::query(AssertSqlSafe($sql));
        for value in $values {
            query = match value {
                Value::Int(value) => query.bind(value),
                Value::Text(value) => query.bind(value),
                Value::Bytes(value) => query.bind(value),
            };
        }
        query
    }};
}

// The methods below return boxed futures: a caller's future would otherwise name every
// type within sqlx's, and the compiler then fails to see that it may move to another
// thread ("implementation is not general enough").
impl Tx {
    pub(super) fn new(connection: Connection, clock: &Clock, random: &Random) -> Self {
        Self {
            connection,
            now: clock.now(),
            random: random.clone(),
            changes: Vec::new(),
            statements: None,
        }
    }

    pub(super) fn into_parts(self) -> (Connection, Vec<Change>) {
        (self.connection, self.changes)
    }

    /// The instant of this transaction: the same at each call.
    pub const fn now(&self) -> DateTime<Utc> {
        self.now
    }

    /// Acts from now on as if it were another instant: for imports and demo data, whose
    /// events lie in the past.
    pub const fn set_now(&mut self, at: DateTime<Utc>) {
        self.now = at;
    }

    /// The dice.
    pub const fn random(&self) -> &Random {
        &self.random
    }

    /// Which database it is.
    pub const fn dialect(&self) -> Dialect {
        match self.connection {
            Connection::Sqlite(_) => Dialect::Sqlite,
            Connection::Postgres(_) => Dialect::Postgres,
        }
    }

    /// Lets everybody know of the change once, and only if, the transaction is committed.
    pub fn announce(&mut self, change: Change) {
        self.changes.push(change);
    }

    /// Keeps the text and the parameters of every statement from now on.
    pub fn record(&mut self) {
        self.statements = Some(Vec::new());
    }

    /// The statements since [`Tx::record`], which are kept no longer.
    pub fn recorded(&mut self) -> Vec<(String, Vec<Value>)> {
        self.statements.take().unwrap_or_default()
    }

    fn note(&mut self, sql: &str, values: &[Value]) {
        if let Some(statements) = &mut self.statements {
            statements.push((sql.to_owned(), values.to_vec()));
        }
    }

    /// Runs a statement. Returns how many rows it touched.
    pub fn execute<'t>(
        &'t mut self,
        sql: impl Into<String>,
        values: impl IntoIterator<Item = Value>,
    ) -> BoxFuture<'t, Result<u64, Error>> {
        let (sql, values) = (sql.into(), values.into_iter().collect::<Vec<_>>());
        self.note(&sql, &values);
        Box::pin(async move {
            Ok(run!(self, sql, values, |query, connection| {
                query.execute(connection).await?.rows_affected()
            }))
        })
    }

    /// The first row of the answer, if it has one.
    pub fn fetch_optional<'t>(
        &'t mut self,
        sql: impl Into<String>,
        values: impl IntoIterator<Item = Value>,
    ) -> BoxFuture<'t, Result<Option<Row>, Error>> {
        let (sql, values) = (sql.into(), values.into_iter().collect::<Vec<_>>());
        self.note(&sql, &values);
        Box::pin(async move {
            Ok(match &mut self.connection {
                Connection::Sqlite(transaction) => bound!(sql, values)
                    .fetch_optional(&mut **transaction)
                    .await?
                    .map(Row::Sqlite),
                Connection::Postgres(transaction) => bound!(sql, values)
                    .fetch_optional(&mut **transaction)
                    .await?
                    .map(Row::Postgres),
            })
        })
    }

    /// The one row of the answer.
    ///
    /// # Errors
    /// [`sqlx::Error::RowNotFound`] without a row: the caller knows that there is one.
    pub async fn fetch_one(
        &mut self,
        sql: impl Into<String>,
        values: impl IntoIterator<Item = Value>,
    ) -> Result<Row, Error> {
        let row = self.fetch_optional(sql, values).await?;
        row.ok_or(Error::Database(sqlx::Error::RowNotFound))
    }

    /// All rows of the answer.
    pub fn fetch_all<'t>(
        &'t mut self,
        sql: impl Into<String>,
        values: impl IntoIterator<Item = Value>,
    ) -> BoxFuture<'t, Result<Vec<Row>, Error>> {
        let (sql, values) = (sql.into(), values.into_iter().collect::<Vec<_>>());
        self.note(&sql, &values);
        Box::pin(async move {
            Ok(match &mut self.connection {
                Connection::Sqlite(transaction) => {
                    bound!(sql, values)
                        .fetch(&mut **transaction)
                        .map_ok(Row::Sqlite)
                        .try_collect()
                        .await?
                }
                Connection::Postgres(transaction) => {
                    bound!(sql, values)
                        .fetch(&mut **transaction)
                        .map_ok(Row::Postgres)
                        .try_collect()
                        .await?
                }
            })
        })
    }
}
