//! German, in Swiss spelling: no ß.

use api::payment::{Decline, PaymentCause};
use chrono::{DateTime, Utc};

use super::{Numbers, Words, date, one_line, organisation};
use crate::mail::letter::{Charged, Letter, Whose};

pub fn words(letter: &Letter, name: Option<&str>, numbers: Numbers) -> Words {
    let greeting = name.map_or_else(
        || "Guten Tag".to_owned(),
        |name| format!("Guten Tag {name}"),
    );
    match letter {
        Letter::Declined { reason, of } => Words {
            subject: "Automatische Aufladung: Ihre Karte wurde abgelehnt".to_owned(),
            greeting,
            paragraphs: vec![
                format!(
                    "Das Guthaben{} ist unter Ihren Schwellenwert gefallen, und die Karte \
                     konnte nicht belastet werden: {}. Es wurde nichts abgebucht.",
                    whose(of),
                    why(*reason)
                ),
                "Wir versuchen es nach 1, 6 und 24 Stunden erneut. Gelingt es auch dann \
                 nicht, wird die automatische Aufladung pausiert. Eine neue Karte wird \
                 sofort verwendet."
                    .to_owned(),
            ],
            facts: Vec::new(),
            action: ("Karte prüfen", of.page.clone()),
            foot: foot(of),
        },
        Letter::Paused { reason, of } => Words {
            subject: "Die automatische Aufladung ist pausiert".to_owned(),
            greeting,
            paragraphs: vec![
                format!(
                    "Die automatische Aufladung{} kauft nichts mehr, bis Sie sie \
                     fortsetzen. Grund: {}. Es wurde nichts abgebucht.",
                    whose(of),
                    why(*reason)
                ),
                "Hinterlegen Sie eine andere Karte, oder setzen Sie die automatische Aufladung \
                 auf der Seite «Credits» fort, sobald die Ursache behoben ist. Das restliche \
                 Guthaben bleibt verfügbar."
                    .to_owned(),
            ],
            facts: Vec::new(),
            action: ("Credits öffnen", of.page.clone()),
            foot: foot(of),
        },
        Letter::Confirm { url, of } => Words {
            subject: "Automatische Aufladung: Ihre Bank bittet um Bestätigung".to_owned(),
            greeting,
            paragraphs: vec![format!(
                "Das Guthaben{} ist unter Ihren Schwellenwert gefallen. Ihre Bank lässt die \
                 Karte erst belasten, wenn Sie die Zahlung bestätigt haben. Bisher wurde \
                 nichts abgebucht, und ohne Ihre Bestätigung geschieht es auch nicht.",
                whose(of)
            )],
            facts: Vec::new(),
            action: ("Zahlung bestätigen", url.clone()),
            foot: foot(of),
        },
        Letter::Charged { charged, of } => receipt(charged, of, greeting, numbers),
        Letter::Invited {
            by,
            organisation,
            link,
            expires_at,
        } => invited(
            &one_line(by),
            &one_line(organisation),
            link,
            &day(*expires_at),
            greeting,
        ),
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
        subject: format!("{by} lädt Sie zu den gemeinsamen Credits von {name} ein"),
        greeting,
        paragraphs: vec![
            format!(
                "{by} lädt Sie zu {name} ein. Als Mitglied erzeugen Sie Bilder mit den \
                 gemeinsamen Credits von {name} und sehen, was Sie verbraucht haben."
            ),
            format!(
                "Der Link ist nur für Sie, gilt einmal und bis am {until}. Wenn Sie keine \
                 Einladung erwartet haben, müssen Sie nichts tun."
            ),
        ],
        facts: Vec::new(),
        action: ("Einladung ansehen", link.to_owned()),
        foot: format!("Sie erhalten diese E-Mail, weil {by} Ihre Adresse eingegeben hat."),
    }
}

fn limit_used(used: String, limit: String, reached: bool, of: &Whose, greeting: String) -> Words {
    let name = organisation(of).unwrap_or_default();
    let until = "Anfang des nächsten Monats können Sie wieder gemeinsame Credits verbrauchen. Wer \
         die Organisation verwaltet, kann Ihr Limit vorher erhöhen.";
    Words {
        subject: if reached {
            format!("Ihr Monatslimit für die gemeinsamen Credits von {name} ist ausgeschöpft")
        } else {
            format!(
                "80\u{a0}% Ihres Monatslimits für die gemeinsamen Credits von {name} sind verbraucht"
            )
        },
        greeting,
        paragraphs: vec![
            if reached {
                until
            } else {
                "Ist es ausgeschöpft, können Sie weiterhin mit Ihren eigenen Credits bezahlen."
            }
            .to_owned(),
        ],
        facts: vec![("Diesen Monat verbraucht", used), ("Ihr Limit", limit)],
        action: ("Credits öffnen", of.page.clone()),
        foot: format!("Sie erhalten diese E-Mail, weil Sie Mitglied von {name} sind."),
    }
}

fn removed(by: &str, of: &Whose, greeting: String) -> Words {
    let name = organisation(of).unwrap_or_default();
    Words {
        subject: format!("Sie haben keinen Zugriff mehr auf die gemeinsamen Credits von {name}"),
        greeting,
        paragraphs: vec![
            format!(
                "{} hat Sie aus {name} entfernt. Sie können die gemeinsamen Credits nicht \
                 mehr ausgeben und nicht mehr sehen.",
                one_line(by)
            ),
            "Ihre eigenen Credits behalten Sie. Was Sie bisher verbraucht haben, bleibt unter \
             Ihrem Namen in den Berichten der Organisation."
                .to_owned(),
        ],
        facts: Vec::new(),
        action: ("Eigene Credits ansehen", of.page.clone()),
        foot: format!("Sie erhalten diese E-Mail, weil Sie Mitglied von {name} waren."),
    }
}

fn receipt(charged: &Charged, of: &Whose, greeting: String, numbers: Numbers) -> Words {
    let bought = numbers.whole(charged.credits);
    let price = numbers.money(charged.price);
    let (subject, what) = match charged.cause {
        PaymentCause::Renewal => (
            format!("Automatische Aufladung: {bought} Credits für {price}"),
            format!(
                "Das Guthaben{} ist unter Ihren Schwellenwert gefallen. Deshalb wurden \
                 Credits gekauft und die hinterlegte Karte belastet.",
                whose(of)
            ),
        ),
        PaymentCause::Purchase => (
            format!("Ihr Kauf: {bought} Credits für {price}"),
            format!(
                "Ihr Kauf ist bezahlt, und die neuen Credits{} sind gutgeschrieben.",
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
            ("Belastet, inkl. MwSt.", price),
            ("Neues Guthaben", numbers.amount(charged.balance)),
            ("Bestellreferenz", charged.sales_number.as_str().to_owned()),
        ],
        action: ("Transaktionsverlauf ansehen", of.page.clone()),
        foot: match charged.cause {
            PaymentCause::Renewal => foot(of),
            PaymentCause::Purchase => {
                "Sie erhalten diese E-Mail, weil Sie Credits gekauft haben.".to_owned()
            }
        },
    }
}

fn whose(of: &Whose) -> String {
    organisation(of).map_or_else(String::new, |name| format!(" von {name}"))
}

fn foot(of: &Whose) -> String {
    format!(
        "Sie erhalten diese E-Mail, weil für diese Credits die automatische Aufladung \
         eingeschaltet ist. Ändern oder ausschalten: {}",
        of.page
    )
}

/// `5. März 2026`.
fn day(at: DateTime<Utc>) -> String {
    let month = match date(at, "%m").as_str() {
        "01" => "Januar",
        "02" => "Februar",
        "03" => "März",
        "04" => "April",
        "05" => "Mai",
        "06" => "Juni",
        "07" => "Juli",
        "08" => "August",
        "09" => "September",
        "10" => "Oktober",
        "11" => "November",
        _ => "Dezember",
    };
    date(at, &format!("%-d. {month} %Y"))
}

/// A sentence, without its full stop.
const fn why(reason: Decline) -> &'static str {
    match reason {
        Decline::InsufficientFunds => "Das Konto hinter der Karte ist nicht gedeckt",
        Decline::CardExpired => "Die Karte ist abgelaufen",
        Decline::CardLost => "Die Karte wurde als verloren oder gestohlen gemeldet",
        Decline::NotConfirmed => "Die Zahlung wurde nicht bestätigt",
        Decline::Refused => "Die Bank hat die Zahlung ohne Angabe von Gründen abgelehnt",
        Decline::NoAnswer => "Der Zahlungsanbieter hat nicht geantwortet",
        Decline::NoCard => "Es ist keine Karte hinterlegt",
        Decline::PackageGone => "Die gewählte Menge wird nicht mehr angeboten",
    }
}
