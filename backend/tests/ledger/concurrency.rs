//! Many at once.

use std::sync::atomic::{AtomicI64, Ordering};

use api::{Code, Credits};
use backend::{Error, generation, ledger, store};
use futures_util::{StreamExt as _, future::join_all, stream};

use crate::support::{assert_sound, book, debit, on_every_database, purchase, world};

/// How many debits run at once.
const AT_ONCE: usize = 64;

#[test]
fn i1_i3_ten_thousand_debits_at_once_end_with_the_exact_balance() {
    on_every_database(async |database| {
        let world = world(database).await;
        // 9,900 of the 10,000 fit.
        book(database, &purchase(world.shared, 990_000, "S1"))
            .await
            .unwrap();
        let people = [world.owner, world.admin, world.member];
        let began = std::time::Instant::now();
        let outcomes = stream::iter(0..10_000)
            .map(|turn| {
                let (database, user) = (database.clone(), people[turn % 3]);
                tokio::spawn(async move { debit(&database, user, 1, Some(world.shared)).await })
            })
            .buffer_unordered(AT_ONCE)
            .map(|joined| joined.unwrap().map_err(|error| error.code()))
            .collect::<Vec<_>>()
            .await;
        eprintln!(
            "10,000 debits on {:?} in {:?}",
            database.dialect(),
            began.elapsed()
        );
        let refused = outcomes
            .iter()
            .filter(|one| **one == Err(Code::InsufficientCredits));
        assert_eq!(refused.count(), 100);
        let mut numbers = outcomes
            .iter()
            .flatten()
            .map(|paid| paid.transaction.unwrap().number)
            .collect::<Vec<_>>();
        numbers.sort_unstable();
        assert_eq!(numbers, (2..=9_901).collect::<Vec<_>>());
        let card = database
            .read(async |tx| ledger::balance_card(tx, world.owner, world.shared).await)
            .await
            .unwrap();
        assert_eq!((card.balance, card.number), (Credits::ZERO, 9_901));
        assert_sound(database).await;
    });
}

#[test]
fn i4_deliveries_of_one_cause_at_once_make_one_row() {
    on_every_database(async |database| {
        let world = world(database).await;
        let line = purchase(world.shared, 1000, "S00042");
        let deliveries = (0..50).map(|_| book(database, &line));
        let booked = join_all(deliveries).await;
        for one in &booked {
            assert_eq!(one.as_ref().unwrap().id.number, 1);
        }
        assert_sound(database).await;
    });
}

#[test]
fn rule_4_refunds_of_one_generation_at_once_give_back_once() {
    on_every_database(async |database| {
        let world = world(database).await;
        let paid = debit(database, world.stranger, 3, None).await.unwrap();
        let refund =
            || database.write(async |tx| generation::refund(tx, world.stranger, paid.id).await);
        let outcomes = join_all((0..50).map(|_| refund())).await;
        let given = outcomes.iter().filter(|one| one.is_ok()).count();
        assert_eq!(given, 1);
        for refused in outcomes.into_iter().filter_map(Result::err) {
            assert_eq!(refused.code(), Code::AlreadyRefunded);
        }
        assert_sound(database).await;
    });
}

#[test]
fn i16_no_debit_is_authorised_after_a_removal_is_confirmed() {
    on_every_database(async |database| {
        let world = world(database).await;
        book(database, &purchase(world.shared, 100_000, "S1"))
            .await
            .unwrap();
        for _round in 0..20 {
            // The number of the newest line at the moment when the removal was confirmed.
            let confirmed = AtomicI64::new(i64::MAX);
            let remove = async {
                database
                    .write(async |tx| {
                        store::organisation::remove_member(tx, world.organisation, world.member)
                            .await
                    })
                    .await
                    .unwrap();
                let row = database
                    .read(async |tx| store::wallet::find(tx, world.shared).await)
                    .await;
                confirmed.store(row.unwrap().unwrap().last_number, Ordering::SeqCst);
            };
            let spend =
                join_all((0..20).map(|_| debit(database, world.member, 1, Some(world.shared))));
            let (outcomes, ()) = tokio::join!(spend, remove);
            for outcome in outcomes {
                match outcome {
                    Ok(paid) => {
                        assert!(
                            paid.transaction.unwrap().number <= confirmed.load(Ordering::SeqCst)
                        );
                    }
                    Err(refused) => assert_eq!(refused.code(), Code::NotFound),
                }
            }
            database
                .clock()
                .set(database.clock().now() + chrono::TimeDelta::seconds(1));
            database
                .write(async |tx| {
                    let role = api::organisation::Role::Member;
                    store::organisation::insert_member(tx, world.organisation, world.member, role)
                        .await
                })
                .await
                .unwrap();
        }
        assert_sound(database).await;
    });
}

#[test]
fn a_transaction_that_fails_takes_nobody_elses_work_with_it() {
    on_every_database(async |database| {
        let world = world(database).await;
        let jobs = (0..100).map(|turn| async move {
            let line = purchase(world.shared, 100, &format!("S{turn}"));
            let outcome = database
                .write(async |tx| {
                    ledger::book(tx, &line).await?;
                    if turn % 3 == 0 {
                        return Err(Error::System("changed its mind".to_owned()));
                    }
                    if turn % 7 == 0 {
                        tx.execute("INSERT INTO no_such_table VALUES (1)", [])
                            .await?;
                    }
                    Ok(())
                })
                .await;
            assert_eq!(outcome.is_ok(), turn % 3 != 0 && turn % 7 != 0);
            outcome.is_ok()
        });
        let done = join_all(jobs)
            .await
            .into_iter()
            .filter(|done| *done)
            .count();
        let row = database
            .read(async |tx| store::wallet::find(tx, world.shared).await)
            .await
            .unwrap()
            .unwrap();
        assert_eq!(row.last_number, i64::try_from(done).unwrap());
        assert_sound(database).await;
    });
}

#[test]
fn a_writer_that_goes_away_in_the_middle_leaves_nothing_and_blocks_nobody() {
    on_every_database(async |database| {
        let world = world(database).await;
        let gone = database.write(async |tx| {
            ledger::book(tx, &purchase(world.shared, 100, "S1")).await?;
            std::future::pending::<()>().await;
            Ok(())
        });
        // Polled until it waits for ever, then dropped.
        let timer = tokio::time::timeout(std::time::Duration::from_millis(200), gone).await;
        assert!(timer.is_err());
        let booked = book(database, &purchase(world.shared, 100, "S2"))
            .await
            .unwrap();
        assert_eq!(booked.id.number, 1);
        assert_sound(database).await;
    });
}
