//! Reading for views: the newest answer by order of request, whatever the network does
//! (I24, I25). Features call it with a function of [`crate::client`].
//!
//! Why not leptos' own `LocalResource`: it awaits one future before it looks at the
//! next, so a request that hangs would block a changed filter.

use std::{future::Future, pin::Pin};

use leptos::{prelude::*, task::spawn_local_scoped_with_cancellation};

use crate::{browser::timer::sleep, client::ClientError};

/// After an answer, the shortest pause before [`Loader::reload`] asks again, in
/// milliseconds: a burst of events costs two requests a second, not a hundred.
const PAUSE_MS: i32 = 500;

/// What a view shows of something that is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Loaded<T> {
    /// Nothing has come yet.
    Loading,
    /// The newest answer.
    Ready(T),
    /// The last answer, while a newer one is awaited.
    Refreshing(T),
    /// No answer to the last request, and the answer before it, if there was one.
    Failed(ClientError, Option<T>),
}

impl<T> Loaded<T> {
    /// The last answer, however old.
    pub const fn value(&self) -> Option<&T> {
        match self {
            Self::Ready(value) | Self::Refreshing(value) | Self::Failed(_, Some(value)) => {
                Some(value)
            }
            Self::Loading | Self::Failed(_, None) => None,
        }
    }

    /// Why the last request had no answer.
    pub const fn error(&self) -> Option<&ClientError> {
        match self {
            Self::Failed(error, _) => Some(error),
            Self::Loading | Self::Ready(_) | Self::Refreshing(_) => None,
        }
    }

    /// Whether an answer is awaited.
    pub const fn is_pending(&self) -> bool {
        match self {
            Self::Loading | Self::Refreshing(_) => true,
            Self::Ready(_) | Self::Failed(..) => false,
        }
    }

    fn into_value(self) -> Option<T> {
        match self {
            Self::Ready(value) | Self::Refreshing(value) => Some(value),
            Self::Failed(_, value) => value,
            Self::Loading => None,
        }
    }

    fn begun(self) -> Self {
        self.into_value().map_or(Self::Loading, Self::Refreshing)
    }

    fn settled(self, outcome: Result<T, ClientError>) -> Self {
        match outcome {
            Ok(value) => Self::Ready(value),
            Err(error) => Self::Failed(error, self.into_value()),
        }
    }
}

/// Reads something now, when what it depends on changes, and when told to.
///
/// A change aborts the request that is under way. The loader dies with its owner, and
/// its request with it. It shows old answers while it waits, so it must be made anew
/// for another thing (another wallet), and only told of another part of the same thing
/// (another filter).
#[derive(Debug)]
pub struct Loader<T: Send + Sync + 'static> {
    state: RwSignal<Loaded<T>>,
    again: Trigger,
    phase: StoredValue<Phase>,
}

/// What a request to read again meets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Phase {
    /// Nothing is under way.
    Idle,
    /// An answer is awaited, or has just come.
    Busy,
    /// The same, and somebody asked meanwhile: what comes may be out of date already.
    Asked,
}

impl<T: Send + Sync + 'static> Clone for Loader<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Loader<T> {}

impl<T: Send + Sync + 'static> Loader<T> {
    /// A loader that reads with that function. Signals that the function reads before it
    /// gives the future are what the answer depends on.
    pub fn new<F>(read: impl Fn() -> F + 'static) -> Self
    where
        F: Future<Output = Result<T, ClientError>> + 'static,
    {
        let loader = Self {
            state: RwSignal::new(Loaded::Loading),
            again: Trigger::new(),
            phase: StoredValue::new(Phase::Idle),
        };
        // What an effect started is cancelled when it runs again, and a cancelled task is
        // not polled: no old answer gets through.
        in_effect(Box::new(move || {
            loader.again.track();
            let answer = read();
            loader.step(Loaded::begun);
            loader.phase.try_set_value(Phase::Busy);
            in_task(Box::pin(async move {
                let outcome = answer.await;
                loader.step(|state| state.settled(outcome));
                sleep(PAUSE_MS).await;
                loader.rest();
            }));
        }));
        loader
    }

    /// What the view shows.
    pub fn state(self) -> ReadSignal<Loaded<T>> {
        self.state.read_only()
    }

    /// The last answer, however old.
    pub fn value(self) -> Memo<Option<T>>
    where
        T: Clone + PartialEq,
    {
        let state = self.state;
        Memo::new(move |_| state.with(|state| state.value().cloned()))
    }

    /// Why the last request that came to its end had no answer. It stays while the next
    /// one is under way, and with it the button that asked for it (and its focus).
    pub fn error(self) -> Memo<Option<ClientError>> {
        let state = self.state;
        Memo::new(move |last: Option<&Option<ClientError>>| {
            state.with(|state| match state.is_pending() {
                true => last.cloned().flatten(),
                false => state.error().cloned(),
            })
        })
    }

    /// Whether an answer is awaited.
    pub fn pending(self) -> Signal<bool> {
        let state = self.state;
        Signal::derive(move || state.with(Loaded::is_pending))
    }

    /// Reads again. While an answer is awaited this waits for it, lest a stream of
    /// changes keep the view from ever showing anything.
    pub fn reload(self) {
        match self.phase.try_get_value() {
            Some(Phase::Idle) => self.again.notify(),
            Some(Phase::Busy | Phase::Asked) => {
                self.phase.try_set_value(Phase::Asked);
            }
            None => {}
        }
    }

    /// Holds no old answer any more: it is nobody's.
    pub fn forget(self) {
        self.step(|_| Loaded::Loading);
    }

    fn rest(self) {
        let asked = self.phase.try_get_value() == Some(Phase::Asked);
        self.phase.try_set_value(Phase::Idle);
        if asked {
            self.again.notify();
        }
    }

    /// Replaces the state by one made from it. A view that is gone is no error.
    fn step(self, next: impl FnOnce(Loaded<T>) -> Loaded<T>) {
        self.state.try_update(|state| {
            let old = std::mem::replace(state, Loaded::Loading);
            *state = next(old);
        });
    }
}

/// An effect: outside the graph is the network. Not generic, nor is [`in_task`]: what
/// leptos makes of an effect or a task then is in the page once, not once a loader.
fn in_effect(mut run: Box<dyn FnMut()>) {
    Effect::new(move |_: Option<()>| run());
}

/// A task that is cancelled with the reactive owner that it was started in.
fn in_task(task: Pin<Box<dyn Future<Output = ()>>>) {
    spawn_local_scoped_with_cancellation(task);
}
