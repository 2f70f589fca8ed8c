//! Buying credits: the views mounted with props, and whole purchases over a network that
//! misbehaves.

use api::{
    Credits, Money, PackageId, UserId, WalletId,
    auto_renewal::{AutoRenewal, AutoRenewalState, Standing, Stops},
    money::Currency,
    package::Package,
    payment::PaymentMethod,
    wallet::{Owner, Wallet},
};
use leptos::prelude::*;
use relux_credits::{browser::storage::Store, purchase::BuyCredits, session::kept};

use crate::{
    fake::{Network, evaluate, run, until},
    mounted::{Mounted, mount},
};

mod flows;
mod reload;
mod views;

fn chf(amount_minor: i64) -> Money {
    Money::new(amount_minor, Currency::CHF)
}

fn package(credits: i32, price: i64, vat: i64) -> Package {
    Package {
        id: PackageId::try_from(credits.to_string()).unwrap(),
        credits: Credits::whole(credits),
        price: chf(price),
        vat: chf(vat),
    }
}

fn packages() -> Vec<Package> {
    vec![package(100, 4_900, 367), package(500, 21_900, 1_641)]
}

fn visa() -> PaymentMethod {
    PaymentMethod {
        brand: "visa".to_owned(),
        last4: "4242".to_owned(),
        expiry_month: 8,
        expiry_year: 2027,
    }
}

fn wallet() -> Wallet {
    Wallet {
        id: WalletId::from_row(1),
        owner: Owner::Personal,
    }
}

fn ada() -> UserId {
    UserId::from_row(7)
}

/// What the backend says of the wallet, as JSON.
fn state(card: Option<PaymentMethod>) -> String {
    let state = AutoRenewalState {
        wallet: wallet(),
        version: 1,
        setting: AutoRenewal::Off,
        standing: Standing::Off,
        balance: Credits::whole(136),
        payment_method: card,
        packages: packages(),
        thresholds: Stops {
            min: Credits::whole(5),
            max: Credits::whole(200),
            step: Credits::whole(5),
        },
        used_this_month: chf(0),
        month_ends_at: "2026-11-30T23:00:00Z".parse().unwrap(),
        renewals: Vec::new(),
    };
    serde_json::to_string(&state).unwrap()
}

/// A payment in a state, as JavaScript.
fn payment(state: &str) -> String {
    format!(
        "{{ id: '00000000000009', cause: 'purchase', state: {state}, credits: 10000,
            price: {{ amount_minor: 4900, currency: 'CHF' }},
            created_at: '2026-11-26T09:00:00Z', attempts: [] }}"
    )
}

const PENDING: &str = "'pending'";
const PAID: &str = "{ paid: { reference: 'S00042', at: '2026-11-26T09:00:01Z' } }";

/// A backend that answers purchases with `post`, which may use their number `p` from 1, and
/// questions about the payment with `get`, which may use their number `g`.
fn backend(post: &str, get: &str) -> Network {
    let card = state(Some(visa()));
    Network::answering(&format!(
        "(() => {{
            const of = (part) => calls.filter((call) => call.url.includes(part)).length;
            const [p, g, r] = [of('/purchases'), of('/payments/'), of('/auto-renewal')];
            const pending = json({pending}, 201), paid = json({paid});
            if (request.url.endsWith('/session')) return json(session);
            if (request.url.endsWith('/auto-renewal')) return json({card});
            return request.method === 'POST' ? {post} : {get};
        }})()",
        pending = payment(PENDING),
        paid = payment(PAID),
    ))
}

impl Network {
    /// The keys of all purchases that were sent.
    fn keys(&self) -> Vec<String> {
        (1..=self.count())
            .filter(|number| self.text_of(*number, "request.url").ends_with("/purchases"))
            .map(|number| self.text_of(number, "request.headers.get('idempotency-key')"))
            .collect()
    }
}

/// The card of a user's wallet, once it has been read.
async fn card(user: UserId) -> Mounted {
    let view = mount(move || view! { <BuyCredits wallet=wallet() user=user/> });
    until(|| view.has("dl") || view.has("#buy-result")).await;
    view
}

/// The card, with nothing kept from before.
async fn fresh_card() -> Mounted {
    forget();
    card(ada()).await
}

fn forget() {
    Store::Session.sweep("relux-kept-", None);
}

fn place(user: UserId) -> String {
    kept(user, &format!("purchase-{}", wallet().id))
}

/// The key that is kept of a user, if any.
fn kept_key(user: UserId) -> Option<String> {
    let kept = Store::Session.get(&place(user))?;
    evaluate("text", "return JSON.parse(text).key", &kept.into()).as_string()
}

/// Presses the button that buys.
fn press(view: &Mounted) {
    view.press("#buy-now");
}

/// All that can be read, with plain spaces.
fn said(view: &Mounted) -> String {
    view.text().replace('\u{a0}', " ")
}

fn says(view: &Mounted, text: &str) -> bool {
    said(view).contains(text)
}

/// What is announced: in passing, and until something is done.
fn announced(view: &Mounted, role: &str) -> String {
    view.texts(&format!("[role={role}]"))
        .concat()
        .replace('\u{a0}', " ")
}

/// Tells the page whether there is a network.
fn set_online(online: bool) {
    run(&format!(
        "Object.defineProperty(navigator, 'onLine', {{ configurable: true, get: () => {online} }});
         dispatchEvent(new Event({online} ? 'online' : 'offline'));"
    ));
}

/// The user comes back from another page or tab.
fn come_back() {
    run("dispatchEvent(new Event('focus'))");
}
