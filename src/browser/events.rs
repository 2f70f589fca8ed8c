//! Server-sent events as the browser delivers them; [`crate::client::event`] says what
//! they mean and is the only caller.

use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{EventSource, MessageEvent};

/// What happens on a stream of events.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Happening {
    /// The stream is open, for the first time or again.
    Opened,
    /// The server said this.
    Said(String),
    /// The browser gave up, and will not try again by itself.
    Lost,
}

/// An open stream of events, closed when dropped.
#[derive(Debug)]
pub struct EventStream {
    source: EventSource,
    _callbacks: [Closure<dyn Fn(JsValue)>; 3],
}

impl EventStream {
    /// Opens a stream. `None` in a browser that refuses the URL.
    pub fn open(url: &str, on: impl Fn(Happening) + Clone + 'static) -> Option<Self> {
        let source = EventSource::new(url).ok()?;
        let opened = Closure::<dyn Fn(JsValue)>::new({
            let on = on.clone();
            move |_event| on(Happening::Opened)
        });
        let said = Closure::<dyn Fn(JsValue)>::new({
            let on = on.clone();
            move |event: JsValue| {
                let text = event
                    .dyn_ref()
                    .and_then(|event: &MessageEvent| event.data().as_string());
                if let Some(text) = text {
                    on(Happening::Said(text));
                }
            }
        });
        let failed = Closure::<dyn Fn(JsValue)>::new({
            let source = source.clone();
            move |_event| {
                // A stream that merely broke is reopened by the browser.
                if source.ready_state() == EventSource::CLOSED {
                    on(Happening::Lost);
                }
            }
        });
        source.set_onopen(Some(opened.as_ref().unchecked_ref()));
        source.set_onmessage(Some(said.as_ref().unchecked_ref()));
        source.set_onerror(Some(failed.as_ref().unchecked_ref()));
        Some(Self {
            source,
            _callbacks: [opened, said, failed],
        })
    }
}

impl Drop for EventStream {
    fn drop(&mut self) {
        self.source.set_onopen(None);
        self.source.set_onmessage(None);
        self.source.set_onerror(None);
        self.source.close();
    }
}
