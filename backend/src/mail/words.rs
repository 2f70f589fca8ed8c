//! What the letters say, in each language.

mod english;
mod french;
mod german;
mod italian;

use chrono::{DateTime, Utc};
use chrono_tz::Europe::Zurich;

use super::{Letter, compose::one_line, letter::Whose, numbers::Numbers};
use crate::language::{Language, Locale};

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
pub fn of(letter: &Letter, locale: Locale, name: Option<&str>) -> Words {
    let numbers = Numbers::of(locale);
    match locale.language {
        Language::English => english::words(letter, name, numbers),
        Language::German => german::words(letter, name, numbers),
        Language::French => french::words(letter, name, numbers),
        Language::Italian => italian::words(letter, name, numbers),
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

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use api::{
        Credits, Money,
        money::Currency,
        payment::{Decline, PaymentCause},
        transaction::SalesNumber,
    };

    use super::*;
    use crate::mail::letter::Charged;

    const LOCALES: [&str; 5] = ["en-GB", "de-CH", "de-DE", "fr-CH", "it-CH"];

    /// Every letter about a wallet, and what each has to say where numbers are written so.
    fn letters(of: &Whose, numbers: Numbers) -> Vec<(Letter, Vec<String>)> {
        let mut letters = Vec::new();
        let text = str::to_owned;
        for reason in Decline::ALL {
            let of = of.clone();
            letters.push((
                Letter::Declined {
                    reason,
                    of: of.clone(),
                },
                vec![text("1, 6"), text("24")],
            ));
            letters.push((Letter::Paused { reason, of }, vec![]));
        }
        let url = "https://bank.example/3ds".to_owned();
        letters.push((
            Letter::Confirm {
                url,
                of: of.clone(),
            },
            vec![text("https://bank.example/3ds")],
        ));
        for cause in [PaymentCause::Purchase, PaymentCause::Renewal] {
            let charged = Charged {
                cause,
                credits: Credits::whole(1_000),
                price: Money::new(41_900, Currency::CHF),
                balance: Credits::from_hundredths(100_050).unwrap_or(Credits::ZERO),
                sales_number: SalesNumber::try_from("S00417".to_owned()).unwrap(),
            };
            let says = vec![
                numbers.whole(charged.credits),
                numbers.money(charged.price),
                numbers.amount(charged.balance),
                text("S00417"),
            ];
            letters.push((
                Letter::Charged {
                    charged,
                    of: of.clone(),
                },
                says,
            ));
        }
        for reached in [false, true] {
            let (used, limit) = (Credits::whole(80), Credits::whole(100));
            let letter = Letter::LimitUsed {
                used,
                limit,
                reached,
                of: of.clone(),
            };
            letters.push((letter, vec![numbers.amount(used), numbers.amount(limit)]));
        }
        if let Some(organisation) = of.organisation.clone() {
            let by = "Beatrice Ammann".to_owned();
            let letter = Letter::Removed {
                by: by.clone(),
                of: of.clone(),
            };
            letters.push((letter, vec![by.clone()]));
            let letter = Letter::Invited {
                by: by.clone(),
                organisation,
                link: "https://relux.example/invitation#AAA".to_owned(),
                expires_at: DateTime::UNIX_EPOCH,
            };
            let says = vec![
                by.clone(),
                text("https://relux.example/invitation#AAA"),
                text("1970"),
            ];
            letters.push((letter, says));
        }
        letters
    }

    /// The texts of a mail, but for the names and values of what it lists.
    fn sentences(words: &Words) -> Vec<String> {
        let mut texts = vec![
            words.subject.clone(),
            words.greeting.clone(),
            words.action.0.to_owned(),
            words.foot.clone(),
        ];
        texts.extend(words.paragraphs.iter().cloned());
        texts
    }

    #[test]
    fn g1_every_letter_says_in_every_language_whom_it_is_to_and_what_it_is_about() {
        for organisation in [None, Some("Lichtwerk".to_owned())] {
            let page = "https://relux.example/credits".to_owned();
            let of = Whose { organisation, page };
            for locale in LOCALES.map(Locale::of_tags) {
                for (letter, says) in letters(&of, Numbers::of(locale)) {
                    let words = super::of(&letter, locale, Some("Ada Lovelace"));
                    let mut text = sentences(&words).join("\n");
                    text.push_str(&words.action.1);
                    for (_, value) in &words.facts {
                        text.push_str(value);
                    }
                    assert!(words.greeting.contains("Ada Lovelace"), "{words:?}");
                    for said in says.iter().chain(&of.organisation) {
                        assert!(text.contains(said), "{locale:?}: {said} in {words:?}");
                    }
                    assert!(words.action.1.starts_with("https://"), "{words:?}");
                }
            }
        }
    }

    #[test]
    fn g1_no_sentence_of_a_letter_is_left_in_another_language() {
        let organisation = Some("Lichtwerk".to_owned());
        let page = "https://relux.example/credits".to_owned();
        let english = Numbers::of(Locale::of_tags("en"));
        for (letter, _) in letters(&Whose { organisation, page }, english) {
            let mut seen = HashSet::new();
            for tag in ["en", "de", "fr", "it"] {
                let own = sentences(&super::of(&letter, Locale::of_tags(tag), None));
                for text in own.into_iter().collect::<HashSet<_>>() {
                    assert!(seen.insert(text.clone()), "{tag}: {text:?}");
                }
            }
        }
    }
}
