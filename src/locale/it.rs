//! Italian, as in Switzerland.

mod general;
mod grammar;
mod organisation;

use super::{Account, AutoRenewal, Credits, Export, Help, History, Messages, Purchase, SignIn};
use grammar::{credits, dated, first};

pub(super) static MESSAGES: Messages = Messages {
    general: general::GENERAL,
    sign_in: SignIn {
        title: "Accesso",
        email: "Indirizzo e-mail",
        password: "Password",
        submit: "Accedi",
        sign_out: "Esci",
        email_missing: "Inserire l’indirizzo e-mail",
        email_malformed: "Inserire un indirizzo e-mail nel formato corretto, ad esempio nome@example.com",
        password_missing: "Inserire la password",
        wrong: "Indirizzo e-mail o password non corretti. Controllare entrambi, poi riprovare.",
        too_many: "Troppi tentativi. Attendere un minuto, poi riprovare.",
        session_ended: "La sessione è terminata",
        session_ended_text: "Accedere per riprendere dallo stesso punto. I dati inseriti restano conservati.",
        sign_out_failed: "La disconnessione potrebbe non essere riuscita. Riprovare.",
    },
    account: Account {
        title: "Il mio account",
        credits: "Crediti",
        credits_hint: "Saldi, storico e organizzazione",
        orders: "Ordini",
        orders_hint: "Acquisti effettuati",
        invoices: "Fatture",
        invoices_hint: "Scaricare e pagare",
        payment_methods: "Metodi di pagamento",
        payment_methods_hint: "Carte registrate",
        profile: "Profilo",
        profile_hint: "Nome, indirizzo, password",
    },
    credits: Credits {
        title: "Crediti",
        manage_organisation: "Gestisci organizzazione",
        manage_named: |name| format!("Gestisci organizzazione {name}"),
        current_balance: "Saldo attuale",
        current_shared_balance: "Saldo condiviso attuale",
        unit: |credits| match credits.hundredths().abs() {
            100 => "credito",
            _ => "crediti",
        },
        days_left: |days| match days {
            0 => "meno di un giorno al ritmo attuale".to_owned(),
            1 => "ancora circa 1 giorno al ritmo attuale".to_owned(),
            days => format!("ancora circa {days} giorni al ritmo attuale"),
        },
        low: |threshold| format!("Sotto la soglia di {threshold}"),
        overdrawn: "Sotto zero: nessun utilizzo possibile prima di un acquisto",
        trend: |from, to| format!("Saldo degli ultimi 30 giorni: da {from} a {to}"),
        trend_caption: "Ultimi 30 giorni",
        threshold: |threshold| format!("Soglia {threshold}"),
        balance_failed: "Impossibile caricare il saldo.",
        stale: "Questo saldo potrebbe non essere aggiornato.",
        no_organisation_title: "Ancora nessun credito condiviso",
        no_organisation: "In un’organizzazione il team utilizza un unico saldo condiviso e si vede chi ha utilizzato quanti crediti. Chiedere un invito al team o creare un’organizzazione.",
        which_pays: "Un’immagine viene pagata con il saldo personale, se basta, altrimenti con un saldo condiviso; mai con entrambi.",
    },
    auto_renewal: AutoRenewal {
        title: "Ricarica automatica dei crediti",
        intro: "Acquisto automatico di crediti quando il saldo è basso.",
        whose: "Per quale saldo",
        on: "Attivata",
        off: "Disattivata",
        standings: [
            "Disattivata",
            "Attivata",
            "Ricarica in corso…",
            "Attivata – nuovo tentativo previsto",
            "Attivata – addebito da confermare",
            "Attivata – limite raggiunto",
            "In pausa",
        ],
        failed: "Impossibile mostrare la ricarica automatica.",
        stale: "I dati mostrati potrebbero non essere aggiornati.",
        credits,
        threshold: "Soglia",
        threshold_wrong: |min, max, step| {
            format!("Inserire un numero tra {min} e {max}, a passi di {step}.")
        },
        package: "Importo della ricarica",
        package_gone: "Scegliere un importo",
        priced: |price| format!("{price} IVA incl."),
        limit: "Limite mensile",
        at_most: "Al massimo",
        a_month: "al mese",
        no_limit: "Senza limite",
        limit_wrong: |price| format!("Inserire almeno {price}, il prezzo di un acquisto."),
        used_of: |used, limit| format!("Utilizzo questo mese: {used} su {limit}"),
        used: |used| format!("Utilizzo questo mese: {used}"),
        // No month begins on a day before which `il` is elided.
        month_ends: |date| format!("si azzera il {}", first(date)),
        no_card: "Nessuna carta registrata. Senza carta non è possibile attivare la ricarica automatica.",
        add_card: "Aggiungi una carta di credito",
        change_card: "Cambia carta",
        card: |card, until| format!("{card}, scadenza {until}"),
        your_balance: "il saldo personale",
        shared_balance: "il saldo condiviso",
        // “sulla carta” comes before it, as before the name of a card.
        a_card: "che verrà aggiunta",
        charge: |balance, threshold, card, price, credits| {
            format!(
                "Quando {balance} scende sotto {threshold}, ricarichiamo {credits} e addebitiamo {price} sulla carta {card}"
            )
        },
        within: |limit| format!(", al massimo {limit} al mese."),
        unlimited: ", senza limite mensile.",
        sentence_off: "La ricarica automatica è disattivata: nessun acquisto automatico.",
        sentence_unfinished: "Completare le impostazioni qui sopra per vedere l’addebito.",
        below: |balance, price, credits| {
            format!(
                "Il saldo di {balance} è già sotto la soglia: con il salvataggio addebitiamo subito {price} per {credits}."
            )
        },
        below_no_room: |balance, date| {
            format!(
                "Il saldo di {balance} è già sotto la soglia, ma il limite non lascia margine: nessun addebito prima del {}.",
                first(date)
            )
        },
        charge_now: |price| format!("Addebitare {price} ora?"),
        charges_at_once: |card, price, credits| {
            format!(
                "Il saldo è sotto la soglia. Quindi ricarichiamo subito {credits} e addebitiamo {price} sulla carta {card}."
            )
        },
        save_and_charge: "Salva e addebita",
        resume_and_charge: "Riprendi e addebita",
        save: "Salva",
        saved: "Salvato!",
        not_saved: "Non salvato – Errore",
        unsaved: "Modifiche non salvate",
        discard: "Scarta modifiche",
        checking: "Ancora nessuna risposta. Verifichiamo se le modifiche sono state salvate…",
        unknown: "Non sappiamo ancora se le modifiche sono state salvate. I dati inseriti sono conservati.",
        check_again: "Verifica di nuovo",
        why_fields: "Correggere quanto segnalato sopra, poi salvare di nuovo.",
        why_card: "Per attivare la ricarica automatica, aggiungere una carta di credito, poi salvare di nuovo.",
        why_package: "Questo importo non è più in vendita. Sceglierne un altro, poi salvare di nuovo.",
        why_threshold: "Questa soglia non è possibile. Sceglierne un’altra, poi salvare di nuovo.",
        why_limit: "Il limite mensile non basta per un acquisto. Aumentarlo, poi salvare di nuovo.",
        why_forbidden: "Questo account non può più gestire questi crediti. Rivolgersi a titolari o admin dell’organizzazione.",
        why_stale: "Queste impostazioni sono state modificate altrove. Scegliere sopra quale versione mantenere.",
        conflict: "Modificato altrove",
        conflict_text: "Nel frattempo queste impostazioni sono state modificate in un’altra scheda o da un’altra persona.",
        theirs: "Versione salvata",
        yours: "La mia versione",
        keep_theirs: "Mantieni la versione salvata",
        keep_yours: "Salva la mia versione",
        leave: "Scartare le modifiche non salvate?",
        leave_text: "Le modifiche alla ricarica automatica non sono state salvate.",
        stay: "Resta",
        replay: |times, cost| match times {
            0 => "Negli ultimi 90 giorni non ci sarebbe stato alcun addebito.".to_owned(),
            1 => format!("Negli ultimi 90 giorni ci sarebbe stato 1 addebito, di {cost}."),
            times => {
                format!(
                    "Negli ultimi 90 giorni ci sarebbero stati {times} addebiti, per un totale di {cost}."
                )
            }
        },
        replay_limited: "Il limite mensile avrebbe bloccato una ricarica.",
        replay_failed: "Impossibile simulare gli ultimi 90 giorni.",
        renewing: "Una ricarica è in corso.",
        try_again_at: |at| format!("Prossimo tentativo: {at}."),
        confirm: "La banca chiede di confermare l’addebito.",
        confirm_link: "Conferma il pagamento",
        limited: |date| {
            format!(
                "Il limite di questo mese è esaurito. La prossima ricarica è possibile dal {}; prima, con un limite più alto.",
                first(date)
            )
        },
        paused_since: |date| {
            let since = dated("In pausa dal ", "In pausa dall’", date);
            format!("{since}; non viene acquistato nulla.")
        },
        resume: "Riprendi",
        resume_unknown: "Non sappiamo ancora se la ricarica automatica è ripresa. Premere di nuovo «Riprendi»: nulla viene addebitato due volte.",
        renewals: "Ricariche",
        renewals_empty: "Ancora nessuna. Qui compare ogni tentativo, anche senza addebito.",
        renewals_all: |count| format!("Mostra ricariche meno recenti ({count})"),
        charged: |price, credits| format!("{price} per {credits}"),
        charged_nothing: "Nessun addebito",
        charging: "Addebito sulla carta in corso.",
        to_be_confirmed: "In attesa di conferma.",
        no_room: |date| {
            let until = first(date);
            format!("Il limite di questo mese non lascia margine prima del {until}.")
        },
        dropped: [
            "Il saldo era di nuovo sufficiente.",
            "La ricarica automatica è stata disattivata.",
            "Le impostazioni sono state modificate.",
        ],
        declines: [
            "Il conto collegato alla carta non aveva fondi sufficienti.",
            "La carta è scaduta.",
            "La carta è stata segnalata come smarrita o rubata.",
            "L’addebito non è stato confermato.",
            "La banca ha rifiutato l’addebito senza indicare il motivo.",
            "Il fornitore del servizio di pagamento non ha risposto.",
            "Non era registrata alcuna carta.",
            "L’importo da acquistare non è più in vendita.",
        ],
        attempt_unknown: "Ancora nessuna risposta",
        attempt_charged: "Addebito effettuato",
        attempt_confirm: "La banca ha chiesto una conferma.",
    },
    purchase: Purchase {
        title: "Acquista crediti",
        amount: "Importo",
        per_credit: |price| format!("{price} per credito"),
        incl_vat: "IVA incl.",
        card: "Carta",
        total: "Totale IVA incl.",
        vat: "di cui IVA",
        buy: |credits, price| format!("Acquista {credits} per {price}"),
        no_card: "Nessuna carta registrata. Senza carta non è possibile acquistare nulla.",
        sending: "Invio dell’acquisto…",
        offline: "Il dispositivo è offline. L’acquisto verrà inviato automaticamente appena torna la connessione.",
        checking: "Ancora nessuna risposta. Verifichiamo se l’acquisto ci è pervenuto; nulla viene addebitato due volte.",
        charging: "Addebito sulla carta in corso…",
        charging_slowly: "Ci vuole più tempo del solito. Non occorre attendere: i crediti arrivano automaticamente.",
        confirm: |price| {
            format!(
                "La banca chiede di confermare il pagamento di {price}. Senza conferma non viene addebitato nulla."
            )
        },
        buy_other: "Acquista altro",
        unsure: |credits, price, at| {
            format!(
                "La richiesta di acquistare {credits} per {price} ({at}) è rimasta senza risposta. Continuare per verificare; se non ci era pervenuta, l’acquisto verrà eseguito ora."
            )
        },
        go_on: "Continua",
        drop: "Non acquistare",
        bought: |credits| format!("Acquisto effettuato: {credits}."),
        buy_more: "Acquista altri crediti",
        not_bought: "Nessun acquisto e nessun addebito.",
        not_needed: "L’acquisto è stato annullato. Se i crediti servono ancora, acquistare di nuovo.",
        hints: [
            "Utilizzare un’altra carta o acquistare un importo inferiore.",
            "Utilizzare un’altra carta, poi acquistare di nuovo.",
            "Utilizzare un’altra carta, poi acquistare di nuovo.",
            "Acquistare di nuovo e confermare il pagamento sulla pagina della banca.",
            "Rivolgersi alla banca o utilizzare un’altra carta.",
            "Acquistare di nuovo più tardi.",
            "Aggiungere una carta di credito, poi acquistare di nuovo.",
            "Scegliere un altro importo.",
        ],
        why_card: "Non è più registrata alcuna carta. Aggiungere una carta di credito, poi acquistare di nuovo.",
        why_package: "Questo importo non è più in vendita. Sceglierne un altro.",
        why_price: "Il prezzo è cambiato. Controllare quello nuovo, poi acquistare di nuovo.",
        why_other: "È già in corso un altro pagamento per questi crediti. Attendere che sia concluso, poi acquistare di nuovo.",
        failed: "Impossibile caricare i crediti in vendita.",
    },
    help: Help {
        renewal: "Come funziona la ricarica",
        example: |threshold, bought, price, low, new| {
            format!(
                "Un esempio: la soglia è di {threshold} e la ricarica è di {bought} per {price}. Con esattamente {threshold} non succede nulla. Quando un’immagine porta il saldo a {low}, sulla carta vengono addebitati {price} una sola volta e il saldo diventa {new}."
            )
        },
        rules: [
            "Se un acquisto non basta a riportare il saldo alla soglia, lo stesso addebito ne comprende quanti ne servono, entro il limite mensile.",
            "Il limite mensile vale per mese civile (ora di Zurigo) e comprende gli addebiti ancora in sospeso. Non viene mai superato.",
            "Se la carta viene rifiutata, inviamo un’e-mail e riproviamo dopo 1, 6 e 24 ore. Poi la ricarica automatica va in pausa, finché non la si riprende o non si aggiunge un’altra carta.",
            "Una volta disattivata, non acquista più nulla. Non si riattiva mai da sola.",
        ],
        types: "Significato dei tipi",
        meanings: [
            "Crediti che ogni nuovo account riceve una volta.",
            "Crediti acquistati.",
            "Crediti acquistati dalla ricarica automatica perché il saldo era sceso sotto la soglia.",
            "Quanto è costata un’immagine in ReluxDesktop.",
            "Crediti restituiti per un’immagine la cui generazione non è riuscita.",
            "Una rettifica di Relux. La nostra assistenza ne conosce il motivo.",
        ],
    },
    history: History {
        title: "Storico transazioni",
        wallets: "Transazioni di quale saldo",
        personal: "Personale",
        own_lines_only: "Qui compare il proprio utilizzo di questi crediti condivisi. Titolari e admin vedono quello di ogni membro.",
        date: |zone| format!("Data ({zone})"),
        kind: "Tipo",
        reference: "Riferimento d’acquisto",
        amount: "Importo",
        balance: "Saldo",
        member: "Membro",
        member_removed: "(ex membro)",
        types: [
            "Crediti di benvenuto",
            "Acquisto",
            "Ricarica automatica",
            "Generazione immagine",
            "Rimborso",
            "Rettifica",
        ],
        filter: "Filtra le transazioni",
        all_types: "Tutti i tipi",
        from: "Dal",
        until: "Al",
        period_reversed: "«Al» precede «Dal». Scegliere un giorno successivo.",
        text: "Riferimento",
        text_of_members: "Riferimento o membro",
        clear_filters: "Rimuovi filtri",
        range: |first, last, total| format!("{first}–{last} su {total}"),
        pages: "Pagine dello storico transazioni",
        newer: "Più recenti",
        older: "Meno recenti",
        empty_title: "Ancora nessuna transazione",
        empty: "Qui compaiono i crediti acquistati e ogni immagine generata in ReluxDesktop.",
        no_hits_title: "Nessuna transazione trovata",
        no_hits: "Ci sono transazioni, ma nessuna con questi filtri.",
        failed: "Impossibile caricare le transazioni.",
        new_line: |kind, amount| format!("Nuova transazione: {kind}, {amount}"),
    },
    export: Export {
        download: "Scarica Excel",
        scope: |n, text| {
            if n == 1 {
                format!("{text} transazione in un file Excel")
            } else {
                format!("{text} transazioni in un file Excel")
            }
        },
        starting: "Preparazione del download…",
        progress: |rows, total| format!("Righe: {rows} su {total}"),
        packing: "Compressione del file…",
        done: |file| format!("Salvato come {file}"),
        cancelled: "Download annullato.",
        incomplete: "Non sono arrivate tutte le righe, quindi non è stato creato alcun file. Riprovare.",
        failed: "Impossibile creare il file. Riprovare.",
        title: "Relux Credits",
        sheet_transactions: "Transazioni",
        sheet_by_member: "Per membro",
        sheet_about: "Informazioni",
        used: "Crediti utilizzati",
        share: "Quota",
        total: "Totale",
        account: "Account",
        filter: "Filtro",
        no_filter: "Nessuno",
        period: "Periodo",
        whole_history: "Storico completo",
        zone: "Fuso orario",
        made_at: "Esportazione",
        rows: "Righe",
    },
    organisation: organisation::ORGANISATION,
    invitation: organisation::INVITATION,
    usage: organisation::USAGE,
    limit: organisation::LIMIT,
    log: organisation::LOG,
    organisation_new: organisation::ORGANISATION_NEW,
};
