//! Days begin where the zone says they do.

use chrono::{DateTime, NaiveDate, Utc};
use relux_credits::browser::{self, calendar::Calendar};
use wasm_bindgen_test::wasm_bindgen_test;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

#[wasm_bindgen_test]
fn t4_a_day_begins_at_its_first_instant_in_the_zone() {
    for (zone, date, start) in [
        ("UTC", "2026-03-05", "2026-03-05T00:00:00Z"),
        ("Europe/Zurich", "2026-03-05", "2026-03-04T23:00:00Z"),
        ("Europe/Zurich", "2026-07-05", "2026-07-04T22:00:00Z"),
        // Both days of a clock change, and the days after them.
        ("Europe/Zurich", "2026-03-29", "2026-03-28T23:00:00Z"),
        ("Europe/Zurich", "2026-03-30", "2026-03-29T22:00:00Z"),
        ("Europe/Zurich", "2026-10-25", "2026-10-24T22:00:00Z"),
        ("Europe/Zurich", "2026-10-26", "2026-10-25T23:00:00Z"),
        // Clocks go forward at midnight: the day begins at one.
        ("America/Santiago", "2023-09-03", "2023-09-03T04:00:00Z"),
        // Clocks go back at one, so midnight strikes twice; the first counts.
        ("America/Havana", "2023-11-05", "2023-11-05T04:00:00Z"),
        // Clocks went back at midnight: 23:00 to 24:00 came twice before the day.
        ("America/Sao_Paulo", "2018-02-18", "2018-02-18T03:00:00Z"),
        // The far sides of the world, and a quarter of an hour.
        ("Pacific/Kiritimati", "2026-03-05", "2026-03-04T10:00:00Z"),
        ("Pacific/Pago_Pago", "2026-03-05", "2026-03-05T11:00:00Z"),
        ("Asia/Kathmandu", "2026-03-05", "2026-03-04T18:15:00Z"),
        // A day that Samoa left out is empty: it begins where the next one does.
        ("Pacific/Apia", "2011-12-30", "2011-12-30T10:00:00Z"),
        ("Pacific/Apia", "2011-12-31", "2011-12-30T10:00:00Z"),
    ] {
        let calendar = Calendar::of_zone(zone).unwrap();
        assert_eq!(calendar.start(day(date)), Some(at(start)), "{zone} {date}");
    }
}

#[wasm_bindgen_test]
fn t4_an_instant_falls_in_the_day_of_the_zone() {
    let calendar = Calendar::of_zone("Europe/Zurich").unwrap();
    assert_eq!(
        calendar.day(at("2026-03-04T22:59:59Z")),
        Some(day("2026-03-04"))
    );
    assert_eq!(
        calendar.day(at("2026-03-04T23:00:00Z")),
        Some(day("2026-03-05"))
    );
}

#[wasm_bindgen_test]
fn t4_a_zone_or_a_day_that_makes_no_sense_has_no_start() {
    assert!(Calendar::of_zone("Mars/Olympus").is_none());
    let calendar = Calendar::of_zone("Europe/Zurich").unwrap();
    assert_eq!(calendar.start(day("0001-01-01")), None);
    assert_eq!(calendar.start(NaiveDate::MAX), None);
}

#[wasm_bindgen_test]
fn t4_today_is_the_day_that_holds_now() {
    let calendar = Calendar::of_user().unwrap();
    let today = calendar.today().unwrap();
    assert!(calendar.start(today).unwrap() <= browser::now());
}
