//! Text that wants to be more than text (X4, X5).

use calamine::Data;
use proptest::prelude::*;

use crate::support::*;

fn cell(cell: &Data) -> String {
    match cell {
        Data::String(text) => text.clone(),
        Data::Empty => String::new(),
        other => panic!("not a text: {other:?}"),
    }
}

/// Exports one row caused by somebody of this name; answers the name on both sheets.
fn names(name: &str) -> [String; 2] {
    let mut row = rows(4).remove(3);
    row.by = Some(actor(1, name, false));
    let mut workbook = export(request(true), &[row]);
    assert_eq!(
        workbook.formulas("Transactions").len(),
        1,
        "only the total's"
    );
    assert_eq!(workbook.formulas("By member").len(), 1, "only the total's");
    [("Transactions", 5), ("By member", 0)].map(|(sheet, column)| {
        cell(
            workbook
                .range(sheet)
                .get((1, column))
                .unwrap_or(&Data::Empty),
        )
    })
}

#[test]
fn x4_text_that_looks_like_a_formula_keeps_its_value_and_gets_a_quote_prefix() {
    for name in [
        "=HYPERLINK(\"https://evil.test\",\"click\")",
        "+1",
        "-2+3",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "=cmd|' /C calc'!A0",
    ] {
        assert_eq!(names(name), [name, name]);
        let mut row = rows(4).remove(3);
        row.by = Some(actor(1, name, false));
        let workbook = export(request(true), &[row]);
        let styles = workbook.part("xl/styles.xml");
        let formats = styles.split("<cellXfs").nth(1).unwrap();
        let formats: Vec<&str> = formats.split("<xf ").skip(1).collect();
        for sheet in ["sheet1", "sheet2"] {
            let xml = workbook.part(&format!("xl/worksheets/{sheet}.xml"));
            let name = if sheet == "sheet1" { "F2" } else { "A2" };
            let cell = xml.split(&format!("<c r=\"{name}\" s=\"")).nth(1).unwrap();
            let style: usize = cell.split('"').next().unwrap().parse().unwrap();
            assert!(
                formats[style].contains("quotePrefix=\"1\""),
                "{}",
                formats[style]
            );
        }
    }
}

#[test]
fn x4_nothing_in_the_data_becomes_a_link() {
    let mut row = rows(2).remove(1);
    row.reference = Some(reference("https://evil.test/"));
    row.by = Some(actor(1, "mailto:a@evil.test", false));
    let workbook = export(request(true), &[row]);
    for sheet in ["sheet1", "sheet2", "sheet3"] {
        let xml = workbook.part(&format!("xl/worksheets/{sheet}.xml"));
        assert!(!xml.contains("hyperlink"), "{xml}");
    }
    assert!(
        !workbook
            .parts()
            .iter()
            .any(|part| part.contains("externalLink"))
    );
}

#[test]
fn x2_a_reference_stays_text_whatever_it_looks_like() {
    let texts = [
        "000123",
        "1/2",
        "1e5",
        "TRUE",
        "=1+1",
        "-5",
        "2026-01-01",
        "#N/A",
    ];
    let mut rows = rows(i64::try_from(texts.len()).unwrap());
    for (row, text) in rows.iter_mut().zip(texts) {
        row.reference = Some(reference(text));
    }
    let range = export(request(false), &rows).range("Transactions");
    for (line, text) in range.rows().skip(1).zip(texts) {
        assert_eq!(line[2], Data::String(text.to_owned()));
    }
}

#[test]
fn x5_a_text_that_no_cell_can_hold_is_cut_and_the_file_stays_valid() {
    for name in ["a".repeat(32_768), "🦀".repeat(20_000)] {
        for cut in names(&name) {
            assert!(cut.encode_utf16().count() <= 32_767);
            assert!(cut.ends_with('…') && name.starts_with(cut.trim_end_matches('…')));
        }
    }
}

#[test]
fn x3_lines_of_the_about_sheet_stay_text() {
    let mut request = request(false);
    request.about = vec![("Filter".to_owned(), "=1+1".to_owned())];
    let mut workbook = export(request, &rows(1));
    assert_eq!(workbook.rows("About")[0], ["Filter", "=1+1"]);
    assert!(workbook.formulas("About").is_empty());
}

/// Pieces of which nasty texts are made.
fn nasty() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        any::<char>().prop_map(String::from),
        "[\\x00-\\x1F\\x7F-\\x9F]",
        "_x[0-9A-Fa-f]{4}_",
        "[=+@\\-\\t\\r\\n&<>\"' ]",
        Just("]]>".to_owned()),
        Just("\u{202E}\u{2066}\u{FEFF}".to_owned()),
        Just("\u{FFFE}\u{FFFF}".to_owned()),
        Just("https://evil.test/?a=1&b=2".to_owned()),
    ];
    prop::collection::vec(piece, 1..12).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]
    #[test]
    fn x5_any_name_comes_back_as_it_was(name in nasty()) {
        prop_assert_eq!(names(&name), [name.clone(), name]);
    }
}
