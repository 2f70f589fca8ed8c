//! The account page: the host's tiles and the Credits tile (D1).

use api::session::Session;
use leptos::prelude::*;

use super::HEADING_ID;
use crate::{
    account::{CreditsTile, HostTile},
    host,
    locale::t,
    route::Route,
    session::{Status, provide_session},
    ui::Shape,
    wallet::provide_changes,
};

/// The Credits tile alone, in a dashboard of the host (D3). Who is not signed in there, or
/// can't be asked about, gets the link without a balance.
#[component]
pub fn TileAlone() -> impl IntoView {
    let session = provide_session();
    let words = &t().account;
    move || match session.status().get() {
        Status::SignedIn(user) => {
            provide_changes(session);
            let personal = user.wallets.into_iter().next();
            personal
                .map(|wallet| view! { <CreditsTile wallet=wallet/> })
                .into_any()
        }
        Status::Checking | Status::SignedOut { .. } | Status::Failed(_) => {
            let credits = Route::Credits.path(&host::get().base);
            view! { <HostTile shape=Shape::Coins title=words.credits hint=words.credits_hint url=credits/> }
                .into_any()
        }
    }
}

/// The account page.
#[component]
pub fn AccountPage(
    /// Who is signed in.
    session: Session,
) -> impl IntoView {
    let words = &t().account;
    let links = &host::get().links;
    let tiles = [
        (Shape::Bag, words.orders, words.orders_hint, &links.orders),
        (
            Shape::Document,
            words.invoices,
            words.invoices_hint,
            &links.invoices,
        ),
        (
            Shape::Card,
            words.payment_methods,
            words.payment_methods_hint,
            &links.payment_methods,
        ),
        (
            Shape::Person,
            words.profile,
            words.profile_hint,
            &links.profile,
        ),
    ];
    let tile = |(shape, title, hint, url): (Shape, _, _, &'static Option<String>)| {
        url.as_deref().map(|url| {
            view! { <li><HostTile shape=shape title=title hint=hint url=url.to_owned()/></li> }
        })
    };
    view! {
        <div class="rc-page-head">
            <h1 id=HEADING_ID tabindex="-1">
                {words.title}
            </h1>
        </div>
        <ul class="rc-tiles">
            {session.wallets.into_iter().next().map(|wallet| view! { <li><CreditsTile wallet=wallet/></li> })}
            {tiles.map(tile).collect_view()}
        </ul>
    }
}
