//! The newest answer is shown, whatever the network does.

use std::{cell::Cell, rc::Rc};

use leptos::{mount::mount_to, prelude::*};
use relux_credits::{
    browser::timer::sleep,
    client::ClientError,
    latest::{Loaded, Loader},
};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlElement;

use crate::fake::{FastTimers, until};

/// Sets a flag when it is dropped.
struct Dropped(Rc<Cell<bool>>);

impl Drop for Dropped {
    fn drop(&mut self) {
        self.0.set(true);
    }
}

fn place() -> HtmlElement {
    let document = web_sys::window().unwrap().document().unwrap();
    let place = document.create_element("div").unwrap();
    document.body().unwrap().append_child(&place).unwrap();
    place.unchecked_into()
}

/// Mounts a view with a loader of that function, and gives the loader.
fn mounted<F>(read: impl Fn() -> F + 'static) -> (Loader<&'static str>, impl Sized)
where
    F: Future<Output = Result<&'static str, ClientError>> + 'static,
{
    let made = Rc::new(Cell::new(None));
    let handle = mount_to(place(), {
        let made = made.clone();
        move || made.set(Some(Loader::new(read)))
    });
    (made.get().unwrap(), handle)
}

fn shows(loader: Loader<&'static str>, state: &Loaded<&'static str>) -> bool {
    loader.state().get_untracked() == *state
}

#[wasm_bindgen_test]
async fn i24_an_old_answer_that_comes_late_is_not_shown() {
    let _fast = FastTimers::new();
    let filter = RwSignal::new("a");
    let old_came = Rc::new(Cell::new(false));
    let (loader, _view) = mounted({
        let old_came = old_came.clone();
        move || {
            let filter = filter.get();
            let dropped = Dropped(old_came.clone());
            async move {
                sleep(if filter == "a" { 2_000 } else { 100 }).await;
                if filter != "a" {
                    std::mem::forget(dropped);
                }
                Ok(filter)
            }
        }
    });
    until(|| shows(loader, &Loaded::Loading)).await;
    sleep(10).await;
    filter.set("b");
    until(|| shows(loader, &Loaded::Ready("b"))).await;
    until(|| old_came.get()).await;
    sleep(3_000).await;
    assert!(shows(loader, &Loaded::Ready("b")));
}

#[wasm_bindgen_test]
async fn i25_a_request_that_hangs_does_not_hold_up_the_next() {
    let filter = RwSignal::new("hang");
    let aborted = Rc::new(Cell::new(false));
    let (loader, _view) = mounted({
        let aborted = aborted.clone();
        move || {
            let filter = filter.get();
            let dropped = (filter == "hang").then(|| Dropped(aborted.clone()));
            async move {
                if dropped.is_some() {
                    std::future::pending::<()>().await;
                }
                Ok(filter)
            }
        }
    });
    sleep(0).await;
    filter.set("b");
    until(|| shows(loader, &Loaded::Ready("b"))).await;
    assert!(aborted.get());
}

#[wasm_bindgen_test]
async fn g4_a_view_that_is_gone_waits_for_nothing() {
    let aborted = Rc::new(Cell::new(false));
    let asked = Rc::new(Cell::new(false));
    let (loader, view) = mounted({
        let aborted = aborted.clone();
        let asked = asked.clone();
        move || {
            let dropped = Dropped(aborted.clone());
            asked.set(true);
            async move {
                std::future::pending::<()>().await;
                drop(dropped);
                Ok("never")
            }
        }
    });
    until(|| asked.get()).await;
    assert!(!aborted.get());
    drop(view);
    until(|| aborted.get()).await;
    loader.reload();
}

#[wasm_bindgen_test]
async fn g3_old_values_stay_while_new_ones_are_awaited_and_when_they_fail() {
    let _fast = FastTimers::times(10);
    let calls = Rc::new(Cell::new(0));
    let (loader, _view) = mounted({
        let calls = calls.clone();
        move || {
            calls.set(calls.get() + 1);
            let call = calls.get();
            async move {
                sleep(1_000).await;
                if call == 1 {
                    Ok("first")
                } else {
                    Err(ClientError::Offline)
                }
            }
        }
    });
    until(|| shows(loader, &Loaded::Ready("first"))).await;
    loader.reload();
    until(|| shows(loader, &Loaded::Refreshing("first"))).await;
    until(|| shows(loader, &Loaded::Failed(ClientError::Offline, Some("first")))).await;
}

#[wasm_bindgen_test]
async fn c5_a_burst_of_changes_shows_each_answer_and_asks_once_more() {
    let _fast = FastTimers::times(10);
    let calls = Rc::new(Cell::new(0));
    let (loader, _view) = mounted({
        let calls = calls.clone();
        move || {
            calls.set(calls.get() + 1);
            let call = calls.get();
            async move {
                sleep(1_000).await;
                Ok(if call == 1 { "first" } else { "second" })
            }
        }
    });
    until(|| calls.get() == 1).await;
    for _ in 0..50 {
        loader.reload();
    }
    until(|| shows(loader, &Loaded::Ready("first"))).await;
    until(|| shows(loader, &Loaded::Ready("second"))).await;
    sleep(2_000).await;
    assert_eq!(calls.get(), 2);
}
