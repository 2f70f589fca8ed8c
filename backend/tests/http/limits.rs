//! How many shared credits a member may use in a calendar month (O6).

use api::{
    Code, Credits, UserId,
    generation::Generation,
    limit::{Limit, MemberLimit},
    organisation::Organisation,
    usage::Usage,
};
use axum::http::StatusCode;
use backend::{
    Error, generation, member_limit, renewal,
    store::{self, Database, Dialect, outbox},
};
use chrono::TimeDelta;
use serde_json::json;

use crate::{
    client::Server,
    support::{World, assert_sound, book, debit, on_every_database, purchase, start, world},
};

/// A world whose shared wallet is full.
async fn rich(database: &Database) -> World {
    let world = world(database).await;
    book(database, &purchase(world.shared, 1_000_000, "S1"))
        .await
        .unwrap();
    world
}

async fn set_default(database: &Database, world: &World, credits: i32) {
    let limit = Limit::AtMost(Credits::whole(credits));
    database
        .write(async |tx| {
            member_limit::set_default(tx, world.owner, world.organisation, limit).await
        })
        .await
        .unwrap();
}

async fn set_own(database: &Database, world: &World, person: UserId, limit: MemberLimit) {
    let World {
        owner,
        organisation,
        ..
    } = *world;
    database
        .write(async |tx| member_limit::set_own(tx, owner, organisation, person, limit).await)
        .await
        .unwrap();
}

async fn spend(database: &Database, world: &World, images: u32) -> Result<Generation, Error> {
    debit(database, world.member, images, Some(world.shared)).await
}

#[test]
fn o6_a_member_uses_no_more_than_their_limit_and_their_own_credits_still_pay() {
    on_every_database(async |database| {
        let world = rich(database).await;
        set_default(database, &world, 3).await;
        let first = spend(database, &world, 2).await.unwrap();
        let refused = spend(database, &world, 2).await.unwrap_err();
        assert_eq!(refused.code(), Code::MemberLimitReached);
        // Another member's use is not theirs.
        debit(database, world.admin, 3, Some(world.shared))
            .await
            .unwrap();
        // What fits still does, and what was given back is not used.
        spend(database, &world, 1).await.unwrap();
        assert!(spend(database, &world, 1).await.is_err());
        database
            .write(async |tx| generation::refund(tx, world.member, first.id).await)
            .await
            .unwrap();
        spend(database, &world, 2).await.unwrap();
        // Where no wallet is named their own pays first, and then nothing does.
        for _ in 0..5 {
            debit(database, world.member, 1, None).await.unwrap();
        }
        let refused = debit(database, world.member, 1, None).await.unwrap_err();
        assert_eq!(refused.code(), Code::MemberLimitReached);
        // The next calendar month begins in Zurich.
        database
            .clock()
            .set("2026-03-31T21:59:59Z".parse().unwrap());
        assert!(spend(database, &world, 1).await.is_err());
        database
            .clock()
            .set("2026-03-31T22:00:00Z".parse().unwrap());
        spend(database, &world, 3).await.unwrap();
        assert_sound(database).await;
    });
}

#[test]
fn o6_a_limit_of_their_own_goes_before_the_organisations() {
    on_every_database(async |database| {
        let world = rich(database).await;
        set_default(database, &world, 1).await;
        set_own(
            database,
            &world,
            world.member,
            MemberLimit::Own(Limit::NoLimit),
        )
        .await;
        spend(database, &world, 50).await.unwrap();
        let nothing = MemberLimit::Own(Limit::AtMost(Credits::ZERO));
        set_own(database, &world, world.admin, nothing).await;
        let refused = debit(database, world.admin, 1, Some(world.shared)).await;
        assert_eq!(refused.unwrap_err().code(), Code::MemberLimitReached);
        set_own(database, &world, world.admin, MemberLimit::Default).await;
        debit(database, world.admin, 1, Some(world.shared))
            .await
            .unwrap();
    });
}

#[test]
fn o6_of_fifty_debits_at_once_as_many_succeed_as_the_limit_allows() {
    on_every_database(async |database| {
        let world = rich(database).await;
        set_default(database, &world, 10).await;
        let debits = (0..50).map(|_| spend(database, &world, 1));
        let outcomes = futures_util::future::join_all(debits).await;
        let (paid, refused): (Vec<_>, Vec<_>) = outcomes.into_iter().partition(Result::is_ok);
        assert_eq!(paid.len(), 10);
        for error in refused.into_iter().filter_map(Result::err) {
            assert_eq!(error.code(), Code::MemberLimitReached);
        }
        assert_sound(database).await;
    });
}

#[test]
fn o6_a_member_is_told_once_a_month_at_four_fifths_and_when_nothing_more_fits() {
    on_every_database(async |database| {
        let world = rich(database).await;
        set_default(database, &world, 10).await;
        let subjects = async || {
            let mails = database.read(async |tx| outbox::newest(tx, 10).await).await;
            let mut subjects: Vec<_> = mails
                .unwrap()
                .into_iter()
                .map(|mail| mail.subject)
                .collect();
            subjects.sort();
            subjects
        };
        spend(database, &world, 7).await.unwrap();
        assert_eq!(subjects().await, [""; 0]);
        let last = spend(database, &world, 1).await.unwrap();
        let near = "80% of your monthly limit of shared credits of Lichtwerk is used";
        assert_eq!(subjects().await, [near]);
        // Down and up again is told once.
        database
            .write(async |tx| generation::refund(tx, world.member, last.id).await)
            .await
            .unwrap();
        spend(database, &world, 1).await.unwrap();
        assert_eq!(subjects().await, [near]);
        spend(database, &world, 2).await.unwrap();
        let reached = "Your monthly limit of shared credits of Lichtwerk is used up";
        assert_eq!(subjects().await, [near, reached]);
        database.clock().set(start() + TimeDelta::days(31));
        spend(database, &world, 10).await.unwrap();
        assert_eq!(subjects().await, [near, reached, reached]);
    });
}

#[test]
fn o6_owners_and_admins_set_limits_and_a_member_sees_their_own() {
    on_every_database(async |database| {
        let world = rich(database).await;
        let World {
            organisation,
            owner,
            member,
            ..
        } = world;
        let server = Server::on(database).await;
        let browser = server.signed_in(owner).await;
        let default = format!("/organisations/{organisation}/member-limit");
        let own = format!("/organisations/{organisation}/members/{member}/limit");
        for (path, body) in [
            (&default, json!({"default_limit": {"at_most": 20_000}})),
            (&own, json!({"limit": {"own": {"at_most": 5_000}}})),
        ] {
            let reply = browser.put(path, "\"0\"", &body).await;
            assert_eq!(reply.status, StatusCode::NO_CONTENT, "{}", reply.text());
        }
        for body in [
            json!({"default_limit": {"at_most": -1}}),
            json!({"default_limit": "none"}),
            json!({"default_limit": {"at_most": 1, "no_limit": null}}),
        ] {
            let reply = browser.put(&default, "\"0\"", &body).await;
            reply.assert_refused(Code::MalformedBody);
        }
        let path = format!("/organisations/{organisation}");
        let seen: Organisation = browser.get(&path).await.json();
        assert_eq!(seen.default_limit, Limit::AtMost(Credits::whole(200)));
        let of = |user| {
            seen.members
                .iter()
                .find(|one| one.user == user)
                .unwrap()
                .limit
        };
        let fifty = Limit::AtMost(Credits::whole(50));
        assert_eq!(of(member), Some(MemberLimit::Own(fifty)));
        assert_eq!(of(owner), Some(MemberLimit::Default));

        let theirs = server.signed_in(member).await;
        let seen: Organisation = theirs.get(&path).await.json();
        assert!(seen.members.iter().all(|one| one.limit.is_none()));
        let usage: Usage = theirs.get(&format!("{path}/usage")).await.json();
        assert_eq!(usage.members[0].limit, Some(Credits::whole(50)));
    });
}

#[test]
fn who_debits_and_who_changes_rules_limits_and_members_never_wait_in_a_circle() {
    on_every_database(async |database| {
        let world = rich(database).await;
        let World { owner, shared, .. } = world;
        let card = backend::gateway::StoredCard {
            method: "pm_1".to_owned(),
            card: api::payment::PaymentMethod {
                brand: "visa".to_owned(),
                last4: "4242".to_owned(),
                expiry_month: 12,
                expiry_year: 2031,
            },
        };
        database
            .write(async |tx| {
                store::payment_account::insert(tx, shared, "cus_1").await?;
                store::payment_account::set_card(tx, shared, &card).await
            })
            .await
            .unwrap();
        let on = json!({"on": {"threshold": 2_000, "package": "100", "monthly_limit": "no_limit"}});
        let shop = backend::shop::Shop::default();
        for round in 0..100 {
            let setting = if round % 2 == 0 {
                on.clone()
            } else {
                json!("off")
            };
            let wanted = json!({"setting": setting, "renew_at_once": false});
            let wanted = serde_json::from_value(wanted).unwrap();
            let save = async {
                let read = database
                    .read(async |tx| store::auto_renewal::find(tx, shared).await)
                    .await
                    .unwrap();
                database
                    .write(async |tx| {
                        renewal::save(tx, &shop, owner, shared, read.version, &wanted).await
                    })
                    .await
            };
            let limit = match round % 2 {
                0 => MemberLimit::Own(Limit::NoLimit),
                _ => MemberLimit::Default,
            };
            let (one, two, saved, ()) = tokio::join!(
                spend(database, &world, 1),
                spend(database, &world, 1),
                save,
                set_own(database, &world, world.member, limit),
            );
            one.unwrap();
            two.unwrap();
            saved.unwrap();
        }
        if database.dialect() == Dialect::Postgres {
            // A circle is broken by PostgreSQL, and tried again: it would only be slow. The
            // count follows within a second.
            tokio::time::sleep(std::time::Duration::from_millis(1_500)).await;
            let sql = "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()";
            let circles = database
                .read(async |tx| tx.fetch_one(sql, []).await?.int("deadlocks"))
                .await
                .unwrap();
            assert_eq!(circles, 0);
        }
        assert_sound(database).await;
    });
}
