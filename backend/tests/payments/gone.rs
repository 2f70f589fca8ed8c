//! Customers that go away at any byte, of debits and of purchases (I7, I23).

use std::{
    collections::HashMap,
    sync::{Arc, atomic::Ordering},
};

use backend::port::SplitMix;
use futures_util::{StreamExt as _, stream};

use crate::{
    audit::rows,
    live::Live,
    support::{assert_sound, on_every_live_database},
    till::Till,
    town::{Town, hostile, small_shop},
    wire::{Wire, abandon},
};

/// Purchases are one a customer: two of one wallet come one after the other.
const CUSTOMERS: usize = 100;
/// At once.
const CONNECTIONS: usize = 20;
/// Every answer is longer than that.
const ANSWER: u32 = 200;

fn requests() -> usize {
    if std::env::var_os("RELUX_LONG").is_some() {
        10_000
    } else {
        500
    }
}

/// Sends the n-th request up to a byte, or reads its answer up to a byte.
async fn go_away(town: Arc<Town>, nth: usize) {
    let request = request(&town, nth);
    let mut dice = SplitMix::new(u64::try_from(nth).unwrap());
    let length = u32::try_from(request.len()).unwrap();
    let (sent, read) = match dice.below(3) {
        0 => (dice.below(length), 0),
        // All of it, and gone before the answer.
        1 => (length, 0),
        _within_the_answer => (length, 1 + dice.below(ANSWER)),
    };
    let server = town.server(&Wire::default()).unwrap();
    let [sent, read] = [sent, read].map(|bytes| usize::try_from(bytes).unwrap());
    abandon(server, &request, sent, read).await;
}

fn request(town: &Town, nth: usize) -> Vec<u8> {
    let person = &town.people[nth % CUSTOMERS];
    let key = format!("gone-{nth}");
    if nth < CUSTOMERS {
        person.buys(&key)
    } else {
        person.debits(&key, 1)
    }
}

#[test]
fn i7_customers_that_go_away_at_any_byte_leave_a_whole_effect_or_none() {
    on_every_live_database(async |database, _url| {
        let till = Till::selling(database, small_shop()).await;
        let town = Town::of(CUSTOMERS, database, &till).await;
        let live = Live::on(database, &till).await;
        town.moved_to(&[live.address]);
        till.sandbox().set_faults(hostile(8));
        let requests = requests();
        stream::iter(0..requests)
            .for_each_concurrent(CONNECTIONS, |nth| go_away(town.clone(), nth))
            .await;
        town.quiet(database).await;
        live.stop().await;

        // An effect and its stored answer, or neither.
        assert_sound(database).await;
        let sql = "SELECT route, COUNT(*) AS n FROM idempotency_keys GROUP BY route";
        let stored = rows(database, sql).await;
        let mut stored = stored.iter().fold(HashMap::new(), |mut sums, row| {
            let is_debit = row.text("route").unwrap() == "/generations";
            *sums.entry(is_debit).or_insert(0) += row.int("n").unwrap();
            sums
        });
        let count = async |sql| rows(database, sql).await[0].int("n").unwrap();
        let debits = "SELECT COUNT(*) AS n FROM generations";
        let purchases = "SELECT COUNT(*) AS n FROM payments WHERE cause = 'purchase'";
        let begun = (count(debits).await, count(purchases).await);
        let known = (stored.remove(&true), stored.remove(&false));
        assert_eq!(known, (Some(begun.0), Some(begun.1)));
        let all = i64::try_from(requests).unwrap();
        let bought = i64::try_from(CUSTOMERS).unwrap();
        assert!(0 < begun.1 && begun.1 < bought && begun.0 < all - bought);

        // Asked again under the same keys, each has its one effect.
        let live = Live::on(database, &till).await;
        town.moved_to(&[live.address]);
        stream::iter(0..requests)
            .for_each_concurrent(CONNECTIONS, async |nth| {
                let person = &town.people[nth % CUSTOMERS];
                let mut wire = Wire::default();
                let key = format!("gone-{nth}");
                if nth < CUSTOMERS {
                    town.buy(&mut wire, person, &key).await;
                } else {
                    let paid = town.debit(&mut wire, person, &key, 1).await;
                    assert!(paid.is_some(), "it fits");
                }
            })
            .await;
        town.quiet(database).await;
        live.stop().await;
        assert_eq!(town.debits.load(Ordering::Relaxed), requests - CUSTOMERS);
        assert_eq!(count(debits).await, all - bought);
        assert_eq!(count(purchases).await, bought);
        town.assert_nothing_lost_nothing_doubled(database, till.sandbox())
            .await;
    });
}
