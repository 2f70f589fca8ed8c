//! A1–A6: the switch, the fields of a rule, and the sentence that is true to them.

use super::*;

const SWITCH: &str = "#renewal-switch";
const THRESHOLD: &str = "#renewal-threshold";
const RANGE: &str = "input[type=range]";
const PACKAGE: &str = "#renewal-package";
const LIMIT: &str = "#renewal-limit";

fn sentence(form: &Form) -> String {
    form.texts(".rc-renewal-sum p")[0].replace('\u{a0}', " ")
}

#[wasm_bindgen_test]
async fn a1_a2_the_chip_is_the_server_s_and_turning_on_saves_nothing() {
    let form = form(off()).await;
    assert_eq!(form.attribute(SWITCH, "role"), "switch");
    assert_eq!(form.texts("#renewal-title label"), ["Auto-renew Credits"]);
    assert!(!form.has(THRESHOLD));
    assert_eq!(
        sentence(&form),
        "Auto-renewal is off: nothing is bought by itself."
    );
    form.press(SWITCH);
    settle().await;
    assert!(form.text().contains("Unsaved changes"));
    assert_eq!(form.texts(".rc-chip"), ["Off"]);
    assert_eq!(form.texts("#renewal-title label"), ["Auto-renew Credits"]);
    assert!(form.sent.borrow().is_empty() && form.asked.borrow().is_empty());
}

#[wasm_bindgen_test]
async fn a2_off_hides_the_fields_and_keeps_their_draft() {
    let form = form(on()).await;
    form.enter(THRESHOLD, "35");
    form.press(SWITCH);
    settle().await;
    assert!(!form.has(THRESHOLD) && !form.has(PACKAGE) && !form.has(LIMIT));
    form.press(SWITCH);
    settle().await;
    assert_eq!(form.value(THRESHOLD), "35");
}

#[wasm_bindgen_test]
async fn a3_the_slider_and_the_field_are_one_and_a_wrong_value_is_named_never_cut() {
    let form = form(on()).await;
    assert_eq!(form.attribute(RANGE, "aria-valuetext"), "20 credits");
    form.enter(RANGE, "60");
    settle().await;
    assert_eq!(form.value(THRESHOLD), "60");
    form.enter(THRESHOLD, "85");
    settle().await;
    assert_eq!(form.value(RANGE), "85");
    assert_eq!(form.attribute(RANGE, "aria-valuetext"), "85 credits");
    for wrong in ["7", "0", "205", "99999999999999999999", "1e2", "x", ""] {
        form.enter(THRESHOLD, wrong);
        settle().await;
        assert_eq!(form.value(THRESHOLD), wrong);
        assert_eq!(form.value(RANGE), "85", "{wrong}: it stays where it was");
        let named = "Enter a number between 5 and 200, in steps of 5.";
        until(|| form.text().contains(named)).await;
        assert_eq!(form.attribute(THRESHOLD, "aria-invalid"), "true");
    }
}

#[wasm_bindgen_test]
async fn a4_a6_price_and_sentence_follow_the_choice() {
    let form = form(on()).await;
    let charge = "When your balance falls below 20 credits, we charge Visa •••• 4242 ";
    let whole = format!("{charge}CHF 49.00 for 100 credits, at most CHF 245.00 a month.");
    assert_eq!(sentence(&form), whole);
    form.enter(PACKAGE, "500");
    settle().await;
    assert!(
        form.text()
            .replace('\u{a0}', " ")
            .contains("CHF 225.00 incl. VAT")
    );
    let whole = format!("{charge}CHF 225.00 for 500 credits, at most CHF 245.00 a month.");
    assert_eq!(sentence(&form), whole);
    form.enter(LIMIT, "100");
    settle().await;
    let text = || form.text().replace('\u{a0}', " ");
    until(|| text().contains("Enter at least CHF 225.00")).await;
    let unfinished = "Complete the settings above to see what will be charged.";
    assert_eq!(sentence(&form), unfinished);
}

#[wasm_bindgen_test]
async fn a5_a_meter_shows_what_the_month_has_used() {
    let form = form(AutoRenewalState {
        used_this_month: chf(9_800),
        ..on()
    })
    .await;
    let text = form.text().replace('\u{a0}', " ");
    assert!(
        text.contains("CHF 98.00 of CHF 245.00 used this month"),
        "{text}"
    );
    assert!(text.contains("starts again on "), "{text}");
}

#[wasm_bindgen_test]
async fn a7_without_a_card_turning_on_is_refused_with_the_reason_and_a_card_is_looked_for() {
    let form = form(AutoRenewalState {
        payment_method: None,
        ..off()
    })
    .await;
    form.press(SWITCH);
    settle().await;
    form.enter(THRESHOLD, "35");
    settle().await;
    form.press_named("Save");
    settle().await;
    assert!(form.text().contains("Not Saved – Error"));
    assert!(form.text().contains("add a credit card, then save again"));
    assert!(form.sent.borrow().is_empty());
    assert_eq!(*form.asked.borrow(), ["refresh"]);
    assert_eq!(form.value(THRESHOLD), "35");
    form.editing.accept(off());
    settle().await;
    form.press_named("Save");
    settle().await;
    assert_eq!(form.sent.borrow().len(), 1);
}

#[wasm_bindgen_test]
async fn help_explains_renewal_with_the_numbers_that_are_being_edited() {
    let form = form(on()).await;
    let example = |form: &Form| form.texts(".rc-disclosure p")[0].replace('\u{a0}', " ");
    assert!(example(&form).contains(
        "your threshold is 20 credits, and you buy 100 credits for CHF 49.00. With exactly 20 \
         credits nothing happens. When an image takes the balance to 19.00, the card is charged \
         CHF 49.00 once, and the balance becomes 119.00."
    ));
    form.enter(THRESHOLD, "35");
    settle().await;
    assert!(example(&form).contains("takes the balance to 34.00"));
}
