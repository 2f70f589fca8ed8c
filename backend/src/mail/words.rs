//! What the letters say, in each language.

mod english;
mod french;
mod german;
mod italian;

use api::{Credits, Money};
use chrono::{DateTime, Utc};
use chrono_tz::Europe::Zurich;

use super::{Letter, compose::one_line, letter::Whose};
use crate::language::Language;

/// What a mail says.
#[derive(Debug)]
pub struct Words {
    /// Also the heading.
    pub subject: String,
    /// The first line.
    pub greeting: String,
    /// What happened, and what there is to do.
    pub paragraphs: Vec<String>,
    /// Names and values.
    pub facts: Vec<(&'static str, String)>,
    /// What to do next, and where.
    pub action: (&'static str, String),
    /// Why somebody gets it.
    pub foot: String,
}

/// The words of a letter.
pub fn of(letter: &Letter, language: Language, name: Option<&str>) -> Words {
    match language {
        Language::English => english::words(letter, name),
        Language::German => german::words(letter, name),
        Language::French => french::words(letter, name),
        Language::Italian => italian::words(letter, name),
    }
}

/// The name of the organisation that shares the wallet, as part of a line.
fn organisation(of: &Whose) -> Option<String> {
    of.organisation.as_deref().map(one_line)
}

/// The day of an instant in Zurich, in that pattern.
fn date(at: DateTime<Utc>, pattern: &str) -> String {
    at.with_timezone(&Zurich).format(pattern).to_string()
}

/// `1'234.50`, with that mark between thousands.
fn decimal(hundredths: i64, mark: char) -> String {
    let sign = if hundredths < 0 { "−" } else { "" };
    let amount = hundredths.unsigned_abs();
    let whole = (amount / 100).to_string();
    let mut grouped = String::new();
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && whole.len().saturating_sub(place).is_multiple_of(3) {
            grouped.push(mark);
        }
        grouped.push(digit);
    }
    format!("{sign}{grouped}.{:02}", amount % 100)
}

/// `CHF 49.00`, the spaces of which do not break.
fn money(money: Money, mark: char) -> String {
    format!(
        "{}\u{a0}{}",
        money.currency,
        decimal(money.amount_minor, mark)
    )
}

/// Credits with their decimals.
fn amount(credits: Credits, mark: char) -> String {
    decimal(credits.hundredths(), mark)
}

/// Credits without decimals where there are none: of packages.
fn whole(credits: Credits, mark: char) -> String {
    let text = amount(credits, mark);
    text.strip_suffix(".00").map_or(text.clone(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_grouped_and_keep_their_decimals() {
        assert_eq!(decimal(5, '\''), "0.05");
        assert_eq!(decimal(123_456, ','), "1,234.56");
        assert_eq!(decimal(-100_000_000, '\''), "−1'000'000.00");
        assert_eq!(whole(Credits::whole(1_000), ','), "1,000");
    }
}
