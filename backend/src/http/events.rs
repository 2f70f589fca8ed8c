//! What the server tells an open page by itself: server-sent events (C5, T7).
//!
//! A stream begins with the newest number of every wallet that the session may see, so
//! that nothing is missed between the page's first answers and the stream, nor while
//! it reconnects. It ends when the session does (I21).

use std::{
    collections::{BTreeMap, BTreeSet},
    convert::Infallible,
    time::Duration,
};

use api::{OrganisationId, WalletId, event::Event, organisation::Role};
use axum::{
    extract::State,
    response::{
        IntoResponse,
        sse::{self, Sse},
    },
};
use tokio::{
    sync::{
        broadcast::{
            self,
            error::{RecvError, TryRecvError},
        },
        mpsc,
    },
    time::{Instant, sleep_until},
};
use tokio_stream::wrappers::ReceiverStream;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    auth::SignedIn,
    openapi::OwnProblems,
    parameters::NoQuery,
    problem::Answer,
    state::{App, StreamSlot},
};
use crate::{session, store::Change};

/// How often a quiet stream shows that it lives, and its session is looked at again.
const HEARTBEAT: Duration = Duration::from_secs(15);

/// Events that wait for a slow reader; beyond, it is told that it missed some.
const WAITING: usize = 16;

/// The routes of this file.
pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(events))
}

/// Follow what changes.
///
/// Server-sent events whose `data` is an `Event`. At first one `wallet_changed` for each
/// wallet, then one for each change, and a comment every 15 s. The stream ends
/// with the session.
#[utoipa::path(
    get,
    path = "/events",
    operation_id = "follow_events",
    tag = "Events",
    security(("cookie" = [])),
    responses(
        (status = 200, description = "A stream of events", body = Event, content_type = "text/event-stream"),
        OwnProblems,
    )
)]
async fn events(
    State(app): State<App>,
    signed_in: SignedIn,
    _: NoQuery,
) -> Answer<impl IntoResponse> {
    let slot = app.open_stream(signed_in.session)?;
    let (sender, receiver) = mpsc::channel(WAITING);
    let stream = Stream {
        // Subscribed before the first look, so that nothing falls between the two.
        changes: app.database.changes(),
        ended: app.ended.subscribe(),
        session: signed_in.session,
        seen: BTreeMap::new(),
        roles: BTreeMap::new(),
        next_look: Instant::now(),
        sender,
        _slot: slot,
        app,
    };
    tokio::spawn(stream.run());
    Ok(Sse::new(ReceiverStream::new(receiver)))
}

type Item = Result<sse::Event, Infallible>;

/// One open page.
struct Stream {
    app: App,
    session: [u8; 32],
    changes: broadcast::Receiver<Change>,
    ended: broadcast::Receiver<[u8; 32]>,
    /// The wallets that the session saw at the last look, with the number told last.
    seen: BTreeMap<WalletId, i64>,
    /// What the user was in each organisation then.
    roles: BTreeMap<OrganisationId, Role>,
    /// However much other people's changes wake the stream in between.
    next_look: Instant,
    sender: mpsc::Sender<Item>,
    _slot: StreamSlot,
}

/// Why a stream ends.
struct Over;

/// What woke the stream.
enum Woken {
    Time,
    Change(Result<Change, RecvError>),
    SignOut(Result<[u8; 32], RecvError>),
    Goodbye,
}

impl Stream {
    async fn run(mut self) {
        let mut result = self.look(true).await;
        while result.is_ok() {
            result = self.step().await;
        }
    }

    async fn step(&mut self) -> Result<(), Over> {
        let woken = tokio::select! {
            () = self.sender.closed() => Woken::Goodbye,
            () = self.app.stopping.cancelled() => Woken::Goodbye,
            hash = self.ended.recv() => Woken::SignOut(hash),
            change = self.changes.recv() => Woken::Change(change),
            () = sleep_until(self.next_look) => Woken::Time,
        };
        match woken {
            Woken::Goodbye | Woken::SignOut(Err(RecvError::Closed)) => Err(Over),
            Woken::SignOut(Ok(hash)) if hash == self.session => Err(Over),
            Woken::SignOut(Ok(_other)) => Ok(()),
            // Perhaps it was ours that was missed.
            Woken::SignOut(Err(RecvError::Lagged(_))) => self.look(false).await,
            Woken::Time => {
                self.look(false).await?;
                self.send(sse::Event::default().comment("")).await
            }
            Woken::Change(change) => self.changed(change).await,
        }
    }

    /// Tells of a change, and of all that wait behind it, in one look.
    async fn changed(&mut self, first: Result<Change, RecvError>) -> Result<(), Over> {
        let mut has_missed = false;
        let mut concerns_us = false;
        let mut paying = BTreeSet::new();
        let mut next = Some(first);
        while let Some(change) = next {
            match change {
                Ok(Change::Wallet { wallet, .. }) => {
                    concerns_us |= self.seen.contains_key(&wallet);
                }
                Ok(Change::Payment { wallet }) if self.seen.contains_key(&wallet) => {
                    paying.insert(wallet);
                }
                Ok(Change::Payment { .. }) => {}
                Ok(Change::Missed) | Err(RecvError::Lagged(_)) => has_missed = true,
                Err(RecvError::Closed) => return Err(Over),
            }
            next = match self.changes.try_recv() {
                Ok(change) => Some(Ok(change)),
                Err(TryRecvError::Lagged(n)) => Some(Err(RecvError::Lagged(n))),
                Err(TryRecvError::Empty | TryRecvError::Closed) => None,
            };
        }
        if has_missed {
            self.tell(&Event::Missed).await?;
        }
        if has_missed || concerns_us || !paying.is_empty() {
            self.look(false).await?;
        }
        // Only of wallets that one may still see.
        for wallet in paying
            .into_iter()
            .filter(|wallet| self.seen.contains_key(wallet))
        {
            self.tell(&Event::PaymentChanged { wallet }).await?;
        }
        Ok(())
    }

    /// Reads who may see what, and tells what is new since the last look.
    async fn look(&mut self, is_first: bool) -> Result<(), Over> {
        let session = self.session;
        let looked = self
            .app
            .read(move |tx| Box::pin(session::watch(tx, session)))
            .await;
        // An error was logged; the page reconnects, and begins with what it missed.
        let Ok(Some(watched)) = looked else {
            return Err(Over);
        };
        let left = watched.running.ends_at - self.app.database.clock().now();
        self.next_look = Instant::now() + HEARTBEAT.min(left.to_std().unwrap_or_default());
        let before = std::mem::replace(&mut self.seen, watched.numbers.clone());
        let roles = std::mem::replace(&mut self.roles, watched.roles);
        if !is_first && (!before.keys().eq(watched.numbers.keys()) || roles != self.roles) {
            self.tell(&Event::SessionChanged).await?;
        }
        for (wallet, number) in watched.numbers {
            if before.get(&wallet).is_none_or(|before| *before < number) {
                self.tell(&Event::WalletChanged { wallet, number }).await?;
            }
        }
        Ok(())
    }

    async fn tell(&self, event: &Event) -> Result<(), Over> {
        let text = serde_json::to_string(event).map_err(|_unwritable| Over)?;
        self.send(sse::Event::default().data(text)).await
    }

    /// Hands it to the connection; a page that does not read is not waited for for ever.
    async fn send(&self, event: sse::Event) -> Result<(), Over> {
        match self.sender.send_timeout(Ok(event), HEARTBEAT).await {
            Ok(()) => Ok(()),
            Err(_gone_or_stuck) => Err(Over),
        }
    }
}
