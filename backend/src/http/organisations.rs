//! `/organisations`: an organisation as its members see it.

use std::sync::Arc;

use api::{
    Code, OrganisationId, UserId,
    limit::{SetDefaultLimit, SetMemberLimit},
    log::LogPage,
    organisation::{ChangeRole, CreateOrganisation, MailPreview, Membership, Organisation},
    usage::Usage,
};
use axum::{extract::State, http::StatusCode, response::Response};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    auth::SignedIn,
    idempotency::{Key, Once, hash, once},
    json::Json,
    openapi::{
        CreateProblems, LimitProblems, ManageProblems, ReadProblems, RemoveProblems, RoleProblems,
    },
    parameters::{BeforeQuery, Id, Ids, NoQuery, PeriodQuery},
    problem::Answer,
    state::App,
};
use crate::{member_limit, organisation, usage};

/// The routes of this file.
pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(create))
        .routes(routes!(read))
        .routes(routes!(usage))
        .routes(routes!(log))
        .routes(routes!(remove, set_role))
        .routes(routes!(removal_mail))
        .routes(routes!(set_default_limit))
        .routes(routes!(set_member_limit))
}

/// Create an organisation.
///
/// Whoever does is its owner; its shared wallet is empty. Ten a day, unless the server was told
/// otherwise; then 429. One effect per `Idempotency-Key`.
#[utoipa::path(
    post,
    path = "/organisations",
    operation_id = "create_organisation",
    tag = "Organisations",
    security(("cookie" = [])),
    params(
        ("x-relux-credits" = String, Header, description = "`1`: what a form of another site can't send", pattern = "^1$"),
        ("Idempotency-Key" = String, Header, description = "1–128 visible ASCII characters, kept for 30 days"),
    ),
    request_body = CreateOrganisation,
    responses((status = 201, description = "The user's membership", body = Membership), CreateProblems)
)]
async fn create(
    State(app): State<App>,
    signed_in: SignedIn,
    _: NoQuery,
    key: Key,
    Json(request): Json<CreateOrganisation>,
) -> Answer<Response> {
    let user = signed_in.user;
    let most = app.settings.rates.organisations_per_day;
    let what = Once {
        user,
        route: "/organisations".to_owned(),
        key,
        request_hash: hash(&request)?,
        status: StatusCode::CREATED,
    };
    once(
        &app,
        what,
        Box::new(move |tx| {
            let name = request.name.clone();
            Box::pin(async move { organisation::create(tx, user, &name, most).await })
        }),
    )
    .await
    .map_err(|refused| match refused.code() {
        Code::TooManyRequests => {
            refused.retry_after(organisation::CREATION_PERIOD.num_seconds().unsigned_abs())
        }
        _other => refused,
    })
}

/// An organisation.
///
/// Its members see it; to everybody else it does not exist. A plain member sees whom to
/// ask, and themselves.
#[utoipa::path(
    get,
    path = "/organisations/{organisation}",
    operation_id = "read_organisation",
    tag = "Organisations",
    security(("cookie" = [])),
    params(("organisation" = OrganisationId, Path, description = "Which")),
    responses((status = 200, description = "The organisation", body = Organisation), ReadProblems)
)]
async fn read(
    State(app): State<App>,
    signed_in: SignedIn,
    Id(organisation): Id<OrganisationId>,
    _: NoQuery,
) -> Answer<Json<Organisation>> {
    let viewer = signed_in.user;
    app.read(move |tx| Box::pin(organisation::read(tx, viewer, organisation)))
        .await
        .map(Json)
}

/// Who has used how much.
///
/// In a period, or in the present calendar month (Europe/Zurich). Owners and admins see
/// everybody, those who belong to it no longer too; a plain member sees their own.
#[utoipa::path(
    get,
    path = "/organisations/{organisation}/usage",
    operation_id = "read_usage",
    tag = "Organisations",
    security(("cookie" = [])),
    params(
        ("organisation" = OrganisationId, Path, description = "Which"),
        ("from" = Option<DateTime<Utc>>, Query, description = "When the period begins; with the month, if absent"),
        ("until" = Option<DateTime<Utc>>, Query, description = "When it has ended; with the month, if absent"),
    ),
    responses((status = 200, description = "What each member has used", body = Usage), ReadProblems)
)]
async fn usage(
    State(app): State<App>,
    signed_in: SignedIn,
    Id(organisation): Id<OrganisationId>,
    PeriodQuery { from, until }: PeriodQuery,
) -> Answer<Json<Usage>> {
    let viewer = signed_in.user;
    app.read(move |tx| Box::pin(usage::read(tx, viewer, organisation, from, until)))
        .await
        .map(Json)
}

/// What was changed.
///
/// Who was invited, removed or has left, whose role and which renewal was changed, by whom and
/// from what to what; newest first. Owners and admins see it.
#[utoipa::path(
    get,
    path = "/organisations/{organisation}/log",
    operation_id = "read_log",
    tag = "Organisations",
    security(("cookie" = [])),
    params(
        ("organisation" = OrganisationId, Path, description = "Which"),
        ("before" = Option<i64>, Query, description = "`older` of another page", minimum = 1),
    ),
    responses((status = 200, description = "A page of the log", body = LogPage), ManageProblems)
)]
async fn log(
    State(app): State<App>,
    signed_in: SignedIn,
    Id(organisation): Id<OrganisationId>,
    BeforeQuery(before): BeforeQuery,
) -> Answer<Json<LogPage>> {
    let viewer = signed_in.user;
    app.read(move |tx| Box::pin(organisation::log(tx, viewer, organisation, before)))
        .await
        .map(Json)
}

/// Remove a member.
///
/// From the answer on they spend nothing from the shared wallet; they are told by mail, and
/// stay in the reports. Owners remove anybody, admins whoever is no owner, and everybody may
/// leave by themselves; the last owner stays. A member who is gone already is not found.
#[utoipa::path(
    delete,
    path = "/organisations/{organisation}/members/{user}",
    operation_id = "remove_member",
    tag = "Organisations",
    security(("cookie" = [])),
    params(
        ("organisation" = OrganisationId, Path, description = "Which"),
        ("user" = UserId, Path, description = "Whom"),
        ("x-relux-credits" = String, Header, description = "`1`: what a form of another site can't send", pattern = "^1$"),
    ),
    responses((status = 204, description = "They are removed"), RemoveProblems)
)]
async fn remove(
    State(app): State<App>,
    signed_in: SignedIn,
    Ids(organisation, person): Ids<OrganisationId, UserId>,
    _: NoQuery,
) -> Answer<StatusCode> {
    let (shop, remover) = (Arc::clone(app.engine.shop()), signed_in.user);
    app.write(move |tx| {
        let shop = Arc::clone(&shop);
        Box::pin(
            async move { organisation::remove(tx, &shop, remover, organisation, person).await },
        )
    })
    .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What a member would be told by mail if they were removed.
///
/// For who may remove them; nothing is sent.
#[utoipa::path(
    get,
    path = "/organisations/{organisation}/members/{user}/removal-mail",
    operation_id = "preview_removal_mail",
    tag = "Organisations",
    security(("cookie" = [])),
    params(
        ("organisation" = OrganisationId, Path, description = "Which"),
        ("user" = UserId, Path, description = "Whom"),
    ),
    responses((status = 200, description = "The mail", body = MailPreview), ManageProblems)
)]
async fn removal_mail(
    State(app): State<App>,
    signed_in: SignedIn,
    Ids(organisation, person): Ids<OrganisationId, UserId>,
    _: NoQuery,
) -> Answer<Json<MailPreview>> {
    let (shop, remover) = (Arc::clone(app.engine.shop()), signed_in.user);
    app.read(move |tx| {
        let shop = Arc::clone(&shop);
        Box::pin(async move {
            organisation::removal_mail(tx, &shop, remover, organisation, person).await
        })
    })
    .await
    .map(Json)
}

/// Change a member's role.
///
/// Owners do, also with their own. The last owner stays one.
#[utoipa::path(
    put,
    path = "/organisations/{organisation}/members/{user}",
    operation_id = "change_role",
    tag = "Organisations",
    security(("cookie" = [])),
    params(
        ("organisation" = OrganisationId, Path, description = "Which"),
        ("user" = UserId, Path, description = "Whose"),
        ("x-relux-credits" = String, Header, description = "`1`: what a form of another site can't send", pattern = "^1$"),
    ),
    request_body = ChangeRole,
    responses((status = 204, description = "They have that role"), RoleProblems)
)]
async fn set_role(
    State(app): State<App>,
    signed_in: SignedIn,
    Ids(organisation, person): Ids<OrganisationId, UserId>,
    _: NoQuery,
    Json(change): Json<ChangeRole>,
) -> Answer<StatusCode> {
    let changer = signed_in.user;
    app.write(move |tx| {
        Box::pin(organisation::set_role(
            tx,
            changer,
            organisation,
            person,
            change.role,
        ))
    })
    .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Limit what members may use a month.
///
/// Those who have no limit of their own. Owners and admins do.
#[utoipa::path(
    put,
    path = "/organisations/{organisation}/member-limit",
    operation_id = "set_default_limit",
    tag = "Organisations",
    security(("cookie" = [])),
    params(
        ("organisation" = OrganisationId, Path, description = "Which"),
        ("x-relux-credits" = String, Header, description = "`1`: what a form of another site can't send", pattern = "^1$"),
    ),
    request_body = SetDefaultLimit,
    responses((status = 204, description = "That is the limit"), LimitProblems)
)]
async fn set_default_limit(
    State(app): State<App>,
    signed_in: SignedIn,
    Id(organisation): Id<OrganisationId>,
    _: NoQuery,
    Json(wanted): Json<SetDefaultLimit>,
) -> Answer<StatusCode> {
    let changer = signed_in.user;
    app.write(move |tx| {
        Box::pin(member_limit::set_default(
            tx,
            changer,
            organisation,
            wanted.default_limit,
        ))
    })
    .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Limit what one member may use a month.
///
/// Owners and admins do, also with themselves.
#[utoipa::path(
    put,
    path = "/organisations/{organisation}/members/{user}/limit",
    operation_id = "set_member_limit",
    tag = "Organisations",
    security(("cookie" = [])),
    params(
        ("organisation" = OrganisationId, Path, description = "Which"),
        ("user" = UserId, Path, description = "Whose"),
        ("x-relux-credits" = String, Header, description = "`1`: what a form of another site can't send", pattern = "^1$"),
    ),
    request_body = SetMemberLimit,
    responses((status = 204, description = "That is their limit"), LimitProblems)
)]
async fn set_member_limit(
    State(app): State<App>,
    signed_in: SignedIn,
    Ids(organisation, person): Ids<OrganisationId, UserId>,
    _: NoQuery,
    Json(wanted): Json<SetMemberLimit>,
) -> Answer<StatusCode> {
    let changer = signed_in.user;
    app.write(move |tx| {
        Box::pin(member_limit::set_own(
            tx,
            changer,
            organisation,
            person,
            wanted.limit,
        ))
    })
    .await?;
    Ok(StatusCode::NO_CONTENT)
}
