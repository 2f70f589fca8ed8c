//! Waiting, and giving up waiting. Called by the client, the worker's port and views.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use js_sys::{Function, Promise};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, AbortSignal};

/// Something that happens once, later; not at all if this is dropped before.
#[derive(Debug)]
pub struct Timer {
    id: Option<i32>,
    callback: Option<Closure<dyn FnMut()>>,
}

impl Timer {
    /// Calls back after so many milliseconds.
    pub fn after(delay_ms: i32, callback: impl FnOnce() + 'static) -> Self {
        let callback = Closure::once(callback);
        let id = super::window().and_then(|window| {
            window
                .set_timeout_with_callback_and_timeout_and_arguments_0(
                    callback.as_ref().unchecked_ref(),
                    delay_ms,
                )
                .ok()
        });
        Self {
            id,
            callback: Some(callback),
        }
    }

    /// Lets it happen whatever becomes of the caller.
    pub fn forget(mut self) {
        self.id = None;
        if let Some(callback) = self.callback.take() {
            callback.forget();
        }
    }
}

impl Drop for Timer {
    fn drop(&mut self) {
        if let (Some(id), Some(window)) = (self.id, super::window()) {
            window.clear_timeout_with_handle(id);
        }
    }
}

/// For how long what is said again is taken back before, in milliseconds: a screen reader
/// says only what changes.
pub const SILENCE_MS: i32 = 100;

/// Waits so many milliseconds.
pub async fn sleep(delay_ms: i32) {
    let promise = Promise::new(&mut |resolve: Function, _reject| {
        if let Some(window) = super::window() {
            let _id =
                window.set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, delay_ms);
        }
    });
    let _resolved = JsFuture::from(promise).await;
}

/// Cuts a pause short: there is a reason to go on at once.
#[derive(Debug, Clone, Default)]
pub struct Bell(Rc<Bedside>);

/// Who sleeps, and what they would have missed.
#[derive(Debug, Default)]
struct Bedside {
    wake: RefCell<Option<Function>>,
    rung: Cell<bool>,
}

impl Bell {
    /// Waits so many milliseconds, or until it rings; not at all if it has rung since the
    /// last time. One may wait at a time.
    pub async fn sleep(&self, delay_ms: i32) {
        if self.0.rung.take() {
            return;
        }
        let promise = Promise::new(&mut |resolve: Function, _reject| {
            self.0.wake.replace(Some(resolve));
        });
        let bell = self.clone();
        let _timer = Timer::after(delay_ms, move || bell.wake());
        let _woken = JsFuture::from(promise).await;
        self.0.rung.set(false);
    }

    /// Ends the pause, or does away with the next one.
    pub fn ring(&self) {
        self.0.rung.set(true);
        self.wake();
    }

    fn wake(&self) {
        if let Some(wake) = self.0.wake.take() {
            let _never_throws = wake.call0(&JsValue::UNDEFINED);
        }
    }
}

/// Aborts what it was given to when the time is over, or when it is dropped: nobody
/// waits for the answer any more (G4).
#[derive(Debug)]
pub struct Deadline {
    controller: Option<AbortController>,
    passed: Rc<Cell<bool>>,
    _timer: Timer,
}

impl Deadline {
    /// A deadline in so many milliseconds.
    pub fn after(delay_ms: i32) -> Self {
        let controller = AbortController::new().ok();
        let passed = Rc::new(Cell::new(false));
        let timer = Timer::after(delay_ms, {
            let controller = controller.clone();
            let passed = passed.clone();
            move || {
                passed.set(true);
                // Without a reason: the fetch then fails with an `Error`, which is
                // all that gloo-net can take.
                if let Some(controller) = controller {
                    controller.abort();
                }
            }
        });
        Self {
            controller,
            passed,
            _timer: timer,
        }
    }

    /// What a request listens to.
    pub fn signal(&self) -> Option<AbortSignal> {
        Some(self.controller.as_ref()?.signal())
    }

    /// Also calls that function when it aborts.
    pub fn also(&self, abort: &Function) {
        if let Some(signal) = self.signal() {
            signal.set_onabort(Some(abort));
        }
    }

    /// Whether the time is over.
    pub fn has_passed(&self) -> bool {
        self.passed.get()
    }
}

impl Drop for Deadline {
    fn drop(&mut self) {
        if let Some(controller) = &self.controller {
            controller.abort();
        }
    }
}
