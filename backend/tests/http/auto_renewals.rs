//! `/wallets/{wallet}/auto-renewal`: its tag, who may, and what a save answers (I22, A8, A9).

use api::{
    Code, Credits,
    auto_renewal::{AutoRenewal, AutoRenewalState, SaveAutoRenewal, Standing},
};
use axum::http::{Method, StatusCode};
use backend::store::Database;
use futures_util::future::join_all;
use sandbox::TestCard;
use serde_json::{Value, json};

use crate::{
    client::{Client, Server, settings},
    support::{World, book, debit, on_every_database, purchase, world},
    till::{Till, on},
};

const PATH: &str = "/wallets/personal/auto-renewal";

/// A server whose engine charges the sandbox, and the owner's browser; the owner has 25
/// credits and a card.
pub struct Stage {
    pub till: Till,
    pub world: World,
    pub server: Server,
    pub browser: Client,
}

impl Stage {
    pub async fn on(database: &Database) -> Self {
        let till = Till::on(database).await;
        let world = world(database).await;
        book(database, &purchase(world.owners_own, 2_000, "A1"))
            .await
            .unwrap();
        till.store_card(world.owners_own, TestCard::Visa).await;
        let engine = till.engine.clone();
        let server = Server::charging(database, engine, settings(), None).await;
        let browser = server.signed_in(world.owner).await;
        Self {
            till,
            world,
            server,
            browser,
        }
    }

    pub async fn settle(&self) {
        self.till.engine.settle_all().await.unwrap();
    }

    pub async fn state(&self) -> AutoRenewalState {
        self.browser.get(PATH).await.json()
    }
}

/// The body of a save.
fn save(setting: AutoRenewal, renew_at_once: bool) -> Value {
    let save = SaveAutoRenewal {
        setting,
        renew_at_once,
    };
    serde_json::to_value(save).unwrap()
}

#[test]
fn i22_what_was_read_has_a_tag_and_a_save_answers_with_the_next_one() {
    on_every_database(async |database| {
        let stage = Stage::on(database).await;
        let read = stage.browser.get(PATH).await;
        assert_eq!(read.header("etag"), "\"0\"");
        assert_eq!(read.json::<AutoRenewalState>().setting, AutoRenewal::Off);
        let setting = on(20, "100", Some(24_500));
        let saved = stage
            .browser
            .put(PATH, "\"0\"", &save(setting.clone(), false))
            .await;
        assert_eq!(saved.status, StatusCode::OK);
        assert_eq!(saved.header("etag"), "\"1\"");
        let state: AutoRenewalState = saved.json();
        assert_eq!((state.version, &state.setting), (1, &setting));
        assert_eq!(state.standing, Standing::On);
        let read = stage.browser.get(PATH).await;
        assert_eq!(read.header("etag"), "\"1\"");
        assert_eq!(read.json::<AutoRenewalState>(), state);
        // By its identifier it is the same.
        let path = format!("/wallets/{}/auto-renewal", stage.world.owners_own);
        assert_eq!(stage.browser.get(&path).await.body, read.body);
    });
}

#[test]
fn i22_a_save_without_a_tag_is_428_and_one_with_any_other_is_412_and_changes_nothing() {
    on_every_database(async |database| {
        let stage = Stage::on(database).await;
        let body = save(on(20, "100", None), false);
        stage
            .browser
            .put(PATH, "\"0\"", &body)
            .await
            .json::<Value>();
        let off = save(AutoRenewal::Off, false);
        let request = stage
            .browser
            .request(Method::PUT, PATH)
            .header("content-type", "application/json");
        let reply = stage.browser.send(request, off.to_string()).await;
        reply.assert_refused(Code::MissingIfMatch);
        assert_eq!(reply.status.as_u16(), 428);
        for tag in [
            "",
            "*",
            "1",
            "\"0\"",
            "\"2\"",
            "W/\"1\"",
            "w/\"1\"",
            "\"1\", \"2\"",
            "\"1\",\"1\"",
            "\"+1\"",
            "\"01\"",
            "\" 1\"",
            "\"1\" ,",
            "\"1",
            "1\"",
            "\"\"",
            "'1'",
            "\"-1\"",
            "\"4294967297\"",
            "\"1\u{ff}\"",
        ] {
            let reply = stage.browser.put(PATH, tag, &off).await;
            assert_eq!(reply.problem().code, Code::Stale, "{tag}");
            assert_eq!(reply.status.as_u16(), 412);
        }
        let twice = stage
            .browser
            .request(Method::PUT, PATH)
            .header("content-type", "application/json")
            .header("if-match", "\"1\"")
            .header("if-match", "\"1\"");
        let reply = stage.browser.send(twice, off.to_string()).await;
        reply.assert_refused(Code::Stale);
        assert_eq!(stage.state().await.version, 1);
        assert_eq!(stage.state().await.setting, on(20, "100", None));
        stage.browser.put(PATH, "\"1\"", &off).await.json::<Value>();
    });
}

#[test]
fn i22_one_of_fifty_writers_at_once_wins_and_the_others_are_stale() {
    on_every_database(async |database| {
        let stage = Stage::on(database).await;
        let saves = (0..50).map(|n| {
            let browser = stage.browser.clone();
            let threshold = if n % 2 == 0 { 10 } else { 15 };
            let body = save(on(threshold, "100", None), false);
            tokio::spawn(async move { browser.put(PATH, "\"0\"", &body).await })
        });
        let mut won = 0;
        for reply in join_all(saves).await {
            let reply = reply.unwrap();
            if reply.status.is_success() {
                won += 1;
                assert_eq!(reply.json::<AutoRenewalState>().version, 1);
            } else {
                reply.assert_refused(Code::Stale);
            }
        }
        assert_eq!(won, 1);
        assert_eq!(stage.state().await.version, 1);
    });
}

#[test]
fn a9_a_tab_that_is_behind_does_not_turn_it_on_again() {
    on_every_database(async |database| {
        let stage = Stage::on(database).await;
        let setting = save(on(20, "100", None), true);
        stage
            .browser
            .put(PATH, "\"0\"", &setting)
            .await
            .json::<Value>();
        let off = save(AutoRenewal::Off, false);
        stage.browser.put(PATH, "\"1\"", &off).await.json::<Value>();
        let reply = stage.browser.put(PATH, "\"1\"", &setting).await;
        reply.assert_refused(Code::Stale);
        let state = stage.state().await;
        assert_eq!((state.setting, state.version), (AutoRenewal::Off, 2));
    });
}

#[test]
fn rule_6_a_save_that_buys_is_409_until_it_is_confirmed() {
    on_every_database(async |database| {
        let stage = Stage::on(database).await;
        let wanted = on(30, "100", None);
        for body in [save(wanted.clone(), false), json!({"setting": wanted})] {
            let reply = stage.browser.put(PATH, "\"0\"", &body).await;
            reply.assert_refused(Code::RenewsAtOnce);
            assert_eq!(reply.problem().field.as_deref(), Some("renew_at_once"));
        }
        assert_eq!(stage.state().await.version, 0);
        let reply = stage.browser.put(PATH, "\"0\"", &save(wanted, true)).await;
        let state: AutoRenewalState = reply.json();
        assert_eq!(state.standing, Standing::Renewing);
        stage.settle().await;
        assert_eq!(stage.state().await.balance, Credits::whole(125));
    });
}

#[test]
fn a3_a7_what_can_not_be_is_refused_and_the_field_is_named() {
    on_every_database(async |database| {
        let stage = Stage::on(database).await;
        for (setting, code, field) in [
            (on(4, "100", None), Code::ThresholdOutOfRange, "threshold"),
            (on(21, "100", None), Code::ThresholdOutOfRange, "threshold"),
            (on(505, "100", None), Code::ThresholdOutOfRange, "threshold"),
            (on(20, "99", None), Code::UnknownPackage, "package"),
            (
                on(20, "100", Some(4_899)),
                Code::LimitTooLow,
                "monthly_limit",
            ),
        ] {
            let reply = stage.browser.put(PATH, "\"0\"", &save(setting, true)).await;
            reply.assert_refused(code);
            let named = reply.problem().field.unwrap();
            assert_eq!(named.rsplit('.').next(), Some(field), "{named}");
        }
        let euros = json!({"setting": {"on": {"threshold": 2000, "package": "100",
            "monthly_limit": {"at_most": {"amount_minor": 24_500, "currency": "EUR"}}}}});
        let reply = stage.browser.put(PATH, "\"0\"", &euros).await;
        reply.assert_refused(Code::LimitTooLow);
        let member = stage.server.signed_in(stage.world.member).await;
        let reply = member
            .put(PATH, "\"0\"", &save(on(5, "100", None), false))
            .await;
        reply.assert_refused(Code::NoPaymentMethod);
        assert_eq!(reply.problem().field.as_deref(), Some("setting"));
    });
}

#[test]
fn rule_10_a_member_may_not_and_a_stranger_sees_nothing_whatever_they_send() {
    on_every_database(async |database| {
        let stage = Stage::on(database).await;
        let path = format!("/wallets/{}/auto-renewal", stage.world.shared);
        let good = save(on(20, "100", None), true);
        for (user, code) in [
            (stage.world.member, Code::Forbidden),
            (stage.world.stranger, Code::NotFound),
        ] {
            let browser = stage.server.signed_in(user).await;
            browser.get(&path).await.assert_refused(code);
            for body in [
                &good,
                &save(on(1, "1", Some(1)), true),
                &save(AutoRenewal::Off, false),
            ] {
                browser.put(&path, "\"0\"", body).await.assert_refused(code);
            }
        }
    });
}

#[test]
fn i7_resume_has_one_effect_a_key_and_is_answered_alike() {
    on_every_database(async |database| {
        let stage = Stage::on(database).await;
        let body = save(on(20, "100", None), false);
        stage
            .browser
            .put(PATH, "\"0\"", &body)
            .await
            .json::<Value>();
        stage.till.sandbox().set_faults(sandbox::Faults {
            decline: 1_000,
            ..sandbox::Faults::default()
        });
        debit(database, stage.world.owner, 6, None).await.unwrap();
        for hours in [0, 1, 6, 24] {
            let time = std::time::Duration::from_secs(hours * 3_600);
            crate::support::pass(database, time);
            stage.settle().await;
        }
        // The session is older than its idle time by now.
        let browser = stage.server.signed_in(stage.world.owner).await;
        stage.till.sandbox().set_faults(sandbox::Faults::default());
        let path = format!("{PATH}/resume");
        let reply = browser.post(&path, &json!({})).await;
        reply.assert_refused(Code::MissingIdempotencyKey);
        let state: AutoRenewalState = browser.get(PATH).await.json();
        assert!(matches!(state.standing, Standing::Paused { .. }));
        let first = browser.post_once(&path, "k", &json!({})).await;
        assert_eq!(
            first.json::<AutoRenewalState>().standing,
            Standing::Renewing
        );
        stage.settle().await;
        let again = browser.post_once(&path, "k", &json!({})).await;
        assert_eq!((again.status, &again.body), (first.status, &first.body));
        // Without a body it is the same request.
        let bare = browser
            .request(Method::POST, &path)
            .header("idempotency-key", "k");
        assert_eq!(browser.send(bare, ()).await.body, first.body);
        let reply = browser.post_once(&path, "k", &json!({"x": 1})).await;
        reply.assert_refused(Code::MalformedBody);
        browser
            .post_once(&path, "k2", &json!({}))
            .await
            .json::<Value>();
        stage.settle().await;
        assert_eq!(stage.till.sandbox().book().len(), 1);
        stage.till.assert_books_agree().await;
    });
}

#[test]
fn resuming_without_a_card_is_refused() {
    on_every_database(async |database| {
        let stage = Stage::on(database).await;
        let member = stage.server.signed_in(stage.world.member).await;
        let reply = member
            .post_once(&format!("{PATH}/resume"), "k", &json!({}))
            .await;
        reply.assert_refused(Code::NoPaymentMethod);
    });
}

#[test]
fn the_new_writes_of_another_site_are_refused() {
    on_every_database(async |database| {
        let stage = Stage::on(database).await;
        for (method, path, body) in [
            (Method::PUT, PATH, save(AutoRenewal::Off, false)),
            (
                Method::POST,
                "/wallets/personal/auto-renewal/resume",
                json!({}),
            ),
            (
                Method::POST,
                "/wallets/personal/purchases",
                json!({"package": "50", "price": {"amount_minor": 2600, "currency": "CHF"}}),
            ),
            (
                Method::POST,
                "/wallets/personal/card-page",
                json!({"return_to": "/"}),
            ),
        ] {
            let mut request = stage
                .browser
                .request(method, path)
                .header("content-type", "application/json")
                .header("idempotency-key", "k")
                .header("if-match", "\"0\"");
            let headers = request.headers_mut().unwrap();
            headers.insert("sec-fetch-site", "cross-site".parse().unwrap());
            let reply = stage.browser.send(request, body.to_string()).await;
            reply.assert_refused(Code::CrossSite);
        }
        stage.settle().await;
        assert!(stage.till.sandbox().book().is_empty());
    });
}
