//! The port of the spreadsheet worker (X1): starts it, gives it its one request, and
//! says how far it is. The history feature calls it. The protocol is [`api::export`].
//!
//! Every message of the worker is an array: the JSON of a [`Reply`], and behind
//! [`Reply::Done`] the workbook as an `ArrayBuffer`.

use std::{cell::RefCell, rc::Rc};

use api::export::{BUILD, Failure, Order, Reply};
use js_sys::{Array, ArrayBuffer};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{MessageEvent, Worker, WorkerOptions, WorkerType};

use crate::{
    browser::{self, calendar::Calendar, timer::Timer},
    host,
};

/// The worker's script, beside the page's other files.
pub const SCRIPT: &str = "/export-worker.js";

/// What an `.xlsx` file is.
const MEDIA_TYPE: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// The time for the worker to be there, in milliseconds (I25).
const READY_MS: i32 = 15_000;

/// The longest silence of a worker at work, in milliseconds. Packing a million rows is
/// silent for some seconds.
const SILENCE_MS: i32 = 60_000;

/// How far the workbook is.
#[derive(Debug, Clone, PartialEq)]
pub enum Progress {
    /// So many rows of so many are in.
    Rows {
        /// Rows written.
        rows: u64,
        /// Rows in all.
        total: u64,
    },
    /// All rows are in; the file is being packed.
    Packing,
    /// The workbook; the last word.
    Done {
        /// Rows in it.
        rows: u64,
        /// The file.
        file: ArrayBuffer,
    },
    /// No workbook; the last word.
    Failed(Failure),
}

/// A workbook being made. Dropping it cancels: the worker is ended on the spot.
#[must_use = "dropping it cancels"]
#[derive(Debug)]
pub struct Job(#[expect(dead_code, reason = "held for its drop")] Rc<Desk>);

/// Starts making a workbook; `on` hears how it goes, and hears nothing more after the
/// last word, or after the job was dropped.
pub fn start(order: &Order, on: impl Fn(Progress) + 'static) -> Job {
    let desk = Rc::new(Desk {
        on: Box::new(on),
        request: serde_json::to_string(order).ok(),
        hand: RefCell::new(None),
        alarm: RefCell::new(None),
    });
    desk.hire("", true);
    Job(desk)
}

/// What is known about one job.
struct Desk {
    on: Box<dyn Fn(Progress)>,
    request: Option<String>,
    hand: RefCell<Option<Hand>>,
    alarm: RefCell<Option<Timer>>,
}

impl std::fmt::Debug for Desk {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Desk")
            .field("request", &self.request)
            .finish_non_exhaustive()
    }
}

impl Desk {
    /// Starts a worker. `cached` says that its files may come from the browser's cache.
    fn hire(self: &Rc<Self>, query: &str, cached: bool) {
        self.expect_word_within(READY_MS);
        let desk = Rc::downgrade(self);
        let script = format!("{}{SCRIPT}{query}", host::get().place.assets);
        let hand = Hand::start(&script, move |message| {
            if let Some(desk) = desk.upgrade() {
                desk.hear(message, cached);
            }
        });
        match hand {
            Some(hand) => {
                self.hand.replace(Some(hand));
            }
            None => self.end(Progress::Failed(Failure::Unexpected)),
        }
    }

    fn hear(self: &Rc<Self>, message: Option<(Reply, Option<ArrayBuffer>)>, cached: bool) {
        self.expect_word_within(SILENCE_MS);
        match message {
            Some((Reply::Ready { build }, _)) => self.ready(&build, cached),
            Some((Reply::Progress { rows, total }, _)) => (self.on)(Progress::Rows { rows, total }),
            Some((Reply::Packing, _)) => (self.on)(Progress::Packing),
            Some((Reply::Done { rows }, Some(file))) => self.end(Progress::Done { rows, file }),
            Some((Reply::Failed { failure }, _)) => self.end(Progress::Failed(failure)),
            Some((Reply::Done { .. }, None)) | None => {
                self.end(Progress::Failed(broken()));
            }
        }
    }

    /// Page and worker are deployed together: an old worker out of a cache may speak
    /// another protocol. It is fetched once more, under a URL that no cache knows.
    fn ready(self: &Rc<Self>, build: &str, cached: bool) {
        if build == BUILD {
            let sent = match (&*self.hand.borrow(), &self.request) {
                (Some(hand), Some(request)) => hand.send(request),
                _ => false,
            };
            if !sent {
                self.end(Progress::Failed(Failure::Unexpected));
            }
        } else if cached {
            let fresh = browser::random_key().unwrap_or_default();
            self.hire(&format!("?{fresh}"), false);
        } else {
            self.end(Progress::Failed(Failure::Unexpected));
        }
    }

    fn expect_word_within(self: &Rc<Self>, silence_ms: i32) {
        let desk = Rc::downgrade(self);
        self.alarm.replace(Some(Timer::after(silence_ms, move || {
            if let Some(desk) = desk.upgrade() {
                desk.end(Progress::Failed(broken()));
            }
        })));
    }

    /// Says the last word. The worker's memory, hundreds of megabytes, goes first.
    fn end(&self, last: Progress) {
        self.alarm.replace(None);
        self.hand.replace(None);
        (self.on)(last);
    }
}

/// What to call it when the worker could not be loaded, died, or fell silent.
fn broken() -> Failure {
    if browser::online() {
        Failure::Unexpected
    } else {
        Failure::Offline
    }
}

/// A running worker, ended when dropped.
struct Hand {
    worker: Worker,
    _callbacks: [Closure<dyn Fn(JsValue)>; 2],
}

impl Hand {
    /// Starts one; `hear` gets what it says, and `None` when it breaks.
    fn start(
        script: &str,
        hear: impl Fn(Option<(Reply, Option<ArrayBuffer>)>) + Clone + 'static,
    ) -> Option<Self> {
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        let worker = Worker::new_with_options(script, &options).ok()?;
        let said = Closure::<dyn Fn(JsValue)>::new({
            let hear = hear.clone();
            move |event: JsValue| hear(event.dyn_ref().and_then(understand))
        });
        let broke = Closure::<dyn Fn(JsValue)>::new(move |_event| hear(None));
        worker.set_onmessage(Some(said.as_ref().unchecked_ref()));
        worker.set_onmessageerror(Some(broke.as_ref().unchecked_ref()));
        worker.set_onerror(Some(broke.as_ref().unchecked_ref()));
        Some(Self {
            worker,
            _callbacks: [said, broke],
        })
    }

    fn send(&self, request: &str) -> bool {
        self.worker
            .post_message(&JsValue::from_str(request))
            .is_ok()
    }
}

impl Drop for Hand {
    fn drop(&mut self) {
        self.worker.set_onmessage(None);
        self.worker.set_onmessageerror(None);
        self.worker.set_onerror(None);
        self.worker.terminate();
    }
}

/// What a message says. `None` for one that is not of the protocol.
fn understand(event: &MessageEvent) -> Option<(Reply, Option<ArrayBuffer>)> {
    let message: Array = event.data().dyn_into().ok()?;
    let reply = serde_json::from_str(&message.get(0).as_string()?).ok()?;
    Some((reply, message.get(1).dyn_into().ok()))
}

/// `relux-credits_<account>_2026-11-22.xlsx` (X5), the day being the user's.
pub fn file_name(account: &str) -> String {
    let today = Calendar::of_user().and_then(|calendar| calendar.today());
    let today = today.unwrap_or_else(|| browser::now().date_naive());
    format!("relux-credits_{}_{today}.xlsx", slug(account))
}

/// A name in letters that every file system and mail program takes.
fn slug(name: &str) -> String {
    let mut slug = String::new();
    for letter in name.to_lowercase().chars() {
        match letter {
            'a'..='z' | '0'..='9' => slug.push(letter),
            'ä' | 'à' | 'â' | 'á' => slug.push('a'),
            'ö' | 'ô' | 'ó' | 'ò' => slug.push('o'),
            'ü' | 'û' | 'ú' | 'ù' => slug.push('u'),
            'é' | 'è' | 'ê' | 'ë' => slug.push('e'),
            'î' | 'ï' | 'í' | 'ì' => slug.push('i'),
            'ç' => slug.push('c'),
            _separator if slug.is_empty() || slug.ends_with('-') => {}
            _separator => slug.push('-'),
        }
    }
    let slug: String = slug.trim_end_matches('-').chars().take(60).collect();
    if slug.is_empty() {
        "account".to_owned()
    } else {
        slug
    }
}

/// Offers a workbook to the user as a download of that name.
pub fn save(name: &str, file: &ArrayBuffer) {
    browser::save_file(name, file, MEDIA_TYPE);
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{SCRIPT, slug};

    #[test]
    fn x1_the_script_of_the_worker_is_among_the_pages_files() {
        let public = Path::new(env!("CARGO_MANIFEST_DIR")).join("public");
        assert!(public.join(SCRIPT.trim_start_matches('/')).is_file());
    }

    #[test]
    fn x5_a_file_is_named_in_letters_that_every_system_takes() {
        assert_eq!(slug("Lichtwerk Planung AG"), "lichtwerk-planung-ag");
        assert_eq!(slug("Atelier Lumière & Söhne"), "atelier-lumiere-sohne");
        assert_eq!(slug("../../etc/passwd"), "etc-passwd");
        assert_eq!(slug("光"), "account");
        assert!(slug(&"a".repeat(200)).len() <= 60);
    }
}
