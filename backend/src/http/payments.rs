//! Purchases, payments and stored cards of a wallet, and what the provider tells us.

use std::sync::Arc;

use api::{
    Code, PaymentId,
    payment::{Buy, CardPage, OpenCardPage, Payment},
};
use axum::{
    extract::State,
    http::{HeaderMap, StatusCode},
    response::Response,
};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    auth::SignedIn,
    idempotency::{Key, Once, hash, once},
    json::{Json, Raw},
    openapi::{BuyProblems, CardPageProblems, ManageProblems},
    parameters::{Id, Ids, NoQuery, Speaks, WalletName},
    problem::{Answer, Refused},
    state::App,
};
use crate::{card, purchase};

/// The routes of this file.
pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(buy))
        .routes(routes!(read))
        .routes(routes!(open_card_page))
}

/// Buy credits with the stored card.
///
/// The answer comes before the card is charged: follow the payment until it is closed.
/// One effect per `Idempotency-Key`: the same request again gets the same answer.
#[utoipa::path(
    post,
    path = "/wallets/{wallet}/purchases",
    operation_id = "buy_credits",
    tag = "Payments",
    security(("cookie" = [])),
    params(
        ("wallet" = String, Path, description = "An identifier, or `personal` for one's own", pattern = "^([0-9a-f]{14}|personal)$"),
        ("x-relux-credits" = String, Header, description = "`1`: what a form of another site can't send", pattern = "^1$"),
        ("Idempotency-Key" = String, Header, description = "1–128 visible ASCII characters, kept for 30 days"),
    ),
    request_body = Buy,
    responses((status = 201, description = "The payment, pending", body = Payment), BuyProblems)
)]
async fn buy(
    State(app): State<App>,
    signed_in: SignedIn,
    Id(wallet): Id<WalletName>,
    _: NoQuery,
    key: Key,
    Json(request): Json<Buy>,
) -> Answer<Response> {
    let (shop, user) = (Arc::clone(app.engine.shop()), signed_in.user);
    let what = Once {
        user,
        route: format!("/wallets/{wallet}/purchases"),
        key,
        request_hash: hash(&request)?,
        status: StatusCode::CREATED,
    };
    once(
        &app,
        what,
        Box::new(move |tx| {
            let (shop, request) = (Arc::clone(&shop), request.clone());
            Box::pin(async move {
                let wallet = wallet.resolve(tx, user).await?;
                purchase::buy(tx, &shop, user, wallet, &request).await
            })
        }),
    )
    .await
}

/// A purchase or a renewal, as it stands.
#[utoipa::path(
    get,
    path = "/wallets/{wallet}/payments/{payment}",
    operation_id = "read_payment",
    tag = "Payments",
    security(("cookie" = [])),
    params(
        ("wallet" = String, Path, description = "An identifier, or `personal` for one's own", pattern = "^([0-9a-f]{14}|personal)$"),
        ("payment" = PaymentId, Path, description = "Which"),
    ),
    responses((status = 200, description = "The payment", body = Payment), ManageProblems)
)]
async fn read(
    State(app): State<App>,
    signed_in: SignedIn,
    Ids(wallet, payment): Ids<WalletName, PaymentId>,
    _: NoQuery,
) -> Answer<Json<Payment>> {
    let user = signed_in.user;
    app.read(move |tx| {
        Box::pin(async move {
            let wallet = wallet.resolve(tx, user).await?;
            purchase::read(tx, user, wallet, payment).await
        })
    })
    .await
    .map(Json)
}

/// Open the provider's page that stores a card.
///
/// No card number reaches this product. The page leads back to `return_to`.
#[utoipa::path(
    post,
    path = "/wallets/{wallet}/card-page",
    operation_id = "open_card_page",
    tag = "Payments",
    security(("cookie" = [])),
    params(
        ("wallet" = String, Path, description = "An identifier, or `personal` for one's own", pattern = "^([0-9a-f]{14}|personal)$"),
        ("x-relux-credits" = String, Header, description = "`1`: what a form of another site can't send", pattern = "^1$"),
    ),
    request_body = OpenCardPage,
    responses((status = 201, description = "Where the page is", body = CardPage), CardPageProblems)
)]
async fn open_card_page(
    State(app): State<App>,
    signed_in: SignedIn,
    Id(wallet): Id<WalletName>,
    _: NoQuery,
    Speaks(locale): Speaks,
    Json(request): Json<OpenCardPage>,
) -> Answer<(StatusCode, Json<CardPage>)> {
    let user = signed_in.user;
    let (wallet, customer) = app
        .read(move |tx| {
            Box::pin(async move {
                let wallet = wallet.resolve(tx, user).await?;
                let customer = card::customer(tx, user, wallet).await?;
                Ok((wallet, customer))
            })
        })
        .await?;
    let page = card::open_page(
        app.engine.provider(),
        app.engine.shop(),
        wallet,
        customer.as_deref(),
        &request.return_to,
        locale.language.tag(),
    )
    .await?;
    let url = page.url.clone();
    app.write(move |tx| {
        let page = page.clone();
        Box::pin(async move { card::note_page(tx, wallet, &page).await })
    })
    .await?;
    Ok((StatusCode::CREATED, Json(CardPage { url })))
}

/// What the provider tells us by itself. Not part of the contract with clients.
///
/// A message that is not signed by the provider is refused; one that is, is a reason to
/// look, so that forged, repeated and reordered messages do no harm.
pub async fn hear(
    State(app): State<App>,
    headers: HeaderMap,
    Raw(body): Raw,
) -> Answer<StatusCode> {
    let signature = headers.get("stripe-signature");
    let signature = signature
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let Some(notice) = app.engine.provider().hear(signature, &body) else {
        return Err(Refused::new(Code::Forbidden));
    };
    let engine = app.engine.clone();
    app.see_through(Box::pin(async move { engine.hear(notice).await }))
        .await?;
    Ok(StatusCode::NO_CONTENT)
}
