//! What Italian does to numbers and dates.

use super::super::ordinal::marked;

/// So many credits: `1 credito`, `20 crediti`.
pub(super) fn credits(number: &str) -> String {
    if number == "1" {
        "1 credito".to_owned()
    } else {
        format!("{number} crediti")
    }
}

/// A date in a sentence: `5 apr 2026`, but `1° apr 2026`.
pub(super) fn first(date: &str) -> String {
    marked(date, "°")
}

/// Words before a date: `dal 5 mar 2026`, but `dall’8 mar 2026`. The eighth and the eleventh
/// begin with a vowel, and take the second ones.
pub(super) fn dated(before: &str, elided: &str, date: &str) -> String {
    match date.split(|c: char| !c.is_ascii_digit()).next() {
        Some("8" | "11") => format!("{elided}{date}"),
        _ => before.to_owned() + &first(date),
    }
}
