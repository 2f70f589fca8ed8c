//! The frame taken apart: what stands before and after the rows of a sheet, and the
//! parts that go into the file as they are. For the workbook.
//!
//! This is the only module that knows how `rust_xlsxwriter` writes a sheet down. What it
//! doesn't find where it expects it is an error, never a guess; the version is pinned,
//! and the tests read files back.

use std::io::{Cursor, Read, Write};

use api::export::Failure;
use zip::{ZipArchive, write::SimpleFileOptions};

use crate::{
    cell::{Styles, decimal},
    frame::STYLED,
    workbook::Package,
};

/// The part that lists all others; it stands first in a package.
const CONTENT_TYPES: &str = "[Content_Types].xml";

/// A frame, open.
pub struct Template {
    parts: ZipArchive<Cursor<Vec<u8>>>,
}

/// A sheet of transactions without its rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetParts {
    /// Up to and with the header row.
    head: String,
    /// The styles of the cells.
    pub styles: Styles,
    /// The totals row, as if there were one row before it.
    total: String,
    /// After the rows.
    tail: String,
}

impl Template {
    /// The frame with these bytes.
    ///
    /// # Errors
    /// [`Failure::Unexpected`] if it is no package.
    pub fn open(frame: Vec<u8>) -> Result<Self, Failure> {
        let parts = ZipArchive::new(Cursor::new(frame)).map_err(|_| Failure::Unexpected)?;
        Ok(Self { parts })
    }

    /// The sheet with this number, from 1.
    ///
    /// # Errors
    /// [`Failure::Unexpected`] if it isn't as the frame makes it.
    pub fn sheet(&mut self, number: usize) -> Result<SheetParts, Failure> {
        let xml = self.text(&sheet_part(number))?;
        SheetParts::parse(&xml).ok_or(Failure::Unexpected)
    }

    /// Copies the list of parts and nothing else.
    ///
    /// # Errors
    /// [`Failure::Unexpected`] if it can't.
    pub fn copy_content_types(&mut self, into: &mut Package) -> Result<(), Failure> {
        let part = self.parts.by_name(CONTENT_TYPES);
        part.and_then(|part| into.raw_copy_file(part))
            .map_err(|_| Failure::Unexpected)
    }

    /// Copies all parts but the list of parts and the sheets of transactions. Their tables
    /// are stretched over so many rows, one number a sheet.
    ///
    /// # Errors
    /// [`Failure::Unexpected`] if it can't.
    pub fn copy_rest(
        &mut self,
        into: &mut Package,
        options: SimpleFileOptions,
        sheet_rows: &[u32],
    ) -> Result<(), Failure> {
        let sheets: Vec<_> = (1..=sheet_rows.len()).map(sheet_part).collect();
        let tables: Vec<_> = (1..=sheet_rows.len())
            .map(|number| format!("xl/tables/table{number}.xml"))
            .collect();
        let names: Result<Vec<String>, _> = (self.parts.file_names())
            .map(|name| name.map(|name| name.into_owned()))
            .collect();
        for name in names.map_err(|_| Failure::Unexpected)? {
            if name == CONTENT_TYPES || sheets.contains(&name) {
                continue;
            }
            let table = tables
                .iter()
                .zip(sheet_rows)
                .find(|(table, _)| **table == name);
            if let Some((_, rows)) = table {
                let xml = stretched_table(&self.text(&name)?, *rows).ok_or(Failure::Unexpected)?;
                into.start_file(name, options)
                    .map_err(|_| Failure::Unexpected)?;
                into.write_all(xml.as_bytes())
                    .map_err(|_| Failure::Unexpected)?;
            } else {
                let part = self.parts.by_name(&name);
                part.and_then(|part| into.raw_copy_file(part))
                    .map_err(|_| Failure::Unexpected)?;
            }
        }
        Ok(())
    }

    fn text(&mut self, name: &str) -> Result<String, Failure> {
        let mut part = self.parts.by_name(name).map_err(|_| Failure::Unexpected)?;
        let mut text = String::new();
        part.read_to_string(&mut text)
            .map_err(|_| Failure::Unexpected)?;
        Ok(text)
    }
}

/// The part that holds the sheet with this number, from 1.
pub fn sheet_part(number: usize) -> String {
    format!("xl/worksheets/sheet{number}.xml")
}

/// The number of the totals row of a sheet with so many rows: after the header, and the
/// one row that a table has at least.
fn total_row(rows: u32) -> u32 {
    rows.max(1) + 2
}

impl SheetParts {
    /// Takes a sheet apart that has a header, one row of styled cells and a total.
    fn parse(xml: &str) -> Option<Self> {
        let starts: Vec<usize> = xml.match_indices("<row ").map(|(place, _)| place).collect();
        let &[_header, sample, total] = starts.as_slice() else {
            return None;
        };
        let (head, rest) = xml.split_at_checked(sample)?;
        let (sample, rest) = rest.split_at_checked(total - sample)?;
        let (total, tail) = rest.split_at_checked(rest.find("</sheetData>")?)?;
        let styles: Vec<String> = sample.split("<c ").skip(1).filter_map(style).collect();
        let [date, quoted, reference, quoted_reference, amount]: [String; STYLED] =
            styles.try_into().ok()?;
        let ready = total.starts_with("<row r=\"3\"") && total.contains("</f><v>0.00</v>");
        ready.then(|| Self {
            head: head.to_owned(),
            styles: Styles {
                date,
                quoted,
                reference,
                quoted_reference,
                amount,
            },
            total: total.to_owned(),
            tail: tail.to_owned(),
        })
    }

    /// What stands before the rows, when there are so many.
    pub fn head(&self, rows: u32) -> String {
        let last = total_row(rows);
        let (before, rest) = self
            .head
            .split_once("<dimension ref=\"")
            .unwrap_or_default();
        let (range, rest) = rest.split_once('"').unwrap_or_default();
        let range = range.trim_end_matches('3');
        format!("{before}<dimension ref=\"{range}{last}\"{rest}")
    }

    /// What stands after the rows, when there were so many, of this sum in hundredths.
    pub fn tail(&self, rows: u32, sum: i64) -> String {
        let row = total_row(rows);
        let mut total = self
            .total
            .replacen("<row r=\"3\"", &format!("<row r=\"{row}\""), 1)
            .replacen(
                "</f><v>0.00</v>",
                &format!("</f><v>{}</v>", decimal(sum)),
                1,
            );
        for column in 'A'..='F' {
            let here = format!("<c r=\"{column}3\"");
            total = total.replacen(&here, &format!("<c r=\"{column}{row}\""), 1);
        }
        total + &self.tail
    }
}

/// The style of a cell that begins after `<c `.
fn style(cell: &str) -> Option<String> {
    let (_, rest) = cell.split_once("s=\"")?;
    Some(rest.split_once('"')?.0.to_owned())
}

/// A table of one row, made one of so many: its range, and the range of its filter.
fn stretched_table(xml: &str, rows: u32) -> Option<String> {
    let last = total_row(rows);
    let (before, rest) = xml.split_once(" ref=\"A1:")?;
    let (column, after) = rest.split_once("3\"")?;
    let (between, after) = after.split_once(&format!(" ref=\"A1:{column}2\""))?;
    Some(format!(
        "{before} ref=\"A1:{column}{last}\"{between} ref=\"A1:{column}{}\"{after}",
        last - 1
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn x2_a_table_is_stretched_over_its_rows_and_its_filter_leaves_the_total_out() {
        let xml = r#"<table id="1" ref="A1:F3" totalsRowCount="1"><autoFilter ref="A1:F2"/><x/>"#;
        assert_eq!(
            stretched_table(xml, 100).unwrap(),
            r#"<table id="1" ref="A1:F102" totalsRowCount="1"><autoFilter ref="A1:F101"/><x/>"#
        );
        assert_eq!(stretched_table(xml, 0).unwrap(), xml);
        assert_eq!(stretched_table("<table id=\"1\">", 1), None);
    }

    #[test]
    fn i27_a_sheet_that_is_not_as_expected_is_refused() {
        assert_eq!(
            SheetParts::parse("<sheetData><row r=\"1\"></row></sheetData>"),
            None
        );
    }
}
