//! Carries payments out: takes what is due, asks the provider, writes down what it says.
//! Runs inside the server; several processes on one database are safe, because what one
//! has taken no other is given, and a key is good for one charge however often it is sent.

use std::{sync::Arc, time::Duration};

use api::PaymentId;
use futures_util::future::{BoxFuture, join_all};
use tokio::{
    sync::{Semaphore, broadcast::error::RecvError},
    time::timeout,
};
use tokio_util::{sync::CancellationToken, task::TaskTracker};

use super::{
    crash::{self, Place},
    machine::Event,
    step::{Task, settle, take},
};
use crate::{
    Error, card,
    gateway::{Charge, Notice, Outcome, Provider},
    shop::Shop,
    store::{
        Change, Database, Tx, boxed, payment,
        payment_account::{self, CardSessionRow},
    },
};

/// Payments that one process carries out at once.
const AT_ONCE: usize = 16;
/// Due payments that are looked for at once.
const FOUND: i64 = 256;
/// How often somebody looks whether anything is due, when nobody says so.
const LOOK: Duration = Duration::from_secs(1);

/// What carries payments out. Cheap to clone; all clones are the same one.
#[derive(Clone)]
pub struct Engine {
    database: Database,
    provider: Provider,
    shop: Arc<Shop>,
    turns: Arc<Semaphore>,
    running: TaskTracker,
}

impl Engine {
    /// An engine on that database, which charges with that provider.
    pub fn new(database: Database, provider: Provider, shop: Arc<Shop>) -> Self {
        Self {
            database,
            provider,
            shop,
            turns: Arc::new(Semaphore::new(AT_ONCE)),
            running: TaskTracker::new(),
        }
    }

    /// The provider.
    pub const fn provider(&self) -> &Provider {
        &self.provider
    }

    /// What is for sale.
    pub fn shop(&self) -> &Arc<Shop> {
        &self.shop
    }

    /// Carries out what is due, now and whenever something is, until it is stopped; then
    /// sees through what it has begun. To be spawned once a process.
    pub async fn run(self, stopping: CancellationToken) {
        let mut changes = self.database.changes();
        while !stopping.is_cancelled() {
            if let Err(error) = self.begin_due().await {
                tracing::error!(%error, "payments can't be looked for");
            }
            let woken = async {
                loop {
                    match changes.recv().await {
                        Ok(Change::Payment { .. } | Change::Missed)
                        | Err(RecvError::Lagged(_) | RecvError::Closed) => return,
                        Ok(Change::Wallet { .. }) => {}
                    }
                }
            };
            tokio::select! {
                () = stopping.cancelled() => {}
                _or_later = timeout(LOOK, woken) => {}
            }
        }
        self.running.close();
        self.running.wait().await;
    }

    /// Begins what is due, in tasks of their own.
    async fn begin_due(&self) -> Result<(), Error> {
        for id in self.due().await? {
            let Ok(turn) = Arc::clone(&self.turns).acquire_owned().await else {
                return Ok(());
            };
            let engine = self.clone();
            self.running.spawn(async move {
                engine.carry_out(id).await;
                drop(turn);
            });
        }
        self.look_at_card_pages().await
    }

    async fn due(&self) -> Result<Vec<PaymentId>, Error> {
        self.read(|tx| Box::pin(payment::due(tx, FOUND))).await
    }

    /// Carries out everything that is due at this moment, and what follows from it at this
    /// moment; for tests and simulations, whose clocks stand still. Returns how many
    /// payments it dealt with.
    ///
    /// # Errors
    /// [`Error::Database`].
    pub async fn settle_all(&self) -> Result<usize, Error> {
        let mut done: usize = 0;
        loop {
            self.look_at_card_pages().await?;
            let due = self.due().await?;
            if due.is_empty() {
                return Ok(done);
            }
            done = done.saturating_add(due.len());
            join_all(due.into_iter().map(|id| self.carry_out(id))).await;
        }
    }

    /// Deals with one payment, if it is due. What fails here is tried again: it stays due.
    pub async fn carry_out(&self, id: PaymentId) {
        crash::at(Place::AfterIntent);
        let shop = Arc::clone(&self.shop);
        let taken = self.write(move |tx| {
            let shop = Arc::clone(&shop);
            Box::pin(async move { take(tx, &shop, id).await })
        });
        let result = match taken.await {
            Ok(Some(task)) => self.ask(task).await,
            Ok(None) => Ok(()),
            Err(error) => Err(error),
        };
        if let Err(error) = result {
            tracing::error!(%id, %error, "a payment could not be carried out");
        }
    }

    async fn ask(&self, task: Task) -> Result<(), Error> {
        match task {
            Task::Charge(id, attempt, charge) => {
                crash::at(Place::AfterKey);
                self.send(id, attempt, &charge).await
            }
            Task::LookUp(id, attempt, charge, may_send) => {
                match self.provider.look_up(&charge).await {
                    Ok(Some(outcome)) => self.settle(id, attempt, Event::Answer(outcome)).await,
                    Ok(None) if may_send => self.send(id, attempt, &charge).await,
                    Ok(None) => self.settle(id, attempt, Event::Unheard).await,
                    Err(error) => {
                        tracing::warn!(%id, %error, "an outcome can't be looked up");
                        self.settle(id, attempt, Event::Silence).await
                    }
                }
            }
        }
    }

    /// Sends a charge, unless this process slept through its lease: by then somebody else
    /// has seen to it, and the key may be older than the provider remembers.
    async fn send(&self, id: PaymentId, attempt: u8, charge: &Charge) -> Result<(), Error> {
        let taken = self.database.clock().now();
        let late = taken - charge.since > self.shop.pace.key_life;
        let outcome = if late {
            Outcome::Unknown
        } else {
            crash::during(Place::MidCall, self.provider.charge(charge)).await
        };
        crash::at(Place::AfterAnswer);
        self.settle(id, attempt, Event::Answer(outcome)).await
    }

    async fn settle(&self, id: PaymentId, attempt: u8, event: Event) -> Result<(), Error> {
        let charged = event == Event::Answer(Outcome::Charged);
        let work = Arc::new((Arc::clone(&self.shop), event));
        self.write(move |tx| {
            let work = Arc::clone(&work);
            Box::pin(async move { settle(tx, &work.0, id, attempt, &work.1).await })
        })
        .await?;
        if charged {
            crash::at(Place::AfterCredits);
        }
        Ok(())
    }

    /// Looks at what a message of the provider is about, and believes what it sees.
    ///
    /// # Errors
    /// [`Error::Database`].
    pub async fn hear(&self, notice: Notice) -> Result<(), Error> {
        match notice {
            Notice::Nothing => Ok(()),
            Notice::Charge(reference) => {
                let reference = Arc::new(reference);
                let found = self.read(move |tx| {
                    let reference = Arc::clone(&reference);
                    Box::pin(async move { payment::of_reference(tx, &reference).await })
                });
                let Some(attempt) = found.await? else {
                    return Ok(());
                };
                let charge = super::step::charge(&attempt);
                match self.provider.look_up(&charge).await {
                    Ok(Some(outcome)) => {
                        let event = Event::Answer(outcome);
                        self.settle(attempt.payment, attempt.number, event).await
                    }
                    // It is looked up in time without being told to.
                    Ok(None) | Err(_) => Ok(()),
                }
            }
            Notice::CardPage(session) => {
                let session = Arc::new(session);
                let found = self.read(move |tx| {
                    let session = Arc::clone(&session);
                    Box::pin(async move { payment_account::find_session(tx, &session).await })
                });
                match found.await? {
                    Some(page) => self.look_at_card_page(page).await,
                    None => Ok(()),
                }
            }
        }
    }

    /// Looks at the pages on which cards are being stored, lest a message was lost.
    async fn look_at_card_pages(&self) -> Result<(), Error> {
        let due = self.read(|tx| Box::pin(payment_account::due_sessions(tx, FOUND)));
        for page in due.await? {
            self.look_at_card_page(page).await?;
        }
        Ok(())
    }

    async fn look_at_card_page(&self, page: CardSessionRow) -> Result<(), Error> {
        let end = self.provider.look_at_card_page(&page.session).await;
        let work = Arc::new((Arc::clone(&self.shop), page, end));
        self.write(move |tx| {
            let work = Arc::clone(&work);
            Box::pin(async move { card::settle_page(tx, &work.0, &work.1, &work.2).await })
        })
        .await
    }

    async fn read<T>(
        &self,
        work: impl for<'t> Fn(&'t mut Tx) -> BoxFuture<'t, Result<T, Error>>,
    ) -> Result<T, Error> {
        self.database.read(boxed(move |tx| work(tx))).await
    }

    async fn write<T>(
        &self,
        work: impl for<'t> Fn(&'t mut Tx) -> BoxFuture<'t, Result<T, Error>>,
    ) -> Result<T, Error> {
        self.database.write(boxed(move |tx| work(tx))).await
    }
}
