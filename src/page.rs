//! Screens: what stands where. Composition only; features do the work.

pub mod account;
pub mod credits;
pub mod ended;
pub mod frame;
pub mod invitation;
pub mod member;
pub mod not_found;
pub mod organisation;
pub mod part;
pub mod report;
pub mod sign_in;

use leptos::prelude::*;

use crate::{
    host,
    locale::t,
    route::Route,
    ui::{Breadcrumb, Crumb},
};

/// The id of every screen's heading, which takes the focus when the screen changes.
pub const HEADING_ID: &str = "page-heading";

/// The breadcrumb of a screen below the account page.
fn breadcrumb(between: Vec<Crumb>, here: impl Into<Signal<String>>) -> impl IntoView {
    let account = Crumb {
        name: t().account.title.to_owned(),
        href: Route::Account.path(&host::get().base),
    };
    let ancestors = std::iter::once(account).chain(between).collect();
    view! { <Breadcrumb label=t().general.breadcrumb ancestors=ancestors here=here.into()/> }
}
