//! What stands on every screen.

use super::super::General;

pub(super) const GENERAL: General = General {
    skip_to_content: "Zum Inhalt springen",
    breadcrumb: "Navigationspfad",
    loading: "Wird geladen …",
    retry: "Erneut versuchen",
    cancel: "Abbrechen",
    offline: "Sie sind anscheinend offline. Prüfen Sie die Verbindung und versuchen Sie es erneut.",
    offline_banner: "Sie sind offline. Was Sie sehen, ist vielleicht nicht mehr aktuell; es wird neu geladen, sobald Sie wieder verbunden sind.",
    timed_out: "Die Antwort dauert zu lange. Versuchen Sie es gleich noch einmal.",
    refused: "Das ist mit Ihrem Konto nicht möglich. Laden Sie die Seite neu; bleibt es dabei, fragen Sie unseren Support.",
    unexpected: "Bei uns ist etwas schiefgegangen. Versuchen Sie es gleich noch einmal.",
    undecided: "Wir wissen noch nicht, ob das ausgeführt wurde.",
    signed_out: "Sie wurden abgemeldet.",
    too_many: "Zu viele Anfragen auf einmal. Warten Sie einen Moment und versuchen Sie es erneut.",
    session_failed: "Ihr Konto konnte nicht geladen werden.",
    part_failed: "Dieser Teil der Seite konnte nicht geladen werden.",
    not_found_title: "Seite nicht gefunden",
    not_found: "Unter dieser Adresse gibt es nichts, oder nichts, was Sie sehen dürfen.",
    to_credits: "Zu den Credits",
    language: "Sprache",
    help: "Hilfe",
    support: "Support",
    chatbot: "Chatbot Luxi",
};
