//! Organisations in Italian: members, invitations, usage, limits and the log.

use super::grammar::{credits, dated};
use crate::locale::{Invitation, Limit, Log, Organisation, OrganisationNew, Usage};

pub(super) const ORGANISATION: Organisation = Organisation {
    your_role: |role| format!("Il mio ruolo: {role}"),
    members: |count, text| {
        if count == 1 {
            "1 membro".to_owned()
        } else {
            format!("{text} membri")
        }
    },
    whom_to_ask: "Titolari e admin gestiscono i crediti condivisi. Rivolgersi a una di queste persone.",
    name: "Nome",
    email: "Indirizzo e-mail",
    role: "Ruolo",
    since: "Membro dal",
    you: "(io)",
    owner: "Titolare",
    admin: "Admin",
    member: "Membro",
    actions: "Azioni",
    remove: |name| format!("Rimuovi {name}"),
    remove_title: |name| format!("Rimuovere {name}?"),
    remove_text: |name, email, organisation| {
        format!(
            "Da subito {name} ({email}) non può più né utilizzare né vedere i crediti condivisi dell’organizzazione {organisation}. Il suo utilizzo resta nei rapporti e i suoi crediti personali restano a sua disposizione."
        )
    },
    remove_mail: |name, organisation| {
        format!(
            "{name} riceve un’e-mail: «L’accesso ai crediti condivisi dell’organizzazione {organisation} è terminato»."
        )
    },
    remove_preview: "Mostra l’e-mail",
    no_preview: "Al momento non è possibile mostrare l’e-mail. Verrà inviata comunque.",
    remove_yes: "Rimuovi",
    not_removed: "Rimozione non riuscita.",
    removed: |name| format!("{name} non è più membro. L’avviso è stato inviato per e-mail."),
    role_of: |name| format!("Ruolo di {name}"),
    role_title: |name, role| format!("Modificare il ruolo di {name} in {role}?"),
    owner_may: "Con questo ruolo si gestiscono i crediti condivisi, i membri e i loro ruoli e si vede l’utilizzo di ogni membro. Chi ha questo ruolo può rimuovere qualsiasi altro membro, anche chi ora lo assegna.",
    admin_may: "Con questo ruolo si gestiscono i crediti condivisi e i membri e si vede l’utilizzo di ogni membro. Non si modificano i ruoli.",
    member_may: "Con questo ruolo si utilizzano i crediti condivisi e si vede il proprio utilizzo. Non si gestisce nulla.",
    role_yes: "Modifica ruolo",
    role_failed: "Modifica non riuscita.",
    role_changed: |name, role| format!("{name} ha ora il ruolo {role}."),
    last_owner: "Non ci sono altri titolari. Assegnare prima questo ruolo a un’altra persona.",
    leave: "Lascia organizzazione",
    leave_title: |name| format!("Lasciare l’organizzazione {name}?"),
    leave_text: "Da subito non sarà più possibile né utilizzare né vedere i crediti condivisi. Il proprio utilizzo resta nei rapporti e i crediti personali restano a disposizione.",
    leave_yes: "Lascia",
    not_left: "L’uscita dall’organizzazione non è riuscita.",
    leave_last: "Non ci sono altri titolari. Per lasciare l’organizzazione, assegnare prima questo ruolo a un’altra persona.",
    failed: "Impossibile caricare l’organizzazione.",
};

pub(super) const INVITATION: Invitation = Invitation {
    open: "Invita membro",
    addresses: "Indirizzi e-mail",
    addresses_hint: "Uno o più, separati da virgole, spazi o ritorni a capo. A ciascuno viene inviata un’e-mail con un link valido 14 giorni.",
    send: "Invita utente",
    close: "Chiudi",
    missing: "Inserire un indirizzo e-mail.",
    too_many_at_once: |most| format!("Troppi indirizzi: al massimo {most} alla volta."),
    failed: "Nessun invito inviato.",
    limit_reached: "In un’ora sono stati inviati 20 inviti. Riprovare più tardi.",
    answers: "Esiti",
    outcomes: [
        "Invito inviato",
        "Già membro",
        "Invito già inviato",
        "Non è un indirizzo e-mail. Dovrebbe essere del tipo nome@example.com.",
        "Invito non inviato: in un’ora sono stati inviati 20 inviti. Riprovare più tardi.",
    ],
    resend_these: "Reinvia l’e-mail",
    mend: "Gli indirizzi da rivedere restano nel campo.",
    sent_one: |email| format!("L’invito per {email} è stato inviato per e-mail."),
    sent_many: |count| {
        if count == 1 {
            "1 invito è stato inviato per e-mail.".to_owned()
        } else {
            format!("{count} inviti sono stati inviati per e-mail.")
        }
    },
    again: "Invita di nuovo",
    heading: |count| {
        if count == 1 {
            "1 invito".to_owned()
        } else {
            format!("{count} inviti")
        }
    },
    status: "Stato",
    invited_by: "Invito di",
    pending: |day| dated("In attesa fino al ", "In attesa fino all’", day),
    expired: |day| dated("Scaduto il ", "Scaduto l’", day),
    resend: "Reinvia",
    resend_to: |email| format!("Reinvia l’invito per {email}"),
    revoke: "Revoca",
    revoke_of: |email| format!("Revoca l’invito per {email}"),
    revoke_title: |email| format!("Revocare l’invito per {email}?"),
    revoke_text: "Il link nell’e-mail smette subito di funzionare. Lo stesso indirizzo può essere invitato di nuovo.",
    not_revoked: "Revoca non riuscita.",
    revoked: |email| format!("L’invito per {email} è stato revocato."),
    title: "Invito",
    offer: |by, name| format!("{by} invita a unirsi all’organizzazione {name}"),
    offer_text: |name| {
        format!(
            "I membri generano immagini con i crediti condivisi dell’organizzazione {name} e vedono il proprio utilizzo. I crediti personali restano a disposizione."
        )
    },
    until: |day| {
        let until = dated("fino al ", "fino all’", day);
        format!("L’invito può essere accettato {until}.")
    },
    accept: "Accetta invito",
    not_accepted: "Invito non accettato.",
    signed_in_as: |name, email| format!("Accesso effettuato come {name} ({email})."),
    sign_in_first: |email| format!("Per accettare, accedere come {email}."),
    sign_in: "Accedi e accetta",
    sign_up_first: |email| format!("Per accettare, creare un account per {email}."),
    sign_up: "Crea account e accetta",
    your_name: "Nome e cognome",
    name_wrong: "Inserire nome e cognome, con un massimo di 200 caratteri.",
    new_password: "Nuova password",
    new_password_hint: |least| {
        format!("Almeno {least} caratteri. Più parole insieme formano una buona password.")
    },
    password_short: |least| format!("Inserire una password di almeno {least} caratteri."),
    host_sign_in: "Accedi per accettare",
    account_exists: "Esiste già un account con questo indirizzo. Ricaricare la pagina per accedere.",
    invalid_title: "Questo invito non è utilizzabile",
    invalid: "Potrebbe essere scaduto, già utilizzato o revocato, oppure il link è incompleto. Chiedere un nuovo invio alla persona che ha mandato l’invito.",
    invalid_signed_in: |email| {
        format!(
            "Accesso effettuato come {email}. Se l’invito è stato inviato a un altro indirizzo, uscire dall’account e seguire di nuovo il link."
        )
    },
    to_credits: "Vai ai crediti",
};

pub(super) const USAGE: Usage = Usage {
    this_month: "Utilizzo questo mese",
    own_this_month: |credits| {
        format!("Utilizzo personale dei crediti condivisi questo mese: {credits}.")
    },
    in_all: |credits| format!("Crediti condivisi utilizzati in totale: {credits}"),
    removed: "Ex membro",
    failed: "Impossibile caricare l’utilizzo.",
    search: "Cerca membri",
    more: |count| {
        if count == 1 {
            "Mostra 1 altro".to_owned()
        } else {
            format!("Mostra altri {count}")
        }
    },
    hits: |count, hits, all| {
        if count == 1 {
            format!("1 membro su {all}")
        } else {
            format!("{hits} membri su {all}")
        }
    },
    member_title: "Storico utilizzo",
    report: "Rapporto di utilizzo",
    period: "Periodo",
    present_month: "Questo mese",
    last_month: "Mese scorso",
    by_member: "Per membro",
    by_organisation: "Per organizzazione",
    organisation: "Organizzazione",
};

pub(super) const LIMIT: Limit = Limit {
    of: |limit| format!("su {limit}"),
    none: "senza limite",
    change_of: |limit, name| format!("{limit}: modifica il limite di {name}"),
    each: |limit| format!("Utilizzo mensile consentito per membro: {limit}."),
    change: "Modifica",
    title_each: "Limite mensile per membro",
    title_of: |name| format!("Limite mensile di {name}"),
    legend: "Crediti condivisi in un mese civile",
    default: |limit| format!("Come per tutti: {limit}"),
    no_limit: "Senza limite",
    at_most: "Al massimo",
    credits: "Crediti al mese",
    wrong: |most| format!("Inserire un numero intero di crediti, al massimo {most}."),
    save: "Salva",
    failed: "Non salvato.",
    saved: "Il limite è stato salvato.",
    own: |used, limit, left| {
        format!(
            "Utilizzo personale dei crediti condivisi questo mese: {used} su {limit} (rimanenti: {left})."
        )
    },
    changed_each: |by, was, became| {
        format!("{by} ha modificato il limite per membro: prima {was}, ora {became}.")
    },
    changed_one: |by, name, was, became| {
        format!("{by} ha modificato il limite di {name}: prima {was}, ora {became}.")
    },
    amount: credits,
    as_all: "come per tutti",
};

pub(super) const LOG: Log = Log {
    title: "Modifiche",
    failed: "Impossibile caricare le modifiche.",
    empty: "Qui compaiono inviti, rimozioni e modifiche dei ruoli, dei limiti e della ricarica automatica.",
    older: "Mostra modifiche meno recenti",
    created: |by| format!("{by} ha creato l’organizzazione."),
    invited: |by, email| format!("{by} ha invitato {email}."),
    revoked: |by, email| format!("{by} ha revocato l’invito per {email}."),
    joined: |by| format!("{by} ha accettato l’invito."),
    removed: |by, name| format!("{by} ha rimosso {name}."),
    left: |by| format!("{by} ha lasciato l’organizzazione."),
    role: |by, name, was, became| {
        format!("{by} ha modificato il ruolo di {name}: prima {was}, ora {became}.")
    },
    renewal: |by, was, became| {
        format!("{by} ha modificato la ricarica automatica: prima {was}, ora {became}.")
    },
    off: "disattivata",
    on: |threshold, package, limit| format!("«sotto {threshold}, importo {package}, {limit}»"),
    at_most: |limit| format!("al massimo {limit} al mese"),
    no_limit: "senza limite",
};

pub(super) const ORGANISATION_NEW: OrganisationNew = OrganisationNew {
    open: "Crea organizzazione",
    name: "Nome dell’organizzazione",
    hint: "Azienda o team. Chi crea l’organizzazione ne è titolare e può poi invitare membri e acquistare crediti condivisi.",
    name_wrong: "Inserire un nome con un massimo di 200 caratteri.",
    create: "Crea",
    failed: "Organizzazione non creata.",
    limit_reached: "Per oggi non è possibile creare altre organizzazioni. Riprovare domani.",
};
