//! What stands on every screen.

use super::super::General;

pub(super) const GENERAL: General = General {
    skip_to_content: "Vai al contenuto",
    breadcrumb: "Percorso di navigazione",
    loading: "Caricamento…",
    retry: "Riprova",
    cancel: "Annulla",
    offline: "Il dispositivo sembra offline. Controllare la connessione, poi riprovare.",
    offline_banner: "Il dispositivo è offline. I dati mostrati potrebbero non essere aggiornati; lo saranno appena torna la connessione.",
    timed_out: "La risposta tarda ad arrivare. Riprovare tra un momento.",
    refused: "Operazione non possibile con questo account. Ricaricare la pagina; se il problema persiste, contattare la nostra assistenza.",
    unexpected: "Si è verificato un problema da parte nostra. Riprovare tra un momento.",
    undecided: "Non sappiamo ancora se l’operazione è stata eseguita.",
    signed_out: "La sessione è terminata.",
    too_many: "Troppe richieste in una volta. Attendere un momento, poi riprovare.",
    session_failed: "Impossibile caricare l’account.",
    part_failed: "Impossibile caricare questa parte della pagina.",
    not_found_title: "Pagina non trovata",
    not_found: "A questo indirizzo non c’è nulla, o nulla di visibile con questo account.",
    to_credits: "Vai ai crediti",
    language: "Lingua",
    help: "Aiuto",
    support: "Assistenza",
    chatbot: "Chatbot Luxi",
};
