//! Rule 8 and I13: a charge that needs its customer waits for them, and nothing else.

use api::{
    Code, Credits,
    auto_renewal::{AutoRenewal, Standing},
    payment::{AttemptOutcome, Decline, PaymentState},
};
use backend::{gateway::Notice, store::Database};
use chrono::TimeDelta;
use sandbox::{Faults, OffSession, TestCard};

use crate::{
    scene::{FIFTY, HUNDRED, Scene, decide, outcomes},
    support::on_every_database,
    till::{Till, on},
};

fn rule() -> AutoRenewal {
    on(20, "100", None)
}

/// A renewal that waits to be confirmed.
async fn waiting(database: &Database) -> Scene<'_> {
    let scene = Scene::renewing(database, TestCard::Confirmation, rule()).await;
    scene.spend(6).await;
    scene.settle().await;
    scene
}

/// The same with a bank that refuses at first whatever its customer is not present for, as
/// Stripe's own test cards do.
async fn strict(database: &Database, faults: Faults) -> Scene<'_> {
    let till = Till::with(database, |options| {
        options.off_session = OffSession::AuthenticationRequired;
    })
    .await;
    let scene = Scene::at(database, till).await;
    scene
        .till
        .store_card(scene.wallet, TestCard::Confirmation)
        .await;
    scene.set(rule()).await.unwrap();
    scene.faults(faults);
    scene.spend(6).await;
    scene.settle().await;
    scene
}

#[test]
fn rule_8_it_waits_for_days_and_nothing_overwrites_it() {
    on_every_database(async |database| {
        let scene = waiting(database).await;
        let url = scene.confirm_url().await;
        assert_eq!(
            scene.standing().await,
            Standing::Confirm { url: url.clone() }
        );
        // Further debits, looks, a new rule, a new card, Resume: it waits.
        scene.spend(1).await;
        scene.later(TimeDelta::hours(25)).await;
        scene.set(on(15, "50", None)).await.unwrap();
        scene.settle().await;
        scene.till.store_card(scene.wallet, TestCard::Visa).await;
        scene.settle().await;
        scene.resume().await.unwrap();
        scene.later(TimeDelta::days(3)).await;
        assert_eq!(scene.confirm_url().await, url);
        assert_eq!(scene.state().await.renewals.len(), 1);
        assert_eq!(scene.references().await.len(), 1);
        assert!(scene.taken().is_empty());
        let asked = [AttemptOutcome::NeedsConfirmation];
        assert_eq!(outcomes(&scene.newest().await), asked);
    });
}

#[test]
fn rule_8_confirming_on_the_providers_page_books_without_a_webhook() {
    on_every_database(async |database| {
        let scene = waiting(database).await;
        scene.later(TimeDelta::hours(5)).await;
        decide(&scene.confirm_url().await, "confirm").await;
        assert_eq!(scene.balance().await, Credits::whole(19));
        scene.later(TimeDelta::hours(1)).await;
        assert_eq!(scene.balance().await, Credits::whole(119));
        assert_eq!(scene.standing().await, Standing::On);
        assert_eq!(scene.taken(), [HUNDRED]);
        scene.assert_right().await;
    });
}

#[test]
fn rule_8_a_webhook_books_at_once_and_repeated_ones_nothing_more() {
    on_every_database(async |database| {
        let scene = waiting(database).await;
        let reference = scene.references().await[0].clone();
        let hear = async || {
            let notice = Notice::Charge(reference.clone());
            scene.till.engine.hear(notice).await.unwrap();
        };
        // One that comes too early is a reason to look, and there is nothing to see.
        hear().await;
        assert!(matches!(scene.standing().await, Standing::Confirm { .. }));
        decide(&scene.confirm_url().await, "confirm").await;
        for _ in 0..3 {
            hear().await;
            assert_eq!(scene.balance().await, Credits::whole(119));
        }
        scene.later(TimeDelta::days(1)).await;
        assert_eq!(scene.balance().await, Credits::whole(119));
        scene.assert_right().await;
    });
}

#[test]
fn rule_8_refusing_on_the_providers_page_pauses_and_is_not_tried_again() {
    on_every_database(async |database| {
        let scene = waiting(database).await;
        decide(&scene.confirm_url().await, "refuse").await;
        scene.later(TimeDelta::hours(2)).await;
        let state = scene.state().await;
        assert!(
            matches!(
                state.standing,
                Standing::Paused {
                    reason: Decline::NotConfirmed,
                    ..
                }
            ),
            "{:?}",
            state.standing
        );
        assert_eq!(state.setting, rule());
        scene.later(TimeDelta::days(3)).await;
        assert_eq!(scene.references().await.len(), 1);
        assert!(scene.taken().is_empty());
        // Resume asks the customer anew.
        scene.resume().await.unwrap();
        scene.settle().await;
        decide(&scene.confirm_url().await, "confirm").await;
        scene.later(TimeDelta::hours(2)).await;
        assert_eq!(scene.taken(), [HUNDRED]);
        scene.assert_right().await;
    });
}

#[test]
fn i15_a_purchase_is_possible_while_a_renewal_waits_to_be_confirmed_and_both_may_be_paid() {
    on_every_database(async |database| {
        let scene = waiting(database).await;
        let url = scene.confirm_url().await;
        let bought = scene
            .till
            .buy(scene.user, scene.wallet, "50")
            .await
            .unwrap();
        scene.settle().await;
        let PaymentState::Confirm { url: other } = scene.purchase(&bought).await.state else {
            panic!("this card has to be confirmed every time");
        };
        assert_ne!(url, other);
        // Neither keeps the customer from buying once more.
        scene
            .till
            .buy(scene.user, scene.wallet, "50")
            .await
            .unwrap();
        scene.settle().await;
        decide(&other, "confirm").await;
        decide(&url, "confirm").await;
        scene.later(TimeDelta::hours(2)).await;
        assert_eq!(scene.taken(), [FIFTY, HUNDRED]);
        assert_eq!(scene.balance().await, Credits::whole(169));
        scene.assert_right().await;
    });
}

#[test]
fn rule_8_a_bank_that_declines_in_absence_asks_all_the_same() {
    on_every_database(async |database| {
        let scene = strict(database, Faults::default()).await;
        let url = scene.confirm_url().await;
        assert_eq!(scene.references().await.len(), 1, "it is the same charge");
        decide(&url, "confirm").await;
        scene.later(TimeDelta::hours(2)).await;
        assert_eq!(scene.taken(), [HUNDRED]);
        scene.assert_right().await;
    });
}

#[test]
fn rule_8_a_bank_that_declines_in_absence_asks_even_when_that_answer_was_lost() {
    for faults in [
        Faults {
            captured_then_lost: 1_000,
            ..Faults::default()
        },
        Faults {
            captured_then_500: 1_000,
            ..Faults::default()
        },
    ] {
        on_every_database(async |database| {
            let scene = strict(database, faults.clone()).await;
            assert_eq!(scene.standing().await, Standing::Renewing);
            scene.faults(Faults::default());
            scene.later(TimeDelta::minutes(2)).await;
            let url = scene.confirm_url().await;
            decide(&url, "confirm").await;
            scene.later(TimeDelta::hours(2)).await;
            assert_eq!(scene.taken(), [HUNDRED]);
            assert_eq!(scene.references().await.len(), 1);
            scene.assert_right().await;
        });
    }
}

#[test]
fn c6_a_purchase_that_was_refused_on_the_providers_page_is_declined_and_pauses_nothing() {
    on_every_database(async |database| {
        let scene = Scene::renewing(database, TestCard::Confirmation, rule()).await;
        let bought = scene
            .till
            .buy(scene.user, scene.wallet, "50")
            .await
            .unwrap();
        scene.settle().await;
        let PaymentState::Confirm { url } = scene.purchase(&bought).await.state else {
            panic!("it has to be confirmed");
        };
        decide(&url, "refuse").await;
        scene.later(TimeDelta::hours(2)).await;
        assert!(matches!(
            scene.purchase(&bought).await.state,
            PaymentState::Declined {
                reason: Decline::NotConfirmed,
                ..
            }
        ));
        assert_eq!(scene.standing().await, Standing::On);
        let strangers = scene
            .till
            .buy(scene.world.stranger, scene.wallet, "50")
            .await;
        assert_eq!(strangers.unwrap_err().code(), Code::NotFound);
    });
}
