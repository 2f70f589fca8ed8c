//! What the page and the spreadsheet worker say to each other (`postMessage`, JSON text).
//!
//! Order: the worker says [`Reply::Ready`]; the page sends one [`Order`]; the worker
//! answers with any number of [`Reply::Progress`], says [`Reply::Packing`] and ends with one
//! of the others. To cancel, the page terminates the worker. The request travels as JSON
//! text, every reply as an array: its JSON text and, behind [`Reply::Done`], the workbook
//! as a transferred `ArrayBuffer`.

use serde::{Deserialize, Serialize};

/// The version of page and worker, which are deployed together; a page that finds
/// another one in [`Reply::Ready`] reloads the worker past the cache.
pub const BUILD: &str = env!("CARGO_PKG_VERSION");

/// A workbook to make.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Order {
    /// Of a history, whose rows the worker reads.
    History(Box<Request>),
    /// Of a report, which the page has already.
    Report(Report),
}

/// A report of what was used, a sheet for each way to look at it (U2).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// The document's title, which also names the tables.
    pub title: String,
    /// The sheets, in their order.
    pub sheets: Vec<ReportSheet>,
    /// The name of the last sheet.
    pub about_name: String,
    /// Its lines: label and value.
    pub about: Vec<(String, String)>,
}

/// A sheet of a report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportSheet {
    /// What it is called.
    pub name: String,
    /// The headers: who or what, how much, which share.
    pub header: [String; 3],
    /// Who or what has used how many hundredths of a credit.
    pub rows: Vec<(String, i64)>,
    /// Label of the totals row.
    pub total: String,
}

/// One workbook of a history (X1–X6).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Request {
    /// Where the rows come from: the export endpoint with the filter, same origin.
    pub url: String,
    /// Rows on a sheet at most, headers not counted; more go on in a second sheet (X6).
    /// A spreadsheet has room for 1,048,574 between header and total; more is taken as that.
    pub sheet_rows: u32,
    /// Whether there is a *Member* column and a *By member* sheet (T1, X3).
    pub names_members: bool,
    /// The IANA time zone that dates are written in (X2).
    pub zone: String,
    /// All text, in the page's language.
    pub texts: Texts,
    /// Lines of the *About* sheet before the number of rows: label and value (X3).
    pub about: Vec<(String, String)>,
}

/// The words of a workbook, in the page's language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Texts {
    /// The document's title, which also names the table.
    pub title: String,
    /// Sheet name.
    pub transactions: String,
    /// Sheet name.
    pub by_member: String,
    /// Sheet name.
    pub about: String,
    /// Column header, with the zone in it.
    pub date: String,
    /// Column header.
    pub kind: String,
    /// Column header.
    pub reference: String,
    /// Column header.
    pub amount: String,
    /// Column header.
    pub balance: String,
    /// Column header.
    pub member: String,
    /// Column header of *By member*.
    pub used: String,
    /// Column header of *By member*.
    pub share: String,
    /// Label of a totals row.
    pub total: String,
    /// Label of the *About* sheet.
    pub rows: String,
    /// What stands behind the name of a member who was removed.
    pub removed: String,
    /// The name of every transaction type, in the order of
    /// [`crate::transaction::TransactionType::ALL`].
    pub types: [String; 6],
}

/// What the worker says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reply {
    /// Up, and listening.
    Ready {
        /// The worker's [`BUILD`].
        build: String,
    },
    /// So many rows are in.
    Progress {
        /// Rows written.
        rows: u64,
        /// Rows in all.
        total: u64,
    },
    /// All rows are in; the file is being packed.
    Packing,
    /// The workbook; its bytes follow as the message's transferred buffer.
    Done {
        /// Rows in it.
        rows: u64,
    },
    /// No workbook.
    Failed {
        /// Why.
        failure: Failure,
    },
}

/// Why there is no workbook.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Failure {
    /// Nobody is signed in any more.
    SignedOut,
    /// The network failed.
    Offline,
    /// The rows ended early, or did not add up (I27).
    Incomplete,
    /// The backend refused, or something else went wrong.
    Unexpected,
}
