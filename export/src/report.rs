//! The workbook of a report: a sheet for each way to look at what was used, and *About* (U2).
//! For the worker.

use api::export::{Failure, Report};
use chrono::{DateTime, Utc};
use rust_xlsxwriter::{Workbook, XlsxError};

use crate::{frame, name};

/// The file.
///
/// # Errors
/// [`Failure::Unexpected`] if the report's texts make no workbook, such as two columns of one
/// name.
pub fn report(report: &Report, at: DateTime<Utc>) -> Result<Vec<u8>, Failure> {
    make(report, at).map_err(|_| Failure::Unexpected)
}

fn make(report: &Report, at: DateTime<Utc>) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    workbook.set_properties(&frame::properties(&report.title, at)?);
    let mut taken = Vec::new();
    for (number, sheet) in (1..).zip(&report.sheets) {
        let sheet_name = name::sheet(&sheet.name, 1, &taken);
        let worksheet = workbook.add_worksheet();
        worksheet.set_name(&sheet_name)?;
        taken.push(sheet_name);
        let table = name::table(&report.title, &number.to_string());
        let header = sheet.header.each_ref().map(String::as_str);
        frame::usage(worksheet, &table, header, &sheet.rows, &sheet.total)?;
    }
    let about = workbook.add_worksheet();
    about.set_name(name::sheet(&report.about_name, 1, &taken))?;
    frame::lines(about, &report.about)?;
    workbook.save_to_buffer()
}
