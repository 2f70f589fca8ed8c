//! Ten thousand debits at once, and a provider that answers badly three times in ten.

use std::{
    sync::atomic::Ordering,
    time::{Duration, Instant},
};

use futures_util::future::join_all;

use crate::{
    live::Live,
    support::on_every_live_database,
    till::Till,
    town::{Town, hostile, small_shop},
};

const CONNECTIONS: usize = 200;
const CUSTOMERS: usize = 96;
/// So many renewals at least: who waits for one is refused meanwhile, so that it takes more
/// debits on a slow machine.
const CROSSINGS: i64 = 500;
const REFUSED_WAITS: Duration = Duration::from_millis(500);

/// How long it may take to come to them.
const PATIENCE: Duration = Duration::from_secs(600);

/// Debits over all connections, at least.
fn debits() -> usize {
    if std::env::var_os("RELUX_LONG").is_some() {
        1_000_000
    } else {
        10_000
    }
}

#[test]
fn i8_to_i13_a_storm_of_debits_with_a_hostile_provider_charges_each_crossing_once() {
    on_every_live_database(async |database, _url| {
        let till = Till::strict(database, small_shop()).await;
        let town = Town::of(CUSTOMERS, database, &till).await;
        let live = Live::on(database, &till).await;
        town.moved_to(&[live.address]);
        till.sandbox().set_faults(hostile(3));
        let began = Instant::now();
        let mut each = debits() / CONNECTIONS;
        let mut seeds = 0..;
        while each > 0 {
            let spending = seeds.by_ref().take(CONNECTIONS);
            let spending =
                spending.map(|seed| tokio::spawn(town.clone().spend(seed, each, REFUSED_WAITS)));
            for ended in join_all(spending).await {
                ended.unwrap();
            }
            let enough = town.crossings(database).await >= CROSSINGS;
            each = if enough { 0 } else { 5 };
            assert!(enough || began.elapsed() < PATIENCE, "too few crossings");
        }
        let spent = began.elapsed();
        town.quiet(database).await;
        live.stop().await;
        let crossings = town.crossings(database).await;
        eprintln!(
            "{:?}: {} debits ({} refused) in {spent:?}, {crossings} crossings, {} captures, \
            quiet after {:?}",
            database.dialect(),
            town.debits.load(Ordering::Relaxed),
            town.refused.load(Ordering::Relaxed),
            till.sandbox().book().len(),
            began.elapsed(),
        );
        assert!(crossings >= CROSSINGS, "only {crossings} crossings");
        town.assert_nothing_lost_nothing_doubled(database, till.sandbox())
            .await;
    });
}
