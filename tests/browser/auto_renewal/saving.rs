//! A8, A9, rule 6: what *Save* does, and what becomes of it.

use super::*;

const THRESHOLD: &str = "#renewal-threshold";

async fn edited() -> Form {
    let form = form(on()).await;
    form.enter(THRESHOLD, "25");
    settle().await;
    form
}

/// What the server holds after the save of [`edited`].
fn saved() -> AutoRenewalState {
    AutoRenewalState {
        version: 4,
        setting: AutoRenewal::On(RenewalRule {
            threshold: Credits::whole(25),
            ..rule()
        }),
        ..on()
    }
}

#[wasm_bindgen_test]
async fn a8_however_often_and_by_whatever_means_it_is_asked_for_one_request_is_sent() {
    let form = edited().await;
    let script = "for (let time = 0; time < 5; time += 1) {
        element.querySelector('#renewal-save').click();
        element.requestSubmit();
    }";
    evaluate("element", script, &form.one("form"));
    settle().await;
    let sent = form.sent.borrow().clone();
    let [save] = &sent[..] else {
        panic!("{sent:?}");
    };
    assert_eq!(save.setting, saved().setting);
    assert!(!save.renew_at_once);
}

#[wasm_bindgen_test]
async fn a8_saved_stays_five_seconds_at_least_and_goes_with_an_edit() {
    let form = edited().await;
    form.press_named("Save");
    form.editing.finish(Outcome::Saved(saved()));
    settle().await;
    assert!(form.texts("[role=status]").concat().contains("Saved!"));
    assert!(!form.text().contains("Unsaved changes"));
    // An edit at once does not take it away unread; one five seconds later does.
    let timers = FastTimers::new();
    form.enter(THRESHOLD, "30");
    settle().await;
    drop(timers);
    assert!(form.texts("[role=status]").concat().contains("Saved!"));
    until(|| !form.texts("[role=status]").concat().contains("Saved!")).await;
    assert!(form.text().contains("Unsaved changes"));
}

#[wasm_bindgen_test]
async fn a8_a_failure_is_an_alert_that_keeps_what_was_typed_and_goes_with_the_next_edit() {
    let form = edited().await;
    form.press_named("Save");
    form.editing.finish(Outcome::Failed {
        why: "Because.",
        flaws: relux_credits::auto_renewal::draft::Flaws::default(),
    });
    settle().await;
    let alerts = form.texts("[role=alert]").concat();
    assert!(
        alerts.contains("Not Saved – Error") && alerts.contains("Because."),
        "{alerts}"
    );
    assert_eq!(form.value(THRESHOLD), "25");
    form.enter(THRESHOLD, "30");
    settle().await;
    assert!(!form.text().contains("Not Saved – Error"));
}

#[wasm_bindgen_test]
async fn i23_a_lost_answer_is_checked_by_hand_and_believed_when_the_server_holds_it() {
    let form = edited().await;
    form.press_named("Save");
    form.editing.finish(Outcome::Unknown);
    settle().await;
    assert!(
        form.text()
            .contains("We don’t know yet whether your changes were saved.")
    );
    form.press_named("Check again");
    assert_eq!(*form.asked.borrow(), ["check"]);
    form.editing.accept(saved());
    settle().await;
    assert!(form.texts("[role=status]").concat().contains("Saved!"));
}

#[wasm_bindgen_test]
async fn a9_i22_a_stale_form_shows_both_versions_and_the_choice_decides() {
    let theirs = || AutoRenewalState {
        version: 4,
        setting: AutoRenewal::Off,
        standing: Standing::Off,
        ..on()
    };
    for keep_mine in [true, false] {
        let form = edited().await;
        form.press_named("Save");
        form.sent.borrow_mut().clear();
        form.editing.finish(Outcome::Changed(theirs()));
        settle().await;
        let text = form.text();
        assert!(
            text.contains("Changed elsewhere") && text.contains("Saved now"),
            "{text}"
        );
        assert!(text.contains("Auto-renewal is off: nothing is bought by itself."));
        // Saving again does not overwrite it: it leads to the choice.
        form.press_named("Save");
        settle().await;
        assert!(form.sent.borrow().is_empty());
        if keep_mine {
            form.press_named("Save my version");
            settle().await;
            assert_eq!(form.sent.borrow()[0].setting, saved().setting);
        } else {
            form.press_named("Keep the saved version");
            settle().await;
            assert!(form.sent.borrow().is_empty());
            assert!(!form.has(THRESHOLD) && !form.text().contains("Unsaved changes"));
            assert_eq!(focused(), "renewal-save");
        }
    }
}

#[wasm_bindgen_test]
async fn rule_6_what_is_bought_at_once_is_asked_about_and_said_in_the_request() {
    let form = form(AutoRenewalState {
        balance: Credits::whole(12),
        ..off()
    })
    .await;
    form.press("#renewal-switch");
    settle().await;
    form.enter(THRESHOLD, "20");
    settle().await;
    assert!(form.text().contains("is below that already"));
    form.press_named("Save");
    settle().await;
    assert!(form.sent.borrow().is_empty());
    assert_eq!(form.all("dialog[open]").len(), 1);
    form.press_named("Save and charge");
    settle().await;
    let sent = form.sent.borrow().clone();
    assert_eq!(sent.len(), 1);
    assert!(sent[0].renew_at_once);
}
