//! What was changed about an organisation.

use api::{
    OrganisationId, UserId,
    log::{Change, LogEntry},
};

use super::{Row, Tx, organisation};
use crate::Error;

/// Notes a change that somebody makes now. Waits for whoever else notes one.
///
/// # Errors
/// [`Error::Database`]; also when there is no such person.
pub async fn note(
    tx: &mut Tx,
    organisation: OrganisationId,
    by: UserId,
    change: &Change,
) -> Result<(), Error> {
    organisation::lock(tx, organisation).await?;
    let now = tx.now();
    let text = serde_json::to_string(change).map_err(|error| Error::System(error.to_string()))?;
    let sql = "INSERT INTO organisation_log (organisation_id, number, at, user_id, name, change)
        SELECT $1, (SELECT COALESCE(MAX(number), 0) + 1 FROM organisation_log
                WHERE organisation_id = $1), $2, id, name, $4
        FROM users WHERE id = $3";
    tx.execute(sql, values![organisation, now, by, text])
        .await?;
    Ok(())
}

/// At most `limit` changes of an organisation before that number, newest first.
///
/// # Errors
/// [`Error::Database`].
pub async fn page(
    tx: &mut Tx,
    organisation: OrganisationId,
    before: Option<i64>,
    limit: u32,
) -> Result<Vec<LogEntry>, Error> {
    let sql = "SELECT number, at, name, change FROM organisation_log
        WHERE organisation_id = $1 AND number < $2 ORDER BY number DESC LIMIT $3";
    let before = before.unwrap_or(i64::MAX);
    let rows = tx
        .fetch_all(sql, values![organisation, before, i64::from(limit)])
        .await?;
    rows.iter().map(read).collect()
}

fn read(row: &Row) -> Result<LogEntry, Error> {
    let text = row.text("change")?;
    Ok(LogEntry {
        number: row.int("number")?,
        at: row.instant("at")?,
        by: row.text("name")?,
        change: serde_json::from_str(&text)
            .map_err(|_| Error::corrupt(format!("the change {text:?}")))?,
    })
}
