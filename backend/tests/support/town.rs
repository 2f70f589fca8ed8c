//! A town of customers whose wallets, cards and rules are of every kind, what they do at
//! once, and what must hold once it is quiet.

use std::{
    collections::{HashMap, HashSet},
    net::SocketAddr,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use api::{UserId, WalletId, auto_renewal::AutoRenewal};
use backend::{
    desktop,
    payment::Pace,
    port::SplitMix,
    session,
    shop::{self, Shop, VAT_PERMILLE},
    store::Database,
};
use sandbox::{Faults, Replay, Sandbox, TestCard};
use serde_json::json;

use crate::{
    audit::{assert_captures, assert_nobody_is_forgotten, rows},
    support::{assert_sound, book, person, purchase},
    till::{Till, assert_books_agree, on},
    wire::{Wire, desktop_post, page_post},
};

/// What ten credits cost, in centimes, in whichever package: what was captured tells how
/// many credits were bought, without a look into our own tables.
pub const TEN_COST: i64 = 520;
/// What every wallet holds at first, in hundredths.
const FIRST: i64 = 2_500;
/// How long anybody waits for anything.
const PATIENCE: Duration = Duration::from_secs(90);

/// Somebody with a wallet of their own.
pub struct Person {
    pub user: UserId,
    pub wallet: WalletId,
    token: String,
    session: String,
    pub limit_minor: Option<i64>,
}

impl Person {
    /// A debit as it travels.
    pub fn debits(&self, key: &str, images: u32) -> Vec<u8> {
        let body = json!({ "images": images }).to_string();
        desktop_post("/generations", &self.token, key, &body)
    }

    /// A purchase of fifty credits as it travels.
    pub fn buys(&self, key: &str) -> Vec<u8> {
        let path = format!("/wallets/{}/purchases", self.wallet);
        let price = json!({"amount_minor": 5 * TEN_COST, "currency": "CHF"});
        let body = json!({"package": "50", "price": price}).to_string();
        page_post(&path, &self.session, key, &body)
    }
}

/// What the customers were told, and nothing else.
#[derive(Default)]
struct Told {
    /// Generations that were paid: whose, and for how many hundredths.
    paid: HashMap<String, (WalletId, i64)>,
    /// Generations that were given back.
    refunded: HashSet<String>,
}

pub struct Town {
    pub people: Vec<Person>,
    /// Where the servers are at this moment.
    servers: Mutex<Vec<SocketAddr>>,
    closing: AtomicBool,
    pub debits: AtomicUsize,
    pub refused: AtomicUsize,
    told: Mutex<Told>,
}

/// Small packages, so that there are many crossings.
pub fn small_shop() -> Shop {
    let package = |credits, price| shop::package(credits, price, VAT_PERMILLE).unwrap();
    Shop {
        packages: vec![package(10, TEN_COST), package(50, 5 * TEN_COST)],
        pace: Pace::hurried(),
        ..Shop::default()
    }
}

/// Three charges in ten go wrong, in every way that there is.
pub fn hostile(seed: u64) -> Faults {
    Faults {
        seed,
        decline: 30,
        captured_then_lost: 50,
        captured_then_500: 50,
        error_before: 40,
        reset_before: 40,
        rate_limited: 30,
        slow: 30,
        slow_capture: 30,
        slow_ms: 700,
        replay: if seed.is_multiple_of(2) {
            Replay::TrueOutcome
        } else {
            Replay::StoredError
        },
        webhook_early: 150,
        webhook_duplicated: 150,
        webhook_reordered: 150,
        webhook_dropped: 150,
        webhook_forged: 150,
        webhook_held_ms: 300,
    }
}

/// The card and the rule of the n-th customer.
fn manner(nth: usize) -> (TestCard, AutoRenewal, Option<i64>) {
    let limited = |packages: i64| Some(packages * TEN_COST);
    let (card, threshold, limit) = match nth % 8 {
        0 | 1 => (TestCard::Visa, 20, None),
        2 => (TestCard::Mastercard, 25, None),
        3 => (TestCard::Visa, 20, limited(12)),
        // Falls far below it at once, and buys several packages.
        4 => (TestCard::Visa, 25, limited(25)),
        5 => (TestCard::CapturedThenLost, 20, limited(40)),
        6 => (TestCard::CapturedThenError, 20, None),
        _odd => {
            let odd = [
                TestCard::InsufficientFunds,
                TestCard::Confirmation,
                TestCard::Lost,
                TestCard::Late,
                TestCard::Declined,
            ];
            (odd[nth / 8 % odd.len()], 20, limited(12))
        }
    };
    (card, on(threshold, "10", limit), limit)
}

impl Town {
    /// So many customers, with 25 credits each, on a database.
    pub async fn of(count: usize, database: &Database, till: &Till) -> Arc<Self> {
        let mut people = Vec::new();
        for nth in 0..count {
            let (card, rule, limit_minor) = manner(nth);
            let (user, wallet, token, session) = database
                .write(async |tx| {
                    let (user, wallet) = person(tx, &format!("Customer {nth}")).await?;
                    let token = desktop::issue(tx, user).await?.reveal();
                    let session = session::begin(tx, user, None).await?.reveal();
                    Ok((user, wallet, token, session))
                })
                .await
                .unwrap();
            let first = purchase(wallet, FIRST - 500, &format!("F{nth}"));
            book(database, &first).await.unwrap();
            till.store_card(wallet, card).await;
            till.save(user, wallet, rule, false).await.unwrap();
            people.push(Person {
                user,
                wallet,
                token,
                session,
                limit_minor,
            });
        }
        Arc::new(Self {
            people,
            servers: Mutex::default(),
            closing: AtomicBool::new(false),
            debits: AtomicUsize::new(0),
            refused: AtomicUsize::new(0),
            told: Mutex::default(),
        })
    }

    /// From now on the servers are there.
    pub fn moved_to(&self, addresses: &[SocketAddr]) {
        addresses.clone_into(&mut self.servers.lock().unwrap());
    }

    /// Nobody begins anything new.
    pub fn close(&self) {
        self.closing.store(true, Ordering::Relaxed);
    }

    /// One connection's worth of customers: debits, now and then a refund or a purchase by
    /// hand, each until it has a definite answer.
    /// Who is refused waits a little: a renewal may be on its way.
    pub async fn spend(self: Arc<Self>, seed: u64, debits: usize, pause: Duration) {
        let mut dice = SplitMix::new(seed);
        let mut wire = Wire::default();
        let mut last = None;
        for nth in 0..debits {
            if self.closing.load(Ordering::Relaxed) {
                return;
            }
            let count = u32::try_from(self.people.len()).unwrap();
            let chosen = usize::try_from(dice.below(count)).unwrap();
            let person = &self.people[chosen];
            let key = format!("{seed}-{nth}");
            let images = 1 + dice.below(4);
            match self.debit(&mut wire, person, &key, images).await {
                Some(id) => last = Some((chosen, id)),
                None => tokio::time::sleep(pause).await,
            }
            match (dice.below(40), &last) {
                (0, Some((whose, id))) => {
                    self.refund(&mut wire, &self.people[*whose], &key, id).await;
                }
                (1, _) => self.buy(&mut wire, person, &key).await,
                (_, _) => {}
            }
        }
    }

    /// Returns the generation, if it was paid.
    pub async fn debit(
        &self,
        wire: &mut Wire,
        person: &Person,
        key: &str,
        images: u32,
    ) -> Option<String> {
        self.debits.fetch_add(1, Ordering::Relaxed);
        let (status, body) = self.definite(wire, &person.debits(key, images)).await;
        if status != 201 {
            assert_eq!(body["code"], "insufficient_credits", "{status} {body}");
            self.refused.fetch_add(1, Ordering::Relaxed);
            return None;
        }
        let id = body["id"].as_str().unwrap().to_owned();
        let amount = i64::from(images) * 100;
        let before = self
            .told
            .lock()
            .unwrap()
            .paid
            .insert(id.clone(), (person.wallet, amount));
        assert_eq!(before, None, "two keys have one effect");
        Some(id)
    }

    async fn refund(&self, wire: &mut Wire, person: &Person, key: &str, id: &str) {
        let path = format!("/generations/{id}/refund");
        let request = desktop_post(&path, &person.token, key, "");
        let (status, body) = self.definite(wire, &request).await;
        if status != 200 {
            assert_eq!(body["code"], "already_refunded", "{status} {body}");
        }
        self.told.lock().unwrap().refunded.insert(id.to_owned());
    }

    /// A purchase by hand, charged or refused; the provider's book tells which.
    pub async fn buy(&self, wire: &mut Wire, person: &Person, key: &str) {
        let (status, body) = self.definite(wire, &person.buys(key)).await;
        if status != 201 {
            assert_eq!(body["code"], "payment_in_progress", "{status} {body}");
        }
    }

    /// Asks again, under the same key, until the answer is definite.
    async fn definite(&self, wire: &mut Wire, request: &[u8]) -> (u16, serde_json::Value) {
        let began = Instant::now();
        loop {
            let answer = match self.server(wire) {
                Some(server) => wire.exchange(server, request).await,
                None => Err(std::io::ErrorKind::NotConnected.into()),
            };
            let why = match answer {
                Ok(answer) if answer.status >= 500 || answer.code() == "in_flight" => {
                    format!("{answer:?}")
                }
                Ok(answer) => return (answer.status, answer.body),
                Err(error) => error.to_string(),
            };
            assert!(began.elapsed() < PATIENCE, "no definite answer: {why}");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// The server that the connection leads to, or one of those that there are now.
    pub fn server(&self, wire: &Wire) -> Option<SocketAddr> {
        let servers = self.servers.lock().unwrap();
        let known = wire.server().filter(|server| servers.contains(server));
        let any = self.debits.load(Ordering::Relaxed) % servers.len().max(1);
        known.or_else(|| servers.get(any).copied())
    }

    /// Waits until no payment is open but those that wait for the next month. Customers
    /// whose bank asks them confirm, every third of them does not.
    pub async fn quiet(&self, database: &Database) {
        let http = reqwest::Client::new();
        let began = Instant::now();
        let mut asked = 0;
        loop {
            let sql = "SELECT state, confirm_url FROM payments
                WHERE closed_at IS NULL AND state <> 'limited'";
            let open = rows(database, sql).await;
            if open.is_empty() {
                return;
            }
            assert!(began.elapsed() < PATIENCE, "{} are still open", open.len());
            for row in open {
                if let Some(url) = row.opt_text("confirm_url").unwrap() {
                    asked += 1;
                    let decision = if asked % 3 == 0 { "refuse" } else { "confirm" };
                    let body = format!("decision={decision}");
                    // It is asked again if this is lost.
                    let _answer = http.post(url).body(body).send().await;
                }
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// How many crossings there were: renewals that were written down.
    pub async fn crossings(&self, database: &Database) -> i64 {
        let sql = "SELECT COUNT(*) AS n FROM payments WHERE cause = 'renewal'";
        rows(database, sql).await[0].int("n").unwrap()
    }

    /// Everything that must hold once it is quiet. `sandbox` is the provider, whose book
    /// knows nothing of our tables.
    pub async fn assert_nothing_lost_nothing_doubled(
        &self,
        database: &Database,
        sandbox: &Sandbox,
    ) {
        assert_books_agree(database, sandbox).await;
        assert_sound(database).await;
        assert_captures(database, sandbox, &self.people).await;
        self.assert_debits(database).await;
        self.assert_balances(database, sandbox).await;
        assert_nobody_is_forgotten(database).await;
    }

    /// Every debit that was answered is in the ledger once, and nothing else is.
    async fn assert_debits(&self, database: &Database) {
        let sql = "SELECT cause_type, cause_id, wallet_id, amount FROM transactions
            WHERE cause_type IN ('generation', 'generation_refund')";
        let (mut paid, mut refunded) = (HashMap::new(), HashSet::new());
        for row in rows(database, sql).await {
            let id = row.text("cause_id").unwrap();
            if row.text("cause_type").unwrap() == "generation" {
                let wallet = WalletId::from_row(row.int("wallet_id").unwrap());
                let amount = -row.int("amount").unwrap();
                assert_eq!(paid.insert(id, (wallet, amount)), None);
            } else {
                assert!(refunded.insert(id));
            }
        }
        let told = self.told.lock().unwrap();
        assert!(paid == told.paid, "{} and {}", paid.len(), told.paid.len());
        assert_eq!(refunded, told.refunded);
    }

    /// Every balance is what it was, without what the customers were told that they spent,
    /// and with what the provider says that they bought.
    async fn assert_balances(&self, database: &Database, sandbox: &Sandbox) {
        let accounts = rows(database, "SELECT wallet_id, customer FROM payment_accounts").await;
        let customers = accounts
            .iter()
            .map(|row| (row.text("customer").unwrap(), row.int("wallet_id").unwrap()))
            .collect::<HashMap<_, _>>();
        let mut expected = self
            .people
            .iter()
            .map(|person| (person.wallet.row(), FIRST))
            .collect::<HashMap<_, _>>();
        for line in sandbox.book() {
            let balance = expected.get_mut(&customers[&line.customer]).unwrap();
            *balance += line.amount * 1_000 / TEN_COST;
        }
        {
            let told = self.told.lock().unwrap();
            for (id, (wallet, amount)) in &told.paid {
                if !told.refunded.contains(id) {
                    *expected.get_mut(&wallet.row()).unwrap() -= amount;
                }
            }
        }
        for row in rows(database, "SELECT id, balance FROM wallets").await {
            let wallet = row.int("id").unwrap();
            let balance = row.int("balance").unwrap();
            assert_eq!(Some(&balance), expected.get(&wallet), "{wallet}");
        }
    }
}
