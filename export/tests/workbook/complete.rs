//! All rows, or no file (I27, X6).

use api::{
    export::Failure,
    history::{ExportEnd, ExportStart},
};
use proptest::prelude::*;

use crate::support::*;

#[test]
fn i27_a_stream_that_ends_early_makes_no_file_wherever_it_is_cut() {
    let stream = stream(&rows(3));
    for end in 0..stream.len() - 1 {
        let cut = stream.get(..end).unwrap();
        let result = export_in_pieces(request(false), cut, 64);
        assert_eq!(result.unwrap_err(), Failure::Incomplete, "{cut}");
    }
}

#[test]
fn i27_the_last_line_needs_no_line_feed() {
    let stream = stream(&rows(3));
    assert!(export_in_pieces(request(false), stream.trim_end(), 64).is_ok());
}

#[test]
fn i27_a_row_missing_a_row_too_many_or_another_sum_make_no_file() {
    let rows = rows(20);
    let whole = stream(&rows);
    let lines: Vec<&str> = whole.lines().collect();
    let mut missing = lines.clone();
    missing.remove(7);
    let mut twice = lines.clone();
    twice.insert(7, lines[7]);
    let said = |rows, hundredths| {
        serde_json::to_string(&ExportEnd {
            rows,
            sum: credits(hundredths),
        })
        .unwrap()
    };
    let other_sum = said(20, sum(&rows) + 1);
    let other_rows = said(21, sum(&rows));
    let mut wrong_sum = lines.clone();
    *wrong_sum.last_mut().unwrap() = &other_sum;
    let mut wrong_rows = lines.clone();
    *wrong_rows.last_mut().unwrap() = &other_rows;
    for lines in [missing, twice, wrong_sum, wrong_rows] {
        let result = export_in_pieces(request(false), &lines.join("\n"), 64);
        assert_eq!(result.unwrap_err(), Failure::Incomplete);
    }
}

#[test]
fn i27_another_start_than_end_makes_no_file() {
    let rows = rows(5);
    let start = ExportStart {
        rows: 6,
        at: at("2026-11-22T11:00:00Z"),
    };
    let whole = stream(&rows);
    let (_, rest) = whole.split_once('\n').unwrap();
    let stream = format!("{}\n{rest}", serde_json::to_string(&start).unwrap());
    let result = export_in_pieces(request(false), &stream, 64);
    assert_eq!(result.unwrap_err(), Failure::Incomplete);
}

#[test]
fn g8_what_is_no_export_is_unexpected() {
    let rows = stream(&rows(2));
    let after_end = format!("{rows}{rows}");
    for stream in [
        "<!doctype html>\n<title>Sign in</title>\n",
        "{}\n",
        "\n",
        &after_end,
    ] {
        let result = export_in_pieces(request(false), stream, 64);
        assert_eq!(result.unwrap_err(), Failure::Unexpected, "{stream}");
    }
}

#[test]
fn t3_a_date_whose_offset_is_not_known_makes_no_file() {
    let mut intake = export::Intake::new(request(false), |_| None);
    let result = intake.feed(stream(&rows(1)).as_bytes());
    assert_eq!(result.unwrap_err(), Failure::Unexpected);
}

#[test]
fn x5_texts_that_make_no_table_are_refused() {
    let mut request = request(false);
    request.texts.balance = "AMOUNT".to_owned();
    let result = export_in_pieces(request, &stream(&rows(2)), 64);
    assert_eq!(result.unwrap_err(), Failure::Unexpected);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn i27_the_file_does_not_depend_on_how_the_stream_is_cut(size in 1_usize..5_000, count in 0_i64..60) {
        let stream = stream(&rows(count));
        let whole = export_in_pieces(request(true), &stream, usize::MAX).unwrap();
        prop_assert_eq!(export_in_pieces(request(true), &stream, size).unwrap(), whole);
    }
}
