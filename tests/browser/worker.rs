//! The port of the spreadsheet worker, with workers that a test commands.

use std::{cell::RefCell, rc::Rc};

use api::export::{BUILD, Failure, Order, Reply, Request, Texts};
use relux_credits::worker::{Job, Progress, SCRIPT, start};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::fake::{FastTimers, run, until};

/// Workers that a test commands.
struct Workers;

impl Workers {
    fn new() -> Self {
        run("window.workers = [];
             window.realWorker = window.Worker;
             window.Worker = class {
                 constructor(url, options) {
                     Object.assign(this, { url, options, got: [], ended: false });
                     window.workers.push(this);
                 }
                 postMessage(message) { this.got.push(message) }
                 terminate() { this.ended = true }
             };");
        Self
    }

    /// The newest worker replies, with that JavaScript behind it in the array.
    fn reply(&self, reply: &Reply, behind: &str) {
        run(&format!("workers.at(-1).{}", says(reply, behind)));
    }

    fn ready(&self, build: &str) {
        let build = build.to_owned();
        self.reply(&Reply::Ready { build }, "");
    }

    fn of_newest(&self, expression: &str) -> String {
        run(&format!(
            "const worker = workers.at(-1); return '' + ({expression})"
        ))
        .as_string()
        .unwrap()
    }
}

impl Drop for Workers {
    fn drop(&mut self) {
        run("window.Worker = window.realWorker");
    }
}

/// A worker's message; the JSON of a reply holds no single quote.
fn says(reply: &Reply, behind: &str) -> String {
    let json = serde_json::to_string(reply).unwrap();
    format!("onmessage(new MessageEvent('message', {{ data: ['{json}', {behind}] }}))")
}

fn started() -> (Rc<RefCell<Vec<Progress>>>, Job) {
    let word = String::new;
    let texts = Texts {
        title: word(),
        transactions: word(),
        by_member: word(),
        about: word(),
        date: word(),
        kind: word(),
        reference: word(),
        amount: word(),
        balance: word(),
        member: word(),
        used: word(),
        share: word(),
        total: word(),
        rows: word(),
        removed: word(),
        types: std::array::from_fn(|_| word()),
    };
    let request = Request {
        url: "/api/v1/wallets/00000000000001/transactions/export".to_owned(),
        sheet_rows: 1_000,
        names_members: false,
        zone: "Europe/Zurich".to_owned(),
        texts,
        about: Vec::new(),
    };
    let heard = Rc::new(RefCell::new(Vec::new()));
    let job = start(&Order::History(Box::new(request)), {
        let heard = heard.clone();
        move |progress| heard.borrow_mut().push(progress)
    });
    (heard, job)
}

#[wasm_bindgen_test]
fn x1_the_worker_gets_its_request_when_it_is_ready_and_not_before() {
    let workers = Workers::new();
    let (heard, _job) = started();
    assert_eq!(
        workers.of_newest("worker.url + ' ' + worker.options.type"),
        format!("{SCRIPT} module")
    );
    assert_eq!(workers.of_newest("worker.got.length"), "0");
    workers.ready(BUILD);
    assert_eq!(workers.of_newest("worker.got.length"), "1");
    assert_eq!(
        workers.of_newest("JSON.parse(worker.got[0]).history.zone"),
        "Europe/Zurich"
    );
    assert!(heard.borrow().is_empty());
}

#[wasm_bindgen_test]
fn x1_progress_is_told_and_the_file_comes_last() {
    let workers = Workers::new();
    let (heard, _job) = started();
    workers.ready(BUILD);
    let (rows, total) = (2_000, 5_000);
    workers.reply(&Reply::Progress { rows, total }, "");
    workers.reply(&Reply::Packing, "");
    let rows = total;
    workers.reply(&Reply::Done { rows }, "new Uint8Array([80, 75]).buffer");
    let heard = heard.borrow();
    assert_eq!(heard.len(), 3);
    assert_eq!(
        heard[0],
        Progress::Rows {
            rows: 2_000,
            total: 5_000
        }
    );
    assert_eq!(heard[1], Progress::Packing);
    match &heard[2] {
        Progress::Done { rows: 5_000, file } => assert_eq!(file.byte_length(), 2),
        other => panic!("{other:?}"),
    }
    assert_eq!(workers.of_newest("worker.ended"), "true");
}

#[wasm_bindgen_test]
fn x1_a_dropped_job_ends_the_worker_on_the_spot() {
    let workers = Workers::new();
    let (heard, job) = started();
    workers.ready(BUILD);
    drop(job);
    assert_eq!(
        workers.of_newest("worker.ended && !worker.onmessage"),
        "true"
    );
    assert!(heard.borrow().is_empty());
}

#[wasm_bindgen_test]
fn i27_a_worker_that_fails_or_talks_nonsense_is_told_as_failed() {
    let failed = Reply::Failed {
        failure: Failure::Incomplete,
    };
    let without_file = Reply::Done { rows: 1 };
    for (does, failure) in [
        (says(&failed, ""), Failure::Incomplete),
        (says(&without_file, ""), Failure::Unexpected),
        (
            "onmessage(new MessageEvent('message', { data: 'nonsense' }))".to_owned(),
            Failure::Unexpected,
        ),
        (
            "onmessageerror(new MessageEvent('messageerror'))".to_owned(),
            Failure::Unexpected,
        ),
        (
            "onerror(new ErrorEvent('error'))".to_owned(),
            Failure::Unexpected,
        ),
    ] {
        let workers = Workers::new();
        let (heard, _job) = started();
        workers.ready(BUILD);
        run(&format!("workers.at(-1).{does}"));
        assert_eq!(*heard.borrow(), [Progress::Failed(failure)], "{does}");
        assert_eq!(workers.of_newest("worker.ended"), "true");
    }
}

#[wasm_bindgen_test]
fn x1_an_old_worker_out_of_the_cache_is_fetched_once_more() {
    let workers = Workers::new();
    let (heard, _job) = started();
    workers.ready("0.0.0");
    assert_eq!(
        run("return workers[0].ended && '' + workers[0].got.length")
            .as_string()
            .unwrap(),
        "0"
    );
    let url = workers.of_newest("worker.url");
    let (path, key) = url.split_once('?').unwrap();
    assert_eq!(path, SCRIPT);
    assert_eq!(key.len(), 32);
    workers.ready("0.0.0");
    assert_eq!(*heard.borrow(), [Progress::Failed(Failure::Unexpected)]);
    assert_eq!(run("return '' + workers.length").as_string().unwrap(), "2");
}

#[wasm_bindgen_test]
async fn i25_a_worker_that_never_comes_or_falls_silent_is_given_up() {
    let _fast = FastTimers::new();
    let workers = Workers::new();
    let (heard, _job) = started();
    until(|| !heard.borrow().is_empty()).await;
    assert_eq!(*heard.borrow(), [Progress::Failed(Failure::Unexpected)]);
    let (heard, _job) = started();
    workers.ready(BUILD);
    until(|| !heard.borrow().is_empty()).await;
    assert_eq!(workers.of_newest("worker.ended"), "true");
}
