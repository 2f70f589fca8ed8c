//! What the shop is told, and how badly if so asked for.

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use axum::{
    Router,
    body::Bytes,
    extract::State,
    http::{HeaderMap, StatusCode},
    routing::post,
};
use sandbox::{Faults, Options, TestCard, signature};
use serde_json::Value;

use crate::shop::{Shop, eventually};

/// An ear of the shop: what it heard, and how often it will refuse first.
#[derive(Clone, Default)]
struct Ear(Arc<Mutex<(Vec<Heard>, usize)>>);

#[derive(Clone, Debug)]
struct Heard {
    event: Value,
    genuine: bool,
}

impl Heard {
    fn kind(&self) -> &str {
        self.event["type"].as_str().unwrap()
    }

    fn reference(&self) -> &str {
        self.event["data"]["object"]["metadata"]["reference"]
            .as_str()
            .unwrap()
    }
}

impl Ear {
    fn heard(&self) -> Vec<Heard> {
        self.0.lock().unwrap().0.clone()
    }

    /// Opens a server for webhooks, and returns its address.
    async fn open(&self) -> String {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let ear = self.clone();
        let heard = async |State(ear): State<Ear>, headers: HeaderMap, body: Bytes| {
            let mut state = ear.0.lock().unwrap();
            if state.1 > 0 {
                state.1 -= 1;
                return StatusCode::SERVICE_UNAVAILABLE;
            }
            let signed = headers["stripe-signature"].to_str().unwrap();
            let text = std::str::from_utf8(&body).unwrap();
            let at = signed
                .strip_prefix("t=")
                .unwrap()
                .split(',')
                .next()
                .unwrap();
            let genuine = signature("whsec_sandbox", at.parse().unwrap(), text) == signed;
            state.0.push(Heard {
                event: serde_json::from_str(text).unwrap(),
                genuine,
            });
            StatusCode::OK
        };
        tokio::spawn(async move {
            let router = Router::new().route("/hook", post(heard)).with_state(ear);
            crate::webhooks::serve(listener, router).await;
        });
        format!("http://{address}/hook")
    }
}

/// A plain server, by hyper: axum's own is not among the features that are built.
async fn serve(listener: tokio::net::TcpListener, router: Router) {
    use tower::ServiceExt;
    loop {
        let (stream, _) = listener.accept().await.unwrap();
        let router = router.clone();
        let service =
            hyper::service::service_fn(move |request: hyper::Request<hyper::body::Incoming>| {
                router.clone().oneshot(request.map(axum::body::Body::new))
            });
        let io = hyper_util::rt::TokioIo::new(stream);
        tokio::spawn(hyper::server::conn::http1::Builder::new().serve_connection(io, service));
    }
}

/// A shop with an ear that it opens late, as a backend does.
async fn listening(faults: Faults) -> (Shop, Ear) {
    let webhook_first_retry = Duration::from_millis(20);
    let shop = Shop::open(Options {
        faults,
        webhook_first_retry,
        ..Options::default()
    })
    .await;
    let ear = Ear::default();
    shop.running
        .sandbox()
        .set_webhook_url(Some(ear.open().await));
    (shop, ear)
}

#[tokio::test]
async fn everything_that_happens_is_told_in_order_and_signed() {
    let (shop, ear) = listening(Faults::default()).await;
    let session = shop.open_session("en").await;
    shop.running
        .sandbox()
        .complete(session.text("/id"), TestCard::Visa)
        .await
        .unwrap();
    let paid = shop.charge("paid", &shop.card(TestCard::Visa)).await;
    assert!(ear.heard().len() <= 1, "an event came before its answer");
    shop.charge("declined", &shop.card(TestCard::Lost)).await;
    let waiting = shop
        .charge("owner", &shop.card(TestCard::Confirmation))
        .await;
    let url = waiting.text("/next_action/redirect_to_url/url");
    shop.client
        .post(url)
        .body("decision=refuse")
        .send()
        .await
        .unwrap();
    shop.charge("paid", &shop.card(TestCard::Visa)).await; // another card: an error, no event
    eventually("five events", || ear.heard().len() == 5).await;
    tokio::time::sleep(Duration::from_millis(200)).await;

    let heard = ear.heard();
    let kinds: Vec<_> = heard.iter().map(Heard::kind).collect();
    assert_eq!(
        kinds,
        [
            "checkout.session.completed",
            "payment_intent.succeeded",
            "payment_intent.payment_failed",
            "payment_intent.requires_action",
            "payment_intent.payment_failed",
        ]
    );
    assert!(heard.iter().all(|heard| heard.genuine));
    assert!(
        heard
            .iter()
            .all(|heard| heard.event["id"].as_str().unwrap().starts_with("evt_"))
    );
    assert!(heard.iter().all(|heard| heard.event["created"].is_i64()));
    assert_eq!(heard[0].event["data"]["object"]["id"], session.body["id"]);
    assert_eq!(heard[0].event["data"]["object"]["status"], "complete");
    assert_eq!(heard[1].event["data"]["object"], paid.body);
    assert_eq!(heard[4].event["data"]["object"]["id"], waiting.body["id"]);
}

#[tokio::test]
async fn a_webhook_that_is_refused_comes_again() {
    let (shop, ear) = listening(Faults::default()).await;
    ear.0.lock().unwrap().1 = 3;
    shop.charge("k", &shop.card(TestCard::Visa)).await;
    eventually("the event", || ear.heard().len() == 1).await;
    assert_eq!(ear.0.lock().unwrap().1, 0);
}

#[tokio::test]
async fn an_early_webhook_is_there_before_the_answer_and_even_if_that_is_lost() {
    let (shop, ear) = listening(Faults {
        webhook_early: 1000,
        ..Faults::default()
    })
    .await;
    shop.charge("k", &shop.card(TestCard::Visa)).await;
    assert_eq!(ear.heard().len(), 1);
    assert!(
        shop.try_charge("l", &shop.card(TestCard::CapturedThenLost), &[])
            .await
            .is_err()
    );
    assert_eq!(ear.heard()[1].reference(), "l");
}

#[tokio::test]
async fn webhooks_are_duplicated_dropped_and_forged() {
    let (shop, ear) = listening(Faults {
        webhook_duplicated: 1000,
        ..Faults::default()
    })
    .await;
    let card = shop.card(TestCard::Visa);
    shop.charge("k", &card).await;
    eventually("two", || ear.heard().len() == 2).await;
    assert_eq!(ear.heard()[0].event, ear.heard()[1].event);

    let faults = Faults {
        webhook_dropped: 1000,
        webhook_forged: 1000,
        ..Faults::default()
    };
    let (shop, ear) = listening(faults).await;
    shop.charge("k", &shop.card(TestCard::Lost)).await;
    eventually("the forged one", || ear.heard().len() == 1).await;
    tokio::time::sleep(Duration::from_millis(200)).await;
    let heard = ear.heard();
    assert_eq!(heard.len(), 1);
    assert!(!heard[0].genuine);
    assert_eq!(heard[0].kind(), "payment_intent.succeeded");
    assert_eq!(heard[0].event["data"]["object"]["amount"], 100_000);
    assert_eq!(shop.taken(), []);
}

#[tokio::test]
async fn a_reordered_webhook_is_overtaken() {
    let (shop, ear) = listening(Faults {
        webhook_reordered: 1000,
        ..Faults::default()
    })
    .await;
    let card = shop.card(TestCard::Visa);
    shop.charge("first", &card).await;
    shop.running.sandbox().set_faults(Faults::default());
    shop.charge("second", &card).await;
    eventually("both", || ear.heard().len() == 2).await;
    let heard = ear.heard();
    assert_eq!(
        [heard[0].reference(), heard[1].reference()],
        ["second", "first"]
    );
}
