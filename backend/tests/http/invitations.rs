//! How somebody comes to belong to an organisation (rule 13, I19).

#[path = "invitations/races.rs"]
mod races;
#[path = "invitations/sign_up.rs"]
mod sign_up;

use api::{
    Code, EmailAddress, UserId,
    invitation::{InvitationOffer, InvitationToken, Invite, InviteOutcome, Invited},
    organisation::{Organisation, Role},
    session::Session,
};
use axum::http::StatusCode;
use backend::{
    Error, account, invitation, organisation,
    shop::Shop,
    store::{self, Database, outbox},
};
use chrono::TimeDelta;
use serde_json::json;

use crate::{
    client::{Client, Reply, Server},
    support::{World, assert_sound, on_every_database, start, world},
};

const ADDRESS: &str = "ruth.keller@example.ch";

async fn user(database: &Database, email: &str) -> UserId {
    let email: EmailAddress = email.parse().unwrap();
    let created = database
        .write(async |tx| account::create_user(tx, &email, "Ruth Keller", "no hash").await)
        .await;
    created.unwrap().0
}

async fn invite(client: &Client, world: &World, emails: &[&str], resend: bool) -> Reply {
    let path = format!("/organisations/{}/invitations", world.organisation);
    let body = json!({"emails": emails, "resend": resend});
    client.post_once(&path, "unused", &body).await
}

/// Invites an address and returns what its link holds.
async fn token(database: &Database, world: &World, email: &str) -> InvitationToken {
    let (by, organisation) = (world.owner, world.organisation);
    let wanted = Invite {
        emails: vec![email.to_owned()],
        resend: true,
    };
    let before = tokens(database, email).await;
    database
        .write(async |tx| {
            let shop = Shop::default();
            let answers = invitation::invite(
                tx,
                &shop,
                by,
                organisation,
                &wanted,
                invitation::PER_INVITER,
            )
            .await?;
            assert_eq!(answers[0].outcome, InviteOutcome::Sent);
            Ok(())
        })
        .await
        .unwrap();
    let mut after = tokens(database, email).await;
    after.retain(|token| !before.contains(token));
    assert_eq!(after.len(), 1);
    after.remove(0)
}

/// What the links of an address's mails hold.
async fn tokens(database: &Database, email: &str) -> Vec<InvitationToken> {
    let mails = database
        .read(async |tx| outbox::newest(tx, 100).await)
        .await;
    let mut mails = mails.unwrap();
    mails.retain(|mail| mail.recipient == email);
    mails.iter().filter_map(|mail| held(&mail.plain)).collect()
}

/// What the link in a mail's text holds.
fn held(plain: &str) -> Option<InvitationToken> {
    let (_, rest) = plain.split_once("/invitation#")?;
    rest.get(..43)?.parse().ok()
}

async fn look_up(client: &Client, token: &InvitationToken) -> Reply {
    let body = json!({"token": token});
    client
        .post_once("/invitations/look-up", "unused", &body)
        .await
}

async fn accept(client: &Client, token: &InvitationToken) -> Reply {
    let body = json!({"token": token});
    client
        .post_once("/invitations/accept", "unused", &body)
        .await
}

async fn role(database: &Database, world: &World, person: UserId) -> Option<Role> {
    database
        .read(async |tx| store::organisation::role_of(tx, world.organisation, person).await)
        .await
        .unwrap()
}

#[test]
fn rule_13_the_addressee_follows_the_link_of_a_mail_and_is_a_member() {
    on_every_database(async |database| {
        let world = world(database).await;
        let server = Server::on(database).await;
        let owner = server.signed_in(world.owner).await;
        let ruth = user(database, "Ruth.Keller@Example.ch").await;
        let reply = invite(&owner, &world, &[ADDRESS], false).await;
        let answers: Invited = reply.json();
        assert_eq!(answers.answers[0].outcome, InviteOutcome::Sent);

        let mails = database.read(async |tx| outbox::newest(tx, 10).await).await;
        let [mail] = &mails.unwrap()[..] else {
            panic!("not one mail");
        };
        assert_eq!(mail.recipient, ADDRESS);
        let subject = "Zoë Bärtschi invites you to the shared credits of Lichtwerk";
        assert_eq!(mail.subject, subject);
        assert!(mail.plain.contains("until 16 March 2026"), "{}", mail.plain);
        let token = held(&mail.plain).unwrap();
        assert!(mail.html.contains(token.as_str()));

        // The tables let nobody in.
        let stored = database
            .read(async |tx| {
                let sql = "SELECT token_hash FROM invitation_links";
                tx.fetch_one(sql, []).await?.bytes("token_hash")
            })
            .await
            .unwrap();
        assert_ne!(stored, token.as_str().as_bytes());
        assert_eq!(stored.len(), 32);

        let browser = server.signed_in(ruth).await;
        for client in [&server.browser(), &browser] {
            let offer: InvitationOffer = look_up(client, &token).await.json();
            assert_eq!(offer.name, "Lichtwerk");
            assert_eq!(offer.invited_by, "Zoë Bärtschi");
            assert_eq!(offer.email.as_str(), ADDRESS);
            assert!(offer.has_account);
            assert_eq!(offer.expires_at, start() + TimeDelta::days(14));
        }
        let reply = accept(&browser, &token).await;
        assert_eq!(reply.status, StatusCode::NO_CONTENT, "{}", reply.text());
        assert_eq!(role(database, &world, ruth).await, Some(Role::Member));
        let session: Session = browser.get("/session").await.json();
        assert!(session.wallets.iter().any(|one| one.id == world.shared));
        // It works once.
        accept(&browser, &token)
            .await
            .assert_refused(Code::InvalidInvitation);
        let path = format!("/organisations/{}", world.organisation);
        let organisation: Organisation = owner.get(&path).await.json();
        assert_eq!(organisation.invitations, []);
        assert_sound(database).await;
    });
}

#[test]
fn o3_each_address_gets_an_answer_and_none_keeps_another_from_being_invited() {
    on_every_database(async |database| {
        let world = world(database).await;
        let server = Server::on(database).await;
        let admin = server.signed_in(world.admin).await;
        let members = database
            .read(async |tx| store::organisation::members(tx, world.organisation).await)
            .await
            .unwrap();
        let member = members[0].email.to_string().to_uppercase();
        invite(&admin, &world, &["waits@example.ch"], false).await;
        let typed = [
            " new@example.ch ",
            &member,
            "Waits@example.ch",
            "no address",
            "NEW@example.ch",
            "",
            "a@b.ch\r\nBcc: x@y.ch",
        ];
        let reply = invite(&admin, &world, &typed, false).await;
        let invited: Invited = reply.json();
        let answers: Vec<_> = invited
            .answers
            .iter()
            .map(|one| (one.email.as_str(), one.outcome))
            .collect();
        assert_eq!(
            answers,
            [
                ("new@example.ch", InviteOutcome::Sent),
                (&*member, InviteOutcome::AlreadyMember),
                ("Waits@example.ch", InviteOutcome::AlreadyInvited),
                ("no address", InviteOutcome::Malformed),
                ("a@b.ch\r\nBcc: x@y.ch", InviteOutcome::Malformed),
            ]
        );
        let mails = database.read(async |tx| outbox::newest(tx, 10).await).await;
        assert_eq!(mails.unwrap().len(), 2);
        let path = format!("/organisations/{}", world.organisation);
        let organisation: Organisation = admin.get(&path).await.json();
        let invitations = organisation.invitations;
        let open: Vec<_> = invitations.iter().map(|one| one.email.as_str()).collect();
        assert_eq!(open.len(), 2, "{open:?}");
        assert!(invitations.iter().all(|one| !one.expired));
        assert!(
            invitations
                .iter()
                .all(|one| one.invited_by == "Anna Muster")
        );

        let many: Vec<_> = (0..101).map(|n| format!("p{n}@example.ch")).collect();
        let many: Vec<_> = many.iter().map(String::as_str).collect();
        for wrong in [&many[..], &[], &[" "]] {
            let reply = invite(&admin, &world, wrong, false).await;
            reply.assert_refused(Code::MalformedBody);
            assert_eq!(reply.problem().field.as_deref(), Some("emails"));
        }
    });
}

#[test]
fn rule_13_inviting_again_extends_the_same_invitation_and_every_link_of_it_works() {
    on_every_database(async |database| {
        let world = world(database).await;
        let server = Server::on(database).await;
        let path = format!("/organisations/{}", world.organisation);
        let first = token(database, &world, ADDRESS).await;
        database.clock().set(start() + TimeDelta::days(10));
        let second = token(database, &world, ADDRESS).await;
        database.clock().set(start() + TimeDelta::days(23));
        for token in [&first, &second] {
            let offer: InvitationOffer = look_up(&server.browser(), token).await.json();
            assert_eq!(offer.expires_at, start() + TimeDelta::days(24));
        }
        // One that has expired is sent again without being asked to.
        database.clock().set(start() + TimeDelta::days(24));
        let owner = server.signed_in(world.owner).await;
        let organisation: Organisation = owner.get(&path).await.json();
        assert!(organisation.invitations[0].expired);
        look_up(&server.browser(), &second)
            .await
            .assert_refused(Code::InvalidInvitation);
        let reply: Invited = invite(&owner, &world, &[ADDRESS], false).await.json();
        assert_eq!(reply.answers[0].outcome, InviteOutcome::Sent);
        let organisation: Organisation = owner.get(&path).await.json();
        assert_eq!(organisation.invitations.len(), 1);
        assert!(!organisation.invitations[0].expired);
    });
}

#[test]
fn i19_expired_used_revoked_foreign_and_unknown_links_look_the_same() {
    on_every_database(async |database| {
        let world = world(database).await;
        let server = Server::on(database).await;
        let owner = server.signed_in(world.owner).await;
        let ruth = user(database, ADDRESS).await;
        let browser = server.signed_in(ruth).await;
        let foreign = token(database, &world, "somebody.else@example.ch").await;
        let revoked = token(database, &world, "revoked@example.ch").await;
        let path = format!("/organisations/{}", world.organisation);
        let organisation: Organisation = owner.get(&path).await.json();
        let one = &organisation.invitations;
        let one = one
            .iter()
            .find(|one| one.email.as_str() == "revoked@example.ch");
        let id = one.unwrap().id;
        let path = format!("{path}/invitations/{id}");
        assert_eq!(owner.delete(&path).await.status, StatusCode::NO_CONTENT);
        owner.delete(&path).await.assert_refused(Code::NotFound);
        let used = token(database, &world, ADDRESS).await;
        accept(&browser, &used).await;
        let unknown: InvitationToken = "A".repeat(43).parse().unwrap();
        let mut replies = Vec::new();
        for token in [&foreign, &revoked, &used, &unknown] {
            replies.push(look_up(&browser, token).await);
            replies.push(accept(&browser, token).await);
        }
        for token in [&revoked, &used, &unknown] {
            replies.push(look_up(&server.browser(), token).await);
        }
        database.clock().set(start() + TimeDelta::days(14));
        let stranger = server.signed_in(world.stranger).await;
        replies.push(look_up(&stranger, &foreign).await);
        replies.push(look_up(&server.browser(), &foreign).await);
        for reply in &replies {
            assert_eq!(reply.status, StatusCode::NOT_FOUND, "{}", reply.what);
            assert_eq!(reply.body, replies[0].body, "{}", reply.what);
        }
    });
}

#[test]
fn an_organisation_sends_twenty_invitations_an_hour() {
    on_every_database(async |database| {
        let world = world(database).await;
        let server = Server::on(database).await;
        let owner = server.signed_in(world.owner).await;
        let many: Vec<_> = (0..25).map(|n| format!("p{n}@example.ch")).collect();
        let many: Vec<_> = many.iter().map(String::as_str).collect();
        let reply: Invited = invite(&owner, &world, &many, false).await.json();
        let count = |wanted| {
            let mut answers = reply.answers.iter();
            answers.by_ref().filter(|one| one.outcome == wanted).count()
        };
        assert_eq!(count(InviteOutcome::Sent), 20);
        assert_eq!(count(InviteOutcome::TooMany), 5);
        let reply = invite(&owner, &world, &["one@example.ch"], false).await;
        reply.assert_refused(Code::TooManyRequests);
        assert_eq!(reply.header("retry-after"), "3600");
        database.clock().set(start() + TimeDelta::minutes(61));
        let owner = server.signed_in(world.owner).await;
        let reply: Invited = invite(&owner, &world, &many[20..], false).await.json();
        assert!(
            reply
                .answers
                .iter()
                .all(|one| one.outcome == InviteOutcome::Sent)
        );
    });
}

#[test]
fn i16_who_is_removed_can_not_come_back_by_an_old_invitation() {
    on_every_database(async |database| {
        let world = world(database).await;
        let ruth = user(database, ADDRESS).await;
        let token = token(database, &world, ADDRESS).await;
        let World {
            organisation,
            owner,
            ..
        } = world;
        database
            .write(async |tx| {
                store::organisation::insert_member(tx, organisation, ruth, Role::Member).await?;
                organisation::remove(tx, &Shop::default(), owner, organisation, ruth).await
            })
            .await
            .unwrap();
        let outcome = accept_by(database, ruth, &token).await;
        assert_eq!(outcome.unwrap_err().code(), Code::InvalidInvitation);
        assert_eq!(role(database, &world, ruth).await, None);
    });
}

async fn accept_by(database: &Database, by: UserId, token: &InvitationToken) -> Result<(), Error> {
    database
        .write(async |tx| invitation::accept(tx, by, token).await)
        .await
}
