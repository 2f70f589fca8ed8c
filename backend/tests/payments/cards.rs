//! A7 and rule 8: storing a card on the provider's page, told or not told of its end. No
//! card number reaches this product.

use api::{
    WalletId,
    payment::{LocalPath, PaymentMethod},
};
use backend::{
    card,
    gateway::{CardPageEnd, Notice, OpenedCardPage},
    store::{Database, Dialect},
};
use chrono::TimeDelta;
use futures_util::future::join_all;
use sandbox::TestCard;

use crate::{
    scene::{HUNDRED, Scene, post},
    support::on_every_database,
    till::on,
};

impl Scene<'_> {
    /// Opens a page for the wallet, as the handler does.
    async fn open(&self, wallet: WalletId) -> OpenedCardPage {
        let (provider, shop) = (self.till.engine.provider(), &self.till.shop);
        let customer = self
            .database
            .read(async |tx| card::customer(tx, self.user, wallet).await)
            .await
            .unwrap();
        let path = LocalPath::try_from("/credits?from=card".to_owned()).unwrap();
        let page = card::open_page(provider, shop, wallet, customer.as_deref(), &path, "de")
            .await
            .unwrap();
        self.database
            .write(async |tx| card::note_page(tx, wallet, &page).await)
            .await
            .unwrap();
        page
    }

    async fn finish(&self, page: &OpenedCardPage, with: TestCard) {
        let sandbox = self.till.sandbox();
        sandbox.complete(&page.session, with).await.unwrap();
    }

    async fn hear(&self, page: &OpenedCardPage) {
        let notice = Notice::CardPage(page.session.clone());
        self.till.engine.hear(notice).await.unwrap();
    }

    async fn card(&self) -> Option<PaymentMethod> {
        self.state().await.payment_method
    }

    async fn pages(&self) -> usize {
        self.rows("SELECT session FROM card_sessions").await.len()
    }
}

fn last4(card: Option<PaymentMethod>) -> Option<String> {
    card.map(|card| card.last4)
}

#[test]
fn a7_opening_a_page_stores_nothing_and_a_webhook_of_an_open_one_neither() {
    on_every_database(async |database| {
        let scene = Scene::bare(database).await;
        let page = scene.open(scene.wallet).await;
        assert!(
            page.url.starts_with(scene.till.running.url()),
            "{}",
            page.url
        );
        scene.hear(&page).await;
        scene.later(TimeDelta::minutes(5)).await;
        assert_eq!(scene.card().await, None);
        assert_eq!(scene.pages().await, 1);
    });
}

#[test]
fn a7_a_finished_page_is_kept_at_once_by_a_webhook_and_once() {
    on_every_database(async |database| {
        let scene = Scene::bare(database).await;
        let page = scene.open(scene.wallet).await;
        scene.finish(&page, TestCard::Visa).await;
        assert_eq!(scene.card().await, None);
        join_all((0..5).map(|_| scene.hear(&page))).await;
        let card = scene.card().await.unwrap();
        assert_eq!((&*card.brand, &*card.last4), ("visa", "4242"));
        assert_eq!((card.expiry_month, card.expiry_year), (3, 2030));
        assert_eq!(scene.pages().await, 0);
        scene.hear(&page).await;
    });
}

#[test]
fn a7_a_finished_page_is_kept_without_a_webhook_too() {
    on_every_database(async |database| {
        let scene = Scene::bare(database).await;
        let page = scene.open(scene.wallet).await;
        scene.finish(&page, TestCard::Mastercard).await;
        scene.later(TimeDelta::seconds(21)).await;
        assert_eq!(last4(scene.card().await).as_deref(), Some("4444"));
        assert_eq!(scene.pages().await, 0);
    });
}

#[test]
fn a7_a_page_that_was_finished_in_its_last_hour_is_kept_and_an_expired_one_is_forgotten() {
    on_every_database(async |database| {
        let scene = Scene::bare(database).await;
        let (late, never) = (
            scene.open(scene.wallet).await,
            scene.open(scene.wallet).await,
        );
        for _ in 0..23 {
            scene.later(TimeDelta::hours(1)).await;
        }
        scene.later(TimeDelta::minutes(59)).await;
        scene.finish(&late, TestCard::Visa).await;
        for _ in 0..24 {
            scene.later(TimeDelta::hours(1)).await;
        }
        assert_eq!(last4(scene.card().await).as_deref(), Some("4242"));
        assert_eq!(scene.pages().await, 0);
        let expired = scene
            .till
            .engine
            .provider()
            .look_at_card_page(&never.session);
        assert_eq!(expired.await, Ok(CardPageEnd::Expired));
    });
}

#[test]
fn a7_a_card_is_not_lost_because_nobody_could_look_for_two_days() {
    on_every_database(async |database| {
        let mut scene = Scene::bare(database).await;
        let page = scene.open(scene.wallet).await;
        scene.finish(&page, TestCard::Visa).await;
        // The provider can't be reached, or this server slept.
        let working = scene.till.engine.clone();
        let nobody = std::sync::Arc::new(crate::till::stripe("http://127.0.0.1:9"));
        let shop = scene.till.shop.clone();
        scene.till.engine = backend::payment::Engine::new(database.clone(), nobody, shop);
        for _ in 0..50 {
            scene.later(TimeDelta::hours(1)).await;
        }
        scene.till.engine = working;
        scene.later(TimeDelta::days(1)).await;
        assert_eq!(last4(scene.card().await).as_deref(), Some("4242"));
    });
}

#[test]
fn a7_two_pages_at_once_are_of_one_customer_and_the_card_stored_last_counts() {
    on_every_database(async |database| {
        let scene = Scene::bare(database).await;
        let (first, second) = (
            scene.open(scene.wallet).await,
            scene.open(scene.wallet).await,
        );
        assert_eq!(first.customer, second.customer);
        assert_ne!(first.session, second.session);
        scene.finish(&second, TestCard::Mastercard).await;
        scene.later(TimeDelta::seconds(21)).await;
        assert_eq!(last4(scene.card().await).as_deref(), Some("4444"));
        assert_eq!(scene.pages().await, 1);
        scene.finish(&first, TestCard::Visa).await;
        scene.hear(&first).await;
        assert_eq!(last4(scene.card().await).as_deref(), Some("4242"));
        scene.later(TimeDelta::hours(30)).await;
        assert_eq!(last4(scene.card().await).as_deref(), Some("4242"));
    });
}

#[test]
fn a7_a_replaced_card_is_the_one_that_is_charged_and_the_old_one_never_again() {
    on_every_database(async |database| {
        let scene = Scene::renewing(database, TestCard::Visa, on(20, "100", None)).await;
        let old = scene.rows("SELECT method FROM payment_accounts").await[0]
            .text("method")
            .unwrap();
        let page = scene.open(scene.wallet).await;
        scene.finish(&page, TestCard::Mastercard).await;
        scene.hear(&page).await;
        scene.spend(6).await;
        scene.settle().await;
        assert_eq!(scene.taken(), [HUNDRED]);
        let attempts = scene.rows("SELECT method FROM payment_attempts").await;
        assert_eq!(attempts.len(), 1);
        assert_ne!(attempts[0].text("method").unwrap(), old);
        scene.assert_right().await;
    });
}

#[test]
fn rule_8_a_card_that_was_stored_on_the_page_resumes_and_renews_by_itself() {
    on_every_database(async |database| {
        let scene = Scene::renewing(database, TestCard::Stolen, on(20, "100", None)).await;
        scene.spend(6).await;
        scene.settle().await;
        let page = scene.open(scene.wallet).await;
        scene.finish(&page, TestCard::Visa).await;
        scene.later(TimeDelta::seconds(21)).await;
        assert_eq!(scene.taken(), [HUNDRED]);
        assert_eq!(scene.standing().await, api::auto_renewal::Standing::On);
        scene.assert_right().await;
    });
}

#[test]
fn rule_10_the_shared_card_is_not_the_owners_own() {
    on_every_database(async |database| {
        let scene = Scene::bare(database).await;
        let shared = scene.open(scene.world.shared).await;
        let own = scene.open(scene.wallet).await;
        assert_ne!(shared.customer, own.customer);
        scene.finish(&shared, TestCard::Visa).await;
        scene.hear(&shared).await;
        assert_eq!(scene.card().await, None);
        let members = database
            .read(async |tx| card::customer(tx, scene.world.member, scene.world.shared).await);
        assert_eq!(members.await.unwrap_err().code(), api::Code::Forbidden);
    });
}

/// All that the database holds, as bytes: the files of SQLite as they are, or every row of
/// every table of PostgreSQL.
async fn everything(database: &Database) -> Vec<u8> {
    let sql = match database.dialect() {
        Dialect::Sqlite => "SELECT file AS whole FROM pragma_database_list WHERE name = 'main'",
        Dialect::Postgres => {
            "SELECT CAST(query_to_xml('SELECT * FROM ' || tablename, true, false, '') AS TEXT)
                AS whole
            FROM pg_tables WHERE schemaname = 'public'"
        }
    };
    let rows = database
        .read(async move |tx| tx.fetch_all(sql, []).await)
        .await
        .unwrap();
    let texts = rows.iter().map(|row| row.text("whole").unwrap());
    match database.dialect() {
        Dialect::Postgres => texts.collect::<String>().into_bytes(),
        Dialect::Sqlite => texts
            .flat_map(|file| [file.clone(), format!("{file}-wal")])
            .flat_map(|file| std::fs::read(file).unwrap())
            .collect(),
    }
}

#[test]
fn a7_a_card_number_reaches_no_table() {
    on_every_database(async |database| {
        let scene = Scene::bare(database).await;
        let page = scene.open(scene.wallet).await;
        // As its owner types it, into the provider's page.
        let form = "number=4242+4242+4242+4242&expiry=12%2F31&cvc=737&name=Zo%C3%AB";
        let answer = post(&page.url, form).await;
        assert_eq!(answer, 303);
        scene.hear(&page).await;
        scene
            .till
            .buy(scene.user, scene.wallet, "50")
            .await
            .unwrap();
        scene.settle().await;
        assert_eq!(scene.taken().len(), 1);
        let whole = everything(database).await;
        let holds = |text: &str| {
            whole
                .windows(text.len())
                .any(|part| part == text.as_bytes())
        };
        // It would be found: what we do keep of the card is.
        assert!(holds("4242") && holds("pm_") && holds(&page.customer));
        for number in ["4242424242424242", "4242 4242", "424242", "4242-4242"] {
            assert!(!holds(number), "{number}");
        }
    });
}
