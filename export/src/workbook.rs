//! A workbook in the making: rows go in one by one, the file comes out. For the intake.

use std::io::{Cursor, Write};

use api::{
    export::{Failure, Request},
    history::{ExportEnd, ExportStart},
    transaction::{Transaction, TransactionType},
};
use chrono::{DateTime, Utc};
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

use crate::{
    cell::Row,
    frame::{self, Contents},
    member::Members,
    plan::Plan,
    template::{SheetParts, Template, sheet_part},
    zone::Zone,
};

/// How hard rows are compressed, 1–9.
const COMPRESSION: i64 = 3;
/// Bytes of rows that are collected before they are compressed.
const BUFFER: usize = 1 << 16;
/// A package in the making.
pub type Package = ZipWriter<Cursor<Vec<u8>>>;

/// The style of cells without one.
const PLAIN: &str = "0";

/// A workbook that rows are pushed into.
///
/// Rows are compressed as they come: what is held is the compressed file, the text of a
/// few hundred rows, and one entry per member.
pub struct Workbook<F> {
    request: Request,
    start: ExportStart,
    zone: Zone<F>,
    plan: Plan,
    template: Template,
    members: Members,
    package: Package,
    /// Text that isn't in the package yet.
    buffer: String,
    sheet: Sheet,
    /// Rows on the sheets before it, and the sum of their amounts in hundredths.
    rows_before: u64,
    sum_before: i64,
}

/// The sheet that rows go to.
struct Sheet {
    /// From 1.
    number: usize,
    parts: SheetParts,
    /// Rows that it is planned to have.
    planned: u32,
    rows: u32,
    /// Of their amounts, in hundredths.
    sum: i64,
}

impl<F: FnMut(DateTime<Utc>) -> Option<i32>> Workbook<F> {
    /// A workbook for the rows that `start` announces. `offset_minutes` tells how far
    /// the request's zone is east of UTC at an instant, if it knows.
    ///
    /// # Errors
    /// [`Failure::Unexpected`] if the request's texts make no workbook, such as two
    /// columns of one name.
    pub fn new(request: Request, start: ExportStart, offset_minutes: F) -> Result<Self, Failure> {
        let plan = Plan::new(&request, start.rows)?;
        let members = Members::default();
        let mut template = template(&request, &plan, &members, start, 0)?;
        let mut package = ZipWriter::new(Cursor::new(Vec::new()));
        template.copy_content_types(&mut package)?;
        let mut buffer = String::with_capacity(2 * BUFFER);
        let sheet = Sheet::open(1, &plan, &mut template, &mut package, &mut buffer)?;
        Ok(Self {
            request,
            start,
            zone: Zone::new(offset_minutes),
            plan,
            template,
            members,
            package,
            buffer,
            sheet,
            rows_before: 0,
            sum_before: 0,
        })
    }

    /// Rows pushed so far.
    pub fn rows(&self) -> u64 {
        self.rows_before + u64::from(self.sheet.rows)
    }

    /// Rows announced.
    pub fn rows_announced(&self) -> u64 {
        self.start.rows
    }

    /// Adds a row; they come newest first.
    ///
    /// # Errors
    /// [`Failure::Incomplete`] for a row more than announced (I27),
    /// [`Failure::Unexpected`] for a date that Excel doesn't have, or without an offset.
    pub fn push(&mut self, transaction: &Transaction) -> Result<(), Failure> {
        if self.sheet.rows == self.sheet.planned {
            self.close_sheet()?;
            self.sheet = Sheet::open(
                self.sheet.number + 1,
                &self.plan,
                &mut self.template,
                &mut self.package,
                &mut self.buffer,
            )?;
        }
        self.write_row(transaction)?;
        self.sheet.rows += 1;
        let sum = self.sheet.sum.checked_add(transaction.amount.hundredths());
        self.sheet.sum = sum.ok_or(Failure::Incomplete)?;
        if self.request.names_members {
            self.members.add(transaction);
        }
        if self.buffer.len() >= BUFFER {
            flush(&mut self.package, &mut self.buffer)?;
        }
        Ok(())
    }

    /// The file.
    ///
    /// # Errors
    /// [`Failure::Incomplete`] unless exactly the announced rows came, as many as `end`
    /// says and of that sum (I27).
    pub fn finish(mut self, end: ExportEnd) -> Result<Vec<u8>, Failure> {
        let rows = self.rows();
        let sum = self.sum_before.checked_add(self.sheet.sum);
        if rows != self.start.rows || rows != end.rows || sum != Some(end.sum.hundredths()) {
            return Err(Failure::Incomplete);
        }
        self.close_sheet()?;
        let sum = end.sum.hundredths();
        let mut rest = template(&self.request, &self.plan, &self.members, self.start, sum)?;
        // The sheets are written already, in the styles and shared strings of the first
        // template: the second may differ only in what comes after them.
        if rest.sheet(1)? != self.template.sheet(1)? {
            return Err(Failure::Unexpected);
        }
        let sheet_rows: Vec<u32> = self.plan.sheets.iter().map(|sheet| sheet.rows).collect();
        rest.copy_rest(&mut self.package, options(), &sheet_rows)?;
        let file = self.package.finish().map_err(|_| Failure::Unexpected)?;
        Ok(file.into_inner())
    }

    fn write_row(&mut self, transaction: &Transaction) -> Result<(), Failure> {
        let styles = &self.sheet.parts.styles;
        let mut row = Row::begin(&mut self.buffer, self.sheet.rows + 2);
        let offset = self.zone.offset_minutes(transaction.at);
        let offset = offset.ok_or(Failure::Unexpected)?;
        if !row.date(transaction.at, offset, &styles.date) {
            return Err(Failure::Unexpected);
        }
        let kind = type_name(&self.request.texts.types, transaction.kind);
        row.text(kind, PLAIN, &styles.quoted);
        match &transaction.reference {
            Some(reference) => row.text(
                reference.number.as_str(),
                &styles.reference,
                &styles.quoted_reference,
            ),
            None => row.empty(),
        }
        row.amount(transaction.amount.hundredths(), &styles.amount);
        row.amount(transaction.balance.hundredths(), &styles.amount);
        if let Some(actor) = &transaction.by
            && self.request.names_members
        {
            row.text(&actor.name, PLAIN, &styles.quoted);
        }
        row.end();
        Ok(())
    }

    fn close_sheet(&mut self) -> Result<(), Failure> {
        let Sheet {
            parts, rows, sum, ..
        } = &self.sheet;
        self.buffer.push_str(&parts.tail(*rows, *sum));
        flush(&mut self.package, &mut self.buffer)?;
        self.rows_before += u64::from(*rows);
        self.sum_before = (self.sum_before.checked_add(*sum)).ok_or(Failure::Incomplete)?;
        self.sheet.rows = 0;
        self.sheet.sum = 0;
        Ok(())
    }
}

impl Sheet {
    /// Begins the sheet with this number; there is none beyond the rows announced.
    fn open(
        number: usize,
        plan: &Plan,
        template: &mut Template,
        package: &mut Package,
        buffer: &mut String,
    ) -> Result<Self, Failure> {
        let planned = plan.sheets.get(number - 1).ok_or(Failure::Incomplete)?.rows;
        let parts = template.sheet(number)?;
        package
            .start_file(sheet_part(number), options())
            .map_err(|_| Failure::Unexpected)?;
        buffer.push_str(&parts.head(planned));
        Ok(Self {
            number,
            parts,
            planned,
            rows: 0,
            sum: 0,
        })
    }
}

/// The workbook without its rows.
fn template(
    request: &Request,
    plan: &Plan,
    members: &Members,
    start: ExportStart,
    sum: i64,
) -> Result<Template, Failure> {
    let frame = frame::make(&Contents {
        request,
        plan,
        members,
        rows: start.rows,
        sum,
        at: start.at,
    });
    Template::open(frame.map_err(|_| Failure::Unexpected)?)
}

fn flush(package: &mut Package, buffer: &mut String) -> Result<(), Failure> {
    package
        .write_all(buffer.as_bytes())
        .map_err(|_| Failure::Unexpected)?;
    buffer.clear();
    Ok(())
}

fn options() -> SimpleFileOptions {
    SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(COMPRESSION))
        .last_modified_time(zip::DateTime::default())
}

/// The name of a type, of names in the order of [`TransactionType::ALL`].
fn type_name(names: &[String; 6], kind: TransactionType) -> &str {
    let [welcome, purchase, renewal, generation, refund, adjustment] = names;
    match kind {
        TransactionType::WelcomeGrant => welcome,
        TransactionType::Purchase => purchase,
        TransactionType::AutomaticRenewal => renewal,
        TransactionType::ImageGeneration => generation,
        TransactionType::Refund => refund,
        TransactionType::Adjustment => adjustment,
    }
}
