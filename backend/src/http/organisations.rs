//! `/organisations`: an organisation as its members see it.

use api::{OrganisationId, organisation::Organisation};
use axum::extract::State;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    auth::SignedIn,
    json::Json,
    openapi::ReadProblems,
    parameters::{Id, NoQuery},
    problem::Answer,
    state::App,
};
use crate::organisation;

/// The routes of this file.
pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(read))
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
