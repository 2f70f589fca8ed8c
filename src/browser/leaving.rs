//! Asking before unsaved work is left (A10). Only the view that holds such work calls it.
//!
//! Three ways lead away: a press on a link (or on what is marked `data-leaves`), the
//! browser's *Back* and *Forward*, and the end of the document. The first two are stopped
//! and handed to the view, which asks in its own words; for the last one the browser asks.
//! A link marked `data-keeps` is let through: what is unsaved waits for the user's return.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Event, HtmlAnchorElement, HtmlElement, MouseEvent};

use super::{Listener, window};

thread_local! {
    /// Whether the document may end without a question.
    static LIFTED: Cell<bool> = const { Cell::new(false) };

    /// Says whether a press on *Back* or *Forward* is stopped.
    static TRAVEL: RefCell<Option<Rc<dyn Fn() -> bool>>> = const { RefCell::new(None) };
}

/// Hears of *Back* and *Forward* for every guard to come. To be called before the router is
/// made: events of the window reach its listeners in the order in which they came, whatever
/// phase they ask for, and the router's would lead away before a guard's could stop it.
pub fn watch() -> Option<Listener> {
    let heard = |event: Event| {
        let stops = TRAVEL.with_borrow(Clone::clone);
        if stops.is_some_and(|stops| stops()) {
            event.stop_immediate_propagation();
        }
    };
    Some(Listener::on(
        window()?.into(),
        &["popstate"],
        Box::new(heard),
    ))
}

/// Somebody wanted to leave, and was stopped.
#[derive(Debug, Clone)]
pub enum Leaving {
    /// By pressing that.
    Press(HtmlElement),
    /// By *Back* or *Forward*.
    Travel,
}

impl Leaving {
    /// Lets them go, once nothing holds them any more.
    pub fn go(&self) {
        match self {
            Self::Press(element) => element.click(),
            Self::Travel => {
                if let Some(history) = window().and_then(|window| window.history().ok()) {
                    let _nowhere_to_go = history.back();
                }
            }
        }
    }
}

/// Nobody leaves unasked until this is dropped.
#[must_use = "dropping it lets everybody leave"]
#[derive(Debug)]
pub struct Guard {
    _listeners: [Listener; 2],
}

/// Stops who is about to leave while `holds` says so. `here` gives the present address,
/// which *Back* has changed already when we hear of it; without one *Back* is let through.
pub fn guard(
    holds: impl Fn() -> bool + Clone + 'static,
    here: impl Fn() -> Option<String> + 'static,
    stopped: impl Fn(Leaving) + Clone + 'static,
) -> Option<Guard> {
    LIFTED.set(false);
    let target = window()?;
    let press = Listener::on(target.clone().into(), &["click"], {
        let (holds, stopped) = (holds.clone(), stopped.clone());
        Box::new(move |event| {
            if !holds() {
                return;
            }
            if let Some(element) = way_out(&event) {
                event.prevent_default();
                event.stop_immediate_propagation();
                stopped(Leaving::Press(element));
            }
        })
    });
    let end = Listener::on(
        target.into(),
        &["beforeunload"],
        Box::new({
            let holds = holds.clone();
            move |event| {
                if holds() && !LIFTED.get() {
                    event.prevent_default();
                }
            }
        }),
    );
    TRAVEL.set(Some(Rc::new(move || {
        let stops = holds() && stay(here());
        if stops {
            stopped(Leaving::Travel);
        }
        stops
    })));
    Some(Guard {
        _listeners: [press, end],
    })
}

impl Drop for Guard {
    fn drop(&mut self) {
        TRAVEL.set(None);
    }
}

/// Lets the document end without a question: the program itself leads elsewhere, and
/// what is unsaved waits for the user's return.
pub fn lift() {
    LIFTED.set(true);
}

/// The link or button that a press leaves the screen by, if it does.
fn way_out(event: &Event) -> Option<HtmlElement> {
    let mouse: &MouseEvent = event.dyn_ref()?;
    let elsewhere =
        mouse.button() != 0 || mouse.ctrl_key() || mouse.meta_key() || mouse.shift_key();
    let target: Element = event.target()?.dyn_into().ok()?;
    let element = target.closest("a[href], [data-leaves] button").ok()??;
    if elsewhere {
        return None;
    }
    if element.has_attribute("data-keeps") {
        lift();
        return None;
    }
    if let Some(link) = element.dyn_ref::<HtmlAnchorElement>() {
        let path = window()?.location().pathname().ok()?;
        let stays = link.pathname() == path && link.origin() == super::origin();
        if stays || !link.target().is_empty() || !link.protocol().starts_with("http") {
            return None;
        }
    }
    element.dyn_into().ok()
}

/// Puts the address back that a press on *Back* or *Forward* has changed to another
/// screen's. Says whether there was anything to put back.
fn stay(here: Option<String>) -> bool {
    let (Some(here), Some(window)) = (here, window()) else {
        return false;
    };
    let now = window.location().pathname().unwrap_or_default();
    if here.split(['?', '#']).next() == Some(now.as_str()) {
        return false;
    }
    window.history().is_ok_and(|history| {
        history
            .push_state_with_url(&JsValue::NULL, "", Some(&here))
            .is_ok()
    })
}
