//! `/wallets/{wallet}/auto-renewal`: the form, its rule, and what it would have done.

use std::sync::Arc;

use api::{
    Code,
    auto_renewal::{AutoRenewalState, SaveAutoRenewal},
    replay::Past,
};
use axum::{
    extract::{FromRequestParts, State},
    http::{StatusCode, header, request::Parts},
    response::{IntoResponse, Response},
};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    auth::SignedIn,
    idempotency::{Key, Once, hash, once},
    json::{Json, NoBody},
    openapi::{ManageProblems, ResumeProblems, SaveProblems},
    parameters::{Id, NoQuery, Speaks, WalletName},
    problem::{Answer, Refused},
    state::App,
};
use crate::{ledger, renewal, store::user};

/// The routes of this file.
pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(read, save))
        .routes(routes!(resume))
        .routes(routes!(past))
}

/// The version that a change is based on: the `ETag` of what was read, and no list of them.
struct IfMatch(u32);

impl<S: Send + Sync> FromRequestParts<S> for IfMatch {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Answer<Self> {
        let mut values = parts.headers.get_all(header::IF_MATCH).iter();
        let missing = || Refused::new(Code::MissingIfMatch).field("If-Match");
        let value = values.next().ok_or_else(missing)?;
        let tag = value.to_str().ok().filter(|_| values.next().is_none());
        let version = tag.and_then(|tag| {
            let version = tag.strip_prefix('"')?.strip_suffix('"')?.parse().ok()?;
            (etag(version) == tag).then_some(version)
        });
        // A tag that we never gave matches nothing.
        version.map(Self).ok_or_else(|| Refused::new(Code::Stale))
    }
}

/// The `ETag` of a version.
fn etag(version: u32) -> String {
    format!("\"{version}\"")
}

/// The state with its `ETag`.
fn tagged(state: AutoRenewalState) -> Response {
    let tag = etag(state.version);
    ([(header::ETAG, tag)], Json(state)).into_response()
}

/// All that the auto-renew form shows.
#[utoipa::path(
    get,
    path = "/wallets/{wallet}/auto-renewal",
    operation_id = "read_auto_renewal",
    tag = "Auto-renewal",
    security(("cookie" = [])),
    params(("wallet" = String, Path, description = "An identifier, or `personal` for one's own", pattern = "^([0-9a-f]{14}|personal)$")),
    responses(
        (status = 200, description = "The rule and how it stands", body = AutoRenewalState, headers(("ETag" = String, description = "The version, in quotes"))),
        ManageProblems,
    )
)]
async fn read(
    State(app): State<App>,
    signed_in: SignedIn,
    Id(wallet): Id<WalletName>,
    _: NoQuery,
) -> Answer<Response> {
    state_of(&app, signed_in, wallet).await.map(tagged)
}

async fn state_of(app: &App, signed_in: SignedIn, wallet: WalletName) -> Answer<AutoRenewalState> {
    let (shop, user) = (Arc::clone(app.engine.shop()), signed_in.user);
    app.read(move |tx| {
        Box::pin(async move {
            let wallet = wallet.resolve(tx, user).await?;
            renewal::state(tx, &shop, user, wallet).await
        })
    })
    .await
}

/// Turn auto-renewal on or off, or change its rule.
///
/// One of several writers at once wins; the others are told that theirs is stale. What
/// would charge the card at once is refused until `renew_at_once` says that the customer
/// has confirmed that.
#[utoipa::path(
    put,
    path = "/wallets/{wallet}/auto-renewal",
    operation_id = "save_auto_renewal",
    tag = "Auto-renewal",
    security(("cookie" = [])),
    params(
        ("wallet" = String, Path, description = "An identifier, or `personal` for one's own", pattern = "^([0-9a-f]{14}|personal)$"),
        ("x-relux-credits" = String, Header, description = "`1`: what a form of another site can't send", pattern = "^1$"),
        ("If-Match" = String, Header, description = "The ETag of what was read"),
    ),
    request_body = SaveAutoRenewal,
    responses(
        (status = 200, description = "What holds now", body = AutoRenewalState, headers(("ETag" = String, description = "The version, in quotes"))),
        SaveProblems,
    )
)]
async fn save(
    State(app): State<App>,
    signed_in: SignedIn,
    Id(wallet): Id<WalletName>,
    _: NoQuery,
    Speaks(locale): Speaks,
    IfMatch(version): IfMatch,
    Json(wanted): Json<SaveAutoRenewal>,
) -> Answer<Response> {
    let (shop, user) = (Arc::clone(app.engine.shop()), signed_in.user);
    app.write(move |tx| {
        let (shop, wanted) = (Arc::clone(&shop), wanted.clone());
        Box::pin(async move {
            let wallet = wallet.resolve(tx, user).await?;
            user::set_locale(tx, user, locale).await?;
            renewal::save(tx, &shop, user, wallet, version, &wanted).await
        })
    })
    .await?;
    state_of(&app, signed_in, wallet).await.map(tagged)
}

/// Resume what a decline has paused.
///
/// It renews at once if the balance is below the threshold. What is not paused is left as
/// it is. One effect per `Idempotency-Key`.
#[utoipa::path(
    post,
    path = "/wallets/{wallet}/auto-renewal/resume",
    operation_id = "resume_auto_renewal",
    tag = "Auto-renewal",
    security(("cookie" = [])),
    params(
        ("wallet" = String, Path, description = "An identifier, or `personal` for one's own", pattern = "^([0-9a-f]{14}|personal)$"),
        ("x-relux-credits" = String, Header, description = "`1`: what a form of another site can't send", pattern = "^1$"),
        ("Idempotency-Key" = String, Header, description = "1–128 visible ASCII characters, kept for 30 days"),
    ),
    responses((status = 200, description = "What holds now", body = AutoRenewalState), ResumeProblems)
)]
async fn resume(
    State(app): State<App>,
    signed_in: SignedIn,
    Id(wallet): Id<WalletName>,
    _: NoQuery,
    key: Key,
    _: NoBody,
) -> Answer<Response> {
    let (shop, user) = (Arc::clone(app.engine.shop()), signed_in.user);
    let what = Once {
        user,
        route: format!("/wallets/{wallet}/auto-renewal/resume"),
        key,
        // The path says all.
        request_hash: hash(&())?,
        status: StatusCode::OK,
    };
    once(
        &app,
        what,
        Box::new(move |tx| {
            let shop = Arc::clone(&shop);
            Box::pin(async move {
                let wallet = wallet.resolve(tx, user).await?;
                renewal::resume(tx, user, wallet).await?;
                renewal::state(tx, &shop, user, wallet).await
            })
        }),
    )
    .await
}

/// The movements of the last 90 days, for a replay of what a rule would have done.
#[utoipa::path(
    get,
    path = "/wallets/{wallet}/auto-renewal/past",
    operation_id = "read_past",
    tag = "Auto-renewal",
    security(("cookie" = [])),
    params(("wallet" = String, Path, description = "An identifier, or `personal` for one's own", pattern = "^([0-9a-f]{14}|personal)$")),
    responses((status = 200, description = "The movements", body = Past), ManageProblems)
)]
async fn past(
    State(app): State<App>,
    signed_in: SignedIn,
    Id(wallet): Id<WalletName>,
    _: NoQuery,
) -> Answer<Json<Past>> {
    let user = signed_in.user;
    app.read(move |tx| {
        Box::pin(async move {
            let wallet = wallet.resolve(tx, user).await?;
            ledger::managed(tx, user, wallet).await?;
            ledger::past(tx, wallet).await
        })
    })
    .await
    .map(Json)
}
