//! SQLite: one writer, many readers, and one commit for all who wait for it.
//!
//! With `synchronous=FULL` a commit waits for the disk, so one commit a write would
//! limit everybody to the disk's pace. Writers that wait in line therefore share a
//! transaction: each runs in a savepoint of its own, then queues up again; whoever's
//! turn comes first after that commits for all who ran in the meantime. Nobody is
//! answered before the commit that holds their work.

use std::{
    str::FromStr as _,
    sync::{Arc, OnceLock},
    time::Duration,
};

use sqlx::{
    Connection as _, Sqlite, SqlitePool, Transaction,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};
use tokio::{
    sync::{Mutex, MutexGuard, broadcast},
    time::timeout,
};

use super::{Change, Tx, tx::Connection};
use crate::{
    Error,
    port::{Clock, Random},
};

/// How long anybody waits for a connection or for their turn to write.
const WAIT: Duration = Duration::from_secs(10);
/// Readers at once; SQLite reads from the page cache, so more than a few don't help.
const READERS: u32 = 8;

/// The embedded database.
pub(super) struct SqliteDatabase {
    writer: SqlitePool,
    readers: SqlitePool,
    turn: Mutex<Option<Batch>>,
    changes: broadcast::Sender<Change>,
}

/// The transaction that writers share at this moment.
struct Batch {
    transaction: Transaction<'static, Sqlite>,
    changes: Vec<Change>,
    outcome: Outcome,
}

/// Whether a batch was committed; unset while it is open, and for ever if it was lost.
type Outcome = Arc<OnceLock<bool>>;

impl SqliteDatabase {
    pub(super) async fn connect(
        url: &str,
        changes: broadcast::Sender<Change>,
    ) -> Result<Self, Error> {
        let options = SqliteConnectOptions::from_str(url)?
            .create_if_missing(true)
            .foreign_keys(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .busy_timeout(WAIT)
            .pragma("cache_size", "-16384");
        let pool = |size| {
            SqlitePoolOptions::new()
                .max_connections(size)
                .acquire_timeout(WAIT)
        };
        Ok(Self {
            // The writer first: it creates the file that readers only open.
            writer: pool(1)
                // After a commit that failed the connection still believes that it is in
                // a transaction, and would refuse the next for ever: it is made anew.
                .before_acquire(|connection, _| {
                    Box::pin(async move { Ok(!connection.is_in_transaction()) })
                })
                .connect_with(options.clone())
                .await?,
            readers: pool(READERS).connect_lazy_with(options.read_only(true)),
            turn: Mutex::new(None),
            changes,
        })
    }

    pub(super) async fn migrate(&self) -> Result<(), Error> {
        Ok(sqlx::migrate!("./migrations/sqlite")
            .run(&self.writer)
            .await?)
    }

    pub(super) async fn snapshot(&self) -> Result<Connection, Error> {
        Ok(Connection::Sqlite(self.readers.begin().await?))
    }

    pub(super) async fn write<T>(
        &self,
        clock: &Clock,
        random: &Random,
        work: impl AsyncFn(&mut Tx) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let mut turn = self.turn().await?;
        let mut batch = match turn.take() {
            Some(batch) => batch,
            None => self.open_batch().await?,
        };
        savepoint(&mut batch.transaction, "SAVEPOINT work").await?;
        let mut tx = Tx::new(Connection::Sqlite(batch.transaction), clock, random);
        let result = work(&mut tx).await;
        let (Connection::Sqlite(mut transaction), changes) = tx.into_parts() else {
            return Err(Error::corrupt("a transaction changed its database"));
        };
        if result.is_ok() {
            batch.changes.extend(changes);
        } else {
            savepoint(&mut transaction, "ROLLBACK TO work").await?;
        }
        savepoint(&mut transaction, "RELEASE work").await?;
        batch.transaction = transaction;
        let outcome = Arc::clone(&batch.outcome);
        *turn = Some(batch);
        drop(turn);
        self.settle(&outcome).await?;
        result
    }

    /// Commits the batch of that outcome, unless somebody has done so.
    async fn settle(&self, outcome: &Outcome) -> Result<(), Error> {
        // Turns are given in the order of asking: whoever waited before has run by now.
        let mut turn = self.turn.lock().await;
        if let Some(batch) = turn.take_if(|batch| Arc::ptr_eq(&batch.outcome, outcome)) {
            let committed = batch.transaction.commit().await;
            // Nobody else sets it: the batch was taken out of the turn.
            let _first = batch.outcome.set(committed.is_ok());
            committed?;
            for change in batch.changes {
                // An error means that nobody listens.
                let _listeners = self.changes.send(change);
            }
        }
        match outcome.get() {
            Some(true) => Ok(()),
            Some(false) | None => Err(Error::Database(sqlx::Error::WorkerCrashed)),
        }
    }

    async fn turn(&self) -> Result<MutexGuard<'_, Option<Batch>>, Error> {
        let turn = timeout(WAIT, self.turn.lock()).await;
        turn.map_err(|_elapsed| Error::Database(sqlx::Error::PoolTimedOut))
    }

    async fn open_batch(&self) -> Result<Batch, Error> {
        Ok(Batch {
            transaction: self.writer.begin_with("BEGIN IMMEDIATE").await?,
            changes: Vec::new(),
            outcome: Outcome::default(),
        })
    }

    pub(super) async fn close(&self) {
        self.readers.close().await;
        self.writer.close().await;
    }
}

async fn savepoint(
    transaction: &mut Transaction<'static, Sqlite>,
    statement: &'static str,
) -> Result<(), Error> {
    sqlx::query(statement).execute(&mut **transaction).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn after_a_transaction_that_sqlite_rolled_back_others_write_again() {
        let directory = tempfile::tempdir().unwrap();
        let url = format!("sqlite://{}", directory.path().join("test.db").display());
        let (changes, _) = broadcast::channel(1);
        let database = SqliteDatabase::connect(&url, changes).await.unwrap();
        database.migrate().await.unwrap();
        let (clock, random) = (Clock::default(), Random::System);
        let work = async |sqls: &[&'static str]| {
            let run = async |tx: &mut Tx| {
                for sql in sqls {
                    tx.execute(*sql, Vec::new()).await?;
                }
                Ok(())
            };
            database.write(&clock, &random, run).await
        };
        // As SQLite does by itself when the disk is full.
        let failed = work(&["ROLLBACK"]);
        assert!(matches!(failed.await, Err(Error::Database(_))));
        for _ in 0..3 {
            work(&["DELETE FROM sessions"]).await.unwrap();
        }
        database.close().await;
    }
}
