//! French.

use api::{
    Credits,
    payment::{Decline, PaymentCause},
};
use chrono::{DateTime, Utc};

use super::{Numbers, Words, date, one_line, organisation};
use crate::mail::letter::{Charged, Letter, Whose};

pub fn words(letter: &Letter, name: Option<&str>, numbers: Numbers) -> Words {
    let greeting = name.map_or_else(|| "Bonjour,".to_owned(), |name| format!("Bonjour {name},"));
    match letter {
        Letter::Declined { reason, of } => Words {
            subject: "Rechargement automatique\u{a0}: votre carte a été refusée".to_owned(),
            greeting,
            paragraphs: vec![
                format!(
                    "Le solde{} est passé sous votre seuil, et la carte n’a pas pu être \
                     débitée\u{a0}: {}. Rien n’a été débité.",
                    whose(of),
                    why(*reason)
                ),
                "Nous réessayons après 1, 6 et 24 heures. Si cela échoue aussi, le \
                 rechargement automatique est mis en pause. Une nouvelle carte est essayée \
                 aussitôt."
                    .to_owned(),
            ],
            facts: Vec::new(),
            action: ("Vérifier la carte", of.page.clone()),
            foot: foot(of),
        },
        Letter::Paused { reason, of } => Words {
            subject: "Le rechargement automatique est en pause".to_owned(),
            greeting,
            paragraphs: vec![
                format!(
                    "Le rechargement automatique{} n’achète plus rien tant que vous ne le \
                     reprenez pas\u{a0}: {}. Rien n’a été débité.",
                    whose(of),
                    why(*reason)
                ),
                "Ajoutez une autre carte, ou reprenez le rechargement sur la page Crédits une \
                 fois le problème résolu. Le solde restant peut toujours être utilisé."
                    .to_owned(),
            ],
            facts: Vec::new(),
            action: ("Ouvrir la page Crédits", of.page.clone()),
            foot: foot(of),
        },
        Letter::Confirm { url, of } => Words {
            subject: "Rechargement automatique\u{a0}: votre banque demande votre confirmation"
                .to_owned(),
            greeting,
            paragraphs: vec![format!(
                "Le solde{} est passé sous votre seuil. Votre banque ne nous permet de débiter \
                 la carte qu’après votre confirmation. Rien n’a encore été débité, et rien ne \
                 le sera sans votre confirmation.",
                whose(of)
            )],
            facts: Vec::new(),
            action: ("Confirmer le paiement", url.clone()),
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
        subject: format!(
            "{by} vous invite à utiliser les crédits partagés de l’organisation {name}"
        ),
        greeting,
        paragraphs: vec![
            format!(
                "{by} vous invite à rejoindre {name}. En tant que membre, vous créez des images \
                 avec les crédits partagés de l’organisation et voyez votre utilisation."
            ),
            format!(
                "Le lien est personnel et valable une seule fois, jusqu’au {until}. Si vous \
                 n’attendiez pas d’invitation, vous n’avez rien à faire."
            ),
        ],
        facts: Vec::new(),
        action: ("Voir l’invitation", link.to_owned()),
        foot: format!("Vous recevez cet e-mail, car {by} a saisi votre adresse."),
    }
}

fn limit_used(used: String, limit: String, reached: bool, of: &Whose, greeting: String) -> Words {
    let name = organisation(of).unwrap_or_default();
    let until = "Au début du mois prochain, vous pourrez de nouveau utiliser des crédits partagés. \
         Les propriétaires et les admins peuvent relever votre limite avant.";
    Words {
        subject: if reached {
            format!(
                "Votre limite mensuelle de crédits partagés de l’organisation {name} est atteinte"
            )
        } else {
            format!(
                "80\u{202f}% de votre limite mensuelle de crédits partagés de l’organisation \
                 {name} sont utilisés"
            )
        },
        greeting,
        paragraphs: vec![
            if reached {
                until
            } else {
                "Une fois la limite atteinte, vos propres crédits prennent le relais."
            }
            .to_owned(),
        ],
        facts: vec![("Utilisé ce mois-ci", used), ("Votre limite", limit)],
        action: ("Ouvrir la page Crédits", of.page.clone()),
        foot: format!("Vous recevez cet e-mail, car vous êtes membre de l’organisation {name}."),
    }
}

fn removed(by: &str, of: &Whose, greeting: String) -> Words {
    let name = organisation(of).unwrap_or_default();
    Words {
        subject: format!("Vous n’avez plus accès aux crédits partagés de l’organisation {name}"),
        greeting,
        paragraphs: vec![
            format!(
                "{} a mis fin à votre appartenance à l’organisation {name}. Vous ne pouvez plus \
                 ni utiliser ni voir ses crédits partagés.",
                one_line(by)
            ),
            "Vos propres crédits vous restent acquis. Votre utilisation jusqu’ici reste dans les \
             rapports de l’organisation, sous votre nom."
                .to_owned(),
        ],
        facts: Vec::new(),
        action: ("Voir vos propres crédits", of.page.clone()),
        foot: format!("Vous recevez cet e-mail, car vous étiez membre de l’organisation {name}."),
    }
}

fn receipt(charged: &Charged, of: &Whose, greeting: String, numbers: Numbers) -> Words {
    let bought = credits(charged.credits, numbers);
    let price = numbers.money(charged.price);
    let (subject, what) = match charged.cause {
        PaymentCause::Renewal => (
            format!("Rechargement automatique\u{a0}: {bought} pour {price}"),
            format!(
                "Le solde{} est passé sous votre seuil. Le rechargement automatique a donc \
                 acheté des crédits et débité la carte enregistrée.",
                whose(of)
            ),
        ),
        PaymentCause::Purchase => (
            format!("Votre achat\u{a0}: {bought} pour {price}"),
            format!(
                "Votre achat est payé, et les nouveaux crédits{} sont disponibles.",
                whose(of)
            ),
        ),
    };
    Words {
        subject,
        greeting,
        paragraphs: vec![what],
        facts: vec![
            ("Crédits", numbers.amount(charged.credits)),
            ("Débité, TVA incl.", price),
            ("Nouveau solde", numbers.amount(charged.balance)),
            (
                "Référence d’achat",
                charged.sales_number.as_str().to_owned(),
            ),
        ],
        action: ("Voir l’historique des transactions", of.page.clone()),
        foot: match charged.cause {
            PaymentCause::Renewal => foot(of),
            PaymentCause::Purchase => {
                "Vous recevez cet e-mail, car vous avez acheté des crédits.".to_owned()
            }
        },
    }
}

fn whose(of: &Whose) -> String {
    organisation(of).map_or_else(String::new, |name| format!(" de l’organisation {name}"))
}

fn foot(of: &Whose) -> String {
    format!(
        "Vous recevez cet e-mail, car le rechargement automatique est activé pour ces crédits. Pour \
         le modifier ou le désactiver\u{a0}: {}",
        of.page
    )
}

/// `1 crédit`, `100 crédits`: whatever is less than two takes the singular.
fn credits(credits: Credits, numbers: Numbers) -> String {
    let unit = if credits.hundredths() < 200 {
        "crédit"
    } else {
        "crédits"
    };
    format!("{} {unit}", numbers.whole(credits))
}

/// `5 mars 2026`, but `1er mars 2026`.
fn day(at: DateTime<Utc>) -> String {
    let month = match date(at, "%m").as_str() {
        "01" => "janvier",
        "02" => "février",
        "03" => "mars",
        "04" => "avril",
        "05" => "mai",
        "06" => "juin",
        "07" => "juillet",
        "08" => "août",
        "09" => "septembre",
        "10" => "octobre",
        "11" => "novembre",
        _ => "décembre",
    };
    let ordinal = if date(at, "%d") == "01" { "er" } else { "" };
    date(at, &format!("%-d{ordinal} {month} %Y"))
}

const fn why(reason: Decline) -> &'static str {
    match reason {
        Decline::InsufficientFunds => {
            "le compte lié à la carte n’est pas suffisamment approvisionné"
        }
        Decline::CardExpired => "la carte a expiré",
        Decline::CardLost => "la carte a été déclarée perdue ou volée",
        Decline::NotConfirmed => "le paiement n’a pas été confirmé",
        Decline::Refused => "la banque a refusé le paiement sans donner de raison",
        Decline::NoAnswer => "le prestataire de paiement n’a pas répondu",
        Decline::NoCard => "aucune carte n’est enregistrée",
        Decline::PackageGone => "le montant choisi n’est plus proposé",
    }
}
