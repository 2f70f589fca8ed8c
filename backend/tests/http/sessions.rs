//! Signing in and out, and who may write.

#[path = "sessions/hosts.rs"]
mod hosts;

use std::{num::NonZeroU32, time::Duration};

use api::{Code, session::Session};
use axum::http::{Method, StatusCode};
use backend::{
    account,
    http::{Rates, Settings},
    password,
    store::Database,
};
use serde_json::{Value, json};

use crate::{
    client::{Client, Reply, Server, settings},
    support::{on_every_database, pass, world},
};

const MINUTE: Duration = Duration::from_secs(60);

fn sign_in(email: &str, password: &str) -> Value {
    json!({ "email": email, "password": password })
}

/// Somebody with the password `right`.
async fn anna(database: &Database) {
    let hash = password::hash("right".to_owned()).await.unwrap();
    let email = "Anna@Example.ch".parse().unwrap();
    database
        .write(async |tx| account::create_user(tx, &email, "Änna", &hash).await)
        .await
        .unwrap();
}

/// The browser with the cookie that an answer sets.
fn with_cookie_of(client: &Client, reply: &Reply) -> Client {
    let cookie = reply.header("set-cookie").split(';').next().unwrap();
    client.with("cookie", cookie)
}

#[test]
fn signing_in_sets_a_strict_cookie_that_signs_in() {
    on_every_database(async |database| {
        anna(database).await;
        let server = Server::on(database).await;
        let browser = server.browser();
        let reply = browser
            .post("/session", &sign_in("ANNA@example.CH", "right"))
            .await;
        let session: Session = reply.json();
        assert_eq!(session.user.name, "Änna");
        assert_eq!(session.wallets.len(), 1);
        let cookie = reply.header("set-cookie");
        let (value, attributes) = cookie.split_once("; ").unwrap();
        assert_eq!(value.len(), "__Host-relux_sid=".len() + 43, "{cookie}");
        assert_eq!(attributes, "Path=/; Secure; HttpOnly; SameSite=Strict");
        let browser = with_cookie_of(&browser, &reply);
        assert_eq!(browser.get("/session").await.json::<Session>(), session);
    });
}

#[test]
fn an_unknown_address_and_a_wrong_password_are_the_same_answer() {
    on_every_database(async |database| {
        anna(database).await;
        let browser = Server::on(database).await.browser();
        for path in ["/session", "/desktop-tokens"] {
            let wrong = browser
                .post(path, &sign_in("anna@example.ch", "wrong"))
                .await;
            let unknown = browser
                .post(path, &sign_in("nobody@example.ch", "right"))
                .await;
            wrong.assert_refused(Code::WrongCredentials);
            assert_eq!(wrong, unknown);
            let long = browser
                .post(path, &sign_in("anna@example.ch", &"p".repeat(257)))
                .await;
            assert_eq!(long.problem().field.as_deref(), Some("password"));
        }
    });
}

#[test]
fn a_browser_without_a_session_is_nobodys_which_is_no_error() {
    on_every_database(async |database| {
        let reply = Server::on(database).await.browser().get("/session").await;
        assert_eq!(reply.status, StatusCode::NO_CONTENT);
        assert_eq!(reply.text(), "");
    });
}

#[test]
fn i21_a_session_ends_on_signing_out_at_once() {
    on_every_database(async |database| {
        let world = world(database).await;
        let server = Server::on(database).await;
        let browser = server.signed_in(world.owner).await;
        let other = server.signed_in(world.owner).await;
        let reply = browser.delete("/session").await;
        assert_eq!(reply.status, StatusCode::NO_CONTENT);
        assert!(reply.header("set-cookie").contains("Max-Age=0"));
        browser
            .get("/session")
            .await
            .assert_refused(Code::SignedOut);
        browser
            .delete("/session")
            .await
            .assert_refused(Code::SignedOut);
        // Only that one: another browser of the same person stays.
        assert_eq!(other.get("/session").await.status, StatusCode::OK);
    });
}

#[test]
fn i21_a_session_ends_after_30_idle_minutes_and_after_12_hours() {
    on_every_database(async |database| {
        let world = world(database).await;
        let server = Server::on(database).await;
        let idle = server.signed_in(world.owner).await;
        let busy = server.signed_in(world.owner).await;
        pass(database, 29 * MINUTE);
        assert_eq!(busy.get("/session").await.status, StatusCode::OK);
        pass(database, MINUTE);
        idle.get("/session").await.assert_refused(Code::SignedOut);
        for _ in 0..23 {
            assert_eq!(busy.get("/session").await.status, StatusCode::OK);
            pass(database, 29 * MINUTE);
        }
        assert_eq!(busy.get("/session").await.status, StatusCode::OK);
        pass(database, 23 * MINUTE);
        busy.get("/session").await.assert_refused(Code::SignedOut);
    });
}

#[test]
fn signing_in_again_ends_the_session_that_the_browser_had() {
    on_every_database(async |database| {
        anna(database).await;
        let server = Server::on(database).await;
        let form = sign_in("anna@example.ch", "right");
        let first = with_cookie_of(
            &server.browser(),
            &server.browser().post("/session", &form).await,
        );
        let second = with_cookie_of(&first, &first.post("/session", &form).await);
        first.get("/session").await.assert_refused(Code::SignedOut);
        assert_eq!(second.get("/session").await.status, StatusCode::OK);
    });
}

#[test]
fn only_hashes_of_secrets_are_stored() {
    on_every_database(async |database| {
        anna(database).await;
        let browser = Server::on(database).await.browser();
        let form = sign_in("anna@example.ch", "right");
        let reply = browser.post("/session", &form).await;
        let (_, secret) = reply.header("set-cookie").split_once('=').unwrap();
        let secret = secret.split(';').next().unwrap().to_owned();
        let rows = database
            .read(async |tx| tx.fetch_all("SELECT token_hash FROM sessions", []).await)
            .await
            .unwrap();
        let stored = rows[0].bytes("token_hash").unwrap();
        assert_eq!(stored.len(), 32);
        let decoded: backend::secret::Secret = secret.parse().unwrap();
        assert_eq!(stored, decoded.hash());
    });
}

#[test]
fn a_write_that_another_site_may_have_sent_is_refused() {
    on_every_database(async |database| {
        anna(database).await;
        let world = world(database).await;
        let server = Server::on(database).await;
        let browser = server.signed_in(world.owner).await;
        let form = sign_in("anna@example.ch", "right").to_string();
        for (method, body) in [(Method::DELETE, String::new()), (Method::POST, form)] {
            for (name, value) in [
                ("sec-fetch-site", "cross-site"),
                ("sec-fetch-site", "same-site"),
                ("x-relux-credits", ""),
            ] {
                let mut request = browser
                    .request(method.clone(), "/session")
                    .header("content-type", "application/json");
                let headers = request.headers_mut().unwrap();
                headers.insert(name, value.parse().unwrap());
                let reply = browser.send(request, body.clone()).await;
                reply.assert_refused(Code::CrossSite);
            }
        }
        assert_eq!(browser.get("/session").await.status, StatusCode::OK);
    });
}

#[test]
fn too_many_requests_are_told_when_to_come_back() {
    on_every_database(async |database| {
        anna(database).await;
        let world = world(database).await;
        let number = |number| NonZeroU32::new(number).unwrap();
        let settings = Settings {
            rates: Rates {
                requests_per_second: number(1),
                sign_ins_per_minute: number(2),
                ..settings().rates
            },
            ..settings()
        };
        let server = Server::with(database, settings, None).await;
        let browser = server.signed_in(world.owner).await;
        let mut last = browser.get("/session").await;
        for _ in 0..10 {
            last = browser.get("/session").await;
        }
        last.assert_refused(Code::TooManyRequests);
        assert!(last.header("retry-after").parse::<u32>().unwrap() >= 1);

        for path in ["/session", "/desktop-tokens"] {
            let wrong = sign_in(&format!("x{}@example.ch", path.len()), "wrong");
            for _ in 0..2 {
                let reply = server.browser().post(path, &wrong).await;
                reply.assert_refused(Code::WrongCredentials);
            }
            let reply = server.browser().post(path, &wrong).await;
            reply.assert_refused(Code::TooManyRequests);
            assert!(reply.header("retry-after").parse::<u32>().unwrap() > 1);
        }
    });
}
