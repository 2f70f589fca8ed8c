//! `/wallets/{wallet}/transactions`: a wallet's history.

use api::{
    history::{Cursor, Filter, HistoryPage},
    wallet::Wallet,
};

use super::{
    ClientError,
    path::Query,
    request::read,
    wallet::{alias, path},
};
use crate::host;

/// A page of a wallet's history: the newest without a cursor.
///
/// # Errors
/// [`ClientError::Refused`] with `invalid_cursor` for one that is not of this list, and
/// with `not_found` when the user may not look at the wallet (any more).
pub async fn history(
    wallet: &Wallet,
    filter: &Filter,
    cursor: Option<Cursor>,
) -> Result<HistoryPage, ClientError> {
    let query = Query::of_filter(filter).and_cursor(cursor);
    // The html asks for the first page of everything, and for nothing else.
    let first = alias(wallet).filter(|_| query.is_empty());
    read(
        &query.behind(path(wallet) + "/transactions"),
        first.map(|wallet| wallet + "/transactions").as_deref(),
    )
    .await
}

/// Where the spreadsheet worker gets all rows of a filter (X1): a URL on this origin.
pub fn export_url(wallet: &Wallet, filter: &Filter) -> String {
    let url = format!("{}{}/transactions/export", host::get().api, path(wallet));
    Query::of_filter(filter).behind(url)
}
