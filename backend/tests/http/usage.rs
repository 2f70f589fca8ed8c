//! Who has used how much of the shared credits (O1, U1).

use api::{Credits, organisation::Role, usage::Usage};
use backend::{generation, store};
use chrono::TimeDelta;

use crate::{
    client::Server,
    support::{World, book, debit, on_every_database, person, purchase, start, world},
};

fn whole(credits: i32) -> Credits {
    Credits::whole(credits)
}

#[test]
fn u1_the_members_and_who_was_removed_add_up_to_the_organisation() {
    on_every_database(async |database| {
        let world = world(database).await;
        let World {
            owner,
            admin,
            member,
            organisation,
            shared,
            ..
        } = world;
        book(database, &purchase(shared, 100_000, "S1"))
            .await
            .unwrap();
        let gone = database
            .write(async |tx| {
                let (gone, _) = person(tx, "Gone Canary").await?;
                store::organisation::insert_member(tx, organisation, gone, Role::Member).await?;
                Ok(gone)
            })
            .await
            .unwrap();
        // Before the month began: it is not in its usage, but in a longer period's.
        debit(database, member, 7, Some(shared)).await.unwrap();
        database.clock().set(start() + TimeDelta::days(40));
        debit(database, member, 3, Some(shared)).await.unwrap();
        debit(database, owner, 5, Some(shared)).await.unwrap();
        debit(database, gone, 2, Some(shared)).await.unwrap();
        // What was given back is not used; what is one's own is nobody else's.
        let failed = debit(database, owner, 4, Some(shared)).await.unwrap();
        database
            .write(async |tx| generation::refund(tx, owner, failed.id).await)
            .await
            .unwrap();
        debit(database, owner, 1, None).await.unwrap();
        database
            .write(async |tx| {
                store::organisation::remove_member(tx, organisation, gone).await?;
                let sql = "UPDATE users SET name = 'Changed' WHERE name = 'Gone Canary'";
                tx.execute(sql, []).await
            })
            .await
            .unwrap();
        let server = Server::on(database).await;
        let path = format!("/organisations/{organisation}/usage");
        let viewer = server.signed_in(admin).await;
        let usage: Usage = viewer.get(&path).await.json();
        let rows: Vec<_> = usage
            .members
            .iter()
            .map(|one| (one.name.as_str(), one.used, one.removed))
            .collect();
        assert_eq!(
            rows,
            [
                ("Zoë Bärtschi", whole(5), false),
                ("Max O'Neil", whole(3), false),
                ("Gone Canary", whole(2), true),
                ("Anna Muster", Credits::ZERO, false),
            ]
        );
        assert_eq!(usage.used, whole(10));
        // April in Zurich.
        assert_eq!(usage.from.to_rfc3339(), "2026-03-31T22:00:00+00:00");
        assert_eq!(usage.until.to_rfc3339(), "2026-04-30T22:00:00+00:00");

        let all = format!("{path}?from=2026-01-01T00:00:00Z");
        let usage: Usage = viewer.get(&all).await.json();
        assert_eq!(usage.used, whole(17));
        let none = format!("{path}?from=2026-03-03T00:00:00Z&until=2026-03-03T00:00:00Z");
        let usage: Usage = viewer.get(&none).await.json();
        assert_eq!((usage.used, usage.members.len()), (Credits::ZERO, 3));
        let reversed = format!("{path}?from=2026-03-03T00:00:00Z&until=2026-03-02T00:00:00Z");
        let usage: Usage = viewer.get(&reversed).await.json();
        assert_eq!(usage.used, Credits::ZERO);
    });
}

#[test]
fn rule_10_a_plain_member_sees_their_own_usage_alone() {
    on_every_database(async |database| {
        let world = world(database).await;
        book(database, &purchase(world.shared, 100_000, "S1"))
            .await
            .unwrap();
        debit(database, world.owner, 5, Some(world.shared))
            .await
            .unwrap();
        debit(database, world.member, 3, Some(world.shared))
            .await
            .unwrap();
        let server = Server::on(database).await;
        let member = server.signed_in(world.member).await;
        let path = format!("/organisations/{}/usage", world.organisation);
        let usage: Usage = member.get(&path).await.json();
        assert_eq!(usage.members.len(), 1);
        assert_eq!(usage.members[0].user, world.member);
        assert_eq!(usage.used, whole(3));
    });
}
