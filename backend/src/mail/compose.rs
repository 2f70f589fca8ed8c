//! A letter as a mail: its subject, and its body as text and as HTML that say the same.

use maud::{DOCTYPE, Markup, html};

use super::{
    letter::Letter,
    words::{self, Words},
};
use crate::language::{Language, Locale};

/// A mail's parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Composed {
    /// What it is written in.
    pub language: Language,
    /// One line.
    pub subject: String,
    /// `text/plain`.
    pub plain: String,
    /// `text/html`, with everything in it: nothing is loaded when it is read.
    pub html: String,
}

/// Mail programs know little of style sheets: what a mail looks like stands on its
/// elements.
const PAGE: &str = "margin:0;padding:24px 12px;background:#f5f6f8;color:#1a1c20;\
     font:16px/1.5 -apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";
const SHEET: &str = "max-width:560px;margin:0 auto;padding:28px;background:#ffffff;\
     border:1px solid #e0e3e8;border-radius:12px;overflow-wrap:anywhere";
const HEADING: &str = "margin:0 0 16px;font-size:20px;line-height:1.3";
const TABLE: &str = "width:100%;margin:20px 0;border-collapse:collapse";
const NAME: &str = "padding:8px 12px 8px 0;border-top:1px solid #e0e3e8;text-align:left;\
     font-weight:400;color:#565d68";
const VALUE: &str = "padding:8px 0;border-top:1px solid #e0e3e8;text-align:right;\
     font-weight:600;font-variant-numeric:tabular-nums";
const BUTTON: &str = "display:inline-block;margin:12px 0;padding:12px 20px;border-radius:8px;\
     background:#1f5fbf;color:#ffffff;text-decoration:none;font-weight:600";
const FOOT: &str =
    "overflow-wrap:anywhere;max-width:560px;margin:16px auto 0;font-size:13px;color:#565d68";

/// A letter to somebody of that name, if it is known.
pub fn compose(letter: &Letter, locale: Locale, name: Option<&str>) -> Composed {
    let words = words::of(letter, locale, name.map(one_line).as_deref());
    let language = locale.language;
    Composed {
        language,
        subject: one_line(&words.subject),
        plain: plain(&words, colon(language)),
        html: page(&words, language).into_string(),
    }
}

/// What somebody typed, as part of a line: no line ends, and nothing that turns the
/// direction of what follows.
pub fn one_line(text: &str) -> String {
    let turns = |c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    text.chars()
        .filter(|c| !turns(*c))
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect()
}

/// What stands between a name and its value.
const fn colon(language: Language) -> &'static str {
    match language {
        Language::French => "\u{a0}:",
        Language::English | Language::German | Language::Italian => ":",
    }
}

fn plain(words: &Words, colon: &str) -> String {
    let mut lines = vec![words.greeting.clone(), String::new()];
    for paragraph in &words.paragraphs {
        lines.extend([paragraph.clone(), String::new()]);
    }
    for (name, value) in &words.facts {
        lines.push(format!("{name}{colon} {value}"));
    }
    if !words.facts.is_empty() {
        lines.push(String::new());
    }
    let (label, url) = &words.action;
    lines.extend([format!("{label}{colon}"), url.clone(), String::new()]);
    lines.extend(["-- ".to_owned(), words.foot.clone(), String::new()]);
    lines.join("\r\n")
}

fn page(words: &Words, language: Language) -> Markup {
    let (label, url) = &words.action;
    html! {
        (DOCTYPE)
        html lang=(language.tag()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width";
                meta name="color-scheme" content="light";
                title { (words.subject) }
            }
            body style=(PAGE) {
                div style=(SHEET) {
                    h1 style=(HEADING) { (words.subject) }
                    p { (words.greeting) }
                    @for paragraph in &words.paragraphs {
                        p { (paragraph) }
                    }
                    @if !words.facts.is_empty() {
                        table style=(TABLE) {
                            @for (name, value) in &words.facts {
                                tr {
                                    th scope="row" style=(NAME) { (name) }
                                    td style=(VALUE) { (value) }
                                }
                            }
                        }
                    }
                    a style=(BUTTON) href=(url) { (label) }
                }
                p style=(FOOT) { (words.foot) }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;

    use super::*;

    #[test]
    fn i20_hostile_names_stay_text_in_every_language_and_break_no_line() {
        let long = "ä".repeat(200);
        for name in [
            "<script>alert(1)</script>",
            "\" onmouseover=\"alert(1)",
            "a\r\nBcc: x@y.ch",
            "\u{202e}evil",
            "&lt;b&gt;",
            &long,
        ] {
            let letter = Letter::Invited {
                by: name.to_owned(),
                organisation: name.to_owned(),
                link: "https://relux.example/invitation#AAA".to_owned(),
                expires_at: DateTime::UNIX_EPOCH,
            };
            for tag in ["en", "de", "fr", "it"] {
                for to in [None, Some(name)] {
                    let mail = compose(&letter, Locale::of_tags(tag), to);
                    assert!(!mail.subject.contains(['\r', '\n', '\u{202e}']), "{name:?}");
                    assert!(mail.subject.contains(&one_line(name)), "{name:?}");
                    assert!(!mail.html.contains("<script"), "{name:?}");
                    assert!(!mail.html.contains("\" onmouseover"), "{name:?}");
                    assert!(!mail.html.contains('\u{202e}'), "{name:?}");
                    let lines = mail.plain.split("\r\n");
                    assert!(
                        !lines.clone().any(|line| line.starts_with("Bcc")),
                        "{name:?}"
                    );
                }
            }
        }
    }
}
