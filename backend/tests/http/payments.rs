//! Buying over HTTP (C6, I7), a payment as it stands, and the page that stores a card.

use api::{
    Code, Credits,
    payment::{CardPage, Payment, PaymentState},
    wallet::Balance,
};
use axum::http::{Method, StatusCode};
use futures_util::future::join_all;
use serde_json::{Value, json};
use tokio::sync::Notify;

use crate::{auto_renewals::Stage, client::Server, support::on_every_database};

const PATH: &str = "/wallets/personal/purchases";

fn fifty() -> Value {
    json!({"package": "50", "price": {"amount_minor": 2600, "currency": "CHF"}})
}

#[test]
fn c6_a_purchase_is_made_is_followed_and_is_in_the_history() {
    on_every_database(async |database| {
        let stage = Stage::on(database).await;
        let reply = stage.browser.post_once(PATH, "k", &fifty()).await;
        assert_eq!(reply.status, StatusCode::CREATED);
        let pending: Payment = reply.json();
        assert_eq!(pending.state, PaymentState::Pending);
        let path = format!("/wallets/personal/payments/{}", pending.id);
        assert_eq!(stage.browser.get(&path).await.json::<Payment>(), pending);
        stage.settle().await;
        let paid: Payment = stage.browser.get(&path).await.json();
        let PaymentState::Paid { reference, .. } = paid.state else {
            panic!("{paid:?}");
        };
        let balance: Balance = stage.browser.get("/wallets/personal").await.json();
        assert_eq!(balance.balance, Credits::whole(75));
        let found = format!("/wallets/personal/transactions?text={}", reference.as_str());
        let page: api::history::HistoryPage = stage.browser.get(&found).await.json();
        assert_eq!(page.items.len(), 1);
        assert_eq!(page.items[0].amount, Credits::whole(50));
    });
}

#[test]
fn i7_one_purchase_a_key_whenever_it_is_asked_again() {
    on_every_database(async |database| {
        let stage = Stage::on(database).await;
        let first = stage.browser.post_once(PATH, "k", &fifty()).await;
        let before = stage.browser.post_once(PATH, "k", &fifty()).await;
        stage.settle().await;
        let after = stage.browser.post_once(PATH, "k", &fifty()).await;
        // However it is spaced, and in whichever order.
        let request = stage
            .browser
            .request(Method::POST, PATH)
            .header("content-type", "application/json")
            .header("idempotency-key", "k");
        let spaced = r#" {"price":{"currency":"CHF", "amount_minor":2600}, "package":"50"}"#;
        let spaced = stage.browser.send(request, spaced).await;
        for again in [before, after, spaced] {
            assert_eq!((again.status, &again.body), (first.status, &first.body));
        }
        let other = json!({"package": "100", "price": {"amount_minor": 4900, "currency": "CHF"}});
        let reply = stage.browser.post_once(PATH, "k", &other).await;
        reply.assert_refused(Code::KeyReused);
        assert_eq!(reply.status.as_u16(), 422);
        stage.settle().await;
        assert_eq!(stage.till.sandbox().book().len(), 1);
        stage.till.assert_books_agree().await;
    });
}

#[test]
fn i7_a_purchase_without_a_good_key_is_refused() {
    on_every_database(async |database| {
        let stage = Stage::on(database).await;
        let reply = stage.browser.post(PATH, &fifty()).await;
        reply.assert_refused(Code::MissingIdempotencyKey);
        for key in ["", "a b", "ä", &"k".repeat(129)] {
            let reply = stage.browser.post_once(PATH, key, &fifty()).await;
            reply.assert_refused(Code::MissingIdempotencyKey);
        }
        stage.settle().await;
        assert!(stage.till.sandbox().book().is_empty());
    });
}

#[test]
fn i7_a_refused_purchase_leaves_its_key_free() {
    on_every_database(async |database| {
        let stage = Stage::on(database).await;
        stage
            .browser
            .post_once(PATH, "k1", &fifty())
            .await
            .json::<Payment>();
        let reply = stage.browser.post_once(PATH, "k2", &fifty()).await;
        reply.assert_refused(Code::PaymentInProgress);
        stage.settle().await;
        stage
            .browser
            .post_once(PATH, "k2", &fifty())
            .await
            .json::<Payment>();
        stage.settle().await;
        assert_eq!(stage.till.sandbox().book().len(), 2);
    });
}

#[test]
fn i7_while_a_purchase_is_being_written_down_the_same_one_is_told_to_come_back() {
    on_every_database(async |database| {
        let stage = Stage::on(database).await;
        let (has_it, release) = (Notify::new(), Notify::new());
        let holding = database.write(async |tx| {
            backend::store::wallet::lock(tx, stage.world.owners_own).await?;
            has_it.notify_one();
            release.notified().await;
            Ok(())
        });
        let asking = async {
            has_it.notified().await;
            let browser = stage.browser.clone();
            let first = tokio::spawn(async move { browser.post_once(PATH, "k", &fifty()).await });
            while stage.server.app.writes_running() == 0 {
                tokio::task::yield_now().await;
            }
            let second = stage.browser.post_once(PATH, "k", &fifty()).await;
            second.assert_refused(Code::InFlight);
            assert_eq!(second.header("retry-after"), "1");
            release.notify_one();
            first.await.unwrap()
        };
        let (held, first) = tokio::join!(holding, asking);
        held.unwrap();
        assert_eq!(first.status, StatusCode::CREATED);
    });
}

#[test]
fn i7_fifty_clicks_on_two_servers_are_one_charge() {
    on_every_database(async |database| {
        let stage = Stage::on(database).await;
        let second = Server::on(database)
            .await
            .signed_in(stage.world.owner)
            .await;
        let browsers = [stage.browser.clone(), second];
        let clicks = (0..50).map(|n| {
            let browser = browsers[n % 2].clone();
            tokio::spawn(async move { browser.post_once(PATH, "k", &fifty()).await })
        });
        let mut good = Vec::new();
        for reply in join_all(clicks).await {
            let reply = reply.unwrap();
            if reply.status == StatusCode::CREATED {
                good.push(reply.body);
            } else {
                reply.assert_refused(Code::InFlight);
            }
        }
        assert!(!good.is_empty() && good.iter().all(|body| *body == good[0]));
        stage.settle().await;
        assert_eq!(stage.till.sandbox().book().len(), 1);
        stage.till.assert_books_agree().await;
    });
}

#[test]
fn c6_what_can_not_be_bought_is_refused_and_the_field_is_named() {
    on_every_database(async |database| {
        let stage = Stage::on(database).await;
        for (body, code, field) in [
            (
                json!({"package": "50", "price": {"amount_minor": 2599, "currency": "CHF"}}),
                Code::PriceChanged,
                Some("price"),
            ),
            (
                json!({"package": "50", "price": {"amount_minor": 2600, "currency": "EUR"}}),
                Code::PriceChanged,
                Some("price"),
            ),
            (
                json!({"package": "51", "price": {"amount_minor": 2600, "currency": "CHF"}}),
                Code::UnknownPackage,
                Some("package"),
            ),
        ] {
            let reply = stage.browser.post_once(PATH, "k", &body).await;
            reply.assert_refused(code);
            assert_eq!(reply.problem().field.as_deref(), field);
        }
        let member = stage.server.signed_in(stage.world.member).await;
        let reply = member.post_once(PATH, "k", &fifty()).await;
        reply.assert_refused(Code::NoPaymentMethod);
    });
}

#[test]
fn i18_a_payment_is_seen_under_its_own_wallet_by_who_manages_it_alone() {
    on_every_database(async |database| {
        let stage = Stage::on(database).await;
        let paid: Payment = stage.browser.post_once(PATH, "k", &fifty()).await.json();
        let under = |wallet: &str| format!("/wallets/{wallet}/payments/{}", paid.id);
        let own = stage.world.owners_own.to_string();
        stage.browser.get(&under(&own)).await.json::<Payment>();
        let shared = stage.world.shared.to_string();
        let reply = stage.browser.get(&under(&shared)).await;
        reply.assert_refused(Code::NotFound);
        for user in [stage.world.member, stage.world.stranger] {
            let browser = stage.server.signed_in(user).await;
            for wallet in [&own, "personal"] {
                let reply = browser.get(&under(wallet)).await;
                reply.assert_refused(Code::NotFound);
            }
        }
        for id in [
            "1",
            "ffffffffffffff",
            "00000000000001",
            "%ff",
            "%00",
            "..%2f..",
        ] {
            let reply = stage
                .browser
                .get(&format!("/wallets/personal/payments/{id}"))
                .await;
            reply.assert_refused(Code::NotFound);
        }
    });
}

#[test]
fn a7_a_card_page_is_the_providers_in_the_browsers_language_and_leads_back() {
    on_every_database(async |database| {
        let stage = Stage::on(database).await;
        let path = "/wallets/personal/card-page";
        let request = stage
            .browser
            .request(Method::POST, path)
            .header("content-type", "application/json")
            .header("accept-language", "de-CH,de;q=0.9");
        let body = json!({"return_to": "/de_DE/my/credits?from=card"}).to_string();
        let reply = stage.browser.send(request, body).await;
        assert_eq!(reply.status, StatusCode::CREATED);
        let page: CardPage = reply.json();
        assert!(
            page.url.starts_with(stage.till.running.url()),
            "{}",
            page.url
        );
        for return_to in [
            "//evil.example",
            "https://evil.example",
            "",
            "credits",
            "/\\e",
        ] {
            let reply = stage
                .browser
                .post(path, &json!({"return_to": return_to}))
                .await;
            reply.assert_refused(Code::MalformedBody);
            assert_eq!(reply.problem().field.as_deref(), Some("return_to"));
        }
    });
}

#[test]
fn a7_a_provider_out_of_reach_asks_to_come_back_and_notes_nothing() {
    on_every_database(async |database| {
        let world = crate::support::world(database).await;
        let browser = Server::on(database).await.signed_in(world.owner).await;
        let reply = browser
            .post("/wallets/personal/card-page", &json!({"return_to": "/"}))
            .await;
        reply.assert_refused(Code::ProviderUnavailable);
        let rows = database
            .read(async |tx| tx.fetch_all("SELECT session FROM card_sessions", []).await)
            .await;
        assert!(rows.unwrap().is_empty());
    });
}
