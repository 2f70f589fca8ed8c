//! What becomes of the focus when what had it goes away.

use leptos::prelude::*;
use relux_credits::{
    browser::{self, refocus},
    ui::Confirm,
};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::{
    fake::run,
    mounted::{Mounted, focused, mount, settle},
};

const PAGE_ID: &str = "refocus-page";

/// A button that is made anew whenever the number changes, and is not there without one.
fn page(number: RwSignal<Option<u32>>, asked: RwSignal<bool>) -> Mounted {
    mount(move || {
        let button = move || {
            number.get().map(|number| {
                view! {
                    <button id="act" on:click=move |_| asked.set(true)>
                        {number}
                    </button>
                }
            })
        };
        view! {
            <div id=PAGE_ID>
                <h1 id="of-the-page">Page</h1>
                <section>
                    <h2 id="of-the-part">Part</h2>
                    <div>{button}</div>
                </section>
                <Confirm
                    id="sure"
                    open=asked
                    title="Sure?"
                    yes="Yes"
                    no="No"
                    on_yes=Callback::new(|()| ())
                >
                    ()
                </Confirm>
            </div>
        }
    })
}

#[wasm_bindgen_test]
async fn g2_the_focus_goes_to_the_same_made_anew_or_else_to_the_heading_of_its_part() {
    let (number, asked) = (RwSignal::new(Some(1)), RwSignal::new(false));
    let _view = page(number, asked);
    let _watch = refocus::watch(PAGE_ID).unwrap();
    browser::focus("act");
    number.set(Some(2));
    settle().await;
    assert_eq!(focused(), "act");
    number.set(None);
    settle().await;
    assert_eq!(focused(), "of-the-part");
}

#[wasm_bindgen_test]
async fn g2_a_dialog_gives_the_focus_back_to_what_was_made_anew_behind_it() {
    let (number, asked) = (RwSignal::new(Some(1)), RwSignal::new(false));
    let view = page(number, asked);
    let _watch = refocus::watch(PAGE_ID).unwrap();
    browser::focus("act");
    for _ in 0..2 {
        view.press("#act");
        settle().await;
        assert!(view.has("dialog[open] :focus"));
        number.update(|number| *number = number.map(|number| number + 1));
        settle().await;
        assert!(view.has("dialog[open] :focus"));
        asked.set(false);
        settle().await;
        assert_eq!(focused(), "act");
    }
}

#[wasm_bindgen_test]
async fn g2_who_has_left_the_page_or_what_they_did_is_not_called_back() {
    let (number, asked) = (RwSignal::new(Some(1)), RwSignal::new(false));
    let view = page(number, asked);
    let elsewhere = mount(|| view! { <button id="elsewhere">Host</button> });
    let _watch = refocus::watch(PAGE_ID).unwrap();
    browser::focus("act");
    elsewhere.one("#elsewhere").focus().unwrap();
    number.set(None);
    settle().await;
    assert_eq!(focused(), "elsewhere");
    number.set(Some(2));
    settle().await;
    browser::focus("act");
    view.press("#of-the-page");
    run("document.activeElement.blur()");
    number.set(Some(3));
    settle().await;
    assert_eq!(focused(), "");
}
