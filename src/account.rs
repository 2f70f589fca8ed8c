//! The tiles of the account page.

use api::{Credits, wallet::Wallet};
use leptos::prelude::*;

use crate::{
    client, format, host,
    latest::{Loaded, Loader},
    locale::t,
    route::Route,
    ui::{Icon, Shape},
    wallet::on_change,
};

/// The **Credits** tile (D1): the whole tile is one link. When the balance can't be
/// loaded the tile still links, and shows no number rather than a false one (D2).
#[component]
pub fn CreditsTile(
    /// The personal wallet.
    wallet: Wallet,
) -> impl IntoView {
    let words = &t().account;
    let id = wallet.id;
    let balance = Loader::new(move || {
        let wallet = wallet.clone();
        async move { client::wallet::balance(&wallet).await }
    });
    let held = move || {
        balance
            .state()
            .with_untracked(|state| state.value().map(|balance| balance.number))
    };
    on_change(id, held, move || balance.reload());
    let amount = Memo::new(move |_| {
        balance.state().with(|state| match state {
            Loaded::Loading => Amount::Loading,
            Loaded::Ready(balance) | Loaded::Refreshing(balance) => Amount::Known(balance.balance),
            Loaded::Failed(..) => Amount::Unknown,
        })
    });
    view! {
        <a class="rc-tile" href=Route::Credits.path(&host::get().base)>
            <Icon shape=Shape::Coins/>
            <span class="rc-tile-text">
                <span class="rc-tile-title">{words.credits}</span>
                <span class="rc-tile-hint">{words.credits_hint}</span>
                {move || match amount.get() {
                    Amount::Loading => {
                        view! {
                            <span class="rc-tile-balance" aria-hidden="true">
                                <span class="rc-skeleton"></span>
                            </span>
                        }
                            .into_any()
                    }
                    Amount::Known(credits) => {
                        view! {
                            <span class="rc-tile-balance">
                                {format::credits(credits)} " " <small>{(t().credits.unit)(credits)}</small>
                            </span>
                        }
                            .into_any()
                    }
                    Amount::Unknown => ().into_any(),
                }}
            </span>
        </a>
    }
}

/// What the tile knows of the balance.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Amount {
    Loading,
    Known(Credits),
    Unknown,
}

/// A tile that leads to a page of the host.
#[component]
pub fn HostTile(
    /// What the tile shows.
    shape: Shape,
    /// What the page is called.
    title: &'static str,
    /// What one does there.
    hint: &'static str,
    /// Where it is.
    url: String,
) -> impl IntoView {
    view! {
        <a class="rc-tile" href=url rel="external">
            <Icon shape=shape/>
            <span class="rc-tile-text">
                <span class="rc-tile-title">{title}</span>
                <span class="rc-tile-hint">{hint}</span>
            </span>
        </a>
    }
}
