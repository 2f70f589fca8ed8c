//! Everything of a workbook but the rows of its transactions: styles, headers, tables,
//! totals, *By member*, *About*, properties. For the template.
//!
//! A sheet of transactions is made here with one row, whose cells have the styles of
//! [`STYLED`] and no values; the template cuts that row out and takes the rest.

use api::export::{Request, Texts};
use chrono::{DateTime, Utc};
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, Formula, IgnoreError, Table, TableColumn,
    TableFunction, TableStyle, Workbook, Worksheet, XlsxError,
};

use crate::{
    cell::decimal,
    member::{Members, Usage},
    plan::{Plan, Sheet},
    text,
};

/// Number of styled cells in the one row of a sheet of transactions, in the order of
/// the fields of [`crate::cell::Styles`].
pub const STYLED: usize = 5;
/// The column of amounts on a sheet of transactions.
const AMOUNT_COLUMN: usize = 3;
/// The column of references on a sheet of transactions.
const REFERENCE_COLUMN: u16 = 2;

const AMOUNT_FORMAT: &str = "#,##0.00";
/// Paper size A4.
const A4: u8 = 9;

/// What the frame is made from.
pub struct Contents<'a> {
    /// The languages, names and lines.
    pub request: &'a Request,
    /// The sheets.
    pub plan: &'a Plan,
    /// What members used.
    pub members: &'a Members,
    /// Rows in all.
    pub rows: u64,
    /// Hundredths of credits in all.
    pub sum: i64,
    /// The instant that the export shows: the document's creation.
    pub at: DateTime<Utc>,
}

/// Makes the frame: a whole workbook, as bytes.
///
/// # Errors
/// When `rust_xlsxwriter` refuses a name or a text; the plan and [`text::fit`] leave no
/// room for that except in headers, which the page's catalogue is responsible for.
pub fn make(contents: &Contents<'_>) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    workbook.set_properties(&properties(&contents.request.texts.title, contents.at)?);
    for sheet in &contents.plan.sheets {
        transactions(workbook.add_worksheet(), sheet, contents.request)?;
    }
    if let Some((name, table)) = &contents.plan.by_member {
        let sheet = workbook.add_worksheet();
        sheet.set_name(name)?;
        by_member(sheet, table, contents)?;
    }
    about(workbook.add_worksheet(), contents)?;
    workbook.save_to_buffer()
}

/// A sheet of transactions with one row (T1, X2).
fn transactions(sheet: &mut Worksheet, plan: &Sheet, request: &Request) -> Result<(), XlsxError> {
    let texts = &request.texts;
    let columns: Vec<(&str, f64)> = [
        (&texts.date, 26.0),
        (&texts.kind, 22.0),
        (&texts.reference, 22.0),
        (&texts.amount, 14.0),
        (&texts.balance, 14.0),
    ]
    .into_iter()
    .chain(request.names_members.then_some((&texts.member, 28.0)))
    .map(|(header, width)| (header.as_str(), width))
    .collect();

    sheet.set_name(&plan.name)?;
    let quoted = Format::new().set_quote_prefix();
    let reference = Format::new().set_num_format("@");
    let styled: [Format; STYLED] = [
        Format::new()
            .set_num_format("yyyy-mm-dd hh:mm")
            .set_align(FormatAlign::Left),
        quoted,
        reference.clone(),
        reference.set_quote_prefix(),
        Format::new().set_num_format(AMOUNT_FORMAT),
    ];
    for (column, format) in (0..).zip(&styled) {
        sheet.write_blank(1, column, format)?;
    }
    let total = Total {
        label: &texts.total,
        column: AMOUNT_COLUMN,
        number_columns: &[
            (AMOUNT_COLUMN, AMOUNT_FORMAT),
            (AMOUNT_COLUMN + 1, AMOUNT_FORMAT),
        ],
    };
    let last = table(sheet, &plan.table, &columns, 1, &total)?;
    sheet.write_formula_with_format(
        last,
        column_number(AMOUNT_COLUMN),
        sum_of(&plan.table, &texts.amount, 0),
        &bold(AMOUNT_FORMAT),
    )?;
    sheet.ignore_error_range(
        0,
        REFERENCE_COLUMN,
        1_048_575,
        REFERENCE_COLUMN,
        IgnoreError::NumberStoredAsText,
    )?;
    Ok(())
}

/// What each member used, and its share (X3).
fn by_member(sheet: &mut Worksheet, name: &str, contents: &Contents<'_>) -> Result<(), XlsxError> {
    let texts = &contents.request.texts;
    let members = contents.members.ranked();
    let rows: Vec<_> = members
        .iter()
        .map(|member| (label(member, texts), member.used))
        .collect();
    let header = [&*texts.member, &*texts.used, &*texts.share];
    usage(sheet, name, header, &rows, &texts.total)
}

/// Who or what has used how much, and its share, with a total.
pub fn usage(
    sheet: &mut Worksheet,
    table_name: &str,
    header: [&str; 3],
    rows: &[(String, i64)],
    total_label: &str,
) -> Result<(), XlsxError> {
    let [name, used_header, share_header] = header;
    let columns = [(name, 36.0), (used_header, 18.0), (share_header, 12.0)];
    let used: i64 = rows.iter().map(|(_, used)| used).sum();
    let share = |part: i64| match used {
        0 => 0.0,
        whole => number(part) / number(whole),
    };
    let credits = Format::new().set_num_format(AMOUNT_FORMAT);
    let percent = Format::new().set_num_format("0.0%");
    for (row, (label, part)) in (1..).zip(rows) {
        let label = text::fit(label).into_owned();
        let format = if text::looks_like_a_formula(&label) {
            Format::new().set_quote_prefix()
        } else {
            Format::new()
        };
        sheet.write_string_with_format(row, 0, label, &format)?;
        sheet.write_number_with_format(row, 1, number(*part), &credits)?;
        sheet.write_number_with_format(row, 2, share(*part), &percent)?;
    }
    let total = Total {
        label: total_label,
        column: 1,
        number_columns: &[(1, AMOUNT_FORMAT), (2, "0.0%")],
    };
    let last = table(sheet, table_name, &columns, rows.len(), &total)?;
    sheet.write_formula_with_format(
        last,
        1,
        sum_of(table_name, used_header, used),
        &bold(AMOUNT_FORMAT),
    )?;
    sheet.write_number_with_format(last, 2, share(used), &bold("0.0%"))?;
    Ok(())
}

fn label(member: &Usage, texts: &Texts) -> String {
    if member.removed {
        format!("{} {}", member.name, texts.removed)
    } else {
        member.name.clone()
    }
}

/// What the file shows: label and value (X3).
fn about(sheet: &mut Worksheet, contents: &Contents<'_>) -> Result<(), XlsxError> {
    let request = contents.request;
    sheet.set_name(&contents.plan.about)?;
    let mut row = lines(sheet, &request.about)?;
    let label = Format::new().set_bold().set_align(FormatAlign::Top);
    let numbers = |format: &str| {
        Format::new()
            .set_num_format(format)
            .set_align(FormatAlign::Left)
    };
    // A totals row speaks for its own sheet; with several, the whole is said here.
    if contents.plan.sheets.len() > 1 {
        sheet.write_string_with_format(row, 0, &request.texts.total, &label)?;
        sheet.write_number_with_format(row, 1, number(contents.sum), &numbers(AMOUNT_FORMAT))?;
        row += 1;
    }
    let rows: f64 = contents.rows.to_string().parse().unwrap_or_default();
    sheet.write_string_with_format(row, 0, &request.texts.rows, &label)?;
    sheet.write_number_with_format(row, 1, rows, &numbers("#,##0"))?;
    Ok(())
}

/// Labels and values, and the number of the row after them.
pub fn lines(sheet: &mut Worksheet, lines: &[(String, String)]) -> Result<u32, XlsxError> {
    sheet.set_column_width(0, 28.0)?.set_column_width(1, 60.0)?;
    sheet.set_paper_size(A4).set_print_fit_to_pages(1, 0);
    let quoted = Format::new().set_quote_prefix();
    let wrapped = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    let label = Format::new().set_bold().set_align(FormatAlign::Top);
    let mut row = 0;
    for (name, value) in lines {
        let format = if text::looks_like_a_formula(value) {
            quoted.merge(&wrapped)
        } else {
            wrapped.clone()
        };
        sheet.write_string_with_format(row, 0, text::fit(name), &label)?;
        sheet.write_string_with_format(row, 1, text::fit(value), &format)?;
        row += 1;
    }
    Ok(row)
}

/// What every document says of itself.
///
/// # Errors
/// When the instant is none that a spreadsheet has.
pub fn properties(title: &str, at: DateTime<Utc>) -> Result<DocProperties, XlsxError> {
    Ok(DocProperties::new()
        .set_title(title)
        .set_author("Relux Informatik AG")
        .set_company("Relux Informatik AG")
        .set_creation_datetime(&ExcelDateTime::from_timestamp(at.timestamp())?))
}

/// The last row of a table.
struct Total<'a> {
    label: &'a str,
    /// The column that is summed.
    column: usize,
    /// Columns of numbers: aligned right, with this format.
    number_columns: &'a [(usize, &'a str)],
}

/// Puts a table around the rows of a sheet, and sets the sheet up for reading and printing.
/// Answers the number of the totals row, whose formulas are still to be written with their
/// results: the library's own have none, and Protected View would show zeros.
fn table(
    sheet: &mut Worksheet,
    name: &str,
    columns: &[(&str, f64)],
    rows: usize,
    total: &Total<'_>,
) -> Result<u32, XlsxError> {
    let mut described = Vec::new();
    for (number, (header, width)) in columns.iter().enumerate() {
        let numeric = total.number_columns.iter().find(|(n, _)| *n == number);
        let align = match numeric {
            Some(_) => FormatAlign::Right,
            None => FormatAlign::Left,
        };
        let header_format = Format::new().set_bold().set_align(align);
        let mut column = TableColumn::new()
            .set_header(*header)
            .set_header_format(header_format);
        if number == 0 {
            column = column.set_total_label(total.label);
        } else if number == total.column {
            column = column.set_total_function(TableFunction::Sum);
        }
        described.push(column);
        sheet.set_column_width(column_number(number), *width)?;
    }
    // An Excel table has at least one row under its header.
    let last = u32::try_from(rows.max(1) + 1).map_err(|_| XlsxError::RowColumnLimitError)?;
    let right = column_number(columns.len().saturating_sub(1));
    let table = Table::new()
        .set_name(name)
        .set_columns(&described)
        .set_total_row(true)
        .set_style(TableStyle::Light9)
        .set_banded_rows(true);
    sheet.add_table(0, 0, last, right, &table)?;
    sheet.write_string_with_format(last, 0, total.label, &Format::new().set_bold())?;
    sheet
        .set_freeze_panes(1, 0)?
        .set_repeat_rows(0, 0)?
        .set_landscape()
        .set_paper_size(A4)
        .set_print_fit_to_pages(1, 0)
        .set_footer("&L&A&R&P / &N");
    Ok(last)
}

/// The sum of a table's column over the rows that its filter shows, with its result.
///
/// The table is named, as Excel itself does: without it LibreOffice can't calculate.
fn sum_of(table: &str, header: &str, hundredths: i64) -> Formula {
    let column = header
        .replace('\'', "''")
        .replace('#', "'#")
        .replace(']', "']")
        .replace('[', "'[");
    Formula::new(format!("SUBTOTAL(109,{table}[{column}])")).set_result(decimal(hundredths))
}

fn bold(format: &str) -> Format {
    Format::new().set_bold().set_num_format(format)
}

/// Hundredths as the nearest floating-point number of whole credits.
fn number(hundredths: i64) -> f64 {
    decimal(hundredths).parse().unwrap_or_default()
}

/// Columns are few.
fn column_number(column: usize) -> u16 {
    u16::try_from(column).unwrap_or_default()
}
