//! German, with the polite form and without ß.

mod general;
mod organisation;

use super::{Account, AutoRenewal, Credits, Export, Help, History, Messages, Purchase, SignIn};

pub(super) static MESSAGES: Messages = Messages {
    general: general::GENERAL,
    sign_in: SignIn {
        title: "Anmelden",
        email: "E-Mail-Adresse",
        password: "Passwort",
        submit: "Anmelden",
        sign_out: "Abmelden",
        email_missing: "Geben Sie Ihre E-Mail-Adresse ein",
        email_malformed: "Geben Sie eine E-Mail-Adresse im richtigen Format ein, etwa name@example.com",
        password_missing: "Geben Sie Ihr Passwort ein",
        wrong: "E-Mail-Adresse oder Passwort ist falsch. Prüfen Sie beides und versuchen Sie es erneut.",
        too_many: "Zu viele Versuche. Warten Sie eine Minute und versuchen Sie es dann erneut.",
        session_ended: "Ihre Sitzung ist abgelaufen",
        session_ended_text: "Melden Sie sich an, um dort weiterzumachen, wo Sie waren. Was Sie eingegeben haben, bleibt erhalten.",
        sign_out_failed: "Das Abmelden hat vielleicht nicht geklappt. Versuchen Sie es erneut.",
    },
    account: Account {
        title: "Mein Konto",
        credits: "Credits",
        credits_hint: "Guthaben, Verlauf und Organisation",
        orders: "Bestellungen",
        orders_hint: "Was Sie gekauft haben",
        invoices: "Rechnungen",
        invoices_hint: "Herunterladen und bezahlen",
        payment_methods: "Zahlungsmethoden",
        payment_methods_hint: "Ihre hinterlegten Karten",
        profile: "Profil",
        profile_hint: "Name, Adresse, Passwort",
    },
    credits: Credits {
        title: "Credits",
        manage_organisation: "Organisation verwalten",
        manage_named: |name| format!("Organisation verwalten: {name}"),
        current_balance: "Aktuelles Guthaben",
        current_shared_balance: "Aktuelles gemeinsames Guthaben",
        unit: |_| "Credits",
        days_left: |days| match days {
            0 => "reicht bei Ihrem Verbrauch noch weniger als einen Tag".to_owned(),
            1 => "reicht bei Ihrem Verbrauch noch etwa 1 Tag".to_owned(),
            days => format!("reicht bei Ihrem Verbrauch noch etwa {days} Tage"),
        },
        low: |threshold| format!("Unter Ihrem Schwellenwert von {threshold}"),
        overdrawn: "Unter null: Es kann nichts ausgegeben werden, bis Credits gekauft sind",
        trend: |from, to| format!("Guthaben in den letzten 30 Tagen: von {from} auf {to}"),
        trend_caption: "Letzte 30 Tage",
        threshold: |threshold| format!("Schwellenwert {threshold}"),
        balance_failed: "Das Guthaben konnte nicht geladen werden.",
        stale: "Dieses Guthaben ist vielleicht nicht mehr aktuell.",
        no_organisation_title: "Noch keine gemeinsamen Credits",
        no_organisation: "In einer Organisation nutzen Kolleginnen und Kollegen ein gemeinsames Guthaben, und Sie sehen, wer was verbraucht hat. Lassen Sie sich einladen, oder erstellen Sie selbst eine Organisation.",
        which_pays: "Ein Bild wird aus Ihrem persönlichen Guthaben bezahlt, wenn es reicht, sonst aus einem gemeinsamen; nie aus beiden.",
    },
    auto_renewal: AutoRenewal {
        title: "Credits automatisch aufladen",
        intro: "Kauft von selbst Credits, wenn das Guthaben zur Neige geht.",
        whose: "Wessen Credits",
        on: "Ein",
        off: "Aus",
        standings: [
            "Aus",
            "Ein",
            "Wird aufgeladen …",
            "Ein – neuer Versuch folgt",
            "Ein – Zahlung bestätigen",
            "Ein – Limit erreicht",
            "Pausiert",
        ],
        failed: "Die automatische Aufladung konnte nicht geladen werden.",
        stale: "Was Sie sehen, ist vielleicht nicht mehr aktuell.",
        credits: |text| {
            if text == "1" {
                "1 Credit".to_owned()
            } else {
                format!("{text} Credits")
            }
        },
        threshold: "Schwellenwert",
        threshold_wrong: |min, max, step| {
            format!("Geben Sie eine Zahl zwischen {min} und {max} ein, in Schritten von {step}.")
        },
        package: "Kaufmenge bei Aufladung",
        package_gone: "Menge wählen",
        priced: |price| format!("{price} inkl. MwSt."),
        limit: "Monatslimit",
        at_most: "Höchstens",
        a_month: "im Monat",
        no_limit: "Kein Limit",
        limit_wrong: |price| format!("Geben Sie mindestens {price} ein, den Preis eines Kaufs."),
        used_of: |used, limit| format!("{used} von {limit} in diesem Monat verbraucht"),
        used: |used| format!("{used} in diesem Monat verbraucht"),
        month_ends: |date| format!("Neubeginn am {date}"),
        no_card: "Es ist keine Karte hinterlegt. Ohne Karte lässt sich die automatische Aufladung nicht einschalten.",
        add_card: "Kreditkarte hinterlegen",
        change_card: "Karte ändern",
        card: |card, until| format!("{card}, gültig bis {until}"),
        your_balance: "Ihr Guthaben",
        shared_balance: "das gemeinsame Guthaben",
        a_card: "die Karte, die Sie hinterlegen,",
        charge: |balance, threshold, card, price, credits| {
            format!(
                "Fällt {balance} unter {threshold}, belasten wir {card} mit {price} für {credits}"
            )
        },
        within: |limit| format!(", höchstens mit {limit} im Monat."),
        unlimited: ", ohne Monatslimit.",
        sentence_off: "Die automatische Aufladung ist aus: Es wird nichts von selbst gekauft.",
        sentence_unfinished: "Vervollständigen Sie die Angaben oben, um zu sehen, was belastet wird.",
        below: |balance, price, credits| {
            format!(
                "Das Guthaben von {balance} liegt schon unter dem Schwellenwert: Beim Speichern werden sofort {price} für {credits} belastet."
            )
        },
        below_no_room: |balance, date| {
            format!(
                "Das Guthaben von {balance} liegt schon unter dem Schwellenwert, aber das Limit lässt keinen Raum: Vor dem {date} wird nichts belastet."
            )
        },
        charge_now: |price| format!("Jetzt {price} belasten?"),
        charges_at_once: |card, price, credits| {
            format!(
                "Das Guthaben liegt unter dem Schwellenwert. Darum wird {card} sofort mit {price} für {credits} belastet."
            )
        },
        save_and_charge: "Speichern und belasten",
        resume_and_charge: "Fortsetzen und belasten",
        save: "Speichern",
        saved: "Gespeichert!",
        not_saved: "Nicht gespeichert – Fehler",
        unsaved: "Nicht gespeicherte Änderungen",
        discard: "Änderungen verwerfen",
        checking: "Noch keine Antwort. Es wird geprüft, ob Ihre Änderungen gespeichert sind …",
        unknown: "Wir wissen noch nicht, ob Ihre Änderungen gespeichert sind. Ihre Eingaben bleiben erhalten.",
        check_again: "Erneut prüfen",
        why_fields: "Korrigieren Sie, was oben markiert ist, und speichern Sie dann erneut.",
        why_card: "Hinterlegen Sie zum Einschalten eine Kreditkarte und speichern Sie dann erneut.",
        why_package: "Diese Menge wird nicht mehr verkauft. Wählen Sie eine andere und speichern Sie dann erneut.",
        why_threshold: "Dieser Schwellenwert ist nicht möglich. Wählen Sie einen anderen und speichern Sie dann erneut.",
        why_limit: "Das Monatslimit reicht nicht für einen Kauf. Erhöhen Sie es und speichern Sie dann erneut.",
        why_forbidden: "Sie dürfen diese Credits nicht mehr verwalten. Fragen Sie Inhaber oder Admins Ihrer Organisation.",
        why_stale: "Diese Einstellungen wurden anderswo geändert. Wählen Sie oben, welche Fassung gelten soll.",
        conflict: "Anderswo geändert",
        conflict_text: "Während Sie hier Änderungen machten, wurden diese Einstellungen in einem anderen Tab oder von jemand anderem geändert.",
        theirs: "Jetzt gespeichert",
        yours: "Ihre Änderungen",
        keep_theirs: "Gespeicherte Fassung behalten",
        keep_yours: "Meine Fassung speichern",
        leave: "Nicht gespeicherte Änderungen verwerfen?",
        leave_text: "Was Sie an der automatischen Aufladung geändert haben, ist nicht gespeichert.",
        stay: "Bleiben",
        replay: |times, cost| match times {
            0 => "In den letzten 90 Tagen wäre nichts belastet worden.".to_owned(),
            1 => format!(
                "In den letzten 90 Tagen wäre die Karte einmal belastet worden, mit {cost}."
            ),
            times => {
                format!(
                    "In den letzten 90 Tagen wäre die Karte {times}-mal belastet worden, mit insgesamt {cost}."
                )
            }
        },
        replay_limited: "Das Monatslimit hätte eine Aufladung aufgehalten.",
        replay_failed: "Die letzten 90 Tage konnten nicht durchgespielt werden.",
        renewing: "Eine Aufladung ist im Gang.",
        try_again_at: |at| format!("Wir versuchen es am {at} erneut."),
        confirm: "Ihre Bank verlangt, dass Sie die Zahlung bestätigen.",
        confirm_link: "Zahlung bestätigen",
        limited: |date| {
            format!(
                "Das Limit dieses Monats ist ausgeschöpft. Die nächste Aufladung ist am {date} möglich; mit einem höheren Limit früher."
            )
        },
        paused_since: |date| format!("Seit {date} pausiert; es wird nichts gekauft."),
        resume: "Fortsetzen",
        resume_unknown: "Wir wissen noch nicht, ob die Aufladung fortgesetzt wurde. Drücken Sie erneut auf «Fortsetzen»: Es wird nichts doppelt belastet.",
        renewals: "Aufladungen",
        renewals_empty: "Noch keine. Hier erscheint jeder Versuch, auch wenn nichts belastet wurde.",
        renewals_all: |count| format!("{count} ältere anzeigen"),
        charged: |price, credits| format!("{price} für {credits}"),
        charged_nothing: "Nichts belastet",
        charging: "Die Karte wird gerade belastet.",
        to_be_confirmed: "Wartet auf Ihre Bestätigung.",
        no_room: |date| format!("Das Monatslimit lässt vor dem {date} keinen Raum."),
        dropped: [
            "Das Guthaben war wieder hoch genug.",
            "Die automatische Aufladung wurde ausgeschaltet.",
            "Die Einstellungen wurden geändert.",
        ],
        declines: [
            "Das Konto hinter der Karte war nicht gedeckt.",
            "Die Karte ist abgelaufen.",
            "Die Karte wurde als verloren oder gestohlen gemeldet.",
            "Die Zahlung wurde nicht bestätigt.",
            "Die Bank hat die Zahlung ohne Angabe eines Grundes abgelehnt.",
            "Der Zahlungsanbieter hat nicht geantwortet.",
            "Es war keine Karte hinterlegt.",
            "Was gekauft werden sollte, wird nicht mehr verkauft.",
        ],
        attempt_unknown: "Noch keine Antwort",
        attempt_charged: "Belastet",
        attempt_confirm: "Die Bank verlangte eine Bestätigung.",
    },
    purchase: Purchase {
        title: "Credits kaufen",
        amount: "Menge",
        per_credit: |price| format!("{price} pro Credit"),
        incl_vat: "inkl. MwSt.",
        card: "Karte",
        total: "Total inkl. MwSt.",
        vat: "davon MwSt.",
        buy: |credits, price| format!("{credits} für {price} kaufen"),
        no_card: "Es ist keine Karte hinterlegt. Ohne Karte lässt sich nichts kaufen.",
        sending: "Ihr Kauf wird gesendet …",
        offline: "Sie sind offline. Ihr Kauf wird von selbst gesendet, sobald Sie wieder online sind.",
        checking: "Noch keine Antwort. Wir prüfen, ob Ihr Kauf angekommen ist; nichts wird zweimal belastet.",
        charging: "Ihre Karte wird belastet …",
        charging_slowly: "Das dauert länger als sonst. Sie müssen nicht warten: Die Credits kommen von selbst.",
        confirm: |price| {
            format!(
                "Ihre Bank bittet Sie, die Zahlung von {price} zu bestätigen. Vorher wird nichts belastet."
            )
        },
        buy_other: "Etwas anderes kaufen",
        unsure: |credits, price, at| {
            format!(
                "Am {at} wollten Sie {credits} für {price} kaufen, und es kam keine Antwort. Fahren Sie fort, um es herauszufinden; kam Ihr Kauf damals nicht an, wird er jetzt ausgeführt."
            )
        },
        go_on: "Fortfahren",
        drop: "Nicht kaufen",
        bought: |credits| format!("Sie haben {credits} gekauft."),
        buy_more: "Weitere Credits kaufen",
        not_bought: "Es wurde nichts gekauft und nichts belastet.",
        not_needed: "Der Kauf wurde zurückgezogen. Kaufen Sie erneut, wenn Sie die Credits noch brauchen.",
        hints: [
            "Verwenden Sie eine andere Karte, oder kaufen Sie eine kleinere Menge.",
            "Verwenden Sie eine andere Karte und kaufen Sie dann erneut.",
            "Verwenden Sie eine andere Karte und kaufen Sie dann erneut.",
            "Kaufen Sie erneut und bestätigen Sie die Zahlung auf der Seite Ihrer Bank.",
            "Fragen Sie Ihre Bank, oder verwenden Sie eine andere Karte.",
            "Kaufen Sie später erneut.",
            "Hinterlegen Sie eine Kreditkarte und kaufen Sie dann erneut.",
            "Wählen Sie eine andere Menge.",
        ],
        why_card: "Es ist keine Karte mehr hinterlegt. Hinterlegen Sie eine Kreditkarte und kaufen Sie dann erneut.",
        why_package: "Diese Menge wird nicht mehr verkauft. Wählen Sie eine andere.",
        why_price: "Der Preis hat sich geändert. Prüfen Sie den neuen und kaufen Sie dann erneut.",
        why_other: "Für diese Credits läuft gerade eine andere Zahlung. Warten Sie, bis sie fertig ist, und kaufen Sie dann erneut.",
        failed: "Was gekauft werden kann, konnte nicht geladen werden.",
    },
    help: Help {
        renewal: "So funktioniert die Aufladung",
        example: |threshold, bought, price, low, new| {
            format!(
                "Ein Beispiel: Ihr Schwellenwert ist {threshold}, und Sie kaufen {bought} für {price}. Bei genau {threshold} geschieht nichts. Bringt ein Bild das Guthaben auf {low}, wird die Karte einmal mit {price} belastet, und das Guthaben beträgt {new}."
            )
        },
        rules: [
            "Hebt ein Kauf das Guthaben nicht bis zum Schwellenwert, wird mit derselben Belastung so viel gekauft wie nötig, innerhalb des Monatslimits.",
            "Das Monatslimit gilt pro Kalendermonat (Zürcher Zeit) und zählt Belastungen mit, über die noch nicht entschieden ist. Es wird nie überschritten.",
            "Wird die Karte abgelehnt, schreiben wir Ihnen und versuchen es nach 1, 6 und 24 Stunden noch einmal. Danach ist die Aufladung pausiert, bis Sie sie fortsetzen oder eine andere Karte hinterlegen.",
            "Ausgeschaltet kauft sie nichts mehr. Von selbst schaltet sie sich nie ein.",
        ],
        types: "Was die Typen bedeuten",
        meanings: [
            "Credits, die jedes neue Konto einmal erhält.",
            "Gekaufte Credits.",
            "Credits, die die automatische Aufladung gekauft hat, weil das Guthaben unter den Schwellenwert fiel.",
            "Was ein Bild in ReluxDesktop gekostet hat.",
            "Zurückerstattete Credits für ein Bild, dessen Generierung fehlschlug.",
            "Eine Korrektur durch Relux. Unser Support weiss, warum.",
        ],
    },
    history: History {
        title: "Transaktionsverlauf",
        wallets: "Wessen Transaktionen",
        personal: "Persönlich",
        own_lines_only: "Sie sehen Ihre eigene Nutzung dieser gemeinsamen Credits. Inhaber und Admins sehen die aller Mitglieder.",
        date: |zone| format!("Datum ({zone})"),
        kind: "Typ",
        reference: "Bestellreferenz",
        amount: "Betrag",
        balance: "Guthaben",
        member: "Mitglied",
        member_removed: "(ehemaliges Mitglied)",
        types: [
            "Willkommensguthaben",
            "Kauf",
            "Automatische Aufladung",
            "Bildgenerierung",
            "Rückerstattung",
            "Korrektur",
        ],
        filter: "Transaktionen filtern",
        all_types: "Alle Typen",
        from: "Von",
        until: "Bis",
        period_reversed: "«Bis» liegt vor «Von». Wählen Sie einen späteren Tag.",
        text: "Referenz",
        text_of_members: "Referenz oder Mitglied",
        clear_filters: "Filter zurücksetzen",
        range: |first, last, total| format!("{first}–{last} von {total}"),
        pages: "Seiten des Transaktionsverlaufs",
        newer: "Neuere",
        older: "Ältere",
        empty_title: "Noch keine Transaktionen",
        empty: "Hier erscheinen die Credits, die Sie kaufen, und jedes Bild, das Sie in ReluxDesktop generieren.",
        no_hits_title: "Keine passenden Transaktionen",
        no_hits: "Es gibt Transaktionen, aber keine mit diesen Filtern.",
        failed: "Die Transaktionen konnten nicht geladen werden.",
        new_line: |kind, amount| format!("Neue Transaktion: {kind}, {amount}"),
    },
    export: Export {
        download: "Excel herunterladen",
        scope: |n, text| {
            if n == 1 {
                format!("{text} Transaktion als Excel-Datei")
            } else {
                format!("{text} Transaktionen als Excel-Datei")
            }
        },
        starting: "Der Download wird vorbereitet …",
        progress: |rows, total| format!("{rows} von {total} Zeilen"),
        packing: "Die Datei wird gepackt …",
        done: |file| format!("Gespeichert als {file}"),
        cancelled: "Download abgebrochen.",
        incomplete: "Es kamen nicht alle Zeilen an, darum wurde keine Datei erstellt. Versuchen Sie es erneut.",
        failed: "Die Datei konnte nicht erstellt werden. Versuchen Sie es erneut.",
        title: "Relux Credits",
        sheet_transactions: "Transaktionen",
        sheet_by_member: "Nach Mitglied",
        sheet_about: "Über diese Datei",
        used: "Verbrauchte Credits",
        share: "Anteil",
        total: "Total",
        account: "Konto",
        filter: "Filter",
        no_filter: "Keiner",
        period: "Zeitraum",
        whole_history: "Gesamter Verlauf",
        zone: "Zeitzone",
        made_at: "Exportiert",
        rows: "Zeilen",
    },
    organisation: organisation::ORGANISATION,
    invitation: organisation::INVITATION,
    usage: organisation::USAGE,
    limit: organisation::LIMIT,
    log: organisation::LOG,
    organisation_new: organisation::ORGANISATION_NEW,
};
