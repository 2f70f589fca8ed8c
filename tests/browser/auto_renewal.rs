//! The auto-renew form, mounted with props: no network.

use std::{cell::RefCell, rc::Rc};

use api::{
    Credits, Money, PackageId, WalletId,
    auto_renewal::{
        AutoRenewal, AutoRenewalState, MonthlyLimit, RenewalRule, SaveAutoRenewal, Standing, Stops,
    },
    money::Currency,
    package::Package,
    payment::PaymentMethod,
    wallet::{Owner, Wallet},
};
use leptos::prelude::*;
use relux_credits::auto_renewal::{Actions, AutoRenewalForm, Outcome, Resume, editing::Editing};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::{
    fake::{FastTimers, evaluate, until},
    mounted::{Mounted, focused, mount, settle},
};

mod rules;
mod saving;
mod standing;

fn chf(amount_minor: i64) -> Money {
    Money::new(amount_minor, Currency::CHF)
}

fn package_id(id: &str) -> PackageId {
    id.to_owned().try_into().unwrap()
}

fn rule() -> RenewalRule {
    RenewalRule {
        threshold: Credits::whole(20),
        package: package_id("100"),
        monthly_limit: MonthlyLimit::AtMost(chf(24_500)),
    }
}

fn visa() -> PaymentMethod {
    PaymentMethod {
        brand: "visa".to_owned(),
        last4: "4242".to_owned(),
        expiry_month: 8,
        expiry_year: 2027,
    }
}

/// Off, with a card and a comfortable balance.
pub fn off() -> AutoRenewalState {
    let package = |credits: i32, price, vat| Package {
        id: package_id(&credits.to_string()),
        credits: Credits::whole(credits),
        price: chf(price),
        vat: chf(vat),
    };
    AutoRenewalState {
        wallet: Wallet {
            id: WalletId::from_row(1),
            owner: Owner::Personal,
        },
        version: 3,
        setting: AutoRenewal::Off,
        standing: Standing::Off,
        balance: Credits::whole(136),
        payment_method: Some(visa()),
        packages: vec![package(100, 4_900, 367), package(500, 22_500, 1_686)],
        thresholds: Stops {
            min: Credits::whole(5),
            max: Credits::whole(200),
            step: Credits::whole(5),
        },
        used_this_month: chf(0),
        month_ends_at: "2026-11-30T23:00:00Z".parse().unwrap(),
        renewals: Vec::new(),
    }
}

/// On, with the rule above.
pub fn on() -> AutoRenewalState {
    AutoRenewalState {
        setting: AutoRenewal::On(rule()),
        standing: Standing::On,
        ..off()
    }
}

/// The form, and what it has asked for.
struct Form {
    view: Mounted,
    editing: Editing,
    sent: Rc<RefCell<Vec<SaveAutoRenewal>>>,
    asked: Rc<RefCell<Vec<&'static str>>>,
}

impl std::ops::Deref for Form {
    type Target = Mounted;

    fn deref(&self) -> &Mounted {
        &self.view
    }
}

/// Mounts the form; nothing that it sends is ever answered, unless the test does.
async fn form(state: AutoRenewalState) -> Form {
    let made = Rc::new(RefCell::new(None));
    let sent = Rc::new(RefCell::new(Vec::new()));
    let asked = Rc::new(RefCell::new(Vec::new()));
    let view = mount({
        let (made, sent, asked) = (made.clone(), sent.clone(), asked.clone());
        move || {
            let editing = Editing::new(state);
            *made.borrow_mut() = Some(editing);
            let (sent, asked) = (StoredValue::new_local(sent), StoredValue::new_local(asked));
            let ask = |what| Callback::new(move |()| asked.get_value().borrow_mut().push(what));
            let actions = Actions {
                send: Callback::new(move |save: SaveAutoRenewal| {
                    editing.begin(&save);
                    sent.get_value().borrow_mut().push(save);
                }),
                check: ask("check"),
                refresh: ask("refresh"),
                resume: Resume {
                    run: ask("resume"),
                    busy: false.into(),
                    trouble: None::<&'static str>.into(),
                },
            };
            let replay = ViewFn::from(|| "replay");
            view! { <AutoRenewalForm editing=editing actions=actions replay=replay/> }
        }
    });
    settle().await;
    let editing = made.borrow_mut().take().unwrap();
    Form {
        view,
        editing,
        sent,
        asked,
    }
}
