//! Organisations in French: members, invitations, usage, limits and the log.

use super::grammar::{dated, is_singular};
use crate::locale::{Invitation, Limit, Log, Organisation, OrganisationNew, Usage};

pub(super) const ORGANISATION: Organisation = Organisation {
    your_role: |role| format!("Votre rôle\u{a0}: {role}"),
    members: |count, text| {
        if count < 2 {
            format!("{text} membre")
        } else {
            format!("{text} membres")
        }
    },
    whom_to_ask: "Propriétaires et admins gèrent les crédits partagés. Adressez-vous à l’une de ces personnes.",
    name: "Nom",
    email: "Adresse e-mail",
    role: "Rôle",
    since: "Membre depuis",
    you: "(vous)",
    owner: "Propriétaire",
    admin: "Admin",
    member: "Membre",
    actions: "Actions",
    remove: |name| format!("Retirer {name}"),
    remove_title: |name| format!("Retirer {name}\u{202f}?"),
    remove_text: |name, email, organisation| {
        format!(
            "Dès maintenant, {name} ({email}) ne pourra plus ni utiliser ni voir les crédits partagés de l’organisation {organisation}. Son utilisation reste dans les rapports, et ses propres crédits lui restent acquis."
        )
    },
    remove_mail: |name, organisation| {
        format!(
            "{name} recevra un e-mail\u{a0}: «\u{a0}Vous n’avez plus accès aux crédits partagés de l’organisation {organisation}\u{a0}»."
        )
    },
    remove_preview: "Afficher l’e-mail",
    no_preview: "L’e-mail ne peut pas être affiché pour le moment. Il sera tout de même envoyé.",
    remove_yes: "Retirer",
    not_removed: "Le membre n’a pas été retiré.",
    removed: |name| format!("{name} n’est plus membre. Un e-mail l’en informe."),
    role_of: |name| format!("Rôle pour {name}"),
    role_title: |name, role| format!("Attribuer le rôle {role} à {name}\u{202f}?"),
    owner_may: "Les propriétaires gèrent les crédits partagés, les membres et leurs rôles, et voient l’utilisation de chaque membre. Ce rôle permet de retirer tout autre membre, y compris vous.",
    admin_may: "Les admins gèrent les crédits partagés et les membres, et voient l’utilisation de chaque membre, sans pouvoir changer les rôles.",
    member_may: "Les membres utilisent les crédits partagés et voient leur propre utilisation, sans rien gérer.",
    role_yes: "Attribuer le rôle",
    role_failed: "Rôle inchangé.",
    role_changed: |name, role| format!("{name} a maintenant le rôle {role}."),
    last_owner: "Unique propriétaire. Attribuez d’abord ce rôle à quelqu’un d’autre.",
    leave: "Quitter l’organisation",
    leave_title: |name| format!("Quitter {name}\u{202f}?"),
    leave_text: "Dès maintenant, vous ne pourrez plus ni utiliser ni voir les crédits partagés. Votre utilisation reste dans les rapports, et vos propres crédits vous restent acquis.",
    leave_yes: "Quitter",
    not_left: "Vous êtes toujours membre.",
    leave_last: "Vous êtes l’unique propriétaire. Avant de partir, attribuez ce rôle à quelqu’un d’autre.",
    failed: "Impossible d’afficher l’organisation.",
};

pub(super) const INVITATION: Invitation = Invitation {
    open: "Inviter un membre",
    addresses: "Adresses e-mail",
    addresses_hint: "Une ou plusieurs, séparées par des virgules, des espaces ou des retours à la ligne. Chacune reçoit un e-mail avec un lien valable 14 jours.",
    send: "Inviter l’utilisateur",
    close: "Fermer",
    missing: "Saisissez une adresse e-mail.",
    too_many_at_once: |most| format!("Saisissez au maximum {most} adresses à la fois."),
    failed: "Aucune invitation envoyée.",
    limit_reached: "20 invitations ont été envoyées en une heure. Réessayez plus tard.",
    answers: "Résultats",
    outcomes: [
        "Invitation envoyée",
        "Déjà membre",
        "Invitation déjà envoyée",
        "Ce n’est pas une adresse e-mail. Elle devrait ressembler à nom@example.com.",
        "Invitation non envoyée\u{a0}: 20 invitations ont été envoyées en une heure. Réessayez plus tard.",
    ],
    resend_these: "Renvoyer l’e-mail",
    mend: "Les adresses à revoir restent dans le champ.",
    sent_one: |email| format!("Une invitation a été envoyée à {email}."),
    sent_many: |count| format!("Invitations envoyées\u{a0}: {count}."),
    again: "Inviter à nouveau",
    heading: |count| {
        if count < 2 {
            format!("{count} invitation")
        } else {
            format!("{count} invitations")
        }
    },
    status: "Statut",
    invited_by: "Invitation de",
    pending: |day| format!("En attente jusqu’au {}", dated(day)),
    expired: |day| format!("Expirée le {}", dated(day)),
    resend: "Renvoyer",
    resend_to: |email| format!("Renvoyer l’invitation à {email}"),
    revoke: "Révoquer",
    revoke_of: |email| format!("Révoquer l’invitation envoyée à {email}"),
    revoke_title: |email| format!("Révoquer l’invitation envoyée à {email}\u{202f}?"),
    revoke_text: "Le lien contenu dans l’e-mail cesse aussitôt de fonctionner. Vous pourrez inviter la même adresse à nouveau.",
    not_revoked: "Invitation non révoquée.",
    revoked: |email| format!("L’invitation envoyée à {email} a été révoquée."),
    title: "Invitation",
    offer: |by, name| format!("{by} vous invite à rejoindre {name}"),
    offer_text: |name| {
        format!(
            "En tant que membre, vous créez des images avec les crédits partagés de l’organisation {name} et voyez votre utilisation. Vos propres crédits vous restent acquis."
        )
    },
    until: |day| {
        let day = dated(day);
        format!("L’invitation peut être acceptée jusqu’au {day}.")
    },
    accept: "Accepter l’invitation",
    not_accepted: "Invitation non acceptée.",
    signed_in_as: |name, email| format!("Compte utilisé\u{a0}: {name} ({email})."),
    sign_in_first: |email| format!("Connectez-vous avec {email} pour accepter."),
    sign_in: "Se connecter et accepter",
    sign_up_first: |email| format!("Créez votre compte avec {email} pour accepter."),
    sign_up: "Créer un compte et accepter",
    your_name: "Votre nom",
    name_wrong: "Saisissez votre nom, en 200 caractères au maximum.",
    new_password: "Nouveau mot de passe",
    new_password_hint: |least| {
        format!("Au moins {least} caractères. Plusieurs mots à la suite conviennent bien.")
    },
    password_short: |least| format!("Saisissez un mot de passe d’au moins {least} caractères."),
    host_sign_in: "Se connecter pour accepter",
    account_exists: "Il existe déjà un compte avec cette adresse. Actualisez la page pour vous connecter.",
    invalid_title: "Cette invitation n’est pas utilisable",
    invalid: "Elle a peut-être expiré, été utilisée ou été révoquée, ou le lien est incomplet. Demandez un nouvel envoi à la personne à l’origine de l’invitation.",
    invalid_signed_in: |email| {
        format!(
            "Compte utilisé\u{a0}: {email}. Si l’invitation a été envoyée à une autre adresse, déconnectez-vous, puis suivez à nouveau son lien."
        )
    },
    to_credits: "Aller aux crédits",
};

pub(super) const USAGE: Usage = Usage {
    this_month: "Utilisé ce mois-ci",
    own_this_month: |credits| format!("Vos crédits partagés utilisés ce mois-ci\u{a0}: {credits}."),
    in_all: |credits| format!("Crédits partagés utilisés au total\u{a0}: {credits}"),
    removed: "Ancien membre",
    failed: "Impossible d’afficher l’utilisation.",
    search: "Chercher un membre",
    more: |count| format!("Afficher {count} de plus"),
    hits: |count, hits, all| {
        if count < 2 {
            format!("{hits} membre sur {all}")
        } else {
            format!("{hits} membres sur {all}")
        }
    },
    member_title: "Historique d’utilisation",
    report: "Rapport d’utilisation",
    period: "Période",
    present_month: "Ce mois-ci",
    last_month: "Mois dernier",
    by_member: "Par membre",
    by_organisation: "Par organisation",
    organisation: "Organisation",
};

pub(super) const LIMIT: Limit = Limit {
    of: |limit| format!("sur {limit}"),
    none: "sans limite",
    change_of: |limit, name| format!("{limit}\u{a0}: modifier la limite pour {name}"),
    each: |limit| format!("Utilisation autorisée par membre et par mois\u{a0}: {limit}."),
    change: "Modifier",
    title_each: "Limite mensuelle par membre",
    title_of: |name| format!("Limite mensuelle pour {name}"),
    legend: "Crédits partagés par mois civil",
    default: |limit| format!("Comme pour tous\u{a0}: {limit}"),
    no_limit: "Sans limite",
    at_most: "Au maximum",
    credits: "Crédits par mois",
    wrong: |most| format!("Saisissez un nombre entier de crédits, {most} au maximum."),
    save: "Enregistrer",
    failed: "Non enregistré.",
    saved: "La limite a été enregistrée.",
    own: |used, limit, left| {
        format!(
            "Vos crédits partagés utilisés ce mois-ci\u{a0}: {used} sur {limit} (il reste {left})."
        )
    },
    changed_each: |by, was, became| {
        format!("{by} a modifié la limite par membre\u{a0}: {was} auparavant, {became} désormais.")
    },
    changed_one: |by, name, was, became| {
        format!("{by} a modifié la limite pour {name}\u{a0}: {was} auparavant, {became} désormais.")
    },
    amount: |limit| {
        if is_singular(limit) {
            format!("{limit} crédit")
        } else {
            format!("{limit} crédits")
        }
    },
    as_all: "comme pour tous",
};

pub(super) const LOG: Log = Log {
    title: "Modifications",
    failed: "Impossible d’afficher les modifications.",
    empty: "Invitations, retraits de membres et modifications des rôles, des limites et du rechargement automatique apparaîtront ici.",
    older: "Afficher les plus anciennes",
    created: |by| format!("{by} a créé l’organisation."),
    invited: |by, email| format!("{by} a invité {email}."),
    revoked: |by, email| format!("{by} a révoqué l’invitation envoyée à {email}."),
    joined: |by| format!("{by} a accepté l’invitation."),
    removed: |by, name| format!("{by} a retiré {name}."),
    left: |by| format!("{by} a quitté l’organisation."),
    role: |by, name, was, became| {
        format!("{by} a attribué à {name} le rôle {became} (auparavant {was}).")
    },
    renewal: |by, was, became| {
        format!(
            "{by} a modifié le rechargement automatique\u{a0}: {was} auparavant, {became} désormais."
        )
    },
    off: "désactivé",
    on: |threshold, package, limit| {
        format!("«\u{a0}sous {threshold}, montant {package}, {limit}\u{a0}»")
    },
    at_most: |limit| format!("au maximum {limit} par mois"),
    no_limit: "sans limite",
};

pub(super) const ORGANISATION_NEW: OrganisationNew = OrganisationNew {
    open: "Créer une organisation",
    name: "Nom de l’organisation",
    hint: "Votre entreprise ou équipe. Vous en êtes propriétaire et pouvez ensuite inviter des membres et acheter des crédits partagés.",
    name_wrong: "Saisissez un nom de 200 caractères au maximum.",
    create: "Créer",
    failed: "Organisation non créée.",
    limit_reached: "Vous ne pouvez pas créer d’autres organisations aujourd’hui. Réessayez demain.",
};
