//! A1, rule 8: how it stands is said in words, with what there is to do.

use api::payment::Decline;
use chrono::{DateTime, Utc};

use super::*;

fn then() -> DateTime<Utc> {
    "2026-11-26T10:00:00Z".parse().unwrap()
}

async fn standing(standing: Standing) -> Form {
    form(AutoRenewalState { standing, ..on() }).await
}

#[wasm_bindgen_test]
async fn a1_every_standing_has_its_chip_and_its_words() {
    let reason = Decline::InsufficientFunds;
    for (stands, chip, said) in [
        (Standing::On, "On", ""),
        (Standing::Renewing, "Renewing…", "A renewal is under way."),
        (
            Standing::Retrying { at: then(), reason },
            "On – trying again",
            "did not have enough money. We try again on ",
        ),
        (
            Standing::Confirm {
                url: "https://pay.example/1".to_owned(),
            },
            "On – confirm the charge",
            "Your bank asks you to confirm the charge.",
        ),
        (
            Standing::Limited { until: then() },
            "On – limit reached",
            "This month’s limit is used up.",
        ),
        (
            Standing::Paused {
                reason,
                since: then(),
            },
            "Paused",
            "nothing is bought.",
        ),
    ] {
        let form = standing(stands).await;
        assert_eq!(form.texts(".rc-chip"), [chip]);
        assert!(form.text().contains(said), "{chip}: {}", form.text());
    }
}

#[wasm_bindgen_test]
async fn rule_8_a_confirmation_leads_to_a_page_and_never_to_a_script() {
    let confirm = |url: &str| Standing::Confirm {
        url: url.to_owned(),
    };
    let form = standing(confirm("https://pay.example/1")).await;
    assert_eq!(
        form.attribute(".rc-notice a", "href"),
        "https://pay.example/1"
    );
    let form = standing(confirm("javascript:alert(1)")).await;
    assert!(!form.has(".rc-notice a"));
}

#[wasm_bindgen_test]
async fn rule_8_resuming_asks_before_it_charges_and_not_where_it_charges_nothing() {
    let paused = || Standing::Paused {
        reason: Decline::Refused,
        since: then(),
    };
    let form = standing(paused()).await;
    form.press_named("Resume");
    settle().await;
    assert_eq!(*form.asked.borrow(), ["resume"]);

    let form = super::form(AutoRenewalState {
        standing: paused(),
        balance: Credits::whole(3),
        ..on()
    })
    .await;
    form.press_named("Resume");
    settle().await;
    assert!(form.asked.borrow().is_empty());
    form.press_named("Resume and charge");
    settle().await;
    assert_eq!(*form.asked.borrow(), ["resume"]);
}
