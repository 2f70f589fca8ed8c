//! PostgreSQL: a pool, transactions that try again after a conflict, and changes that
//! several server processes tell each other.

use std::{
    str::FromStr as _,
    sync::{Mutex, PoisonError},
    time::Duration,
};

use api::TransactionId;
use sqlx::{
    PgPool,
    postgres::{PgConnectOptions, PgListener, PgPoolOptions},
};
use tokio::{
    sync::{broadcast, mpsc},
    task::JoinHandle,
};

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
/// Changes told at once.
const BATCH: usize = 256;
/// The channel on which processes tell each other of changes.
const CHANNEL: &str = "relux_changed";

/// The database behind a URL.
pub(super) struct PostgresDatabase {
    pool: PgPool,
    /// Until the database is closed.
    told: Mutex<Option<mpsc::UnboundedSender<String>>>,
    teller: Mutex<Option<JoinHandle<()>>>,
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
            .options([
                ("random_page_cost", "1.1"),
                // A process that hangs holds up nobody for longer than they would wait.
                ("lock_timeout", "10s"),
                ("idle_in_transaction_session_timeout", "60s"),
            ]);
        let pool = PgPoolOptions::new()
            .max_connections(CONNECTIONS)
            .acquire_timeout(WAIT)
            .connect_with(options)
            .await?;
        let mut listener = PgListener::connect_with(&pool).await?;
        listener.listen(CHANNEL).await?;
        let (told, to_tell) = mpsc::unbounded_channel();
        let teller = tokio::spawn(tell_all(pool.clone(), to_tell, changes.clone()));
        Ok(Self {
            pool,
            told: Mutex::new(Some(told)),
            teller: Mutex::new(Some(teller)),
            listener: tokio::spawn(listen(listener, changes)),
        })
    }

    pub(super) async fn migrate(&self) -> Result<(), Error> {
        let mut connection = self.pool.acquire().await?;
        // Another process may be migrating at this moment, for as long as it takes.
        sqlx::query("SET lock_timeout = 0")
            .execute(&mut *connection)
            .await?;
        sqlx::migrate!("./migrations/postgres")
            .run(&mut *connection)
            .await?;
        sqlx::query("RESET lock_timeout")
            .execute(&mut *connection)
            .await?;
        Ok(())
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
        let (Connection::Postgres(transaction), changes) = tx.into_parts() else {
            return Err(Error::corrupt("a transaction changed its database"));
        };
        transaction.commit().await?;
        self.tell(changes);
        Ok(value)
    }

    fn tell(&self, changes: Vec<Change>) {
        let told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        for change in changes {
            if let (Some(told), Some(text)) = (&*told, write(change)) {
                // An error means that the database is being closed.
                let _sent = told.send(text);
            }
        }
    }

    pub(super) async fn close(&self) {
        drop(
            self.told
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .take(),
        );
        let teller = self
            .teller
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        if let Some(teller) = teller {
            // An error means that it panicked, which has been logged.
            let _ended = teller.await;
        }
        self.listener.abort();
        self.pool.close().await;
    }
}

impl Drop for PostgresDatabase {
    fn drop(&mut self) {
        self.listener.abort();
    }
}

/// Tells every process, this one included, through the database, a few changes at a time.
///
/// After the commit and not within the transaction, because PostgreSQL lets only one
/// transaction that tells something commit at a time. A crash in between loses no more
/// than an event; pages read again by themselves.
async fn tell_all(
    pool: PgPool,
    mut told: mpsc::UnboundedReceiver<String>,
    changes: broadcast::Sender<Change>,
) {
    let mut batch = Vec::new();
    while told.recv_many(&mut batch, BATCH).await > 0 {
        let sql = "SELECT pg_notify($1, payload) FROM UNNEST($2) AS payload";
        let query = sqlx::query(sql)
            .bind(CHANNEL)
            .bind(std::mem::take(&mut batch));
        if let Err(error) = query.execute(&pool).await {
            tracing::warn!(%error, "other processes can't be told of changes");
            // An error means that nobody listens.
            let _listeners = changes.send(Change::Missed);
        }
    }
}

/// A change as processes tell it each other: a line by its identifier, the payments of a
/// wallet by the wallet's.
fn write(change: Change) -> Option<String> {
    match change {
        Change::Wallet { wallet, number } => Some(TransactionId { wallet, number }.to_string()),
        Change::Payment { wallet } => Some(wallet.to_string()),
        Change::Missed => None,
    }
}

/// What another process has told; `None` if it is of a newer version.
fn read(text: &str) -> Option<Change> {
    let line = text
        .parse()
        .map(|TransactionId { wallet, number }| Change::Wallet { wallet, number });
    line.or_else(|_| text.parse().map(|wallet| Change::Payment { wallet }))
        .ok()
}

/// Passes on what the database tells, until the pool is closed.
async fn listen(mut listener: PgListener, changes: broadcast::Sender<Change>) {
    loop {
        let change = match listener.try_recv().await {
            Ok(Some(told)) => match read(told.payload()) {
                Some(change) => change,
                None => continue,
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
