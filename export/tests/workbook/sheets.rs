//! What stands where (X2, X3, X5, X6).

use calamine::{Data, DataType};
use chrono::TimeDelta;

use crate::support::*;

#[test]
fn x2_every_cell_is_the_rows_own_value_of_its_own_kind() {
    let rows = rows(600);
    let range = export(request(true), &rows).range("Transactions");
    assert_eq!(range.height(), 602);
    for (line, row) in range.rows().skip(1).zip(&rows) {
        let Data::DateTime(date) = line[0] else {
            panic!("not a date: {:?}", line[0]);
        };
        let local = row.at.naive_utc() + TimeDelta::minutes(zurich(row.at).into());
        assert_eq!(date.as_datetime().unwrap(), local);
        let reference = row.reference.as_ref().map(|r| r.number.as_str());
        assert_eq!(text(&line[2]), reference);
        assert_eq!(line[3], Data::Float(number(row.amount.hundredths())));
        assert_eq!(line[4], Data::Float(number(row.balance.hundredths())));
        assert_eq!(text(&line[5]), row.by.as_ref().map(|by| by.name.as_str()));
    }
    let kinds: Vec<_> = range
        .rows()
        .skip(1)
        .take(6)
        .map(|line| text(&line[1]).unwrap())
        .collect();
    assert_eq!(kinds, request(true).texts.types);
}

fn text(cell: &Data) -> Option<&str> {
    match cell {
        Data::String(text) => Some(text),
        Data::Empty => None,
        other => panic!("not a text: {other:?}"),
    }
}

fn number(hundredths: i64) -> f64 {
    f64::from(i32::try_from(hundredths).unwrap()) / 100.0
}

#[test]
fn x2_the_first_row_is_headers_in_order_and_the_last_the_total_with_its_result() {
    let rows = rows(77);
    for (names_members, headers) in [
        (
            false,
            &[
                "Date (Europe/Zurich)",
                "Type",
                "Purchase Reference",
                "Amount",
                "Balance",
            ][..],
        ),
        (
            true,
            &[
                "Date (Europe/Zurich)",
                "Type",
                "Purchase Reference",
                "Amount",
                "Balance",
                "Member",
            ],
        ),
    ] {
        let mut workbook = export(request(names_members), &rows);
        let range = workbook.range("Transactions");
        assert_eq!(workbook.rows("Transactions")[0], headers);
        let last = range.rows().next_back().unwrap();
        assert_eq!(text(&last[0]), Some("Total"));
        assert_eq!(last[3], Data::Float(number(sum(&rows))));
        assert_eq!(
            workbook.formulas("Transactions"),
            ["SUBTOTAL(109,Transaction_history_1[Amount])"]
        );
    }
}

#[test]
fn x2_the_table_spans_the_rows_and_the_page_is_set_up() {
    let mut workbook = export(request(false), &rows(77));
    assert_eq!(
        workbook.tables(),
        [(
            "Transaction_history_1".to_owned(),
            "Transactions".to_owned(),
            77
        )]
    );
    let table = workbook.part("xl/tables/table1.xml");
    for expected in [
        " ref=\"A1:E79\" totalsRowCount=\"1\"",
        "<autoFilter ref=\"A1:E78\"/>",
        "totalsRowFunction=\"sum\"",
        "totalsRowLabel=\"Total\"",
        "showRowStripes=\"1\"",
    ] {
        assert!(table.contains(expected), "{expected} in {table}");
    }
    let sheet = workbook.part("xl/worksheets/sheet1.xml");
    for expected in [
        "<dimension ref=\"A1:E79\"/>",
        "state=\"frozen\"",
        "orientation=\"landscape\"",
        "fitToHeight=\"0\"",
        "numberStoredAsText=\"1\"",
    ] {
        assert!(sheet.contains(expected), "{expected} in {sheet}");
    }
    let titles = workbook.part("xl/workbook.xml");
    assert!(titles.contains("Transactions!$1:$1"), "{titles}");
}

#[test]
fn t3_dates_are_right_across_both_changes_of_the_clocks() {
    let instants = [
        ("2026-10-25T01:30:00Z", "2026-10-25 02:30:00"),
        ("2026-10-25T00:30:00Z", "2026-10-25 02:30:00"),
        ("2026-10-24T22:30:00Z", "2026-10-25 00:30:00"),
        ("2026-03-29T01:00:00Z", "2026-03-29 03:00:00"),
        ("2026-03-29T00:59:59.999Z", "2026-03-29 01:59:59.999"),
        ("2026-03-28T23:00:00Z", "2026-03-29 00:00:00"),
    ];
    let mut rows = rows(6);
    for (row, (instant, _)) in rows.iter_mut().zip(instants) {
        row.at = at(instant);
    }
    let range = export(request(false), &rows).range("Transactions");
    for (line, (_, local)) in range.rows().skip(1).zip(instants) {
        let date = line[0].as_datetime().unwrap();
        assert_eq!(date.to_string(), local);
    }
}

#[test]
fn x3_members_are_ranked_by_generations_less_refunds_and_the_removed_are_marked() {
    let mut rows = rows(6);
    for row in &mut rows {
        row.by = None;
    }
    // Newest first: a refund comes before the generation that it undoes.
    rows[4].amount = credits(100);
    rows[4].by = Some(actor(1, "Ada", false));
    rows[3].amount = credits(-400);
    rows[3].by = Some(actor(1, "Ada", false));
    rows[1].by = Some(actor(1, "Ada", false));
    rows[0] = rows[3].clone();
    rows[0].amount = credits(-500);
    rows[0].by = Some(actor(2, "=Ben", true));
    rows[5] = rows[3].clone();
    rows[5].amount = credits(-200);
    rows[5].by = Some(actor(2, "Ben before his marriage", false));
    let mut workbook = export(request(true), &rows);
    assert_eq!(
        workbook.rows("By member"),
        [
            ["Member", "Used credits", "Share"],
            ["=Ben (removed)", "7", "0.7"],
            ["Ada", "3", "0.3"],
            ["Total", "10", "1"],
        ]
    );
    assert_eq!(
        workbook.formulas("By member"),
        ["SUBTOTAL(109,Transaction_history_members[Used credits])"]
    );
}

#[test]
fn x3_without_members_there_is_no_sheet_of_them() {
    assert_eq!(
        export(request(false), &rows(3)).sheets(),
        ["Transactions", "About"]
    );
    assert_eq!(
        export(request(true), &rows(3)).sheets(),
        ["Transactions", "By member", "About"]
    );
}

#[test]
fn x3_about_says_what_was_asked_for_and_how_many_rows_came() {
    let mut workbook = export(request(false), &rows(1_234));
    assert_eq!(
        workbook.rows("About"),
        [["Account", "Muster AG"], ["Rows", "1234"]]
    );
}

#[test]
fn x5_the_document_says_what_it_is_and_the_list_of_parts_comes_first() {
    let workbook = export(request(true), &rows(3));
    let core = workbook.part("docProps/core.xml");
    for expected in [
        "<dc:title>Transaction history</dc:title>",
        "<dc:creator>Relux Informatik AG</dc:creator>",
        "2026-11-22T11:00:00Z</dcterms:created>",
    ] {
        assert!(core.contains(expected), "{expected} in {core}");
    }
    assert_eq!(workbook.parts()[0], "[Content_Types].xml");
}

#[test]
fn x5_an_empty_history_is_a_valid_file_with_headers() {
    for names_members in [false, true] {
        let mut workbook = export(request(names_members), &[]);
        let rows = workbook.rows("Transactions");
        assert_eq!(rows.len(), 3);
        assert_eq!(rows[0][0], "Date (Europe/Zurich)");
        assert!(rows[1].iter().all(String::is_empty), "{rows:?}");
        assert_eq!(rows[2][3], "0");
    }
    let mut workbook = export(request(true), &[]);
    assert_eq!(workbook.rows("By member")[2], ["Total", "0", "0"]);
}

#[test]
fn x6_rows_beyond_a_sheet_go_on_in_the_next_and_none_is_lost() {
    let rows = rows(25);
    let mut request = request(true);
    request.sheet_rows = 10;
    let mut workbook = export(request, &rows);
    let names = ["Transactions", "Transactions 2", "Transactions 3"];
    assert_eq!(
        workbook.sheets(),
        [&names[..], &["By member", "About"]].concat()
    );
    let mut balances = Vec::new();
    for ((name, rows), count) in names.into_iter().zip(rows.chunks(10)).zip([10, 10, 5]) {
        let range = workbook.range(name);
        assert_eq!(range.height(), count + 2);
        assert_eq!(
            range.rows().next_back().unwrap()[3],
            Data::Float(number(sum(rows)))
        );
        let lines = range.rows().skip(1).take(count);
        balances.extend(lines.map(|line| line[4].clone()));
    }
    let expected = rows
        .iter()
        .map(|row| Data::Float(number(row.balance.hundredths())));
    assert_eq!(balances, expected.collect::<Vec<_>>());
    let tables: Vec<_> = workbook
        .tables()
        .into_iter()
        .map(|(_, sheet, rows)| (sheet, rows))
        .collect();
    assert_eq!(
        tables[..3],
        [10, 10, 5]
            .into_iter()
            .zip(names)
            .map(|(n, s)| (s.to_owned(), n))
            .collect::<Vec<_>>()
    );
    let about = workbook.rows("About");
    assert_eq!(about[1], ["Total", &(number(sum(&rows))).to_string()]);
    assert_eq!(about[2], ["Rows", "25"]);
}

#[test]
fn x6_exactly_full_sheets_leave_no_empty_one_behind() {
    let mut request = request(false);
    request.sheet_rows = 10;
    let workbook = export(request, &rows(20));
    assert_eq!(
        workbook.sheets(),
        ["Transactions", "Transactions 2", "About"]
    );
}
