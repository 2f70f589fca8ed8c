//! English.

use api::payment::{Decline, PaymentCause};

use super::{Numbers, Words, date, one_line, organisation};
use crate::mail::letter::{Charged, Letter, Whose};

pub fn words(letter: &Letter, name: Option<&str>, numbers: Numbers) -> Words {
    let greeting = name.map_or_else(|| "Hello".to_owned(), |name| format!("Hello {name}"));
    match letter {
        Letter::Declined { reason, of } => Words {
            subject: "Auto-renewal: your card was declined".to_owned(),
            greeting,
            paragraphs: vec![
                format!(
                    "The balance{} fell below your threshold, and the card could not be \
                     charged: {}. Nothing was taken.",
                    whose(of),
                    why(*reason)
                ),
                "We try it again after 1, 6 and 24 hours. If that fails too, auto-renewal \
                 is paused. A new card is tried at once."
                    .to_owned(),
            ],
            facts: Vec::new(),
            action: ("Check the card", of.page.clone()),
            foot: foot(of),
        },
        Letter::Paused { reason, of } => Words {
            subject: "Auto-renewal is paused".to_owned(),
            greeting,
            paragraphs: vec![
                format!(
                    "Auto-renewal{} buys nothing until you resume it: {}. Nothing was taken.",
                    whose(of),
                    why(*reason)
                ),
                "Store another card, or resume it on the Credits page once the cause is \
                 gone. What is left of the balance can still be spent."
                    .to_owned(),
            ],
            facts: Vec::new(),
            action: ("Open Credits", of.page.clone()),
            foot: foot(of),
        },
        Letter::Confirm { url, of } => Words {
            subject: "Auto-renewal: your bank asks for your confirmation".to_owned(),
            greeting,
            paragraphs: vec![format!(
                "The balance{} fell below your threshold. Your bank lets us charge the card \
                 only after you have confirmed it. Nothing was taken yet, and nothing will \
                 be without your confirmation.",
                whose(of)
            )],
            facts: Vec::new(),
            action: ("Confirm the payment", url.clone()),
            foot: foot(of),
        },
        Letter::Charged { charged, of } => receipt(charged, of, greeting, numbers),
        Letter::Invited {
            by,
            organisation,
            link,
            expires_at,
        } => {
            let until = date(*expires_at, "%-d %B %Y");
            invited(
                &one_line(by),
                &one_line(organisation),
                link,
                &until,
                greeting,
            )
        }
        Letter::LimitUsed {
            used,
            limit,
            reached,
            of,
        } => {
            let (used, limit) = (numbers.amount(*used), numbers.amount(*limit));
            limit_used(used, limit, *reached, of, greeting)
        }
        Letter::Removed { by, of } => removed(by, of, greeting),
    }
}

fn invited(by: &str, name: &str, link: &str, until: &str, greeting: String) -> Words {
    Words {
        subject: format!("{by} invites you to the shared credits of {name}"),
        greeting,
        paragraphs: vec![
            format!(
                "{by} invites you to {name}. As a member you make images with the shared \
                 credits of {name} and see what you have used."
            ),
            format!(
                "The link is for you alone, works once, and until {until}. If you expected no \
                 invitation, there is nothing to do."
            ),
        ],
        facts: Vec::new(),
        action: ("Look at the invitation", link.to_owned()),
        foot: format!("You get this e-mail because {by} entered your address."),
    }
}

fn limit_used(used: String, limit: String, reached: bool, of: &Whose, greeting: String) -> Words {
    let name = organisation(of).unwrap_or_default();
    let until = "At the beginning of the next month you can use shared credits again. An owner or \
         admin can raise your limit before.";
    Words {
        subject: if reached {
            format!("Your monthly limit of shared credits of {name} is used up")
        } else {
            format!("80% of your monthly limit of shared credits of {name} is used")
        },
        greeting,
        paragraphs: vec![
            if reached {
                until
            } else {
                "When all of it is used, your own credits still pay."
            }
            .to_owned(),
        ],
        facts: vec![("Used this month", used), ("Your limit", limit)],
        action: ("Open Credits", of.page.clone()),
        foot: format!("You get this e-mail because you are a member of {name}."),
    }
}

fn removed(by: &str, of: &Whose, greeting: String) -> Words {
    let name = organisation(of).unwrap_or_default();
    Words {
        subject: format!("You no longer have access to the shared credits of {name}"),
        greeting,
        paragraphs: vec![
            format!(
                "{} has removed you from {name}. You can no longer spend or see its shared \
                 credits.",
                one_line(by)
            ),
            "Your own credits stay yours. What you have used until now stays in the reports \
             of the organisation, under your name."
                .to_owned(),
        ],
        facts: Vec::new(),
        action: ("See your own credits", of.page.clone()),
        foot: format!("You get this e-mail because you were a member of {name}."),
    }
}

fn receipt(charged: &Charged, of: &Whose, greeting: String, numbers: Numbers) -> Words {
    let bought = numbers.whole(charged.credits);
    let price = numbers.money(charged.price);
    let (subject, what) = match charged.cause {
        PaymentCause::Renewal => (
            format!("Auto-renewal: {bought} credits for {price}"),
            format!(
                "The balance{} fell below your threshold, so auto-renewal bought credits \
                 and charged the stored card.",
                whose(of)
            ),
        ),
        PaymentCause::Purchase => (
            format!("Your purchase: {bought} credits for {price}"),
            format!(
                "Your purchase is paid, and the new credits{} are there.",
                whose(of)
            ),
        ),
    };
    Words {
        subject,
        greeting,
        paragraphs: vec![what],
        facts: vec![
            ("Credits", numbers.amount(charged.credits)),
            ("Charged, VAT included", price),
            ("New balance", numbers.amount(charged.balance)),
            (
                "Purchase Reference",
                charged.sales_number.as_str().to_owned(),
            ),
        ],
        action: ("See the transaction history", of.page.clone()),
        foot: match charged.cause {
            PaymentCause::Renewal => foot(of),
            PaymentCause::Purchase => "You get this e-mail because you bought credits.".to_owned(),
        },
    }
}

fn whose(of: &Whose) -> String {
    organisation(of).map_or_else(String::new, |name| format!(" of {name}"))
}

fn foot(of: &Whose) -> String {
    format!(
        "You get this e-mail because auto-renewal is on for these credits. Change it or turn it off: {}",
        of.page
    )
}

const fn why(reason: Decline) -> &'static str {
    match reason {
        Decline::InsufficientFunds => "the account behind the card has too little money",
        Decline::CardExpired => "the card has expired",
        Decline::CardLost => "the card was reported lost or stolen",
        Decline::NotConfirmed => "the payment was not confirmed",
        Decline::Refused => "the bank refused the payment and gave no reason",
        Decline::NoAnswer => "the payment provider did not answer",
        Decline::NoCard => "no card is stored",
        Decline::PackageGone => "the chosen package is not sold any more",
    }
}
