//! Amounts as people read them.

use super::Language;

/// Such as `EUR 1,234.50`, or `1.234,50 EUR` in German and Italian, `1 234,50 EUR` in French.
/// Minor units.
pub fn money(language: Language, amount: i64, currency: &str) -> String {
    let decimals = match currency {
        "jpy" | "krw" | "vnd" | "clp" | "isk" | "xaf" | "xof" => 0,
        "bhd" | "jod" | "kwd" | "omr" | "tnd" => 3,
        _two => 2,
    };
    let (group, point) = match language {
        Language::English => (',', '.'),
        Language::German | Language::Italian => ('.', ','),
        Language::French => ('\u{202f}', ','),
    };
    let digits = format!("{:0>width$}", amount.unsigned_abs(), width = decimals + 1);
    let (whole, fraction) = digits.split_at(digits.len() - decimals);
    let mut text = String::new();
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            text.push(group);
        }
        text.push(digit);
    }
    if !fraction.is_empty() {
        text.push(point);
        text.push_str(fraction);
    }
    let sign = if amount < 0 { "−" } else { "" };
    let currency = currency.to_uppercase();
    match language {
        Language::English => format!("{sign}{currency}\u{a0}{text}"),
        Language::German | Language::French | Language::Italian => {
            format!("{sign}{text}\u{a0}{currency}")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Language, money};

    #[test]
    fn amounts_read_as_in_their_language_and_currency() {
        let cases = [
            (5, "eur", "EUR\u{a0}0.05", "0,05\u{a0}EUR"),
            (
                123_456_789,
                "eur",
                "EUR\u{a0}1,234,567.89",
                "1.234.567,89\u{a0}EUR",
            ),
            (-100_000, "usd", "−USD\u{a0}1,000.00", "−1.000,00\u{a0}USD"),
            (1_000, "jpy", "JPY\u{a0}1,000", "1.000\u{a0}JPY"),
            (1_000, "kwd", "KWD\u{a0}1.000", "1,000\u{a0}KWD"),
        ];
        for (amount, currency, english, german) in cases {
            assert_eq!(money(Language::English, amount, currency), english);
            assert_eq!(money(Language::German, amount, currency), german);
        }
        assert_eq!(
            money(Language::French, 123_450, "chf"),
            "1\u{202f}234,50\u{a0}CHF"
        );
        assert_eq!(
            money(Language::Italian, 123_450, "chf"),
            "1.234,50\u{a0}CHF"
        );
    }
}
