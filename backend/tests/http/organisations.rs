//! Who is removed from an organisation by whom, and what follows (rules 11 and 12).

use api::{Code, UserId, organisation::Role, session::Session};
use axum::http::StatusCode;
use backend::{
    Error, organisation,
    shop::Shop,
    store::{self, Database, outbox},
};
use serde_json::json;

use crate::{
    client::Server,
    support::{World, assert_sound, book, debit, on_every_database, person, purchase, world},
};

async fn join(database: &Database, world: &World, name: &str, role: Role) -> UserId {
    database
        .write(async |tx| {
            let (user, _) = person(tx, name).await?;
            store::organisation::insert_member(tx, world.organisation, user, role).await?;
            Ok(user)
        })
        .await
        .unwrap()
}

async fn set_role(
    database: &Database,
    world: &World,
    changer: UserId,
    person: UserId,
    role: Role,
) -> Result<(), Error> {
    let organisation = world.organisation;
    database
        .write(async |tx| organisation::set_role(tx, changer, organisation, person, role).await)
        .await
}

async fn role(database: &Database, world: &World, person: UserId) -> Option<Role> {
    database
        .read(async |tx| store::organisation::role_of(tx, world.organisation, person).await)
        .await
        .unwrap()
}

async fn remove(
    database: &Database,
    world: &World,
    remover: UserId,
    removed: UserId,
) -> Result<(), Error> {
    let organisation = world.organisation;
    database
        .write(async |tx| {
            organisation::remove(tx, &Shop::default(), remover, organisation, removed).await
        })
        .await
}

#[test]
fn rule_12_i16_who_is_removed_spends_and_sees_nothing_more_and_is_told_once() {
    on_every_database(async |database| {
        let world = world(database).await;
        book(database, &purchase(world.shared, 10_000, "A1"))
            .await
            .unwrap();
        let server = Server::on(database).await;
        let owner = server.signed_in(world.owner).await;
        let member = server.signed_in(world.member).await;
        let desktop = server.desktop(world.member).await;
        debit(database, world.member, 1, Some(world.shared))
            .await
            .unwrap();
        let path = format!(
            "/organisations/{}/members/{}",
            world.organisation, world.member
        );
        let preview = owner.get(&format!("{path}/removal-mail")).await;
        let preview: api::organisation::MailPreview = preview.json();
        let reply = owner.delete(&path).await;
        assert_eq!(reply.status, StatusCode::NO_CONTENT, "{}", reply.text());
        let body = json!({"images": 1, "wallet": world.shared});
        let reply = desktop.post_once("/generations", "k", &body).await;
        reply.assert_refused(Code::NotFound);
        let session: Session = member.get("/session").await.json();
        assert_eq!((session.wallets.len(), session.memberships.len()), (1, 0));
        let shared = format!("/wallets/{}", world.shared);
        member.get(&shared).await.assert_refused(Code::NotFound);
        // Whoever repeats it learns that it is done.
        owner.delete(&path).await.assert_refused(Code::NotFound);
        let mails = database
            .read(async |tx| outbox::newest(tx, 10).await)
            .await
            .unwrap();
        let [mail] = &mails[..] else {
            panic!("{mails:?}");
        };
        let subject = "You no longer have access to the shared credits of Lichtwerk";
        assert_eq!(mail.subject, subject);
        assert_eq!(
            (&preview.subject, &preview.text),
            (&mail.subject, &mail.plain)
        );
        assert!(
            mail.plain.contains("Zoë Bärtschi has removed you"),
            "{}",
            mail.plain
        );
        assert!(mail.plain.contains("Hello Max O'Neil"), "{}", mail.plain);
    });
}

#[test]
fn rules_10_and_11_owners_remove_anybody_else_and_admins_whoever_is_no_owner() {
    on_every_database(async |database| {
        let world = world(database).await;
        for (remover, removed, answer) in [
            (Role::Owner, Role::Owner, None),
            (Role::Owner, Role::Admin, None),
            (Role::Owner, Role::Member, None),
            (Role::Admin, Role::Owner, Some(Code::Forbidden)),
            (Role::Admin, Role::Admin, None),
            (Role::Admin, Role::Member, None),
            (Role::Member, Role::Owner, Some(Code::Forbidden)),
            (Role::Member, Role::Admin, Some(Code::Forbidden)),
            (Role::Member, Role::Member, Some(Code::Forbidden)),
        ] {
            let one = join(database, &world, "One", remover).await;
            let other = join(database, &world, "Other", removed).await;
            let outcome = remove(database, &world, one, other).await;
            assert_eq!(
                outcome.err().map(|error| error.code()),
                answer,
                "{remover:?} removes {removed:?}"
            );
        }
        let outcome = remove(database, &world, world.owner, world.stranger).await;
        assert_eq!(outcome.unwrap_err().code(), Code::NotFound);
        let outcome = remove(database, &world, world.stranger, world.owner).await;
        assert_eq!(outcome.unwrap_err().code(), Code::NotFound);
    });
}

#[test]
fn i17_of_two_owners_who_remove_each_other_one_stays_in_five_hundred_rounds() {
    on_every_database(async |database| {
        let world = world(database).await;
        let mut owner = world.owner;
        for round in 0..500 {
            let rival = join(database, &world, "Rival", Role::Owner).await;
            let (one, other) = tokio::join!(
                remove(database, &world, owner, rival),
                remove(database, &world, rival, owner),
            );
            assert_ne!(one.is_ok(), other.is_ok(), "round {round}");
            let loser = one.and(other).unwrap_err();
            assert_eq!(loser.code(), Code::NotFound, "round {round}");
            let present = database
                .read(async |tx| store::organisation::members(tx, world.organisation).await)
                .await
                .unwrap();
            let owners: Vec<_> = present
                .iter()
                .filter(|member| member.role == Role::Owner)
                .collect();
            assert_eq!(owners.len(), 1, "round {round}");
            owner = owners[0].user;
        }
    });
}

#[test]
fn o8_everybody_may_leave_without_a_mail_but_the_last_owner() {
    on_every_database(async |database| {
        let world = world(database).await;
        for what in [Role::Owner, Role::Admin, Role::Member] {
            let one = join(database, &world, "One", what).await;
            remove(database, &world, one, one).await.unwrap();
            assert_eq!(role(database, &world, one).await, None, "{what:?}");
        }
        let outcome = remove(database, &world, world.owner, world.owner).await;
        assert_eq!(outcome.unwrap_err().code(), Code::LastOwner);
        assert_eq!(role(database, &world, world.owner).await, Some(Role::Owner));
        let mails = database.read(async |tx| outbox::newest(tx, 10).await).await;
        assert_eq!(mails.unwrap(), []);
    });
}

#[test]
fn o5_ownership_is_handed_on_and_the_last_owner_stays_one() {
    on_every_database(async |database| {
        let world = world(database).await;
        let World { owner, member, .. } = world;
        for changer in [
            world.member,
            join(database, &world, "Ada", Role::Admin).await,
        ] {
            let outcome = set_role(database, &world, changer, changer, Role::Owner).await;
            assert_eq!(outcome.unwrap_err().code(), Code::Forbidden);
        }
        let outcome = set_role(database, &world, owner, world.stranger, Role::Admin).await;
        assert_eq!(outcome.unwrap_err().code(), Code::NotFound);
        let outcome = set_role(database, &world, world.stranger, member, Role::Admin).await;
        assert_eq!(outcome.unwrap_err().code(), Code::NotFound);
        let outcome = set_role(database, &world, owner, owner, Role::Admin).await;
        assert_eq!(outcome.unwrap_err().code(), Code::LastOwner);

        set_role(database, &world, owner, member, Role::Owner)
            .await
            .unwrap();
        // The same again changes nothing.
        set_role(database, &world, owner, member, Role::Owner)
            .await
            .unwrap();
        set_role(database, &world, owner, owner, Role::Member)
            .await
            .unwrap();
        assert_eq!(role(database, &world, owner).await, Some(Role::Member));
        assert_eq!(role(database, &world, member).await, Some(Role::Owner));
        let outcome = set_role(database, &world, owner, member, Role::Member).await;
        assert_eq!(outcome.unwrap_err().code(), Code::Forbidden);
    });
}

#[test]
fn i17_of_two_owners_who_demote_each_other_or_leave_one_stays_in_five_hundred_rounds() {
    on_every_database(async |database| {
        let world = world(database).await;
        let mut owner = world.owner;
        for round in 0..500 {
            let rival = join(database, &world, "Rival", Role::Owner).await;
            let demote = |one, other| set_role(database, &world, one, other, Role::Member);
            let leave = |one| remove(database, &world, one, one);
            let (one, other) = match round % 3 {
                0 => tokio::join!(demote(owner, rival), demote(rival, owner)),
                1 => tokio::join!(demote(owner, owner), leave(rival)),
                _ => tokio::join!(leave(owner), leave(rival)),
            };
            assert_ne!(one.is_ok(), other.is_ok(), "round {round}");
            let present = database
                .read(async |tx| store::organisation::members(tx, world.organisation).await)
                .await
                .unwrap();
            let mut owners = present.iter().filter(|member| member.role == Role::Owner);
            owner = owners.next().unwrap().user;
            assert_eq!(owners.next(), None, "round {round}");
        }
    });
}

#[test]
fn i16_no_debit_begun_after_the_answer_to_a_removal_succeeds_in_five_hundred_rounds() {
    on_every_database(async |database| {
        let world = world(database).await;
        let World { owner, shared, .. } = world;
        book(database, &purchase(shared, 1_000_000, "S1"))
            .await
            .unwrap();
        for round in 0..500 {
            let member = join(database, &world, "Spends", Role::Member).await;
            let spend = || debit(database, member, 1, Some(shared));
            let (_, removed, _) = tokio::join!(
                spend(),
                async {
                    remove(database, &world, owner, member).await.unwrap();
                    spend().await
                },
                spend(),
            );
            // Those beside the removal may come before it; one behind it never does.
            let refused = removed.unwrap_err();
            assert_eq!(refused.code(), Code::NotFound, "round {round}");
        }
        assert_sound(database).await;
    });
}
