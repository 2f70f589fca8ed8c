//! A long history is read by its indexes alone: the plans of the very statements that a
//! page runs, on as many rows as matter to a planner.

use api::{
    UserId, WalletId,
    history::{Cursor, Filter},
    transaction::TransactionType,
};
use backend::{
    demo, ledger,
    store::{self, Database, Dialect, Value},
};
use chrono::TimeDelta;

use crate::support::{on_every_database, start};

/// Rows of the history; `RELUX_TEST_ROWS` for more.
fn rows() -> u32 {
    std::env::var("RELUX_TEST_ROWS").map_or(60_000, |rows| rows.parse().unwrap())
}

async fn long_history(database: &Database) -> (UserId, UserId, WalletId) {
    demo::seed(database).await.unwrap();
    let began = std::time::Instant::now();
    demo::add_rows(database, rows()).await.unwrap();
    eprintln!(
        "{} rows on {:?} in {:?}",
        rows(),
        database.dialect(),
        began.elapsed()
    );
    if database.dialect() == Dialect::Postgres {
        database
            .write(async |tx| tx.execute("ANALYZE", []).await)
            .await
            .unwrap();
    }
    let owner = "owner@demo.example".parse().unwrap();
    database
        .read(async |tx| {
            let owner = store::user::credentials(tx, &owner).await?.unwrap().user;
            let memberships = store::organisation::memberships(tx, owner).await?;
            let archive = memberships[0].organisation;
            let members = store::organisation::members(tx, archive).await?;
            let holder = store::wallet::Holder::Organisation(archive);
            let wallet = store::wallet::of(tx, holder).await?.unwrap();
            Ok((owner, members.last().unwrap().user, wallet.id))
        })
        .await
        .unwrap()
}

/// The plan of a statement, one line a step.
async fn plan(database: &Database, sql: &str, values: &[Value]) -> Vec<String> {
    let (explain, column) = match database.dialect() {
        Dialect::Sqlite => ("EXPLAIN QUERY PLAN ", "detail"),
        Dialect::Postgres => ("EXPLAIN ", "QUERY PLAN"),
    };
    database
        .read(async |tx| {
            let rows = tx
                .fetch_all(format!("{explain}{sql}"), values.to_vec())
                .await?;
            rows.iter().map(|row| row.text(column)).collect()
        })
        .await
        .unwrap()
}

/// How many rows PostgreSQL expects of a step.
fn planned_rows(step: &str) -> u64 {
    let (_, rows) = step.split_once("rows=").unwrap();
    rows.split(' ').next().unwrap().parse().unwrap()
}

/// Asserts that a plan reads `transactions` through an index, and sorts nothing but the
/// few lines of a page.
fn assert_by_index(dialect: Dialect, sql: &str, plan: &[String]) {
    let text = plan.join("\n");
    match dialect {
        Dialect::Sqlite => {
            assert!(!text.contains("SCAN transactions"), "{sql}\n{text}");
            assert!(!text.contains("TEMP B-TREE"), "{sql}\n{text}");
            assert!(text.contains("SEARCH transactions USING"), "{sql}\n{text}");
        }
        Dialect::Postgres => {
            assert!(!text.contains("Seq Scan on transactions"), "{sql}\n{text}");
            for sort in plan.iter().filter(|step| step.contains("Sort  (")) {
                assert!(planned_rows(sort) <= 100, "{sql}\n{text}");
            }
            // What is counted need not come in order.
            let is_count = sql.starts_with("SELECT COUNT");
            assert!(is_count || !text.contains("Bitmap"), "{sql}\n{text}");
            assert!(text.contains("Index"), "{sql}\n{text}");
        }
    }
}

/// The statements about lines that a page runs, with their parameters.
async fn statements(
    database: &Database,
    viewer: UserId,
    wallet: WalletId,
    filter: &Filter,
    cursor: Option<Cursor>,
) -> Vec<(String, Vec<Value>)> {
    let mut statements = database
        .read(async |tx| {
            tx.record();
            ledger::history_page(tx, viewer, wallet, filter, cursor, 25).await?;
            Ok(tx.recorded())
        })
        .await
        .unwrap();
    statements.retain(|(sql, _)| sql.contains("FROM transactions"));
    statements
}

#[test]
fn t5_pages_periods_filters_and_counts_of_a_long_history_go_by_its_indexes() {
    on_every_database(async |database| {
        let (owner, member, wallet) = long_history(database).await;
        let from = Some(start() - TimeDelta::days(400));
        let until = Some(start() - TimeDelta::days(300));
        let kind = Some(TransactionType::Refund);
        let text = |text: &str| Some(text.parse().unwrap());
        let filters = [
            ("everything", Filter::default()),
            (
                "period",
                Filter {
                    from,
                    until,
                    ..Filter::default()
                },
            ),
            (
                "type",
                Filter {
                    kind,
                    ..Filter::default()
                },
            ),
            (
                "type in a period",
                Filter {
                    kind,
                    from,
                    until,
                    ..Filter::default()
                },
            ),
            (
                "reference",
                Filter {
                    text: text("s00042"),
                    ..Filter::default()
                },
            ),
            (
                "name",
                Filter {
                    text: text("zürcher"),
                    ..Filter::default()
                },
            ),
        ];
        for (name, filter) in &filters {
            for viewer in [owner, member] {
                for cursor in [None, Some(Cursor::Newer(1)), Some(Cursor::Older(40))] {
                    let began = std::time::Instant::now();
                    let statements = statements(database, viewer, wallet, filter, cursor).await;
                    let whose = if viewer == owner { "all" } else { "own" };
                    let dialect = database.dialect();
                    eprintln!(
                        "{dialect:?} {name}, {whose}, {cursor:?}: {:?}",
                        began.elapsed()
                    );
                    assert!(!statements.is_empty(), "{name}: the page was read somehow");
                    for (sql, values) in statements {
                        assert_by_index(dialect, &sql, &plan(database, &sql, &values).await);
                    }
                }
            }
        }
    });
}

#[test]
fn t5_each_kind_of_page_goes_by_the_index_made_for_it() {
    on_every_database(async |database| {
        let (owner, member, wallet) = long_history(database).await;
        let until = Some(start() - TimeDelta::days(300));
        let kind = Some(TransactionType::Refund);
        let text = Some("s00042".parse().unwrap());
        let by_number = match database.dialect() {
            Dialect::Sqlite => "USING PRIMARY KEY (wallet_id=? AND number>? AND number<?)",
            Dialect::Postgres => "transactions_pkey",
        };
        for (viewer, filter, index) in [
            (owner, Filter::default(), by_number),
            (
                owner,
                Filter {
                    until,
                    ..Filter::default()
                },
                "transactions_at",
            ),
            (
                owner,
                Filter {
                    kind,
                    ..Filter::default()
                },
                "transactions_type",
            ),
            (
                owner,
                Filter {
                    text,
                    ..Filter::default()
                },
                "transactions_reference",
            ),
            (member, Filter::default(), "transactions_user"),
        ] {
            let statements = statements(database, viewer, wallet, &filter, None).await;
            let mut plans = String::new();
            for (sql, values) in &statements {
                plans.push_str(&plan(database, sql, values).await.join("\n"));
            }
            assert!(
                plans.contains(index),
                "{filter:?} without {index}:\n{plans}"
            );
        }
    });
}

#[test]
fn a11_the_last_ninety_days_of_a_long_history_are_read_by_its_indexes() {
    on_every_database(async |database| {
        let (_, _, wallet) = long_history(database).await;
        let statements = database
            .read(async |tx| {
                tx.record();
                let past = ledger::past(tx, wallet).await?;
                let from = past.from.timestamp_millis();
                let before = store::transaction::number_before(tx, wallet, from).await?;
                store::transaction::moved_by_parts(tx, wallet, before, 9).await?;
                Ok(tx.recorded())
            })
            .await
            .unwrap();
        let moved = statements
            .iter()
            .filter(|(sql, _)| sql.contains("automatic_renewal"))
            .collect::<Vec<_>>();
        assert_eq!(moved.len(), 2, "line by line, and by parts");
        for (sql, values) in moved {
            let plan = plan(database, sql, values).await.join("\n");
            let by_number = match database.dialect() {
                Dialect::Sqlite => "USING PRIMARY KEY (wallet_id=? AND number>?)",
                Dialect::Postgres => "transactions_pkey",
            };
            assert!(plan.contains(by_number), "{sql}\n{plan}");
        }
    });
}
