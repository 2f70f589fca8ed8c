//! I7: one effect per key, however often and from wherever a request is sent.

use std::time::Duration;

use api::{Code, Credits, generation::Generation, wallet::Balance};
use axum::http::{Method, StatusCode};
use futures_util::future::join_all;
use serde_json::json;
use tokio::sync::Notify;

use crate::{
    client::Server,
    support::{assert_sound, on_every_database, pass, world},
};

#[test]
fn i7_the_same_request_again_is_answered_alike_and_has_one_effect() {
    on_every_database(async |database| {
        let world = world(database).await;
        let server = Server::on(database).await;
        let desktop = server.desktop(world.stranger).await;
        let first = desktop
            .post_once("/generations", "k1", &json!({"images": 2}))
            .await;
        assert_eq!(first.status, StatusCode::CREATED);
        let paid: Generation = first.json();
        assert_eq!(paid.amount, Credits::whole(-2));
        // Spaced otherwise, it is the same request still.
        let request = desktop
            .request(Method::POST, "/generations")
            .header("content-type", "application/json; charset=utf-8")
            .header("idempotency-key", "k1");
        let again = desktop.send(request, " {\n \"images\" : 2 } ").await;
        assert_eq!((again.status, &again.body), (first.status, &first.body));

        let path = format!("/generations/{}/refund", paid.id);
        let first = desktop.post_once(&path, "k1", &json!({})).await;
        assert_eq!(first.json::<Generation>().balance, Some(Credits::whole(5)));
        let again = desktop.post_once(&path, "k1", &json!({})).await;
        assert_eq!((again.status, &again.body), (first.status, &first.body));
        let other_key = desktop.post_once(&path, "k2", &json!({})).await;
        other_key.assert_refused(Code::AlreadyRefunded);
        assert_sound(database).await;
    });
}

#[test]
fn i7_a_key_means_one_request_of_one_user_for_30_days() {
    on_every_database(async |database| {
        let world = world(database).await;
        let server = Server::on(database).await;
        let desktop = server.desktop(world.stranger).await;
        let one = json!({"images": 1});
        desktop.post_once("/generations", "k", &one).await;
        desktop
            .post_once("/generations", "k", &json!({"images": 2}))
            .await
            .assert_refused(Code::KeyReused);
        let other = server.desktop(world.member).await;
        let reply = other.post_once("/generations", "k", &one).await;
        assert_eq!(reply.json::<Generation>().balance, Some(Credits::whole(4)));
        pass(database, Duration::from_secs(30 * 24 * 3600 - 60));
        let reply = desktop.post_once("/generations", "k", &one).await;
        assert_eq!(reply.json::<Generation>().balance, Some(Credits::whole(4)));
        pass(database, Duration::from_secs(60));
        let reply = desktop.post_once("/generations", "k", &one).await;
        assert_eq!(reply.json::<Generation>().balance, Some(Credits::whole(3)));
        assert_sound(database).await;
    });
}

#[test]
fn i7_a_write_without_a_good_key_is_refused() {
    on_every_database(async |database| {
        let world = world(database).await;
        let server = Server::on(database).await;
        let desktop = server.desktop(world.stranger).await;
        let one = json!({"images": 1});
        let id = desktop
            .post_once("/generations", "k", &one)
            .await
            .json::<Generation>()
            .id;
        for path in [
            "/generations".to_owned(),
            format!("/generations/{id}/refund"),
        ] {
            let reply = desktop.post(&path, &one).await;
            reply.assert_refused(Code::MissingIdempotencyKey);
            for key in ["", "a b", "ä", &"k".repeat(129)] {
                let reply = desktop.post_once(&path, key, &one).await;
                reply.assert_refused(Code::MissingIdempotencyKey);
            }
        }
    });
}

#[test]
fn i7_a_refusal_is_not_kept_so_that_the_key_works_once_there_are_credits() {
    on_every_database(async |database| {
        let world = world(database).await;
        let server = Server::on(database).await;
        let desktop = server.desktop(world.stranger).await;
        let five = json!({"images": 5});
        desktop
            .post_once("/generations", "spent", &five)
            .await
            .json::<Generation>();
        let reply = desktop.post_once("/generations", "k", &five).await;
        reply.assert_refused(Code::InsufficientCredits);
        let line = crate::support::purchase(world.strangers_own, 1000, "S1");
        crate::support::book(database, &line).await.unwrap();
        let reply = desktop.post_once("/generations", "k", &five).await;
        assert_eq!(reply.json::<Generation>().balance, Some(Credits::whole(5)));
    });
}

#[test]
fn i7_while_the_first_is_being_worked_on_the_same_request_is_told_to_come_back() {
    on_every_database(async |database| {
        let world = world(database).await;
        let server = Server::on(database).await;
        let desktop = server.desktop(world.stranger).await;
        let send = || {
            let desktop = desktop.clone();
            async move {
                let one = json!({"images": 1});
                desktop.post_once("/generations", "k", &one).await
            }
        };
        // Somebody else has the wallet, so the first request waits.
        let (has_it, release) = (Notify::new(), Notify::new());
        let holding = database.write(async |tx| {
            backend::store::wallet::lock(tx, world.strangers_own).await?;
            has_it.notify_one();
            release.notified().await;
            Ok(())
        });
        let asking = async {
            has_it.notified().await;
            let first = tokio::spawn(send());
            while server.app.writes_running() == 0 {
                tokio::task::yield_now().await;
            }
            let second = send().await;
            second.assert_refused(Code::InFlight);
            assert_eq!(second.header("retry-after"), "1");
            release.notify_one();
            first.await.unwrap()
        };
        let (held, first) = tokio::join!(holding, asking);
        held.unwrap();
        assert_eq!(first.status, StatusCode::CREATED);
        assert_eq!(send().await.body, first.body);
    });
}

#[test]
fn i7_fifty_at_once_have_one_effect_and_the_others_wait_or_get_its_answer() {
    on_every_database(async |database| {
        let world = world(database).await;
        let server = Server::on(database).await;
        // A second process on the same data knows nothing of the first one's requests.
        let second = Server::on(database).await;
        let desktops = [
            server.desktop(world.stranger).await,
            second.desktop(world.stranger).await,
        ];
        let one = json!({"images": 1});
        let replies = join_all((0..50).map(|n| {
            let (desktop, one) = (desktops[n % 2].clone(), one.clone());
            tokio::spawn(async move { desktop.post_once("/generations", "k", &one).await })
        }))
        .await;
        let mut good = Vec::new();
        for reply in replies {
            let reply = reply.unwrap();
            if reply.status == StatusCode::CREATED {
                good.push(reply.body);
            } else {
                reply.assert_refused(Code::InFlight);
                assert_eq!(reply.header("retry-after"), "1");
            }
        }
        assert!(!good.is_empty());
        assert!(good.iter().all(|body| *body == good[0]));
        let browser = server.signed_in(world.stranger).await;
        let balance: Balance = browser.get("/wallets/personal").await.json();
        assert_eq!(balance.balance, Credits::whole(4));
        assert_sound(database).await;
    });
}
