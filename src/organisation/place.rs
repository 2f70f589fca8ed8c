//! Where the focus belongs, among rows that go or are made anew when something has changed.

use leptos::prelude::*;

use crate::browser::{self, timer::Timer};

/// What of the tables had the focus last. A handle: every copy is the same.
#[derive(Debug, Clone, Copy)]
pub struct Place(StoredValue<String>);

impl Place {
    /// Nothing has had it yet.
    pub fn new() -> Self {
        Self(StoredValue::new(String::new()))
    }

    /// Notes what has it now.
    pub fn note(self) {
        self.0.set_value(browser::focused().unwrap_or_default());
    }

    /// As if that had it now.
    pub fn keep(self, id: &str) {
        self.0.set_value(id.to_owned());
    }

    /// Gives the focus back to what had it, made anew. Only when it is nowhere: who has moved
    /// on meanwhile is not called back.
    pub fn find(self) {
        soon(move || {
            if let Some(id) = self.0.try_get_value()
                && browser::focused().is_none()
            {
                browser::focus(&id);
            }
        });
    }

    /// Moves the focus away from what is about to go, once its question has given it back.
    pub fn move_to(self, id: String) {
        soon(move || browser::focus(&id));
    }
}

/// When what is being drawn is there.
fn soon(act: impl FnOnce() + 'static) {
    Timer::after(0, act).forget();
}
