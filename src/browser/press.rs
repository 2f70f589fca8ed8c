//! What waits for the end of a press, so that nothing moves away from under it.

use wasm_bindgen_futures::spawn_local;

use super::{document, timer::sleep};

/// How often a press is looked at, in milliseconds.
const LOOK_MS: i32 = 20;

/// Does something at once, or, while the user presses on something, after that.
///
/// A field that is left by a press on a button is done with before the press is: what is
/// drawn then could move the button, and the browser would forget the press.
pub fn after_press(act: impl FnOnce() + 'static) {
    if !is_pressed() {
        act();
        return;
    }
    spawn_local(async move {
        while is_pressed() {
            sleep(LOOK_MS).await;
        }
        act();
    });
}

fn is_pressed() -> bool {
    document().is_some_and(|document| matches!(document.query_selector(":active"), Ok(Some(_))))
}
