//! `/wallets`: balances and pages of histories.

use api::{
    UserId,
    history::{Cursor, HistoryPage},
    transaction::TransactionType,
    wallet::Balance,
};
use axum::extract::State;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    auth::SignedIn,
    json::Json,
    openapi::{PageProblems, ReadProblems},
    parameters::{Id, NoQuery, PageQuery, WalletName},
    problem::Answer,
    state::App,
};
use crate::ledger;

/// The routes of this file.
pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(balance))
        .routes(routes!(history))
}

/// What a balance card shows.
#[utoipa::path(
    get,
    path = "/wallets/{wallet}",
    operation_id = "read_balance",
    tag = "Wallets",
    security(("cookie" = [])),
    params(("wallet" = String, Path, description = "An identifier, or `personal` for one's own", pattern = "^([0-9a-f]{14}|personal)$")),
    responses((status = 200, description = "The balance and its last days", body = Balance), ReadProblems)
)]
async fn balance(
    State(app): State<App>,
    signed_in: SignedIn,
    Id(wallet): Id<WalletName>,
    _: NoQuery,
) -> Answer<Json<Balance>> {
    let user = signed_in.user;
    app.read(move |tx| {
        Box::pin(async move {
            let wallet = wallet.resolve(tx, user).await?;
            ledger::balance_card(tx, user, wallet).await
        })
    })
    .await
    .map(Json)
}

/// A page of a history, newest first.
///
/// A plain member sees their own lines of a shared wallet. The page stays right while
/// new lines arrive: a cursor names a line, not a distance.
#[utoipa::path(
    get,
    path = "/wallets/{wallet}/transactions",
    operation_id = "read_history",
    tag = "Wallets",
    security(("cookie" = [])),
    params(
        ("wallet" = String, Path, description = "An identifier, or `personal` for one's own", pattern = "^([0-9a-f]{14}|personal)$"),
        ("type" = Option<TransactionType>, Query, description = "Only lines of this type"),
        ("from" = Option<DateTime<Utc>>, Query, description = "Only lines at or after this instant"),
        ("until" = Option<DateTime<Utc>>, Query, description = "Only lines before this instant"),
        ("text" = Option<String>, Query, description = "Only lines whose reference, or visible member's name, contains this", min_length = 1, max_length = 100),
        ("by" = Option<UserId>, Query, description = "Only lines that this member has caused, where the reader sees theirs"),
        ("limit" = Option<u32>, Query, description = "Lines at most; 25 if absent", minimum = 1, maximum = 500),
        ("cursor" = Option<Cursor>, Query, description = "`newer` or `older` of another page of the same filter"),
    ),
    responses((status = 200, description = "The page", body = HistoryPage), PageProblems)
)]
async fn history(
    State(app): State<App>,
    signed_in: SignedIn,
    Id(wallet): Id<WalletName>,
    query: PageQuery,
) -> Answer<Json<HistoryPage>> {
    let user = signed_in.user;
    app.read(move |tx| {
        Box::pin(async move {
            let wallet = wallet.resolve(tx, user).await?;
            let PageQuery {
                filter,
                limit,
                cursor,
            } = query;
            ledger::history_page(tx, user, wallet, &filter, cursor, limit).await
        })
    })
    .await
    .map(Json)
}
