//! Rows as the XML of a sheet. For the workbook.
//!
//! Numbers are made from integers, digit by digit, and never pass through floating point.

use chrono::{DateTime, Utc};

use crate::text;

/// Milliseconds of a day.
const DAY_MS: i64 = 86_400_000;
/// Days from Excel's day 0 to 1970-01-01.
const EPOCH_DAY: i64 = 25_569;
/// The days that Excel and everybody else count alike: 1900-03-01 to 9999-12-31.
const DAYS: std::ops::RangeInclusive<i64> = 61..=2_958_465;

/// The styles of cells, as the workbook's style sheet numbers them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Styles {
    /// A date and time.
    pub date: String,
    /// Text that looks like a formula.
    pub quoted: String,
    /// A reference: text, whatever it looks like.
    pub reference: String,
    /// A reference that looks like a formula.
    pub quoted_reference: String,
    /// An amount of credits.
    pub amount: String,
}

/// One row, from its first cell to its last.
pub struct Row<'a> {
    out: &'a mut String,
    number: itoa::Buffer,
    row: u32,
    column: u8,
}

impl<'a> Row<'a> {
    /// Begins the row with this number, counted from 1.
    pub fn begin(out: &'a mut String, row: u32) -> Self {
        let mut number = itoa::Buffer::new();
        out.push_str("<row r=\"");
        out.push_str(number.format(row));
        out.push_str("\">");
        Self {
            out,
            number,
            row,
            column: b'A',
        }
    }

    /// A date and time, to the millisecond, in the zone whose offset it is given.
    /// False, and an empty cell, where Excel has no such date.
    #[must_use]
    pub fn date(&mut self, at: DateTime<Utc>, offset_minutes: i32, style: &str) -> bool {
        let local = at.timestamp_millis() + i64::from(offset_minutes) * 60_000;
        let day = local.div_euclid(DAY_MS) + EPOCH_DAY;
        if !DAYS.contains(&day) {
            self.empty();
            return false;
        }
        // Rounded to 11 decimals of a day (under 1 µs), as near as a cell's number gets.
        let fraction = (local.rem_euclid(DAY_MS) * 1_000_000 + 432) / 864;
        self.open(style, "\"><v>");
        self.out.push_str(self.number.format(day));
        self.decimals(fraction, 11);
        self.out.push_str("</v></c>");
        true
    }

    /// An amount in hundredths.
    pub fn amount(&mut self, hundredths: i64, style: &str) {
        self.open(style, "\"><v>");
        if hundredths < 0 {
            self.out.push('-');
        }
        let hundredths = hundredths.unsigned_abs();
        self.out.push_str(self.number.format(hundredths / 100));
        self.decimals(i64::try_from(hundredths % 100).unwrap_or_default(), 2);
        self.out.push_str("</v></c>");
    }

    /// A text; never a formula, never a link (X4).
    pub fn text(&mut self, text: &str, style: &str, quoted: &str) {
        let text = text::fit(text);
        let style = if text::looks_like_a_formula(&text) {
            quoted
        } else {
            style
        };
        self.open(style, "\" t=\"inlineStr\"><is><t");
        if text.starts_with(char::is_whitespace) || text.ends_with(char::is_whitespace) {
            self.out.push_str(" xml:space=\"preserve\"");
        }
        self.out.push('>');
        text::escape_into(self.out, &text);
        self.out.push_str("</t></is></c>");
    }

    /// No cell here.
    pub fn empty(&mut self) {
        self.column += 1;
    }

    /// Ends the row.
    pub fn end(self) {
        self.out.push_str("</row>");
    }

    /// `<c r="A1" s="…` and what follows; the next cell is the next column's.
    fn open(&mut self, style: &str, rest: &str) {
        self.out.push_str("<c r=\"");
        self.out.push(char::from(self.column));
        self.out.push_str(self.number.format(self.row));
        self.out.push_str("\" s=\"");
        self.out.push_str(style);
        self.out.push_str(rest);
        self.column += 1;
    }

    /// A point and so many decimals, without zeros at the end; nothing, if all are zero.
    fn decimals(&mut self, mut value: i64, mut places: usize) {
        if value == 0 {
            return;
        }
        while value % 10 == 0 {
            value /= 10;
            places -= 1;
        }
        let digits = self.number.format(value);
        self.out.push('.');
        for _zero in digits.len()..places {
            self.out.push('0');
        }
        self.out.push_str(digits);
    }
}

/// An amount in hundredths as a decimal number, such as `-12.5`.
pub fn decimal(hundredths: i64) -> String {
    let sign = if hundredths < 0 { "-" } else { "" };
    let hundredths = hundredths.unsigned_abs();
    format!("{sign}{}.{:02}", hundredths / 100, hundredths % 100)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn value(write: impl FnOnce(&mut Row<'_>)) -> f64 {
        let mut out = String::new();
        let mut row = Row::begin(&mut out, 7);
        write(&mut row);
        row.end();
        let inner = out.split("<v>").nth(1).unwrap();
        inner.split("</v>").next().unwrap().parse().unwrap()
    }

    #[test]
    fn x2_a_row_is_the_xml_that_it_should_be() {
        let mut out = String::new();
        let mut row = Row::begin(&mut out, 12);
        row.text("Purchase", "0", "9");
        row.empty();
        row.text(" =1&2", "3", "9");
        row.text("=1", "3", "9");
        row.amount(-105, "4");
        row.end();
        assert_eq!(
            out,
            "<row r=\"12\"><c r=\"A12\" s=\"0\" t=\"inlineStr\"><is><t>Purchase</t></is></c>\
             <c r=\"C12\" s=\"3\" t=\"inlineStr\"><is><t xml:space=\"preserve\"> =1&amp;2</t></is></c>\
             <c r=\"D12\" s=\"9\" t=\"inlineStr\"><is><t>=1</t></is></c>\
             <c r=\"E12\" s=\"4\"><v>-1.05</v></c></row>"
        );
    }

    #[test]
    fn x2_a_date_that_excel_lacks_is_said_to_be_lacking() {
        let mut out = String::new();
        let mut row = Row::begin(&mut out, 1);
        for (text, fits) in [
            ("1900-02-28T23:59:59Z", false),
            ("1900-03-01T00:00:00Z", true),
            ("9999-12-31T23:59:59Z", true),
            ("+10000-01-01T00:00:00Z", false),
        ] {
            let at = text.parse().unwrap();
            assert_eq!(row.date(at, 0, "1"), fits, "{text}");
        }
    }

    proptest! {
        #[test]
        fn x2_an_amount_is_its_exact_decimal(hundredths in -100_000_000_000_i64..=100_000_000_000) {
            let expected: f64 = decimal(hundredths).parse().unwrap();
            prop_assert_eq!(value(|row| row.amount(hundredths, "0")), expected);
        }

        #[test]
        fn x2_a_date_is_right_to_the_millisecond(ms in 0_i64..4_102_444_800_000, offset in -720..=840) {
            let at = DateTime::from_timestamp_millis(ms).unwrap();
            let days = value(|row| assert!(row.date(at, offset, "0")));
            let back = format!("{:.0}", (days - 25_569.0) * 86_400_000.0);
            prop_assert_eq!(back, (ms + i64::from(offset) * 60_000).to_string());
        }
    }
}
