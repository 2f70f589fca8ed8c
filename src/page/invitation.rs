//! An invitation that somebody follows the link of.

use api::session::Session;
use leptos::prelude::*;

use crate::{invitation::InvitationWaiting, page::part};

/// The invitation (rule 13).
#[component]
pub fn InvitationPage(
    /// Who is signed in, if anybody is.
    session: Option<Session>,
) -> impl IntoView {
    part::invitation(session, || view! { <InvitationWaiting/> }.into_any())
}
