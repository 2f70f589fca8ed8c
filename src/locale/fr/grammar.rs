//! What French does to numbers and dates.

use super::super::ordinal::marked;

/// Whether a number takes the singular: in French, whatever is less than two does. Three
/// digits after a point or a comma are thousands.
pub(super) fn is_singular(number: &str) -> bool {
    let number = number.trim_start_matches('\u{2212}');
    let (whole, decimals) = number.split_once(['.', ',']).unwrap_or((number, ""));
    matches!(whole, "0" | "1") && decimals.len() < 3
}

/// A date in a sentence: `5 avr. 2026`, but `1er avr. 2026`.
pub(super) fn dated(date: &str) -> String {
    marked(date, "er")
}
