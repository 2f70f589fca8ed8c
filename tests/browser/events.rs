//! The backend's events, over streams that break.

use std::{cell::RefCell, rc::Rc};

use api::{WalletId, event::Event};
use relux_credits::client::event::{Subscription, subscribe};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::fake::{FastTimers, run, until};

/// Streams that a test commands, and a document that it hides.
struct Streams;

impl Streams {
    fn new() -> Self {
        run("window.streams = [];
             window.realEventSource = window.EventSource;
             window.EventSource = class {
                 static CLOSED = 2;
                 constructor(url) { this.url = url; this.readyState = 0; window.streams.push(this) }
                 close() { this.readyState = 2; this.closed = true }
             };
             window.hide = (hidden) => {
                 Object.defineProperty(document, 'hidden', { value: hidden, configurable: true });
                 document.dispatchEvent(new Event('visibilitychange'));
             };
             hide(false);");
        Self
    }

    fn count(&self) -> usize {
        run("return streams.length + ''")
            .as_string()
            .unwrap()
            .parse()
            .unwrap()
    }

    fn open_ones(&self) -> usize {
        run("return streams.filter((stream) => !stream.closed).length + ''")
            .as_string()
            .unwrap()
            .parse()
            .unwrap()
    }

    /// The newest stream does something.
    fn newest(&self, script: &str) {
        run(&format!("const stream = streams.at(-1); {script}"));
    }
}

impl Drop for Streams {
    fn drop(&mut self) {
        run("window.EventSource = window.realEventSource; delete document.hidden");
    }
}

const OPENS: &str = "stream.readyState = 1; stream.onopen(new Event('open'))";
const BREAKS: &str = "stream.readyState = 0; stream.onerror(new Event('error'))";
const GIVES_UP: &str = "stream.readyState = 2; stream.onerror(new Event('error'))";

/// The stream brings that JSON, which holds no single quote.
fn says(json: &str) -> String {
    format!("stream.onmessage(new MessageEvent('message', {{ data: '{json}' }}))")
}

fn listening() -> (Rc<RefCell<Vec<Event>>>, Subscription) {
    let heard = Rc::new(RefCell::new(Vec::new()));
    let subscription = subscribe({
        let heard = heard.clone();
        move |event| heard.borrow_mut().push(event)
    });
    (heard, subscription)
}

#[wasm_bindgen_test]
fn c5_an_event_of_the_backend_arrives() {
    let streams = Streams::new();
    let (heard, _subscription) = listening();
    assert_eq!(
        run("return streams[0].url").as_string().unwrap(),
        "/api/v1/events"
    );
    streams.newest(OPENS);
    assert!(heard.borrow().is_empty());
    let event = Event::WalletChanged {
        wallet: WalletId::from_row(5),
        number: 8,
    };
    streams.newest(&says(&serde_json::to_string(&event).unwrap()));
    assert_eq!(*heard.borrow(), [event]);
}

#[wasm_bindgen_test]
fn c5_an_event_that_is_not_understood_may_have_changed_anything() {
    let streams = Streams::new();
    let (heard, _subscription) = listening();
    streams.newest(&says(r#""of_a_newer_backend""#));
    assert_eq!(*heard.borrow(), [Event::Missed]);
}

#[wasm_bindgen_test]
fn c5_a_stream_that_opens_again_may_have_missed_something() {
    let streams = Streams::new();
    let (heard, _subscription) = listening();
    streams.newest(OPENS);
    streams.newest(BREAKS);
    assert!(heard.borrow().is_empty());
    streams.newest(OPENS);
    assert_eq!(*heard.borrow(), [Event::Missed]);
    assert_eq!(streams.count(), 1);
}

#[wasm_bindgen_test]
async fn i21_a_stream_that_is_refused_tells_to_read_the_session_and_is_opened_again() {
    let _fast = FastTimers::new();
    let streams = Streams::new();
    let (heard, _subscription) = listening();
    streams.newest(OPENS);
    streams.newest(GIVES_UP);
    assert_eq!(*heard.borrow(), [Event::SessionChanged]);
    until(|| streams.count() == 2).await;
    streams.newest(GIVES_UP);
    assert_eq!(heard.borrow().len(), 1);
    until(|| streams.count() == 3).await;
    streams.newest(OPENS);
    assert_eq!(*heard.borrow(), [Event::SessionChanged, Event::Missed]);
    assert_eq!(streams.open_ones(), 1);
}

#[wasm_bindgen_test]
fn c5_a_hidden_page_holds_no_stream_and_catches_up_when_shown() {
    let streams = Streams::new();
    let (heard, _subscription) = listening();
    streams.newest(OPENS);
    run("hide(true)");
    assert_eq!(streams.open_ones(), 0);
    run("hide(false)");
    assert_eq!(streams.open_ones(), 1);
    streams.newest(OPENS);
    assert_eq!(*heard.borrow(), [Event::Missed]);
}

#[wasm_bindgen_test]
fn c5_where_no_stream_opens_the_page_is_read_again_when_it_was_out_of_sight_for_a_minute() {
    let streams = Streams::new();
    let (heard, _subscription) = listening();
    let away_for = |seconds: u32| {
        run("hide(true)");
        run(&format!(
            "const then = performance.now(); performance.now = () => then + {seconds} * 1000"
        ));
        run("hide(false); delete performance.now");
    };
    away_for(59);
    assert_eq!(*heard.borrow(), []);
    away_for(60);
    assert_eq!(*heard.borrow(), [Event::Missed]);
    streams.newest(OPENS);
    away_for(60);
    assert_eq!(*heard.borrow(), [Event::Missed]);
}

#[wasm_bindgen_test]
async fn g4_a_dropped_subscription_is_closed_and_stays_closed() {
    let _fast = FastTimers::new();
    let streams = Streams::new();
    let (heard, subscription) = listening();
    streams.newest(GIVES_UP);
    drop(subscription);
    run("hide(true); hide(false)");
    relux_credits::browser::timer::sleep(5_000).await;
    assert_eq!((streams.count(), streams.open_ones()), (1, 0));
    assert_eq!(heard.borrow().len(), 1);
}
