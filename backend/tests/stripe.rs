//! The Stripe adapter against a server of somebody else's that answers in Stripe's words:
//! `localstripe`, as far as that goes. `cargo xtask test` installs it and names it in
//! `RELUX_TEST_LOCALSTRIPE`; without that these tests say loudly that they were skipped.
//!
//! It has no Checkout, no idempotency keys, no filters on its lists, and takes neither a
//! description nor a return address. A front drops those, and nothing else.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test fails by panicking; clippy.toml allows it in test functions, not in their helpers"
)]

#[path = "stripe/server.rs"]
mod server;

use api::{Money, WalletId, money::Currency, payment::Decline};
use backend::gateway::{Charge, Gateway as _, NewCardPage, Outcome, Stripe, StripeSettings};
use serde_json::json;

use server::{KEY, LocalStripe, with_localstripe};

fn adapter(url: &str) -> Stripe {
    Stripe::new(StripeSettings {
        base: url.parse().unwrap(),
        secret_key: KEY.to_owned(),
        webhook_secret: "whsec_unused".to_owned(),
        return_url: "http://localhost".to_owned(),
    })
    .unwrap()
}

async fn charge(server: &LocalStripe, card: &str, reference: &str) -> Charge {
    let customer = server.post("/v1/customers", json!({})).await;
    let customer = customer["id"].as_str().unwrap().to_owned();
    let card = json!({"type": "card", "card": {"number": card, "exp_month": 12,
        "exp_year": 2031, "cvc": "737"}});
    let method = server.post("/v1/payment_methods", card).await;
    let method = method["id"].as_str().unwrap().to_owned();
    let path = format!("/v1/payment_methods/{method}/attach");
    server.post(&path, json!({"customer": customer})).await;
    Charge {
        reference: reference.to_owned(),
        customer,
        method,
        price: Money::new(4_900, Currency::CHF),
        description: "Relux Credits × 100".to_owned(),
        since: chrono::Utc::now(),
    }
}

#[test]
fn a7_a_customer_is_registered_under_the_wallets_name() {
    with_localstripe(async |server| {
        let wallet = WalletId::from_row(42);
        let page = NewCardPage {
            customer: None,
            wallet,
            return_url: "http://localhost/credits",
            language: "de",
        };
        // There is no Checkout: the page can't be opened, but the customer is there.
        let opened = adapter(server.front()).open_card_page(&page).await;
        assert!(opened.is_err(), "{opened:?}");
        let customers = server.get("/v1/customers").await;
        let customers = customers["data"].as_array().unwrap();
        assert_eq!(customers.len(), 1);
        assert_eq!(customers[0]["metadata"]["wallet"], wallet.to_string());
    });
}

#[test]
fn i9_a_stored_card_is_charged_in_its_owners_absence_and_found_by_its_reference() {
    with_localstripe(async |server| {
        let adapter = adapter(server.front());
        let paid = charge(server, "4242424242424242", "relux-1-1").await;
        assert_eq!(adapter.look_up(&paid).await, Ok(None), "nobody asked yet");
        assert_eq!(adapter.charge(&paid).await, Outcome::Charged);
        assert_eq!(adapter.look_up(&paid).await, Ok(Some(Outcome::Charged)));
        let never = Charge {
            reference: "relux-1-2".to_owned(),
            ..paid.clone()
        };
        assert_eq!(adapter.look_up(&never).await, Ok(None));
        let intents = server.get("/v1/payment_intents").await;
        let intents = intents["data"].as_array().unwrap();
        assert_eq!(intents.len(), 1);
        assert_eq!(intents[0]["amount"], 4_900);
        assert_eq!(intents[0]["currency"], "chf");
        assert_eq!(intents[0]["customer"], *paid.customer);
        assert_eq!(intents[0]["payment_method"], *paid.method);
        assert_eq!(intents[0]["metadata"]["reference"], "relux-1-1");
    });
}

#[test]
fn rule_8_a_declined_card_is_declined_when_charged_and_when_looked_up() {
    with_localstripe(async |server| {
        let adapter = adapter(server.front());
        let declined = Outcome::Declined(Decline::Refused);
        let refused = charge(server, "4000000000000341", "relux-2-1").await;
        assert_eq!(adapter.charge(&refused).await, declined);
        assert_eq!(adapter.look_up(&refused).await, Ok(Some(declined)));
    });
}

#[test]
fn i11_among_many_charges_each_is_found_on_whichever_page_of_the_list() {
    with_localstripe(async |server| {
        let adapter = adapter(server.front());
        let first = charge(server, "4242424242424242", "relux-3-0").await;
        let nth = |n: u32| Charge {
            reference: format!("relux-3-{n}"),
            ..first.clone()
        };
        for n in 0..105 {
            assert_eq!(adapter.charge(&nth(n)).await, Outcome::Charged);
        }
        for n in [0, 50, 99, 100, 104] {
            let found = adapter.look_up(&nth(n)).await;
            assert_eq!(found, Ok(Some(Outcome::Charged)), "{n}");
        }
        assert_eq!(adapter.look_up(&nth(105)).await, Ok(None));
    });
}

#[test]
fn i11_what_is_no_clear_answer_leaves_it_open_and_is_never_a_decline() {
    with_localstripe(async |server| {
        let paid = charge(server, "4242424242424242", "relux-4-1").await;
        // Without the front: a 400, because a description is not known there.
        let bare = adapter(server.url()).charge(&paid).await;
        assert_eq!(bare, Outcome::Unknown);
        let adapter = adapter(server.front());
        let nobody = Charge {
            customer: "cus_nobody".to_owned(),
            ..paid.clone()
        };
        assert_eq!(adapter.charge(&nobody).await, Outcome::Unknown);
        // It asks for the customer through a library in the page, not through an address.
        let asks = charge(server, "4000002500003155", "relux-4-2").await;
        assert_eq!(adapter.charge(&asks).await, Outcome::Unknown);
        assert_eq!(adapter.look_up(&asks).await, Ok(Some(Outcome::Unknown)));
        let stranger = Stripe::new(StripeSettings {
            base: server.front().parse().unwrap(),
            secret_key: "pk_not_secret".to_owned(),
            webhook_secret: String::new(),
            return_url: "http://localhost".to_owned(),
        });
        assert_eq!(stranger.unwrap().charge(&paid).await, Outcome::Unknown);
    });
}
