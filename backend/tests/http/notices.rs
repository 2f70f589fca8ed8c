//! `/payment-notices`: a message is believed only when the provider signed it lately, and
//! even then it is a reason to look, never the truth.

use std::time::Duration;

use api::{Code, Credits, payment::Payment};
use axum::{
    body::Body,
    http::{Method, Request, StatusCode},
};
use sandbox::{Faults, TestCard, signature};
use serde_json::{Value, json};
use tokio::{net::TcpListener, time::sleep};

use crate::{
    auto_renewals::Stage,
    client::{Reply, Server, settings},
    support::{book, debit, on_every_database, purchase, world},
    till::{Till, on},
};

const SECRET: &str = "whsec_sandbox";

fn now() -> i64 {
    chrono::Utc::now().timestamp()
}

/// Sends a message as the provider does: no cookie, no header of the page.
async fn send(server: &Server, signature: Option<&str>, body: impl Into<Body>) -> Reply {
    let mut request = Request::builder()
        .method(Method::POST)
        .uri("/api/v1/payment-notices")
        .header("host", "localhost")
        .header("content-type", "application/json; charset=utf-8");
    if let Some(signature) = signature {
        request = request.header("stripe-signature", signature);
    }
    let request = request.body(body.into()).unwrap();
    Reply::read("a notice".to_owned(), server.send(request).await).await
}

async fn send_signed(server: &Server, body: &Value) -> Reply {
    let text = body.to_string();
    let header = signature(SECRET, now(), &text);
    send(server, Some(&header), text).await
}

fn about(kind: &str, reference: &str, status: &str) -> Value {
    json!({"id": "evt_1", "object": "event", "type": kind, "data": {"object": {
        "id": "pi_1", "object": "payment_intent", "status": status, "amount": 490_000,
        "metadata": {"reference": reference}}}})
}

/// A purchase whose charge was taken, and whose answer was lost.
async fn in_doubt(stage: &Stage) -> String {
    stage.till.sandbox().set_faults(Faults {
        captured_then_lost: 1_000,
        ..Faults::default()
    });
    let body = json!({"package": "50", "price": {"amount_minor": 2600, "currency": "CHF"}});
    let reply = stage
        .browser
        .post_once("/wallets/personal/purchases", "k", &body)
        .await;
    reply.json::<Payment>();
    stage.settle().await;
    stage.till.sandbox().set_faults(Faults::default());
    let book = stage.till.sandbox().book();
    assert_eq!(book.len(), 1);
    book[0].reference.clone().unwrap()
}

async fn balance(stage: &Stage) -> Credits {
    stage.state().await.balance
}

#[test]
fn a_message_that_is_not_signed_by_the_provider_lately_is_refused_and_does_nothing() {
    on_every_database(async |database| {
        let stage = Stage::on(database).await;
        let reference = in_doubt(&stage).await;
        let text = about("payment_intent.succeeded", &reference, "succeeded").to_string();
        let good = signature(SECRET, now(), &text);
        let other = signature(SECRET, now(), "{}");
        for wrong in [
            None,
            Some(String::new()),
            Some("t=1".to_owned()),
            Some("v1=00".to_owned()),
            Some(format!("t={},v1=", now())),
            Some(good.replace("t=", "t=1")),
            Some(good.to_uppercase()),
            Some(other),
            Some(signature("whsec_somebody_else", now(), &text)),
            Some(signature("", now(), &text)),
            Some(signature(SECRET, now() - 600, &text)),
            Some(signature(SECRET, now() + 600, &text)),
            Some(signature(SECRET, i64::MAX, &text)),
            Some(signature(SECRET, i64::MIN, &text)),
        ] {
            let reply = send(&stage.server, wrong.as_deref(), text.clone()).await;
            assert_eq!(reply.problem().code, Code::Forbidden, "{wrong:?}");
        }
        // The signature is of these bytes, not of what they mean.
        let reply = send(&stage.server, Some(&good), format!("{text} ")).await;
        reply.assert_refused(Code::Forbidden);
        assert_eq!(balance(&stage).await, Credits::whole(25));
        let reply = send(&stage.server, Some(&good), text).await;
        assert_eq!(reply.status, StatusCode::NO_CONTENT);
        assert_eq!(balance(&stage).await, Credits::whole(75));
        stage.till.assert_books_agree().await;
    });
}

#[test]
fn i9_repeated_and_reordered_messages_book_once() {
    on_every_database(async |database| {
        let stage = Stage::on(database).await;
        let reference = in_doubt(&stage).await;
        for (kind, status) in [
            ("payment_intent.payment_failed", "requires_payment_method"),
            ("payment_intent.succeeded", "succeeded"),
            ("payment_intent.succeeded", "succeeded"),
            ("payment_intent.canceled", "canceled"),
            ("payment_intent.created", "requires_confirmation"),
            ("payment_intent.payment_failed", "requires_payment_method"),
        ] {
            let reply = send_signed(&stage.server, &about(kind, &reference, status)).await;
            assert_eq!(reply.status, StatusCode::NO_CONTENT, "{kind}");
            assert_eq!(balance(&stage).await, Credits::whole(75), "{kind}");
        }
        stage.till.assert_books_agree().await;
    });
}

#[test]
fn i9_a_signed_message_that_says_what_is_not_so_changes_nothing() {
    on_every_database(async |database| {
        let stage = Stage::on(database).await;
        stage.till.sandbox().set_faults(Faults {
            error_before: 1_000,
            ..Faults::default()
        });
        let body = json!({"package": "50", "price": {"amount_minor": 2600, "currency": "CHF"}});
        let reply = stage
            .browser
            .post_once("/wallets/personal/purchases", "k", &body)
            .await;
        let payment: Payment = reply.json();
        stage.settle().await;
        let reference = format!("relux-{}-1", payment.id);
        let lie = about("payment_intent.succeeded", &reference, "succeeded");
        assert_eq!(
            send_signed(&stage.server, &lie).await.status,
            StatusCode::NO_CONTENT
        );
        let path = format!("/wallets/personal/payments/{}", payment.id);
        let state: Payment = stage.browser.get(&path).await.json();
        assert_eq!(state.state, api::payment::PaymentState::Pending);
        assert_eq!(balance(&stage).await, Credits::whole(25));
    });
}

#[test]
fn a_signed_message_about_nothing_of_ours_is_no_error_to_be_sent_again_and_again() {
    on_every_database(async |database| {
        let stage = Stage::on(database).await;
        for body in [
            about(
                "payment_intent.succeeded",
                "relux-of-another-server-1",
                "succeeded",
            ),
            about("payment_intent.succeeded", "", "succeeded"),
            json!({"type": "checkout.session.completed", "data": {"object": {"id": "cs_unknown"}}}),
            json!({"type": "checkout.session.completed", "data": {"object": {"id": "../../v1"}}}),
        ] {
            let reply = send_signed(&stage.server, &body).await;
            assert_eq!(reply.status, StatusCode::NO_CONTENT, "{body}");
        }
        for body in [
            json!({"type": "customer.created", "data": {"object": {"id": "cus_1"}}}),
            json!({"type": "payment_intent.succeeded", "data": {"object": {"id": "pi_1"}}}),
            json!({"type": "charge.refunded", "data": {"object": {}}}),
        ] {
            let reply = send_signed(&stage.server, &body).await;
            assert_eq!(
                reply.status,
                StatusCode::NO_CONTENT,
                "the provider retries what is refused, and then turns the address off: {body}"
            );
        }
    });
}

#[test]
fn a_message_of_10_mb_is_a_problem_and_so_is_a_wrong_method() {
    on_every_database(async |database| {
        let stage = Stage::on(database).await;
        let large = send(&stage.server, Some("t=1,v1=00"), vec![b' '; 10 << 20]).await;
        large.assert_refused(Code::BodyTooLarge);
        for method in [Method::GET, Method::PUT, Method::DELETE] {
            let request = stage.server.browser().request(method, "/payment-notices");
            let reply = stage.server.browser().send(request, ()).await;
            reply.assert_refused(Code::MethodNotAllowed);
        }
        for bytes in [&b"\xff\xfe"[..], b"", b"null", b"[]", b"{\"type\":1}"] {
            let text = String::from_utf8_lossy(bytes);
            let header = signature(SECRET, now(), &text);
            let reply = send(&stage.server, Some(&header), bytes.to_vec()).await;
            assert!(!reply.status.is_server_error(), "{text}: {}", reply.status);
        }
    });
}

/// What may go wrong with a webhook, and answers that nobody but a webhook makes up for:
/// the clock by which outcomes are looked up stands still.
fn hostile_post() -> Vec<Faults> {
    vec![
        Faults {
            webhook_early: 1_000,
            ..Faults::default()
        },
        Faults {
            webhook_duplicated: 1_000,
            ..Faults::default()
        },
        Faults {
            webhook_forged: 1_000,
            webhook_early: 1_000,
            ..Faults::default()
        },
        Faults {
            webhook_dropped: 1_000,
            ..Faults::default()
        },
        Faults {
            captured_then_lost: 1_000,
            ..Faults::default()
        },
        Faults {
            captured_then_500: 1_000,
            webhook_reordered: 1_000,
            webhook_held_ms: 100,
            ..Faults::default()
        },
    ]
}

/// The provider's own webhooks over a real socket, as bad as they come.
#[test]
fn i9_early_doubled_late_and_forged_webhooks_end_in_one_booking() {
    on_every_database(async |database| {
        // Real time: the provider signs with its clock, and we look at ours.
        let till = Till::with(database, |options| {
            options.clock = sandbox::Clock::default();
            options.webhook_first_retry = Duration::from_millis(20);
        })
        .await;
        let world = world(database).await;
        book(database, &purchase(world.owners_own, 2_000, "A1"))
            .await
            .unwrap();
        let engine = till.engine.clone();
        let server = Server::charging(database, engine, settings(), None).await;
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let serving = tokio::spawn(axum::serve(listener, server.router.clone()).into_future());
        let url = format!("http://{address}/api/v1/payment-notices");
        till.sandbox().set_webhook_url(Some(url));
        till.store_card(world.owners_own, TestCard::Visa).await;
        till.save(world.owner, world.owners_own, on(20, "50", None), false)
            .await
            .unwrap();
        for (n, faults) in hostile_post().into_iter().enumerate() {
            till.sandbox().set_faults(faults);
            debit(database, world.owner, if n == 0 { 6 } else { 50 }, None)
                .await
                .unwrap();
            till.engine.settle_all().await.unwrap();
            let mut waited = 0;
            while till.state(world.owner, world.owners_own).await.balance != Credits::whole(69) {
                waited += 1;
                assert!(waited < 500, "no webhook came, or it was not heard: {n}");
                sleep(Duration::from_millis(10)).await;
            }
        }
        sleep(Duration::from_millis(300)).await;
        assert_eq!(till.sandbox().book().len(), 6);
        till.assert_books_agree().await;
        serving.abort();
    });
}
