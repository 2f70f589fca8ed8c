//! The worker's conversation with the page. For `main`.
//!
//! It only carries: rows from the network to [`export::Intake`], replies to the page.

mod intl;
mod page;
mod rows;

use api::export::{BUILD, Failure, Order, Reply, Report, Request};
use export::Intake;
use js_sys::Uint8Array;
use wasm_bindgen::{JsCast, closure::Closure};
use wasm_bindgen_futures::spawn_local;
use web_sys::MessageEvent;

use self::{
    intl::Zone,
    page::{Pace, Page},
    rows::Rows,
};

/// Says that it is ready, and answers the page's request when it comes. Nothing happens
/// outside a worker.
pub fn start() {
    let Some(page) = Page::of_this_worker() else {
        return;
    };
    // Whatever went wrong, the page hears of it; a worker that panicked can't be used again.
    let told = page.clone();
    std::panic::set_hook(Box::new(move |_| {
        told.say(&Reply::Failed {
            failure: Failure::Unexpected,
        });
    }));
    let asked = page.clone();
    let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        let page = asked.clone();
        let request = event.data().as_string();
        spawn_local(async move { answer(&page, request.as_deref()).await });
    });
    page.listen(on_message.as_ref().unchecked_ref());
    // The worker listens for as long as it lives.
    on_message.forget();
    page.say(&Reply::Ready {
        build: BUILD.to_owned(),
    });
}

/// Answers a request with a workbook, or says why there is none.
async fn answer(page: &Page, request: Option<&str>) {
    let order = request.and_then(|text| serde_json::from_str(text).ok());
    let result = match order {
        Some(Order::History(request)) => workbook(page, *request).await,
        Some(Order::Report(report)) => of_report(&report),
        None => Err(Failure::Unexpected),
    };
    match result {
        Ok((rows, file)) => page.hand_over(&Reply::Done { rows }, &file),
        Err(failure) => page.say(&Reply::Failed { failure }),
    }
}

/// Rows of the report, and its bytes in the page's hands.
fn of_report(report: &Report) -> Result<(u64, Uint8Array), Failure> {
    let rows: usize = report.sheets.iter().map(|sheet| sheet.rows.len()).sum();
    let rows = u64::try_from(rows).unwrap_or_default();
    let now = page::now().ok_or(Failure::Unexpected)?;
    let file = export::report(report, now)?;
    Ok((rows, Uint8Array::from(file.as_slice())))
}

/// Rows of the workbook, and its bytes in the page's hands.
async fn workbook(page: &Page, request: Request) -> Result<(u64, Uint8Array), Failure> {
    let zone = Zone::named(&request.zone).ok_or(Failure::Unexpected)?;
    let mut stream = Rows::of(&request.url).await?;
    let mut intake = Intake::new(request, move |at| zone.offset_minutes(at));
    let mut progress = Pace::new();
    while let Some(piece) = stream.next().await? {
        intake.feed(&piece)?;
        let (rows, total) = intake.rows();
        if progress.is_due(rows) {
            page.say(&Reply::Progress { rows, total });
        }
    }
    page.say(&Reply::Packing);
    let (rows, _) = intake.rows();
    let file = intake.finish()?;
    Ok((rows, Uint8Array::from(file.as_slice())))
}
