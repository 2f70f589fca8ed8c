//! Names that Excel accepts, from words in any language. For the plan of the sheets.

use rust_xlsxwriter::utility;

/// UTF-16 units of a sheet's name at most.
const SHEET_UNITS: usize = 31;
/// Characters of a table's name that come from the title; Excel allows 255.
const TABLE_CHARS: usize = 60;

/// A sheet's name (X6): the word and, from the second sheet on, its number. Characters
/// that Excel forbids become `_`, and the word is cut so that the number always fits.
/// `taken` are the names of the sheets before; Excel compares them without case.
pub fn sheet(word: &str, number: usize, taken: &[String]) -> String {
    let numbers =
        std::iter::once((number > 1).then_some(number)).chain((number.max(1) + 1..).map(Some));
    numbers
        .map(|number| sheet_numbered(word, number))
        .find(|name| !taken.iter().any(|t| same(t, name)))
        .unwrap_or_default()
}

fn same(a: &str, b: &str) -> bool {
    a.to_lowercase() == b.to_lowercase()
}

fn sheet_numbered(word: &str, number: Option<usize>) -> String {
    let suffix = number.map(|n| format!(" {n}")).unwrap_or_default();
    let mut room = SHEET_UNITS - suffix.len();
    let legal = |c: char| {
        let legal =
            !c.is_control() && !matches!(c, '[' | ']' | ':' | '*' | '?' | '/' | '\\' | '\'');
        if legal && c < '\u{FFFE}' { c } else { '_' }
    };
    let mut name: String = word
        .trim()
        .chars()
        .map(legal)
        .take_while(|c| {
            let fits = c.len_utf16() <= room;
            room = room.saturating_sub(c.len_utf16());
            fits
        })
        .collect();
    // Excel keeps the name "History" for itself.
    if name.is_empty() || same(&name, "history") {
        name.push('_');
    }
    name + &suffix
}

/// A table's name: the title, as far as Excel's rules for names allow, and a suffix that
/// keeps it apart from the others. What could still be taken for a number or for a cell
/// (`R1_1`) begins with `_`.
pub fn table(title: &str, suffix: &str) -> String {
    let mut name: String = title
        .chars()
        .take(TABLE_CHARS)
        .map(|c| {
            if c.is_alphabetic() || c.is_ascii_digit() {
                c
            } else {
                '_'
            }
        })
        .collect();
    name.push('_');
    name.push_str(suffix);
    if utility::check_name(&name).is_err() {
        name.insert(0, '_');
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn x6_sheets_are_numbered_from_the_second_on() {
        let taken = ["Transactions".to_owned()];
        assert_eq!(sheet("Transactions", 1, &[]), "Transactions");
        assert_eq!(sheet("Transactions", 2, &taken), "Transactions 2");
        assert_eq!(sheet("TRANSACTIONS", 1, &taken), "TRANSACTIONS 2");
        assert_eq!(sheet("Über [mich]: 50/50?", 1, &[]), "Über _mich__ 50_50_");
        assert_eq!(sheet("history", 1, &[]), "history_");
        assert_eq!(sheet("", 1, &[]), "_");
        assert_eq!(sheet(&"Ä".repeat(40), 12, &[]), "Ä".repeat(28) + " 12");
    }

    #[test]
    fn x2_a_table_is_named_by_the_title() {
        assert_eq!(table("Transaction history", "1"), "Transaction_history_1");
        assert_eq!(
            table("Verlauf – Müller & Söhne", "1"),
            "Verlauf___Müller___Söhne_1"
        );
        assert_eq!(table("2026", "1"), "_2026_1");
        assert_eq!(table("R1", "1"), "_R1_1");
        assert_eq!(table("", "1"), "_1");
    }

    proptest! {
        #[test]
        fn x6_any_word_becomes_a_name_that_excel_accepts(word in any::<String>(), number in 1_usize..2000) {
            let name = sheet(&word, number, &[]);
            let mut sheet = rust_xlsxwriter::Worksheet::new();
            prop_assert!(sheet.set_name(&name).is_ok(), "{:?}", name);
            prop_assert!(utility::check_name(&table(&word, "1")).is_ok());
        }
    }
}
