//! What must hold of every payment, whoever asked for it.

use std::collections::{BTreeMap, HashMap};

use backend::{calendar, store::Database};
use chrono::{DateTime, Utc};
use sandbox::Sandbox;

use crate::town::Person;

/// The answer to a statement.
pub async fn rows(database: &Database, sql: &'static str) -> Vec<backend::store::Row> {
    database
        .read(async move |tx| tx.fetch_all(sql, []).await)
        .await
        .unwrap()
}

/// One capture or none a payment, with a recorded reason for none (I9); four attempts
/// at most (I13); one renewal a crossing (I8); no month beyond its limit (I12).
pub async fn assert_captures(database: &Database, sandbox: &Sandbox, people: &[Person]) {
    let mut captured = HashMap::<String, Vec<DateTime<Utc>>>::new();
    for line in sandbox.book() {
        let at = DateTime::from_timestamp(line.at, 0).unwrap();
        captured
            .entry(line.reference.unwrap())
            .or_default()
            .push(at);
    }
    let sql = "SELECT payments.id, payments.wallet_id, payments.cause, payments.state,
            payments.reason, payment_attempts.reference, payment_attempts.number,
            payment_attempts.price_minor, payment_attempts.outcome
        FROM payments LEFT JOIN payment_attempts ON payment_id = payments.id
        ORDER BY payments.id, payment_attempts.number";
    let mut per_payment = BTreeMap::<i64, (String, Option<String>, usize, usize)>::new();
    let mut months = HashMap::<(i64, DateTime<Utc>), i64>::new();
    for row in rows(database, sql).await {
        let state = row.text("state").unwrap();
        let reason = row.opt_text("reason").unwrap();
        let id = row.int("id").unwrap();
        let entry = per_payment.entry(id).or_insert((state, reason, 0, 0));
        let Some(reference) = row.opt_text("reference").unwrap() else {
            continue;
        };
        let outcome = row.text("outcome").unwrap();
        let captures = captured.remove(&reference).unwrap_or_default();
        let is_charged = outcome == "charged";
        assert_eq!(captures.len() == 1, is_charged, "{reference} is {outcome}");
        entry.2 += captures.len();
        entry.3 += 1;
        if row.text("cause").unwrap() == "renewal" {
            for at in captures {
                let month = (row.int("wallet_id").unwrap(), calendar::month_of(at).0);
                *months.entry(month).or_default() += row.int("price_minor").unwrap();
            }
        }
    }
    assert_eq!(captured, HashMap::new(), "captures that nobody asked for");
    for (id, (state, reason, captures, attempts)) in per_payment {
        assert_eq!(captures, usize::from(state == "paid"), "{id} is {state}");
        assert!(attempts <= 4, "{id} was tried {attempts} times");
        let explained = reason.is_some() || ["paid", "limited"].contains(&state.as_str());
        assert!(explained, "{id} is {state} without a reason");
    }
    for person in people {
        for ((wallet, _), spent) in &months {
            let limit = person.limit_minor.unwrap_or(i64::MAX);
            assert!(
                *wallet != person.wallet.row() || *spent <= limit,
                "{spent} in a month, of {limit}"
            );
        }
    }
    let sql = "SELECT wallet_id FROM auto_renewals WHERE epoch <> (SELECT COUNT(*)
        FROM payments WHERE payments.wallet_id = auto_renewals.wallet_id
            AND cause = 'renewal')";
    assert_eq!(
        rows(database, sql).await.len(),
        0,
        "a crossing, two renewals"
    );
}

/// Whose balance is below the threshold although it is on has a renewal that waits for
/// the next month, or is paused.
pub async fn assert_nobody_is_forgotten(database: &Database) {
    let sql = "SELECT wallets.id FROM wallets
        JOIN auto_renewals ON auto_renewals.wallet_id = wallets.id
        WHERE wallets.balance < auto_renewals.threshold AND auto_renewals.paused IS NULL
            AND NOT EXISTS (SELECT 1 FROM payments WHERE payments.wallet_id = wallets.id
                AND payments.cause = 'renewal' AND payments.closed_at IS NULL)";
    assert_eq!(rows(database, sql).await.len(), 0, "somebody was forgotten");
}
