//! The routes that change who belongs to an organisation, and as what, or will.

use api::{Code, organisation::Role};
use axum::http::StatusCode;
use backend::store;
use serde_json::json;

use super::{Admin, Anonymous, Askers, Member, Other, OtherOwner, Owner, Removed};
use crate::support::{on_every_database, person};

#[test]
fn every_cell_of_removing_a_member_is_as_declared() {
    on_every_database(async |database| {
        let askers = Askers::on(database).await;
        let organisation = askers.world.organisation;
        for (who, browser) in &askers.browsers {
            let colleague = database
                .write(async |tx| {
                    let (user, _) = person(tx, "Leaves").await?;
                    store::organisation::insert_member(tx, organisation, user, Role::Member)
                        .await?;
                    Ok(user)
                })
                .await
                .unwrap();
            let path = format!("/organisations/{organisation}/members/{colleague}");
            // Who may remove them may look at the mail that tells them, and nobody else.
            let preview = browser.get(&format!("{path}/removal-mail")).await;
            let reply = browser.delete(&path).await;
            assert_eq!(preview.status.is_success(), reply.status.is_success());
            if !preview.status.is_success() {
                assert_eq!(preview.problem().code, reply.problem().code, "{who:?}");
            }
            match who {
                Anonymous => reply.assert_refused(Code::SignedOut),
                Other | Removed | OtherOwner => reply.assert_refused(Code::NotFound),
                Member => reply.assert_refused(Code::Forbidden),
                Admin | Owner => assert_eq!(reply.status, StatusCode::NO_CONTENT, "{who:?}"),
            }
            let stays = database
                .read(async |tx| store::organisation::role_of(tx, organisation, colleague).await)
                .await
                .unwrap();
            assert_eq!(stays.is_none(), matches!(who, Admin | Owner), "{who:?}");
        }
        // ReluxDesktop's token removes nobody.
        for (_, desktop) in &askers.desktops {
            let member = askers.world.member;
            let path = format!("/organisations/{organisation}/members/{member}");
            desktop.delete(&path).await.assert_refused(Code::SignedOut);
        }
    });
}

#[test]
fn every_cell_of_changing_a_role_is_as_declared() {
    on_every_database(async |database| {
        let askers = Askers::on(database).await;
        let organisation = askers.world.organisation;
        let colleague = database
            .write(async |tx| {
                let (user, _) = person(tx, "Rises").await?;
                store::organisation::insert_member(tx, organisation, user, Role::Member).await?;
                Ok(user)
            })
            .await
            .unwrap();
        let path = format!("/organisations/{organisation}/members/{colleague}");
        let body = json!({"role": "admin"});
        for (who, browser) in &askers.browsers {
            let reply = browser.put(&path, "\"0\"", &body).await;
            match who {
                Anonymous => reply.assert_refused(Code::SignedOut),
                Other | Removed | OtherOwner => reply.assert_refused(Code::NotFound),
                Member | Admin => reply.assert_refused(Code::Forbidden),
                Owner => assert_eq!(reply.status, StatusCode::NO_CONTENT),
            }
            let role = database
                .read(async |tx| store::organisation::role_of(tx, organisation, colleague).await)
                .await
                .unwrap();
            let is_changed = role == Some(Role::Admin);
            assert_eq!(is_changed, matches!(who, Owner), "{who:?}");
        }
        for (_, desktop) in &askers.desktops {
            let reply = desktop.put(&path, "\"0\"", &body).await;
            reply.assert_refused(Code::SignedOut);
        }
    });
}

#[test]
fn every_cell_of_inviting_and_revoking_is_as_declared() {
    on_every_database(async |database| {
        let askers = Askers::on(database).await;
        let organisation = askers.world.organisation;
        let invite = format!("/organisations/{organisation}/invitations");
        let read = async || {
            let read = async |tx: &mut store::Tx| store::invitation::open(tx, organisation).await;
            database.read(read).await.unwrap()
        };
        for (number, (who, browser)) in askers.browsers.iter().enumerate() {
            let body = json!({"emails": [format!("p{number}@example.ch")], "resend": false});
            let reply = browser.post_once(&invite, "unused", &body).await;
            let before = database
                .write(async |tx| {
                    let email = format!("q{number}@example.ch").parse().unwrap();
                    let until = tx.now() + chrono::TimeDelta::days(1);
                    let by = askers.world.owner;
                    store::invitation::insert(tx, organisation, &email, by, until).await
                })
                .await
                .unwrap();
            let revoked = browser.delete(&format!("{invite}/{before}")).await;
            for reply in [reply, revoked] {
                match who {
                    Anonymous => reply.assert_refused(Code::SignedOut),
                    Other | Removed | OtherOwner => reply.assert_refused(Code::NotFound),
                    Member => reply.assert_refused(Code::Forbidden),
                    Admin | Owner => assert!(reply.status.is_success(), "{who:?}"),
                }
            }
            let open = read().await;
            let has = |email: String| open.iter().any(|one| one.email.as_str() == email);
            let may = matches!(who, Admin | Owner);
            assert_eq!(has(format!("p{number}@example.ch")), may, "{who:?}");
            assert_eq!(has(format!("q{number}@example.ch")), !may, "{who:?}");
        }
        for (_, desktop) in &askers.desktops {
            let body = json!({"emails": ["a@example.ch"], "resend": false});
            let reply = desktop.post_once(&invite, "unused", &body).await;
            reply.assert_refused(Code::SignedOut);
        }
    });
}

#[test]
fn o2_only_owners_and_admins_see_who_is_invited() {
    on_every_database(async |database| {
        let askers = Askers::on(database).await;
        let organisation = askers.world.organisation;
        database
            .write(async |tx| {
                let email = "canary-i@example.ch".parse().unwrap();
                let until = tx.now() + chrono::TimeDelta::days(1);
                let by = askers.world.owner;
                store::invitation::insert(tx, organisation, &email, by, until).await
            })
            .await
            .unwrap();
        for (who, browser) in &askers.browsers {
            let reply = browser.get(&format!("/organisations/{organisation}")).await;
            let sees = reply.text().contains("canary-i@example.ch");
            assert_eq!(sees, matches!(who, Admin | Owner), "{who:?}");
        }
    });
}

#[test]
fn o8_whoever_is_signed_in_creates_an_organisation_once_a_key_and_owns_it() {
    on_every_database(async |database| {
        let askers = Askers::on(database).await;
        let body = json!({"name": "Neues Büro"});
        for (who, browser) in &askers.browsers {
            let reply = browser.post_once("/organisations", "k", &body).await;
            if *who == Anonymous {
                reply.assert_refused(Code::SignedOut);
                continue;
            }
            assert_eq!(reply.status, StatusCode::CREATED, "{who:?}");
            let created: api::organisation::Membership = reply.json();
            assert_eq!(created.role, Role::Owner);
            let again = browser.post_once("/organisations", "k", &body).await;
            assert_eq!(again.body, reply.body, "{who:?}");
            let session: api::session::Session = browser.get("/session").await.json();
            let named = |one: &&api::organisation::Membership| one.name == "Neues Büro";
            assert_eq!(session.memberships.iter().filter(named).count(), 1);
            let other = json!({"name": "Anderes Büro"});
            let reused = browser.post_once("/organisations", "k", &other).await;
            reused.assert_refused(Code::KeyReused);
        }
        for (_, desktop) in &askers.desktops {
            let reply = desktop.post_once("/organisations", "k", &body).await;
            reply.assert_refused(Code::SignedOut);
        }
    });
}

#[test]
fn every_cell_of_the_log_is_as_declared() {
    on_every_database(async |database| {
        let askers = Askers::on(database).await;
        let organisation = askers.world.organisation;
        let path = format!("/organisations/{organisation}/log");
        for (who, browser) in &askers.browsers {
            let reply = browser.get(&path).await;
            match who {
                Anonymous => reply.assert_refused(Code::SignedOut),
                Other | Removed | OtherOwner => reply.assert_refused(Code::NotFound),
                Member => reply.assert_refused(Code::Forbidden),
                Admin | Owner => assert_eq!(reply.status, StatusCode::OK, "{who:?}"),
            }
        }
    });
}
