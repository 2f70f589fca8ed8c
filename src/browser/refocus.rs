//! The focus stays in the page when what had it goes away: made anew, done with, or in a dialog
//! that closes (G2). Features need not think of it, unless they know a better place.

use std::{cell::RefCell, rc::Rc};

use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{Element, HtmlElement, MutationObserver, MutationObserverInit};

use super::{listener::Listener, timer::Timer};

/// What had the focus, then what it stood in, up to the page.
type Trail = Vec<Element>;

/// What had the focus last in the page, and before a dialog took it.
#[derive(Debug, Clone, Default)]
struct Last {
    now: Trail,
    behind: Trail,
}

/// It is kept until this is dropped.
#[must_use = "dropping it ends the watch"]
#[derive(Debug)]
pub struct Watch {
    _listener: Listener,
    observer: MutationObserver,
    _callback: Closure<dyn FnMut()>,
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}

/// Keeps the focus within the element of that id. `None` where it is not there.
pub fn watch(id: &'static str) -> Option<Watch> {
    let document = super::document()?;
    let page = document.get_element_by_id(id)?;
    let last = Rc::new(RefCell::new(Last::default()));
    let due = RefCell::new(None::<Timer>);
    let callback = Closure::new({
        let (page, last) = (page.clone(), last.clone());
        move || {
            let (page, last) = (page.clone(), last.clone());
            // Once what is being drawn is there, and who knows a better place has had their say.
            due.replace(Some(Timer::after(0, move || {
                // The focus, once given, changes what had it last.
                let last = last.borrow().clone();
                last.find(&page);
            })));
        }
    });
    let observer = MutationObserver::new(callback.as_ref().unchecked_ref()).ok()?;
    let listener = Listener::on(
        document.into(),
        // Not every browser gives the focus to what is pressed.
        &["focusin", "click"],
        Box::new({
            let observer = observer.clone();
            move |event| {
                let target = event.target().and_then(|it| it.dyn_into::<Element>().ok());
                let control = target
                    .and_then(|it| it.closest(CONTROLS).ok().flatten())
                    .filter(|control| page.contains(Some(control)));
                match control {
                    Some(control) => {
                        last.borrow_mut().became(trail(control, &page));
                        observe(&observer, &page);
                    }
                    // Whoever has turned to something else is not called back.
                    None => drop(last.take()),
                }
            }
        }),
    );
    Some(Watch {
        _listener: listener,
        observer,
        _callback: callback,
    })
}

/// What can have the focus.
const CONTROLS: &str = "a, button, input, select, textarea, summary, [tabindex]";

/// Looks at what comes and goes, and at dialogs. Doing so again changes nothing.
fn observe(observer: &MutationObserver, page: &Element) {
    let options = MutationObserverInit::new();
    options.set_child_list(true);
    options.set_subtree(true);
    options.set_attribute_filter(&js_sys::Array::of1(&JsValue::from_str("open")));
    let _never_refused = observer.observe_with_options(page, &options);
}

fn trail(focused: Element, page: &Element) -> Trail {
    let mut trail = vec![focused];
    while let Some(parent) = trail.last().and_then(|one| one.parent_element()) {
        if parent.is_same_node(Some(page)) {
            break;
        }
        trail.push(parent);
    }
    trail
}

fn dialog_of(trail: &Trail) -> Option<&Element> {
    trail.iter().find(|one| one.tag_name() == "DIALOG")
}

/// Whether somebody could see it: it is in the document, and in no closed dialog.
fn is_there(element: &Element) -> bool {
    element.is_connected() && matches!(element.closest("dialog:not([open])"), Ok(None))
}

impl Last {
    fn became(&mut self, trail: Trail) {
        if dialog_of(&trail).is_some() && dialog_of(&self.now).is_none() {
            self.behind = std::mem::take(&mut self.now);
        }
        self.now = trail;
    }

    /// Gives the focus to what is left, if it is nowhere because what had it is gone.
    fn find(&self, page: &Element) {
        let is_lost = self.now.first().is_some_and(|one| !is_there(one));
        if !is_lost || super::focused().is_some() {
            return;
        }
        // Within a dialog that has closed nothing is left.
        let trail = match dialog_of(&self.now) {
            Some(dialog) if !is_there(dialog) => &self.behind,
            _ => &self.now,
        };
        if !(again(trail) || nearest_heading(trail)) {
            heading_of(page);
        }
    }
}

/// The same, or the same made anew.
fn again(trail: &Trail) -> bool {
    let Some(first) = trail.first() else {
        return false;
    };
    let anew = (!first.id().is_empty())
        .then(|| super::document()?.get_element_by_id(&first.id()))
        .flatten();
    [Some(first.clone()), anew]
        .into_iter()
        .flatten()
        .any(|one| is_there(&one) && takes(&one))
}

/// The heading of the smallest part of the page that it stood in and that is left.
fn nearest_heading(trail: &Trail) -> bool {
    let mut left = trail.iter().skip(1).filter(|one| is_there(one));
    left.any(heading_of)
}

fn heading_of(part: &Element) -> bool {
    let Ok(Some(heading)) = part.query_selector("h1, h2") else {
        return false;
    };
    if !heading.has_attribute("tabindex") {
        let _never_refused = heading.set_attribute("tabindex", "-1");
    }
    is_there(&heading) && takes(&heading)
}

/// Whether it takes the focus.
fn takes(element: &Element) -> bool {
    let Some(element) = element.dyn_ref::<HtmlElement>() else {
        return false;
    };
    let _not_focusable = element.focus();
    super::document()
        .and_then(|document| document.active_element())
        .is_some_and(|active| active.is_same_node(Some(element)))
}
