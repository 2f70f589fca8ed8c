//! Days as they stand in a sentence.

/// A date as it stands in a sentence. The first of a month takes that mark after its number:
/// `Intl` has `1 avr. 2026` for what people write `1er avr. 2026`.
pub(super) fn marked(date: &str, mark: &str) -> String {
    match date.strip_prefix('1') {
        Some(rest) if rest.starts_with(char::is_whitespace) => format!("1{mark}{rest}"),
        _other => date.to_owned(),
    }
}
