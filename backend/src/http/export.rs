//! All lines of a history, for the spreadsheet: one JSON value a line, as they come out
//! of the database, never more than a few thousand in memory (X1, I27).

use std::time::Duration;

use api::{Code, UserId, WalletId, history::Filter, transaction::TransactionType};
use axum::{
    body::{Body, Bytes},
    extract::State,
    http::header,
    response::{IntoResponse, Response},
};
use serde::Serialize;
use tokio::sync::mpsc;
use tokio_stream::{StreamExt, wrappers::ReceiverStream};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    auth::SignedIn,
    openapi::ReadProblems,
    parameters::{FilterQuery, Id, WalletName},
    problem::{Answer, Refused},
    state::App,
};
use crate::{
    Error,
    ledger::{self, Exported},
};

/// The media type: newline-delimited JSON.
const NDJSON: &str = "application/x-ndjson";

/// A reader that takes nothing for so long is gone; an export holds a snapshot of the
/// database as long as it lasts.
const IDLE: Duration = Duration::from_secs(30);

/// The routes of this file.
pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(export))
}

/// All lines of a filter, newest first.
///
/// One JSON value a line: an `ExportStart`, then a `Transaction` each, then an
/// `ExportEnd`. An answer without the last was cut short.
#[utoipa::path(
    get,
    path = "/wallets/{wallet}/transactions/export",
    operation_id = "export_history",
    tag = "Wallets",
    security(("cookie" = [])),
    params(
        ("wallet" = String, Path, description = "An identifier, or `personal` for one's own", pattern = "^([0-9a-f]{14}|personal)$"),
        ("type" = Option<TransactionType>, Query, description = "Only lines of this type"),
        ("from" = Option<DateTime<Utc>>, Query, description = "Only lines at or after this instant"),
        ("until" = Option<DateTime<Utc>>, Query, description = "Only lines before this instant"),
        ("text" = Option<String>, Query, description = "Only lines whose reference, or visible member's name, contains this", min_length = 1, max_length = 100),
        ("by" = Option<UserId>, Query, description = "Only lines that this member has caused, where the reader sees theirs"),
    ),
    responses((status = 200, description = "The lines", body = String, content_type = "application/x-ndjson"), ReadProblems)
)]
async fn export(
    State(app): State<App>,
    signed_in: SignedIn,
    Id(wallet): Id<WalletName>,
    FilterQuery(filter): FilterQuery,
) -> Answer<Response> {
    let user = signed_in.user;
    let wallet = app
        .read(move |tx| Box::pin(wallet.resolve(tx, user)))
        .await?;
    let (sink, mut parts) = mpsc::channel(1);
    let reading = tokio::spawn(read(app, user, wallet, filter, sink));
    let Some(first) = parts.recv().await else {
        let result = reading.await;
        return Err(result.map_or_else(|_panic| Refused::new(Code::Internal), why));
    };
    let (lines, body) = mpsc::channel(1);
    tokio::spawn(forward(first, parts, lines));
    let body = ReceiverStream::new(body).map(Ok::<_, std::convert::Infallible>);
    Ok(([(header::CONTENT_TYPE, NDJSON)], Body::from_stream(body)).into_response())
}

/// Reads from one snapshot until all is sent, or nobody takes it any more. An error
/// after the first part is logged here: the reader sees that the end is missing.
async fn read(
    app: App,
    user: api::UserId,
    wallet: WalletId,
    filter: Filter,
    sink: mpsc::Sender<Exported>,
) -> Answer<()> {
    let _turn = tokio::select! {
        turn = app.exports.acquire() => turn,
        // Who hung up takes nobody's turn.
        () = sink.closed() => return Ok(()),
    };
    app.read(move |tx| {
        Box::pin(async move { ledger::export(tx, user, wallet, &filter, sink).await })
    })
    .await
}

/// Why nothing came.
fn why(result: Answer<()>) -> Refused {
    match result {
        Ok(()) => Refused::new(Code::Internal),
        Err(refused) => refused,
    }
}

/// Writes the parts as text, at the reader's pace.
async fn forward(first: Exported, mut parts: mpsc::Receiver<Exported>, lines: mpsc::Sender<Bytes>) {
    let mut next = Some(first);
    while let Some(part) = next {
        let text = match text(&part) {
            Ok(text) => text,
            Err(error) => {
                tracing::error!(%error, "an export can't be written");
                return;
            }
        };
        if lines.send_timeout(text, IDLE).await.is_err() {
            return;
        }
        next = parts.recv().await;
    }
}

fn text(part: &Exported) -> Result<Bytes, Error> {
    let mut text = Vec::new();
    match part {
        Exported::Start(start) => push(&mut text, start)?,
        Exported::Lines(lines) => {
            for line in lines {
                push(&mut text, line)?;
            }
        }
        Exported::End(end) => push(&mut text, end)?,
    }
    Ok(text.into())
}

fn push(text: &mut Vec<u8>, value: &impl Serialize) -> Result<(), Error> {
    serde_json::to_writer(&mut *text, value).map_err(|error| Error::System(error.to_string()))?;
    text.push(b'\n');
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn a_reader_that_takes_nothing_is_given_up_and_the_snapshot_with_it() {
        let (sink, parts) = mpsc::channel(1);
        let (lines, _reader) = mpsc::channel(1);
        let began = tokio::time::Instant::now();
        tokio::spawn(forward(Exported::Lines(Vec::new()), parts, lines));
        while sink.send(Exported::Lines(Vec::new())).await.is_ok() {}
        assert_eq!(began.elapsed(), IDLE);
    }

    #[tokio::test]
    async fn i27_an_export_that_stops_midway_has_no_end() {
        let (sink, parts) = mpsc::channel(1);
        let (lines, mut reader) = mpsc::channel(1);
        let start = api::history::ExportStart {
            rows: 7,
            at: chrono::DateTime::UNIX_EPOCH,
        };
        drop(sink);
        forward(Exported::Start(start), parts, lines).await;
        let text = reader.recv().await.unwrap();
        assert_eq!(&text[..], b"{\"rows\":7,\"at\":\"1970-01-01T00:00:00Z\"}\n");
        assert_eq!(reader.recv().await, None);
    }
}
