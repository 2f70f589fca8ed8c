//! The page, as the worker sees it: somebody to tell. For the worker.
//!
//! Every message to the page is an array: the reply as JSON text and, with
//! [`Reply::Done`] only, the file as a transferred `ArrayBuffer`.

use api::export::Reply;
use chrono::{DateTime, Utc};
use js_sys::{Array, Date, Function, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::DedicatedWorkerGlobalScope;

/// Milliseconds between two reports of progress at least.
const PACE_MS: f64 = 50.0;

/// The page that started this worker.
#[derive(Clone)]
pub struct Page(DedicatedWorkerGlobalScope);

impl Page {
    /// The page, if this is a worker.
    pub fn of_this_worker() -> Option<Self> {
        js_sys::global().dyn_into().ok().map(Self)
    }

    /// Hears what the page sends.
    pub fn listen(&self, handler: &Function) {
        self.0.set_onmessage(Some(handler));
    }

    /// Tells the page.
    pub fn say(&self, reply: &Reply) {
        let message = Array::of1(&json(reply));
        // A message of plain text can't fail to be sent.
        let _sent = self.0.post_message(&message);
    }

    /// Tells the page and gives it the file, without a copy.
    pub fn hand_over(&self, reply: &Reply, file: &Uint8Array) {
        let buffer = file.buffer();
        let message = Array::of2(&json(reply), &buffer);
        let _sent = (self.0).post_message_with_transfer(&message, &Array::of1(&buffer));
    }
}

/// The present instant, to the millisecond.
pub fn now() -> Option<DateTime<Utc>> {
    // Exact: milliseconds since 1970 are whole numbers within a double's 53 bits.
    let millis = Date::now().to_string().parse().ok()?;
    DateTime::from_timestamp_millis(millis)
}

fn json(reply: &Reply) -> JsValue {
    serde_json::to_string(reply).unwrap_or_default().into()
}

/// How often progress is reported.
pub struct Pace {
    last_ms: f64,
    rows: u64,
}

impl Pace {
    /// The first report is due with the first rows.
    pub fn new() -> Self {
        Self {
            last_ms: 0.0,
            rows: 0,
        }
    }

    /// Whether to report that so many rows are in.
    pub fn is_due(&mut self, rows: u64) -> bool {
        let now_ms = Date::now();
        // A clock that was set back must not silence the reports.
        let due = rows > self.rows && (now_ms - self.last_ms).abs() >= PACE_MS;
        if due {
            *self = Self {
                last_ms: now_ms,
                rows,
            };
        }
        due
    }
}
