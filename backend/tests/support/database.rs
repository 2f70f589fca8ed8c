//! A fresh database of each kind for a test, and people to put into it.

use std::{io::Write as _, panic::AssertUnwindSafe, sync::Once, time::Duration};

use api::{
    Credits, OrganisationId, UserId, WalletId,
    generation::{DebitGeneration, Generation},
    organisation::Role,
    transaction::TransactionType,
};
use backend::{
    Error, account, generation,
    ledger::{self, Booked, Cause, NewLine},
    port::{Clock, Random},
    store::{self, Database, Tx},
};
use chrono::{DateTime, Utc};
use futures_util::FutureExt as _;

/// The note that half of the tests did not run; once is enough.
static SKIPPED: Once = Once::new();

/// The instant at which the clocks of tests stand at first.
pub fn start() -> DateTime<Utc> {
    "2026-03-02T08:00:00Z".parse().unwrap()
}

/// Runs a test on a fresh SQLite file and, when `RELUX_TEST_POSTGRES_URL` names a server,
/// on a fresh PostgreSQL database, which is dropped afterwards. The clock stands at
/// [`start`].
pub fn on_every_database(test: impl AsyncFn(&Database)) {
    on_each(&|| Clock::standing_at(start()), &async |database, _url| {
        test(database).await;
    });
}

/// As [`on_every_database`], by the machine's clock; the test is given the database's URL
/// too, for other processes.
pub fn on_every_live_database(test: impl AsyncFn(&Database, &str)) {
    on_each(&|| Clock::System, &test);
}

/// As [`on_every_live_database`], on PostgreSQL alone: for several processes on one
/// database.
pub fn on_live_postgres(test: impl AsyncFn(&Database, &str)) {
    runtime().block_on(maybe_on_postgres(&|| Clock::System, &test));
}

fn on_each(clock: &impl Fn() -> Clock, test: &impl AsyncFn(&Database, &str)) {
    runtime().block_on(async {
        on_sqlite(clock, test).await;
        maybe_on_postgres(clock, test).await;
    });
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .unwrap()
}

async fn on_sqlite(clock: &impl Fn() -> Clock, test: &impl AsyncFn(&Database, &str)) {
    let directory = tempfile::tempdir().unwrap();
    let url = format!("sqlite://{}", directory.path().join("test.db").display());
    run(&url, clock(), test).await.unwrap_or_else(|panic| {
        eprintln!("*** failed on SQLite ***");
        std::panic::resume_unwind(panic)
    });
}

async fn maybe_on_postgres(clock: &impl Fn() -> Clock, test: &impl AsyncFn(&Database, &str)) {
    match std::env::var("RELUX_TEST_POSTGRES_URL") {
        Ok(url) => on_postgres(&url, clock(), test).await,
        Err(_unset) => SKIPPED.call_once(|| {
            // Not `eprintln!`, which is shown only when a test fails.
            let note = "\n*** SKIPPED on PostgreSQL: RELUX_TEST_POSTGRES_URL is not set ***\n";
            std::io::stderr().write_all(note.as_bytes()).unwrap();
        }),
    }
}

async fn on_postgres(server: &str, clock: Clock, test: &impl AsyncFn(&Database, &str)) {
    let name = format!("relux_test_{:x}", Random::System.bits().unwrap());
    let admin = sqlx::PgPool::connect(server).await.unwrap();
    let execute = async |sql: String| {
        let sql = sqlx::AssertSqlSafe(sql);
        sqlx::query(sql).execute(&admin).await.unwrap();
    };
    execute(format!("CREATE DATABASE {name}")).await;
    let (base, _) = server.rsplit_once('/').unwrap();
    let result = run(&format!("{base}/{name}"), clock, test).await;
    execute(format!("DROP DATABASE {name} WITH (FORCE)")).await;
    admin.close().await;
    result.unwrap_or_else(|panic| {
        eprintln!("*** failed on PostgreSQL ***");
        std::panic::resume_unwind(panic)
    });
}

async fn run(
    url: &str,
    clock: Clock,
    test: &impl AsyncFn(&Database, &str),
) -> std::thread::Result<()> {
    let database = Database::connect_with(url, clock, Random::System)
        .await
        .unwrap();
    database.migrate().await.unwrap();
    let result = AssertUnwindSafe(test(&database, url)).catch_unwind().await;
    database.close().await;
    result
}

/// An organisation with its people, and somebody who does not belong to it. All have
/// their welcome grant; the shared wallet is empty.
#[derive(Debug, Clone, Copy)]
pub struct World {
    pub owner: UserId,
    pub admin: UserId,
    pub member: UserId,
    pub stranger: UserId,
    pub organisation: OrganisationId,
    pub shared: WalletId,
    pub owners_own: WalletId,
    pub members_own: WalletId,
    pub strangers_own: WalletId,
}

pub async fn world(database: &Database) -> World {
    database
        .write(async |tx| {
            let (owner, owners_own) = person(tx, "Zoë Bärtschi").await?;
            let (admin, _) = person(tx, "Anna Muster").await?;
            let (member, members_own) = person(tx, "Max O'Neil").await?;
            let (stranger, strangers_own) = person(tx, "Nobody").await?;
            let (organisation, shared) =
                account::create_organisation(tx, "Lichtwerk", owner).await?;
            store::organisation::insert_member(tx, organisation, admin, Role::Admin).await?;
            store::organisation::insert_member(tx, organisation, member, Role::Member).await?;
            Ok(World {
                owner,
                admin,
                member,
                stranger,
                organisation,
                shared,
                owners_own,
                members_own,
                strangers_own,
            })
        })
        .await
        .unwrap()
}

/// A person of that name, with an address of their own.
pub async fn person(tx: &mut Tx, name: &str) -> Result<(UserId, WalletId), Error> {
    let email = format!("p{:x}@example.ch", tx.random().bits()?);
    account::create_user(tx, &email.parse().unwrap(), name, "no hash").await
}

/// A purchase of so many credits, under that sales number.
pub fn purchase(wallet: WalletId, amount: i64, number: &str) -> NewLine {
    NewLine {
        wallet,
        kind: TransactionType::Purchase,
        amount: Credits::from_hundredths(amount).unwrap(),
        reference: Some(api::transaction::Reference {
            number: number.to_owned().try_into().unwrap(),
            url: None,
        }),
        by: None,
        cause: Cause {
            kind: "purchase",
            id: number.to_owned(),
        },
        undoes: None,
    }
}

/// Books a line in a transaction of its own.
pub async fn book(database: &Database, line: &NewLine) -> Result<Booked, Error> {
    database
        .write(async |tx| ledger::book(tx, line).await)
        .await
}

/// Asks for a generation of so many images, at 1.00 each.
pub async fn debit(
    database: &Database,
    user: UserId,
    images: u32,
    wallet: Option<WalletId>,
) -> Result<Generation, Error> {
    let wanted = DebitGeneration {
        images: images.try_into().unwrap(),
        wallet,
    };
    let config = generation::Config::default();
    database
        .write(async move |tx| {
            generation::debit(tx, &config, &backend::shop::Shop::default(), user, &wanted).await
        })
        .await
}

/// Asserts that the ledger is sound.
pub async fn assert_sound(database: &Database) {
    let violations = database
        .read(async |tx| ledger::audit(tx).await)
        .await
        .unwrap();
    assert_eq!(violations, []);
}

/// Moves the clock on.
pub fn pass(database: &Database, time: Duration) {
    let now = database.clock().now();
    database.clock().set(now + time);
}
