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
const REFUSED_WAITS: Duration = Duration::from_millis(500);

/// Debits over all connections.
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
        let each = debits() / CONNECTIONS;
        let spending = (0..CONNECTIONS).map(|connection| {
            let seed = u64::try_from(connection).unwrap();
            tokio::spawn(town.clone().spend(seed, each, REFUSED_WAITS))
        });
        for ended in join_all(spending).await {
            ended.unwrap();
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
        // A slow machine sees fewer: who waits for a renewal is refused meanwhile.
        let enough = i64::try_from(2 * CUSTOMERS).unwrap();
        assert!(crossings >= enough, "only {crossings} crossings");
        town.assert_nothing_lost_nothing_doubled(database, till.sandbox())
            .await;
    });
}
