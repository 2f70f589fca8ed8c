//! Who is signed in, for everything below the application's root.

use api::{UserId, session::Session};
use leptos::prelude::*;

use crate::{
    browser::storage::Store,
    client::{self, ClientError},
    latest::Loader,
};

/// How the keys begin of what a tab keeps of its users.
const KEPT: &str = "relux-kept-";

/// Where this tab keeps something of a user until they sign out: a draft, the key of an
/// intent. It survives a reload and the end of a session (G5).
pub fn kept(user: UserId, what: &str) -> String {
    format!("{KEPT}{user}-{what}")
}

/// A text that somebody types, which this tab keeps there until it is empty.
pub fn kept_text(place: String) -> RwSignal<String> {
    let text = RwSignal::new(Store::Session.get(&place).unwrap_or_default());
    // The tab's store lies outside of the graph.
    Effect::new(move |_| keep(&place, &text.read()));
    text
}

/// Keeps a text in this tab; an empty one is nothing to keep.
pub fn keep(place: &str, text: &str) {
    if text.is_empty() {
        Store::Session.remove(place);
    } else {
        Store::Session.set(place, text);
    }
}

/// Takes away what this tab has kept of anybody else (G5).
pub fn forget_others(user: UserId) {
    Store::Session.sweep(KEPT, Some(&kept(user, "")));
}

/// What is known of who is signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Status {
    /// The backend has not answered yet.
    Checking,
    /// Somebody is.
    SignedIn(Session),
    /// Nobody is; `ended` when somebody was, in this document.
    SignedOut {
        /// Whether a session came to its end.
        ended: bool,
    },
    /// The backend could not be asked.
    Failed(ClientError),
}

/// The signed-in user's session.
#[derive(Debug, Clone, Copy)]
pub struct SessionContext {
    loader: Loader<Session>,
    status: Memo<Status>,
    left: RwSignal<bool>,
}

/// Makes the session known to everything below. Called once, by the application's root.
pub fn provide_session() -> SessionContext {
    let loader = Loader::new(client::session::session);
    let left = RwSignal::new(false);
    let (session, error) = (loader.value(), loader.error());
    let status = Memo::new(move |before: Option<&Status>| {
        // Who was signed in before the last sign-out is not who is signed in now (I26).
        let outdated = matches!(before, Some(Status::SignedOut { .. } | Status::Failed(_)));
        match (error.get(), session.get()) {
            _ if left.get() => Status::SignedOut { ended: false },
            (Some(ClientError::SignedOut), last) => Status::SignedOut {
                ended: last.is_some(),
            },
            (Some(error), last) if outdated || last.is_none() => Status::Failed(error),
            (_, Some(session)) => Status::SignedIn(session),
            (_, None) => Status::Checking,
        }
    });
    let context = SessionContext {
        loader,
        status,
        left,
    };
    provide_context(context);
    context
}

/// The session that the application's root provides.
pub fn use_session() -> SessionContext {
    use_context().unwrap_or_else(provide_session)
}

impl SessionContext {
    /// What is known of who is signed in.
    pub const fn status(self) -> Memo<Status> {
        self.status
    }

    /// Asks the backend again: when an answer says that nobody is signed in any more, and
    /// when it says that something has changed.
    pub fn reload(self) {
        self.loader.reload();
    }

    /// The user has signed in: reads who it is.
    pub fn enter(self) {
        self.left.set(false);
        self.reload();
    }

    /// The user has signed out: no session has come to an unexpected end, and nothing of
    /// theirs stays in this tab (I26).
    pub fn leave(self) {
        Store::Session.sweep(KEPT, None);
        self.left.set(true);
        self.loader.forget();
        self.reload();
    }

    /// Asks the backend again whenever a view's error says that nobody is signed in.
    pub fn follow(self, error: Memo<Option<ClientError>>) {
        // What lies outside of the graph is the request.
        Effect::new(move |_| {
            if error.with(|error| *error == Some(ClientError::SignedOut)) {
                self.reload();
            }
        });
    }

    /// The same for the answer to something that was to be done.
    pub fn heed(self, error: &ClientError) {
        if *error == ClientError::SignedOut {
            self.reload();
        }
    }

    /// Whether the backend is being asked.
    pub fn is_pending(self) -> Signal<bool> {
        self.loader.pending()
    }
}
