//! What the database itself sees to.

use std::time::Duration;

use backend::{
    Error, ledger,
    store::{Change, Database, Dialect},
};
use chrono::TimeDelta;
use tokio::time::timeout;

use crate::support::{assert_sound, book, debit, on_every_database, pass, purchase, start, world};

async fn execute(database: &Database, sql: &str) -> Result<u64, Error> {
    database.write(async |tx| tx.execute(sql, []).await).await
}

#[test]
fn the_bundled_sqlite_is_free_of_the_wal_reset_race_and_configured_to_be_durable() {
    on_every_database(async |database| {
        if database.dialect() != Dialect::Sqlite {
            return;
        }
        let settings = database
            .write(async |tx| {
                let version = tx.fetch_one("SELECT sqlite_version() AS v", []).await?;
                let mode = tx.fetch_one("PRAGMA journal_mode", []).await?;
                let synchronous = tx.fetch_one("PRAGMA synchronous", []).await?;
                let keys = tx.fetch_one("PRAGMA foreign_keys", []).await?;
                Ok((
                    version.text("v")?,
                    mode.text("journal_mode")?,
                    synchronous.int("synchronous")?,
                    keys.int("foreign_keys")?,
                ))
            })
            .await
            .unwrap();
        let version = settings.0.split('.').map(|part| part.parse().unwrap());
        assert!(
            version.collect::<Vec<u32>>() >= vec![3, 51, 3],
            "{settings:?}"
        );
        assert_eq!((settings.1.as_str(), settings.2, settings.3), ("wal", 2, 1));
    });
}

#[test]
fn i2_rows_of_the_ledger_are_neither_changed_nor_deleted() {
    on_every_database(async |database| {
        world(database).await;
        let mut statements = vec![
            "UPDATE transactions SET amount = 1",
            "UPDATE transactions SET actor_name = NULL WHERE number = 1",
            "DELETE FROM transactions",
        ];
        if database.dialect() == Dialect::Postgres {
            statements.push("TRUNCATE transactions CASCADE");
        }
        for sql in statements {
            let error = execute(database, sql).await.unwrap_err();
            assert!(error.to_string().contains("append-only"), "{sql}: {error}");
        }
        assert_sound(database).await;
    });
}

#[test]
fn i1_the_audit_finds_what_is_wrong() {
    on_every_database(async |database| {
        let world = world(database).await;
        debit(database, world.owner, 1, None).await.unwrap();
        let wallet = world.owners_own.row();
        let line = |number: i64, amount: i64, balance: i64, kind: &str, place: i64| {
            format!(
                "INSERT INTO transactions (wallet_id, number, at, type, type_number, amount,
                balance, contra, cause_type, cause_id, undoes) VALUES ({wallet}, {number}, 0,
                '{kind}', {place}, {amount}, {balance}, 'usage', 'planted', '{number}', NULL)"
            )
        };
        for (sql, expected) in [
            (
                format!("UPDATE wallets SET balance = 401 WHERE id = {wallet}"),
                "I1: the balance",
            ),
            (
                format!("UPDATE wallets SET last_number = 3 WHERE id = {wallet}"),
                "I1: the wallet",
            ),
            (line(3, -500, -100, "image_generation", 2), "I3"),
            (line(4, 100, 501, "adjustment", 1), "does not follow"),
            (line(3, 100, 500, "adjustment", 7), "place among"),
            (line(3, 100, 500, "refund", 1), "rule 4"),
        ] {
            let found = database
                .write(async |tx| {
                    tx.execute(sql.as_str(), []).await?;
                    let found = ledger::audit(tx).await?;
                    // An error takes the damage back.
                    Err::<(), _>(Error::System(format!("{found:?}")))
                })
                .await
                .unwrap_err()
                .to_string();
            assert!(found.contains(expected), "{sql}: {found}");
        }
        assert_sound(database).await;
    });
}

#[test]
fn a_change_is_announced_once_it_is_committed_and_only_then() {
    on_every_database(async |database| {
        let world = world(database).await;
        let mut changes = database.changes();
        let refused = database
            .write(async |tx| {
                ledger::book(tx, &purchase(world.shared, 100, "S0")).await?;
                Err::<(), _>(Error::System("changed its mind".to_owned()))
            })
            .await;
        assert!(refused.is_err());
        book(database, &purchase(world.owners_own, 100, "S1"))
            .await
            .unwrap();
        // PostgreSQL may still deliver what was announced before we listened.
        loop {
            let change = timeout(Duration::from_secs(10), changes.recv()).await;
            let Change::Wallet { wallet, number } = change.unwrap().unwrap() else {
                panic!("nothing was missed");
            };
            assert_ne!(wallet, world.shared);
            if (wallet, number) == (world.owners_own, 2) {
                break;
            }
        }
    });
}

#[test]
fn time_never_goes_back_within_a_wallet_though_the_clock_does() {
    on_every_database(async |database| {
        let world = world(database).await;
        pass(database, Duration::from_secs(60));
        book(database, &purchase(world.shared, 100, "S1"))
            .await
            .unwrap();
        database.clock().set(start() - TimeDelta::hours(1));
        book(database, &purchase(world.shared, 100, "S2"))
            .await
            .unwrap();
        let page = database
            .read(async |tx| {
                let filter = api::history::Filter::default();
                ledger::history_page(tx, world.owner, world.shared, &filter, None, 25).await
            })
            .await
            .unwrap();
        assert_eq!(page.items[0].at, start() + TimeDelta::seconds(60));
        assert_sound(database).await;
    });
}
