//! What outlives a document, and what must not (I23, I26).

use api::UserId;
use relux_credits::browser::storage::Store;
use wasm_bindgen_test::wasm_bindgen_test;

use super::{ada, announced, backend, card, forget, fresh_card, kept_key, place, press, says};
use crate::{
    fake::{FastTimers, evaluate, until},
    mounted::settle,
};

/// What is kept was asked for that many minutes earlier.
fn age(minutes: u32) {
    let aged = evaluate(
        "text",
        &format!(
            "const kept = JSON.parse(text);
             kept.at = new Date(Date.now() - {minutes} * 60000).toISOString();
             return JSON.stringify(kept)"
        ),
        &Store::Session.get(&place(ada())).unwrap().into(),
    );
    Store::Session.set(&place(ada()), &aged.as_string().unwrap());
}

/// A purchase that nobody has answered, and the document is gone.
async fn left_without_answer() -> String {
    let network = backend("hang()", "hang()");
    let view = fresh_card().await;
    press(&view);
    until(|| network.keys().len() == 1).await;
    drop(view);
    kept_key(ada()).unwrap()
}

#[wasm_bindgen_test]
async fn i23_a_reload_sends_the_same_key_again() {
    let key = left_without_answer().await;
    let network = backend("pending", "paid");
    let view = card(ada()).await;
    until(|| says(&view, "S00042")).await;
    assert_eq!(network.keys(), [key]);
    assert!(says(&view, "You have bought 100 credits."));
    assert_eq!(kept_key(ada()), None);
}

#[wasm_bindgen_test]
async fn i23_after_a_reload_a_known_payment_is_followed_and_not_sent_again() {
    let network = backend("pending", "hang()");
    let view = fresh_card().await;
    press(&view);
    until(|| says(&view, "Your card is being charged")).await;
    assert_eq!(network.keys().len(), 1);
    drop((view, network));
    let network = backend("problem('internal', 500)", "paid");
    let view = card(ada()).await;
    until(|| says(&view, "S00042")).await;
    assert!(network.keys().is_empty());
}

#[wasm_bindgen_test]
async fn i23_after_a_reload_the_choice_is_what_was_asked_for() {
    let _network = backend("hang()", "hang()");
    let view = fresh_card().await;
    view.press("label:nth-of-type(2)");
    settle().await;
    press(&view);
    settle().await;
    drop(view);
    let view = card(ada()).await;
    assert!(
        says(&view, "Buy 500 credits for CHF 219.00"),
        "{}",
        view.text()
    );
    assert_eq!(view.attribute("#buy-now", "aria-disabled"), "true");
    assert!(announced(&view, "status").contains("We are checking"));
}

#[wasm_bindgen_test]
async fn i23_what_was_asked_for_long_ago_is_sent_again_only_when_told_to() {
    let key = left_without_answer().await;
    age(60);
    let network = backend("pending", "paid");
    let view = card(ada()).await;
    assert!(says(&view, "no answer came"), "{}", view.text());
    settle().await;
    assert!(network.keys().is_empty());
    view.press_named("Go on");
    until(|| says(&view, "S00042")).await;
    assert_eq!(network.keys(), [key]);
}

#[wasm_bindgen_test]
async fn i23_what_was_asked_for_long_ago_can_be_let_go() {
    left_without_answer().await;
    age(60);
    let network = backend("pending", "paid");
    let view = card(ada()).await;
    view.press_named("Don’t buy");
    settle().await;
    assert_eq!(kept_key(ada()), None);
    assert!(view.has("#buy-now") && network.keys().is_empty());
}

#[wasm_bindgen_test]
async fn i23_after_a_reload_a_limiters_refusal_decides_nothing() {
    let _fast = FastTimers::times(20);
    let key = left_without_answer().await;
    let network = backend(
        "p < 3 ? problem('too_many_requests', 429) : pending",
        "paid",
    );
    let view = card(ada()).await;
    until(|| says(&view, "S00042")).await;
    assert_eq!(network.keys(), [key.clone(), key.clone(), key]);
}

#[wasm_bindgen_test]
async fn g5_the_end_of_a_session_keeps_the_intent_for_its_user() {
    let key = {
        let network = backend("problem('signed_out', 401)", "hang()");
        let view = fresh_card().await;
        press(&view);
        until(|| network.keys().len() == 1).await;
        settle().await;
        assert_eq!(announced(&view, "alert"), "");
        kept_key(ada()).unwrap()
    };
    let network = backend("pending", "paid");
    let view = card(ada()).await;
    until(|| says(&view, "S00042")).await;
    assert_eq!(network.keys(), [key]);
}

#[wasm_bindgen_test]
async fn g5_another_users_intent_is_never_carried_out() {
    let key = left_without_answer().await;
    let network = backend("pending", "paid");
    let view = card(UserId::from_row(8)).await;
    settle().await;
    assert!(network.keys().is_empty());
    assert_eq!(announced(&view, "status"), "");
    press(&view);
    until(|| network.keys().len() == 1).await;
    assert_ne!(network.keys()[0], key);
    assert_eq!(kept_key(ada()), Some(key));
}

#[wasm_bindgen_test]
async fn i26_after_signing_out_an_answer_that_comes_late_keeps_nothing() {
    let network = backend("later(100, pending)", "hang()");
    let view = fresh_card().await;
    press(&view);
    until(|| network.keys().len() == 1).await;
    // As the session does it.
    forget();
    until(|| says(&view, "Your card is being charged")).await;
    assert_eq!(Store::Session.get(&place(ada())), None);
}

#[wasm_bindgen_test]
async fn g8_what_is_kept_and_makes_no_sense_is_nothing() {
    forget();
    Store::Session.set(&place(ada()), "{\"key\":1}");
    let network = backend("pending", "paid");
    let view = card(ada()).await;
    settle().await;
    assert!(network.keys().is_empty() && view.has("#buy-now"));
}
