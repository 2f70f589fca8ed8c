//! Italian.

use api::{
    Credits,
    payment::{Decline, PaymentCause},
};
use chrono::{DateTime, Utc};

use super::{Numbers, Words, date, one_line, organisation};
use crate::mail::letter::{Charged, Letter, Whose};

pub fn words(letter: &Letter, name: Option<&str>, numbers: Numbers) -> Words {
    let greeting = name.map_or_else(
        || "Buongiorno".to_owned(),
        |name| format!("Buongiorno {name}"),
    );
    match letter {
        Letter::Declined { reason, of } => Words {
            subject: "Ricarica automatica dei crediti: carta rifiutata".to_owned(),
            greeting,
            paragraphs: vec![
                format!(
                    "Il saldo{} è sceso sotto la soglia e l’addebito sulla carta non è riuscito: \
                     {}. Non è stato addebitato nulla.",
                    whose(of),
                    why(*reason)
                ),
                "Riproviamo dopo 1, 6 e 24 ore. Se anche questi tentativi non riescono, la \
                 ricarica automatica viene messa in pausa. Una nuova carta viene provata subito."
                    .to_owned(),
            ],
            facts: Vec::new(),
            action: ("Controlla la carta", of.page.clone()),
            foot: foot(of),
        },
        Letter::Paused { reason, of } => Words {
            subject: "La ricarica automatica dei crediti è in pausa".to_owned(),
            greeting,
            paragraphs: vec![
                format!(
                    "La ricarica automatica dei crediti{} non acquista più nulla finché non viene \
                     ripresa: {}. Non è stato addebitato nulla.",
                    whose(of),
                    why(*reason)
                ),
                "Aggiungere un’altra carta oppure, risolto il problema, riprendere la ricarica \
                 automatica sulla pagina Crediti. Il saldo rimanente resta utilizzabile."
                    .to_owned(),
            ],
            facts: Vec::new(),
            action: ("Apri la pagina Crediti", of.page.clone()),
            foot: foot(of),
        },
        Letter::Confirm { url, of } => Words {
            subject: "Ricarica automatica dei crediti: la banca chiede una conferma".to_owned(),
            greeting,
            paragraphs: vec![format!(
                "Il saldo{} è sceso sotto la soglia. La banca consente l’addebito sulla carta \
                 solo dopo una conferma. Finora non è stato addebitato nulla, e senza conferma \
                 non lo sarà.",
                whose(of)
            )],
            facts: Vec::new(),
            action: ("Conferma il pagamento", url.clone()),
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
            &until(*expires_at),
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
        subject: format!("{by} invita a utilizzare i crediti condivisi dell’organizzazione {name}"),
        greeting,
        paragraphs: vec![
            format!(
                "{by} invita a unirsi all’organizzazione {name}. I membri generano immagini con i \
                 crediti condivisi dell’organizzazione e vedono il proprio utilizzo."
            ),
            format!(
                "Il link è personale e vale una sola volta, {until}. Se l’invito è inatteso, non \
                 occorre fare nulla."
            ),
        ],
        facts: Vec::new(),
        action: ("Vedi l’invito", link.to_owned()),
        foot: format!("Questa e-mail viene inviata perché {by} ha inserito questo indirizzo."),
    }
}

fn limit_used(used: String, limit: String, reached: bool, of: &Whose, greeting: String) -> Words {
    let name = organisation(of).unwrap_or_default();
    let until = "All’inizio del prossimo mese i crediti condivisi saranno di nuovo utilizzabili. \
         Titolari e admin possono aumentare il limite anche prima.";
    Words {
        subject: if reached {
            format!(
                "Il limite mensile personale di crediti condivisi dell’organizzazione {name} è \
                 esaurito"
            )
        } else {
            format!(
                "Utilizzato l’80% del limite mensile personale di crediti condivisi \
                 dell’organizzazione {name}"
            )
        },
        greeting,
        paragraphs: vec![
            if reached {
                until
            } else {
                "Una volta esaurito il limite, restano utilizzabili i crediti personali."
            }
            .to_owned(),
        ],
        facts: vec![("Utilizzo questo mese", used), ("Limite personale", limit)],
        action: ("Apri la pagina Crediti", of.page.clone()),
        foot: format!("Questa e-mail viene inviata a un membro dell’organizzazione {name}."),
    }
}

fn removed(by: &str, of: &Whose, greeting: String) -> Words {
    let name = organisation(of).unwrap_or_default();
    Words {
        subject: format!("L’accesso ai crediti condivisi dell’organizzazione {name} è terminato"),
        greeting,
        paragraphs: vec![
            format!(
                "{} ha rimosso questo account dall’organizzazione {name}. I crediti condivisi non \
                 possono più essere né utilizzati né visti.",
                one_line(by)
            ),
            "I crediti personali restano a disposizione. L’utilizzo registrato finora resta, con \
             il nome, nei rapporti dell’organizzazione."
                .to_owned(),
        ],
        facts: Vec::new(),
        action: ("Vedi i crediti personali", of.page.clone()),
        foot: format!("Questa e-mail viene inviata a un ex membro dell’organizzazione {name}."),
    }
}

fn receipt(charged: &Charged, of: &Whose, greeting: String, numbers: Numbers) -> Words {
    let bought = credits(charged.credits, numbers);
    let price = numbers.money(charged.price);
    let (subject, what) = match charged.cause {
        PaymentCause::Renewal => (
            format!("Ricarica automatica: {bought} per {price}"),
            format!(
                "Il saldo{} è sceso sotto la soglia. La ricarica automatica ha quindi acquistato \
                 crediti con un addebito sulla carta registrata.",
                whose(of)
            ),
        ),
        PaymentCause::Purchase => (
            format!("Acquisto: {bought} per {price}"),
            format!(
                "L’acquisto è pagato e i nuovi crediti{} sono disponibili.",
                whose(of)
            ),
        ),
    };
    Words {
        subject,
        greeting,
        paragraphs: vec![what],
        facts: vec![
            ("Crediti", numbers.amount(charged.credits)),
            ("Addebito, IVA incl.", price),
            ("Nuovo saldo", numbers.amount(charged.balance)),
            (
                "Riferimento d’acquisto",
                charged.sales_number.as_str().to_owned(),
            ),
        ],
        action: ("Vedi lo storico transazioni", of.page.clone()),
        foot: match charged.cause {
            PaymentCause::Renewal => foot(of),
            PaymentCause::Purchase => {
                "Questa e-mail viene inviata in seguito a un acquisto di crediti.".to_owned()
            }
        },
    }
}

fn whose(of: &Whose) -> String {
    organisation(of).map_or_else(String::new, |name| format!(" dell’organizzazione {name}"))
}

fn foot(of: &Whose) -> String {
    format!(
        "Questa e-mail viene inviata perché la ricarica automatica è attiva per questi \
         crediti. Per modificarla o disattivarla: {}",
        of.page
    )
}

/// `1 credito`, `100 crediti`.
fn credits(credits: Credits, numbers: Numbers) -> String {
    let unit = if credits.hundredths() == 100 {
        "credito"
    } else {
        "crediti"
    };
    format!("{} {unit}", numbers.whole(credits))
}

/// `fino al 5 marzo 2026`, but `fino all’8 marzo 2026`, and `fino al 1° marzo 2026`. The
/// eighth and the eleventh begin with a vowel.
fn until(at: DateTime<Utc>) -> String {
    let month = match date(at, "%m").as_str() {
        "01" => "gennaio",
        "02" => "febbraio",
        "03" => "marzo",
        "04" => "aprile",
        "05" => "maggio",
        "06" => "giugno",
        "07" => "luglio",
        "08" => "agosto",
        "09" => "settembre",
        "10" => "ottobre",
        "11" => "novembre",
        _ => "dicembre",
    };
    let (before, ordinal) = match date(at, "%d").as_str() {
        "01" => ("fino al ", "°"),
        "08" | "11" => ("fino all’", ""),
        _ => ("fino al ", ""),
    };
    date(at, &format!("{before}%-d{ordinal} {month} %Y"))
}

const fn why(reason: Decline) -> &'static str {
    match reason {
        Decline::InsufficientFunds => "il conto collegato alla carta non ha fondi sufficienti",
        Decline::CardExpired => "la carta è scaduta",
        Decline::CardLost => "la carta è stata segnalata come smarrita o rubata",
        Decline::NotConfirmed => "il pagamento non è stato confermato",
        Decline::Refused => "la banca ha rifiutato il pagamento senza indicare il motivo",
        Decline::NoAnswer => "il fornitore del servizio di pagamento non ha risposto",
        Decline::NoCard => "non è registrata alcuna carta",
        Decline::PackageGone => "l’importo scelto non è più in vendita",
    }
}
