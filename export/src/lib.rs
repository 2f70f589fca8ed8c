//! The spreadsheet worker's work: rows in, workbook out (X1–X6, I27).
//!
//! Pure: it knows neither browser nor network, so that its tests read every kind of
//! file back on the host. The worker (`main.rs`) is its only caller.
//!
//! In reading order: [`Intake`] reads the stream of rows and checks it, [`Workbook`]
//! turns rows into a file. Everything of a file but the rows (styles, tables, headers,
//! totals, the small sheets, the package's parts) is made by `rust_xlsxwriter`; the rows
//! themselves, of which there may be a million, are written into the package as they
//! come in, compressed, and are never all in memory.

mod cell;
mod frame;
mod intake;
mod member;
mod name;
mod plan;
mod report;
mod template;
mod text;
mod workbook;
mod zone;

pub use intake::Intake;
pub use report::report;
pub use workbook::Workbook;
