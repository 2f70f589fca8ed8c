//! Customers, charges, refunds, and that the book is true to them.

use std::time::Duration;

use sandbox::{OffSession, Options, TestCard};
use serde_json::json;

use crate::shop::Shop;

#[tokio::test]
async fn who_shows_no_key_or_another_one_is_refused_in_stripes_shape() {
    let shop = Shop::open(Options::default()).await;
    let url = format!("{}/v1/customers", shop.running.url());
    for key in [None, Some("Bearer sk_wrong"), Some("sk_test_sandbox")] {
        let mut request = shop.client.post(&url);
        if let Some(key) = key {
            request = request.header("authorization", key);
        }
        let response = request.send().await.unwrap();
        assert_eq!(response.status(), 401);
        let body: serde_json::Value =
            serde_json::from_slice(&response.bytes().await.unwrap()).unwrap();
        assert_eq!(body["error"]["type"], "invalid_request_error");
    }
}

#[tokio::test]
async fn a_good_card_is_charged_and_the_book_says_so() {
    let shop = Shop::open(Options::default()).await;
    for (card, brand) in [
        (TestCard::Visa, "visa"),
        (TestCard::Mastercard, "mastercard"),
    ] {
        let reply = shop.charge(brand, &shop.card(card)).await;
        assert_eq!(reply.status, 200);
        assert!(reply.text("/id").starts_with("pi_"));
        assert_eq!(reply.text("/object"), "payment_intent");
        assert_eq!(reply.text("/status"), "succeeded");
        assert_eq!(reply.body["amount"], 1000);
        assert_eq!(reply.text("/currency"), "eur");
        assert_eq!(reply.text("/customer"), shop.customer);
        assert_eq!(reply.body["metadata"], json!({ "reference": brand }));
        assert!(reply.text("/latest_charge").starts_with("ch_"));
        assert!(reply.body["created"].is_i64());
        let shown = shop
            .get(&format!("/v1/payment_intents/{}", reply.text("/id")))
            .await;
        assert_eq!(shown.body, reply.body);
    }
    let book = shop.get("/book").await.body;
    assert_eq!(book.as_array().unwrap().len(), 2);
    assert_eq!(book, json!(shop.running.sandbox().book()));
    let line = book[0].as_object().unwrap();
    let names: Vec<_> = line.keys().map(String::as_str).collect();
    assert_eq!(
        names,
        [
            "amount",
            "at",
            "charge",
            "currency",
            "customer",
            "payment_intent",
            "reference"
        ]
    );
    assert_eq!(
        shop.taken(),
        [("visa".into(), 1000), ("mastercard".into(), 1000)]
    );
}

#[tokio::test]
async fn a_bad_card_is_declined_with_its_reason_and_the_book_is_silent() {
    let shop = Shop::open(Options::default()).await;
    let cases = [
        (
            TestCard::InsufficientFunds,
            "card_declined",
            "insufficient_funds",
        ),
        (TestCard::Expired, "expired_card", "expired_card"),
        (TestCard::Lost, "card_declined", "lost_card"),
        (TestCard::Stolen, "card_declined", "stolen_card"),
        (TestCard::Declined, "card_declined", "generic_decline"),
    ];
    for (card, code, decline_code) in cases {
        let reply = shop.charge(&format!("{card:?}"), &shop.card(card)).await;
        assert_eq!(reply.status, 402);
        assert_eq!(reply.text("/error/type"), "card_error");
        assert_eq!(reply.text("/error/code"), code);
        assert_eq!(reply.text("/error/decline_code"), decline_code);
        assert_ne!(reply.text("/error/message"), "(nothing)");
        assert_eq!(
            reply.text("/error/payment_intent/status"),
            "requires_payment_method"
        );
        assert_eq!(
            reply.text("/error/payment_intent/last_payment_error/code"),
            code
        );
        let id = reply.text("/error/payment_intent/id");
        let shown = shop.get(&format!("/v1/payment_intents/{id}")).await;
        assert_eq!(shown.body, reply.body["error"]["payment_intent"]);
    }
    assert_eq!(shop.taken(), []);
}

#[tokio::test]
async fn a_card_that_needs_its_owner_waits_for_them_unless_told_to_fail() {
    let shop = Shop::open(Options::default()).await;
    let card = shop.card(TestCard::Confirmation);
    let waiting = shop.charge("k1", &card).await;
    assert_eq!(waiting.status, 200);
    assert_eq!(waiting.text("/status"), "requires_action");
    assert_eq!(
        waiting.text("/next_action/redirect_to_url/url"),
        format!("{}/confirm/{}", shop.running.url(), waiting.text("/id"))
    );
    let failed = shop
        .try_charge("k2", &card, &[("error_on_requires_action", "true")])
        .await
        .unwrap();
    assert_eq!(failed.status, 402);
    assert_eq!(failed.text("/error/code"), "authentication_required");
    assert_eq!(
        failed.text("/error/payment_intent/status"),
        "requires_payment_method"
    );
    let id = failed.text("/error/payment_intent/id");
    let path = format!("/v1/payment_intents/{id}/confirm");
    let again = shop
        .post(&path, None, &[("return_url", "http://shop.test/x")])
        .await;
    assert_eq!(again.text("/status"), "requires_action");
    assert_eq!(
        again.text("/next_action/redirect_to_url/return_url"),
        "http://shop.test/x"
    );
    assert_eq!(shop.taken(), []);
}

#[tokio::test]
async fn a_strict_sandbox_answers_402_to_off_session_as_stripe_does() {
    let off_session = OffSession::AuthenticationRequired;
    let shop = Shop::open(Options {
        off_session,
        ..Options::default()
    })
    .await;
    let reply = shop.charge("k", &shop.card(TestCard::Confirmation)).await;
    assert_eq!(
        (reply.status, reply.text("/error/code")),
        (402, "authentication_required")
    );
    let id = reply.text("/error/payment_intent/id");
    let other = shop.card(TestCard::Visa);
    let path = format!("/v1/payment_intents/{id}/confirm");
    let again = shop.post(&path, None, &[("payment_method", &other)]).await;
    assert_eq!(again.text("/status"), "succeeded");
    let third = shop.post(&path, None, &[]).await;
    assert_eq!(third.text("/error/code"), "payment_intent_unexpected_state");
    assert_eq!(shop.taken().len(), 1);
}

#[tokio::test]
async fn the_late_card_is_charged_at_once_and_answered_late() {
    let late = Duration::from_millis(600);
    let shop = Shop::open(Options {
        late,
        ..Options::default()
    })
    .await;
    let card = shop.card(TestCard::Late);
    let begun = std::time::Instant::now();
    let (reply, early) = tokio::join!(shop.charge("k", &card), async {
        tokio::time::sleep(late / 2).await;
        (shop.taken().len(), shop.charge("k", &card).await)
    });
    assert!(begun.elapsed() >= late);
    assert_eq!(reply.text("/status"), "succeeded");
    assert_eq!(early.0, 1);
    assert_eq!(
        (early.1.status, early.1.text("/error/code")),
        (409, "idempotency_key_in_use")
    );
}

#[tokio::test]
async fn a_card_that_loses_the_answer_has_been_charged() {
    let shop = Shop::open(Options::default()).await;
    let card = shop.card(TestCard::CapturedThenLost);
    let lost = shop.try_charge("k", &card, &[]).await.unwrap_err();
    assert!(lost.is_request() && !lost.is_timeout(), "{lost:?}");
    assert_eq!(shop.only_intent().await["status"], "succeeded");
    assert_eq!(shop.taken(), [("k".into(), 1000)]);

    let broken = shop
        .charge("k2", &shop.card(TestCard::CapturedThenError))
        .await;
    assert_eq!(
        (broken.status, broken.text("/error/type")),
        (500, "api_error")
    );
    assert_eq!(shop.taken().len(), 2);
}

#[tokio::test]
async fn a_closed_connection_carries_not_one_byte_of_an_answer() {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    let shop = Shop::open(Options::default()).await;
    let card = shop.card(TestCard::CapturedThenLost);
    let form = format!(
        "amount=5&currency=eur&customer={}&payment_method={card}&confirm=true",
        shop.customer
    );
    let mut stream = tokio::net::TcpStream::connect(shop.running.address())
        .await
        .unwrap();
    let request = format!(
        "POST /v1/payment_intents HTTP/1.1\r\nhost: x\r\nauthorization: Bearer sk_test_sandbox\r\n\
         content-length: {}\r\n\r\n{form}",
        form.len()
    );
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut read = Vec::new();
    stream.read_to_end(&mut read).await.unwrap();
    assert_eq!(String::from_utf8_lossy(&read), "");
    assert_eq!(shop.running.sandbox().book().len(), 1);
}

#[tokio::test]
async fn a_card_whose_last_month_is_over_is_declined() {
    use std::sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    };
    let now = Arc::new(AtomicI64::new(1_700_000_000));
    let clock = {
        let now = now.clone();
        sandbox::Clock::new(move || now.load(Ordering::SeqCst))
    };
    let shop = Shop::open(Options {
        clock,
        ..Options::default()
    })
    .await;
    let card = shop.card(TestCard::Visa);
    assert_eq!(shop.charge("k1", &card).await.status, 200);
    now.fetch_add(5 * 366 * 86_400, Ordering::SeqCst);
    assert_eq!(
        shop.charge("k2", &card).await.text("/error/code"),
        "expired_card"
    );
}

#[tokio::test]
async fn a_parameter_that_is_missing_or_wrong_is_named_and_nothing_happens() {
    let shop = Shop::open(Options::default()).await;
    let card = shop.card(TestCard::Visa);
    let good = [
        ("amount", "1000"),
        ("currency", "eur"),
        ("customer", shop.customer.as_str()),
        ("payment_method", card.as_str()),
        ("confirm", "true"),
        ("return_url", "http://shop.test/"),
    ];
    let wrong = [
        ("amount", "", "parameter_missing"),
        ("amount", "0", "parameter_invalid_integer"),
        ("amount", "-5", "parameter_invalid_integer"),
        ("amount", "10.5", "parameter_invalid_integer"),
        ("currency", "euro", "parameter_invalid_string"),
        ("customer", "cus_nobody", "resource_missing"),
        ("payment_method", "pm_none", "resource_missing"),
        ("confirm", "false", "parameter_missing"),
        ("return_url", "javascript:alert(1)", "url_invalid"),
    ];
    for (name, value, code) in wrong {
        let pairs = good.map(|(known, good)| {
            if known == name {
                (known, value)
            } else {
                (known, good)
            }
        });
        let reply = shop.post("/v1/payment_intents", None, &pairs).await;
        assert_eq!(reply.status, 400, "{name}={value}");
        assert_eq!(reply.text("/error/code"), code, "{name}={value}");
        assert_eq!(reply.text("/error/param"), name);
    }
    let stranger = shop.post("/v1/customers", None, &[]).await;
    let theirs = good.map(|(name, good)| {
        (
            name,
            if name == "customer" {
                stranger.text("/id")
            } else {
                good
            },
        )
    });
    let reply = shop.post("/v1/payment_intents", None, &theirs).await;
    assert_eq!(reply.text("/error/param"), "payment_method");
    assert_eq!(shop.taken(), []);
    assert_eq!(
        shop.get("/v1/payment_intents").await.body["data"],
        json!([])
    );
    assert_eq!(shop.get("/v1/payment_intents/pi_none").await.status, 404);
    assert_eq!(shop.get("/v1/balance").await.status, 404);
}

#[tokio::test]
async fn payments_are_listed_newest_first_page_by_page() {
    let shop = Shop::open(Options::default()).await;
    let card = shop.card(TestCard::Visa);
    let mut made = Vec::new();
    for index in 0..5 {
        made.push(
            shop.charge(&format!("k{index}"), &card)
                .await
                .text("/id")
                .to_owned(),
        );
    }
    made.reverse();
    let mut seen = Vec::new();
    let mut after = String::new();
    loop {
        let path = format!(
            "/v1/payment_intents?customer={}&limit=2{after}",
            shop.customer
        );
        let list = shop.get(&path).await;
        assert_eq!(list.text("/object"), "list");
        for intent in list.body["data"].as_array().unwrap() {
            seen.push(intent["id"].as_str().unwrap().to_owned());
        }
        if list.body["has_more"] == false {
            break;
        }
        after = format!("&starting_after={}", seen.last().unwrap());
    }
    assert_eq!(seen, made);
    let nobody = shop.get("/v1/payment_intents?customer=cus_nobody").await;
    assert_eq!(nobody.body["data"], json!([]));
    assert_eq!(shop.get("/v1/payment_intents?limit=0").await.status, 400);
    assert_eq!(
        shop.get("/v1/payment_intents?starting_after=pi_no")
            .await
            .status,
        400
    );
}

#[tokio::test]
async fn a_payment_is_given_back_once_and_the_book_holds_both() {
    let shop = Shop::open(Options::default()).await;
    let paid = shop.charge("k", &shop.card(TestCard::Visa)).await;
    let pairs = [("payment_intent", paid.text("/id"))];
    let partial = [pairs[0], ("amount", "500")];
    assert_eq!(shop.post("/v1/refunds", None, &partial).await.status, 400);
    let refund = shop.post("/v1/refunds", Some("r"), &pairs).await;
    assert_eq!((refund.status, refund.text("/status")), (200, "succeeded"));
    assert!(refund.text("/id").starts_with("re_"));
    assert_eq!(refund.body["amount"], 1000);
    let replayed = shop.post("/v1/refunds", Some("r"), &pairs).await;
    assert!(replayed.replayed && replayed.body == refund.body);
    let second = shop.post("/v1/refunds", Some("r2"), &pairs).await;
    assert_eq!(
        (second.status, second.text("/error/code")),
        (400, "charge_already_refunded")
    );
    assert_eq!(shop.taken(), [("k".into(), 1000), ("k".into(), -1000)]);

    let declined = shop.charge("d", &shop.card(TestCard::Lost)).await;
    let pairs = [("payment_intent", declined.text("/error/payment_intent/id"))];
    assert_eq!(shop.post("/v1/refunds", None, &pairs).await.status, 400);
}
