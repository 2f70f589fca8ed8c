//! Becoming a user by an invitation.

use api::{Code, Credits, invitation::InvitationOffer, session::Session};
use serde_json::json;

use super::{ADDRESS, look_up, role, token, user};
use crate::{
    client::Server,
    support::{assert_sound, on_every_database, world},
};

#[test]
fn a_newcomer_signs_up_with_the_address_of_the_invitation_and_is_a_member() {
    on_every_database(async |database| {
        let world = world(database).await;
        let server = Server::on(database).await;
        let token = token(database, &world, ADDRESS).await;
        let browser = server.browser();
        let offer: InvitationOffer = look_up(&browser, &token).await.json();
        assert!(!offer.has_account);
        let sign_up = async |name: &str, password: &str| {
            let body = json!({"token": token, "name": name, "password": password});
            browser
                .post_once("/invitations/sign-up", "unused", &body)
                .await
        };
        for (name, password, field) in [
            ("Ruth", "7 chars", "password"),
            ("Ruth", &"x".repeat(257), "password"),
            (" ", "long enough", "name"),
            ("a\u{202e}b", "long enough", "name"),
        ] {
            let reply = sign_up(name, password).await;
            reply.assert_refused(Code::MalformedBody);
            assert_eq!(reply.problem().field.as_deref(), Some(field));
        }
        let reply = sign_up("Ruth Keller", "long enough").await;
        let session: Session = reply.json();
        assert!(reply.header("set-cookie").starts_with("__Host-relux_sid="));
        assert_eq!(session.user.email.as_str(), ADDRESS);
        assert_eq!(session.user.name, "Ruth Keller");
        assert_eq!(session.memberships.len(), 1);
        let browser = server.signed_in(session.user.id).await;
        let own: api::wallet::Balance = browser.get("/wallets/personal").await.json();
        assert_eq!(own.balance, Credits::whole(5));
        // Once, and not for an address that has an account.
        sign_up("Ruth Keller", "long enough")
            .await
            .assert_refused(Code::InvalidInvitation);
        assert_sound(database).await;
    });
}

#[test]
fn who_has_an_account_does_not_sign_up_again() {
    on_every_database(async |database| {
        let world = world(database).await;
        let server = Server::on(database).await;
        let token = token(database, &world, ADDRESS).await;
        let ruth = user(database, ADDRESS).await;
        let body = json!({"token": token, "name": "Mallory", "password": "long enough"});
        let reply = server
            .browser()
            .post_once("/invitations/sign-up", "unused", &body)
            .await;
        reply.assert_refused(Code::AccountExists);
        assert_eq!(role(database, &world, ruth).await, None);
    });
}
