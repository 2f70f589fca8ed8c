//! The event stream: what it tells, whom, and when it ends (C5, T7, I18, I21).

use std::time::Duration;

use api::{Code, event::Event};
use axum::{
    body::{Body, BodyDataStream},
    http::{Method, StatusCode},
};
use backend::store;
use sandbox::TestCard;
use serde_json::json;
use tokio::time::timeout;

use crate::{
    auto_renewals::Stage,
    client::{Client, Server, next_piece},
    support::{on_every_database, pass, purchase, world},
};

/// Far longer than anything here takes, far shorter than anybody's patience.
const SOON: Duration = Duration::from_secs(5);

/// An open page, and what it has been told and not yet looked at.
struct Page(BodyDataStream);

impl Page {
    async fn open(client: &Client) -> Self {
        let request = client.request(Method::GET, "/events");
        let answer = client.server.send(request.body(Body::empty()).unwrap());
        let answer = answer.await;
        assert_eq!(answer.status(), StatusCode::OK);
        assert_eq!(answer.headers()["content-type"], "text/event-stream");
        Self(answer.into_body().into_data_stream())
    }

    /// The page is told where each of those wallets is, in any order.
    async fn begins_with(&mut self, wallets: &[(api::WalletId, i64)]) {
        let mut told = Vec::new();
        for _ in wallets {
            told.push(self.next().await);
        }
        for (wallet, number) in wallets {
            let event = changed(*wallet, *number);
            assert!(told.contains(&event), "{event:?} in {told:?}");
        }
    }

    /// The next event, or `None` at the end of the stream.
    async fn next(&mut self) -> Option<Event> {
        let piece = timeout(SOON, next_piece(&mut self.0)).await.unwrap()?;
        let text = piece.strip_prefix("data: ").unwrap().trim_end();
        Some(serde_json::from_str(text).unwrap())
    }
}

fn changed(wallet: api::WalletId, number: i64) -> Option<Event> {
    Some(Event::WalletChanged { wallet, number })
}

#[test]
fn t7_a_debit_by_the_desktop_arrives_within_a_second() {
    on_every_database(async |database| {
        let world = world(database).await;
        let server = Server::on(database).await;
        // Another process of the same database hears of it too, on PostgreSQL.
        let mut page = Page::open(&server.signed_in(world.stranger).await).await;
        assert_eq!(page.next().await, changed(world.strangers_own, 1));
        let desktop = server.desktop(world.stranger).await;
        let reply = desktop
            .post_once("/generations", "k", &json!({"images": 1}))
            .await;
        assert_eq!(reply.status, StatusCode::CREATED);
        let told = timeout(Duration::from_secs(1), page.next()).await.unwrap();
        assert_eq!(told, changed(world.strangers_own, 2));
    });
}

#[test]
fn i18_a_stream_tells_of_nobody_elses_wallet_and_not_after_a_removal() {
    on_every_database(async |database| {
        let world = world(database).await;
        let server = Server::on(database).await;
        let mut member = Page::open(&server.signed_in(world.member).await).await;
        member
            .begins_with(&[(world.members_own, 1), (world.shared, 0)])
            .await;

        // The stranger's own line comes before the shared one, and is not told.
        let book = async |wallet, number: &str| {
            let line = purchase(wallet, 100, number);
            crate::support::book(database, &line).await.unwrap();
        };
        book(world.strangers_own, "S1").await;
        book(world.shared, "S2").await;
        assert_eq!(member.next().await, changed(world.shared, 1));

        database
            .write(async |tx| {
                store::organisation::remove_member(tx, world.organisation, world.member).await
            })
            .await
            .unwrap();
        book(world.shared, "S3").await;
        assert_eq!(member.next().await, Some(Event::SessionChanged));
        book(world.members_own, "S4").await;
        assert_eq!(member.next().await, changed(world.members_own, 2));
    });
}

#[test]
fn i18_a_payment_is_told_to_who_may_see_the_wallet_and_to_nobody_else() {
    on_every_database(async |database| {
        let stage = Stage::on(database).await;
        let world = stage.world;
        let paying = |wallet| Some(Event::PaymentChanged { wallet });
        let mut owner = Page::open(&stage.browser).await;
        owner
            .begins_with(&[(world.owners_own, 2), (world.shared, 0)])
            .await;
        let mut member = Page::open(&stage.server.signed_in(world.member).await).await;
        member
            .begins_with(&[(world.members_own, 1), (world.shared, 0)])
            .await;
        let mut stranger = Page::open(&stage.server.signed_in(world.stranger).await).await;
        assert_eq!(stranger.next().await, changed(world.strangers_own, 1));

        // A save, a card, a purchase of the owner's own.
        let body = json!({"setting": {"on": {"threshold": 2_000, "package": "100",
            "monthly_limit": "no_limit"}}});
        let path = "/wallets/personal/auto-renewal";
        stage
            .browser
            .put(path, "\"0\"", &body)
            .await
            .json::<serde_json::Value>();
        assert_eq!(owner.next().await, paying(world.owners_own));
        stage
            .till
            .store_card(world.owners_own, TestCard::Mastercard)
            .await;
        assert_eq!(owner.next().await, paying(world.owners_own));
        let body = json!({"package": "50", "price": {"amount_minor": 2600, "currency": "CHF"}});
        let reply = stage
            .browser
            .post_once("/wallets/personal/purchases", "k", &body)
            .await;
        assert_eq!(reply.status, StatusCode::CREATED);
        assert_eq!(owner.next().await, paying(world.owners_own));
        stage.settle().await;
        let mut told = Vec::new();
        while !told.contains(&changed(world.owners_own, 3)) {
            told.push(owner.next().await);
        }
        assert!(
            told.contains(&paying(world.owners_own))
                || owner.next().await == paying(world.owners_own)
        );

        // The shared one: the member too, the stranger not.
        stage.till.store_card(world.shared, TestCard::Visa).await;
        assert_eq!(member.next().await, paying(world.shared));
        let line = purchase(world.strangers_own, 100, "S1");
        crate::support::book(database, &line).await.unwrap();
        let line = purchase(world.members_own, 100, "S2");
        crate::support::book(database, &line).await.unwrap();
        assert_eq!(stranger.next().await, changed(world.strangers_own, 2));
        assert_eq!(member.next().await, changed(world.members_own, 2));

        // And nobody who was removed.
        database
            .write(async |tx| {
                store::organisation::remove_member(tx, world.organisation, world.member).await
            })
            .await
            .unwrap();
        stage
            .till
            .store_card(world.shared, TestCard::Mastercard)
            .await;
        assert_eq!(member.next().await, Some(Event::SessionChanged));
        let line = purchase(world.members_own, 100, "S3");
        crate::support::book(database, &line).await.unwrap();
        assert_eq!(member.next().await, changed(world.members_own, 3));
    });
}

#[test]
fn i21_signing_out_ends_the_stream_of_that_session_only() {
    on_every_database(async |database| {
        let world = world(database).await;
        let server = Server::on(database).await;
        let browser = server.signed_in(world.stranger).await;
        let other = server.signed_in(world.stranger).await;
        let (mut ended, mut open) = (Page::open(&browser).await, Page::open(&other).await);
        assert_eq!(ended.next().await, changed(world.strangers_own, 1));
        assert_eq!(open.next().await, changed(world.strangers_own, 1));
        browser.delete("/session").await;
        assert_eq!(ended.next().await, None);
        let line = purchase(world.strangers_own, 100, "S1");
        crate::support::book(database, &line).await.unwrap();
        assert_eq!(open.next().await, changed(world.strangers_own, 2));
    });
}

#[test]
fn i21_a_session_that_has_expired_is_told_nothing_more() {
    on_every_database(async |database| {
        let world = world(database).await;
        let server = Server::on(database).await;
        let browser = server.signed_in(world.stranger).await;
        let mut page = Page::open(&browser).await;
        assert_eq!(page.next().await, changed(world.strangers_own, 1));
        pass(database, Duration::from_secs(30 * 60));
        let line = purchase(world.strangers_own, 100, "S1");
        crate::support::book(database, &line).await.unwrap();
        assert_eq!(page.next().await, None);
    });
}

#[test]
fn i21_a_stream_ends_with_its_session_however_busy_other_people_are() {
    on_every_database(async |database| {
        let world = world(database).await;
        let server = Server::on(database).await;
        let browser = server.signed_in(world.stranger).await;
        // Kept awake until half a second before the latest end of any session.
        for _ in 0..35 {
            pass(database, Duration::from_secs(20 * 60));
            assert!(browser.get("/session").await.status.is_success());
        }
        let rest = Duration::from_millis(500);
        pass(database, Duration::from_secs(20 * 60) - rest);
        let mut page = Page::open(&browser).await;
        assert_eq!(page.next().await, changed(world.strangers_own, 1));
        pass(database, rest);
        let busy = async {
            for number in 0.. {
                let line = purchase(world.shared, 100, &format!("S{number}"));
                crate::support::book(database, &line).await.unwrap();
            }
        };
        tokio::select! {
            () = busy => unreachable!("people are busy for ever"),
            told = page.next() => assert_eq!(told, None),
        }
    });
}

#[test]
fn a_session_has_a_bounded_number_of_streams_and_closed_ones_do_not_count() {
    on_every_database(async |database| {
        let world = world(database).await;
        let server = Server::on(database).await;
        let browser = server.signed_in(world.stranger).await;
        let mut pages = Vec::new();
        for _ in 0..10 {
            let mut page = Page::open(&browser).await;
            page.next().await;
            pages.push(page);
        }
        let reply = timeout(SOON, browser.get("/events")).await.unwrap();
        reply.assert_refused(Code::TooManyRequests);
        assert!(reply.headers.contains_key("retry-after"));
        pages.clear();
        // The server notices a closed page when its task runs next.
        let reopened = async {
            loop {
                let request = browser.request(Method::GET, "/events");
                let answer = server.send(request.body(Body::empty()).unwrap()).await;
                if answer.status() == StatusCode::OK {
                    return;
                }
                tokio::task::yield_now().await;
            }
        };
        timeout(SOON, reopened).await.unwrap();
    });
}

#[test]
fn a_stopping_server_ends_its_streams() {
    on_every_database(async |database| {
        let world = world(database).await;
        let server = Server::on(database).await;
        let mut page = Page::open(&server.signed_in(world.stranger).await).await;
        page.next().await;
        server.app.stopping.cancel();
        assert_eq!(page.next().await, None);
    });
}

#[test]
fn o5_an_open_page_hears_of_its_users_new_role() {
    on_every_database(async |database| {
        let world = world(database).await;
        let server = Server::on(database).await;
        let mut member = Page::open(&server.signed_in(world.member).await).await;
        member
            .begins_with(&[(world.members_own, 1), (world.shared, 0)])
            .await;
        let owner = server.signed_in(world.owner).await;
        let path = format!(
            "/organisations/{}/members/{}",
            world.organisation, world.member
        );
        let reply = owner.put(&path, "\"0\"", &json!({"role": "admin"})).await;
        assert_eq!(reply.status, StatusCode::NO_CONTENT, "{}", reply.text());
        assert_eq!(member.next().await, Some(Event::SessionChanged));
    });
}
