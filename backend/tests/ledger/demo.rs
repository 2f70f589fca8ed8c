//! The demo data are what the product promises, and sound.

use std::collections::HashSet;

use api::{
    Credits, UserId,
    history::{Filter, HistoryPage},
    organisation::Role,
    transaction::TransactionType,
    wallet::{Balance, Owner, Wallet},
};
use backend::{
    demo, ledger,
    store::{self, Database},
};

use crate::support::{assert_sound, on_every_database, start};

async fn sign_in(database: &Database, name: &str) -> (UserId, Vec<Wallet>) {
    let email = format!("{name}@demo.example").parse().unwrap();
    database
        .read(async |tx| {
            let user = store::user::credentials(tx, &email).await?.unwrap().user;
            Ok((user, store::wallet::visible(tx, user).await?))
        })
        .await
        .unwrap()
}

async fn card(database: &Database, user: UserId, wallet: &Wallet) -> Balance {
    let card = database.read(async |tx| ledger::balance_card(tx, user, wallet.id).await);
    card.await.unwrap()
}

async fn page(database: &Database, user: UserId, wallet: &Wallet, filter: &Filter) -> HistoryPage {
    let page = database
        .read(async |tx| ledger::history_page(tx, user, wallet.id, filter, None, 500).await);
    page.await.unwrap()
}

#[test]
fn the_demo_has_two_organisations_with_years_of_history_and_sound_books() {
    on_every_database(async |database| {
        let began = std::time::Instant::now();
        demo::seed(database).await.unwrap();
        eprintln!(
            "demo data on {:?} in {:?}",
            database.dialect(),
            began.elapsed()
        );
        assert_sound(database).await;
        let (owner, wallets) = sign_in(database, "owner").await;
        let own = card(database, owner, &wallets[0]).await;
        assert_eq!(own.balance, Credits::whole(136));
        assert_eq!(own.threshold, Some(Credits::whole(20)));
        assert!(own.days_left.is_some() && own.trend.len() > 30, "{own:?}");
        let Owner::Shared {
            organisation, name, ..
        } = &wallets[1].owner
        else {
            panic!("the owner has a shared wallet");
        };
        assert_eq!(name, "Lichtwerk Planung AG");
        let everything = page(database, owner, &wallets[1], &Filter::default()).await;
        assert!(everything.total >= 5_000, "{}", everything.total);
        for kind in TransactionType::ALL.into_iter().skip(1) {
            let filter = Filter {
                kind: Some(kind),
                ..Filter::default()
            };
            let page = page(database, owner, &wallets[1], &filter).await;
            assert!(page.total >= 3, "{kind:?}: {}", page.total);
        }
        let oldest = start() - chrono::TimeDelta::days(700);
        let filter = Filter {
            until: Some(oldest),
            ..Filter::default()
        };
        assert!(page(database, owner, &wallets[1], &filter).await.total > 20);
        let filter = Filter {
            text: Some("frei".parse().unwrap()),
            ..Filter::default()
        };
        let removed = page(database, owner, &wallets[1], &filter).await;
        assert!(removed.total > 100);
        assert!(
            removed
                .items
                .iter()
                .all(|line| line.by.as_ref().unwrap().removed)
        );
        let members = database
            .read(async |tx| store::organisation::members(tx, *organisation).await)
            .await
            .unwrap();
        assert_eq!(members.len(), 12);
        assert_eq!(members[0].user, owner);
        assert_eq!(
            members.iter().filter(|one| one.role == Role::Owner).count(),
            1
        );
    });
}

#[test]
fn the_demo_sign_ins_show_every_situation() {
    on_every_database(async |database| {
        demo::seed(database).await.unwrap();
        let (member, wallets) = sign_in(database, "member").await;
        assert_eq!(wallets.len(), 3, "of both organisations");
        assert!(card(database, member, &wallets[0]).await.is_low(), "C4");
        let own_lines = page(database, member, &wallets[2], &Filter::default()).await;
        assert!(own_lines.total > 0 && own_lines.items.iter().all(|line| line.by.is_none()));
        let (_, wallets) = sign_in(database, "admin").await;
        assert_eq!(wallets.len(), 2);
        assert!(wallets[1].owner.names_members());
        let (solo, wallets) = sign_in(database, "solo").await;
        assert_eq!(wallets.len(), 1);
        assert!(
            page(database, solo, &wallets[0], &Filter::default())
                .await
                .total
                > 50
        );
        let (new, wallets) = sign_in(database, "new").await;
        let page = page(database, new, &wallets[0], &Filter::default()).await;
        assert_eq!(
            (page.total, page.items[0].kind),
            (1, TransactionType::WelcomeGrant)
        );
        assert_eq!(
            card(database, new, &wallets[0]).await.balance,
            Credits::whole(5)
        );
    });
}

#[test]
fn seeding_twice_changes_nothing_and_rows_are_topped_up() {
    on_every_database(async |database| {
        demo::seed(database).await.unwrap();
        let lines = async || {
            let sql = "SELECT COUNT(*) AS lines FROM transactions";
            let row = database.read(async |tx| tx.fetch_one(sql, []).await).await;
            row.unwrap().int("lines").unwrap()
        };
        let before = lines().await;
        demo::seed(database).await.unwrap();
        assert_eq!(lines().await, before);
        for (rows, added) in [(0, 0), (300, 300), (300, 300), (450, 450)] {
            demo::add_rows(database, rows).await.unwrap();
            assert_eq!(lines().await, before + added);
        }
        let (owner, wallets) = sign_in(database, "owner").await;
        let names = wallets
            .iter()
            .map(|wallet| wallet.id)
            .collect::<HashSet<_>>();
        assert_eq!(names.len(), 3);
        let long = page(database, owner, &wallets[1], &Filter::default()).await;
        assert_eq!(long.total, 450);
        demo::add_rows(database, 12_000).await.unwrap();
        let Owner::Shared { organisation, .. } = wallets[1].owner else {
            panic!("the long history is nobody's own");
        };
        let members = database
            .read(async |tx| store::organisation::members(tx, organisation).await)
            .await;
        let members = members.unwrap();
        assert_eq!(members.len(), 12, "one for each thousand lines");
        // Whoever has gone is not made again: their address is taken.
        let gone = members
            .iter()
            .find(|one| one.email.as_str().ends_with("@langzeitarchiv.example"));
        let gone = gone.unwrap().user;
        database
            .write(async |tx| store::organisation::remove_member(tx, organisation, gone).await)
            .await
            .unwrap();
        demo::add_rows(database, 12_000).await.unwrap();
        assert_sound(database).await;
    });
}

#[test]
fn the_demo_owner_has_renewed_by_themselves_whatever_day_it_is() {
    for day in 0..7 {
        on_every_database(async |database| {
            let today = start() + chrono::TimeDelta::days(269 + day);
            database.clock().set(today);
            demo::seed(database).await.unwrap();
            let (owner, wallets) = sign_in(database, "owner").await;
            let filter = Filter {
                kind: Some(TransactionType::AutomaticRenewal),
                ..Filter::default()
            };
            for wallet in &wallets {
                let renewals = page(database, owner, wallet, &filter).await.total;
                assert!(renewals > 0, "{today}: {:?}", wallet.owner);
            }
        });
    }
}
