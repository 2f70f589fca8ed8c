//! What the user sees when the program panics: a plain page with *Reload* and a
//! reference (G6, I25). Installed by `main`, before anything else.
//!
//! The page itself is drawn by a function of the html (`window.reluxCrash`), which the
//! html also calls when the program can't be loaded: it works without this program.

use std::panic;

use js_sys::{Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// Draws the crash page on every panic, in the panic's own task.
pub fn install_crash_page() {
    panic::set_hook(Box::new(|info| crash(&info.to_string())));
}

/// Ends the page: what happened goes to the console, under the reference that the user
/// sees.
pub fn crash(what: &str) {
    let reference = reference();
    web_sys::console::error_1(&format!("relux-credits {reference}: {what}").into());
    show(&reference);
}

/// Replaces the page by the crash page with that reference.
fn show(reference: &str) {
    let drawn = super::window()
        .and_then(|window| Reflect::get(&window, &"reluxCrash".into()).ok())
        .and_then(|draw| draw.dyn_into::<Function>().ok())
        .and_then(|draw| draw.call1(&JsValue::UNDEFINED, &reference.into()).ok());
    // A host page that left the function out still must not show a dead page.
    if drawn.is_none()
        && let Some(body) = super::document().and_then(|document| document.body())
    {
        body.set_text_content(Some(&format!("Relux Credits: error {reference}")));
    }
}

/// A short random text that ties what the user tells to what the console says.
fn reference() -> String {
    let key = super::random_key().unwrap_or_default();
    key.chars().take(8).collect()
}
