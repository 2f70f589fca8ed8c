//! What stands on every screen.

use super::super::General;

pub(super) const GENERAL: General = General {
    skip_to_content: "Aller au contenu",
    breadcrumb: "Fil d’Ariane",
    loading: "Chargement…",
    retry: "Réessayer",
    cancel: "Annuler",
    offline: "Vous semblez être hors ligne. Vérifiez votre connexion, puis réessayez.",
    offline_banner: "Vous êtes hors ligne. Ce que vous voyez n’est peut-être plus à jour\u{202f}; tout sera actualisé dès le retour de la connexion.",
    timed_out: "La réponse se fait attendre. Réessayez dans un instant.",
    refused: "Cette action n’est pas possible avec votre compte. Actualisez la page\u{202f}; si le problème persiste, contactez notre assistance.",
    unexpected: "Un problème est survenu de notre côté. Réessayez dans un instant.",
    undecided: "Nous ne savons pas encore si cela a été fait.",
    signed_out: "Votre session a pris fin.",
    too_many: "Trop de demandes à la fois. Patientez un instant, puis réessayez.",
    session_failed: "Impossible d’afficher votre compte.",
    part_failed: "Impossible d’afficher cette partie de la page.",
    not_found_title: "Page introuvable",
    not_found: "Il n’y a rien à cette adresse, ou rien que vous puissiez voir.",
    to_credits: "Aller aux crédits",
    language: "Langue",
    help: "Aide",
    support: "Assistance",
    chatbot: "Chatbot Luxi",
};
