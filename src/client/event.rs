//! `/events`: what the backend tells an open page by itself (C5, T7).

use std::{
    cell::{Cell, RefCell},
    rc::{Rc, Weak},
};

use api::event::Event;

use crate::{
    browser::{
        self, Listener,
        events::{EventStream, Happening},
        timer::Timer,
    },
    host,
};

/// The first and the longest pause before a lost stream is opened again, in milliseconds.
const PAUSE_MS: (i32, i32) = (1_000, 60_000);

/// After how long out of sight a page without events is to be read again, in milliseconds
/// (C5).
const STALE_MS: f64 = 60_000.0;

/// Events keep coming until this is dropped.
#[must_use = "dropping it ends the events"]
#[derive(Debug)]
pub struct Subscription {
    _line: Rc<Line>,
    _visibility: Option<Listener>,
}

/// Follows the backend's events while somebody can see the page.
///
/// Each time the stream opens again (after the page was hidden, or the network failed),
/// [`Event::Missed`] comes first: read again what is on screen. When the backend refuses
/// the stream, [`Event::SessionChanged`] comes once: the session has most likely ended,
/// and reading it will tell. Where it has never opened, [`Event::Missed`] comes when somebody
/// looks at the page again after a minute.
///
/// Keep the subscription where it dies with its view, such as in a
/// `StoredValue::new_local`.
pub fn subscribe(on_event: impl Fn(Event) + 'static) -> Subscription {
    let line = Rc::new(Line {
        on_event: Box::new(on_event),
        stream: RefCell::new(None),
        again: RefCell::new(None),
        was_open: Cell::new(false),
        hidden_at: Cell::new(None),
        pause_ms: Cell::new(PAUSE_MS.0),
    });
    let visibility = browser::on_visibility({
        let line = Rc::downgrade(&line);
        move |visible| {
            if let Some(line) = line.upgrade() {
                line.set_visible(visible);
            }
        }
    });
    line.set_visible(browser::visible());
    Subscription {
        _line: line,
        _visibility: visibility,
    }
}

/// The line to the backend, open or not.
struct Line {
    on_event: Box<dyn Fn(Event)>,
    stream: RefCell<Option<EventStream>>,
    /// The next attempt to open it.
    again: RefCell<Option<Timer>>,
    was_open: Cell<bool>,
    /// Since when nobody has seen the page, in milliseconds of its life.
    hidden_at: Cell<Option<f64>>,
    pause_ms: Cell<i32>,
}

impl std::fmt::Debug for Line {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Line")
            .field("stream", &self.stream)
            .finish_non_exhaustive()
    }
}

impl Line {
    /// A hidden page holds no connection: browsers allow six to a host, and a page that
    /// holds one can't be kept for the way back.
    fn set_visible(self: &Rc<Self>, visible: bool) {
        self.close();
        if visible {
            self.pause_ms.set(PAUSE_MS.0);
            self.open();
            let hidden_at = self.hidden_at.take().unwrap_or(f64::INFINITY);
            if !self.was_open.get() && browser::uptime_ms() - hidden_at >= STALE_MS {
                (self.on_event)(Event::Missed);
            }
        } else {
            self.hidden_at.set(Some(browser::uptime_ms()));
        }
    }

    fn close(&self) {
        self.again.replace(None);
        self.stream.replace(None);
    }

    fn open(self: &Rc<Self>) {
        let line = Rc::downgrade(self);
        let url = format!("{}/events", host::get().api);
        let stream = EventStream::open(&url, move |happening| {
            if let Some(line) = Weak::upgrade(&line) {
                line.happened(happening);
            }
        });
        self.stream.replace(stream);
    }

    fn happened(self: &Rc<Self>, happening: Happening) {
        match happening {
            Happening::Opened => {
                self.pause_ms.set(PAUSE_MS.0);
                if self.was_open.replace(true) {
                    (self.on_event)(Event::Missed);
                }
            }
            Happening::Said(text) => {
                // An event of a newer backend may change anything.
                let event = serde_json::from_str(&text).unwrap_or(Event::Missed);
                (self.on_event)(event);
            }
            Happening::Lost => self.lost(),
        }
    }

    fn lost(self: &Rc<Self>) {
        self.close();
        let pause_ms = self.pause_ms.get();
        self.pause_ms
            .set(pause_ms.saturating_mul(2).min(PAUSE_MS.1));
        let line = Rc::downgrade(self);
        self.again.replace(Some(Timer::after(pause_ms, move || {
            if let Some(line) = line.upgrade() {
                line.open();
            }
        })));
        if pause_ms == PAUSE_MS.0 {
            (self.on_event)(Event::SessionChanged);
        }
    }
}
