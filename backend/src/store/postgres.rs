//! PostgreSQL: a pool, transactions that try again after a conflict, and changes that
//! several server processes tell each other.

use std::{str::FromStr as _, time::Duration};

use api::TransactionId;
use sqlx::{
    PgPool, Postgres, Transaction,
    postgres::{PgConnectOptions, PgListener, PgPoolOptions},
};
use tokio::{sync::broadcast, task::JoinHandle};

use super::{Change, Tx, tx::Connection};
use crate::{
    Error,
    port::{Clock, Random},
};

/// How long anybody waits for a connection.
const WAIT: Duration = Duration::from_secs(10);
/// Connections at once; more than a few a core only queue inside the database.
const CONNECTIONS: u32 = 32;
/// How often a transaction is run when others are in its way.
const ATTEMPTS: u32 = 10;
/// The channel on which processes tell each other of new lines.
const CHANNEL: &str = "relux_wallet_changed";

/// The database behind a URL.
pub(super) struct PostgresDatabase {
    pool: PgPool,
    listener: JoinHandle<()>,
}

impl PostgresDatabase {
    pub(super) async fn connect(
        url: &str,
        changes: broadcast::Sender<Change>,
    ) -> Result<Self, Error> {
        // PostgreSQL's default is made for spinning disks, and has it sort what an index
        // would give in order.
        let options = PgConnectOptions::from_str(url)?
            .application_name("relux-credits")
            .options([("random_page_cost", "1.1")]);
        let pool = PgPoolOptions::new()
            .max_connections(CONNECTIONS)
            .acquire_timeout(WAIT)
            .connect_with(options)
            .await?;
        let mut listener = PgListener::connect_with(&pool).await?;
        listener.listen(CHANNEL).await?;
        Ok(Self {
            pool,
            listener: tokio::spawn(listen(listener, changes)),
        })
    }

    pub(super) async fn migrate(&self) -> Result<(), Error> {
        Ok(sqlx::migrate!("./migrations/postgres")
            .run(&self.pool)
            .await?)
    }

    pub(super) async fn snapshot(&self) -> Result<Connection, Error> {
        let begin = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
        Ok(Connection::Postgres(self.pool.begin_with(begin).await?))
    }

    pub(super) async fn write<T>(
        &self,
        clock: &Clock,
        random: &Random,
        work: impl AsyncFn(&mut Tx) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let mut attempt = 1;
        loop {
            match self.attempt(clock, random, &work).await {
                Err(error) if error.is_conflict() && attempt < ATTEMPTS => attempt += 1,
                result => return result,
            }
        }
    }

    async fn attempt<T>(
        &self,
        clock: &Clock,
        random: &Random,
        work: &impl AsyncFn(&mut Tx) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let transaction = self.pool.begin().await?;
        let mut tx = Tx::new(Connection::Postgres(transaction), clock, random);
        let value = work(&mut tx).await?;
        let (Connection::Postgres(mut transaction), changes) = tx.into_parts() else {
            return Err(Error::corrupt("a transaction changed its database"));
        };
        for change in changes {
            notify(&mut transaction, change).await?;
        }
        transaction.commit().await?;
        Ok(value)
    }

    pub(super) async fn close(&self) {
        self.listener.abort();
        self.pool.close().await;
    }
}

impl Drop for PostgresDatabase {
    fn drop(&mut self) {
        self.listener.abort();
    }
}

/// Delivered by the database to every process, this one included, after the commit.
async fn notify(
    transaction: &mut Transaction<'static, Postgres>,
    change: Change,
) -> Result<(), Error> {
    match change {
        Change::Wallet { wallet, number } => {
            sqlx::query("SELECT pg_notify($1, $2)")
                .bind(CHANNEL)
                .bind(TransactionId { wallet, number }.to_string())
                .execute(&mut **transaction)
                .await?;
        }
        Change::Missed => {}
    }
    Ok(())
}

/// Passes on what the database tells, until the pool is closed.
async fn listen(mut listener: PgListener, changes: broadcast::Sender<Change>) {
    loop {
        let change = match listener.try_recv().await {
            Ok(Some(told)) => match told.payload().parse() {
                Ok(TransactionId { wallet, number }) => Change::Wallet { wallet, number },
                Err(_not_ours) => continue,
            },
            // The connection was lost, and comes back with the next call.
            Ok(None) => Change::Missed,
            Err(sqlx::Error::PoolClosed) => return,
            Err(error) => {
                tracing::warn!(%error, "the database can't tell of changes; trying again");
                tokio::time::sleep(Duration::from_secs(1)).await;
                Change::Missed
            }
        };
        // An error means that nobody listens.
        let _listeners = changes.send(change);
    }
}
