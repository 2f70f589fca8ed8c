//! Generations: what was paid, and whether it was given back.

use api::{GenerationId, UserId, WalletId, generation::ImageCount};

use super::Tx;
use crate::Error;

/// A generation as it is stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GenerationRow {
    /// Which.
    pub id: GenerationId,
    /// Who asked for it.
    pub user: UserId,
    /// Which wallet paid.
    pub wallet: WalletId,
    /// The number of the line that paid.
    pub debit_number: i64,
    /// The number of the line that gave it back.
    pub refund_number: Option<i64>,
}

/// Stores a generation that was paid.
///
/// # Errors
/// [`Error::Database`].
pub async fn insert(
    tx: &mut Tx,
    generation: &GenerationRow,
    images: ImageCount,
) -> Result<(), Error> {
    let now = tx.now();
    let sql = "INSERT INTO generations (id, user_id, wallet_id, images, debit_number, created_at)
        VALUES ($1, $2, $3, $4, $5, $6)";
    let parameters = values![
        generation.id,
        generation.user,
        generation.wallet,
        i64::from(images.get()),
        generation.debit_number,
        now
    ];
    tx.execute(sql, parameters).await?;
    Ok(())
}

/// A generation that nobody else refunds until this transaction ends.
///
/// # Errors
/// [`Error::Database`].
pub async fn lock(tx: &mut Tx, id: GenerationId) -> Result<Option<GenerationRow>, Error> {
    let sql = format!(
        "SELECT user_id, wallet_id, debit_number, refund_number FROM generations
        WHERE id = $1{}",
        tx.dialect().for_update()
    );
    let row = tx.fetch_optional(sql, values![id]).await?;
    row.map(|row| {
        Ok(GenerationRow {
            id,
            user: UserId::from_row(row.int("user_id")?),
            wallet: WalletId::from_row(row.int("wallet_id")?),
            debit_number: row.int("debit_number")?,
            refund_number: row.opt_int("refund_number")?,
        })
    })
    .transpose()
}

/// Notes which line gave a generation back.
///
/// # Errors
/// [`Error::Database`].
pub async fn set_refund(tx: &mut Tx, id: GenerationId, number: i64) -> Result<(), Error> {
    let sql = "UPDATE generations SET refund_number = $2 WHERE id = $1";
    tx.execute(sql, values![id, number]).await?;
    Ok(())
}
