//! What all requests share.

use std::{
    collections::{HashMap, HashSet},
    ops::Deref,
    sync::{Arc, Mutex, PoisonError},
};

use api::Code;
use futures_util::future::BoxFuture;
use tokio::sync::{Semaphore, broadcast};
use tokio_util::{sync::CancellationToken, task::TaskTracker};

use super::{
    limits::{Limits, Rates},
    problem::{Answer, Refused},
};
use crate::{
    Error, generation,
    host::HostKey,
    password::Passwords,
    payment::Engine,
    store::{Database, Tx, boxed},
};

/// Open event streams of one session at most: one a tab, and some.
const STREAMS_PER_SESSION: usize = 10;

/// Exports that read at once, so that they leave connections to everybody else.
const EXPORTS: usize = 4;

/// How the server was told to behave.
#[derive(Debug, Clone)]
pub struct Settings {
    /// What a generation costs.
    pub generation: generation::Config,
    /// How often one may ask.
    pub rates: Rates,
    /// Whether a proxy of ours ends TLS in front.
    pub behind_tls: bool,
    /// Whether `/api/v1/openapi.json` is served.
    pub development: bool,
    /// What the host signs with that vouches for people, if there is one.
    pub host_key: Option<HostKey>,
}

/// What all requests share; cheap to clone.
#[derive(Clone)]
pub struct App(Arc<Shared>);

/// Behind [`App`].
pub struct Shared {
    /// The database.
    pub database: Database,
    /// What carries payments out.
    pub engine: Engine,
    /// How the server was told to behave.
    pub settings: Settings,
    /// What was asked lately.
    pub limits: Limits,
    /// Looks at passwords, a few at a time.
    pub passwords: Passwords,
    /// Hashes of the sessions that end by signing out, told to their event streams.
    pub ended: broadcast::Sender<[u8; 32]>,
    /// Turns of the exports: each holds a connection to the database for long.
    pub exports: Semaphore,
    /// Set when the server is to stop: event streams end, new ones don't begin.
    pub stopping: CancellationToken,
    mutations: TaskTracker,
    in_flight: Mutex<HashSet<String>>,
    streams: Mutex<HashMap<[u8; 32], usize>>,
}

impl Deref for App {
    type Target = Shared;

    fn deref(&self) -> &Shared {
        &self.0
    }
}

// Work is a closure that boxes its future: the compiler can't see that the future of an
// `async` closure may move to another thread.
impl App {
    /// The state of a server on that database.
    ///
    /// # Errors
    /// [`Error::System`] when no password can be hashed.
    pub async fn new(
        database: Database,
        engine: Engine,
        settings: Settings,
    ) -> Result<Self, Error> {
        Ok(Self(Arc::new(Shared {
            database,
            engine,
            limits: Limits::new(settings.rates),
            settings,
            passwords: Passwords::new().await?,
            ended: broadcast::Sender::new(1024),
            exports: Semaphore::new(EXPORTS),
            stopping: CancellationToken::new(),
            mutations: TaskTracker::new(),
            in_flight: Mutex::default(),
            streams: Mutex::default(),
        })))
    }

    /// Reads from one snapshot.
    ///
    /// # Errors
    /// What `work` returns.
    pub async fn read<T>(
        &self,
        work: impl for<'t> FnOnce(&'t mut Tx) -> BoxFuture<'t, Result<T, Error>>,
    ) -> Answer<T> {
        Ok(self.database.read(async |tx| work(tx).await).await?)
    }

    /// Changes something in one transaction, and sees it through when the client goes
    /// away: the server drops a handler's future then. `work` may be run again after a
    /// conflict.
    ///
    /// # Errors
    /// What `work` returns; [`Code::Internal`] when it panics.
    pub async fn write<T: Send + 'static>(
        &self,
        work: impl for<'t> Fn(&'t mut Tx) -> BoxFuture<'t, Result<T, Error>> + Send + Sync + 'static,
    ) -> Answer<T> {
        let database = self.database.clone();
        let work = boxed(move |tx| work(tx));
        self.see_through(Box::pin(async move { database.write(work).await }))
            .await
    }

    /// Does something in a task of its own, which goes on when the client goes away.
    ///
    /// # Errors
    /// What `work` returns; [`Code::Internal`] when it panics.
    pub async fn see_through<T: Send + 'static>(
        &self,
        work: BoxFuture<'static, Result<T, Error>>,
    ) -> Answer<T> {
        match self.mutations.spawn(work).await {
            Ok(result) => Ok(result?),
            Err(error) => {
                tracing::error!(%error, "a mutation did not end");
                Err(Refused::new(Code::Internal))
            }
        }
    }

    /// How many writes are being seen through at this moment.
    pub fn writes_running(&self) -> usize {
        self.mutations.len()
    }

    /// Waits until everything that changes something has ended; for the shutdown.
    pub async fn drain(&self) {
        self.mutations.close();
        self.mutations.wait().await;
    }

    /// Marks something as being worked on in this process.
    ///
    /// # Errors
    /// [`Code::InFlight`] while somebody else does.
    pub fn claim(&self, what: String) -> Answer<Claim> {
        let is_new = lock(&self.in_flight).insert(what.clone());
        if is_new {
            Ok(Claim(self.clone(), what))
        } else {
            Err(Refused::new(Code::InFlight).retry_after(1))
        }
    }

    /// One more event stream of that session.
    ///
    /// # Errors
    /// [`Code::TooManyRequests`] when it has too many.
    pub fn open_stream(&self, session: [u8; 32]) -> Answer<StreamSlot> {
        let mut streams = lock(&self.streams);
        let open = streams.entry(session).or_insert(0);
        if *open >= STREAMS_PER_SESSION {
            return Err(Refused::new(Code::TooManyRequests).retry_after(15));
        }
        *open += 1;
        Ok(StreamSlot(self.clone(), session))
    }
}

/// Something being worked on, until this is dropped.
pub struct Claim(App, String);

impl Drop for Claim {
    fn drop(&mut self) {
        lock(&self.0.in_flight).remove(&self.1);
    }
}

/// An open event stream, until this is dropped.
pub struct StreamSlot(App, [u8; 32]);

impl Drop for StreamSlot {
    fn drop(&mut self) {
        let mut streams = lock(&self.0.streams);
        if let Some(open) = streams.get_mut(&self.1) {
            *open = open.saturating_sub(1);
            if *open == 0 {
                streams.remove(&self.1);
            }
        }
    }
}

/// A panic elsewhere leaves these sets as they were, so a poisoned lock is still good.
fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
