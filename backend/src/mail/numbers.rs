//! Numbers and money in letters, as the page writes them where the reader is (G1).

use api::{Credits, Money};

use crate::language::{Language, Locale};

/// How numbers are written somewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Numbers {
    /// Between thousands.
    mark: char,
    /// Before hundredths.
    point: char,
    /// Before hundredths of money.
    point_of_money: char,
    /// Whether a currency stands before its amount.
    currency_first: bool,
}

impl Numbers {
    /// As Unicode's CLDR has them, and with it every browser.
    pub const fn of(locale: Locale) -> Self {
        let (mark, point, point_of_money, currency_first) = match (locale.language, locale.is_swiss)
        {
            (Language::English, _) => (',', '.', '.', true),
            (Language::German | Language::Italian, true) => ('’', '.', '.', true),
            (Language::German | Language::Italian, false) => ('.', ',', ',', false),
            (Language::French, true) => ('\u{202f}', ',', '.', false),
            (Language::French, false) => ('\u{202f}', ',', ',', false),
        };
        Self {
            mark,
            point,
            point_of_money,
            currency_first,
        }
    }

    /// Credits with their decimals: `1,234.50`.
    pub fn amount(self, credits: Credits) -> String {
        self.decimal(credits.hundredths(), self.point)
    }

    /// Credits without decimals where there are none, of packages: `1,000`.
    pub fn whole(self, credits: Credits) -> String {
        let text = self.amount(credits);
        let whole = text
            .strip_suffix("00")
            .map(|text| text.trim_end_matches(self.point));
        match whole {
            Some(whole) if credits.hundredths() % 100 == 0 => whole.to_owned(),
            _ => text,
        }
    }

    /// `CHF 49.00`, the spaces of which do not break.
    pub fn money(self, money: Money) -> String {
        let amount = self.decimal(money.amount_minor, self.point_of_money);
        if self.currency_first {
            format!("{}\u{a0}{amount}", money.currency)
        } else {
            format!("{amount}\u{a0}{}", money.currency)
        }
    }

    fn decimal(self, hundredths: i64, point: char) -> String {
        let sign = if hundredths < 0 { "−" } else { "" };
        let amount = hundredths.unsigned_abs();
        let whole = (amount / 100).to_string();
        let mut grouped = String::new();
        for (place, digit) in whole.chars().enumerate() {
            if place > 0 && whole.len().saturating_sub(place).is_multiple_of(3) {
                grouped.push(self.mark);
            }
            grouped.push(digit);
        }
        format!("{sign}{grouped}{point}{:02}", amount % 100)
    }
}

#[cfg(test)]
mod tests {
    use api::money::Currency;

    use super::*;

    fn numbers(tag: &str) -> Numbers {
        Numbers::of(Locale::of_tags(tag))
    }

    #[test]
    fn g1_numbers_and_money_are_written_as_where_the_reader_is() {
        let price = Money::new(123_450, Currency::CHF);
        let credits = Credits::from_hundredths(123_450_050).unwrap();
        for (tag, amount, money) in [
            ("en-GB", "1,234,500.50", "CHF\u{a0}1,234.50"),
            ("de-CH", "1’234’500.50", "CHF\u{a0}1’234.50"),
            ("de-DE", "1.234.500,50", "1.234,50\u{a0}CHF"),
            ("de", "1.234.500,50", "1.234,50\u{a0}CHF"),
            (
                "fr-CH",
                "1\u{202f}234\u{202f}500,50",
                "1\u{202f}234.50\u{a0}CHF",
            ),
            (
                "fr-FR",
                "1\u{202f}234\u{202f}500,50",
                "1\u{202f}234,50\u{a0}CHF",
            ),
            ("it-CH", "1’234’500.50", "CHF\u{a0}1’234.50"),
            ("it-IT", "1.234.500,50", "1.234,50\u{a0}CHF"),
        ] {
            assert_eq!(numbers(tag).amount(credits), amount, "{tag}");
            assert_eq!(numbers(tag).money(price), money, "{tag}");
        }
    }

    #[test]
    fn amounts_keep_their_decimals_and_packages_have_none() {
        let swiss = numbers("de-CH");
        assert_eq!(swiss.amount(Credits::from_hundredths(5).unwrap()), "0.05");
        let owed = Credits::from_hundredths(-100_000_000).unwrap();
        assert_eq!(swiss.amount(owed), "−1’000’000.00");
        assert_eq!(swiss.whole(Credits::whole(1_000)), "1’000");
        assert_eq!(numbers("de").whole(Credits::whole(1_000)), "1.000");
        assert_eq!(
            numbers("de").whole(Credits::from_hundredths(1_050).unwrap()),
            "10,50"
        );
    }
}
