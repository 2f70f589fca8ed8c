//! The one place that talks to the browser, so that everything else stays plain Rust.
//!
//! Nothing here panics: what a browser refuses (storage, focus, a name that Intl
//! doesn't know) is answered with `None` or does nothing. Anybody may call it.

pub mod calendar;
pub mod crash;
pub mod events;
pub mod first;
pub mod intl;
pub mod leaving;
pub mod listener;
pub mod press;
pub mod refocus;
pub mod storage;
pub mod timer;

use std::fmt::Write as _;

use chrono::{DateTime, Utc};
use js_sys::{Array, ArrayBuffer};
use wasm_bindgen::JsCast;
use web_sys::{Blob, BlobPropertyBag, Document, HtmlAnchorElement, HtmlElement, Url, Window};

pub use crash::install_crash_page;
pub use intl::zone;
pub use listener::{Listener, on_online, on_return, on_visibility};
// The browser's words for how a request is sent; the client says them.
pub use web_sys::{RequestCache, RequestCredentials, RequestRedirect};

/// How long a saved file's memory is kept for the browser to read it, in milliseconds.
const SAVED_FILE_MS: i32 = 60_000;

fn window() -> Option<Window> {
    web_sys::window()
}

fn document() -> Option<Document> {
    window()?.document()
}

/// Offers the bytes to the user as a download of that name.
pub fn save_file(name: &str, bytes: &ArrayBuffer, media_type: &str) {
    let Some(url) = blob_url(bytes, media_type) else {
        return;
    };
    if let Some(link) = document()
        .and_then(|document| document.create_element("a").ok())
        .and_then(|element| element.dyn_into::<HtmlAnchorElement>().ok())
    {
        link.set_href(&url);
        link.set_download(name);
        link.click();
    }
    // The click only queues the download: revoking at once would lose it.
    timer::Timer::after(SAVED_FILE_MS, move || {
        let _already_gone = Url::revoke_object_url(&url);
    })
    .forget();
}

fn blob_url(bytes: &ArrayBuffer, media_type: &str) -> Option<String> {
    let options = BlobPropertyBag::new();
    options.set_type(media_type);
    let blob = Blob::new_with_buffer_source_sequence_and_options(&Array::of1(bytes), &options);
    Url::create_object_url_with_blob(&blob.ok()?).ok()
}

/// The present instant, to the millisecond.
pub fn now() -> DateTime<Utc> {
    intl::instant(js_sys::Date::now()).unwrap_or_default()
}

/// Milliseconds since the document was opened.
pub fn uptime_ms() -> f64 {
    window()
        .and_then(|window| window.performance())
        .map_or(0.0, |performance| performance.now())
}

/// Moves the focus to the element of that id, if there is one that takes it.
pub fn focus(id: &str) {
    if let Some(element) = document()
        .and_then(|document| document.get_element_by_id(id))
        .and_then(|element| element.dyn_into::<HtmlElement>().ok())
    {
        let _not_focusable = element.focus();
    }
}

/// Whether the element of that id has the focus.
pub fn has_focus(id: &str) -> bool {
    document()
        .and_then(|document| document.active_element())
        .is_some_and(|element| element.id() == id)
}

/// The id of the element that has the focus; empty when it has none. `None` when the focus is
/// nowhere: what had it is gone.
pub fn focused() -> Option<String> {
    let document = document()?;
    let active = document.active_element()?;
    let is_body = document
        .body()
        .is_some_and(|body| body.is_same_node(Some(&active)));
    (!is_body).then(|| active.id())
}

/// Sets what the tab is called.
pub fn set_title(title: &str) {
    if let Some(document) = document() {
        document.set_title(title);
    }
}

/// The text inside the element of that id.
pub fn text_of(id: &str) -> Option<String> {
    document()?.get_element_by_id(id)?.text_content()
}

/// The `lang` attribute of `<html>`; empty without one.
pub fn html_lang() -> String {
    document()
        .and_then(|document| document.document_element())
        .and_then(|html| html.get_attribute("lang"))
        .unwrap_or_default()
}

/// The languages that the user reads, the best first.
pub fn languages() -> Vec<String> {
    window()
        .map(|window| window.navigator().languages())
        .map(|tags| tags.iter().filter_map(|tag| tag.as_string()).collect())
        .unwrap_or_default()
}

/// The page's scheme, host and port; empty where there is no window.
pub fn origin() -> String {
    window()
        .and_then(|window| window.location().origin().ok())
        .unwrap_or_default()
}

/// The page's own path and query, as a card page leads back to it.
pub fn here() -> String {
    window()
        .map(|window| window.location())
        .and_then(|location| Some(location.pathname().ok()? + &location.search().ok()?))
        .unwrap_or_default()
}

/// What stands behind the `#` of the page's address; empty where nothing does.
pub fn fragment() -> String {
    window()
        .and_then(|window| window.location().hash().ok())
        .map(|hash| hash.trim_start_matches('#').to_owned())
        .unwrap_or_default()
}

/// Whether the device has a network at all; a `true` promises nothing.
pub fn online() -> bool {
    window().is_none_or(|window| window.navigator().on_line())
}

/// Whether somebody can see the page.
pub fn visible() -> bool {
    document().is_none_or(|document| !document.hidden())
}

/// The text as a part of a URL: every byte but letters, digits and `-._~` is `%XX`.
pub fn encode(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            let _infallible = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}

/// Shows the top of the page.
pub fn scroll_to_top() {
    if let Some(window) = window() {
        window.scroll_to_with_x_and_y(0.0, 0.0);
    }
}

/// Takes the element of that id, which the html has set aside, emptied of the shell that
/// stands in it.
pub fn take(id: &str) -> Option<HtmlElement> {
    let root = document()?.get_element_by_id(id)?;
    root.set_text_content(None);
    root.dyn_into().ok()
}

/// Where in a document the page stands.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Place {
    /// Whether the document is a host's, which `embed.js` says.
    pub embedded: bool,
    /// Whether the host's `main` is around it.
    pub in_main: bool,
    /// Where the page's files are, without a slash at its end: empty for the root.
    pub assets: String,
}

/// Where the element of that id stands.
pub fn place(id: &str) -> Place {
    let Some(root) = document().and_then(|document| document.get_element_by_id(id)) else {
        return Place::default();
    };
    let assets = root.get_attribute("data-assets").unwrap_or_default();
    Place {
        embedded: root.has_attribute("data-embedded"),
        in_main: root.closest("main").is_ok_and(|main| main.is_some()),
        assets: assets.trim_end_matches('/').to_owned(),
    }
}

/// Remembers the language for the html, which reads it first, and loads the page anew.
/// Only for the reference deployment: elsewhere the host says the language.
pub fn choose_language(tag: &str) {
    storage::Store::Local.set("relux-language", tag);
    reload();
}

/// Loads the document again.
pub fn reload() {
    if let Some(window) = window() {
        let _navigating = window.location().reload();
    }
}

/// Whether a link may lead there: to a page, and not to a script that calls itself one.
pub fn is_page(url: &str) -> bool {
    ["https://", "http://", "/"]
        .iter()
        .any(|beginning| url.starts_with(beginning))
}

/// Goes to another document, such as the host's sign-in page. Nobody is asked about
/// unsaved work: it waits for the user's return.
pub fn go_to(url: &str) {
    leaving::lift();
    if let Some(window) = window() {
        let _navigating = window.location().assign(url);
    }
}

/// 128 random bits in 32 hexadecimal digits, for idempotency keys. `None` in a
/// browser without a source of randomness, where no money may be moved.
pub fn random_key() -> Option<String> {
    let mut bytes = [0_u8; 16];
    window()?
        .crypto()
        .ok()?
        .get_random_values_with_u8_array(&mut bytes)
        .ok()?;
    Some(format!("{:032x}", u128::from_be_bytes(bytes)))
}
