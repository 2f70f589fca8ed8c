//! `/organisations/{organisation}`: an organisation as one of its members sees it.

use api::{OrganisationId, organisation::Organisation};

use super::{ClientError, request::read};

/// An organisation, with the members that the user may see (rule 10).
///
/// # Errors
/// [`ClientError::Refused`] with `not_found` when the user does not belong to it.
pub async fn organisation(organisation: OrganisationId) -> Result<Organisation, ClientError> {
    read(&format!("/organisations/{organisation}"), None).await
}
