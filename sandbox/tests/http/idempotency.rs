//! A key is one piece of work, however often it is sent.

use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

use sandbox::{Clock, Faults, Options, Replay, TestCard};

use crate::shop::Shop;

#[tokio::test]
async fn the_same_request_under_the_same_key_is_answered_again_not_done_again() {
    let shop = Shop::open(Options::default()).await;
    for (key, card) in [("good", TestCard::Visa), ("bad", TestCard::Stolen)] {
        let card = shop.card(card);
        let first = shop.charge(key, &card).await;
        let second = shop.charge(key, &card).await;
        assert!(!first.replayed && second.replayed);
        assert_eq!((first.status, &first.body), (second.status, &second.body));
    }
    assert_eq!(shop.taken(), [("good".into(), 1000)]);
    let customers = [
        shop.post("/v1/customers", Some("c"), &[]).await,
        shop.post("/v1/customers", Some("c"), &[]).await,
    ];
    assert_eq!(customers[0].body, customers[1].body);
}

#[tokio::test]
async fn another_request_under_the_same_key_is_an_error() {
    let shop = Shop::open(Options::default()).await;
    let card = shop.card(TestCard::Visa);
    shop.charge("k", &card).await;
    let other = shop
        .try_charge("k", &card, &[("metadata[more]", "1")])
        .await
        .unwrap();
    assert_eq!(
        (other.status, other.text("/error/type")),
        (400, "idempotency_error")
    );
    let elsewhere = shop.post("/v1/customers", Some("k"), &[]).await;
    assert_eq!(elsewhere.text("/error/type"), "idempotency_error");
    assert_eq!(shop.taken().len(), 1);
}

#[tokio::test]
async fn a_refused_parameter_leaves_the_key_free() {
    let shop = Shop::open(Options::default()).await;
    assert_eq!(shop.charge("k", "pm_none").await.status, 400);
    assert_eq!(
        shop.charge("k", &shop.card(TestCard::Visa)).await.status,
        200
    );
}

#[tokio::test]
async fn a_key_is_forgotten_after_a_day() {
    let now = Arc::new(AtomicI64::new(1_700_000_000));
    let clock = {
        let now = now.clone();
        Clock::new(move || now.load(Ordering::SeqCst))
    };
    let shop = Shop::open(Options {
        clock,
        ..Options::default()
    })
    .await;
    let card = shop.card(TestCard::Visa);
    shop.charge("k", &card).await;
    now.fetch_add(24 * 60 * 60 - 1, Ordering::SeqCst);
    assert!(shop.charge("k", &card).await.replayed);
    now.fetch_add(1, Ordering::SeqCst);
    assert!(!shop.charge("k", &card).await.replayed);
    assert_eq!(shop.taken().len(), 2);
}

#[tokio::test]
async fn a_hundred_at_once_under_one_key_take_money_once() {
    let shop = Shop::open(Options::default()).await;
    let card = shop.card(TestCard::Visa);
    let shop = crate::shop::shared(shop);
    let mut all = tokio::task::JoinSet::new();
    for _ in 0..100 {
        let (shop, card) = (shop.clone(), card.clone());
        all.spawn(async move { shop.charge("k", &card).await });
    }
    for reply in all.join_all().await {
        assert!(matches!(reply.status, 200 | 409), "{reply:?}");
    }
    assert_eq!(shop.taken(), [("k".into(), 1000)]);
}

#[tokio::test]
async fn after_a_lost_answer_or_a_500_the_key_answers_as_the_knob_says() {
    for card in [TestCard::CapturedThenLost, TestCard::CapturedThenError] {
        for (replay, status) in [(Replay::TrueOutcome, 200), (Replay::StoredError, 500)] {
            let faults = Faults {
                replay,
                ..Faults::default()
            };
            let shop = Shop::open(Options {
                faults,
                ..Options::default()
            })
            .await;
            let card = shop.card(card);
            drop(shop.try_charge("k", &card, &[]).await);
            let again = shop.charge("k", &card).await;
            assert!(again.replayed);
            assert_eq!(again.status, status);
            assert_eq!(shop.only_intent().await["status"], "succeeded");
            assert_eq!(shop.taken(), [("k".into(), 1000)]);
        }
    }
}

#[tokio::test]
async fn who_hangs_up_does_not_stop_the_work() {
    let faults = Faults {
        slow_capture: 1000,
        slow_ms: 300,
        ..Faults::default()
    };
    let shop = Shop::open(Options {
        faults,
        ..Options::default()
    })
    .await;
    let card = shop.card(TestCard::Visa);
    let impatient = std::time::Duration::from_millis(100);
    assert!(
        tokio::time::timeout(impatient, shop.charge("k", &card))
            .await
            .is_err()
    );
    assert_eq!(shop.taken(), []);
    assert_eq!(shop.charge("k", &card).await.status, 409);
    crate::shop::eventually("charged", || shop.taken().len() == 1).await;
    // The key is free a moment later than the money has moved.
    for _ in 0..500 {
        let again = shop.charge("k", &card).await;
        if again.replayed {
            assert_eq!(again.text("/status"), "succeeded");
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    assert_eq!(shop.charge("k", &card).await.status, 200);
}
