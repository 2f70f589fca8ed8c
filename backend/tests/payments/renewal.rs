//! When a wallet buys by itself (rules 5–9).

use api::{
    Code, Credits,
    auto_renewal::{AutoRenewal, Standing},
    payment::{Decline, PaymentState},
};
use chrono::TimeDelta;
use sandbox::TestCard;

use crate::{
    support::{World, assert_sound, book, debit, on_every_database, pass, purchase, world},
    till::{Till, on},
};
use backend::store::Database;

/// The owner's own wallet with 25 credits and a card, and a rule.
async fn begun(database: &Database, till: &Till, card: TestCard, setting: AutoRenewal) -> World {
    let world = world(database).await;
    book(database, &purchase(world.owners_own, 2_000, "S1"))
        .await
        .unwrap();
    till.store_card(world.owners_own, card).await;
    till.save(world.owner, world.owners_own, setting, false)
        .await
        .unwrap();
    world
}

async fn balance(till: &Till, world: &World) -> Credits {
    till.state(world.owner, world.owners_own).await.balance
}

#[test]
fn rule_5_a_debit_that_crosses_the_threshold_buys_once_and_the_books_agree() {
    on_every_database(async |database| {
        let till = Till::on(database).await;
        let world = begun(database, &till, TestCard::Visa, on(20, "100", None)).await;
        debit(database, world.owner, 5, None).await.unwrap();
        assert_eq!(
            till.engine.settle_all().await.unwrap(),
            0,
            "20 is not below 20"
        );
        debit(database, world.owner, 1, None).await.unwrap();
        debit(database, world.owner, 1, None).await.unwrap();
        assert_eq!(till.engine.settle_all().await.unwrap(), 1);
        assert_eq!(balance(&till, &world).await, Credits::whole(118));
        let state = till.state(world.owner, world.owners_own).await;
        assert_eq!(state.standing, Standing::On);
        assert_eq!(state.used_this_month.amount_minor, 4_900);
        assert_eq!(state.renewals.len(), 1);
        assert!(matches!(
            &state.renewals[0].state,
            PaymentState::Paid { .. }
        ));
        till.assert_books_agree().await;
        assert_sound(database).await;
    });
}

#[test]
fn rule_8_declines_are_tried_again_and_then_auto_renewal_pauses() {
    on_every_database(async |database| {
        let till = Till::on(database).await;
        let card = TestCard::InsufficientFunds;
        let world = begun(database, &till, card, on(20, "100", None)).await;
        debit(database, world.owner, 6, None).await.unwrap();
        let reason = Decline::InsufficientFunds;
        for hours in [1, 6, 24] {
            till.engine.settle_all().await.unwrap();
            let until = database.clock().now() + TimeDelta::hours(hours);
            let waiting = PaymentState::Waiting { until, reason };
            assert_eq!(till.newest(world.owner, world.owners_own).await, waiting);
            pass(database, (TimeDelta::hours(hours)).to_std().unwrap());
        }
        till.engine.settle_all().await.unwrap();
        let state = till.state(world.owner, world.owners_own).await;
        assert!(
            matches!(state.standing, Standing::Paused { .. }),
            "{:?}",
            state.standing
        );
        assert_eq!(state.renewals[0].attempts.len(), 4);
        // A new card resumes it.
        till.store_card(world.owners_own, TestCard::Mastercard)
            .await;
        till.engine.settle_all().await.unwrap();
        assert_eq!(balance(&till, &world).await, Credits::whole(119));
        till.assert_books_agree().await;
    });
}

#[test]
fn rule_6_turning_it_on_below_the_threshold_buys_at_once_and_only_when_confirmed() {
    on_every_database(async |database| {
        let till = Till::on(database).await;
        let world = world(database).await;
        let (owner, own) = (world.owner, world.owners_own);
        let refused = till.save(owner, own, on(20, "100", None), true).await;
        assert_eq!(refused.unwrap_err().code(), Code::NoPaymentMethod);
        till.store_card(own, TestCard::Visa).await;
        let refused = till.save(owner, own, on(20, "100", None), false).await;
        assert_eq!(refused.unwrap_err().code(), Code::RenewsAtOnce);
        assert_eq!(till.state(owner, own).await.setting, AutoRenewal::Off);
        till.save(owner, own, on(20, "100", None), true)
            .await
            .unwrap();
        till.engine.settle_all().await.unwrap();
        assert_eq!(balance(&till, &world).await, Credits::whole(105));
        till.assert_books_agree().await;
    });
}
