//! The pages for people: plain HTML that works without a script.

mod card;
mod confirm;
mod home;
mod money;
mod words;

pub use card::{Draft, form as card_form, used as card_used};
pub use confirm::page as confirm;
pub use home::page as home;
pub use words::Language;

use words::Words;

/// The style of every page.
pub const STYLE: &str = include_str!("page/style.css");

/// A page around its content. `up` leads to the root of the server, such as `../`.
fn shell(language: Language, up: &str, title: &str, content: &str) -> String {
    let Words { strip, .. } = language.words();
    let (lang, title) = (language.tag(), escape(title));
    format!(
        "<!doctype html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n\
         <title>{title}</title>\n<link rel=\"icon\" href=\"data:,\">\n\
         <link rel=\"stylesheet\" href=\"{up}style.css\">\n\
         </head>\n<body>\n<header class=\"strip\"><p>{strip}</p></header>\n\
         <main>\n{content}</main>\n</body>\n</html>\n"
    )
}

/// Text that is safe between tags and in quoted attributes.
fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            other => safe.push(other),
        }
    }
    safe
}

/// The table of test cards.
fn test_cards(language: Language) -> String {
    let words = language.words();
    let rows: String = crate::card::TestCard::ALL
        .into_iter()
        .map(|card| {
            let (number, effect) = (card.number(), (words.effect)(card));
            format!("<tr><th scope=\"row\" class=\"number\">{number}</th><td>{effect}</td></tr>\n")
        })
        .collect();
    format!(
        "<section aria-labelledby=\"cards\">\n<h2 id=\"cards\">{}</h2>\n<p>{}</p>\n\
         <table>\n<thead><tr><th scope=\"col\">{}</th><th scope=\"col\">{}</th></tr></thead>\n\
         <tbody>\n{rows}</tbody>\n</table>\n</section>\n",
        words.test_cards, words.test_cards_hint, words.card_number, words.what_it_does
    )
}
