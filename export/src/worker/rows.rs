//! The stream of rows from the backend. For the worker.

use api::export::Failure;
use js_sys::{Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    DedicatedWorkerGlobalScope, ReadableStreamDefaultReader, Request, RequestCredentials,
    RequestInit, RequestRedirect, Response,
};

/// An answer of the export endpoint, read piece by piece.
pub struct Rows {
    worker: DedicatedWorkerGlobalScope,
    reader: ReadableStreamDefaultReader,
}

impl Rows {
    /// Asks for the rows, as the signed-in user.
    ///
    /// # Errors
    /// [`Failure::SignedOut`] for 401, and for a host's way to its sign-in page; [`Failure::Offline`] if no answer came,
    /// [`Failure::Unexpected`] for every other answer than rows.
    pub async fn of(url: &str) -> Result<Self, Failure> {
        let unexpected = |_| Failure::Unexpected;
        let worker: DedicatedWorkerGlobalScope = js_sys::global()
            .dyn_into()
            .map_err(|_| Failure::Unexpected)?;
        let options = RequestInit::new();
        options.set_credentials(RequestCredentials::SameOrigin);
        options.set_redirect(RequestRedirect::Manual);
        let request = Request::new_with_str_and_init(url, &options).map_err(unexpected)?;
        let accept = request.headers().set("accept", "application/x-ndjson");
        accept.map_err(unexpected)?;
        let response: Response = JsFuture::from(worker.fetch_with_request(&request))
            .await
            .map_err(|_| Failure::Offline)?
            .unchecked_into();
        let media_type = response.headers().get("content-type").ok().flatten();
        let is_html = media_type.is_some_and(|name| name.starts_with("text/html"));
        match response.status() {
            // A redirect has the status 0: the browser hides where it leads.
            0 | 401 => return Err(Failure::SignedOut),
            200 if is_html => return Err(Failure::SignedOut),
            200 => {}
            _refused => return Err(Failure::Unexpected),
        }
        let body = response.body().ok_or(Failure::Unexpected)?;
        let reader = body.get_reader().unchecked_into();
        Ok(Self { worker, reader })
    }

    /// The next piece, or none at the end.
    ///
    /// # Errors
    /// When the stream breaks: [`Failure::Offline`] if the network is gone, else
    /// [`Failure::Incomplete`].
    pub async fn next(&mut self) -> Result<Option<Vec<u8>>, Failure> {
        let read = JsFuture::from(self.reader.read()).await;
        let read = read.map_err(|_| {
            if self.worker.navigator().on_line() {
                Failure::Incomplete
            } else {
                Failure::Offline
            }
        })?;
        let field = |name: &str| Reflect::get(&read, &JsValue::from_str(name));
        let done = field("done").map_err(|_| Failure::Unexpected)?;
        if done.is_truthy() {
            return Ok(None);
        }
        let piece: Uint8Array = field("value")
            .map_err(|_| Failure::Unexpected)?
            .unchecked_into();
        Ok(Some(piece.to_vec()))
    }
}
