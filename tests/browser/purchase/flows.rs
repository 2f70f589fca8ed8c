//! Purchases from the press of the button to their end.

use wasm_bindgen_test::wasm_bindgen_test;

use super::{
    PENDING, ada, announced, backend, come_back, fresh_card, kept_key, payment, press, said, says,
    set_online, state, visa,
};
use crate::{
    fake::{FastTimers, Network, evaluate, until},
    mounted::{focused, mount, settle},
};

/// As fast as a test may, so that pauses of seconds take none.
fn fast() -> FastTimers {
    FastTimers::times(20)
}

#[wasm_bindgen_test]
async fn c6_a_purchase_goes_from_the_button_to_the_sales_number() {
    let _fast = fast();
    let still = payment(PENDING);
    let network = backend("pending", &format!("g < 3 ? json({still}) : paid"));
    let view = fresh_card().await;
    view.one("#buy-now").focus().unwrap();
    press(&view);
    settle().await;
    assert!(
        kept_key(ada()).is_some(),
        "the intent is kept before it is sent"
    );
    until(|| says(&view, "Purchase ReferenceS00042")).await;
    assert!(announced(&view, "status").contains("You have bought 100 credits."));
    let body = network.text_of(
        (1..=network.count())
            .find(|n| network.text_of(*n, "request.method") == "POST")
            .unwrap(),
        "request.headers.get('x-relux-credits')",
    );
    assert_eq!((network.keys().len(), body.as_str()), (1, "1"));
    assert_eq!(kept_key(ada()), None, "its key has done its work");
    settle().await;
    assert_eq!(
        focused(),
        "buy-result",
        "the button that had the focus is gone"
    );
    view.press_named("Buy more credits");
    settle().await;
    assert!(view.has("#buy-now"));
    assert_eq!(network.keys().len(), 1);
}

#[wasm_bindgen_test]
async fn i23_double_click_enter_and_request_submit_make_one_purchase() {
    let network = backend("hang()", "hang()");
    let view = fresh_card().await;
    let storm = "for (let i = 0; i < 5; i++) { form.querySelector('#buy-now').click(); form.requestSubmit(); }";
    evaluate("form", storm, &view.one("form"));
    settle().await;
    evaluate("form", storm, &view.one("form"));
    settle().await;
    assert_eq!(network.keys().len(), 1);
}

#[wasm_bindgen_test]
async fn i23_a_lost_answer_is_looked_for_under_the_same_key_until_it_is_found() {
    let _fast = fast();
    for lost in [
        "cut()",
        "html(502)",
        "problem('unavailable', 503)",
        "problem('in_flight', 409)",
    ] {
        let network = backend(&format!("p < 4 ? {lost} : pending"), "paid");
        let view = fresh_card().await;
        press(&view);
        until(|| says(&view, "We are checking whether your purchase arrived")).await;
        assert_eq!(announced(&view, "alert"), "", "{lost}");
        until(|| says(&view, "S00042")).await;
        let keys = network.keys();
        assert_eq!(keys.len(), 4, "{lost}");
        assert!(
            keys.iter().all(|key| *key == keys[0] && key.len() == 32),
            "{keys:?}"
        );
    }
}

#[wasm_bindgen_test]
async fn i23_check_again_sends_the_same_key_at_once() {
    let network = backend("p < 2 ? cut() : pending", "hang()");
    let view = fresh_card().await;
    press(&view);
    until(|| says(&view, "We are checking")).await;
    view.press_named("Check again");
    until(|| network.keys().len() == 2).await;
    assert_eq!(network.keys()[0], network.keys()[1]);
    until(|| says(&view, "Your card is being charged")).await;
}

#[wasm_bindgen_test]
async fn i23_a_limiter_knows_nothing_of_a_lost_answer() {
    let _fast = fast();
    let network = backend(
        "p === 1 ? cut() : p === 2 ? problem('too_many_requests', 429) : pending",
        "paid",
    );
    let view = fresh_card().await;
    press(&view);
    until(|| says(&view, "S00042")).await;
    let keys = network.keys();
    assert_eq!(keys.len(), 3);
    assert!(keys.iter().all(|key| *key == keys[0]), "{keys:?}");
}

#[wasm_bindgen_test]
async fn i23_a_definite_refusal_ends_the_key_and_another_try_is_a_new_intent() {
    for (code, status) in [
        ("price_changed", 409),
        ("unknown_package", 422),
        ("no_payment_method", 422),
        ("payment_in_progress", 409),
        ("forbidden", 403),
    ] {
        let network = backend(&format!("problem('{code}', {status})"), "hang()");
        let view = fresh_card().await;
        press(&view);
        until(|| says(&view, "Nothing was bought, and nothing charged.")).await;
        assert_eq!(kept_key(ada()), None, "{code}");
        press(&view);
        until(|| network.keys().len() == 2).await;
        let keys = network.keys();
        assert_ne!(keys[0], keys[1], "{code}");
    }
}

#[wasm_bindgen_test]
async fn i23_after_a_decline_another_try_is_a_new_intent() {
    let _fast = fast();
    let declined = payment("{ declined: { reason: 'card_expired', at: '2026-11-26T09:00:01Z' } }");
    let network = backend("pending", &format!("json({declined})"));
    let view = fresh_card().await;
    view.press("label:nth-of-type(2)");
    settle().await;
    press(&view);
    until(|| says(&view, "The card has expired. Use another card")).await;
    assert!(says(&view, "Buy 500 credits"), "the choice is kept");
    assert_eq!(kept_key(ada()), None);
    press(&view);
    until(|| network.keys().len() == 2).await;
    assert_ne!(network.keys()[0], network.keys()[1]);
}

#[wasm_bindgen_test]
async fn g3_offline_a_purchase_waits_and_goes_on_by_itself() {
    let network = backend("pending", "paid");
    let view = fresh_card().await;
    set_online(false);
    press(&view);
    until(|| {
        says(
            &view,
            "Your purchase is sent by itself as soon as you are back.",
        )
    })
    .await;
    assert!(network.keys().is_empty());
    set_online(true);
    until(|| says(&view, "S00042")).await;
    assert_eq!(network.keys().len(), 1);
}

#[wasm_bindgen_test]
async fn rule_8_after_the_confirmation_it_goes_on_by_itself() {
    let confirm = payment("{ confirm: { url: 'https://pay.example/1' } }");
    let network = backend("pending", &format!("g === 1 ? json({confirm}) : paid"));
    let view = fresh_card().await;
    press(&view);
    until(|| view.has("a[href='https://pay.example/1']")).await;
    come_back();
    until(|| says(&view, "S00042")).await;
    assert_eq!(network.keys().len(), 1);
}

#[wasm_bindgen_test]
async fn rule_8_who_does_not_confirm_can_buy_something_else() {
    let confirm = payment("{ confirm: { url: 'https://pay.example/1' } }");
    let network = backend("pending", &format!("json({confirm})"));
    let view = fresh_card().await;
    press(&view);
    until(|| view.has("a[href='https://pay.example/1']")).await;
    view.press_named("Buy something else");
    settle().await;
    assert_eq!(
        (kept_key(ada()), announced(&view, "status")),
        (None, String::new())
    );
    come_back();
    settle().await;
    assert!(
        !view.has("a[href='https://pay.example/1']"),
        "nobody follows it any more"
    );
    press(&view);
    until(|| network.keys().len() == 2).await;
    assert_ne!(network.keys()[0], network.keys()[1]);
}

#[wasm_bindgen_test]
async fn a7_who_comes_back_with_a_card_can_buy_without_a_reload() {
    let (without, with) = (state(None), state(Some(visa())));
    let _network = Network::answering(&format!(
        "request.url.endsWith('/auto-renewal')
           ? json(calls.filter((call) => call.url.endsWith('/auto-renewal')).length === 1 ? {without} : {with})
           : json(session)"
    ));
    let view = fresh_card().await;
    assert!(says(&view, "No card is stored.") && !view.has("#buy-now"));
    view.press("label:nth-of-type(2)");
    come_back();
    until(|| view.has("#buy-now")).await;
    assert!(says(&view, "Buy 500 credits"), "{}", said(&view));
}

#[wasm_bindgen_test]
async fn a7_without_a_page_of_the_host_the_providers_is_opened_and_leads_back_here() {
    // It leads nowhere: a test must not leave its page.
    let without = state(None);
    let network = Network::answering(&format!(
        "request.url.endsWith('/auto-renewal') ? json({without})
           : request.url.endsWith('/card-page') ? problem('provider_unavailable', 503) : json(session)"
    ));
    let view = fresh_card().await;
    view.press_named("Add a credit card");
    until(|| says(&view, "Something went wrong on our side.")).await;
    let number = (1..=network.count())
        .find(|number| {
            network
                .text_of(*number, "request.url")
                .ends_with("/card-page")
        })
        .unwrap();
    assert_eq!(network.text_of(number, "request.method"), "POST");
}

#[wasm_bindgen_test]
async fn c7_what_can_be_bought_fails_and_is_retried_on_its_own() {
    let _fast = fast();
    let with = state(Some(visa()));
    let _network = Network::answering(&format!(
        "!request.url.endsWith('/auto-renewal') ? json(session) : window.reluxHealthy ? json({with}) : html(502)"
    ));
    let view = mount(|| {
        use leptos::prelude::*;
        view! { <relux_credits::purchase::BuyCredits wallet=super::wallet() user=ada()/> }
    });
    until(|| says(&view, "What can be bought couldn’t be loaded.")).await;
    evaluate(
        "unused",
        "window.reluxHealthy = true",
        &wasm_bindgen::JsValue::UNDEFINED,
    );
    view.press_named("Retry");
    until(|| view.has("#buy-now")).await;
    evaluate(
        "unused",
        "delete window.reluxHealthy",
        &wasm_bindgen::JsValue::UNDEFINED,
    );
}
