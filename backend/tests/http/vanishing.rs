//! A client that goes away in the middle leaves a whole effect or none (I7).

use std::time::Duration;

use api::Credits;
use axum::{
    body::Body,
    http::{Method, Request, StatusCode},
};
use futures_util::FutureExt as _;
use serde_json::json;
use tokio::time::timeout;

use crate::{
    client::{Client, Server},
    support::{assert_sound, book, on_every_database, purchase, world},
};

fn debit(desktop: &Client, key: usize) -> Request<Body> {
    desktop
        .request(Method::POST, "/generations")
        .header("content-type", "application/json")
        .header("idempotency-key", key.to_string())
        .body(json!({"images": 1}).to_string().into())
        .unwrap()
}

#[test]
fn i7_a_client_that_goes_away_at_any_step_leaves_a_whole_effect_or_none() {
    const CLIENTS: usize = 200;
    on_every_database(async |database| {
        let world = world(database).await;
        book(database, &purchase(world.strangers_own, 100_000, "S1"))
            .await
            .unwrap();
        let server = Server::on(database).await;
        let desktop = server.desktop(world.stranger).await;
        let mut answered = 0;
        for key in 0..CLIENTS {
            let patience = Duration::from_micros(40) * u32::try_from(key).unwrap();
            let answer = server.send(debit(&desktop, key));
            answered += i64::from(timeout(patience, answer).await.is_ok());
        }
        server.app.drain().await;
        assert_sound(database).await;
        let taken = async || {
            let read = async |tx: &mut backend::store::Tx| {
                backend::store::wallet::find(tx, world.strangers_own).await
            };
            let row = database.read(read).await.unwrap().unwrap();
            (100_500 - row.balance.hundredths()) / 100
        };
        assert!(taken().await >= answered);

        // Asked again with the same keys, each has its one effect and its answer.
        let server = Server::on(database).await;
        for key in 0..CLIENTS {
            let answer = server.send(debit(&desktop, key)).await;
            assert_eq!(answer.status(), StatusCode::CREATED);
        }
        assert_eq!(taken().await, i64::try_from(CLIENTS).unwrap());
        assert_sound(database).await;
    });
}

#[test]
fn i7_what_a_client_began_is_finished_without_it() {
    on_every_database(async |database| {
        let world = world(database).await;
        let server = Server::on(database).await;
        let desktop = server.desktop(world.stranger).await;
        // Go away as soon as the write runs: from then on it must be finished.
        let mut answer = Box::pin(server.send(debit(&desktop, 1)));
        while server.app.writes_running() == 0 {
            assert!((&mut answer).now_or_never().is_none());
            tokio::task::yield_now().await;
        }
        drop(answer);
        server.app.drain().await;
        let balance = database
            .read(async |tx| backend::store::wallet::find(tx, world.strangers_own).await)
            .await
            .unwrap()
            .unwrap()
            .balance;
        assert_eq!(balance, Credits::whole(4));
    });
}
