//! A restart with a state file forgets nothing; without one, everything.

use std::path::Path;

use sandbox::{JournalError, Options, Sandbox, StartError, TestCard};

use crate::shop::Shop;

fn with(path: &Path) -> Options {
    Options {
        state: Some(path.to_owned()),
        ..Options::default()
    }
}

impl Shop {
    async fn restart(self, path: &Path) -> Self {
        let Self {
            running,
            client,
            customer,
        } = self;
        running.stop().await;
        let running = Sandbox::start(with(path)).await.unwrap();
        Self {
            running,
            client,
            customer,
        }
    }
}

#[tokio::test]
async fn cards_payments_keys_and_the_book_survive_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("state.ndjson");
    let shop = Shop::open(with(&path)).await;
    let good = shop.card(TestCard::Visa);
    let bad = shop.card(TestCard::InsufficientFunds);
    let first = shop.charge("k", &good).await;
    let declined = shop.charge("d", &bad).await;
    let owner = shop.charge("o", &shop.card(TestCard::Confirmation)).await;
    let session = shop.open_session("en").await;
    shop.running
        .sandbox()
        .complete(session.text("/id"), TestCard::Mastercard)
        .await
        .unwrap();
    drop(
        shop.try_charge("l", &shop.card(TestCard::CapturedThenLost), &[])
            .await,
    );
    let book = shop.running.sandbox().book();

    let shop = shop.restart(&path).await;
    assert_eq!(shop.running.sandbox().book(), book);
    assert_eq!(book.len(), 2);
    let again = shop.charge("k", &good).await;
    assert!(again.replayed && again.body == first.body);
    assert_eq!(shop.charge("d", &bad).await.body, declined.body);
    assert_eq!(shop.charge("d2", &bad).await.status, 402);
    assert_eq!(shop.charge("n", &good).await.status, 200);
    let shown = shop
        .get(&format!("/v1/payment_intents/{}", owner.text("/id")))
        .await;
    assert_eq!(shown.text("/status"), "requires_action");
    let path = format!(
        "/v1/checkout/sessions/{}?expand[]=setup_intent.payment_method",
        session.text("/id")
    );
    let shown = shop.get(&path).await;
    assert_eq!(shown.text("/status"), "complete");
    assert_eq!(
        shown.text("/setup_intent/payment_method/card/brand"),
        "mastercard"
    );
    assert_eq!(shop.taken().len(), 3);
}

#[tokio::test]
async fn no_card_number_is_ever_written() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("state.ndjson");
    let shop = Shop::open(with(&path)).await;
    for card in TestCard::ALL {
        shop.card(card);
    }
    let text = std::fs::read_to_string(&path).unwrap();
    assert!(text.contains("insufficient_funds"));
    for card in TestCard::ALL {
        assert!(!text.contains(card.number()) && !text.contains(&card.number().replace(' ', "")));
    }
}

#[tokio::test]
async fn a_line_cut_short_by_a_crash_is_taken_away_and_others_are_an_error() {
    use std::io::Write;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("state.ndjson");
    let shop = Shop::open(with(&path)).await;
    let card = shop.card(TestCard::Visa);
    shop.charge("k", &card).await;
    let Shop {
        running,
        client,
        customer,
    } = shop;
    running.stop().await;
    let append = |text: &str| {
        let mut file = std::fs::OpenOptions::new()
            .append(true)
            .open(&path)
            .unwrap();
        file.write_all(text.as_bytes()).unwrap();
    };
    append(r#"[{"moved":{"payment_in"#);
    let running = Sandbox::start(with(&path)).await.unwrap();
    let shop = Shop {
        running,
        client,
        customer,
    };
    shop.charge("k2", &card).await;
    let shop = shop.restart(&path).await;
    assert_eq!(shop.taken().len(), 2);
    shop.running.stop().await;
    append("nonsense\n");
    let refused = Sandbox::start(with(&path)).await.unwrap_err();
    assert!(
        matches!(refused, StartError::State(JournalError::Line { .. })),
        "{refused:?}"
    );
}

#[tokio::test]
async fn two_sandboxes_do_not_share_a_state_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("state.ndjson");
    let _first = Shop::open(with(&path)).await;
    let refused = Sandbox::start(with(&path)).await.unwrap_err();
    assert!(
        matches!(refused, StartError::State(JournalError::InUse)),
        "{refused:?}"
    );
}

#[tokio::test]
async fn a_stop_frees_the_state_file_whatever_is_still_held_or_slow() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("state.ndjson");
    let shop = Shop::open(with(&path)).await;
    let held = shop.running.sandbox().clone();
    let shop = shop.restart(&path).await;
    assert!(held.store_card(&shop.customer, TestCard::Visa).is_err());
    shop.card(TestCard::Visa);
}
