//! The account page: the host's tiles and the Credits tile (D1).

use api::session::Session;
use leptos::prelude::*;

use super::HEADING_ID;
use crate::{
    account::{CreditsTile, HostTile},
    host,
    locale::t,
    ui::Shape,
};

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
            view! { <li><HostTile shape=shape title=title hint=hint url=url/></li> }
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
