//! Any sequence of commands, against a plain model that does one thing after another.

use std::collections::HashMap;

use api::{Code, GenerationId, WalletId};
use backend::{
    generation,
    store::{self, Database},
};
use proptest::{
    prelude::*,
    test_runner::{Config, TestRunner},
};

use crate::support::{World, assert_sound, book, debit, on_every_database, purchase, world};

#[derive(Debug, Clone)]
enum Command {
    Buy { wallet: usize, amount: i64 },
    Spend { wallet: Option<usize>, images: u32 },
    Refund { which: usize },
    Leave,
    Join,
}

fn commands() -> impl Strategy<Value = Vec<Command>> {
    let command = prop_oneof![
        2 => (0..3_usize, 1..2_000_i64)
            .prop_map(|(wallet, amount)| Command::Buy { wallet, amount }),
        5 => (prop::option::of(0..3_usize), 1..12_u32)
            .prop_map(|(wallet, images)| Command::Spend { wallet, images }),
        2 => (0..20_usize).prop_map(|which| Command::Refund { which }),
        1 => Just(Command::Leave),
        1 => Just(Command::Join),
    ];
    prop::collection::vec(command, 1..40)
}

/// What a member may do with their own wallet (0), the shared one (1) and the owner's (2).
struct Model {
    balances: [i64; 3],
    is_member: bool,
    generations: Vec<(usize, i64, bool)>,
}

impl Model {
    fn spend(&mut self, wallet: Option<usize>, images: u32) -> Result<usize, Code> {
        let price = i64::from(images) * 100;
        let payers = match wallet {
            Some(2) => return Err(Code::NotFound),
            Some(1) if !self.is_member => return Err(Code::NotFound),
            Some(named) => vec![named],
            None if self.is_member => vec![0, 1],
            None => vec![0],
        };
        let payer = payers
            .into_iter()
            .find(|payer| self.balances[*payer] >= price);
        let payer = payer.ok_or(Code::InsufficientCredits)?;
        self.balances[payer] -= price;
        self.generations.push((payer, price, false));
        Ok(payer)
    }

    fn refund(&mut self, which: usize) -> Result<usize, Code> {
        let (payer, price, refunded) = self.generations.get_mut(which).ok_or(Code::NotFound)?;
        if std::mem::replace(refunded, true) {
            return Err(Code::AlreadyRefunded);
        }
        self.balances[*payer] += *price;
        Ok(*payer)
    }
}

struct Run<'a> {
    database: &'a Database,
    world: World,
    wallets: [WalletId; 3],
    model: Model,
    ids: Vec<GenerationId>,
    bought: usize,
}

impl Run<'_> {
    async fn step(&mut self, command: &Command) {
        match *command {
            Command::Buy { wallet, amount } => {
                self.bought += 1;
                let number = format!("{}-{}", self.wallets[0], self.bought);
                let line = purchase(self.wallets[wallet], amount, &number);
                book(self.database, &line).await.unwrap();
                self.model.balances[wallet] += amount;
            }
            Command::Spend { wallet, images } => {
                let named = wallet.map(|wallet| self.wallets[wallet]);
                let paid = debit(self.database, self.world.member, images, named).await;
                let expected = self.model.spend(wallet, images);
                if let Ok(paid) = &paid {
                    self.ids.push(paid.id);
                }
                let places = self.places(paid.map_err(|error| error.code()));
                assert_eq!(places, expected, "{command:?}");
            }
            Command::Refund { which } => {
                let unknown = GenerationId::from_row(0);
                let id = self.ids.get(which).copied().unwrap_or(unknown);
                let member = self.world.member;
                let given = self
                    .database
                    .write(async |tx| generation::refund(tx, member, id).await)
                    .await;
                let expected = self.model.refund(which);
                let places = self.places(given.map_err(|error| error.code()));
                assert_eq!(places, expected, "{command:?}");
            }
            Command::Leave => self.set_member(false).await,
            Command::Join => self.set_member(true).await,
        }
        self.compare().await;
    }

    fn places(&self, answer: Result<api::generation::Generation, Code>) -> Result<usize, Code> {
        // Only of the shared wallet, and only who may not see it, is not told.
        let told = answer?.transaction.map(|line| line.wallet);
        assert!(told.is_some() || !self.model.is_member);
        let wallet = told.unwrap_or(self.world.shared);
        Ok(self.wallets.iter().position(|one| *one == wallet).unwrap())
    }

    async fn set_member(&mut self, is_member: bool) {
        let World {
            organisation,
            member,
            ..
        } = self.world;
        let was_member = std::mem::replace(&mut self.model.is_member, is_member);
        let clock = self.database.clock();
        clock.set(clock.now() + chrono::TimeDelta::seconds(1));
        self.database
            .write(async |tx| {
                if was_member && !is_member {
                    let removed = store::organisation::remove_member(tx, organisation, member);
                    assert!(removed.await?);
                } else if is_member && !was_member {
                    let role = api::organisation::Role::Member;
                    store::organisation::insert_member(tx, organisation, member, role).await?;
                }
                Ok(())
            })
            .await
            .unwrap();
    }

    async fn compare(&self) {
        let mut balances = HashMap::new();
        for wallet in self.wallets {
            let row = self
                .database
                .read(async |tx| store::wallet::find(tx, wallet).await)
                .await;
            balances.insert(wallet, row.unwrap().unwrap().balance.hundredths());
        }
        assert_eq!(
            self.wallets.map(|wallet| balances[&wallet]),
            self.model.balances
        );
    }
}

#[test]
fn i1_i3_any_sequence_of_commands_ends_as_in_a_plain_model() {
    on_every_database(async |database| {
        let cases = std::env::var("RELUX_TEST_CASES").map_or(60, |cases| cases.parse().unwrap());
        let config = Config {
            cases,
            failure_persistence: None,
            ..Config::default()
        };
        let handle = tokio::runtime::Handle::current();
        tokio::task::block_in_place(|| {
            let outcome = TestRunner::new(config).run(&commands(), |commands| {
                handle.block_on(play(database, &commands));
                Ok(())
            });
            if let Err(error) = outcome {
                panic!("{error}");
            }
        });
        assert_sound(database).await;
    });
}

async fn play(database: &Database, commands: &[Command]) {
    let world = world(database).await;
    let mut run = Run {
        database,
        world,
        wallets: [world.members_own, world.shared, world.owners_own],
        model: Model {
            balances: [500, 0, 500],
            is_member: true,
            generations: Vec::new(),
        },
        ids: Vec::new(),
        bought: 0,
    };
    for command in commands {
        run.step(command).await;
    }
}
