//! U2: the workbook of a report, read back.

use api::export::{Report, ReportSheet};
use calamine::{Data, Reader, Xlsx};
use export::report;
use std::io::Cursor;

use crate::support::at;

fn sheet(name: &str, rows: &[(&str, i64)]) -> ReportSheet {
    ReportSheet {
        name: name.to_owned(),
        header: ["Name", "Used credits", "Share"].map(str::to_owned),
        rows: rows
            .iter()
            .map(|(name, used)| ((*name).to_owned(), *used))
            .collect(),
        total: "Total".to_owned(),
    }
}

fn cells(report: &Report, name: &str) -> Vec<Vec<String>> {
    let file = export::report(report, at("2026-11-22T10:00:00Z")).unwrap();
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(file)).unwrap();
    let range = workbook.worksheet_range(name).unwrap();
    range
        .rows()
        .map(|row| row.iter().map(Data::to_string).collect())
        .collect()
}

#[test]
fn u2_a_report_has_a_sheet_for_each_table_whose_totals_are_right_without_calculating() {
    let members = [("Zoë", 150_000), ("=1+1", 50_000), ("Gone (removed)", 0)];
    let made = Report {
        title: "Usage report".to_owned(),
        sheets: vec![
            sheet("By member", &members),
            sheet("By organisation", &[("Lichtwerk", 200_000)]),
        ],
        about_name: "About".to_owned(),
        about: vec![("Period".to_owned(), "1 Nov 2026 – 30 Nov 2026".to_owned())],
    };
    assert_eq!(
        cells(&made, "By member"),
        [
            ["Name", "Used credits", "Share"],
            ["Zoë", "1500", "0.75"],
            ["=1+1", "500", "0.25"],
            ["Gone (removed)", "0", "0"],
            ["Total", "2000", "1"],
        ]
    );
    assert_eq!(
        cells(&made, "By organisation")[1],
        ["Lichtwerk", "2000", "1"]
    );
    assert_eq!(
        cells(&made, "About"),
        [["Period", "1 Nov 2026 – 30 Nov 2026"]]
    );
}

#[test]
fn u2_a_report_of_nothing_and_one_of_one_name_twice_are_files_too() {
    let made = Report {
        title: String::new(),
        sheets: vec![sheet("By member", &[]), sheet("by MEMBER", &[("A", -100)])],
        about_name: "History".to_owned(),
        about: Vec::new(),
    };
    let file = report(&made, at("2026-11-22T10:00:00Z")).unwrap();
    let workbook: Xlsx<_> = Xlsx::new(Cursor::new(file)).unwrap();
    assert_eq!(
        workbook.sheet_names(),
        ["By member", "by MEMBER 2", "History_"]
    );
    assert_eq!(cells(&made, "By member")[2], ["Total", "0", "0"]);
}
