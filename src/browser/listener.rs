//! Things that the browser tells the page by itself.

use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Event, EventTarget};

/// A listener that is taken off when this is dropped.
#[derive(Debug)]
pub struct Listener {
    target: EventTarget,
    names: &'static [&'static str],
    callback: Closure<dyn Fn(Event)>,
}

/// Listeners hear of an event on its way down, before the element it is meant for does.
const CAPTURE: bool = true;

impl Listener {
    pub(super) fn on(
        target: EventTarget,
        names: &'static [&'static str],
        callback: Box<dyn Fn(Event)>,
    ) -> Self {
        let callback = Closure::wrap(callback);
        for name in names {
            let _never_refused = target.add_event_listener_with_callback_and_bool(
                name,
                callback.as_ref().unchecked_ref(),
                CAPTURE,
            );
        }
        Self {
            target,
            names,
            callback,
        }
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        for name in self.names {
            let _never_refused = self.target.remove_event_listener_with_callback_and_bool(
                name,
                self.callback.as_ref().unchecked_ref(),
                CAPTURE,
            );
        }
    }
}

/// Says whether somebody can see the page, each time that changes. `None` where there
/// is no document.
pub fn on_visibility(changed: impl Fn(bool) + 'static) -> Option<Listener> {
    let document = super::document()?;
    Some(Listener::on(
        document.into(),
        &["visibilitychange"],
        Box::new(move |_| changed(super::visible())),
    ))
}

/// Says when the user has come back: from another tab, window or page. One return may
/// be said more than once. `None` where there is no window.
pub fn on_return(came_back: impl Fn() + 'static) -> Option<Listener> {
    let window = super::window()?;
    Some(Listener::on(
        window.into(),
        &["focus", "pageshow", "visibilitychange"],
        Box::new(move |event| {
            // A field that takes the focus says so on its way down, too.
            let is_ours = event.type_() != "focus" || event.target() == event.current_target();
            if is_ours && super::visible() {
                came_back();
            }
        }),
    ))
}

/// Says whether the device has a network, each time that changes. `None` where there
/// is no window.
pub fn on_online(changed: impl Fn(bool) + 'static) -> Option<Listener> {
    let window = super::window()?;
    Some(Listener::on(
        window.into(),
        &["online", "offline"],
        Box::new(move |_| changed(super::online())),
    ))
}
