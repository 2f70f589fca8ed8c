//! The database: either of two, behind one way to write and one to read.

use std::sync::Arc;

use api::WalletId;
use futures_util::future::BoxFuture;
use tokio::sync::broadcast;

use super::{Dialect, Tx, postgres::PostgresDatabase, sqlite::SqliteDatabase};
use crate::{
    Error,
    port::{Clock, Random},
};

/// How many changes a slow listener may be behind before it is told that it missed some.
const CHANGES_KEPT: usize = 1024;

/// What was committed, by this process or (PostgreSQL) another one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// A wallet has a new line.
    Wallet {
        /// Which.
        wallet: WalletId,
        /// The number of the line.
        number: i64,
    },
    /// A payment, the card or the auto-renewal of a wallet, or who shares it, is not what it
    /// was.
    Payment {
        /// Which wallet's.
        wallet: WalletId,
    },
    /// Changes may have been missed: the listening connection was lost for a while.
    Missed,
}

/// The database. Cheap to clone; all clones are the same one.
#[derive(Clone)]
pub struct Database {
    kind: Kind,
    clock: Clock,
    random: Random,
    changes: broadcast::Sender<Change>,
}

#[derive(Clone)]
enum Kind {
    Sqlite(Arc<SqliteDatabase>),
    Postgres(Arc<PostgresDatabase>),
}

impl Database {
    /// Opens `sqlite:///path/to/file.db` (created if missing) or `postgres://…`.
    ///
    /// # Errors
    /// [`Error::Database`] when it can't be reached or the URL is of another kind.
    pub async fn connect(url: &str) -> Result<Self, Error> {
        Self::connect_with(url, Clock::default(), Random::default()).await
    }

    /// As [`Database::connect`], with a clock and dice of the caller's.
    ///
    /// # Errors
    /// As [`Database::connect`].
    pub async fn connect_with(url: &str, clock: Clock, random: Random) -> Result<Self, Error> {
        let changes = broadcast::Sender::new(CHANGES_KEPT);
        let kind = if url.starts_with("sqlite:") {
            Kind::Sqlite(Arc::new(
                SqliteDatabase::connect(url, changes.clone()).await?,
            ))
        } else {
            Kind::Postgres(Arc::new(
                PostgresDatabase::connect(url, changes.clone()).await?,
            ))
        };
        Ok(Self {
            kind,
            clock,
            random,
            changes,
        })
    }

    /// Brings the schema up to date.
    ///
    /// # Errors
    /// [`Error::Migration`] when a step fails, or the database was made by a newer version.
    pub async fn migrate(&self) -> Result<(), Error> {
        match &self.kind {
            Kind::Sqlite(database) => database.migrate().await,
            Kind::Postgres(database) => database.migrate().await,
        }
    }

    /// Runs `work` in one transaction and commits it if it succeeds; if it fails, nothing
    /// has changed. `work` may be run again when another transaction was in its way, so it
    /// must do nothing but talk to the database. Where the whole is spawned, `work` has to
    /// own what it uses (`async move`): the compiler can't tell otherwise that it is `Send`.
    ///
    /// # Errors
    /// What `work` returns, or [`Error::Database`].
    pub async fn write<T>(
        &self,
        work: impl AsyncFn(&mut Tx) -> Result<T, Error>,
    ) -> Result<T, Error> {
        match &self.kind {
            Kind::Sqlite(database) => database.write(&self.clock, &self.random, work).await,
            Kind::Postgres(database) => database.write(&self.clock, &self.random, work).await,
        }
    }

    /// Runs `work` on a snapshot: all its reads see the same state.
    ///
    /// # Errors
    /// What `work` returns, or [`Error::Database`].
    pub async fn read<T>(
        &self,
        work: impl AsyncFnOnce(&mut Tx) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let connection = match &self.kind {
            Kind::Sqlite(database) => database.snapshot().await?,
            Kind::Postgres(database) => database.snapshot().await?,
        };
        let mut tx = Tx::new(connection, &self.clock, &self.random);
        work(&mut tx).await
    }

    /// What is committed from now on.
    pub fn changes(&self) -> broadcast::Receiver<Change> {
        self.changes.subscribe()
    }

    /// The clock that transactions ask.
    pub const fn clock(&self) -> &Clock {
        &self.clock
    }

    /// The dice that transactions ask.
    pub const fn random(&self) -> &Random {
        &self.random
    }

    /// Which database it is.
    pub const fn dialect(&self) -> Dialect {
        match self.kind {
            Kind::Sqlite(_) => Dialect::Sqlite,
            Kind::Postgres(_) => Dialect::Postgres,
        }
    }

    /// Closes all connections, after what is running on them has ended.
    pub async fn close(&self) {
        match &self.kind {
            Kind::Sqlite(database) => database.close().await,
            Kind::Postgres(database) => database.close().await,
        }
    }
}

/// Tells the compiler what kind of closure it is, which it can't say of a parameter: one
/// that boxes its future. The future of an `async` closure may not move to another thread,
/// as far as the compiler can see; this one's may.
pub fn boxed<T, W>(work: W) -> W
where
    W: for<'t> Fn(&'t mut Tx) -> BoxFuture<'t, Result<T, Error>>,
{
    work
}
