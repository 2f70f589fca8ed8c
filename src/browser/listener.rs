//! Things that the browser tells the page by itself.

use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::EventTarget;

/// A listener that is taken off when this is dropped.
#[derive(Debug)]
pub struct Listener {
    target: EventTarget,
    names: &'static [&'static str],
    callback: Closure<dyn Fn()>,
}

impl Listener {
    fn on(
        target: EventTarget,
        names: &'static [&'static str],
        callback: impl Fn() + 'static,
    ) -> Self {
        let callback = Closure::<dyn Fn()>::new(callback);
        for name in names {
            let _never_refused =
                target.add_event_listener_with_callback(name, callback.as_ref().unchecked_ref());
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
            let _never_refused = self
                .target
                .remove_event_listener_with_callback(name, self.callback.as_ref().unchecked_ref());
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
        move || changed(super::visible()),
    ))
}

/// Says whether the device has a network, each time that changes. `None` where there
/// is no window.
pub fn on_online(changed: impl Fn(bool) + 'static) -> Option<Listener> {
    let window = super::window()?;
    Some(Listener::on(
        window.into(),
        &["online", "offline"],
        move || {
            changed(super::online());
        },
    ))
}
