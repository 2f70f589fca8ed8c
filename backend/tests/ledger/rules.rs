//! Rules 1–4 and who may spend from what.

use api::{Code, Credits, WalletId};
use backend::{
    Error, generation,
    ledger::{self, Cause},
    store::{self, Database},
};

use crate::support::{assert_sound, book, debit, on_every_database, purchase, world};

async fn balance(database: &Database, viewer: api::UserId, wallet: WalletId) -> i64 {
    let card = database
        .read(async |tx| ledger::balance_card(tx, viewer, wallet).await)
        .await
        .unwrap();
    card.balance.hundredths()
}

fn code<T: std::fmt::Debug>(result: Result<T, Error>) -> Code {
    result.unwrap_err().code()
}

#[test]
fn rule_1_a_new_user_has_a_welcome_grant_of_five() {
    on_every_database(async |database| {
        let world = world(database).await;
        assert_eq!(balance(database, world.owner, world.owners_own).await, 500);
        assert_eq!(balance(database, world.owner, world.shared).await, 0);
        assert_sound(database).await;
    });
}

#[test]
fn rule_2_a_generation_costs_its_images_at_the_configured_price() {
    on_every_database(async |database| {
        let world = world(database).await;
        let config = generation::Config {
            price: Credits::from_hundredths(125).unwrap(),
        };
        let wanted = api::generation::DebitGeneration {
            images: 3.try_into().unwrap(),
            wallet: None,
        };
        let paid = database
            .write(async |tx| {
                generation::debit(
                    tx,
                    &config,
                    &backend::shop::Shop::default(),
                    world.owner,
                    &wanted,
                )
                .await
            })
            .await
            .unwrap();
        assert_eq!(paid.amount.hundredths(), -375);
        assert_eq!(paid.balance.unwrap().hundredths(), 125);
        assert_eq!(paid.transaction.unwrap().wallet, world.owners_own);
        assert_eq!(paid.transaction.unwrap().number, 2);
    });
}

#[test]
fn rule_3_the_personal_wallet_pays_first_and_one_generation_is_never_split() {
    on_every_database(async |database| {
        let world = world(database).await;
        book(database, &purchase(world.shared, 1000, "S1"))
            .await
            .unwrap();
        let first = debit(database, world.member, 5, None).await.unwrap();
        assert_eq!(first.transaction.unwrap().wallet, world.members_own);
        let second = debit(database, world.member, 9, None).await.unwrap();
        assert_eq!(second.transaction.unwrap().wallet, world.shared);
        // 1.00 in the shared wallet and 0.50 in the own one do not make 2.00.
        book(database, &purchase(world.members_own, 150, "S2"))
            .await
            .unwrap();
        let refused = debit(database, world.member, 2, None).await;
        assert_eq!(code(refused), Code::InsufficientCredits);
        let named = debit(database, world.member, 1, Some(world.shared))
            .await
            .unwrap();
        assert_eq!(named.balance, Some(Credits::ZERO));
        assert_sound(database).await;
    });
}

#[test]
fn rule_3_shared_wallets_pay_in_the_order_of_their_organisations_names() {
    on_every_database(async |database| {
        let world = world(database).await;
        let alpha = database
            .write(async |tx| {
                let (_, wallet) =
                    backend::account::create_organisation(tx, "alpha", world.member).await?;
                Ok(wallet)
            })
            .await
            .unwrap();
        for (wallet, number) in [(world.shared, "S1"), (alpha, "S2")] {
            book(database, &purchase(wallet, 600, number))
                .await
                .unwrap();
        }
        let paid = debit(database, world.member, 6, None).await.unwrap();
        assert_eq!(paid.transaction.unwrap().wallet, alpha);
        let paid = debit(database, world.member, 6, None).await.unwrap();
        assert_eq!(paid.transaction.unwrap().wallet, world.shared);
    });
}

#[test]
fn rule_4_i3_a_debit_that_does_not_fit_changes_nothing() {
    on_every_database(async |database| {
        let world = world(database).await;
        for wallet in [None, Some(world.strangers_own)] {
            let refused = debit(database, world.stranger, 6, wallet).await;
            assert_eq!(code(refused), Code::InsufficientCredits);
        }
        assert_eq!(
            balance(database, world.stranger, world.strangers_own).await,
            500
        );
        let paid = debit(database, world.stranger, 5, None).await.unwrap();
        assert_eq!(
            (paid.transaction.unwrap().number, paid.balance),
            (2, Some(Credits::ZERO))
        );
        assert_sound(database).await;
    });
}

#[test]
fn rule_4_a_refund_names_what_it_undoes_and_happens_once() {
    on_every_database(async |database| {
        let world = world(database).await;
        let paid = debit(database, world.stranger, 2, None).await.unwrap();
        let refund = async |user| {
            database
                .write(async |tx| generation::refund(tx, user, paid.id).await)
                .await
        };
        assert_eq!(code(refund(world.owner).await), Code::NotFound);
        let given = refund(world.stranger).await.unwrap();
        assert_eq!(
            (
                given.amount.hundredths(),
                given.balance.unwrap().hundredths()
            ),
            (200, 500)
        );
        assert_eq!(code(refund(world.stranger).await), Code::AlreadyRefunded);
        let page = database
            .read(async |tx| {
                let filter = api::history::Filter::default();
                ledger::history_page(tx, world.stranger, world.strangers_own, &filter, None, 25)
                    .await
            })
            .await
            .unwrap();
        assert_eq!(page.items[0].undoes, paid.transaction);
        assert_eq!(page.total, 3);
        let unknown = api::GenerationId::from_row(1);
        let refused = database
            .write(async |tx| generation::refund(tx, world.stranger, unknown).await)
            .await;
        assert_eq!(code(refused), Code::NotFound);
        assert_sound(database).await;
    });
}

#[test]
fn i16_a_removed_member_spends_nothing_but_their_refund_reaches_the_wallet_that_paid() {
    on_every_database(async |database| {
        let world = world(database).await;
        book(database, &purchase(world.shared, 1000, "S1"))
            .await
            .unwrap();
        let paid = debit(database, world.member, 4, Some(world.shared))
            .await
            .unwrap();
        database
            .write(async |tx| {
                store::organisation::remove_member(tx, world.organisation, world.member).await
            })
            .await
            .unwrap();
        let named = debit(database, world.member, 1, Some(world.shared)).await;
        assert_eq!(code(named), Code::NotFound);
        let any = debit(database, world.member, 6, None).await;
        assert_eq!(code(any), Code::InsufficientCredits);
        let given = database
            .write(async |tx| generation::refund(tx, world.member, paid.id).await)
            .await
            .unwrap();
        assert_eq!((given.amount.hundredths(), given.id), (400, paid.id));
        // Of a wallet that they may not look at any more they learn nothing (I18).
        assert_eq!((given.transaction, given.balance), (None, None));
        assert_eq!(balance(database, world.owner, world.shared).await, 1000);
    });
}

#[test]
fn i18_nobody_spends_from_or_looks_at_a_foreign_wallet() {
    on_every_database(async |database| {
        let world = world(database).await;
        book(database, &purchase(world.shared, 1000, "S1"))
            .await
            .unwrap();
        let unknown = WalletId::from_row(1);
        for wallet in [world.shared, world.owners_own, unknown] {
            let paid = debit(database, world.stranger, 1, Some(wallet)).await;
            assert_eq!(code(paid), Code::NotFound);
            let card = database
                .read(async |tx| ledger::balance_card(tx, world.stranger, wallet).await)
                .await;
            assert_eq!(code(card), Code::NotFound);
        }
        // Not even an owner looks into a member's own wallet.
        let card = database
            .read(async |tx| ledger::balance_card(tx, world.owner, world.members_own).await)
            .await;
        assert_eq!(code(card), Code::NotFound);
    });
}

#[test]
fn i4_n_deliveries_of_one_cause_make_one_row() {
    on_every_database(async |database| {
        let world = world(database).await;
        let line = purchase(world.owners_own, 1000, "S00042");
        let first = book(database, &line).await.unwrap();
        for _ in 0..5 {
            assert_eq!(book(database, &line).await.unwrap(), first);
        }
        let mut other = line.clone();
        other.amount = Credits::whole(11);
        assert!(matches!(
            book(database, &other).await,
            Err(Error::Corrupt(_))
        ));
        assert_eq!(balance(database, world.owner, world.owners_own).await, 1500);
        assert_sound(database).await;
    });
}

#[test]
fn i5_no_amount_wraps_a_balance() {
    on_every_database(async |database| {
        let world = world(database).await;
        let mut line = purchase(world.owners_own, Credits::MAX.hundredths(), "S1");
        assert!(matches!(
            book(database, &line).await,
            Err(Error::Corrupt(_))
        ));
        line.amount = Credits::ZERO;
        assert!(matches!(
            book(database, &line).await,
            Err(Error::Corrupt(_))
        ));
        line.amount = Credits::MAX.checked_sub(Credits::whole(5)).unwrap();
        assert_eq!(book(database, &line).await.unwrap().balance, Credits::MAX);
        line.amount = Credits::from_hundredths(1).unwrap();
        line.cause = Cause {
            kind: "purchase",
            id: "S2".to_owned(),
        };
        assert!(matches!(
            book(database, &line).await,
            Err(Error::Corrupt(_))
        ));
        assert_sound(database).await;
    });
}
