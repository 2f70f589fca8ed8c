//! What waits for the end of a press, so that nothing moves away from under it. Forms call it.

use wasm_bindgen_futures::spawn_local;

use super::{document, timer::sleep};

/// How often a press is looked at, in milliseconds. Some browsers say that there is one only
/// after they have moved the focus.
const LOOK_MS: i32 = 20;

/// Does something soon, and after the press that is under way by then.
///
/// A field that is left by a press on a button is done with before the press is: what is
/// drawn then could move the button, and the browser would forget the press.
pub fn after_press(act: impl FnOnce() + 'static) {
    spawn_local(async move {
        sleep(LOOK_MS).await;
        while is_pressed() {
            sleep(LOOK_MS).await;
        }
        act();
    });
}

fn is_pressed() -> bool {
    document().is_some_and(|document| matches!(document.query_selector(":active"), Ok(Some(_))))
}
