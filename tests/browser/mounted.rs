//! Views in the page, and what a user does to them.

use leptos::{mount::mount_to, prelude::*};
use relux_credits::browser::timer::sleep;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use crate::fake::evaluate;

/// A view in an element of its own, taken away with its reactive owner at the end.
pub struct Mounted {
    place: HtmlElement,
    _handle: Box<dyn std::any::Any>,
}

impl Drop for Mounted {
    fn drop(&mut self) {
        self.place.remove();
    }
}

/// Mounts a view.
pub fn mount<V: IntoView + 'static>(view: impl FnOnce() -> V + 'static) -> Mounted {
    let document = web_sys::window().unwrap().document().unwrap();
    let place: HtmlElement = document.create_element("div").unwrap().unchecked_into();
    document.body().unwrap().append_child(&place).unwrap();
    let handle = mount_to(place.clone(), view);
    Mounted {
        place,
        _handle: Box::new(handle),
    }
}

impl Mounted {
    /// All that can be read.
    pub fn text(&self) -> String {
        self.place.text_content().unwrap()
    }

    /// The elements of a selector.
    pub fn all(&self, selector: &str) -> Vec<Element> {
        let list = self.place.query_selector_all(selector).unwrap();
        (0..list.length())
            .map(|at| list.get(at).unwrap().unchecked_into())
            .collect()
    }

    /// Their texts.
    pub fn texts(&self, selector: &str) -> Vec<String> {
        self.all(selector)
            .iter()
            .map(|element| element.text_content().unwrap())
            .collect()
    }

    /// The first element of a selector.
    pub fn one(&self, selector: &str) -> HtmlElement {
        let found = self.all(selector).into_iter().next();
        found
            .unwrap_or_else(|| panic!("no {selector} in {}", self.place.inner_html()))
            .unchecked_into()
    }

    /// Whether there is an element of a selector.
    pub fn has(&self, selector: &str) -> bool {
        !self.all(selector).is_empty()
    }

    /// An attribute of the first element of a selector; empty without one.
    pub fn attribute(&self, selector: &str, name: &str) -> String {
        self.one(selector).get_attribute(name).unwrap_or_default()
    }

    /// What a control holds.
    pub fn value(&self, selector: &str) -> String {
        let value = evaluate("element", "return element.value", &self.one(selector));
        value.as_string().unwrap()
    }

    /// Puts a value into a control and lets it go, as a user does.
    pub fn enter(&self, selector: &str, value: &str) {
        let script = format!(
            "element.value = {value:?};
             for (const name of ['input', 'change'])
               element.dispatchEvent(new Event(name, {{ bubbles: true }}))"
        );
        evaluate("element", &script, &self.one(selector));
    }

    /// Presses the first element of a selector.
    pub fn press(&self, selector: &str) {
        self.one(selector).click();
    }

    /// Presses the button of that label.
    pub fn press_named(&self, label: &str) {
        let named = self.all("button").into_iter();
        let button: HtmlElement = named
            .filter(|button| button.text_content().unwrap().trim() == label)
            .map(JsCast::unchecked_into)
            .next()
            .unwrap_or_else(|| panic!("no button {label}"));
        button.click();
    }
}

/// Lets everything that is due happen.
pub async fn settle() {
    for _ in 0..3 {
        sleep(0).await;
    }
}

/// The id of what has the focus.
pub fn focused() -> String {
    let document = web_sys::window().unwrap().document().unwrap();
    document
        .active_element()
        .map(|element| element.id())
        .unwrap_or_default()
}
