//! A customer with a wallet, a card and a rule, and everything that they can do: the stage
//! of the tests of this crate.

use std::{sync::Arc, time::Duration};

use api::{
    Credits, UserId, WalletId,
    auto_renewal::{AutoRenewal, AutoRenewalState, Standing},
    payment::{Attempt, AttemptOutcome, Buy, Payment, PaymentState},
    transaction::TransactionType,
};
use backend::{
    Error,
    gateway::{
        CardPageEnd, Charge, Gateway, NewCardPage, NoAnswer, Notice, OpenedCardPage, Outcome,
        Provider,
    },
    ledger::{self, Cause, NewLine},
    payment::Engine,
    purchase,
    store::{Database, Row},
};
use chrono::{DateTime, TimeDelta, Utc};
use futures_util::{FutureExt as _, future::BoxFuture};
use sandbox::{Faults, TestCard};
use serde_json::Value;
use tokio::{sync::Semaphore, time::timeout};

use crate::{
    support::{self, World, assert_sound, book, debit, world},
    till::{KEY, Till, package_id},
};

/// Far longer than anything here takes, far shorter than anybody's patience.
const SOON: Duration = Duration::from_secs(30);

/// What the two smaller packages cost, in centimes.
pub const FIFTY: i64 = 2_600;
pub const HUNDRED: i64 = 4_900;

/// The owner's own wallet, unless it says otherwise.
pub struct Scene<'d> {
    pub database: &'d Database,
    pub till: Till,
    pub world: World,
    pub user: UserId,
    pub wallet: WalletId,
}

impl<'d> Scene<'d> {
    /// 25 credits, no card, no rule.
    pub async fn bare(database: &'d Database) -> Self {
        let till = Till::on(database).await;
        Self::at(database, till).await
    }

    /// The same at that till.
    pub async fn at(database: &'d Database, till: Till) -> Self {
        let world = world(database).await;
        let (user, wallet) = (world.owner, world.owners_own);
        book(database, &support::purchase(wallet, 2_000, "A1"))
            .await
            .unwrap();
        Self {
            database,
            till,
            world,
            user,
            wallet,
        }
    }

    /// 25 credits, a card and a rule.
    pub async fn renewing(database: &'d Database, card: TestCard, setting: AutoRenewal) -> Self {
        let scene = Self::bare(database).await;
        scene.till.store_card(scene.wallet, card).await;
        scene.set(setting).await.unwrap();
        scene
    }

    /// The same for the shared wallet of an organisation.
    pub async fn sharing(database: &'d Database, card: TestCard, setting: AutoRenewal) -> Self {
        let mut scene = Self::bare(database).await;
        scene.wallet = scene.world.shared;
        book(database, &support::purchase(scene.wallet, 2_500, "A2"))
            .await
            .unwrap();
        scene.till.store_card(scene.wallet, card).await;
        scene.set(setting).await.unwrap();
        scene
    }

    /// Saves a setting that buys nothing at once.
    pub async fn set(&self, setting: AutoRenewal) -> Result<(), Error> {
        self.till.save(self.user, self.wallet, setting, false).await
    }

    /// Saves a setting, and confirms that it may buy at once.
    pub async fn set_confirmed(&self, setting: AutoRenewal) -> Result<(), Error> {
        self.till.save(self.user, self.wallet, setting, true).await
    }

    /// What *Resume* does.
    pub async fn resume(&self) -> Result<(), Error> {
        self.database
            .write(async |tx| backend::renewal::resume(tx, self.user, self.wallet).await)
            .await
    }

    /// Spends so many credits.
    pub async fn spend(&self, credits: u32) {
        debit(self.database, self.user, credits, Some(self.wallet))
            .await
            .unwrap();
    }

    /// Moves the clock on, and lets the engine do what is due by then.
    pub async fn later(&self, time: TimeDelta) {
        self.until(self.database.clock().now() + time).await;
    }

    /// Moves the clock to that instant, and lets the engine do what is due by then.
    pub async fn until(&self, instant: DateTime<Utc>) {
        self.database.clock().set(instant);
        self.settle().await;
    }

    /// Lets the engine do what is due.
    pub async fn settle(&self) {
        self.till.engine.settle_all().await.unwrap();
    }

    pub async fn state(&self) -> AutoRenewalState {
        self.till.state(self.user, self.wallet).await
    }

    pub async fn standing(&self) -> Standing {
        self.state().await.standing
    }

    pub async fn balance(&self) -> Credits {
        self.state().await.balance
    }

    /// The newest renewal.
    pub async fn newest(&self) -> Payment {
        self.state().await.renewals[0].clone()
    }

    /// The page on which the newest renewal waits to be confirmed.
    pub async fn confirm_url(&self) -> String {
        match self.newest().await.state {
            PaymentState::Confirm { url } => url,
            other => panic!("it does not wait to be confirmed: {other:?}"),
        }
    }

    /// A purchase as it stands.
    pub async fn purchase(&self, payment: &Payment) -> Payment {
        self.database
            .read(async |tx| purchase::read(tx, self.user, self.wallet, payment.id).await)
            .await
            .unwrap()
    }

    /// What the provider took, in centimes, in the order in which it did.
    pub fn taken(&self) -> Vec<i64> {
        let book = self.till.sandbox().book();
        book.iter().map(|movement| movement.amount).collect()
    }

    /// What goes wrong with charges from now on.
    pub fn faults(&self, faults: Faults) {
        self.till.sandbox().set_faults(faults);
    }

    /// The references of everything that the provider was ever asked to charge, oldest
    /// first: its own list, not its book.
    pub async fn references(&self) -> Vec<String> {
        let url = format!("{}/v1/payment_intents?limit=100", self.till.running.url());
        let answer = client().get(url).bearer_auth(KEY).send().await.unwrap();
        let list: Value = serde_json::from_str(&answer.text().await.unwrap()).unwrap();
        let intents = list["data"].as_array().unwrap();
        let reference =
            |intent: &Value| intent["metadata"]["reference"].as_str().unwrap().to_owned();
        intents.iter().rev().map(reference).collect()
    }

    /// A row of our own tables.
    pub async fn rows(&self, sql: &'static str) -> Vec<Row> {
        self.database
            .read(async move |tx| tx.fetch_all(sql, []).await)
            .await
            .unwrap()
    }

    /// Books a line of that kind, as an operator would.
    pub async fn adjust(&self, amount: i64) {
        let line = NewLine {
            wallet: self.wallet,
            kind: TransactionType::Adjustment,
            amount: Credits::from_hundredths(amount).unwrap(),
            reference: None,
            by: None,
            cause: Cause {
                kind: "test",
                id: format!("{amount}"),
            },
            undoes: None,
        };
        self.database
            .write(async |tx| ledger::book(tx, &line).await)
            .await
            .unwrap();
    }

    /// The provider's book is ours, and our ledger is sound.
    pub async fn assert_right(&self) {
        self.till.assert_books_agree().await;
        assert_sound(self.database).await;
    }
}

impl Till {
    /// Asks to buy a package at its price.
    pub async fn buy(
        &self,
        user: UserId,
        wallet: WalletId,
        package: &str,
    ) -> Result<Payment, Error> {
        let package = package_id(package);
        let price = self.shop.package(&package).unwrap().price;
        let wanted = Buy { package, price };
        self.database
            .write(async |tx| purchase::buy(tx, &self.shop, user, wallet, &wanted).await)
            .await
    }

    /// The state of the newest renewal of a wallet.
    pub async fn newest(&self, user: UserId, wallet: WalletId) -> PaymentState {
        self.state(user, wallet).await.renewals[0].state.clone()
    }
}

/// What came of the attempts.
pub fn outcomes(payment: &Payment) -> Vec<AttemptOutcome> {
    let outcome = |attempt: &Attempt| attempt.outcome;
    payment.attempts.iter().map(outcome).collect()
}

/// Decides on the provider's page, as the owner of the card does.
pub async fn decide(url: &str, decision: &str) {
    let answer = post(url, &format!("decision={decision}")).await;
    assert_eq!(answer, 303, "{url}");
}

/// Sends a form as a browser does. Returns the status.
pub async fn post(url: &str, form: &str) -> u16 {
    let request = client().post(url).body(form.to_owned());
    request.send().await.unwrap().status().as_u16()
}

/// A browser that follows nothing.
fn client() -> reqwest::Client {
    let client = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none());
    client.build().unwrap()
}

/// The provider behind a gate: a charge is on its way until it is let through.
pub struct Gate {
    inner: Provider,
    arrived: Semaphore,
    let_through: Semaphore,
}

impl Gate {
    /// Puts a gate between the till's engine and its provider.
    pub fn before(till: &mut Till, database: &Database) -> Arc<Self> {
        let gate = Arc::new(Self {
            inner: Arc::clone(till.engine.provider()),
            arrived: Semaphore::new(0),
            let_through: Semaphore::new(0),
        });
        let provider: Provider = gate.clone();
        till.engine = Engine::new(database.clone(), provider, Arc::clone(&till.shop));
        gate
    }

    /// Waits until a charge has arrived.
    pub async fn arrival(&self) {
        let arrived = timeout(SOON, self.arrived.acquire()).await;
        let arrived = arrived.unwrap_or_else(|_| panic!("no charge is on its way"));
        arrived.unwrap().forget();
    }

    /// Lets one charge through.
    pub fn open(&self) {
        self.let_through.add_permits(1);
    }
}

impl Gateway for Gate {
    fn open_card_page<'a>(
        &'a self,
        page: &'a NewCardPage<'a>,
    ) -> BoxFuture<'a, Result<OpenedCardPage, NoAnswer>> {
        self.inner.open_card_page(page)
    }

    fn look_at_card_page<'a>(
        &'a self,
        session: &'a str,
    ) -> BoxFuture<'a, Result<CardPageEnd, NoAnswer>> {
        self.inner.look_at_card_page(session)
    }

    fn charge<'a>(&'a self, charge: &'a Charge) -> BoxFuture<'a, Outcome> {
        async move {
            self.arrived.add_permits(1);
            self.let_through.acquire().await.unwrap().forget();
            self.inner.charge(charge).await
        }
        .boxed()
    }

    fn look_up<'a>(
        &'a self,
        charge: &'a Charge,
    ) -> BoxFuture<'a, Result<Option<Outcome>, NoAnswer>> {
        self.inner.look_up(charge)
    }

    fn hear(&self, signature: &str, body: &[u8]) -> Option<Notice> {
        self.inner.hear(signature, body)
    }
}
