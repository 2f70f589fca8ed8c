//! Rule 5 and I8: one charge a crossing, of as many packages as lift the balance to the
//! threshold, whoever spends.

use api::{
    Credits,
    auto_renewal::Standing,
    payment::{Dropped, PaymentCause, PaymentState},
};
use backend::store::{self, payment::PaymentRow};
use futures_util::future::join_all;
use sandbox::TestCard;

use crate::{
    scene::{FIFTY, Gate, HUNDRED, Scene},
    support::{debit, on_every_database},
    till::on,
};

#[test]
fn rule_5_one_charge_buys_as_many_packages_as_lift_the_balance_to_the_threshold() {
    on_every_database(async |database| {
        let scene = Scene::bare(database).await;
        scene.till.store_card(scene.wallet, TestCard::Visa).await;
        // 475 are missing: nine packages of 50 do not suffice.
        scene.set_confirmed(on(500, "50", None)).await.unwrap();
        scene.settle().await;
        assert_eq!(scene.taken(), [10 * FIFTY]);
        assert_eq!(scene.balance().await, Credits::whole(525));
        let renewal = scene.newest().await;
        assert_eq!(renewal.credits, Some(Credits::whole(500)));
        assert_eq!(renewal.price.unwrap().amount_minor, 10 * FIFTY);
        assert_eq!(scene.state().await.renewals.len(), 1);
        scene.assert_right().await;
    });
}

#[test]
fn rule_5_exactly_at_the_threshold_is_enough_packages() {
    on_every_database(async |database| {
        let scene = Scene::renewing(database, TestCard::Visa, on(25, "50", None)).await;
        scene.adjust(-2_000).await;
        scene.adjust(8_000).await;
        scene.set(on(85, "50", None)).await.unwrap();
        // 85 − 50 = 35; one package of 50 lifts it to exactly 85.
        scene.spend(50).await;
        scene.settle().await;
        assert_eq!(scene.taken(), [FIFTY]);
        assert_eq!(scene.balance().await, Credits::whole(85));
        assert_eq!(scene.standing().await, Standing::On);
        scene.assert_right().await;
    });
}

#[test]
fn rule_5_twenty_debits_at_once_are_one_crossing() {
    on_every_database(async |database| {
        let scene = Scene::renewing(database, TestCard::Visa, on(20, "100", None)).await;
        let debits = (0..20).map(|_| scene.spend(1));
        join_all(debits).await;
        scene.settle().await;
        assert_eq!(scene.taken(), [HUNDRED]);
        assert_eq!(scene.balance().await, Credits::whole(105));
        scene.assert_right().await;
    });
}

#[test]
fn rule_5_two_engines_on_one_database_charge_once() {
    on_every_database(async |database| {
        let scene = Scene::renewing(database, TestCard::Visa, on(20, "100", None)).await;
        let other = scene.till.engine.clone();
        for _ in 0..5 {
            scene.spend(20).await;
            let both = tokio::join!(scene.till.engine.settle_all(), other.settle_all());
            both.0.unwrap();
            both.1.unwrap();
            scene.settle().await;
            scene.spend(80).await;
            scene.settle().await;
        }
        assert_eq!(scene.taken(), [HUNDRED; 5]);
        scene.assert_right().await;
    });
}

#[test]
fn rule_5_what_is_spent_during_the_charge_and_keeps_it_below_buys_once_more() {
    on_every_database(async |database| {
        let mut scene = Scene::bare(database).await;
        scene.adjust(4_000).await;
        scene.till.store_card(scene.wallet, TestCard::Visa).await;
        scene.set(on(60, "50", None)).await.unwrap();
        let gate = Gate::before(&mut scene.till, database);
        scene.spend(6).await;
        let engine = scene.till.engine.clone();
        let settling = tokio::spawn(async move { engine.settle_all().await.unwrap() });
        gate.arrival().await;
        // 59 need one package; by the time it is paid nothing is left of them.
        scene.spend(59).await;
        assert_eq!(scene.state().await.renewals.len(), 1);
        gate.open();
        gate.arrival().await;
        assert_eq!(scene.balance().await, Credits::whole(50));
        assert_eq!(scene.standing().await, Standing::Renewing);
        gate.open();
        settling.await.unwrap();
        assert_eq!(scene.taken(), [FIFTY; 2]);
        assert_eq!(scene.balance().await, Credits::whole(100));
        assert_eq!(scene.state().await.renewals.len(), 2);
        scene.assert_right().await;
    });
}

#[test]
fn rule_5_a_higher_threshold_during_the_charge_buys_once_more_when_it_is_paid() {
    on_every_database(async |database| {
        let mut scene = Scene::renewing(database, TestCard::Visa, on(20, "50", None)).await;
        let gate = Gate::before(&mut scene.till, database);
        scene.spend(6).await;
        let engine = scene.till.engine.clone();
        let settling = tokio::spawn(async move { engine.settle_all().await.unwrap() });
        gate.arrival().await;
        scene.set(on(80, "50", None)).await.unwrap();
        gate.open();
        gate.arrival().await;
        gate.open();
        settling.await.unwrap();
        assert_eq!(scene.taken(), [FIFTY; 2]);
        assert_eq!(scene.balance().await, Credits::whole(119));
        scene.assert_right().await;
    });
}

#[test]
fn rule_5_a_shared_wallet_renews_for_anybodys_debit_and_a_member_sees_no_setting() {
    on_every_database(async |database| {
        let scene = Scene::sharing(database, TestCard::Visa, on(20, "100", None)).await;
        debit(database, scene.world.member, 6, Some(scene.wallet))
            .await
            .unwrap();
        scene.settle().await;
        assert_eq!(scene.taken(), [HUNDRED]);
        assert_eq!(scene.balance().await, Credits::whole(119));
        let members = database
            .read(async |tx| {
                let (member, wallet) = (scene.world.member, scene.wallet);
                backend::renewal::state(tx, &scene.till.shop, member, wallet).await
            })
            .await;
        assert_eq!(members.unwrap_err().code(), api::Code::Forbidden);
        scene.assert_right().await;
    });
}

#[test]
fn rule_5_a_debit_from_another_wallet_crosses_nothing() {
    on_every_database(async |database| {
        let scene = Scene::sharing(database, TestCard::Visa, on(25, "100", None)).await;
        debit(database, scene.user, 20, Some(scene.world.owners_own))
            .await
            .unwrap();
        debit(database, scene.world.member, 1, None).await.unwrap();
        scene.settle().await;
        assert_eq!(scene.state().await.renewals, []);
    });
}

#[test]
fn rule_5_a_refused_debit_crosses_nothing() {
    on_every_database(async |database| {
        let scene = Scene::renewing(database, TestCard::Visa, on(20, "100", None)).await;
        let refused = debit(database, scene.user, 26, Some(scene.wallet)).await;
        assert_eq!(refused.unwrap_err().code(), api::Code::InsufficientCredits);
        scene.settle().await;
        assert_eq!(scene.state().await.renewals, []);
        assert_eq!(scene.balance().await, Credits::whole(25));
    });
}

#[test]
fn i15_a_refund_or_an_adjustment_before_the_charge_makes_it_unneeded() {
    on_every_database(async |database| {
        let scene = Scene::renewing(database, TestCard::Visa, on(20, "100", None)).await;
        let paid = debit(database, scene.user, 6, Some(scene.wallet))
            .await
            .unwrap();
        database
            .write(async |tx| backend::generation::refund(tx, scene.user, paid.id).await)
            .await
            .unwrap();
        scene.settle().await;
        let dropped = scene.newest().await;
        assert!(
            matches!(
                dropped.state,
                PaymentState::Dropped {
                    reason: Dropped::NotNeeded,
                    ..
                }
            ),
            "{dropped:?}"
        );
        assert_eq!(dropped.attempts, []);
        assert!(scene.taken().is_empty());
        assert_eq!(scene.standing().await, Standing::On);

        // The next crossing is one of its own.
        scene.spend(6).await;
        scene.adjust(50).await;
        scene.settle().await;
        assert_eq!(scene.taken(), [HUNDRED]);
        assert_eq!(scene.state().await.renewals.len(), 2);
        scene.assert_right().await;
    });
}

#[test]
fn rule_5_a_refund_after_the_charge_gives_no_money_back_and_the_next_crossing_counts() {
    on_every_database(async |database| {
        let scene = Scene::renewing(database, TestCard::Visa, on(20, "50", None)).await;
        let paid = debit(database, scene.user, 6, Some(scene.wallet))
            .await
            .unwrap();
        scene.settle().await;
        database
            .write(async |tx| backend::generation::refund(tx, scene.user, paid.id).await)
            .await
            .unwrap();
        scene.settle().await;
        assert_eq!(scene.balance().await, Credits::whole(75));
        scene.spend(55).await;
        scene.settle().await;
        assert_eq!(scene.taken(), [FIFTY], "20 is not below 20");
        scene.spend(1).await;
        scene.settle().await;
        assert_eq!(scene.taken(), [FIFTY; 2]);
        scene.assert_right().await;
    });
}

#[test]
fn i8_the_database_refuses_a_second_renewal_of_a_crossing_and_a_second_open_one() {
    on_every_database(async |database| {
        let scene = Scene::renewing(database, TestCard::Visa, on(20, "100", None)).await;
        scene.spend(6).await;
        let open = database
            .read(async |tx| store::payment::open_of(tx, scene.wallet).await)
            .await
            .unwrap();
        assert_eq!(open.len(), 1);
        assert_eq!(open[0].payment.cause, PaymentCause::Renewal);
        let again = async |epoch: i64| {
            let row = &open[0];
            let insert = database.write(async |tx| {
                let id = api::PaymentId::from_row(tx.random().id()?);
                let epoch = Some(epoch);
                let row = PaymentRow {
                    id,
                    epoch,
                    ..row.clone()
                };
                store::payment::insert(tx, &row).await
            });
            insert.await.unwrap()
        };
        let epoch = open[0].epoch.unwrap();
        assert!(!again(epoch + 1).await, "a second open one");
        scene.settle().await;
        assert!(!again(epoch).await, "a second one of the crossing");
        assert!(again(epoch + 1).await, "the next crossing");
    });
}
