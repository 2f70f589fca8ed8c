//! What was changed about an organisation, by whom, from what to what.

use api::{
    auto_renewal::AutoRenewal,
    invitation::Invite,
    log::{Change, LogPage},
    organisation::Role,
};
use axum::http::{Method, StatusCode};
use backend::{invitation, organisation, shop::Shop, store};
use serde_json::json;

use crate::{
    client::Server,
    support::{World, on_every_database, world},
};

#[test]
fn owners_and_admins_read_who_has_changed_what_from_what_to_what() {
    on_every_database(async |database| {
        let World {
            owner,
            admin,
            member,
            organisation,
            shared,
            ..
        } = world(database).await;
        let shop = Shop::default();
        let wanted = Invite {
            emails: vec!["ruth@example.ch".to_owned()],
            resend: false,
        };
        database
            .write(async |tx| {
                invitation::invite(
                    tx,
                    &shop,
                    admin,
                    organisation,
                    &wanted,
                    invitation::PER_INVITER,
                )
                .await?;
                let open = store::invitation::open(tx, organisation).await?;
                invitation::revoke(tx, owner, organisation, open[0].id).await?;
                organisation::set_role(tx, owner, organisation, member, Role::Admin).await?;
                // The same again is no change.
                organisation::set_role(tx, owner, organisation, member, Role::Admin).await?;
                organisation::remove(tx, &shop, admin, organisation, member).await?;
                let card = backend::gateway::StoredCard {
                    method: "pm_1".to_owned(),
                    card: api::payment::PaymentMethod {
                        brand: "visa".to_owned(),
                        last4: "4242".to_owned(),
                        expiry_month: 12,
                        expiry_year: 2031,
                    },
                };
                store::payment_account::insert(tx, shared, "cus_1").await?;
                store::payment_account::set_card(tx, shared, &card).await
            })
            .await
            .unwrap();
        let server = Server::on(database).await;
        let browser = server.signed_in(owner).await;
        let setting =
            json!({"on": {"threshold": 2_000, "package": "100", "monthly_limit": "no_limit"}});
        for (tag, setting) in [
            ("\"0\"", setting),
            ("\"1\"", json!("off")),
            ("\"2\"", json!("off")),
        ] {
            let path = format!("/wallets/{shared}/auto-renewal");
            let body = json!({"setting": setting, "renew_at_once": true});
            let request = browser
                .request(Method::PUT, &path)
                .header("content-type", "application/json")
                .header("if-match", tag);
            let reply = browser.send(request, body.to_string()).await;
            assert_eq!(reply.status, StatusCode::OK, "{}", reply.text());
        }
        let path = format!("/organisations/{organisation}/log");
        let page: LogPage = browser.get(&path).await.json();
        assert_eq!(page.older, None);
        let said: Vec<_> = page
            .entries
            .iter()
            .rev()
            .map(|one| (&*one.by, &one.change))
            .collect();
        let ruth = || "ruth@example.ch".parse().unwrap();
        let max = || "Max O'Neil".to_owned();
        let [(_, first), (_, second)] = said[said.len() - 2..] else {
            panic!("{said:?}");
        };
        assert_eq!(
            said[..4],
            [
                ("Anna Muster", &Change::Invited { email: ruth() }),
                ("Zoë Bärtschi", &Change::Revoked { email: ruth() }),
                (
                    "Zoë Bärtschi",
                    &Change::RoleChanged {
                        name: max(),
                        was: Role::Member,
                        became: Role::Admin
                    }
                ),
                ("Anna Muster", &Change::Removed { name: max() }),
            ]
        );
        assert!(
            matches!(
                first,
                Change::AutoRenewalChanged {
                    was: AutoRenewal::Off,
                    became: AutoRenewal::On(_)
                }
            ) && matches!(
                second,
                Change::AutoRenewalChanged {
                    became: AutoRenewal::Off,
                    ..
                }
            ),
            "{said:?}"
        );
        assert_eq!(said.len(), 6);
    });
}

#[test]
fn a_long_log_is_read_page_by_page_and_every_entry_once() {
    on_every_database(async |database| {
        let world = world(database).await;
        let World {
            owner,
            member,
            organisation,
            ..
        } = world;
        database
            .write(async |tx| {
                for round in 0..45 {
                    let role = if round % 2 == 0 {
                        Role::Admin
                    } else {
                        Role::Member
                    };
                    organisation::set_role(tx, owner, organisation, member, role).await?;
                }
                Ok(())
            })
            .await
            .unwrap();
        let browser = Server::on(database).await.signed_in(owner).await;
        let mut numbers = Vec::new();
        let mut query = String::new();
        loop {
            let path = format!("/organisations/{organisation}/log{query}");
            let page: LogPage = browser.get(&path).await.json();
            numbers.extend(page.entries.iter().map(|one| one.number));
            let Some(older) = page.older else { break };
            query = format!("?before={older}");
        }
        assert_eq!(numbers, (1..=45).rev().collect::<Vec<_>>());
    });
}
