//! Rule 8 and I13: each way in which a bank says no, the pause, and what ends it.

use api::{
    Code, Credits,
    auto_renewal::{AutoRenewal, Standing},
    payment::{AttemptOutcome, Decline, Dropped, PaymentState},
};
use chrono::TimeDelta;
use sandbox::TestCard;

use crate::{
    scene::{FIFTY, HUNDRED, Scene, outcomes},
    support::on_every_database,
    till::on,
};

const HOURS: [i64; 3] = [1, 6, 24];

fn rule() -> AutoRenewal {
    on(20, "100", None)
}

async fn assert_paused(scene: &Scene<'_>, why: Decline) {
    let state = scene.state().await;
    let since = database_now(scene);
    let paused = Standing::Paused { reason: why, since };
    assert_eq!(state.standing, paused);
    assert!(
        matches!(state.setting, AutoRenewal::On(_)),
        "the switch stays on"
    );
}

fn database_now(scene: &Scene<'_>) -> chrono::DateTime<chrono::Utc> {
    scene.database.clock().now()
}

#[test]
fn rule_8_a_soft_decline_is_tried_after_1_6_and_24_hours_and_not_a_moment_before() {
    for (card, reason) in [
        (TestCard::InsufficientFunds, Decline::InsufficientFunds),
        (TestCard::Expired, Decline::CardExpired),
        (TestCard::Declined, Decline::Refused),
    ] {
        on_every_database(async |database| {
            let scene = Scene::renewing(database, card, rule()).await;
            scene.spend(6).await;
            scene.settle().await;
            for (tried, hours) in HOURS.into_iter().enumerate() {
                let at = database_now(&scene) + TimeDelta::hours(hours);
                assert_eq!(scene.standing().await, Standing::Retrying { at, reason });
                scene.until(at - TimeDelta::milliseconds(1)).await;
                assert_eq!(scene.references().await.len(), tried + 1);
                // Spending on hurries nothing.
                scene.spend(1).await;
                scene.settle().await;
                assert_eq!(scene.references().await.len(), tried + 1);
                scene.until(at).await;
                assert_eq!(scene.references().await.len(), tried + 2);
            }
            assert_paused(&scene, reason).await;
            scene.spend(1).await;
            scene.later(TimeDelta::days(40)).await;
            let references = scene.references().await;
            assert_eq!(references.len(), 4, "4 attempts a crossing");
            let mut different = references.clone();
            different.sort();
            different.dedup();
            assert_eq!(
                different.len(),
                4,
                "a key of its own after a definite no (I11)"
            );
            let renewal = scene.newest().await;
            assert_eq!(outcomes(&renewal), [AttemptOutcome::Declined(reason); 4]);
            assert_eq!(scene.state().await.renewals.len(), 1);
            assert!(scene.taken().is_empty());
            scene.assert_right().await;
        });
    }
}

#[test]
fn rule_8_a_lost_or_stolen_card_pauses_at_once_and_is_never_tried_again() {
    for card in [TestCard::Lost, TestCard::Stolen] {
        on_every_database(async |database| {
            let scene = Scene::renewing(database, card, rule()).await;
            scene.spend(6).await;
            scene.settle().await;
            assert_paused(&scene, Decline::CardLost).await;
            for days in [1, 1, 40] {
                scene.spend(1).await;
                scene.later(TimeDelta::days(days)).await;
            }
            scene.set(on(15, "50", None)).await.unwrap();
            scene.later(TimeDelta::days(1)).await;
            assert_eq!(scene.references().await.len(), 1);
            assert_eq!(scene.state().await.renewals.len(), 1);
            let declined = AttemptOutcome::Declined(Decline::CardLost);
            assert_eq!(outcomes(&scene.newest().await), [declined]);
            assert!(scene.taken().is_empty());
        });
    }
}

#[test]
fn i13_a_retry_that_succeeds_ends_the_crossing_and_the_next_one_has_four_attempts_again() {
    on_every_database(async |database| {
        let scene = Scene::renewing(database, TestCard::Visa, rule()).await;
        let declining = sandbox::Faults {
            decline: 1_000,
            ..sandbox::Faults::default()
        };
        scene.faults(declining.clone());
        scene.spend(6).await;
        scene.settle().await;
        scene.later(TimeDelta::hours(1)).await;
        scene.later(TimeDelta::hours(6)).await;
        scene.faults(sandbox::Faults::default());
        scene.later(TimeDelta::hours(24)).await;
        let no = AttemptOutcome::Declined(Decline::InsufficientFunds);
        let tried = outcomes(&scene.newest().await);
        assert_eq!(tried, [no, no, no, AttemptOutcome::Charged]);
        assert_eq!(scene.standing().await, Standing::On);
        assert_eq!(scene.taken(), [HUNDRED]);
        scene.faults(declining);
        scene.spend(100).await;
        scene.settle().await;
        for hours in HOURS {
            scene.later(TimeDelta::hours(hours)).await;
        }
        assert_eq!(outcomes(&scene.newest().await), [no; 4]);
        assert_paused(&scene, Decline::InsufficientFunds).await;
        scene.assert_right().await;
    });
}

#[test]
fn rule_8_a_new_card_does_not_wait_for_the_next_try_and_keeps_the_crossing() {
    on_every_database(async |database| {
        let scene = Scene::renewing(database, TestCard::InsufficientFunds, rule()).await;
        scene.spend(6).await;
        scene.settle().await;
        scene.till.store_card(scene.wallet, TestCard::Visa).await;
        scene.settle().await;
        assert_eq!(scene.taken(), [HUNDRED]);
        assert_eq!(scene.state().await.renewals.len(), 1);
        assert_eq!(scene.balance().await, Credits::whole(119));
        // The time of the retry comes and goes.
        scene.later(TimeDelta::hours(2)).await;
        assert_eq!(scene.taken(), [HUNDRED]);
        scene.assert_right().await;
    });
}

#[test]
fn rule_8_a_new_card_resumes_what_a_lost_one_has_paused_and_renews() {
    on_every_database(async |database| {
        let scene = Scene::renewing(database, TestCard::Lost, rule()).await;
        scene.spend(6).await;
        scene.settle().await;
        scene.later(TimeDelta::days(3)).await;
        scene
            .till
            .store_card(scene.wallet, TestCard::Mastercard)
            .await;
        assert_eq!(scene.standing().await, Standing::Renewing);
        scene.settle().await;
        let state = scene.state().await;
        assert_eq!(state.standing, Standing::On);
        assert_eq!(state.payment_method.unwrap().last4, "4444");
        assert_eq!(scene.taken(), [HUNDRED]);
        assert_eq!(state.setting, rule());
        scene.assert_right().await;
    });
}

#[test]
fn rule_8_a_new_card_at_or_above_the_threshold_resumes_and_buys_nothing() {
    on_every_database(async |database| {
        let scene = Scene::renewing(database, TestCard::Lost, rule()).await;
        scene.spend(6).await;
        scene.settle().await;
        scene.adjust(100).await;
        scene.till.store_card(scene.wallet, TestCard::Visa).await;
        scene.settle().await;
        assert_eq!(scene.standing().await, Standing::On);
        assert!(scene.taken().is_empty());
        scene.spend(1).await;
        scene.settle().await;
        assert_eq!(scene.taken(), [HUNDRED]);
    });
}

#[test]
fn rule_8_resume_tries_the_same_card_again_once_the_customer_says_so() {
    on_every_database(async |database| {
        let scene = Scene::renewing(database, TestCard::Visa, rule()).await;
        scene.faults(sandbox::Faults {
            decline: 1_000,
            ..sandbox::Faults::default()
        });
        scene.spend(6).await;
        scene.settle().await;
        for hours in HOURS {
            scene.later(TimeDelta::hours(hours)).await;
        }
        assert_paused(&scene, Decline::InsufficientFunds).await;
        scene.faults(sandbox::Faults::default());
        scene.resume().await.unwrap();
        scene.resume().await.unwrap();
        scene.settle().await;
        assert_eq!(scene.taken(), [HUNDRED]);
        assert_eq!(scene.standing().await, Standing::On);
        assert_eq!(scene.state().await.renewals.len(), 2);
        scene.assert_right().await;
    });
}

#[test]
fn rule_8_resume_hurries_nothing_that_is_not_paused() {
    on_every_database(async |database| {
        let scene = Scene::renewing(database, TestCard::InsufficientFunds, rule()).await;
        scene.resume().await.unwrap();
        scene.spend(6).await;
        scene.settle().await;
        let before = scene.standing().await;
        scene.resume().await.unwrap();
        scene.settle().await;
        assert_eq!(scene.standing().await, before);
        assert_eq!(scene.references().await.len(), 1);
        let strangers = database
            .write(async |tx| {
                backend::renewal::resume(tx, scene.world.stranger, scene.wallet).await
            })
            .await;
        assert_eq!(strangers.unwrap_err().code(), Code::NotFound);
    });
}

#[test]
fn rule_8_a_save_keeps_the_pause_and_off_and_on_again_ends_it_with_a_confirmation() {
    on_every_database(async |database| {
        let scene = Scene::renewing(database, TestCard::Lost, rule()).await;
        scene.spend(6).await;
        scene.settle().await;
        scene.set(on(25, "50", None)).await.unwrap();
        assert!(matches!(scene.standing().await, Standing::Paused { .. }));
        scene.set(AutoRenewal::Off).await.unwrap();
        assert_eq!(scene.standing().await, Standing::Off);
        let refused = scene.set(rule()).await;
        assert_eq!(refused.unwrap_err().code(), Code::RenewsAtOnce);
        assert_eq!(scene.references().await.len(), 1);
    });
}

#[test]
fn i15_a_purchase_while_a_retry_waits_makes_it_unneeded() {
    on_every_database(async |database| {
        let scene = Scene::renewing(database, TestCard::Visa, rule()).await;
        scene.faults(sandbox::Faults {
            decline: 1_000,
            ..sandbox::Faults::default()
        });
        scene.spend(6).await;
        scene.settle().await;
        scene.faults(sandbox::Faults::default());
        let bought = scene
            .till
            .buy(scene.user, scene.wallet, "50")
            .await
            .unwrap();
        scene.settle().await;
        let bought = scene.purchase(&bought).await;
        assert!(
            matches!(bought.state, PaymentState::Paid { .. }),
            "{bought:?}"
        );
        scene.later(TimeDelta::hours(1)).await;
        assert!(matches!(
            scene.newest().await.state,
            PaymentState::Dropped {
                reason: Dropped::NotNeeded,
                ..
            }
        ));
        assert_eq!(scene.taken(), [FIFTY]);
        assert_eq!(scene.standing().await, Standing::On);
        scene.assert_right().await;
    });
}

#[test]
fn i15_a_purchase_while_paused_is_made_and_resumes_nothing() {
    on_every_database(async |database| {
        let scene = Scene::renewing(database, TestCard::Visa, rule()).await;
        scene.faults(sandbox::Faults {
            decline: 1_000,
            ..sandbox::Faults::default()
        });
        scene.spend(6).await;
        scene.settle().await;
        for hours in HOURS {
            scene.later(TimeDelta::hours(hours)).await;
        }
        scene.faults(sandbox::Faults::default());
        scene
            .till
            .buy(scene.user, scene.wallet, "50")
            .await
            .unwrap();
        scene.settle().await;
        assert_eq!(scene.balance().await, Credits::whole(69));
        assert!(matches!(scene.standing().await, Standing::Paused { .. }));
        scene.spend(60).await;
        scene.later(TimeDelta::days(2)).await;
        assert_eq!(scene.taken(), [FIFTY]);
        scene.assert_right().await;
    });
}

#[test]
fn rule_8_a_declined_purchase_does_not_pause_auto_renewal() {
    on_every_database(async |database| {
        let scene = Scene::renewing(database, TestCard::Lost, rule()).await;
        let bought = scene
            .till
            .buy(scene.user, scene.wallet, "50")
            .await
            .unwrap();
        scene.settle().await;
        assert!(matches!(
            scene.purchase(&bought).await.state,
            PaymentState::Declined {
                reason: Decline::CardLost,
                ..
            }
        ));
        assert_eq!(scene.standing().await, Standing::On);
    });
}
