//! The balance cards of the Credits page (C2–C5).

mod balance;

use api::wallet::Wallet;
use leptos::prelude::*;

pub use balance::{BalanceFace, BalanceHead, BalanceSkeleton};

use crate::{
    client, host,
    latest::Loader,
    locale::{advice, t},
    session::use_session,
    ui::Failure,
    wallet::on_change,
};

/// The card of one wallet: it loads, fails and is retried on its own (C5).
#[component]
pub fn BalanceCard(
    /// Whose balance.
    wallet: Wallet,
) -> impl IntoView {
    let id = wallet.id;
    let owner = wallet.owner.clone();
    let session = use_session();
    let loader = Loader::new(move || {
        let wallet = wallet.clone();
        async move { client::wallet::balance(&wallet).await }
    });
    on_change(id, move || loader.reload());
    let balance = Memo::new(move |_| loader.state().with(|state| state.value().cloned()));
    let error = Memo::new(move |_| loader.state().with(|state| state.error().cloned()));
    let pending = Signal::derive(move || loader.state().with(|state| state.is_pending()));
    session.follow(error);
    let heading = format!("balance-{id}");
    let heading_of_card = heading.clone();
    view! {
        <section
            class="rc-card rc-balance"
            aria-labelledby=heading_of_card
            aria-busy=move || balance.with(Option::is_none).then_some("true")
        >
            <BalanceHead owner=owner id=heading/>
            {move || match (balance.get(), error.with(Option::is_some)) {
                (Some(balance), _) => view! { <BalanceFace balance=balance/> }.into_any(),
                (None, true) => ().into_any(),
                (None, false) => view! { <BalanceSkeleton/> }.into_any(),
            }}
            {move || {
                error
                    .get()
                    .map(|error| {
                        let stale = balance.with_untracked(Option::is_some);
                        let words = &t().credits;
                        view! {
                            <Failure
                                what=if stale { words.stale } else { words.balance_failed }
                                why=advice(&error)
                                retry_label=t().general.retry
                                busy=pending
                                retry=Callback::new(move |()| loader.reload())
                            />
                        }
                    })
            }}
        </section>
    }
}

/// What stands in the place of a shared balance for who belongs to no organisation (C3).
#[component]
pub fn NoOrganisation() -> impl IntoView {
    let words = &t().credits;
    let support = host::get().links.support.as_deref();
    view! {
        <section class="rc-card rc-balance-empty" aria-labelledby="no-organisation">
            <h2 id="no-organisation">{words.no_organisation_title}</h2>
            <p>{words.no_organisation}</p>
            {support
                .map(|url| {
                    view! {
                        <a class="rc-button" href=url rel="external">
                            {words.no_organisation_action}
                        </a>
                    }
                })}
        </section>
    }
}
