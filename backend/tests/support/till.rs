//! An engine with a real sandbox provider behind it.

use std::{sync::Arc, time::Duration};

use api::{
    Credits, Money, PackageId, UserId, WalletId,
    auto_renewal::{AutoRenewal, AutoRenewalState, MonthlyLimit, RenewalRule, SaveAutoRenewal},
    money::Currency,
};
use backend::{
    Error, card,
    gateway::{CardPageEnd, NewCardPage, Stripe, StripeSettings},
    payment::{Engine, Pace},
    renewal,
    shop::Shop,
    store::{Database, payment_account},
};
use sandbox::{OffSession, Running, Sandbox, TestCard};

/// The key of the tests' sandbox.
pub const KEY: &str = "sk_test_sandbox";

/// What the tests' sandbox signs its messages with.
pub const WEBHOOK_SECRET: &str = "whsec_sandbox";

/// An engine, and the sandbox that it charges with. The sandbox's clock is the
/// database's.
pub struct Till {
    pub engine: Engine,
    pub shop: Arc<Shop>,
    pub running: Running,
    pub database: Database,
}

impl Till {
    pub async fn on(database: &Database) -> Self {
        Self::at(database, Pace::default()).await
    }

    pub async fn at(database: &Database, pace: Pace) -> Self {
        let shop = Shop {
            pace,
            ..Shop::default()
        };
        Self::selling(database, shop).await
    }

    /// One whose sandbox is started otherwise.
    pub async fn with(database: &Database, change: impl FnOnce(&mut sandbox::Options)) -> Self {
        Self::open(database, Shop::default(), change).await
    }

    pub async fn selling(database: &Database, shop: Shop) -> Self {
        Self::open(database, shop, |_as_it_is| {}).await
    }

    /// One whose bank says that it wants the customer as Stripe's do: by a decline.
    pub async fn strict(database: &Database, shop: Shop) -> Self {
        Self::open(database, shop, |options| {
            options.off_session = OffSession::AuthenticationRequired;
        })
        .await
    }

    async fn open(
        database: &Database,
        shop: Shop,
        change: impl FnOnce(&mut sandbox::Options),
    ) -> Self {
        let clock = database.clock().clone();
        let mut options = sandbox::Options {
            secret_key: KEY.to_owned(),
            clock: sandbox::Clock::new(move || clock.now().timestamp()),
            late: Duration::from_millis(700),
            webhook_first_retry: Duration::from_millis(100),
            ..sandbox::Options::default()
        };
        change(&mut options);
        let running = Sandbox::start(options).await.unwrap();
        let shop = Arc::new(shop);
        let provider = Arc::new(stripe(running.url()));
        Self {
            engine: Engine::new(database.clone(), provider, Arc::clone(&shop)),
            shop,
            running,
            database: database.clone(),
        }
    }

    pub fn sandbox(&self) -> &Sandbox {
        self.running.sandbox()
    }

    /// Stores a card for a wallet, as its customer does on the provider's page.
    pub async fn store_card(&self, wallet: WalletId, which: TestCard) {
        let account = self
            .database
            .read(async move |tx| payment_account::find(tx, wallet).await)
            .await
            .unwrap();
        let customer = account.map(|account| account.customer);
        let page = NewCardPage {
            customer: customer.as_deref(),
            wallet,
            return_url: "http://localhost/",
            language: "en",
        };
        let page = self.engine.provider().open_card_page(&page).await.unwrap();
        self.sandbox().complete(&page.session, which).await.unwrap();
        let end = self
            .engine
            .provider()
            .look_at_card_page(&page.session)
            .await;
        let Ok(CardPageEnd::Stored(stored)) = end else {
            panic!("no card: {end:?}");
        };
        self.database
            .write(async |tx| {
                payment_account::insert(tx, wallet, &page.customer).await?;
                card::set_card(tx, &self.shop, wallet, &stored).await
            })
            .await
            .unwrap();
    }

    /// What the form of that wallet shows.
    pub async fn state(&self, user: UserId, wallet: WalletId) -> AutoRenewalState {
        self.database
            .read(async |tx| renewal::state(tx, &self.shop, user, wallet).await)
            .await
            .unwrap()
    }

    /// Saves a setting over what is there, confirmed if `renew_at_once`.
    pub async fn save(
        &self,
        user: UserId,
        wallet: WalletId,
        setting: AutoRenewal,
        renew_at_once: bool,
    ) -> Result<(), Error> {
        let version = self.state(user, wallet).await.version;
        let wanted = SaveAutoRenewal {
            setting,
            renew_at_once,
        };
        self.database
            .write(async |tx| renewal::save(tx, &self.shop, user, wallet, version, &wanted).await)
            .await
    }

    /// Asserts that the provider's book and our ledger are equal to the unit (I9, I10): what
    /// was captured is booked, once.
    pub async fn assert_books_agree(&self) {
        assert_books_agree(&self.database, self.sandbox()).await;
    }
}

/// The adapter to a sandbox at that address.
pub fn stripe(url: &str) -> Stripe {
    Stripe::new(StripeSettings {
        base: url.parse().unwrap(),
        secret_key: KEY.to_owned(),
        webhook_secret: WEBHOOK_SECRET.to_owned(),
        return_url: "http://localhost".to_owned(),
    })
    .unwrap()
}

pub fn package_id(text: &str) -> PackageId {
    PackageId::try_from(text.to_owned()).unwrap()
}

/// On, with a threshold in whole credits and a limit in centimes.
pub fn on(threshold: i32, package: &str, limit_minor: Option<i64>) -> AutoRenewal {
    AutoRenewal::On(RenewalRule {
        threshold: Credits::whole(threshold),
        package: package_id(package),
        monthly_limit: limit_minor.map_or(MonthlyLimit::NoLimit, |minor| {
            MonthlyLimit::AtMost(Money::new(minor, Currency::CHF))
        }),
    })
}

/// Asserts that the provider's book and our ledger are equal to the unit (I9, I10).
pub async fn assert_books_agree(database: &Database, sandbox: &Sandbox) {
    let sql = "SELECT payment_attempts.reference, payment_attempts.price_minor
        FROM payments
        JOIN payment_attempts ON payment_attempts.payment_id = payments.id
            AND payment_attempts.number = payments.attempt
        JOIN transactions ON transactions.cause_type = 'payment'
            AND transactions.wallet_id = payments.wallet_id
            AND transactions.reference = payments.sales_number
            AND transactions.amount = payment_attempts.credits
        WHERE payments.state = 'paid' AND payment_attempts.outcome = 'charged'
        ORDER BY payment_attempts.reference";
    let rows = database
        .read(async move |tx| tx.fetch_all(sql, []).await)
        .await
        .unwrap();
    let ours = rows
        .iter()
        .map(|row| {
            (
                row.text("reference").unwrap(),
                row.int("price_minor").unwrap(),
            )
        })
        .collect::<Vec<_>>();
    let mut theirs = sandbox
        .book()
        .into_iter()
        .map(|line| (line.reference.unwrap(), line.amount))
        .collect::<Vec<_>>();
    theirs.sort();
    assert_eq!(ours, theirs, "the two books differ");
    let booked = database
        .read(async |tx| {
            let sql = "SELECT COUNT(*) AS n FROM transactions WHERE cause_type = 'payment'";
            tx.fetch_one(sql, []).await?.int("n")
        })
        .await
        .unwrap();
    assert_eq!(booked, i64::try_from(ours.len()).unwrap());
}
