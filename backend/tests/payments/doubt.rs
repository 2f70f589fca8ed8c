//! I9, I11: what came of a charge is not known, and it is charged once all the same.

use api::{
    Credits,
    auto_renewal::Standing,
    payment::{AttemptOutcome, Decline, PaymentState},
};
use backend::{payment::Pace, store::Database};
use chrono::TimeDelta;
use sandbox::{Faults, Replay, TestCard};

use crate::{
    scene::{HUNDRED, Scene, outcomes},
    support::on_every_database,
    till::{Till, on},
};

/// Everything that leaves a charge in doubt, and whether the money was taken.
fn doubts() -> Vec<(&'static str, Faults, bool)> {
    let all = || Faults::default();
    vec![
        (
            "lost",
            Faults {
                captured_then_lost: 1_000,
                ..all()
            },
            true,
        ),
        (
            "500 after",
            Faults {
                captured_then_500: 1_000,
                ..all()
            },
            true,
        ),
        (
            "500 after, and for ever",
            Faults {
                captured_then_500: 1_000,
                replay: Replay::StoredError,
                ..all()
            },
            true,
        ),
        (
            "lost, and 500 for ever",
            Faults {
                captured_then_lost: 1_000,
                replay: Replay::StoredError,
                ..all()
            },
            true,
        ),
        (
            "500 before",
            Faults {
                error_before: 1_000,
                ..all()
            },
            false,
        ),
        (
            "reset before",
            Faults {
                reset_before: 1_000,
                ..all()
            },
            false,
        ),
        (
            "429",
            Faults {
                rate_limited: 1_000,
                ..all()
            },
            false,
        ),
    ]
}

/// A renewal that has crossed and was sent into those faults.
async fn in_doubt(database: &Database, faults: Faults) -> Scene<'_> {
    let scene = Scene::renewing(database, TestCard::Visa, on(20, "100", None)).await;
    scene.faults(faults);
    scene.spend(6).await;
    scene.settle().await;
    scene
}

#[test]
fn i11_after_an_answer_that_is_none_the_key_stays_and_the_card_is_charged_once() {
    for (what, faults, was_taken) in doubts() {
        on_every_database(async |database| {
            let scene = in_doubt(database, faults.clone()).await;
            assert_eq!(scene.standing().await, Standing::Renewing, "{what}");
            assert_eq!(scene.taken().len(), usize::from(was_taken), "{what}");
            let unknown = [AttemptOutcome::Unknown];
            assert_eq!(outcomes(&scene.newest().await), unknown, "{what}");
            // It goes on for a while.
            scene.later(TimeDelta::minutes(30)).await;
            scene.later(TimeDelta::hours(2)).await;
            scene.faults(Faults::default());
            scene.later(TimeDelta::hours(2)).await;
            assert_eq!(scene.taken(), [HUNDRED], "{what}");
            assert_eq!(scene.balance().await, Credits::whole(119), "{what}");
            let references = scene.references().await;
            assert_eq!(references.len(), 1, "{what}");
            let ours = scene.rows("SELECT reference FROM payment_attempts").await;
            assert_eq!(ours.len(), 1, "{what}");
            assert_eq!(ours[0].text("reference").unwrap(), references[0], "{what}");
            let book = scene.till.sandbox().book();
            assert_eq!(book[0].reference.as_ref(), Some(&references[0]), "{what}");
            assert_eq!(outcomes(&scene.newest().await), [AttemptOutcome::Charged]);
            scene.assert_right().await;
        });
    }
}

#[test]
fn i11_a_purchase_in_doubt_is_charged_once_too() {
    for (what, faults, _) in doubts() {
        on_every_database(async |database| {
            let scene = Scene::bare(database).await;
            scene.till.store_card(scene.wallet, TestCard::Visa).await;
            scene.faults(faults.clone());
            let bought = scene
                .till
                .buy(scene.user, scene.wallet, "100")
                .await
                .unwrap();
            scene.settle().await;
            assert_eq!(
                scene.purchase(&bought).await.state,
                PaymentState::Pending,
                "{what}"
            );
            scene.faults(Faults::default());
            scene.later(TimeDelta::minutes(5)).await;
            assert_eq!(scene.taken(), [HUNDRED], "{what}");
            assert_eq!(scene.references().await.len(), 1, "{what}");
            assert!(
                matches!(
                    scene.purchase(&bought).await.state,
                    PaymentState::Paid { .. }
                ),
                "{what}"
            );
            scene.assert_right().await;
        });
    }
}

#[test]
fn i11_cards_whose_answers_are_always_lost_are_charged_once_a_crossing() {
    for card in [TestCard::CapturedThenLost, TestCard::CapturedThenError] {
        on_every_database(async |database| {
            let scene = Scene::renewing(database, card, on(20, "100", None)).await;
            for crossing in 1..=3 {
                scene.spend(if crossing == 1 { 6 } else { 100 }).await;
                scene.settle().await;
                scene.later(TimeDelta::minutes(1)).await;
                assert_eq!(scene.taken().len(), crossing);
                assert_eq!(scene.balance().await, Credits::whole(119));
            }
            scene.assert_right().await;
        });
    }
}

#[test]
fn i11_after_a_day_without_a_trace_it_is_never_charged_again_and_pauses() {
    on_every_database(async |database| {
        let nothing_arrives = Faults {
            error_before: 1_000,
            ..Faults::default()
        };
        let scene = in_doubt(database, nothing_arrives).await;
        // Asleep for a day: by now the provider may have forgotten the key.
        scene.faults(Faults::default());
        scene.later(TimeDelta::hours(24)).await;
        assert!(scene.taken().is_empty(), "the key is too old");
        assert!(scene.references().await.is_empty());
        let state = scene.state().await;
        assert!(
            matches!(
                state.standing,
                Standing::Paused {
                    reason: Decline::NoAnswer,
                    ..
                }
            ),
            "{:?}",
            state.standing
        );
        scene.spend(1).await;
        scene.later(TimeDelta::days(5)).await;
        assert!(scene.taken().is_empty());
        // The customer may say that it goes on: that is a new renewal, under a new key.
        scene.resume().await.unwrap();
        scene.settle().await;
        assert_eq!(scene.taken(), [HUNDRED]);
        scene.assert_right().await;
    });
}

#[test]
fn i11_after_a_day_what_was_taken_is_found_by_its_reference_and_booked() {
    on_every_database(async |database| {
        let scene = in_doubt(
            database,
            Faults {
                captured_then_500: 1_000,
                replay: Replay::StoredError,
                ..Faults::default()
            },
        )
        .await;
        assert_eq!(scene.taken(), [HUNDRED]);
        scene.later(TimeDelta::days(3)).await;
        assert_eq!(scene.taken(), [HUNDRED]);
        assert_eq!(scene.balance().await, Credits::whole(119));
        assert_eq!(scene.standing().await, Standing::On);
        scene.assert_right().await;
    });
}

#[test]
fn i11_while_the_provider_can_not_be_asked_it_stays_open_however_long() {
    on_every_database(async |database| {
        let mut scene = Scene::renewing(database, TestCard::Visa, on(20, "100", None)).await;
        let working = scene.till.engine.clone();
        let nobody = std::sync::Arc::new(crate::till::stripe("http://127.0.0.1:9"));
        let shop = scene.till.shop.clone();
        scene.till.engine = backend::payment::Engine::new(database.clone(), nobody, shop);
        scene.spend(6).await;
        scene.settle().await;
        for _ in 0..30 {
            scene.later(TimeDelta::hours(1)).await;
        }
        assert_eq!(scene.standing().await, Standing::Renewing);
        assert_eq!(scene.newest().await.attempts.len(), 1);
        // Nothing else is charged meanwhile (I15).
        let refused = scene.till.buy(scene.user, scene.wallet, "50").await;
        assert_eq!(refused.unwrap_err().code(), api::Code::PaymentInProgress);
        // Once it answers, it knows of nothing; and the key is older than a day.
        scene.till.engine = working;
        scene.later(TimeDelta::hours(2)).await;
        assert!(matches!(scene.standing().await, Standing::Paused { .. }));
        assert!(scene.taken().is_empty());
        scene.assert_right().await;
    });
}

#[test]
fn i9_what_the_provider_took_after_we_had_given_up_is_booked_once_it_says_so() {
    on_every_database(async |database| {
        let nothing_arrives = Faults {
            reset_before: 1_000,
            ..Faults::default()
        };
        let scene = in_doubt(database, nothing_arrives).await;
        scene.faults(Faults::default());
        let attempt = scene
            .rows("SELECT reference, customer, method FROM payment_attempts")
            .await;
        let text = |column| attempt[0].text(column).unwrap();
        let charge = backend::gateway::Charge {
            reference: text("reference"),
            customer: text("customer"),
            method: text("method"),
            price: api::Money::new(HUNDRED, api::money::Currency::CHF),
            description: "Relux Credits × 100".to_owned(),
            since: database.clock().now(),
        };
        scene.later(TimeDelta::hours(25)).await;
        assert!(matches!(scene.standing().await, Standing::Paused { .. }));
        // A request that was under way for a day arrives.
        scene.till.engine.provider().charge(&charge).await;
        let notice = || backend::gateway::Notice::Charge(charge.reference.clone());
        for _ in 0..3 {
            scene.till.engine.hear(notice()).await.unwrap();
        }
        assert_eq!(scene.balance().await, Credits::whole(119));
        assert_eq!(outcomes(&scene.newest().await), [AttemptOutcome::Charged]);
        scene.assert_right().await;
    });
}

#[test]
fn i9_two_processes_one_of_which_sleeps_through_its_lease_charge_once() {
    on_every_database(async |database| {
        let till = Till::at(
            database,
            Pace {
                lease: TimeDelta::seconds(1),
                ..Pace::default()
            },
        )
        .await;
        let mut scene = Scene::at(database, till).await;
        scene.till.store_card(scene.wallet, TestCard::Visa).await;
        scene.set(on(20, "100", None)).await.unwrap();
        let awake = scene.till.engine.clone();
        let gate = crate::scene::Gate::before(&mut scene.till, database);
        scene.spend(6).await;
        let sleeper = scene.till.engine.clone();
        let sleeping = tokio::spawn(async move { sleeper.settle_all().await });
        gate.arrival().await;
        let now = database.clock().now();
        database.clock().set(now + TimeDelta::seconds(2));
        awake.settle_all().await.unwrap();
        assert_eq!(scene.taken(), [HUNDRED]);
        gate.open();
        sleeping.await.unwrap().unwrap();
        assert_eq!(scene.taken(), [HUNDRED]);
        assert_eq!(scene.balance().await, Credits::whole(119));
        scene.assert_right().await;
    });
}
