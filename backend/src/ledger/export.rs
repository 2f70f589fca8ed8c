//! All lines of a filter, for the spreadsheet (X1, I27).

use api::{
    Credits, UserId, WalletId,
    history::{ExportEnd, ExportStart, Filter},
    transaction::Transaction,
};
use tokio::sync::mpsc;

use super::history::View;
use crate::{
    Error,
    store::{Tx, transaction},
};

/// Lines in memory at once.
const CHUNK: u32 = 5_000;

/// A part of an export; they come in this order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Exported {
    /// Once: how many lines will follow.
    Start(ExportStart),
    /// Any number of times: lines, newest first.
    Lines(Vec<Transaction>),
    /// Once, if nothing is missing.
    End(ExportEnd),
}

/// Sends all lines of a filter, as the transaction's snapshot has them, a few thousand
/// at a time; waits while the receiver is behind, and ends early when it is gone.
///
/// # Errors
/// [`api::Code::NotFound`], before anything is sent, for a wallet that isn't the viewer's
/// to look at; [`Error::Corrupt`] when the lines are not as many as were announced;
/// [`Error::Database`]. After an error no [`Exported::End`] has been sent.
pub async fn export(
    tx: &mut Tx,
    viewer: UserId,
    wallet: WalletId,
    filter: &Filter,
    sink: mpsc::Sender<Exported>,
) -> Result<(), Error> {
    let view = View::open(tx, viewer, wallet, filter).await?;
    let announced = transaction::count(tx, &view.selection).await?;
    let start = ExportStart {
        rows: u64::try_from(announced).unwrap_or(0),
        at: tx.now(),
    };
    if sink.send(Exported::Start(start)).await.is_err() {
        return Ok(());
    }
    let mut end = ExportEnd {
        rows: 0,
        sum: Credits::ZERO,
    };
    let mut rest = view.selection.clone();
    loop {
        let lines = transaction::export_page(tx, &rest, CHUNK).await?;
        let Some(last) = lines.last() else { break };
        rest.numbers = *rest.numbers.start()..=last.id.number.saturating_sub(1);
        for line in &lines {
            end.rows = end.rows.saturating_add(1);
            end.sum = end
                .sum
                .checked_add(line.amount)
                .ok_or_else(|| Error::corrupt("a sum beyond any amount"))?;
        }
        let lines = lines.into_iter().map(|line| view.show(line)).collect();
        if sink.send(Exported::Lines(lines)).await.is_err() {
            return Ok(());
        }
    }
    if end.rows != start.rows {
        let what = format!("{} lines where {} were announced", end.rows, start.rows);
        return Err(Error::corrupt(what));
    }
    // An error means that nobody waits for the end.
    let _receiver = sink.send(Exported::End(end)).await;
    Ok(())
}
