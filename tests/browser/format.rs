//! Numbers, money and instants as the regions write them.

use api::{Credits, Money, money::Currency};
use chrono::{DateTime, Utc};
use relux_credits::{browser::now, format::Format};
use wasm_bindgen_test::wasm_bindgen_test;

const ZONE: &str = "Europe/Zurich";

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn hundredths(hundredths: i64) -> Credits {
    Credits::from_hundredths(hundredths).unwrap()
}

#[wasm_bindgen_test]
fn g1_amounts_read_as_the_region_writes_them() {
    for (region, large, small) in [
        ("en-GB", "1,234.50", "0.05"),
        ("de-DE", "1.234,50", "0,05"),
        ("de-CH", "1’234.50", "0.05"),
        ("fr-FR", "1\u{202f}234,50", "0,05"),
        ("fr-CH", "1\u{202f}234,50", "0,05"),
        ("it-IT", "1.234,50", "0,05"),
        ("it-CH", "1’234.50", "0.05"),
    ] {
        let format = Format::new(region, ZONE);
        assert_eq!(
            plain(&format.credits(hundredths(123_450))),
            plain(large),
            "{region}"
        );
        assert_eq!(format.credits(hundredths(5)), small, "{region}");
    }
}

#[wasm_bindgen_test]
fn g1_money_reads_as_the_region_writes_it() {
    let price = Money::new(123_450, Currency::CHF);
    for (region, text) in [
        ("en-GB", "CHF 1,234.50"),
        ("de-DE", "1.234,50 CHF"),
        ("de-CH", "CHF 1’234.50"),
        ("fr-FR", "1 234,50 CHF"),
        ("fr-CH", "1 234.50 CHF"),
        ("it-IT", "1.234,50 CHF"),
        ("it-CH", "CHF 1’234.50"),
    ] {
        let money = Format::new(region, ZONE).money(price);
        let blank = |c: char| matches!(c, '\u{a0}' | '\u{202f}');
        assert_eq!(plain(&money).replace(blank, " "), plain(text), "{region}");
    }
}

/// Swiss grouping is an apostrophe, which one depends on the browser's age.
fn plain(text: &str) -> String {
    text.replace('’', "'")
}

#[wasm_bindgen_test]
fn t2_changes_carry_a_sign_that_can_be_seen() {
    for region in ["en-GB", "de-DE", "de-CH"] {
        let format = Format::new(region, ZONE);
        assert_eq!(
            plain(&format.signed(hundredths(-100))).replace(',', "."),
            "\u{2212}1.00"
        );
        assert_eq!(
            plain(&format.signed(hundredths(10_000))).replace(',', "."),
            "+100.00"
        );
        assert_eq!(
            plain(&format.signed(hundredths(0))).replace(',', "."),
            "0.00"
        );
        assert_eq!(
            plain(&format.credits(hundredths(-100))).replace(',', "."),
            "\u{2212}1.00"
        );
    }
}

#[wasm_bindgen_test]
fn i5_the_largest_amount_is_written_exactly() {
    let format = Format::new("en-GB", ZONE);
    assert_eq!(format.credits(Credits::MAX), "1,000,000,000.00");
    assert_eq!(
        format.signed(hundredths(-99_999_999_999)),
        "\u{2212}999,999,999.99"
    );
    assert_eq!(format.count(9_007_199_254_740_993), "9,007,199,254,740,993");
    assert_eq!(format.count(1_312), "1,312");
}

#[wasm_bindgen_test]
fn t3_instants_name_the_month_and_count_to_24() {
    let march = at("2026-03-05T14:07:00Z");
    for (region, day, minute) in [
        ("en-GB", "5 Mar 2026", "5 Mar 2026, 15:07"),
        ("de-DE", "5. März 2026", "5. März 2026, 15:07"),
        ("de-CH", "5. März 2026", "5. März 2026, 15:07"),
        ("fr-CH", "5 mars 2026", "5 mars 2026, 15:07"),
        ("fr-FR", "5 mars 2026", "5 mars 2026, 15:07"),
        ("it-CH", "5 mar 2026", "5 mar 2026, 15:07"),
        ("it-IT", "5 mar 2026", "5 mar 2026, 15:07"),
        ("en-US", "Mar 5, 2026", "Mar 5, 2026, 15:07"),
    ] {
        let format = Format::new(region, ZONE);
        assert_eq!(format.date(march), day, "{region}");
        assert_eq!(format.date_time(march), minute, "{region}");
    }
    let format = Format::new("en-US", ZONE);
    assert_eq!(
        format.date_time(at("2026-03-04T23:00:00Z")),
        "Mar 5, 2026, 00:00"
    );
}

#[wasm_bindgen_test]
fn t3_instants_are_right_on_both_sides_of_both_clock_changes() {
    let format = Format::new("en-GB", ZONE);
    for (instant, text) in [
        ("2026-03-29T00:59:59Z", "29 Mar 2026, 01:59"),
        ("2026-03-29T01:00:00Z", "29 Mar 2026, 03:00"),
        ("2026-10-25T00:59:59Z", "25 Oct 2026, 02:59"),
        ("2026-10-25T01:00:00Z", "25 Oct 2026, 02:00"),
    ] {
        assert_eq!(format.date_time(at(instant)), text);
    }
}

#[wasm_bindgen_test]
fn t3_the_zone_has_one_name_in_summer_and_winter() {
    for (region, zone, label) in [
        ("en-GB", ZONE, "Central European Time"),
        ("de-CH", ZONE, "Mitteleuropäische Zeit"),
        ("fr-CH", ZONE, "heure d’Europe centrale"),
        ("it-CH", ZONE, "Ora dell’Europa centrale"),
        ("en-GB", "Asia/Kathmandu", "Nepal Time"),
        ("en-GB", "Etc/GMT+5", "Etc/GMT+5"),
    ] {
        assert_eq!(Format::new(region, zone).zone_label(), label);
    }
}

#[wasm_bindgen_test]
fn g8_what_intl_refuses_is_written_in_english_and_utc() {
    let format = Format::new("not a tag", "Mars/Olympus");
    assert_eq!(format.credits(hundredths(123_450)), "1,234.50");
    assert_eq!(
        format.date_time(at("2026-03-05T14:07:00Z")),
        "Mar 5, 2026, 14:07"
    );
    assert!(!format.zone_label().contains("Mars"));
}

#[wasm_bindgen_test]
fn the_clock_tells_the_present() {
    assert!(now() > at("2026-01-01T00:00:00Z"));
}
