//! Amounts as people read them.

use super::Language;

/// Such as `EUR 1,234.50`, or `1.234,50 EUR` in German and Italian, `1 234,50 EUR` in French.
/// Francs are written as in Switzerland: `CHF 1’234.50`, or `1 234.50 CHF` in French. Minor
/// units.
pub fn money(language: Language, amount: i64, currency: &str) -> String {
    let decimals = match currency {
        "jpy" | "krw" | "vnd" | "clp" | "isk" | "xaf" | "xof" => 0,
        "bhd" | "jod" | "kwd" | "omr" | "tnd" => 3,
        _two => 2,
    };
    let is_franc = currency == "chf";
    let (group, point, is_currency_first) = match language {
        Language::English => (',', '.', true),
        Language::German | Language::Italian if is_franc => ('’', '.', true),
        Language::German | Language::Italian => ('.', ',', false),
        Language::French if is_franc => ('\u{202f}', '.', false),
        Language::French => ('\u{202f}', ',', false),
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
    if is_currency_first {
        format!("{sign}{currency}\u{a0}{text}")
    } else {
        format!("{sign}{text}\u{a0}{currency}")
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
        let french = money(Language::French, 123_450, "eur");
        assert_eq!(french, "1\u{202f}234,50\u{a0}EUR");
        let italian = money(Language::Italian, 123_450, "eur");
        assert_eq!(italian, "1.234,50\u{a0}EUR");
    }

    #[test]
    fn francs_read_as_in_switzerland() {
        for (language, text) in [
            (Language::English, "CHF\u{a0}1,234.50"),
            (Language::German, "CHF\u{a0}1’234.50"),
            (Language::French, "1\u{202f}234.50\u{a0}CHF"),
            (Language::Italian, "CHF\u{a0}1’234.50"),
        ] {
            assert_eq!(money(language, 123_450, "chf"), text);
        }
    }
}
