//! The hosted confirm page: the bank asks the owner of a card.

use super::{Language, card_used, escape, money::money, shell};
use crate::{
    decline::Decline,
    intent::{Intent, Waiting},
    method::Method,
};

/// The question, or what was decided; `back` is where the shop wants its customer back.
pub fn page(
    language: Language,
    intent: &Intent,
    method: Option<&Method>,
    back: Option<&str>,
) -> String {
    let words = language.words();
    let title = match (&intent.charge, intent.waiting) {
        (None, Waiting::Action) => return question(language, intent, method),
        (Some(_), Waiting::Action | Waiting::Method(_)) => words.confirmed_title,
        (None, Waiting::Method(Decline::Refused)) => words.refused_title,
        (
            None,
            Waiting::Method(
                Decline::InsufficientFunds
                | Decline::Expired
                | Decline::Lost
                | Decline::Stolen
                | Decline::Generic
                | Decline::AuthenticationRequired,
            ),
        ) => words.declined_title,
    };
    let amount = money(language, intent.amount, &intent.currency);
    let colon = match language {
        Language::French => "\u{a0}:",
        Language::English | Language::German | Language::Italian => ":",
    };
    let text = format!("{}{colon} {amount}", words.amount);
    card_used(language, title, &text, back)
}

/// Stripe's word for a brand as people write it.
fn brand(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next().map(|first| first.to_ascii_uppercase());
    first.into_iter().chain(letters).collect()
}

fn question(language: Language, intent: &Intent, method: Option<&Method>) -> String {
    let words = language.words();
    let card = method.map(|method| {
        format!(
            "{} •••• {}",
            brand(method.card.brand()),
            method.card.last4()
        )
    });
    let facts: String = [
        (
            words.amount,
            Some(money(language, intent.amount, &intent.currency)),
        ),
        (words.card, card),
        (words.purpose, intent.description.clone()),
        (words.reference, intent.reference().map(str::to_owned)),
    ]
    .into_iter()
    .filter_map(|(name, value)| Some((name, value?)))
    .map(|(name, value)| format!("<div><dt>{name}</dt><dd>{}</dd></div>\n", escape(&value)))
    .collect();
    let content = format!(
        "<div class=\"panel\">\n<h1>{}</h1>\n<p>{}</p>\n<dl>\n{facts}</dl>\n\
         <form method=\"post\"><div class=\"actions\">\
         <button type=\"submit\" name=\"decision\" value=\"confirm\">{}</button>\
         <button type=\"submit\" name=\"decision\" value=\"refuse\" class=\"second\">{}</button>\
         </div></form>\n</div>\n",
        words.confirm_title, words.confirm_text, words.confirm, words.refuse
    );
    shell(language, "../", words.confirm_title, &content)
}
