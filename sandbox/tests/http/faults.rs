//! Each fault does what its name says, and the book stays true to all of them.

use std::{collections::BTreeMap, time::Duration};

use sandbox::{Faults, Options, Replay, TestCard};
use serde_json::json;

use crate::shop::{Shop, shared};

async fn hostile(faults: Faults) -> (Shop, String) {
    let shop = Shop::open(Options {
        faults,
        ..Options::default()
    })
    .await;
    let card = shop.card(TestCard::Visa);
    (shop, card)
}

/// After a fault is over, the same key does the work for the first time.
async fn the_key_is_free(shop: &Shop, card: &str) {
    assert_eq!(shop.taken(), []);
    assert_eq!(
        shop.get("/v1/payment_intents").await.body["data"],
        json!([])
    );
    shop.running.sandbox().set_faults(Faults::default());
    let done = shop.charge("k", card).await;
    assert_eq!((done.status, done.replayed), (200, false));
    assert_eq!(shop.taken(), [("k".into(), 1000)]);
}

#[tokio::test]
async fn a_decline_by_the_dice_is_stored_under_its_key() {
    let (shop, card) = hostile(Faults {
        decline: 1000,
        ..Faults::default()
    })
    .await;
    let declined = shop.charge("k", &card).await;
    assert_eq!(declined.text("/error/decline_code"), "insufficient_funds");
    shop.running.sandbox().set_faults(Faults::default());
    let again = shop.charge("k", &card).await;
    assert!(again.replayed && again.body == declined.body);
    assert_eq!(shop.taken(), []);
}

#[tokio::test]
async fn a_capture_with_a_lost_answer_or_a_500_is_in_the_book() {
    for replay in [Replay::TrueOutcome, Replay::StoredError] {
        let (shop, card) = hostile(Faults {
            captured_then_lost: 1000,
            replay,
            ..Faults::default()
        })
        .await;
        assert!(shop.try_charge("k", &card, &[]).await.is_err());
        assert_eq!(shop.taken(), [("k".into(), 1000)]);
        assert_eq!(shop.only_intent().await["status"], "succeeded");
        let again = shop.charge("k", &card).await;
        let status = match replay {
            Replay::TrueOutcome => 200,
            Replay::StoredError => 500,
        };
        assert_eq!((again.status, again.replayed), (status, true));

        let (shop, card) = hostile(Faults {
            captured_then_500: 1000,
            replay,
            ..Faults::default()
        })
        .await;
        assert_eq!(shop.charge("k", &card).await.status, 500);
        assert_eq!(shop.charge("k", &card).await.status, status);
        assert_eq!(shop.taken(), [("k".into(), 1000)]);
        assert_eq!(shop.only_intent().await["status"], "succeeded");
    }
}

#[tokio::test]
async fn an_error_before_anything_happened_leaves_the_key_free() {
    let (shop, card) = hostile(Faults {
        error_before: 1000,
        ..Faults::default()
    })
    .await;
    assert_eq!(shop.charge("k", &card).await.status, 500);
    the_key_is_free(&shop, &card).await;

    let (shop, card) = hostile(Faults {
        rate_limited: 1000,
        ..Faults::default()
    })
    .await;
    let limited = shop.charge("k", &card).await;
    assert_eq!(
        (limited.status, limited.text("/error/code")),
        (429, "rate_limit")
    );
    the_key_is_free(&shop, &card).await;

    let (shop, card) = hostile(Faults {
        reset_before: 1000,
        ..Faults::default()
    })
    .await;
    assert!(shop.try_charge("k", &card, &[]).await.is_err());
    the_key_is_free(&shop, &card).await;
}

#[tokio::test]
async fn a_slow_answer_comes_after_the_money_and_a_slow_capture_before() {
    let half = Duration::from_millis(200);
    for (faults, meanwhile) in [
        (
            Faults {
                slow: 1000,
                slow_ms: 400,
                ..Faults::default()
            },
            1,
        ),
        (
            Faults {
                slow_capture: 1000,
                slow_ms: 400,
                ..Faults::default()
            },
            0,
        ),
    ] {
        let (shop, card) = hostile(faults).await;
        let begun = std::time::Instant::now();
        let (reply, taken) = tokio::join!(shop.charge("k", &card), async {
            tokio::time::sleep(half).await;
            shop.taken().len()
        });
        assert_eq!((reply.status, taken), (200, meanwhile));
        assert!(begun.elapsed() >= half * 2);
        assert_eq!(shop.taken().len(), 1);
    }
}

#[tokio::test]
async fn faults_are_set_over_http_and_a_misspelt_one_is_refused() {
    let (shop, card) = hostile(Faults::default()).await;
    let url = format!("{}/faults", shop.running.url());
    let set = async |body: &'static str| {
        let response = shop.client.post(&url).body(body).send().await.unwrap();
        response.status().as_u16()
    };
    assert_eq!(
        set(r#"{"seed": 3, "rate_limited": 1000, "replay": "stored_error"}"#).await,
        200
    );
    let expected = Faults {
        seed: 3,
        rate_limited: 1000,
        replay: Replay::StoredError,
        ..Faults::default()
    };
    assert_eq!(shop.running.sandbox().faults(), expected);
    assert_eq!(shop.get("/faults").await.body, json!(expected));
    assert_eq!(shop.charge("k", &card).await.status, 429);
    assert_eq!(set(r#"{"declines": 1000}"#).await, 400);
    assert_eq!(shop.running.sandbox().faults(), expected);
    assert_eq!(set("{}").await, 200);
    assert_eq!(shop.charge("k", &card).await.status, 200);
}

#[tokio::test]
async fn in_any_weather_the_book_holds_each_success_once_and_nothing_else() {
    for seed in 0..4 {
        let faults = Faults {
            seed,
            decline: 100,
            captured_then_lost: 150,
            captured_then_500: 150,
            error_before: 100,
            reset_before: 100,
            rate_limited: 100,
            slow: 50,
            slow_capture: 50,
            slow_ms: 5,
            replay: if seed % 2 == 0 {
                Replay::TrueOutcome
            } else {
                Replay::StoredError
            },
            ..Faults::default()
        };
        let (shop, card) = hostile(faults).await;
        let shop = shared(shop);
        let mut all = tokio::task::JoinSet::new();
        for index in 0..200 {
            let (shop, card) = (shop.clone(), card.clone());
            // Two clients for every key.
            all.spawn(async move {
                shop.try_charge(&format!("k{}", index / 2), &card, &[])
                    .await
            });
        }
        let replies = all.join_all().await;
        let taken = shop.taken();
        let mut per_key = BTreeMap::new();
        for (key, amount) in &taken {
            assert_eq!(*amount, 1000);
            *per_key.entry(key.clone()).or_insert(0) += 1;
        }
        assert!(per_key.values().all(|times| *times == 1), "{per_key:?}");
        for reply in replies.iter().flatten().filter(|reply| reply.status == 200) {
            assert_eq!(per_key.get(reply.text("/metadata/reference")), Some(&1));
        }
        let mut after = String::new();
        let mut succeeded = Vec::new();
        loop {
            let list = shop
                .get(&format!("/v1/payment_intents?limit=100{after}"))
                .await;
            for intent in list.body["data"].as_array().unwrap() {
                if intent["status"] == "succeeded" {
                    succeeded.push(intent["metadata"]["reference"].as_str().unwrap().to_owned());
                }
                after = format!("&starting_after={}", intent["id"].as_str().unwrap());
            }
            if list.body["has_more"] == false {
                break;
            }
        }
        succeeded.sort();
        assert_eq!(succeeded, per_key.into_keys().collect::<Vec<_>>());
        let lost = replies.iter().filter(|reply| reply.is_err()).count();
        assert!(
            lost > 0 && taken.len() > 20,
            "the weather was fine: {lost}, {}",
            taken.len()
        );
    }
}
