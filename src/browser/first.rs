//! Requests that the html started before the program was there.
//!
//! An inline script of the html stores them in `window.reluxFirst`, by URL, each with
//! the promise of its response and a function that aborts it. Only [`crate::client`]
//! takes them.

use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Response;

/// What the page's html calls the store.
const STORE: &str = "reluxFirst";

/// An answer older than this is as good as none, in milliseconds: a visitor who comes
/// to a view late must not be shown what was true when the document was opened.
const FRESH_MS: f64 = 15_000.0;

/// A request under way.
#[derive(Debug)]
pub struct First {
    response: Promise,
    /// Ends it.
    pub abort: Function,
}

impl First {
    /// Its response; `None` when it failed.
    pub async fn response(self) -> Option<Response> {
        JsFuture::from(self.response).await.ok()?.dyn_into().ok()
    }
}

/// Takes the request for that URL out of the store, if there is a fresh one.
pub fn take(url: &str) -> Option<First> {
    let store = store()?;
    let key = JsValue::from_str(url);
    let entry = Reflect::get(&store, &key).ok()?;
    if !entry.is_object() {
        return None;
    }
    let _frozen_store = Reflect::delete_property(&store, &key);
    let first = First {
        response: field(&entry, "response")?,
        abort: field(&entry, "abort")?,
    };
    if super::uptime_ms() > FRESH_MS {
        let _already_over = first.abort.call0(&JsValue::UNDEFINED);
        return None;
    }
    Some(first)
}

/// Forgets them all: after a write they show the past.
pub fn forget_all() {
    if let Some(window) = super::window() {
        let _frozen_window = Reflect::delete_property(&window, &STORE.into());
    }
}

fn store() -> Option<Object> {
    field(&super::window()?.into(), STORE)
}

fn field<T: JsCast>(of: &JsValue, name: &str) -> Option<T> {
    Reflect::get(of, &name.into()).ok()?.dyn_into().ok()
}
