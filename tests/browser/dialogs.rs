//! Dialogs, mounted with props.

use leptos::prelude::*;
use relux_credits::ui::{Confirm, Modal};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlDialogElement;

use crate::{
    fake::{evaluate, until},
    mounted::{Mounted, mount, settle},
};

fn dialog(view: &Mounted) -> HtmlDialogElement {
    view.one("dialog").unchecked_into()
}

/// Escape closes a dialog at once, and the browser says so only some tasks later.
async fn is_open_after_escape_and_a_press(view: &Mounted, open: RwSignal<bool>) {
    open.set(true);
    settle().await;
    assert!(dialog(view).open());

    let counting = "element.dataset.closed = 0;
        element.addEventListener('close', () => element.dataset.closed++)";
    evaluate("element", counting, &dialog(view));
    let said = |times| until(move || view.attribute("dialog", "data-closed") == times);

    dialog(view).close();
    open.set(true);
    said("1").await;
    assert!(dialog(view).open());
    assert!(open.get_untracked());

    dialog(view).close();
    said("2").await;
    assert!(!dialog(view).open());
    assert!(!open.get_untracked());
}

#[wasm_bindgen_test]
async fn g2_a_form_that_is_opened_right_after_escape_stays_open() {
    let open = RwSignal::new(false);
    let view = mount(move || {
        view! {
            <Modal id="form" open=open title="Form">
                ()
            </Modal>
        }
    });
    is_open_after_escape_and_a_press(&view, open).await;
}

#[wasm_bindgen_test]
async fn g2_a_question_that_is_asked_right_after_escape_stays_open() {
    let open = RwSignal::new(false);
    let on_yes = Callback::new(|()| ());
    let view = mount(move || {
        view! {
            <Confirm id="question" open=open title="Sure?" yes="Yes" no="No" on_yes=on_yes>
                ()
            </Confirm>
        }
    });
    is_open_after_escape_and_a_press(&view, open).await;
}
