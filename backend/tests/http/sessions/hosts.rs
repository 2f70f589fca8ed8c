//! Signing in by a host's server.

use api::{Code, Credits, session::Session};
use backend::{
    account,
    host::Guest,
    http::Settings,
    store::{Database, Tx},
};
use chrono::{DateTime, Utc};
use futures_util::future::join_all;
use jsonwebtoken::{EncodingKey, Header};
use serde_json::{Value, json};

use super::{MINUTE, anna, sign_in, with_cookie_of};
use crate::{
    client::{Client, Server, settings},
    support::{assert_sound, on_every_database, pass},
};

const HOST_KEY: &str = "the key that the host and the backend know";

/// Somebody as a host knows them: the address is checked.
fn guest(subject: &str, email: &str, name: &str) -> Value {
    json!({ "sub": subject, "email": email, "email_verified": true, "name": name })
}

/// What a host sends for somebody whom it has signed in at that instant.
fn vouched(guest: &Value, at: DateTime<Utc>) -> Value {
    let mut claims = guest.clone();
    claims["aud"] = json!("relux-credits");
    claims["iat"] = json!(at.timestamp());
    claims["exp"] = json!(at.timestamp() + 60);
    let key = EncodingKey::from_secret(HOST_KEY.as_bytes());
    json!({ "assertion": jsonwebtoken::encode(&Header::default(), &claims, &key).unwrap() })
}

/// A host's server that knows the key.
struct Host(Client);

impl Host {
    async fn of(database: &Database) -> Self {
        let settings = Settings {
            host_key: Some(HOST_KEY.parse().unwrap()),
            ..settings()
        };
        Self(Server::with(database, settings, None).await.browser())
    }

    async fn signs_in(&self, guest: &Value) -> crate::client::Reply {
        let now = self.0.server.database.clock().now();
        self.0.post("/session/host", &vouched(guest, now)).await
    }

    async fn refuses(&self, guest: &Value, claim: &str) {
        let reply = self.signs_in(guest).await;
        reply.assert_refused(Code::Forbidden);
        assert_eq!(reply.problem().field.as_deref(), Some(claim));
    }
}

#[test]
fn whom_the_host_has_signed_in_is_signed_in_here_with_their_account() {
    on_every_database(async |database| {
        anna(database).await;
        let host = Host::of(database).await;
        let reply = host
            .signs_in(&guest("1", "anna@EXAMPLE.ch", "Anna B."))
            .await;
        let session: Session = reply.json();
        // As she is called here.
        assert_eq!(session.user.name, "Änna");
        let browser = with_cookie_of(&host.0, &reply);
        assert_eq!(browser.get("/session").await.json::<Session>(), session);
    });
}

#[test]
fn whom_the_host_signs_in_for_the_first_time_gets_an_account_once_which_no_password_opens() {
    on_every_database(async |database| {
        let host = Host::of(database).await;
        let ben = guest("1", "ben@example.ch", "Ben");
        let first: Session = host.signs_in(&ben).await.json();
        assert_eq!(first.user.name, "Ben");
        let again: Session = host.signs_in(&ben).await.json();
        assert_eq!(again, first);
        for password in ["", "Ben", "the password of nobody"] {
            host.0
                .post("/session", &sign_in("ben@example.ch", password))
                .await
                .assert_refused(Code::WrongCredentials);
        }
    });
}

#[test]
fn another_user_of_the_host_with_the_same_address_does_not_get_the_account() {
    on_every_database(async |database| {
        anna(database).await;
        let host = Host::of(database).await;
        for (first, email) in [("1", "anna@example.ch"), ("2", "ben@example.ch")] {
            host.signs_in(&guest(first, email, "The first"))
                .await
                .json::<Session>();
            for written in [email.to_owned(), email.to_uppercase(), format!(" {email} ")] {
                host.refuses(&guest("3", &written, "The second"), "sub")
                    .await;
            }
        }
    });
}

#[test]
fn who_gets_another_address_at_the_host_stays_who_they_are() {
    on_every_database(async |database| {
        let host = Host::of(database).await;
        let ben = guest("1", "ben@example.ch", "Ben");
        let ben: Session = host.signs_in(&ben).await.json();
        let mut moved = guest("1", "ben@elsewhere.ch", "Ben");
        moved["email_verified"] = json!(false);
        let moved: Session = host.signs_in(&moved).await.json();
        assert_eq!(moved, ben);
        assert_eq!(moved.user.email.as_str(), "ben@example.ch");
        // Nor do they become whoever has that address here.
        anna(database).await;
        let as_anna: Session = host
            .signs_in(&guest("1", "anna@example.ch", "Ben"))
            .await
            .json();
        assert_eq!(as_anna, ben);
    });
}

#[test]
fn an_address_that_the_host_has_not_checked_opens_no_account_and_makes_none() {
    on_every_database(async |database| {
        anna(database).await;
        let host = Host::of(database).await;
        for email in ["anna@example.ch", "ben@example.ch"] {
            let mut unchecked = guest("1", email, "Somebody");
            for said in [json!(false), Value::Null] {
                match said {
                    Value::Null => {
                        drop(unchecked.as_object_mut().unwrap().remove("email_verified"))
                    }
                    said => unchecked["email_verified"] = said,
                }
                host.refuses(&unchecked, "email_verified").await;
            }
        }
        let users = database
            .read(async |tx| tx.fetch_all("SELECT id FROM users", []).await)
            .await;
        assert_eq!(users.unwrap().len(), 1);
    });
}

#[test]
fn i4_eight_first_requests_of_one_person_at_once_make_one_account_with_one_grant() {
    on_every_database(async |database| {
        let host = Host::of(database).await;
        let ben = guest("1", "ben@example.ch", "Ben");
        let replies = join_all((0..8).map(|_| host.signs_in(&ben))).await;
        let sessions: Vec<Session> = replies.iter().map(|reply| reply.json()).collect();
        for session in &sessions {
            assert_eq!(session, &sessions[0]);
        }
        let path = format!("/wallets/{}", sessions[0].wallets[0].id);
        let browser = with_cookie_of(&host.0, &replies[0]);
        let wallet: api::wallet::Balance = browser.get(&path).await.json();
        assert_eq!(wallet.balance, Credits::whole(5));
        assert_sound(database).await;
    });
}

#[test]
fn i4_of_one_new_person_eight_times_at_the_very_same_moment_one_account_is_made() {
    on_every_database(async |database| {
        for round in 0..20 {
            let guest = Guest {
                subject: format!("{round}").try_into().unwrap(),
                email: format!("ben{round}@example.ch").parse().unwrap(),
                email_verified: true,
                name: "Ben".parse().unwrap(),
            };
            let sign_in = async |tx: &mut Tx| account::of_guest(tx, &guest, "no hash").await;
            let users = join_all((0..8).map(|_| database.write(sign_in))).await;
            let first = users[0].as_ref().unwrap();
            for user in &users {
                assert_eq!(user.as_ref().unwrap(), first, "round {round}");
            }
        }
        let users = database
            .read(async |tx| tx.fetch_all("SELECT id FROM users", []).await)
            .await;
        assert_eq!(users.unwrap().len(), 20);
        assert_sound(database).await;
    });
}

#[test]
fn nobody_is_signed_in_by_who_is_not_the_host() {
    on_every_database(async |database| {
        anna(database).await;
        let now = database.clock().now();
        let vouched = vouched(&guest("1", "anna@example.ch", "Anna"), now);
        let host = Host::of(database).await.0;
        let mut forged = vouched.clone();
        let text = forged["assertion"].as_str().unwrap().replace('.', ".A");
        forged["assertion"] = json!(text);
        for assertion in [&forged, &json!({ "assertion": "a.b.c" })] {
            host.post("/session/host", assertion)
                .await
                .assert_refused(Code::Forbidden);
        }
        let alone = Server::on(database).await.browser();
        alone
            .post("/session/host", &vouched)
            .await
            .assert_refused(Code::NotFound);
        pass(database, 2 * MINUTE);
        host.post("/session/host", &vouched)
            .await
            .assert_refused(Code::Forbidden);
    });
}
