//! `kill -9` at any moment.

use std::{
    sync::atomic::Ordering,
    time::{Duration, Instant},
};

use backend::{port::SplitMix, store::Database};
use futures_util::future::join_all;

use crate::{
    program::Program,
    support::{assert_sound, on_every_live_database},
    till::Till,
    town::{Town, hostile, small_shop},
};

const CONNECTIONS: u64 = 24;
const CUSTOMERS: usize = 40;
const REFUSED_WAITS: Duration = Duration::from_millis(60);

/// How often the program is killed. PostgreSQL outlives it, so there is less to be seen.
fn kills() -> u32 {
    if std::env::var_os("RELUX_LONG").is_some() {
        1_000
    } else {
        100
    }
}

#[test]
fn i9_i10_a_program_that_is_killed_at_any_moment_loses_nothing_and_charges_nothing_twice() {
    on_every_live_database(async |database, url| {
        let (kills, dialect) = (kills(), database.dialect());
        let till = Till::strict(database, small_shop()).await;
        let town = Town::of(CUSTOMERS, database, &till).await;
        // Nobody holds the file open while the program dies.
        database.close().await;
        till.sandbox().set_faults(hostile(4));
        let began = Instant::now();
        let spending = (0..CONNECTIONS).map(|connection| {
            tokio::spawn(town.clone().spend(connection, usize::MAX, REFUSED_WAITS))
        });
        let spending = spending.collect::<Vec<_>>();
        let mut dice = SplitMix::new(5);
        for _ in 0..kills {
            let program = Program::start(url, &till);
            town.moved_to(&[program.address]);
            let lives = Duration::from_micros(u64::from(dice.below(400_000)));
            tokio::time::sleep(lives).await;
            program.kill();
            town.moved_to(&[]);
            audit(url).await;
        }
        let program = Program::start(url, &till);
        town.moved_to(&[program.address]);
        town.close();
        for ended in join_all(spending).await {
            ended.unwrap();
        }
        let database = Database::connect(url).await.unwrap();
        town.quiet(&database).await;
        program.stop().await;
        eprintln!(
            "{dialect:?}: {kills} kills, {} debits ({} refused), {} crossings, {} captures in {:?}",
            town.debits.load(Ordering::Relaxed),
            town.refused.load(Ordering::Relaxed),
            town.crossings(&database).await,
            till.sandbox().book().len(),
            began.elapsed(),
        );
        town.assert_nothing_lost_nothing_doubled(&database, till.sandbox())
            .await;
        database.close().await;
    });
}

async fn audit(url: &str) {
    let database = Database::connect(url).await.unwrap();
    assert_sound(&database).await;
    database.close().await;
}
