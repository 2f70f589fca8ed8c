//! One sequence: each command is given to the product and to the plain program, and then
//! both are compared.

use api::{
    Code, GenerationId, PaymentId,
    auto_renewal::{AutoRenewal, SaveAutoRenewal},
};
use backend::{
    Error, generation,
    payment::{self, Task},
    renewal,
    store::{self, Database},
};
use chrono::{DateTime, TimeDelta, Utc};
use sandbox::Faults;
use serde_json::json;

use super::{
    command::{Claim, Command, Fault, Rule, Sequence, Time},
    open::State,
    plain::Plain,
};
use crate::{
    audit::{assert_captures, assert_nobody_is_forgotten, rows},
    support::{World, assert_sound, debit, world},
    till::{Till, WEBHOOK_SECRET, assert_books_agree, on},
    town::small_shop,
};

pub struct Run<'d> {
    database: &'d Database,
    till: Till,
    world: World,
    plain: Plain,
    /// Generations that were paid, for how much, and whether they were given back.
    paid: Vec<(GenerationId, i64, bool)>,
    seed: u64,
    sequence: Sequence,
}

impl<'d> Run<'d> {
    pub async fn on(database: &'d Database, seed: u64) -> Self {
        let shop = backend::shop::Shop {
            pace: payment::Pace::default(),
            ..small_shop()
        };
        Self {
            database,
            till: Till::selling(database, shop).await,
            world: world(database).await,
            plain: Plain::new(),
            paid: Vec::new(),
            seed,
            sequence: Sequence::of(seed),
        }
    }

    /// So many commands; the product and the plain program agree after each.
    pub async fn steps(mut self, count: u32) {
        for step in 0..count {
            let command = self.sequence.command();
            let what = format!("seed {}, step {step}: {command:?}", self.seed);
            self.step(command, &what).await;
            self.compare(&what).await;
        }
        self.until_quiet().await;
        let sandbox = self.till.sandbox();
        assert_sound(self.database).await;
        assert_books_agree(self.database, sandbox).await;
        assert_captures(self.database, sandbox, &[]).await;
        assert_nobody_is_forgotten(self.database).await;
    }

    /// Time passes, customers confirm and nothing goes wrong, until all that is open waits
    /// for another month.
    async fn until_quiet(&mut self) {
        let is_quiet = |plain: &Plain| plain.open.iter().all(|one| one.state == State::Limited);
        for round in 0..30 {
            let what = format!("seed {}, quiet {round}", self.seed);
            self.engine(Fault::None, Faults::default(), &what).await;
            self.compare(&what).await;
            if is_quiet(&self.plain) {
                return;
            }
            self.confirm(round, true).await;
            // Past every look, then past every try.
            let hours = if round % 3 == 2 { 25 } else { 1 };
            self.pass(Time::For(TimeDelta::hours(hours)));
        }
        panic!("seed {} is never quiet: {:?}", self.seed, self.plain);
    }

    fn now(&self) -> DateTime<Utc> {
        self.database.clock().now()
    }

    async fn step(&mut self, command: Command, what: &str) {
        match command {
            Command::Debit { images } => self.debit(images, what).await,
            Command::Refund { which } => self.refund(which, what).await,
            Command::Save {
                wanted,
                stale,
                confirmed,
            } => self.save(wanted, stale, confirmed, what).await,
            Command::Buy { package } => self.buy(package, what).await,
            Command::Store { card } => {
                self.till.store_card(self.world.owners_own, card).await;
                self.plain.store(card, self.now());
            }
            Command::Resume => self.resume(what).await,
            Command::Pass { time } => self.pass(time),
            Command::Engine { fault, replay } => {
                let faults = fault.faults(self.seed, replay);
                self.engine(fault, faults, what).await;
            }
            Command::Die { which, asks } => self.die(which, asks, what).await,
            Command::Confirm { which, yes } => self.confirm(which, yes).await,
            Command::Notice { which, claim } => self.notice(which, claim, what).await,
        }
    }

    async fn debit(&mut self, images: u32, what: &str) {
        let own = Some(self.world.owners_own);
        let answer = debit(self.database, self.world.owner, images, own).await;
        let price = i64::from(images) * 100;
        let fits = self.plain.debit(price, self.now());
        match answer {
            Ok(ref generation) => self.paid.push((generation.id, price, false)),
            Err(ref error) => assert_eq!(error.code(), Code::InsufficientCredits, "{what}"),
        }
        assert_eq!(answer.is_ok(), fits, "{what}");
    }

    async fn refund(&mut self, which: u32, what: &str) {
        let Some(place) = place(which, self.paid.len()) else {
            return;
        };
        let (id, price, refunded) = &mut self.paid[place];
        let (user, id) = (self.world.owner, *id);
        let answer = self
            .database
            .write(async |tx| generation::refund(tx, user, id).await)
            .await;
        let refused = answer.err().map(|error| error.code());
        assert_eq!(refused, refunded.then_some(Code::AlreadyRefunded), "{what}");
        if !std::mem::replace(refunded, true) {
            self.plain.balance += *price;
        }
    }

    async fn save(&mut self, wanted: Option<Rule>, stale: bool, confirmed: bool, what: &str) {
        let setting = wanted.map_or(AutoRenewal::Off, |rule| {
            let threshold = i32::try_from(rule.threshold / 100).unwrap();
            on(threshold, &rule.package.to_string(), rule.limit)
        });
        let read = self.plain.version.wrapping_sub(u32::from(stale));
        let (user, wallet) = (self.world.owner, self.world.owners_own);
        let wanted_now = SaveAutoRenewal {
            setting,
            renew_at_once: confirmed,
        };
        let shop = &self.till.shop;
        let answer = self
            .database
            .write(async |tx| renewal::save(tx, shop, user, wallet, read, &wanted_now).await)
            .await;
        let expected = self.plain.save(read, wanted, confirmed, self.now());
        assert_eq!(code(answer), expected, "{what}");
    }

    async fn buy(&mut self, package: i64, what: &str) {
        let (user, wallet) = (self.world.owner, self.world.owners_own);
        let answer = self.till.buy(user, wallet, &package.to_string()).await;
        let expected = self.plain.buy(package, self.now());
        match (answer, expected) {
            (Ok(payment), Ok(mut open)) => {
                open.purchase = Some(payment.id.row());
                self.plain.open.push(open);
            }
            (answer, expected) => assert_eq!(
                answer.map(|_| ()).map_err(|error| error.code()),
                expected.map(|_| ()),
                "{what}"
            ),
        }
    }

    async fn resume(&mut self, what: &str) {
        let (user, wallet) = (self.world.owner, self.world.owners_own);
        let answer = self
            .database
            .write(async |tx| renewal::resume(tx, user, wallet).await)
            .await;
        assert_eq!(code(answer), self.plain.resume(self.now()), "{what}");
    }

    fn pass(&self, time: Time) {
        let now = self.now();
        let soonest = self.plain.open.iter().map(|one| one.next).min();
        let then = match time {
            Time::For(time) => now + time,
            Time::ToTheNextMonth => backend::calendar::month_of(now).1,
            Time::ToWhatIsNext => soonest.unwrap_or(now).max(now),
        };
        self.database.clock().set(then);
    }

    /// The payments that are due, in the order in which they are dealt with. The plain
    /// program agrees that they are.
    async fn due(&self, what: &str) -> Vec<(PaymentId, usize)> {
        let due = self
            .database
            .read(async |tx| store::payment::due(tx, 100).await);
        let due = due.await.unwrap();
        let now = self.now();
        let ours = self.plain.open.iter().filter(|one| one.next <= now);
        assert_eq!(due.len(), ours.count(), "{what}: {:?}", self.plain);
        due.into_iter().map(|id| (id, self.place_of(id))).collect()
    }

    fn place_of(&self, id: PaymentId) -> usize {
        let purchase = |open: &super::open::Open| open.purchase == Some(id.row());
        let purchase = self.plain.open.iter().position(purchase);
        purchase.or_else(|| self.plain.renewal()).unwrap()
    }

    /// Deals with what is due, and with what follows from it at this moment.
    async fn engine(&mut self, fault: Fault, faults: Faults, what: &str) {
        self.till.sandbox().set_faults(faults);
        loop {
            let due = self.due(what).await;
            let Some((id, place)) = due.first() else {
                break;
            };
            self.till.engine.carry_out(*id).await;
            self.plain.carry_out(*place, fault, self.now());
        }
        self.till.sandbox().set_faults(Faults::default());
    }

    async fn die(&mut self, which: u32, asks: bool, what: &str) {
        let due = self.due(what).await;
        let Some(chosen) = place(which, due.len()) else {
            return;
        };
        let ((id, place), shop) = (due[chosen], &self.till.shop);
        let taken = self
            .database
            .write(async |tx| payment::take(tx, shop, id).await)
            .await;
        if asks && let Some(Task::Charge(_, _, charge)) = taken.unwrap() {
            let _unheard = self.till.engine.provider().charge(&charge).await;
        }
        self.plain.take_and_die(place, asks, self.now());
    }

    async fn confirm(&mut self, which: u32, yes: bool) {
        let sql = "SELECT id, confirm_url FROM payments WHERE state = 'confirming' ORDER BY id";
        let pages = rows(self.database, sql).await;
        let Some(chosen) = place(which, pages.len()) else {
            return;
        };
        let id = PaymentId::from_row(pages[chosen].int("id").unwrap());
        let url = pages[chosen].text("confirm_url").unwrap();
        let decision = if yes { "confirm" } else { "refuse" };
        let body = format!("decision={decision}");
        // It leads back to the page, which is not there.
        let _elsewhere = reqwest::Client::new().post(url).body(body).send().await;
        let place = self.place_of(id);
        self.plain.confirm(place, yes);
    }

    /// Of any try there ever was, in any order, as often as it comes.
    async fn notice(&mut self, which: u32, claim: Claim, what: &str) {
        let sql = "SELECT payment_id, payments.closed_at, reference FROM payment_attempts
            JOIN payments ON payments.id = payment_id
                AND payments.attempt = payment_attempts.number
            ORDER BY reference";
        let tries = rows(self.database, sql).await;
        let Some(chosen) = place(which, tries.len()) else {
            return;
        };
        let reference = tries[chosen].text("reference").unwrap();
        let object = json!({"metadata": {"reference": reference}, "status": "succeeded"});
        let kind = "payment_intent.succeeded";
        let body = json!({"type": kind, "data": {"object": object}}).to_string();
        // The provider's post goes by the world's clock.
        let now = Utc::now().timestamp();
        let signature = match claim {
            Claim::Signed => sandbox::signature(WEBHOOK_SECRET, now, &body),
            Claim::Forged => sandbox::signature("whsec_guessed", now, &body),
            Claim::TooOld => {
                let then = now - TimeDelta::hours(1).num_seconds();
                sandbox::signature(WEBHOOK_SECRET, then, &body)
            }
        };
        let provider = self.till.engine.provider();
        let Some(notice) = provider.hear(&signature, body.as_bytes()) else {
            assert_ne!(claim, Claim::Signed, "{what}");
            return;
        };
        assert_eq!(claim, Claim::Signed, "{what}");
        self.till.engine.hear(notice).await.unwrap();
        if tries[chosen].opt_int("closed_at").unwrap().is_none() {
            let id = tries[chosen].int("payment_id").unwrap();
            let place = self.place_of(PaymentId::from_row(id));
            self.plain.hear(place, self.now());
        }
    }

    /// The balance, the setting, every open payment and the provider's book.
    async fn compare(&self, what: &str) {
        let wallet = self.world.owners_own;
        let (row, setting, open) = self
            .database
            .read(async |tx| {
                let row = store::wallet::find(tx, wallet).await?;
                let setting = store::auto_renewal::find(tx, wallet).await?;
                let open = store::payment::open_of(tx, wallet).await?;
                Ok((row.unwrap(), setting, open))
            })
            .await
            .unwrap();
        let plain = &self.plain;
        assert_eq!(row.balance.hundredths(), plain.balance, "{what}");
        let is_on = setting.setting != AutoRenewal::Off;
        let stands = (
            setting.version,
            is_on,
            setting.paused.is_some(),
            setting.epoch,
        );
        let expected = (
            plain.version,
            plain.rule.is_some(),
            plain.paused,
            plain.crossings,
        );
        assert_eq!(stands, expected, "{what}: {plain:?}");
        let mut open = open
            .into_iter()
            .map(|row| {
                let purchase = row.user.map(|_buyer| row.id.row());
                let tries = i64::from(row.payment.attempt);
                (
                    purchase,
                    state(&row.payment.state),
                    tries,
                    row.payment.next_at,
                )
            })
            .collect::<Vec<_>>();
        open.sort_unstable();
        let mut expected = plain
            .open
            .iter()
            .map(|one| (one.purchase, one.state.word(), one.tries, Some(one.next)))
            .collect::<Vec<_>>();
        expected.sort_unstable();
        assert_eq!(open, expected, "{what}: {plain:?}");
        let book = self.till.sandbox().book();
        let book = book.iter().map(|line| line.amount).collect::<Vec<_>>();
        assert_eq!(book, plain.book, "{what}: the provider's book");
    }
}

fn code(answer: Result<(), Error>) -> Result<(), Code> {
    answer.map_err(|error| error.code())
}

const fn state(state: &payment::machine::State) -> &'static str {
    match state {
        payment::machine::State::Due => State::Due.word(),
        payment::machine::State::Charging => State::Charging.word(),
        payment::machine::State::Waiting(_) => State::Waiting.word(),
        payment::machine::State::Confirming { .. } => State::Confirming.word(),
        payment::machine::State::Limited => State::Limited.word(),
        payment::machine::State::Paid
        | payment::machine::State::Declined(_)
        | payment::machine::State::Dropped(_) => "closed",
    }
}

/// One of so many.
fn place(which: u32, count: usize) -> Option<usize> {
    usize::try_from(which).unwrap().checked_rem(count)
}
