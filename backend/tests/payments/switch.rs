//! Rules 6 and 9, I14: only the customer turns it on, it buys at once only when confirmed,
//! and after it is off nothing new is bought.

use api::{
    Code, Credits,
    auto_renewal::{AutoRenewal, Standing},
    payment::{Dropped, PaymentState},
};
use chrono::TimeDelta;
use sandbox::{Faults, TestCard};

use crate::{
    scene::{FIFTY, Gate, HUNDRED, Scene, decide},
    support::on_every_database,
    till::on,
};

const fn is_turned_off(state: &PaymentState) -> bool {
    matches!(
        state,
        PaymentState::Dropped {
            reason: Dropped::TurnedOff,
            ..
        }
    )
}

#[test]
fn rule_6_only_a_save_that_really_buys_has_to_be_confirmed() {
    on_every_database(async |database| {
        let scene = Scene::bare(database).await;
        scene.till.store_card(scene.wallet, TestCard::Visa).await;
        // 25 credits are not below 25.
        scene.set(on(25, "100", None)).await.unwrap();
        scene.settle().await;
        assert_eq!(scene.state().await.renewals, []);
        // A higher threshold buys as turning it on does.
        let refused = scene.set(on(30, "100", None)).await.unwrap_err();
        assert_eq!(refused.code(), Code::RenewsAtOnce);
        assert_eq!(scene.state().await.setting, on(25, "100", None));
        assert_eq!(scene.state().await.version, 1);
        // A confirmation that nothing asked for buys nothing.
        scene.set_confirmed(on(20, "100", None)).await.unwrap();
        scene.settle().await;
        assert!(scene.taken().is_empty());
        scene.set_confirmed(on(30, "100", None)).await.unwrap();
        scene.settle().await;
        assert_eq!(scene.taken(), [HUNDRED]);
        scene.assert_right().await;
    });
}

#[test]
fn rule_6_a_save_while_a_renewal_is_on_its_way_buys_nothing_more() {
    on_every_database(async |database| {
        let mut scene = Scene::renewing(database, TestCard::Visa, on(20, "100", None)).await;
        let gate = Gate::before(&mut scene.till, database);
        scene.spend(6).await;
        let engine = scene.till.engine.clone();
        let settling = tokio::spawn(async move { engine.settle_all().await.unwrap() });
        gate.arrival().await;
        scene.set(on(25, "100", Some(5 * HUNDRED))).await.unwrap();
        gate.open();
        settling.await.unwrap();
        assert_eq!(scene.taken(), [HUNDRED]);
        assert_eq!(scene.balance().await, Credits::whole(119));
        scene.assert_right().await;
    });
}

#[test]
fn rule_9_neither_a_purchase_nor_a_card_nor_resume_turns_it_on() {
    on_every_database(async |database| {
        let scene = Scene::bare(database).await;
        scene.till.store_card(scene.wallet, TestCard::Visa).await;
        scene
            .till
            .buy(scene.user, scene.wallet, "50")
            .await
            .unwrap();
        scene.settle().await;
        scene.resume().await.unwrap();
        scene
            .till
            .store_card(scene.wallet, TestCard::Mastercard)
            .await;
        scene.spend(70).await;
        scene.later(TimeDelta::days(40)).await;
        let state = scene.state().await;
        assert_eq!(state.setting, AutoRenewal::Off);
        assert_eq!(state.standing, Standing::Off);
        assert_eq!(state.version, 0);
        assert_eq!(state.renewals, []);
        assert_eq!(scene.taken(), [FIFTY]);
        // Nor once it was on, and is off again.
        scene.adjust(5_000).await;
        scene.set(on(20, "50", None)).await.unwrap();
        scene.set(AutoRenewal::Off).await.unwrap();
        scene
            .till
            .buy(scene.user, scene.wallet, "50")
            .await
            .unwrap();
        scene.settle().await;
        scene.resume().await.unwrap();
        scene.till.store_card(scene.wallet, TestCard::Visa).await;
        scene.spend(100).await;
        scene.later(TimeDelta::days(40)).await;
        assert_eq!(scene.state().await.setting, AutoRenewal::Off);
        assert_eq!(scene.state().await.renewals, []);
        assert_eq!(scene.taken(), [FIFTY; 2]);
        scene.assert_right().await;
    });
}

#[test]
fn i14_after_off_a_renewal_that_was_due_is_dropped() {
    on_every_database(async |database| {
        let scene = Scene::renewing(database, TestCard::Visa, on(20, "100", None)).await;
        scene.spend(6).await;
        scene.set(AutoRenewal::Off).await.unwrap();
        assert!(is_turned_off(&scene.newest().await.state));
        assert_eq!(scene.standing().await, Standing::Off);
        scene.later(TimeDelta::days(2)).await;
        scene.spend(19).await;
        scene.later(TimeDelta::days(40)).await;
        assert_eq!(scene.state().await.renewals.len(), 1);
        assert!(scene.taken().is_empty());
    });
}

#[test]
fn i14_after_off_a_renewal_that_waited_for_a_retry_is_dropped() {
    on_every_database(async |database| {
        let setting = on(20, "100", None);
        let scene = Scene::renewing(database, TestCard::InsufficientFunds, setting).await;
        scene.spend(6).await;
        scene.settle().await;
        scene.set(AutoRenewal::Off).await.unwrap();
        assert!(is_turned_off(&scene.newest().await.state));
        scene.later(TimeDelta::days(3)).await;
        assert_eq!(scene.references().await.len(), 1);
        // A new card resumes nothing that is off.
        scene.till.store_card(scene.wallet, TestCard::Visa).await;
        scene.later(TimeDelta::days(3)).await;
        assert!(scene.taken().is_empty());
    });
}

#[test]
fn i14_after_off_a_renewal_that_waited_for_the_month_is_dropped() {
    on_every_database(async |database| {
        let scene = Scene::renewing(database, TestCard::Visa, on(20, "50", Some(FIFTY))).await;
        scene.spend(6).await;
        scene.settle().await;
        scene.spend(50).await;
        scene.settle().await;
        scene.set(AutoRenewal::Off).await.unwrap();
        assert!(is_turned_off(&scene.newest().await.state));
        scene.later(TimeDelta::days(62)).await;
        assert_eq!(scene.taken(), [FIFTY]);
    });
}

#[test]
fn i14_after_off_what_is_being_charged_ends_as_it_ends_and_begins_nothing() {
    on_every_database(async |database| {
        let mut scene = Scene::renewing(database, TestCard::Visa, on(20, "50", None)).await;
        let gate = Gate::before(&mut scene.till, database);
        scene.spend(25).await;
        let engine = scene.till.engine.clone();
        let settling = tokio::spawn(async move { engine.settle_all().await.unwrap() });
        gate.arrival().await;
        scene.set(AutoRenewal::Off).await.unwrap();
        gate.open();
        settling.await.unwrap();
        assert_eq!(scene.taken(), [FIFTY]);
        assert_eq!(scene.balance().await, Credits::whole(50));
        assert_eq!(scene.state().await.setting, AutoRenewal::Off);
        scene.spend(50).await;
        scene.later(TimeDelta::days(2)).await;
        assert_eq!(scene.state().await.renewals.len(), 1);
        scene.assert_right().await;
    });
}

#[test]
fn i14_after_off_a_decline_of_what_was_being_charged_is_not_tried_again_even_when_it_is_on_again() {
    on_every_database(async |database| {
        let setting = on(20, "50", None);
        let mut scene =
            Scene::renewing(database, TestCard::InsufficientFunds, setting.clone()).await;
        let gate = Gate::before(&mut scene.till, database);
        scene.spend(6).await;
        let engine = scene.till.engine.clone();
        let settling = tokio::spawn(async move { engine.settle_all().await.unwrap() });
        gate.arrival().await;
        scene.set(AutoRenewal::Off).await.unwrap();
        gate.open();
        settling.await.unwrap();
        let state = scene.state().await;
        assert_eq!(state.standing, Standing::Off);
        assert!(
            state.renewals[0].is_closed(),
            "nothing is left to be tried again: {:?}",
            state.renewals[0].state
        );
        // On again below the threshold is a renewal at once, and so has to be confirmed.
        let refused = scene.set(setting.clone()).await;
        assert_eq!(refused.unwrap_err().code(), Code::RenewsAtOnce);
    });
}

#[test]
fn i14_after_off_a_confirmation_that_was_asked_for_still_books() {
    on_every_database(async |database| {
        let setting = on(20, "50", None);
        let scene = Scene::renewing(database, TestCard::Confirmation, setting).await;
        scene.spend(6).await;
        scene.settle().await;
        let url = scene.confirm_url().await;
        scene.set(AutoRenewal::Off).await.unwrap();
        assert_eq!(scene.confirm_url().await, url);
        decide(&url, "confirm").await;
        scene.later(TimeDelta::hours(2)).await;
        assert_eq!(scene.balance().await, Credits::whole(69));
        assert_eq!(scene.state().await.setting, AutoRenewal::Off);
        scene.assert_right().await;
    });
}

#[test]
fn i14_after_off_an_outcome_in_doubt_is_still_found_out() {
    on_every_database(async |database| {
        let scene = Scene::renewing(database, TestCard::Visa, on(20, "50", None)).await;
        scene.faults(Faults {
            captured_then_lost: 1_000,
            ..Faults::default()
        });
        scene.spend(6).await;
        scene.settle().await;
        scene.set(AutoRenewal::Off).await.unwrap();
        scene.faults(Faults::default());
        scene.later(TimeDelta::minutes(2)).await;
        assert_eq!(scene.balance().await, Credits::whole(69));
        scene.assert_right().await;
    });
}

#[test]
fn i22_a_save_of_an_older_version_changes_nothing() {
    on_every_database(async |database| {
        let scene = Scene::renewing(database, TestCard::Visa, on(20, "50", None)).await;
        let version = scene.state().await.version;
        scene.set(AutoRenewal::Off).await.unwrap();
        let wanted = api::auto_renewal::SaveAutoRenewal {
            setting: on(20, "50", None),
            renew_at_once: true,
        };
        for old in [version, 0, version + 2, u32::MAX] {
            let saved = database
                .write(async |tx| {
                    let (shop, user, wallet) = (&scene.till.shop, scene.user, scene.wallet);
                    backend::renewal::save(tx, shop, user, wallet, old, &wanted).await
                })
                .await;
            assert_eq!(saved.unwrap_err().code(), Code::Stale, "{old}");
        }
        assert_eq!(scene.state().await.setting, AutoRenewal::Off);
    });
}
