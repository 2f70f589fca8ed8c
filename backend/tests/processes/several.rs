//! Several processes on one PostgreSQL, of which one sleeps for longer than its lease.

use std::{
    sync::atomic::Ordering,
    time::{Duration, Instant},
};

use backend::{payment::crash::Place, port::SplitMix, store::Database};
use futures_util::future::join_all;

use crate::{
    audit::rows,
    program::Program,
    support::on_live_postgres,
    till::Till,
    town::{Town, hostile, small_shop},
    wire::Wire,
};

const CONNECTIONS: u64 = 48;
const CUSTOMERS: usize = 40;
const REFUSED_WAITS: Duration = Duration::from_millis(100);
/// Three times the lease.
const SLEEP: Duration = Duration::from_millis(1_500);

fn sleeps() -> usize {
    if std::env::var_os("RELUX_LONG").is_some() {
        50
    } else {
        5
    }
}

#[test]
fn i9_three_processes_of_which_one_sleeps_charge_each_crossing_once() {
    on_live_postgres(async |database, url| {
        let till = Till::strict(database, small_shop()).await;
        let town = Town::of(CUSTOMERS, database, &till).await;
        till.sandbox().set_faults(hostile(6));
        let programs = [0; 3].map(|_| Program::start(url, &till));
        town.moved_to(&programs.each_ref().map(|program| program.address));
        let began = Instant::now();
        let spending = (0..CONNECTIONS).map(|connection| {
            tokio::spawn(town.clone().spend(connection, usize::MAX, REFUSED_WAITS))
        });
        let spending = spending.collect::<Vec<_>>();
        let mut dice = SplitMix::new(7);
        for _ in 0..sleeps() {
            let program = &programs[usize::try_from(dice.below(3)).unwrap()];
            let awake = Duration::from_millis(u64::from(200 + dice.below(500)));
            tokio::time::sleep(awake).await;
            program.signal("-STOP");
            tokio::time::sleep(SLEEP).await;
            program.signal("-CONT");
        }
        town.close();
        for ended in join_all(spending).await {
            ended.unwrap();
        }
        town.quiet(database).await;
        for program in programs {
            program.stop().await;
        }
        eprintln!(
            "3 processes, {} sleeps, {} debits ({} refused), {} crossings, {} captures in {:?}",
            sleeps(),
            town.debits.load(Ordering::Relaxed),
            town.refused.load(Ordering::Relaxed),
            town.crossings(database).await,
            till.sandbox().book().len(),
            began.elapsed(),
        );
        town.assert_nothing_lost_nothing_doubled(database, till.sandbox())
            .await;
    });
}

/// One process falls asleep at that place, the other sees to its payment, and the first
/// wakes.
async fn sleeps_at(place: Place, database: &Database, url: &str) {
    let till = Till::selling(database, small_shop()).await;
    let town = Town::of(1, database, &till).await;
    let sleeper = Program::start_with(url, &till, &[("RELUX_SLEEP_AT", place.name())]);
    town.moved_to(&[sleeper.address]);
    // It may fall asleep before it answers.
    let debit = tokio::spawn({
        let town = town.clone();
        async move {
            let mut wire = Wire::default();
            town.debit(&mut wire, &town.people[0], "crosses", 6).await
        }
    });
    sleeper.asleep().await;
    let other = Program::start(url, &till);
    town.quiet(database).await;
    assert_eq!(till.sandbox().book().len(), 1, "the other has charged");
    sleeper.signal("-CONT");
    assert!(debit.await.unwrap().is_some());
    // It goes on where it was: with what it has taken, before anything else.
    sleeper.stop().await;
    other.stop().await;
    assert_eq!(till.sandbox().book().len(), 1, "{place:?}");
    let attempts = rows(database, "SELECT reference FROM payment_attempts").await;
    assert_eq!(attempts.len(), 1, "one key for one charge");
    town.assert_nothing_lost_nothing_doubled(database, till.sandbox())
        .await;
}

#[test]
fn i9_a_process_that_sleeps_between_taking_a_payment_and_charging_it_charges_nothing_twice() {
    for place in [Place::AfterKey, Place::AfterAnswer] {
        on_live_postgres(async |database, url| sleeps_at(place, database, url).await);
    }
}
