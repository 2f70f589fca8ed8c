//! The cells of the routes of auto-renewal and payments: who manages a wallet's payments.

use api::{
    Code, PaymentId, UserId, WalletId,
    payment::{Buy, PaymentMethod},
};
use axum::http::{Method, StatusCode};
use backend::{gateway::StoredCard, purchase, shop::Shop, store, store::Database};
use serde_json::json;

use super::{
    Askers, EVERYBODY,
    Who::{self, Admin, Anonymous, Member, Other, OtherOwner, Owner, Removed},
};
use crate::{
    client::{Client, Reply},
    support::{World, assert_sound, on_every_database},
};

/// Who manages the payments of a shared wallet, and who sees it without managing them.
const MANAGING: &[Who] = &[Admin, Owner];

/// As [`assert_cells`], of what is for who manages the shared wallet's payments: a plain
/// member, who sees the wallet, is told that they may not.
fn assert_managed(replies: Vec<(Who, Reply)>) {
    let (members, others): (Vec<_>, Vec<_>) =
        replies.into_iter().partition(|(who, _)| *who == Member);
    assert_eq!(members.len(), 1);
    members[0].1.assert_refused(Code::Forbidden);
    assert_eq!(others.len(), EVERYBODY.len() - 1);
    for (who, reply) in others {
        let what = format!("{who:?} {}: {}", reply.what, reply.text());
        if MANAGING.contains(&who) {
            // Beyond this door some lack a card: that is not about who they are.
            let refused = (!reply.status.is_success()).then(|| reply.problem().code);
            let may = [
                None,
                Some(Code::NoPaymentMethod),
                Some(Code::ProviderUnavailable),
            ];
            assert!(may.contains(&refused), "{what}");
        } else {
            let code = if who == Anonymous {
                Code::SignedOut
            } else {
                Code::NotFound
            };
            assert_eq!(reply.problem().code, code, "{what}");
        }
    }
}

#[test]
fn rule_10_every_cell_of_the_payment_routes_is_as_declared() {
    on_every_database(async |database| {
        let askers = Askers::on(database).await;
        let World {
            shared, owners_own, ..
        } = askers.world;
        let payment = waiting_purchase(database, shared, askers.world.owner).await;
        let setting = json!({"setting": {"on": {"threshold": 2_000, "package": "100",
            "monthly_limit": "no_limit"}}, "renew_at_once": true});
        let off = json!({"setting": "off"});
        let package = json!({"package": "50", "price": {"amount_minor": 2_600, "currency": "CHF"}});
        let page = json!({"return_to": "/credits"});
        let empty = json!({});
        for (method, rest, body) in [
            (Method::GET, "/auto-renewal", &empty),
            (Method::GET, "/auto-renewal/past", &empty),
            (Method::PUT, "/auto-renewal", &setting),
            (Method::POST, "/auto-renewal/resume", &empty),
            (Method::GET, &*format!("/payments/{payment}"), &empty),
            (Method::POST, "/purchases", &package),
            (Method::POST, "/card-page", &page),
        ] {
            let ask = async |client: &Client, wallet: WalletId| {
                let request = client
                    .request(method.clone(), &format!("/wallets/{wallet}{rest}"))
                    .header("content-type", "application/json")
                    .header("idempotency-key", "k")
                    .header("if-match", "\"0\"");
                let body = if method == Method::GET {
                    String::new()
                } else {
                    body.to_string()
                };
                client.send(request, body).await
            };
            let mut replies = Vec::new();
            for (who, browser) in &askers.browsers {
                replies.push((*who, ask(browser, shared).await));
                // Nobody but the owner comes near their own wallet.
                let reply = ask(browser, owners_own).await;
                match who {
                    Owner => assert_ne!(reply.status, StatusCode::FORBIDDEN, "{}", reply.what),
                    Anonymous => reply.assert_refused(Code::SignedOut),
                    Other | Removed | OtherOwner | Member | Admin => {
                        reply.assert_refused(Code::NotFound);
                    }
                }
            }
            assert_managed(replies);
            for (_, desktop) in &askers.desktops {
                ask(desktop, shared).await.assert_refused(Code::SignedOut);
            }
        }
        // Turning it off needs no card: that it is the owner's and the admin's to do.
        for (tag, who) in [("\"0\"", Owner), ("\"1\"", Admin)] {
            let (_, browser) = askers.browsers.iter().find(|one| one.0 == who).unwrap();
            let path = format!("/wallets/{shared}/auto-renewal");
            let reply = browser.put(&path, tag, &off).await;
            assert_eq!(reply.status, StatusCode::OK, "{who:?}");
        }
        assert_sound(database).await;
    });
}

/// A purchase of that wallet that nobody has carried out.
async fn waiting_purchase(database: &Database, wallet: WalletId, user: UserId) -> PaymentId {
    let card = StoredCard {
        method: "pm_1".to_owned(),
        card: PaymentMethod {
            brand: "visa".to_owned(),
            last4: "4242".to_owned(),
            expiry_month: 12,
            expiry_year: 2031,
        },
    };
    let shop = Shop::default();
    let wanted = Buy {
        package: shop.packages[0].id.clone(),
        price: shop.packages[0].price,
    };
    database
        .write(async |tx| {
            store::payment_account::insert(tx, wallet, "cus_1").await?;
            store::payment_account::set_card(tx, wallet, &card).await?;
            let bought = purchase::buy(tx, &shop, user, wallet, &wanted).await?;
            // Without the card again, which would be charged.
            tx.execute(
                "UPDATE payment_accounts SET method = NULL, brand = NULL, last4 = NULL,
                    expiry_month = NULL, expiry_year = NULL, stored_at = NULL",
                [],
            )
            .await?;
            Ok(bought.id)
        })
        .await
        .unwrap()
}
