//! Organisations in German: members, invitations, usage, limits and the log.

use crate::locale::{Invitation, Limit, Log, Organisation, OrganisationNew, Usage};

pub(super) const ORGANISATION: Organisation = Organisation {
    your_role: |role| format!("Ihre Rolle: {role}"),
    members: |count, text| {
        if count == 1 {
            "1 Mitglied".to_owned()
        } else {
            format!("{text} Mitglieder")
        }
    },
    whom_to_ask: "Inhaber und Admins verwalten die gemeinsamen Credits. Fragen Sie eine dieser Personen.",
    name: "Name",
    email: "E-Mail-Adresse",
    role: "Rolle",
    since: "Mitglied seit",
    you: "(Sie)",
    owner: "Inhaber/in",
    admin: "Admin",
    member: "Mitglied",
    actions: "Aktionen",
    remove: |name| format!("{name} entfernen"),
    remove_title: |name| format!("{name} entfernen?"),
    remove_text: |name, email, organisation| {
        format!(
            "Ab sofort kann {name} ({email}) die gemeinsamen Credits von {organisation} weder ausgeben noch sehen. Das bisher Verbrauchte bleibt in den Berichten, und die eigenen Credits behält die Person."
        )
    },
    remove_mail: |name, organisation| {
        format!(
            "{name} erhält eine E-Mail: «Sie haben keinen Zugriff mehr auf die gemeinsamen Credits von {organisation}»."
        )
    },
    remove_preview: "E-Mail anzeigen",
    no_preview: "Die E-Mail kann jetzt nicht angezeigt werden. Sie wird trotzdem versendet.",
    remove_yes: "Entfernen",
    not_removed: "Nicht entfernt.",
    removed: |name| format!("{name} wurde entfernt und per E-Mail informiert."),
    role_of: |name| format!("Rolle von {name}"),
    role_title: |name, role| format!("Rolle von {name} auf {role} ändern?"),
    owner_may: "Inhaber verwalten die gemeinsamen Credits, die Mitglieder und deren Rollen und sehen den Verbrauch aller. Wer diese Rolle hat, kann jedes andere Mitglied entfernen, auch Sie.",
    admin_may: "Admins verwalten die gemeinsamen Credits und die Mitglieder und sehen den Verbrauch aller. Rollen ändern sie nicht.",
    member_may: "Mitglieder geben gemeinsame Credits aus und sehen ihren eigenen Verbrauch. Verwalten können sie nichts.",
    role_yes: "Rolle ändern",
    role_failed: "Nicht geändert.",
    role_changed: |name, role| format!("{name} hat jetzt die Rolle {role}."),
    last_owner: "Die einzige Person in dieser Rolle. Geben Sie die Rolle zuerst noch jemand anderem.",
    leave: "Organisation verlassen",
    leave_title: |name| format!("{name} verlassen?"),
    leave_text: "Ab sofort können Sie die gemeinsamen Credits weder ausgeben noch sehen. Was Sie verbraucht haben, bleibt in den Berichten, und Ihre eigenen Credits behalten Sie.",
    leave_yes: "Verlassen",
    not_left: "Sie sind weiterhin Mitglied.",
    leave_last: "Nur Sie sind Inhaber/in. Geben Sie diese Rolle zuerst jemand anderem, dann können Sie gehen.",
    failed: "Die Organisation konnte nicht geladen werden.",
};

pub(super) const INVITATION: Invitation = Invitation {
    open: "Mitglied einladen",
    addresses: "E-Mail-Adressen",
    addresses_hint: "Eine oder mehrere, durch Komma, Leerzeichen oder Zeilenumbruch getrennt. Jede erhält eine E-Mail mit einem Link, der 14 Tage gilt.",
    send: "Benutzer einladen",
    close: "Schliessen",
    missing: "Geben Sie eine E-Mail-Adresse ein.",
    too_many_at_once: |most| format!("Geben Sie höchstens {most} Adressen auf einmal ein."),
    failed: "Niemand wurde eingeladen.",
    limit_reached: "Innerhalb einer Stunde wurden 20 Einladungen verschickt. Versuchen Sie es später erneut.",
    answers: "Ergebnisse",
    outcomes: [
        "Eingeladen",
        "Bereits Mitglied",
        "Bereits eingeladen",
        "Keine E-Mail-Adresse. Sie sollte aussehen wie name@example.com.",
        "Nicht eingeladen: Innerhalb einer Stunde wurden 20 Einladungen verschickt. Versuchen Sie es später erneut.",
    ],
    resend_these: "E-Mail erneut senden",
    mend: "Die Adressen, die Sie noch prüfen müssen, bleiben im Feld.",
    sent_one: |email| format!("{email} wurde per E-Mail eingeladen."),
    sent_many: |count| format!("{count} Personen wurden per E-Mail eingeladen."),
    again: "Erneut einladen",
    heading: |count| {
        if count == 1 {
            "1 Einladung".to_owned()
        } else {
            format!("{count} Einladungen")
        }
    },
    status: "Status",
    invited_by: "Eingeladen von",
    pending: |day| format!("Offen bis {day}"),
    expired: |day| format!("Abgelaufen am {day}"),
    resend: "Erneut senden",
    resend_to: |email| format!("Einladung an {email} erneut senden"),
    revoke: "Widerrufen",
    revoke_of: |email| format!("Einladung an {email} widerrufen"),
    revoke_title: |email| format!("Einladung an {email} widerrufen?"),
    revoke_text: "Der Link in der E-Mail gilt sofort nicht mehr. Sie können dieselbe Adresse wieder einladen.",
    not_revoked: "Nicht widerrufen.",
    revoked: |email| format!("Die Einladung an {email} wurde widerrufen."),
    title: "Einladung",
    offer: |by, name| format!("{by} lädt Sie zu {name} ein"),
    offer_text: |name| {
        format!(
            "Als Mitglied erzeugen Sie Bilder mit den gemeinsamen Credits von {name} und sehen, was Sie verbraucht haben. Ihre eigenen Credits behalten Sie."
        )
    },
    until: |day| format!("Die Einladung kann bis am {day} angenommen werden."),
    accept: "Einladung annehmen",
    not_accepted: "Nicht angenommen.",
    signed_in_as: |name, email| format!("Sie sind als {name} ({email}) angemeldet."),
    sign_in_first: |email| format!("Melden Sie sich als {email} an, um die Einladung anzunehmen."),
    sign_in: "Anmelden und annehmen",
    sign_up_first: |email| {
        format!("Erstellen Sie Ihr Konto für {email}, um die Einladung anzunehmen.")
    },
    sign_up: "Konto erstellen und annehmen",
    your_name: "Ihr Name",
    name_wrong: "Geben Sie Ihren Namen ein, mit höchstens 200 Zeichen.",
    new_password: "Neues Passwort",
    new_password_hint: |least| {
        format!("Mindestens {least} Zeichen. Mehrere Wörter ergeben ein gutes Passwort.")
    },
    password_short: |least| format!("Geben Sie ein Passwort mit mindestens {least} Zeichen ein."),
    host_sign_in: "Zum Annehmen anmelden",
    account_exists: "Mit dieser Adresse gibt es bereits ein Konto. Laden Sie die Seite neu, um sich anzumelden.",
    invalid_title: "Diese Einladung ist nicht gültig",
    invalid: "Vielleicht ist sie abgelaufen, wurde schon verwendet oder widerrufen, oder der Link ist unvollständig. Bitten Sie die Person, die Sie eingeladen hat, die Einladung erneut zu senden.",
    invalid_signed_in: |email| {
        format!(
            "Sie sind als {email} angemeldet. Ging die Einladung an eine andere Adresse, melden Sie sich ab und folgen Sie dem Link noch einmal."
        )
    },
    to_credits: "Zu den Credits",
};

pub(super) const USAGE: Usage = Usage {
    this_month: "Diesen Monat verbraucht",
    own_this_month: |credits| {
        format!("Sie haben diesen Monat {credits} gemeinsame Credits verbraucht.")
    },
    in_all: |credits| format!("Insgesamt {credits} gemeinsame Credits verbraucht"),
    removed: "Ehemaliges Mitglied",
    failed: "Der Verbrauch konnte nicht geladen werden.",
    search: "Mitglieder suchen",
    more: |count| format!("{count} weitere anzeigen"),
    hits: |_count, hits, all| format!("{hits} von {all} Mitgliedern"),
    member_title: "Verbrauchsverlauf",
    report: "Verbrauchsbericht",
    period: "Zeitraum",
    present_month: "Dieser Monat",
    last_month: "Letzter Monat",
    by_member: "Nach Mitglied",
    by_organisation: "Nach Organisation",
    organisation: "Organisation",
};

pub(super) const LIMIT: Limit = Limit {
    of: |limit| format!("von {limit}"),
    none: "kein Limit",
    change_of: |limit, name| format!("{limit}: Limit von {name} ändern"),
    each: |limit| format!("Erlaubter Verbrauch pro Mitglied und Monat: {limit}."),
    change: "Ändern",
    title_each: "Monatslimit pro Mitglied",
    title_of: |name| format!("Monatslimit von {name}"),
    legend: "Gemeinsame Credits in einem Kalendermonat",
    default: |limit| format!("Wie alle: {limit}"),
    no_limit: "Kein Limit",
    at_most: "Höchstens",
    credits: "Credits im Monat",
    wrong: |most| format!("Geben Sie eine ganze Zahl ein, höchstens {most} Credits."),
    save: "Speichern",
    failed: "Nicht gespeichert.",
    saved: "Das Limit wurde gespeichert.",
    own: |used, limit, left| {
        format!(
            "Sie haben diesen Monat {used} von {limit} gemeinsamen Credits verbraucht; es bleiben {left}."
        )
    },
    changed_each: |by, was, became| {
        format!("{by} hat das Limit pro Mitglied geändert: vorher {was}, jetzt {became}.")
    },
    changed_one: |by, name, was, became| {
        format!("{by} hat das Limit von {name} geändert: vorher {was}, jetzt {became}.")
    },
    amount: |limit| match limit {
        "1" => "1 Credit".to_owned(),
        limit => format!("{limit} Credits"),
    },
    as_all: "wie alle",
};

pub(super) const LOG: Log = Log {
    title: "Änderungen",
    failed: "Die Änderungen konnten nicht geladen werden.",
    empty: "Wer eingeladen oder entfernt wird, eine andere Rolle oder ein anderes Limit erhält oder die automatische Aufladung ändert, steht hier.",
    older: "Ältere Änderungen zeigen",
    created: |by| format!("{by} hat die Organisation erstellt."),
    invited: |by, email| format!("{by} hat {email} eingeladen."),
    revoked: |by, email| format!("{by} hat die Einladung an {email} widerrufen."),
    joined: |by| format!("{by} hat die Einladung angenommen."),
    removed: |by, name| format!("{by} hat {name} entfernt."),
    left: |by| format!("{by} ist ausgetreten."),
    role: |by, name, was, became| {
        format!("{by} hat die Rolle von {name} von {was} auf {became} geändert.")
    },
    renewal: |by, was, became| {
        format!("{by} hat die automatische Aufladung von {was} auf {became} geändert.")
    },
    off: "«aus»",
    on: |threshold, package, limit| format!("«unter {threshold}, Menge {package}, {limit}»"),
    at_most: |limit| format!("höchstens {limit} im Monat"),
    no_limit: "kein Limit",
};

pub(super) const ORGANISATION_NEW: OrganisationNew = OrganisationNew {
    open: "Organisation erstellen",
    name: "Name der Organisation",
    hint: "Ihr Unternehmen oder Team. Sie sind Inhaber/in und können danach Mitglieder einladen und gemeinsame Credits kaufen.",
    name_wrong: "Geben Sie einen Namen mit höchstens 200 Zeichen ein.",
    create: "Erstellen",
    failed: "Nicht erstellt.",
    limit_reached: "Heute lassen sich keine weiteren Organisationen erstellen. Versuchen Sie es morgen erneut.",
};
