//! The hosted card page: the form, what was typed into it, and what is wrong with that.

use super::{Language, Words, escape, shell, test_cards};
use crate::{
    card::{NumberError, TestCard},
    checkout::Left,
    clock::year_and_month,
    form::Form,
};

/// The longest way to write an expiry, `12 / 2034`, in bytes.
const MAX_EXPIRY: usize = 9;

/// What was typed. The number and the code are read once and dropped: there is no field
/// for them here, so that no page can show them again.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Draft {
    expiry: String,
}

/// What is wrong with a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Problem {
    /// No number.
    NumberMissing,
    /// No number of any card.
    NumberWrong,
    /// A number that may be somebody's.
    NumberReal,
    /// No expiry.
    ExpiryMissing,
    /// No month and year.
    ExpiryWrong,
    /// A month that is over.
    ExpiryPast,
    /// No code.
    CvcMissing,
    /// Not 3 or 4 digits.
    CvcWrong,
}

impl Draft {
    /// Reads what was typed, at `now` in seconds since 1970.
    ///
    /// # Errors
    /// Every field that is wrong, and what may be shown again.
    pub fn parse(form: &Form, now: i64) -> Result<Left, (Self, Vec<Problem>)> {
        let number = match form.get("number").map(str::trim) {
            None | Some("") => Err(Problem::NumberMissing),
            Some(typed) => TestCard::with_number(typed).map_err(|error| match error {
                NumberError::Wrong => Problem::NumberWrong,
                NumberError::NotATestCard => Problem::NumberReal,
            }),
        };
        let typed = form.get("expiry").map(str::trim).unwrap_or_default();
        let expiry = expiry(typed, now);
        let cvc = match form.get("cvc").map(str::trim) {
            None | Some("") => Err(Problem::CvcMissing),
            Some(typed) => {
                let digits = typed.bytes().all(|byte| byte.is_ascii_digit());
                if digits && matches!(typed.len(), 3 | 4) {
                    Ok(())
                } else {
                    Err(Problem::CvcWrong)
                }
            }
        };
        match (number, expiry, cvc) {
            (Ok(card), Ok((exp_year, exp_month)), Ok(())) => Ok(Left {
                card,
                exp_month,
                exp_year,
            }),
            (number, expiry, cvc) => {
                let problems = [number.err(), expiry.err(), cvc.err()];
                // What is longer than an expiry may be a number in the wrong field.
                let shown = if typed.len() <= MAX_EXPIRY { typed } else { "" };
                let expiry = shown.to_owned();
                Err((Self { expiry }, problems.into_iter().flatten().collect()))
            }
        }
    }
}

/// The year and month of `12/34`, `12 / 2034` or `1234`, if it is not over.
fn expiry(typed: &str, now: i64) -> Result<(i64, i64), Problem> {
    if typed.is_empty() {
        return Err(Problem::ExpiryMissing);
    }
    let (month, year) = match typed.split_once(['/', '-', '.', ' ']) {
        Some(parts) => parts,
        None => typed.split_at_checked(2).ok_or(Problem::ExpiryWrong)?,
    };
    let year = year.trim_matches(['/', '-', '.', ' ']);
    let number = |text: &str, lengths: &[usize]| {
        let fits = lengths.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
        fits.then(|| text.parse::<i64>().ok())
            .flatten()
            .ok_or(Problem::ExpiryWrong)
    };
    let month = number(month.trim(), &[1, 2])?;
    let year = match number(year, &[2, 4])? {
        short if year.len() == 2 => 2000 + short,
        long => long,
    };
    if !(1..=12).contains(&month) {
        return Err(Problem::ExpiryWrong);
    }
    if (year, month) < year_and_month(now) {
        return Err(Problem::ExpiryPast);
    }
    Ok((year, month))
}

impl Problem {
    /// The field it is about, and what to do.
    fn field(self, words: &Words) -> (&'static str, &'static str) {
        match self {
            Self::NumberMissing => ("number", words.number_missing),
            Self::NumberWrong => ("number", words.number_wrong),
            Self::NumberReal => ("number", words.number_real),
            Self::ExpiryMissing => ("expiry", words.expiry_missing),
            Self::ExpiryWrong => ("expiry", words.expiry_wrong),
            Self::ExpiryPast => ("expiry", words.expiry_past),
            Self::CvcMissing => ("cvc", words.cvc_missing),
            Self::CvcWrong => ("cvc", words.cvc_wrong),
        }
    }
}

/// The page with the form; `cancel` is where *Cancel* leads.
pub fn form(language: Language, cancel: &str, draft: &Draft, problems: &[Problem]) -> String {
    let words = language.words();
    let summary = summary(words, problems);
    let number = field(
        words,
        problems,
        "number",
        words.card_number,
        None,
        "list=\"known\" maxlength=\"30\"",
    );
    let kept = format!(
        "maxlength=\"{MAX_EXPIRY}\" value=\"{}\"",
        escape(&draft.expiry)
    );
    let expiry = field(
        words,
        problems,
        "expiry",
        words.expiry,
        Some(words.expiry_hint),
        &kept,
    );
    let cvc = field(
        words,
        problems,
        "cvc",
        words.cvc,
        Some(words.cvc_hint),
        "maxlength=\"4\"",
    );
    let known: String = TestCard::ALL
        .into_iter()
        .map(|card| {
            format!(
                "<option value=\"{}\">{}</option>\n",
                card.number(),
                (words.effect)(card)
            )
        })
        .collect();
    let content = format!(
        "<div class=\"panel\">\n<h1>{}</h1>\n<p>{}</p>\n{summary}\
         <form method=\"post\" novalidate>\n{number}<datalist id=\"known\">\n{known}</datalist>\n\
         <div class=\"pair\">\n{expiry}{cvc}</div>\n\
         <div class=\"actions\"><button type=\"submit\">{}</button>\
         <a class=\"button\" href=\"{}\">{}</a></div>\n</form>\n</div>\n{}",
        words.store_title,
        words.store_intro,
        words.store,
        escape(cancel),
        words.cancel,
        test_cards(language)
    );
    let title = match problems {
        [] => words.store_title.to_owned(),
        [..] => format!("{} {}", words.error, words.store_title),
    };
    shell(language, "../", &title, &content)
}

/// What is wrong, first thing on the page, each with a link to its field.
fn summary(words: &Words, problems: &[Problem]) -> String {
    if problems.is_empty() {
        return String::new();
    }
    let items: String = problems
        .iter()
        .map(|problem| problem.field(words))
        .map(|(name, text)| format!("<li><a href=\"#{name}\">{text}</a></li>\n"))
        .collect();
    format!(
        "<div class=\"problems\" role=\"alert\">\n<h2>{}</h2>\n<ul>\n{items}</ul>\n</div>\n",
        words.problems
    )
}

/// One field: label, hint, problem, input. Browsers are asked not to fill in: what they
/// would offer is somebody's real card.
fn field(
    words: &Words,
    problems: &[Problem],
    name: &str,
    label: &str,
    hint: Option<&str>,
    more: &str,
) -> String {
    let problem = problems
        .iter()
        .map(|problem| problem.field(words))
        .find(|(about, _)| *about == name);
    let (mut notes, mut described) = (String::new(), Vec::new());
    if let Some(hint) = hint {
        notes.push_str(&format!(
            "<p class=\"hint\" id=\"{name}-hint\">{hint}</p>\n"
        ));
        described.push(format!("{name}-hint"));
    }
    let mut invalid = "";
    if let Some((_, text)) = problem {
        notes.push_str(&format!(
            "<p class=\"problem\" id=\"{name}-problem\"><span class=\"hidden\">{} </span>{text}</p>\n",
            words.error
        ));
        described.push(format!("{name}-problem"));
        invalid = " aria-invalid=\"true\"";
    }
    let described = match described.as_slice() {
        [] => String::new(),
        [..] => format!(" aria-describedby=\"{}\"", described.join(" ")),
    };
    format!(
        "<div class=\"field\">\n<label for=\"{name}\">{label}</label>\n{notes}\
         <input id=\"{name}\" name=\"{name}\" type=\"text\" inputmode=\"numeric\" \
         autocomplete=\"off\" spellcheck=\"false\" required{invalid}{described} {more}>\n</div>\n"
    )
}

/// The page when it can't be used any more: a heading, a sentence, and the way back.
pub fn used(language: Language, title: &str, text: &str, back: Option<&str>) -> String {
    let words = language.words();
    let back = back.map_or_else(String::new, |back| {
        format!(
            "<p><a class=\"button\" href=\"{}\">{}</a></p>\n",
            escape(back),
            words.back
        )
    });
    let content = format!("<div class=\"panel\">\n<h1>{title}</h1>\n<p>{text}</p>\n{back}</div>\n");
    shell(language, "../", title, &content)
}

#[cfg(test)]
mod tests {
    use super::{Problem, expiry};

    #[test]
    fn an_expiry_is_read_however_it_is_typed() {
        let now = 1_798_761_599; // the last second of 2026
        for typed in [
            "12/26", "12 / 26", "12/2026", "1226", "12-26", "12 26", "122026",
        ] {
            assert_eq!(expiry(typed, now), Ok((2026, 12)), "{typed}");
        }
        assert_eq!(expiry("1/27", now), Ok((2027, 1)));
        assert_eq!(expiry("11/26", now), Err(Problem::ExpiryPast));
        for typed in [
            "13/30", "0/30", "12", "12/3", "1/2/3", "ab/cd", "+1/30", "é",
        ] {
            assert_eq!(expiry(typed, now), Err(Problem::ExpiryWrong), "{typed}");
        }
    }
}
