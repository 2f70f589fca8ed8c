//! Each state, mounted with props: no network.

use std::{cell::RefCell, rc::Rc};

use api::{Code, package::Package, payment::Decline};
use leptos::prelude::*;
use relux_credits::purchase::{
    Actions, Offer, Purchase, PurchaseForm, course::Progress, intent::Intent,
};
use wasm_bindgen_test::wasm_bindgen_test;

use super::{announced, packages, says, visa, wallet};
use crate::{
    fake::evaluate,
    mounted::{Mounted, mount, settle},
};

/// The form in a state, and what it has asked for.
fn form(offer: Offer, progress: Progress) -> (Mounted, Rc<RefCell<Vec<String>>>) {
    let asked = Rc::new(RefCell::new(Vec::new()));
    let actions = {
        let asked = asked.clone();
        move || {
            let note = StoredValue::new_local(asked);
            let ask = move |what: String| note.get_value().borrow_mut().push(what);
            Actions {
                buy: Callback::new(move |package: Package| ask(format!("buy {}", package.id))),
                go_on: Callback::new(move |()| ask("go on".to_owned())),
                let_go: Callback::new(move |()| ask("let go".to_owned())),
            }
        }
    };
    let view = mount(move || {
        let intent = Intent::new(&packages()[1]).filter(|_| progress != Progress::Idle);
        let purchase = Purchase {
            intent: RwSignal::new(intent),
            progress: RwSignal::new(progress),
        };
        let offer = Memo::new(move |_| Some(offer.clone()));
        let id = wallet().id;
        view! { <PurchaseForm wallet=id offer=offer purchase=purchase actions=actions()/> }
    });
    (view, asked)
}

fn offer() -> Offer {
    Offer {
        packages: packages(),
        card: Some(visa()),
    }
}

fn paid() -> Progress {
    Progress::Paid {
        reference: "S00042".to_owned().try_into().unwrap(),
    }
}

#[wasm_bindgen_test]
fn c6_packages_are_a_choice_with_price_vat_and_price_per_credit() {
    let (view, _) = form(offer(), Progress::Idle);
    let labels: Vec<_> = view
        .texts("label")
        .iter()
        .map(|text| text.replace('\u{a0}', " "))
        .collect();
    assert_eq!(
        labels,
        [
            "100 credits CHF 0.49 per credit CHF 49.00 incl. VAT",
            "500 credits CHF 0.44 per credit CHF 219.00 incl. VAT",
        ]
    );
    assert_eq!(view.texts("fieldset > legend"), ["Amount"]);
    assert_eq!(view.all("input[type=radio][name=package]").len(), 2);
}

#[wasm_bindgen_test]
async fn c6_the_button_says_how_much_for_how_much_and_the_bill_names_card_and_vat() {
    let (view, asked) = form(offer(), Progress::Idle);
    assert!(says(&view, "Buy 100 credits for CHF 49.00"));
    assert!(says(&view, "Visa •••• 4242"), "{}", view.text());
    assert!(says(&view, "Total incl. VATCHF 49.00"));
    assert!(says(&view, "of which VATCHF 3.67"));
    view.press("label:nth-of-type(2)");
    settle().await;
    assert!(says(&view, "Buy 500 credits for CHF 219.00"));
    assert!(says(&view, "of which VATCHF 16.41"));
    view.press("#buy-now");
    assert_eq!(*asked.borrow(), ["buy 500"]);
}

#[wasm_bindgen_test]
fn a7_without_a_card_there_is_a_warning_with_a_link_and_nothing_to_press() {
    let without = Offer {
        card: None,
        ..offer()
    };
    let (view, asked) = form(without, Progress::Idle);
    assert!(says(&view, "No card is stored."), "{}", view.text());
    assert!(says(&view, "Add a credit card"));
    assert!(!view.has("#buy-now"));
    evaluate("form", "form.requestSubmit()", &view.one("form"));
    assert!(asked.borrow().is_empty());
}

#[wasm_bindgen_test]
fn i23_on_the_way_the_page_is_busy_and_never_says_that_anything_failed() {
    for (progress, words) in [
        (Progress::Sending, "Sending your purchase"),
        (Progress::Offline, "sent by itself as soon as you are back"),
        (
            Progress::Checking,
            "We are checking whether your purchase arrived",
        ),
        (Progress::Charging { slow: false }, "being charged"),
        (Progress::Charging { slow: true }, "You need not wait"),
    ] {
        let (view, _) = form(offer(), progress);
        assert!(announced(&view, "status").contains(words), "{words}");
        assert_eq!(announced(&view, "alert"), "", "{words}");
        let text = view.text().to_lowercase();
        assert!(!text.contains("fail") && !text.contains("error"), "{text}");
        assert_eq!(view.attribute("#buy-now", "aria-disabled"), "true");
        assert!(
            says(&view, "Buy 500 credits for CHF 219.00"),
            "what was asked for"
        );
    }
}

#[wasm_bindgen_test]
async fn i23_what_is_under_way_can_not_be_changed() {
    let (view, _) = form(offer(), Progress::Sending);
    view.press("input");
    settle().await;
    let is_chosen = evaluate("radio", "return radio.checked", &view.one("input"));
    assert!(!is_chosen.is_truthy());
    assert!(says(&view, "Buy 500 credits for CHF 219.00"));
    assert_eq!(view.attribute("fieldset", "aria-disabled"), "true");
}

#[wasm_bindgen_test]
fn c6_a_receipt_stands_in_the_place_of_the_form() {
    let (view, asked) = form(offer(), paid());
    let status = announced(&view, "status");
    for words in [
        "You have bought 500 credits.",
        "S00042",
        "CHF 219.00",
        "Visa •••• 4242",
    ] {
        assert!(status.contains(words), "{words}: {status}");
    }
    assert!(!view.has("form"));
    view.press_named("Buy more credits");
    assert_eq!(*asked.borrow(), ["let go"]);
}

#[wasm_bindgen_test]
fn rule_8_a_confirmation_is_a_link_to_the_providers_page() {
    let confirm = |url: &str| Progress::Confirm {
        url: url.to_owned(),
    };
    let (view, asked) = form(offer(), confirm("https://pay.example/confirm/1"));
    assert_eq!(
        view.attribute("[role=status] a", "href"),
        "https://pay.example/confirm/1"
    );
    assert!(announced(&view, "status").contains("confirm the payment of CHF 219.00"));
    assert!(!view.has("#buy-now"), "there is something else to do");
    view.press_named("Buy something else");
    assert_eq!(*asked.borrow(), ["let go"]);
    let (view, _) = form(offer(), confirm("javascript:alert(1)"));
    assert!(!view.has("[role=status] a"));
}

#[wasm_bindgen_test]
fn i23_what_was_left_over_long_ago_is_the_customers_choice() {
    let (view, asked) = form(offer(), Progress::Unsure);
    let status = announced(&view, "status");
    assert!(
        status.contains("you asked to buy 500 credits for CHF 219.00, and no answer came"),
        "{status}"
    );
    assert!(!view.has("#buy-now"));
    view.press_named("Go on");
    view.press_named("Don’t buy");
    assert_eq!(*asked.borrow(), ["go on", "let go"]);
}

#[wasm_bindgen_test]
fn c6_a_decline_says_why_and_what_to_do_and_the_button_waits() {
    for reason in Decline::ALL {
        let (view, _) = form(offer(), Progress::Declined(reason));
        let alert = announced(&view, "alert");
        assert!(
            alert.contains("Nothing was bought, and nothing charged."),
            "{alert}"
        );
        assert_eq!(
            view.attribute("#buy-now", "aria-disabled"),
            "",
            "{reason:?}"
        );
    }
    let (view, asked) = form(offer(), Progress::Declined(Decline::InsufficientFunds));
    let alert = announced(&view, "alert");
    assert!(
        alert.contains("did not have enough money. Use another card"),
        "{alert}"
    );
    assert!(alert.contains("Change card"), "{alert}");
    view.press("#buy-now");
    assert_eq!(
        *asked.borrow(),
        ["buy 500"],
        "what was wanted is still chosen"
    );
}

#[wasm_bindgen_test]
fn g8_every_refusal_is_in_our_own_words() {
    for (code, words) in [
        (Code::NoPaymentMethod, "There is no card any more."),
        (Code::UnknownPackage, "no longer sold"),
        (Code::PriceChanged, "The price has changed."),
        (Code::PaymentInProgress, "Another payment"),
        (Code::Forbidden, "You may no longer manage"),
        (Code::TooManyRequests, "Too many requests"),
        (Code::Unknown, "Something went wrong"),
    ] {
        let (view, _) = form(offer(), Progress::Refused(code));
        let alert = announced(&view, "alert");
        assert!(alert.contains(words), "{code:?}: {alert}");
        assert!(alert.contains("nothing charged"), "{alert}");
    }
}
