//! The stream of rows, line by line, on its way into a workbook. For the worker.

use api::{
    export::{Failure, Request},
    history::{ExportEnd, ExportStart},
    transaction::Transaction,
};
use chrono::{DateTime, Utc};

use crate::Workbook;

/// Reads an export (`application/x-ndjson`, see [`ExportEnd`]) in pieces of any size.
pub struct Intake<F> {
    state: State<F>,
    /// The beginning of a line whose end hasn't come.
    partial: Vec<u8>,
}

enum State<F> {
    /// Nothing has come.
    Before(Box<Request>, F),
    Rows(Box<Workbook<F>>),
    Ended(Box<Workbook<F>>, ExportEnd),
    /// A line failed; nothing comes of this any more.
    Failed,
}

impl<F: FnMut(DateTime<Utc>) -> Option<i32>> Intake<F> {
    /// The intake for a request. `offset_minutes` tells how far the request's zone is
    /// east of UTC at an instant, if it knows.
    pub fn new(request: Request, offset_minutes: F) -> Self {
        Self {
            state: State::Before(Box::new(request), offset_minutes),
            partial: Vec::new(),
        }
    }

    /// Takes the next piece of the stream.
    ///
    /// # Errors
    /// [`Failure::Unexpected`] for a line that isn't of an export, [`Failure::Incomplete`]
    /// for more rows than announced (I27). After an error only errors follow.
    pub fn feed(&mut self, piece: &[u8]) -> Result<(), Failure> {
        for part in piece.split_inclusive(|byte| *byte == b'\n') {
            if !part.ends_with(b"\n") {
                self.partial.extend_from_slice(part);
            } else if self.partial.is_empty() {
                self.line(part)?;
            } else {
                let mut line = std::mem::take(&mut self.partial);
                line.extend_from_slice(part);
                self.line(&line)?;
                line.clear();
                self.partial = line;
            }
        }
        Ok(())
    }

    /// Rows taken, and rows announced.
    pub fn rows(&self) -> (u64, u64) {
        match &self.state {
            State::Rows(workbook) | State::Ended(workbook, _) => {
                (workbook.rows(), workbook.rows_announced())
            }
            State::Before(..) | State::Failed => (0, 0),
        }
    }

    /// The file, when the stream is over.
    ///
    /// # Errors
    /// [`Failure::Incomplete`] if it was cut short, or didn't add up (I27).
    pub fn finish(mut self) -> Result<Vec<u8>, Failure> {
        // The last line needs no line feed.
        let rest = std::mem::take(&mut self.partial);
        if !rest.is_empty() && self.line(&rest).is_err() {
            return Err(Failure::Incomplete);
        }
        match self.state {
            State::Ended(workbook, end) => workbook.finish(end),
            State::Before(..) | State::Rows(_) | State::Failed => Err(Failure::Incomplete),
        }
    }

    fn line(&mut self, line: &[u8]) -> Result<(), Failure> {
        self.state = match std::mem::replace(&mut self.state, State::Failed) {
            State::Before(request, offset_minutes) => {
                let start: ExportStart = parse(line)?;
                State::Rows(Box::new(Workbook::new(*request, start, offset_minutes)?))
            }
            State::Rows(mut workbook) => match parse::<Transaction>(line) {
                Ok(transaction) => {
                    workbook.push(&transaction)?;
                    State::Rows(workbook)
                }
                Err(_) => State::Ended(workbook, parse(line)?),
            },
            State::Ended(..) | State::Failed => return Err(Failure::Unexpected),
        };
        Ok(())
    }
}

fn parse<'a, T: serde::Deserialize<'a>>(line: &'a [u8]) -> Result<T, Failure> {
    serde_json::from_slice(line).map_err(|_| Failure::Unexpected)
}
