//! Who may do what: every route × every kind of asker, each cell declared; and no byte
//! of one organisation in the answers of another (I18).

#[path = "authorisation/matrix.rs"]
mod matrix;
#[path = "authorisation/organisations.rs"]
mod organisations;
#[path = "authorisation/payments.rs"]
mod payments;

use api::{Code, WalletId, generation::Generation, organisation::Role};
use backend::{account, store, store::Database};
use serde_json::json;

use crate::{
    client::{Client, Reply, Server},
    support::{World, assert_sound, book, debit, on_every_database, person, purchase, world},
};

/// Whoever asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Who {
    Anonymous,
    Other,
    Removed,
    OtherOwner,
    Member,
    Admin,
    Owner,
}

use Who::{Admin, Anonymous, Member, Other, OtherOwner, Owner, Removed};

const EVERYBODY: [Who; 7] = [Anonymous, Other, Removed, OtherOwner, Member, Admin, Owner];

/// Everybody with a browser and a desktop of their own.
struct Askers {
    world: World,
    browsers: Vec<(Who, Client)>,
    desktops: Vec<(Who, Client)>,
}

impl Askers {
    async fn on(database: &Database) -> Self {
        let world = world(database).await;
        let (removed, other_owner) = database
            .write(async |tx| {
                let (removed, _) = person(tx, "Removed Canary-R").await?;
                let organisation = world.organisation;
                store::organisation::insert_member(tx, organisation, removed, Role::Member).await?;
                store::organisation::remove_member(tx, organisation, removed).await?;
                let (colleague, _) = person(tx, "Colleague").await?;
                store::organisation::insert_member(tx, organisation, colleague, Role::Member)
                    .await?;
                let (other_owner, _) = person(tx, "Other Canary-O").await?;
                let (_, wallet) =
                    account::create_organisation(tx, "Canary-Atelier", other_owner).await?;
                let number = format!("Canary-S9-{wallet}");
                backend::ledger::book(tx, &purchase(wallet, 500, &number)).await?;
                Ok((removed, other_owner))
            })
            .await
            .unwrap();
        let number = format!("Canary-S1-{}", world.shared);
        book(database, &purchase(world.shared, 100_000, &number))
            .await
            .unwrap();
        let server = Server::on(database).await;
        let mut askers = Self {
            world,
            browsers: vec![(Anonymous, server.browser())],
            desktops: vec![(Anonymous, server.browser())],
        };
        for (who, user) in [
            (Other, world.stranger),
            (Removed, removed),
            (OtherOwner, other_owner),
            (Member, world.member),
            (Admin, world.admin),
            (Owner, world.owner),
        ] {
            askers.browsers.push((who, server.signed_in(user).await));
            askers.desktops.push((who, server.desktop(user).await));
        }
        askers
    }
}

/// What everybody is answered on one route: allowed, or refused with that code.
fn assert_cells(replies: &[(Who, Reply)], allowed: &[Who], otherwise: Code) {
    assert_eq!(replies.len(), EVERYBODY.len());
    for (who, reply) in replies {
        if allowed.contains(who) {
            assert!(
                reply.status.is_success(),
                "{who:?} {}: {}",
                reply.what,
                reply.text()
            );
        } else if *who == Anonymous {
            reply.assert_refused(Code::SignedOut);
        } else {
            assert_eq!(reply.problem().code, otherwise, "{who:?} {}", reply.what);
        }
    }
}

const SIGNED_IN: &[Who] = &[Other, Removed, OtherOwner, Member, Admin, Owner];
const BELONGING: &[Who] = &[Member, Admin, Owner];

#[test]
fn every_cell_of_the_reading_routes_is_as_declared() {
    on_every_database(async |database| {
        let askers = Askers::on(database).await;
        let World {
            shared,
            organisation,
            owners_own,
            ..
        } = askers.world;
        for (path, allowed) in [
            ("/wallets/personal".to_owned(), SIGNED_IN),
            ("/wallets/personal/transactions".to_owned(), SIGNED_IN),
            (
                "/wallets/personal/transactions/export".to_owned(),
                SIGNED_IN,
            ),
            (format!("/wallets/{shared}"), BELONGING),
            (format!("/wallets/{shared}/transactions"), BELONGING),
            (format!("/wallets/{shared}/transactions/export"), BELONGING),
            (format!("/wallets/{owners_own}"), &[Owner]),
            (format!("/wallets/{owners_own}/transactions"), &[Owner]),
            (
                format!("/wallets/{owners_own}/transactions/export"),
                &[Owner],
            ),
            (format!("/organisations/{organisation}"), BELONGING),
            (format!("/organisations/{organisation}/usage"), BELONGING),
            ("/wallets/personal/auto-renewal".to_owned(), SIGNED_IN),
            ("/wallets/personal/auto-renewal/past".to_owned(), SIGNED_IN),
            (format!("/wallets/{owners_own}/auto-renewal"), &[Owner]),
            (format!("/wallets/{owners_own}/auto-renewal/past"), &[Owner]),
        ] {
            let mut replies = Vec::new();
            for (who, browser) in &askers.browsers {
                replies.push((*who, browser.get(&path).await));
            }
            assert_cells(&replies, allowed, Code::NotFound);
            // A desktop token opens no page, nor the other way round.
            for (_, desktop) in &askers.desktops {
                desktop.get(&path).await.assert_refused(Code::SignedOut);
            }
        }
        let (_, anonymous) = &askers.browsers[0];
        anonymous
            .get("/events")
            .await
            .assert_refused(Code::SignedOut);
        anonymous
            .delete("/session")
            .await
            .assert_refused(Code::SignedOut);
    });
}

#[test]
fn every_cell_of_the_spending_routes_is_as_declared() {
    on_every_database(async |database| {
        let askers = Askers::on(database).await;
        let World {
            shared,
            owners_own,
            owner,
            ..
        } = askers.world;
        let spend = async |wallet: Option<WalletId>, key: &str| {
            let body = match wallet {
                Some(wallet) => json!({"images": 1, "wallet": wallet}),
                None => json!({"images": 1}),
            };
            let mut replies = Vec::new();
            for (who, desktop) in &askers.desktops {
                let reply = desktop.post_once("/generations", key, &body).await;
                replies.push((*who, reply));
            }
            replies
        };
        assert_cells(&spend(None, "a").await, SIGNED_IN, Code::NotFound);
        assert_cells(&spend(Some(shared), "b").await, BELONGING, Code::NotFound);
        assert_cells(
            &spend(Some(owners_own), "c").await,
            &[Owner],
            Code::NotFound,
        );

        // A refund is for whoever paid, whatever else they may do.
        let paid = debit(database, owner, 1, Some(shared)).await.unwrap();
        let path = format!("/generations/{}/refund", paid.id);
        let mut replies = Vec::new();
        for (who, desktop) in &askers.desktops {
            replies.push((*who, desktop.post_once(&path, "d", &json!({})).await));
        }
        assert_cells(&replies, &[Owner], Code::NotFound);
        // Whoever paid and left gives it back, and is told nothing of the wallet (I18).
        let (who, desktop) = &askers.desktops[4];
        assert_eq!(*who, Member);
        let left = debit(database, askers.world.member, 1, Some(shared))
            .await
            .unwrap();
        database
            .write(async |tx| {
                let World {
                    organisation,
                    member,
                    ..
                } = askers.world;
                store::organisation::remove_member(tx, organisation, member).await
            })
            .await
            .unwrap();
        let its_path = format!("/generations/{}/refund", left.id);
        let reply = desktop.post_once(&its_path, "f", &json!({})).await;
        let told: serde_json::Value = reply.json();
        assert_eq!(told, json!({"id": left.id, "amount": 100}));
        for (_, browser) in &askers.browsers {
            let one = json!({"images": 1});
            let reply = browser.post_once("/generations", "e", &one).await;
            reply.assert_refused(Code::SignedOut);
            let reply = browser.post_once(&path, "e", &json!({})).await;
            reply.assert_refused(Code::SignedOut);
        }
        assert_sound(database).await;
    });
}

#[test]
fn rule_10_a_plain_member_sees_whom_to_ask_and_their_own_usage() {
    on_every_database(async |database| {
        let askers = Askers::on(database).await;
        let World {
            shared,
            organisation,
            owner,
            member,
            ..
        } = askers.world;
        debit(database, owner, 3, Some(shared)).await.unwrap();
        debit(database, member, 1, Some(shared)).await.unwrap();
        let path = format!("/organisations/{organisation}");
        let history = format!("/wallets/{shared}/transactions");
        for (who, browser) in &askers.browsers {
            let people = match who {
                Member | Admin | Owner => browser.get(&path).await,
                Anonymous | Other | Removed | OtherOwner => continue,
            };
            let people: api::organisation::Organisation = people.json();
            let page: api::history::HistoryPage = browser.get(&history).await.json();
            if *who == Member {
                // Owner, admin and they themselves, but not their colleague.
                assert_eq!(people.members.len(), 3);
                assert!(people.members.iter().any(|one| one.user == member));
                assert!(people.members.iter().all(|one| one.name != "Colleague"));
                assert_eq!(page.items.len(), 1);
                assert!(page.items.iter().all(|line| line.by.is_none()));
            } else {
                assert_eq!(people.members.len(), 4);
                assert_eq!(page.items.len(), 3);
            }
        }
    });
}

#[test]
fn i18_no_answer_holds_a_byte_of_another_organisation() {
    on_every_database(async |database| {
        let askers = Askers::on(database).await;
        let World {
            shared,
            organisation,
            ..
        } = askers.world;
        for (who, browser) in &askers.browsers {
            // What must not be in anybody's answer unless it is theirs.
            let foreign: &[&str] = match who {
                OtherOwner => &["Lichtwerk", "Canary-S1", "Canary-R", "Zoë"],
                Member | Admin | Owner => &["Canary-Atelier", "Canary-O", "Canary-S9"],
                Anonymous | Other | Removed => {
                    &["Canary-Atelier", "Canary-O", "Canary-S", "Lichtwerk", "Zoë"]
                }
            };
            for path in [
                "/session".to_owned(),
                "/wallets/personal".to_owned(),
                "/wallets/personal/transactions".to_owned(),
                "/wallets/personal/transactions/export".to_owned(),
                format!("/wallets/{shared}"),
                format!("/wallets/{shared}/transactions?text=canary"),
                format!("/wallets/{shared}/transactions?text=Zo%C3%AB"),
                format!("/wallets/{shared}/transactions/export"),
                format!("/organisations/{organisation}"),
                format!("/organisations/{organisation}/usage?from=2000-01-01T00:00:00Z"),
                "/wallets/personal/auto-renewal".to_owned(),
                format!("/wallets/{shared}/auto-renewal"),
                format!("/wallets/{shared}/auto-renewal/past"),
            ] {
                let text = browser.get(&path).await.text();
                for canary in foreign {
                    assert!(!text.contains(canary), "{who:?} {path}: {text}");
                }
            }
        }
    });
}

#[test]
fn a_refund_answers_who_paid_and_nobody_learns_whether_it_exists() {
    on_every_database(async |database| {
        let askers = Askers::on(database).await;
        let World { owner, shared, .. } = askers.world;
        let paid: Generation = debit(database, owner, 1, Some(shared)).await.unwrap();
        let (_, other) = askers
            .desktops
            .iter()
            .find(|(who, _)| *who == Admin)
            .unwrap();
        let body = json!({});
        let foreign = other
            .post_once(&format!("/generations/{}/refund", paid.id), "k", &body)
            .await;
        let unknown = other
            .post_once("/generations/00000000000001/refund", "k", &body)
            .await;
        assert_eq!(
            (foreign.status, foreign.body),
            (unknown.status, unknown.body)
        );
    });
}
