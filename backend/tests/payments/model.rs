//! Any sequence of commands, against a plain program that does one thing after the other.

#[path = "model/command.rs"]
mod command;
#[path = "model/open.rs"]
mod open;
#[path = "model/plain.rs"]
mod plain;
#[path = "model/run.rs"]
mod run;

use std::{
    path::Path,
    sync::atomic::{AtomicU64, Ordering},
    time::Instant,
};

use backend::{
    port::{Clock, Random},
    store::Database,
};

use crate::support::{on_live_postgres, start};
use run::Run;

/// Commands of one sequence.
const STEPS: u32 = 100;
/// Sequences at once, each on a database of its own.
const AT_ONCE: usize = 8;
/// Sequences on PostgreSQL, where a database is dear.
const ON_POSTGRES: u64 = 10;

fn sequences() -> u64 {
    if std::env::var_os("RELUX_LONG").is_some() {
        10_000
    } else {
        1_000
    }
}

async fn open(url: &str) -> Database {
    let clock = Clock::standing_at(start());
    Database::connect_with(url, clock, Random::System)
        .await
        .unwrap()
}

/// One sequence on a copy of an empty database.
fn on_a_copy(directory: &Path, seed: u64) {
    let file = directory.join(format!("{seed}.db"));
    std::fs::copy(directory.join("empty.db"), &file).unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        let database = open(&format!("sqlite://{}", file.display())).await;
        Run::on(&database, seed).await.steps(STEPS).await;
        database.close().await;
    });
    std::fs::remove_file(&file).unwrap();
}

/// Where the disk need not be waited for: nobody loses power here.
fn directory() -> tempfile::TempDir {
    tempfile::tempdir_in("/dev/shm").unwrap_or_else(|_no_such| tempfile::tempdir().unwrap())
}

/// `RELUX_MODEL_SEED` repeats one sequence alone.
#[test]
fn rules_4_to_9_and_i1_to_i15_hold_after_every_step_of_a_thousand_sequences() {
    let directory = directory();
    let empty = directory.path().join("empty.db");
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let database = open(&format!("sqlite://{}", empty.display())).await;
        database.migrate().await.unwrap();
        database.close().await;
    });
    if let Ok(seed) = std::env::var("RELUX_MODEL_SEED") {
        on_a_copy(directory.path(), seed.parse().unwrap());
        return;
    }
    let began = Instant::now();
    let next = AtomicU64::new(0);
    std::thread::scope(|scope| {
        for _ in 0..AT_ONCE {
            scope.spawn(|| {
                loop {
                    let seed = next.fetch_add(1, Ordering::Relaxed);
                    if seed >= sequences() {
                        return;
                    }
                    on_a_copy(directory.path(), seed);
                }
            });
        }
    });
    eprintln!("{} sequences in {:?}", sequences(), began.elapsed());
}

#[test]
fn rules_4_to_9_and_i1_to_i15_hold_on_postgresql_too() {
    for seed in 0..ON_POSTGRES {
        on_live_postgres(async |_, url| {
            let database = open(url).await;
            Run::on(&database, seed).await.steps(STEPS).await;
            database.close().await;
        });
    }
}
