//! French, as in Switzerland, with the polite form.

mod general;
mod grammar;
mod organisation;

use super::{Account, AutoRenewal, Credits, Export, Help, History, Messages, Purchase, SignIn};
use grammar::{dated, is_singular};

pub(super) static MESSAGES: Messages = Messages {
    general: general::GENERAL,
    sign_in: SignIn {
        title: "Connexion",
        email: "Adresse e-mail",
        password: "Mot de passe",
        submit: "Se connecter",
        sign_out: "Se déconnecter",
        email_missing: "Saisissez votre adresse e-mail",
        email_malformed: "Saisissez une adresse e-mail au bon format, par exemple nom@example.com",
        password_missing: "Saisissez votre mot de passe",
        wrong: "L’adresse e-mail ou le mot de passe est incorrect. Vérifiez les deux, puis réessayez.",
        too_many: "Trop de tentatives. Patientez une minute, puis réessayez.",
        session_ended: "Votre session a pris fin",
        session_ended_text: "Connectez-vous pour reprendre là où vous en étiez. Votre saisie est conservée.",
        sign_out_failed: "La déconnexion n’a peut-être pas abouti. Réessayez.",
    },
    account: Account {
        title: "Mon compte",
        credits: "Crédits",
        credits_hint: "Soldes, historique et organisation",
        orders: "Commandes",
        orders_hint: "Vos achats",
        invoices: "Factures",
        invoices_hint: "Télécharger et payer",
        payment_methods: "Méthodes de paiement",
        payment_methods_hint: "Vos cartes enregistrées",
        profile: "Profil",
        profile_hint: "Nom, adresse, mot de passe",
    },
    credits: Credits {
        title: "Crédits",
        manage_organisation: "Gérer l’organisation",
        manage_named: |name| format!("Gérer l’organisation {name}"),
        current_balance: "Solde actuel",
        current_shared_balance: "Solde partagé actuel",
        unit: |credits| match credits.hundredths().abs() {
            ..200 => "crédit",
            _ => "crédits",
        },
        days_left: |days| match days {
            0 => "moins d’un jour au rythme actuel".to_owned(),
            1 => "encore environ 1 jour au rythme actuel".to_owned(),
            days => format!("encore environ {days} jours au rythme actuel"),
        },
        low: |threshold| format!("Sous votre seuil de {threshold}"),
        overdrawn: "Solde négatif\u{a0}: aucune utilisation possible avant un achat de crédits",
        trend: |from, to| format!("Solde des 30 derniers jours\u{a0}: de {from} à {to}"),
        trend_caption: "30 derniers jours",
        threshold: |threshold| format!("Seuil {threshold}"),
        balance_failed: "Impossible d’afficher le solde.",
        stale: "Ce solde n’est peut-être plus à jour.",
        no_organisation_title: "Pas encore de crédits partagés",
        no_organisation: "Dans une organisation, les collègues utilisent un même solde partagé et vous voyez qui a utilisé quoi. Demandez une invitation à vos collègues, ou créez une organisation.",
        which_pays: "Une image est payée avec votre solde personnel s’il suffit, sinon avec un solde partagé\u{202f}; jamais avec les deux.",
    },
    auto_renewal: AutoRenewal {
        title: "Rechargement automatique des crédits",
        intro: "Achat automatique de crédits lorsque le solde est bas.",
        whose: "Quels crédits",
        on: "Activé",
        off: "Désactivé",
        standings: [
            "Désactivé",
            "Activé",
            "Recharge en cours…",
            "Activé – nouvel essai prévu",
            "Activé – paiement à confirmer",
            "Activé – limite atteinte",
            "En pause",
        ],
        failed: "Impossible d’afficher le rechargement automatique.",
        stale: "Ces données ne sont peut-être plus à jour.",
        credits: |text| {
            if is_singular(text) {
                format!("{text} crédit")
            } else {
                format!("{text} crédits")
            }
        },
        threshold: "Seuil",
        threshold_wrong: |min, max, step| {
            format!("Saisissez un nombre entre {min} et {max}, par paliers de {step}.")
        },
        package: "Montant de recharge",
        package_gone: "Choisir un montant",
        priced: |price| format!("{price} TVA incl."),
        limit: "Limite mensuelle",
        at_most: "Au maximum",
        a_month: "par mois",
        no_limit: "Sans limite",
        limit_wrong: |price| format!("Saisissez au moins {price}, le prix d’un achat."),
        used_of: |used, limit| format!("Utilisé ce mois-ci\u{a0}: {used} sur {limit}"),
        used: |used| format!("Utilisé ce mois-ci\u{a0}: {used}"),
        month_ends: |date| format!("remise à zéro le {}", dated(date)),
        no_card: "Aucune carte enregistrée. Sans carte, impossible d’activer le rechargement automatique.",
        add_card: "Ajouter une carte de crédit",
        change_card: "Changer de carte",
        card: |card, until| format!("{card}, valable jusqu’à fin {until}"),
        your_balance: "votre solde",
        shared_balance: "le solde partagé",
        // “la carte” comes before it, as before the name of a card.
        a_card: "que vous ajouterez",
        charge: |balance, threshold, card, price, credits| {
            format!(
                "Lorsque {balance} passe sous {threshold}, nous rechargeons {credits} et débitons {price} de la carte {card}"
            )
        },
        within: |limit| format!(", au maximum {limit} par mois."),
        unlimited: ", sans limite mensuelle.",
        sentence_off: "Rechargement automatique désactivé\u{a0}: aucun achat automatique.",
        sentence_unfinished: "Complétez les réglages ci-dessus pour voir ce qui sera débité.",
        below: |balance, price, credits| {
            format!(
                "Le solde de {balance} est déjà inférieur au seuil\u{a0}: l’enregistrement entraîne un débit immédiat de {price} pour {credits}."
            )
        },
        below_no_room: |balance, date| {
            format!(
                "Le solde de {balance} est déjà inférieur au seuil, mais la limite ne laisse aucune marge\u{a0}: rien ne sera débité avant le {}.",
                dated(date)
            )
        },
        charge_now: |price| format!("Débiter {price} maintenant\u{202f}?"),
        charges_at_once: |card, price, credits| {
            format!(
                "Le solde est inférieur au seuil. Nous rechargeons donc immédiatement {credits} et débitons {price} de la carte {card}."
            )
        },
        save_and_charge: "Enregistrer et débiter",
        resume_and_charge: "Reprendre et débiter",
        save: "Enregistrer",
        saved: "Enregistré\u{202f}!",
        not_saved: "Non enregistré – Erreur",
        unsaved: "Modifications non enregistrées",
        discard: "Abandonner les modifications",
        checking: "Pas encore de réponse. Nous vérifions si vos modifications sont enregistrées…",
        unknown: "Nous ne savons pas encore si vos modifications sont enregistrées. Votre saisie est conservée.",
        check_again: "Revérifier",
        why_fields: "Corrigez ce qui est signalé ci-dessus, puis enregistrez.",
        why_card: "Pour activer le rechargement automatique, ajoutez une carte de crédit, puis enregistrez.",
        why_package: "Ce montant n’est plus proposé. Choisissez-en un autre, puis enregistrez.",
        why_threshold: "Ce seuil n’est pas possible. Choisissez-en un autre, puis enregistrez.",
        why_limit: "La limite mensuelle ne suffit pas pour un achat. Relevez-la, puis enregistrez.",
        why_forbidden: "Vous ne pouvez plus gérer ces crédits. Adressez-vous aux propriétaires ou aux admins de votre organisation.",
        why_stale: "Ces réglages ont été modifiés ailleurs. Choisissez ci-dessus la version à garder.",
        conflict: "Modifié ailleurs",
        conflict_text: "Pendant votre saisie, ces réglages ont été modifiés dans un autre onglet ou par quelqu’un d’autre.",
        theirs: "Version enregistrée",
        yours: "Votre version",
        keep_theirs: "Garder la version enregistrée",
        keep_yours: "Enregistrer ma version",
        leave: "Abandonner vos modifications\u{202f}?",
        leave_text: "Vos modifications du rechargement automatique ne sont pas enregistrées.",
        stay: "Rester",
        replay: |times, cost| match times {
            0 => "Ces 90 derniers jours, il n’y aurait eu aucun débit.".to_owned(),
            1 => format!("Ces 90 derniers jours, il y aurait eu 1 débit, de {cost}."),
            times => {
                format!(
                    "Ces 90 derniers jours, il y aurait eu {times} débits, pour un total de {cost}."
                )
            }
        },
        replay_limited: "La limite mensuelle aurait bloqué une recharge.",
        replay_failed: "Impossible de simuler les 90 derniers jours.",
        renewing: "Une recharge est en cours.",
        try_again_at: |at| format!("Nous réessaierons le {}.", dated(at)),
        confirm: "Votre banque vous demande de confirmer le paiement.",
        confirm_link: "Confirmer le paiement",
        limited: |date| {
            format!(
                "La limite de ce mois est atteinte. La prochaine recharge sera possible le {}\u{202f}; plus tôt avec une limite plus élevée.",
                dated(date)
            )
        },
        paused_since: |date| {
            let since = dated(date);
            format!("En pause depuis le {since}\u{202f}; rien n’est acheté.")
        },
        resume: "Reprendre",
        resume_unknown: "Nous ne savons pas encore si la reprise a eu lieu. Appuyez à nouveau sur «\u{a0}Reprendre\u{a0}»\u{a0}: rien ne sera débité deux fois.",
        renewals: "Recharges",
        renewals_empty: "Aucune pour l’instant. Chaque tentative apparaîtra ici, même sans débit.",
        renewals_all: |count| {
            if is_singular(count) {
                format!("Afficher {count} recharge plus ancienne")
            } else {
                format!("Afficher {count} recharges plus anciennes")
            }
        },
        charged: |price, credits| format!("{price} pour {credits}"),
        charged_nothing: "Aucun débit",
        charging: "Le débit de la carte est en cours.",
        to_be_confirmed: "En attente de votre confirmation.",
        no_room: |date| {
            let until = dated(date);
            format!("La limite mensuelle ne laisse aucune marge avant le {until}.")
        },
        dropped: [
            "Le solde était de nouveau suffisant.",
            "Le rechargement automatique a été désactivé.",
            "Les réglages ont été modifiés.",
        ],
        declines: [
            "Le compte lié à la carte n’était pas suffisamment approvisionné.",
            "La carte a expiré.",
            "La carte a été déclarée perdue ou volée.",
            "Le paiement n’a pas été confirmé.",
            "La banque a refusé le paiement sans donner de raison.",
            "Le prestataire de paiement n’a pas répondu.",
            "Aucune carte n’était enregistrée.",
            "Ce qui devait être acheté n’est plus proposé.",
        ],
        attempt_unknown: "Pas encore de réponse",
        attempt_charged: "Débit effectué",
        attempt_confirm: "La banque a demandé une confirmation.",
    },
    purchase: Purchase {
        title: "Acheter des crédits",
        amount: "Montant",
        per_credit: |price| format!("{price} par crédit"),
        incl_vat: "TVA incl.",
        card: "Carte",
        total: "Total TVA incl.",
        vat: "dont TVA",
        buy: |credits, price| format!("Acheter {credits} pour {price}"),
        no_card: "Aucune carte enregistrée. Sans carte, aucun achat n’est possible.",
        sending: "Envoi de votre achat…",
        offline: "Vous êtes hors ligne. Votre achat sera envoyé automatiquement dès le retour de la connexion.",
        checking: "Pas encore de réponse. Nous vérifions si votre achat nous est parvenu\u{202f}; rien n’est débité deux fois.",
        charging: "Le débit de votre carte est en cours…",
        charging_slowly: "Cela prend plus de temps que d’habitude. Inutile d’attendre\u{a0}: les crédits arriveront automatiquement.",
        confirm: |price| {
            format!(
                "Votre banque vous demande de confirmer le paiement de {price}. Sans votre confirmation, rien n’est débité."
            )
        },
        buy_other: "Acheter autre chose",
        unsure: |credits, price, at| {
            format!(
                "Le {}, vous avez voulu acheter {credits} pour {price}, mais aucune réponse n’est arrivée. Continuez pour vérifier\u{202f}; si votre achat ne nous était pas parvenu, il sera effectué maintenant.",
                dated(at)
            )
        },
        go_on: "Continuer",
        drop: "Ne pas acheter",
        bought: |credits| format!("Vous avez acheté {credits}."),
        buy_more: "Acheter d’autres crédits",
        not_bought: "Rien n’a été acheté ni débité.",
        not_needed: "L’achat a été annulé. Achetez à nouveau si vous avez encore besoin des crédits.",
        hints: [
            "Utilisez une autre carte, ou achetez un plus petit montant.",
            "Utilisez une autre carte, puis achetez à nouveau.",
            "Utilisez une autre carte, puis achetez à nouveau.",
            "Achetez à nouveau et confirmez le paiement sur la page de votre banque.",
            "Renseignez-vous auprès de votre banque, ou utilisez une autre carte.",
            "Achetez à nouveau plus tard.",
            "Ajoutez une carte de crédit, puis achetez à nouveau.",
            "Choisissez un autre montant.",
        ],
        why_card: "Il n’y a plus de carte. Ajoutez une carte de crédit, puis achetez à nouveau.",
        why_package: "Ce montant n’est plus proposé. Choisissez-en un autre.",
        why_price: "Le prix a changé. Vérifiez le nouveau prix, puis achetez à nouveau.",
        why_other: "Un autre paiement pour ces crédits est en cours. Attendez qu’il soit terminé, puis achetez à nouveau.",
        failed: "Impossible d’afficher les crédits en vente.",
    },
    help: Help {
        renewal: "Comment fonctionne le rechargement",
        example: |threshold, bought, price, low, new| {
            format!(
                "Un exemple\u{a0}: votre seuil est de {threshold} et vous achetez {bought} pour {price}. À exactement {threshold}, rien ne se passe. Lorsqu’une image fait passer le solde à {low}, la carte est débitée une seule fois de {price} et le solde passe à {new}."
            )
        },
        rules: [
            "Si un achat ne suffit pas à ramener le solde au seuil, le même débit couvre autant d’achats qu’il en faut, dans la limite mensuelle.",
            "La limite mensuelle vaut par mois civil (heure de Zurich) et compte aussi les débits encore en suspens. Elle n’est jamais dépassée.",
            "Si la carte est refusée, nous vous écrivons et réessayons après 1, 6 et 24 heures. Le rechargement est ensuite mis en pause, jusqu’à ce que vous ajoutiez une autre carte ou le repreniez.",
            "Désactivé, il n’achète plus rien. Il ne se réactive jamais de lui-même.",
        ],
        types: "Ce que signifient les types",
        meanings: [
            "Crédits que chaque nouveau compte reçoit une fois.",
            "Crédits achetés.",
            "Crédits achetés par le rechargement automatique, car le solde était passé sous le seuil.",
            "Ce qu’une image a coûté dans ReluxDesktop.",
            "Crédits rendus pour une image dont la génération a échoué.",
            "Une correction de Relux. Notre assistance en connaît la raison.",
        ],
    },
    history: History {
        title: "Historique des transactions",
        wallets: "Quelles transactions",
        personal: "Personnel",
        own_lines_only: "Vous voyez votre utilisation de ces crédits partagés. Propriétaires et admins voient celle de chaque membre.",
        date: |zone| format!("Date ({zone})"),
        kind: "Type",
        reference: "Référence d’achat",
        amount: "Montant",
        balance: "Solde",
        member: "Membre",
        member_removed: "(ancien membre)",
        types: [
            "Crédits de bienvenue",
            "Achat",
            "Recharge automatique",
            "Génération d’image",
            "Remboursement",
            "Correction",
        ],
        filter: "Filtrer les transactions",
        all_types: "Tous les types",
        from: "Du",
        until: "Au",
        period_reversed: "«\u{a0}Au\u{a0}» précède «\u{a0}Du\u{a0}». Choisissez un jour ultérieur.",
        text: "Référence",
        text_of_members: "Référence ou membre",
        clear_filters: "Effacer les filtres",
        range: |first, last, total| format!("{first}–{last} sur {total}"),
        pages: "Pages de l’historique des transactions",
        newer: "Plus récentes",
        older: "Plus anciennes",
        empty_title: "Pas encore de transactions",
        empty: "Les crédits que vous achetez et chaque image que vous générez dans ReluxDesktop apparaîtront ici.",
        no_hits_title: "Aucune transaction trouvée",
        no_hits: "Il y a des transactions, mais aucune avec ces filtres.",
        failed: "Impossible d’afficher les transactions.",
        new_line: |kind, amount| format!("Nouvelle transaction\u{a0}: {kind}, {amount}"),
    },
    export: Export {
        download: "Télécharger en Excel",
        scope: |n, text| {
            if n < 2 {
                format!("{text} transaction dans un fichier Excel")
            } else {
                format!("{text} transactions dans un fichier Excel")
            }
        },
        starting: "Préparation du téléchargement…",
        progress: |rows, total| format!("Lignes\u{a0}: {rows} sur {total}"),
        packing: "Compression du fichier…",
        done: |file| format!("Enregistré sous {file}"),
        cancelled: "Téléchargement annulé.",
        incomplete: "Il manque des lignes\u{202f}; aucun fichier n’a donc été créé. Réessayez.",
        failed: "Le fichier n’a pas pu être créé. Réessayez.",
        title: "Relux Credits",
        sheet_transactions: "Transactions",
        sheet_by_member: "Par membre",
        sheet_about: "À propos",
        used: "Crédits utilisés",
        share: "Part",
        total: "Total",
        account: "Compte",
        filter: "Filtre",
        no_filter: "Aucun",
        period: "Période",
        whole_history: "Historique complet",
        zone: "Fuseau horaire",
        made_at: "Exporté le",
        rows: "Lignes",
    },
    organisation: organisation::ORGANISATION,
    invitation: organisation::INVITATION,
    usage: organisation::USAGE,
    limit: organisation::LIMIT,
    log: organisation::LOG,
    organisation_new: organisation::ORGANISATION_NEW,
};
