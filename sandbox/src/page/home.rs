//! The first page: what this is, the test cards, and the book.

use super::{Language, escape, money::money, shell, test_cards};
use crate::{clock::stamp, movement::Movement};

/// How many lines of the book the page shows.
const LINES: usize = 100;

/// The page, with the newest lines of the book.
pub fn page(language: Language, book: &[Movement]) -> String {
    let words = language.words();
    let content = format!(
        "<h1>{}</h1>\n<p>{}</p>\n{}<section aria-labelledby=\"book\">\n\
         <h2 id=\"book\">{}</h2>\n{}<p><a href=\"book\">/book</a></p>\n</section>\n",
        words.home_title,
        words.home_text,
        test_cards(language),
        words.book,
        lines(language, book)
    );
    shell(language, "", words.home_title, &content)
}

fn lines(language: Language, book: &[Movement]) -> String {
    let words = language.words();
    if book.is_empty() {
        return format!("<p>{}</p>\n", words.book_empty);
    }
    let rows: String = book
        .iter()
        .rev()
        .take(LINES)
        .map(|movement| {
            format!(
                "<tr><td>{}</td><td class=\"amount\">{}</td><td>{}</td>\
                 <td class=\"number\">{}</td></tr>\n",
                stamp(movement.at),
                escape(&money(language, movement.amount, &movement.currency)),
                escape(movement.reference.as_deref().unwrap_or("–")),
                escape(&movement.payment_intent),
            )
        })
        .collect();
    format!(
        "<p>{}</p>\n<div class=\"wide\" role=\"region\" aria-labelledby=\"book\" tabindex=\"0\">\n\
         <table>\n<thead><tr><th scope=\"col\">{}</th>\
         <th scope=\"col\" class=\"amount\">{}</th><th scope=\"col\">{}</th>\
         <th scope=\"col\">{}</th></tr></thead>\n<tbody>\n{rows}</tbody>\n</table>\n</div>\n",
        words.book_hint, words.at, words.amount, words.reference, words.payment
    )
}
