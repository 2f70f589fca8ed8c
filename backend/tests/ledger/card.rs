//! What a balance card shows (C2).

use api::Credits;
use backend::{generation, ledger};
use chrono::TimeDelta;

use crate::support::{book, debit, on_every_database, person, purchase, start, world};

#[test]
fn c2_the_card_shows_thirty_days_and_the_pace_of_their_usage() {
    on_every_database(async |database| {
        let world = world(database).await;
        let card = async |viewer, wallet| {
            let card = database.read(async |tx| ledger::balance_card(tx, viewer, wallet).await);
            card.await.unwrap()
        };
        let new = card(world.owner, world.owners_own).await;
        assert_eq!((new.trend.len(), new.days_left, new.number), (0, None, 1));
        // 100 days later: bought 95.00, used 2.00 a day for ten days, gave 5.00 back.
        let clock = database.clock();
        clock.set(start() + TimeDelta::days(100));
        book(database, &purchase(world.owners_own, 9_500, "S1"))
            .await
            .unwrap();
        let mut paid = None;
        for _day in 0..10 {
            clock.set(clock.now() + TimeDelta::days(1));
            paid = Some(debit(database, world.owner, 2, None).await.unwrap().id);
        }
        database
            .write(async |tx| generation::refund(tx, world.owner, paid.unwrap()).await)
            .await
            .unwrap();
        let now = card(world.owner, world.owners_own).await;
        assert_eq!(now.balance, Credits::whole(82));
        assert_eq!(now.number, 13);
        // 18.00 in 30 days is 0.60 a day.
        assert_eq!(now.days_left, Some(136));
        assert_eq!(now.trend.len(), 31);
        let first = now.trend[0];
        assert_eq!(first.at, clock.now() - TimeDelta::days(30));
        assert_eq!(first.balance, Credits::whole(5));
        assert_eq!(now.trend[20].balance, Credits::whole(100));
        assert_eq!(now.trend[21].balance, Credits::whole(98));
        assert_eq!(now.trend[30].balance, Credits::whole(82));
        // Usage that is older than the period does not count.
        clock.set(clock.now() + TimeDelta::days(40));
        assert_eq!(card(world.owner, world.owners_own).await.days_left, None);
    });
}

#[test]
fn c2_a_young_wallet_s_trend_begins_with_the_wallet() {
    on_every_database(async |database| {
        let (user, wallet) = database
            .write(async |tx| person(tx, "Young").await)
            .await
            .unwrap();
        database
            .clock()
            .set(start() + TimeDelta::days(2) + TimeDelta::hours(1));
        let card = database
            .read(async |tx| ledger::balance_card(tx, user, wallet).await)
            .await;
        let trend = card.unwrap().trend;
        assert_eq!(
            trend
                .iter()
                .map(|point| point.at - start())
                .collect::<Vec<_>>(),
            [
                TimeDelta::zero(),
                TimeDelta::days(1),
                TimeDelta::days(2),
                TimeDelta::days(2) + TimeDelta::hours(1),
            ]
        );
        assert!(trend.iter().all(|point| point.balance == Credits::whole(5)));
    });
}
