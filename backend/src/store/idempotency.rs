//! The answers to requests that must have one effect (I7). The answer is stored in the
//! transaction of the effect, so that both are there or neither.

use api::{Code, UserId};
use chrono::{DateTime, TimeDelta, Utc};

use super::{Dialect, Tx};
use crate::Error;

/// How long an answer is kept.
pub const KEPT: TimeDelta = TimeDelta::days(30);

/// Which request: a key means something only to one user, method and route.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scope<'a> {
    /// Who asks.
    pub user: UserId,
    /// The HTTP method.
    pub method: &'a str,
    /// The route, with its parameters filled in.
    pub route: &'a str,
    /// What the client chose.
    pub key: &'a str,
}

/// An answer as it was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredAnswer {
    /// The SHA-256 of the request that it answers.
    pub request_hash: [u8; 32],
    /// The HTTP status.
    pub status: u16,
    /// The media type of the body.
    pub content_type: String,
    /// The body.
    pub body: Vec<u8>,
}

/// Makes sure that nobody else works on the same request until this transaction ends,
/// in any process. (On SQLite the one writer sees to it.)
///
/// # Errors
/// [`Code::InFlight`] while somebody does; [`Error::Database`].
pub async fn claim(tx: &mut Tx, scope: Scope<'_>) -> Result<(), Error> {
    match tx.dialect() {
        Dialect::Sqlite => Ok(()),
        Dialect::Postgres => {
            // A control character, which none of the parts holds, keeps them apart.
            let parts = [scope.method, scope.route, scope.key].join("\u{1}");
            let sql = "SELECT CASE WHEN pg_try_advisory_xact_lock(hashtextextended($1, $2))
                THEN 1::BIGINT ELSE 0 END AS claimed";
            let row = tx.fetch_one(sql, values![parts, scope.user]).await?;
            if row.int("claimed")? == 1 {
                Ok(())
            } else {
                Err(Error::refused(Code::InFlight))
            }
        }
    }
}

/// The answer that was given to that request, if it was and is still kept.
///
/// # Errors
/// [`Error::Database`].
pub async fn find(tx: &mut Tx, scope: Scope<'_>) -> Result<Option<StoredAnswer>, Error> {
    let kept_since = tx.now() - KEPT;
    let sql = "SELECT request_hash, status, content_type, body FROM idempotency_keys
        WHERE user_id = $1 AND method = $2 AND route = $3 AND key = $4 AND created_at > $5";
    let parameters = values![scope.user, scope.method, scope.route, scope.key, kept_since];
    let row = tx.fetch_optional(sql, parameters).await?;
    row.map(|row| {
        let hash = row.bytes("request_hash")?;
        Ok(StoredAnswer {
            request_hash: <[u8; 32]>::try_from(hash)
                .map_err(|hash| Error::corrupt(format!("a hash of {} bytes", hash.len())))?,
            status: u16::try_from(row.int("status")?)
                .map_err(|_| Error::corrupt("a status beyond 16 bits"))?,
            content_type: row.text("content_type")?,
            body: row.bytes("body")?,
        })
    })
    .transpose()
}

/// Keeps the answer, in place of one that has expired.
///
/// # Errors
/// [`Error::Database`]; also when there is an answer that has not expired.
pub async fn insert(tx: &mut Tx, scope: Scope<'_>, answer: &StoredAnswer) -> Result<(), Error> {
    let now = tx.now();
    let expired = "DELETE FROM idempotency_keys
        WHERE user_id = $1 AND method = $2 AND route = $3 AND key = $4 AND created_at <= $5";
    let parameters = values![scope.user, scope.method, scope.route, scope.key, now - KEPT];
    tx.execute(expired, parameters).await?;
    let sql = "INSERT INTO idempotency_keys
        (user_id, method, route, key, request_hash, status, content_type, body, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    let parameters = values![
        scope.user,
        scope.method,
        scope.route,
        scope.key,
        answer.request_hash.as_slice(),
        i64::from(answer.status),
        answer.content_type.as_str(),
        answer.body.as_slice(),
        now
    ];
    tx.execute(sql, parameters).await?;
    Ok(())
}

/// Removes answers that were given at or before that instant. Returns how many.
///
/// # Errors
/// [`Error::Database`].
pub async fn delete_old(tx: &mut Tx, created_at: DateTime<Utc>) -> Result<u64, Error> {
    let sql = "DELETE FROM idempotency_keys WHERE created_at <= $1";
    tx.execute(sql, values![created_at]).await
}
