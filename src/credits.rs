//! The balance cards of the Credits page (C2–C5).

mod balance;

use api::wallet::{Owner, Wallet};
use leptos::prelude::*;

use balance::{BalanceHead, BalanceSkeleton, owner_id};

pub use balance::BalanceFace;

use crate::{
    client, host,
    latest::Loader,
    locale::{advice, t},
    route::Route,
    session::use_session,
    ui::Failure,
    wallet::on_change,
};

/// The card of one wallet: it loads, fails and is retried on its own (C5).
#[component]
pub fn BalanceCard(
    /// Whose balance.
    wallet: Wallet,
    /// Whether the card of a shared wallet leads to its organisation.
    links_to_organisation: bool,
) -> impl IntoView {
    let id = wallet.id;
    let link = wallet.owner.clone();
    let owner = wallet.owner.clone();
    let session = use_session();
    let loader = Loader::new(move || {
        let wallet = wallet.clone();
        async move { client::wallet::balance(&wallet).await }
    });
    let balance = loader.value();
    let error = loader.error();
    let pending = loader.pending();
    session.follow(error);
    let held = move || balance.with_untracked(|balance| Some(balance.as_ref()?.number));
    on_change(id, held, move || loader.reload());
    let heading = format!("balance-{id}");
    let name = match &owner {
        Owner::Personal => heading.clone(),
        Owner::Shared { .. } => format!("{heading} {}", owner_id(&heading)),
    };
    view! {
        <section
            class="rc-card rc-balance"
            aria-labelledby=name
            aria-busy=move || {
                (balance.with(Option::is_none) && error.with(Option::is_none)).then_some("true")
            }
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
            {links_to_organisation.then(|| organisation_link(link))}
        </section>
    }
}

/// The way to the organisation of a shared wallet.
fn organisation_link(owner: Owner) -> Option<impl IntoView> {
    let Owner::Shared {
        organisation, name, ..
    } = owner
    else {
        return None;
    };
    let path = Route::Organisation(organisation).path(&host::get().base);
    Some(view! {
        <p class="rc-balance-link">
            <a href=path aria-label=(t().credits.manage_named)(&name)>
                {t().credits.manage_organisation}
            </a>
        </p>
    })
}

/// What stands in the place of a shared balance for who belongs to no organisation (C3).
#[component]
pub fn NoOrganisation(
    /// The way to create one.
    children: Children,
) -> impl IntoView {
    let words = &t().credits;
    view! {
        <section class="rc-card rc-balance-empty" aria-labelledby="no-organisation">
            <h2 id="no-organisation">{words.no_organisation_title}</h2>
            <p>{words.no_organisation}</p>
            {children()}
        </section>
    }
}
