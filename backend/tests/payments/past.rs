//! The past that the form replays, and the engine run over the same history (A11).

use api::{
    Credits, WalletId,
    auto_renewal::AutoRenewal,
    replay::{MOVEMENTS_MAX, Movement, Past, Replayed, replay},
    transaction::TransactionType,
};
use backend::{ledger, port::SplitMix, shop::Shop, store::Database};
use chrono::TimeDelta;
use sandbox::TestCard;

use crate::{
    support::{World, book, debit, on_every_database, pass, purchase, world},
    till::{Till, on},
};

const DAY: std::time::Duration = std::time::Duration::from_secs(24 * 60 * 60);

async fn read(database: &Database, wallet: WalletId) -> Past {
    let past = database.read(async |tx| ledger::past(tx, wallet).await);
    past.await.unwrap()
}

/// Eighty days of spending and buying by hand, the same for the same seed. What does not
/// fit is refused, and the engine follows each debit at once.
async fn eighty_days(database: &Database, till: &Till, world: &World, seed: u64) {
    let mut dice = SplitMix::new(seed);
    for day in 0..80 {
        pass(database, DAY);
        for turn in 0..dice.below(5) {
            pass(database, std::time::Duration::from_secs(61));
            let images = dice.below(12) + 1;
            let _fits_or_not = debit(database, world.owner, images, None).await;
            till.engine.settle_all().await.unwrap();
            if dice.below(25) == 0 {
                let number = format!("S{seed}-{day}-{turn}");
                let line = purchase(world.owners_own, 4_000, &number);
                book(database, &line).await.unwrap();
            }
        }
    }
}

#[test]
fn a11_the_replay_agrees_with_the_engine_run_over_the_same_history() {
    on_every_database(async |database| {
        for (seed, setting) in [
            (1, on(20, "50", None)),
            (2, on(60, "50", Some(5_200))),
            (3, on(5, "100", Some(4_900))),
            (4, on(100, "50", Some(13_000))),
            (5, on(5, "50", None)),
        ] {
            let till = Till::on(database).await;
            let world = world(database).await;
            let (owner, own) = (world.owner, world.owners_own);
            pass(database, std::time::Duration::from_secs(1));
            till.store_card(own, TestCard::Visa).await;
            till.save(owner, own, setting.clone(), true).await.unwrap();
            till.engine.settle_all().await.unwrap();
            eighty_days(database, &till, &world, seed).await;
            let past = read(database, own).await;
            let AutoRenewal::On(rule) = &setting else {
                panic!("it is on");
            };
            let package = till.shop.package(&rule.package).unwrap();
            let Replayed { charges, total, .. } = replay(&past, rule, package).unwrap();
            let book = till.sandbox().book();
            let captured = book.iter().map(|line| line.amount).sum::<i64>();
            assert_eq!(usize::try_from(charges).unwrap(), book.len(), "{setting:?}");
            assert_eq!(total.amount_minor, captured, "{setting:?}");
            assert!(charges > 2, "{setting:?}: nothing happened");
        }
    });
}

#[test]
fn a11_the_past_begins_ninety_days_ago_and_knows_the_months_in_between() {
    on_every_database(async |database| {
        let world = world(database).await;
        book(database, &purchase(world.owners_own, 10_000, "S1"))
            .await
            .unwrap();
        pass(database, 30 * DAY);
        debit(database, world.owner, 3, None).await.unwrap();
        pass(database, 80 * DAY);
        debit(database, world.owner, 2, None).await.unwrap();
        let past = read(database, world.owners_own).await;
        assert_eq!(past.from, database.clock().now() - TimeDelta::days(90));
        assert_eq!(past.balance, Credits::whole(105));
        assert!(past.is_complete);
        let amounts = past.movements.iter().map(|one| one.1).collect::<Vec<_>>();
        assert_eq!(amounts, [Credits::whole(-3), Credits::whole(-2)]);
        assert_eq!(past.movements[0].0, 10 * 24 * 60 * 60 * 1_000);
        // From 22 March to 20 June 2026.
        let months = [
            "2026-03-31T22:00:00Z",
            "2026-04-30T22:00:00Z",
            "2026-05-31T22:00:00Z",
        ];
        let months = months.map(|month| month.parse::<chrono::DateTime<chrono::Utc>>().unwrap());
        assert_eq!(past.months, months);
    });
}

#[test]
fn a11_months_begin_at_midnight_in_zurich_and_the_past_has_one_that_begins_just_now() {
    on_every_database(async |database| {
        let own = world(database).await.owners_own;
        for (until, from, months) in [
            (
                "2026-05-31T22:00:00Z",
                "2026-03-02T22:00:00Z",
                // The clocks have changed in between.
                vec![
                    "2026-03-31T22:00:00Z",
                    "2026-04-30T22:00:00Z",
                    "2026-05-31T22:00:00Z",
                ],
            ),
            (
                "2026-06-29T22:00:00Z",
                "2026-03-31T22:00:00Z",
                vec!["2026-04-30T22:00:00Z", "2026-05-31T22:00:00Z"],
            ),
        ] {
            let instant = |text: &str| text.parse::<chrono::DateTime<chrono::Utc>>().unwrap();
            database.clock().set(instant(until));
            let past = read(database, own).await;
            assert_eq!((past.from, past.until), (instant(from), instant(until)));
            let months = months.into_iter().map(instant).collect::<Vec<_>>();
            assert_eq!(past.months, months);
        }
    });
}

#[test]
fn a11_a_new_wallet_begins_with_its_welcome_grant_and_buys_nothing_before_it() {
    on_every_database(async |database| {
        let world = world(database).await;
        pass(database, DAY);
        let past = read(database, world.owners_own).await;
        assert_eq!(past.until - past.from, TimeDelta::days(1));
        assert_eq!(past.balance, Credits::whole(5));
        assert_eq!((past.movements.len(), past.is_complete), (0, true));
        let AutoRenewal::On(rule) = on(5, "50", None) else {
            panic!("it is on");
        };
        let shop = Shop::default();
        let replayed = replay(&past, &rule, shop.package(&rule.package).unwrap());
        assert_eq!(replayed.unwrap().charges, 0);
    });
}

/// Books lines of those types and amounts, a second apart, in one transaction.
async fn book_all(database: &Database, wallet: WalletId, lines: &[(TransactionType, i64)]) {
    database
        .write(async |tx| {
            let mut bulk = ledger::Bulk::begin(tx, wallet).await?;
            let mut at = tx.now();
            for (nth, (kind, amount)) in lines.iter().enumerate() {
                at += TimeDelta::seconds(1);
                let line = ledger::NewLine {
                    kind: *kind,
                    ..purchase(wallet, *amount, &format!("B{nth}"))
                };
                bulk.book(tx, line, at).await?;
            }
            bulk.finish(tx).await
        })
        .await
        .unwrap();
    pass(database, DAY);
}

/// What came in and what went out, in all.
fn sums(movements: &[Movement]) -> (i64, i64) {
    movements
        .iter()
        .fold((0, 0), |(came, went), Movement(_, amount)| {
            let amount = amount.hundredths();
            (came + amount.max(0), went + amount.min(0))
        })
}

#[test]
fn a11_a_busy_past_is_short_loses_nothing_and_is_charged_for_all_the_same() {
    on_every_database(async |database| {
        let world = world(database).await;
        let own = world.owners_own;
        let mut lines = vec![(TransactionType::AutomaticRenewal, 50_000_000)];
        lines.extend((1..45_000_i64).map(|nth| match nth % 50 {
            0 => (TransactionType::Refund, 100),
            _ => (TransactionType::ImageGeneration, -100 - nth % 4 * 100),
        }));
        pass(database, DAY);
        book_all(database, own, &lines).await;
        let past = read(database, own).await;
        assert!((MOVEMENTS_MAX / 2..=MOVEMENTS_MAX).contains(&past.movements.len()));
        assert!(past.movements.is_sorted_by_key(|one| one.0) && !past.is_complete);
        let whole = lines[1..]
            .iter()
            .map(|(_, amount)| Movement(0, Credits::from_hundredths(*amount).unwrap()))
            .collect::<Vec<_>>();
        assert_eq!(sums(&past.movements), sums(&whole));
        let AutoRenewal::On(rule) = on(20, "250", None) else {
            panic!("it is on");
        };
        let shop = Shop::default();
        let package = shop.package(&rule.package).unwrap();
        let whole = Past {
            movements: whole,
            is_complete: true,
            ..past.clone()
        };
        let condensed = replay(&past, &rule, package).unwrap();
        let whole = replay(&whole, &rule, package).unwrap();
        assert!(whole.charges > 400 && whole.charges.abs_diff(condensed.charges) <= 1);
        assert_eq!(condensed.refused, 0);
    });
}

#[test]
fn a11_what_the_database_has_added_up_is_not_complete_however_little_is_left() {
    on_every_database(async |database| {
        let own = world(database).await.owners_own;
        pass(database, DAY);
        let mut lines = vec![(TransactionType::AutomaticRenewal, 400); 16_000];
        lines.extend([(TransactionType::ImageGeneration, -100); 4_002]);
        lines[18_000] = (TransactionType::Refund, 100);
        book_all(database, own, &lines).await;
        let past = read(database, own).await;
        assert!(!past.is_complete && past.movements.len() < 2_000);
        assert!(past.movements.is_sorted_by_key(|one| one.0));
        assert_eq!(sums(&past.movements), (100, -100 * 4_001));
        // It is the last line of three, and comes at the instant of the first.
        let refund = past.movements.iter().position(|one| !one.1.is_negative());
        let [came, went] = [0, 1].map(|next| past.movements[refund.unwrap() + next]);
        let day = 24 * 60 * 60 * 1_000;
        assert_eq!(came, Movement(day + 17_999_000, Credits::whole(1)));
        assert_eq!(went, Movement(day + 18_001_000, Credits::whole(-2)));
    });
}

#[test]
fn i5_sums_beyond_any_amount_are_several() {
    on_every_database(async |database| {
        let own = world(database).await.owners_own;
        let most = Credits::MAX.hundredths() - 500;
        let lines = (0..20_002).map(|nth| match nth % 2 {
            0 => (TransactionType::Purchase, most),
            _ => (TransactionType::ImageGeneration, -most),
        });
        book_all(database, own, &lines.collect::<Vec<_>>()).await;
        let past = read(database, own).await;
        assert_eq!(sums(&past.movements), (10_001 * most, -10_001 * most));
    });
}

#[test]
fn a11_the_contract_says_that_a_movement_is_two_integers() {
    let contract = serde_json::to_value(backend::http::contract()).unwrap();
    let movement = &contract["components"]["schemas"]["Movement"];
    let pair = &movement["prefixItems"];
    assert_eq!(pair.as_array().map(Vec::len), Some(2), "{movement}");
    assert_eq!(
        (&pair[0]["type"], &pair[0]["minimum"]),
        (&"integer".into(), &0.into())
    );
    let most = Credits::MAX.hundredths();
    assert_eq!(
        (&pair[1]["type"], &pair[1]["maximum"]),
        (&"integer".into(), &most.into())
    );
    let closed = (
        &movement["items"],
        &movement["minItems"],
        &movement["maxItems"],
    );
    assert_eq!(closed, (&false.into(), &2.into(), &2.into()));
}
