//! Views mounted with props, without a network.

use api::{
    Credits, TransactionId, UserId, WalletId,
    history::HistoryPage,
    transaction::{Actor, Reference, Transaction, TransactionType},
    wallet::{Balance, Owner, TrendPoint, Wallet},
};
use chrono::{DateTime, TimeDelta, Utc};
use leptos::prelude::*;
use relux_credits::{credits::BalanceFace, history::HistoryTable, ui};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlElement;

use crate::mounted::mount;

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn credits(hundredths: i64) -> Credits {
    Credits::from_hundredths(hundredths).unwrap()
}

fn balance(hundredths: i64, threshold: Option<i64>) -> Balance {
    Balance {
        wallet: Wallet {
            id: WalletId::from_row(1),
            owner: Owner::Personal,
        },
        balance: credits(hundredths),
        number: 1,
        threshold: threshold.map(credits),
        trend: Vec::new(),
        days_left: None,
    }
}

fn line(number: i64, kind: TransactionType, hundredths: i64) -> Transaction {
    Transaction {
        id: TransactionId {
            wallet: WalletId::from_row(1),
            number,
        },
        at: at("2026-03-05T14:07:00Z") + TimeDelta::minutes(number),
        kind,
        reference: None,
        amount: credits(hundredths),
        balance: credits(13_600),
        by: None,
        undoes: None,
    }
}

fn page(items: Vec<Transaction>) -> HistoryPage {
    let total = u64::try_from(items.len()).unwrap();
    HistoryPage {
        items,
        total,
        first: 1,
        newer: None,
        older: None,
        wallet_is_empty: false,
    }
}

#[wasm_bindgen_test]
fn c2_the_balance_has_two_decimals_and_its_unit() {
    let view = mount(|| view! { <BalanceFace balance=balance(13_600, None)/> });
    assert_eq!(view.texts("p"), ["136.00 credits"]);
    assert!(view.all("svg").is_empty(), "one value is no development");
}

#[wasm_bindgen_test]
fn c4_a_low_balance_is_said_in_words_and_with_an_icon() {
    let low = mount(|| view! { <BalanceFace balance=balance(1_999, Some(2_000))/> });
    assert!(
        low.text().contains("Below your threshold of 20.00"),
        "{}",
        low.text()
    );
    assert_eq!(low.all("svg[aria-hidden=true]").len(), 1);
    let enough = mount(|| view! { <BalanceFace balance=balance(2_000, Some(2_000))/> });
    assert!(!enough.text().contains("Below"), "{}", enough.text());
    let overdrawn = mount(|| view! { <BalanceFace balance=balance(-100, None)/> });
    assert!(
        overdrawn.text().contains("nothing can be spent"),
        "{}",
        overdrawn.text()
    );
}

#[wasm_bindgen_test]
fn c2_the_development_is_a_drawing_with_its_meaning_in_words() {
    let point = |day: i64, hundredths| TrendPoint {
        at: at("2026-03-01T00:00:00Z") + TimeDelta::days(day),
        balance: credits(hundredths),
    };
    let balance = Balance {
        trend: vec![point(0, 20_000), point(15, 15_000), point(30, 13_600)],
        days_left: Some(18),
        ..balance(13_600, Some(2_000))
    };
    let view = mount(|| view! { <BalanceFace balance=balance/> });
    let drawing = &view.all("svg[role=img]")[0];
    assert_eq!(
        drawing.get_attribute("aria-label").unwrap(),
        "Balance over the last 30 days: from 200.00 to 136.00"
    );
    assert!(view.text().contains("about 18 days left at your pace"));
    assert!(view.text().contains("Threshold 20.00"));
}

#[wasm_bindgen_test]
fn t1_columns_stand_in_their_order_and_only_shared_wallets_name_members() {
    let own = page(vec![line(1, TransactionType::ImageGeneration, -100)]);
    let shared = own.clone();
    let view =
        mount(|| view! { <HistoryTable page=own names_members=false busy=false known=None/> });
    let heads = view.texts("th");
    assert!(heads[0].starts_with("Date ("), "{heads:?}");
    assert_eq!(
        heads[1..],
        ["Type", "Purchase Reference", "Amount", "Balance"]
    );
    let view =
        mount(|| view! { <HistoryTable page=shared names_members=true busy=false known=None/> });
    assert_eq!(view.texts("th")[5], "Member");
}

#[wasm_bindgen_test]
fn t2_amounts_carry_their_sign_and_t3_instants_are_for_machines_too() {
    let lines = vec![
        line(2, TransactionType::Purchase, 10_000),
        line(1, TransactionType::ImageGeneration, -100),
    ];
    let view = mount(|| {
        view! { <HistoryTable page=page(lines) names_members=false busy=false known=None/> }
    });
    let cells = view.texts("td");
    assert_eq!(
        (cells[1].as_str(), cells[3].as_str()),
        ("Purchase", "+100.00")
    );
    assert_eq!(
        (cells[6].as_str(), cells[8].as_str()),
        ("Image generation", "\u{2212}1.00")
    );
    let time = &view.all("time")[0];
    assert_eq!(
        time.get_attribute("datetime").unwrap(),
        "2026-03-05T14:09:00Z"
    );
}

#[wasm_bindgen_test]
fn t6_a_reference_is_a_link_only_when_the_backend_gives_one() {
    let with = |number, url: Option<&str>| Transaction {
        reference: Some(Reference {
            number: format!("S0000{number}").try_into().unwrap(),
            url: url.map(str::to_owned),
        }),
        ..line(number, TransactionType::Purchase, 10_000)
    };
    let lines = vec![with(2, Some("/my/orders/2")), with(1, None)];
    let view = mount(|| {
        view! { <HistoryTable page=page(lines) names_members=false busy=false known=None/> }
    });
    assert_eq!(view.texts("a"), ["S00002"]);
    assert_eq!(view.texts("td")[7], "S00001");
}

#[wasm_bindgen_test]
fn t7_only_lines_that_have_just_arrived_are_marked() {
    let lines = vec![
        line(3, TransactionType::ImageGeneration, -100),
        line(2, TransactionType::ImageGeneration, -100),
    ];
    let view = mount(|| {
        view! { <HistoryTable page=page(lines) names_members=false busy=false known=Some(2)/> }
    });
    let fresh: Vec<_> = view
        .all("tbody tr")
        .iter()
        .map(|row| !row.class_name().is_empty())
        .collect();
    assert_eq!(fresh, [true, false]);
}

#[wasm_bindgen_test]
fn g8_a_hostile_name_is_text_and_a_removed_member_is_marked() {
    let hostile = "<img src=x onerror=alert(1)>\u{202e}evil";
    let by = Actor {
        user: UserId::from_row(1),
        name: hostile.to_owned(),
        removed: true,
    };
    let lines = vec![Transaction {
        by: Some(by),
        ..line(1, TransactionType::ImageGeneration, -100)
    }];
    let view = mount(|| {
        view! { <HistoryTable page=page(lines) names_members=true busy=false known=None/> }
    });
    assert!(view.all("img").is_empty());
    assert_eq!(view.texts("bdi"), [hostile]);
    assert!(view.texts("td")[5].ends_with("(removed)"));
}

#[wasm_bindgen_test]
fn trap_1_a_busy_button_does_nothing_and_keeps_its_focus() {
    let presses = RwSignal::new(0);
    let view = mount(move || {
        let press = Callback::new(move |()| presses.update(|presses| *presses += 1));
        view! {
            <ui::Button variant=ui::Variant::Primary busy=true on_press=press>
                "Save"
            </ui::Button>
        }
    });
    let button: HtmlElement = view.all("button")[0].clone().unchecked_into();
    button.focus().unwrap();
    for _ in 0..5 {
        button.click();
    }
    assert_eq!(presses.get_untracked(), 0);
    assert_eq!(
        button.get_attribute("aria-disabled").as_deref(),
        Some("true")
    );
    let focused = web_sys::window()
        .unwrap()
        .document()
        .unwrap()
        .active_element();
    assert_eq!(focused.as_ref(), Some(button.as_ref()));
}
