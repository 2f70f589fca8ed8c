//! The Credits page: balances, payments, then the history.

use api::{
    session::Session,
    wallet::{Owner, Wallet},
};
use leptos::prelude::*;

use super::{HEADING_ID, breadcrumb, part};
use crate::{
    auto_renewal::AutoRenewalCard,
    browser::{self, storage::Store, timer::Timer},
    credits::{BalanceCard, NoOrganisation},
    history::History,
    host,
    locale::t,
    purchase::{self, BuyCredits},
    route::Route,
    session::kept,
    ui::Radio,
};

/// The Credits page (C, T).
#[component]
pub fn CreditsPage(
    /// Who is signed in.
    session: Session,
) -> impl IntoView {
    let words = &t().credits;
    let alone = session.memberships.is_empty();
    let several = session.memberships.len() > 1;
    let card = move |wallet| view! { <BalanceCard wallet=wallet links_to_organisation=several/> };
    let wallets = session.wallets.clone();
    let cards = wallets.clone().into_iter().map(card);
    // What stands below the fold is made in a task of its own: a phone's browser can paint, and
    // listen, before (G3).
    let below = RwSignal::new(false);
    StoredValue::new_local(Timer::after(0, move || below.set(true)));
    view! {
        {breadcrumb(Vec::new(), words.title.to_owned())}
        <div class="rc-page-head">
            <h1 id=HEADING_ID tabindex="-1">
                {words.title}
            </h1>
            {manage_link(&session)}
        </div>
        <div class="rc-balances">
            {cards.collect_view()} {alone
                .then(|| view! { <NoOrganisation>{part::new_organisation(session.user.id)}</NoOrganisation> })}
        </div>
        {(!alone).then(|| view! { <p class="rc-aside">{words.which_pays}</p> })}
        {part::payments(session.clone(), || view! { <PaymentsSkeleton/> }.into_any())}
        {move || {
            if below.get() {
                let path = Route::Credits.path(&host::get().base);
                let buy = Callback::new(|()| browser::focus(purchase::TITLE_ID));
                view! { <History wallets=wallets.clone() path=path on_buy=buy/> }.into_any()
            } else {
                view! { <div class="rc-card rc-shell-table" aria-hidden="true"></div> }.into_any()
            }
        }}
    }
}

/// What is paid for one wallet: its auto-renewal, and purchases by hand. With several that
/// the user may manage, they choose which one (A13). Made anew for another one; what is
/// unsaved waits.
#[component]
pub fn Payments(
    /// Who is signed in.
    session: Session,
) -> impl IntoView {
    let user = session.user.id;
    let place = kept(user, "payments");
    let wallets: Vec<Wallet> = session
        .wallets
        .into_iter()
        .filter(|wallet| wallet.owner.may_manage())
        .collect();
    let last = Store::Session.get(&place);
    let chosen = wallets
        .iter()
        .find(|wallet| Some(wallet.id.to_string()) == last)
        .or(wallets.first())
        .cloned();
    let chosen = RwSignal::new(chosen);
    let choose = move |wallet: Wallet| {
        Store::Session.set(&place, &wallet.id.to_string());
        chosen.set(Some(wallet));
    };
    view! {
        {(wallets.len() > 1).then(|| wallet_choice(wallets, chosen, choose))}
        {move || {
            chosen
                .get()
                .map(|wallet| {
                    view! {
                        <div class="rc-payments">
                            <AutoRenewalCard wallet=wallet.clone() user=user/>
                            <BuyCredits wallet=wallet user=user/>
                        </div>
                    }
                })
        }}
    }
}

/// The payments before they are there, of about the same size.
#[component]
fn PaymentsSkeleton() -> impl IntoView {
    view! {
        <div class="rc-payments" aria-hidden="true">
            <div class="rc-card rc-shell-form"></div>
            <div class="rc-card rc-shell-form"></div>
        </div>
    }
}

/// Whose payments (A13).
fn wallet_choice(
    wallets: Vec<Wallet>,
    chosen: RwSignal<Option<Wallet>>,
    choose: impl Fn(Wallet) + Clone + Send + Sync + 'static,
) -> impl IntoView {
    let option = move |wallet: Wallet| {
        let choose = choose.clone();
        let id = wallet.id;
        let name = match &wallet.owner {
            Owner::Personal => t().history.personal.to_owned(),
            Owner::Shared { name, .. } => name.clone(),
        };
        view! {
            <Radio
                name="payments-wallet"
                chosen=Signal::derive(move || {
                    chosen.with(|chosen| chosen.as_ref().is_some_and(|chosen| chosen.id == id))
                })
                on_choose=Callback::new(move |()| choose(wallet.clone()))
            >
                <bdi>{name}</bdi>
            </Radio>
        }
    };
    view! {
        <fieldset class="rc-choice">
            <legend>{t().auto_renewal.whose}</legend>
            {wallets.into_iter().map(option).collect_view()}
        </fieldset>
    }
}

/// **Manage organisation** (C1), for who belongs to one. With several, each one's card
/// has the link: two buttons of the same name would say nothing.
fn manage_link(session: &Session) -> Option<impl IntoView + use<>> {
    let [membership] = session.memberships.as_slice() else {
        return None;
    };
    let path = Route::Organisation(membership.organisation).path(&host::get().base);
    Some(view! {
        <a class="rc-button" href=path>
            {t().credits.manage_organisation}
        </a>
    })
}

/// The Credits page before it is known who is signed in: the same frame as the html's.
#[component]
pub fn CreditsSkeleton() -> impl IntoView {
    view! {
        {breadcrumb(Vec::new(), t().credits.title.to_owned())}
        <div class="rc-page-head">
            <h1 id=HEADING_ID tabindex="-1">
                {t().credits.title}
            </h1>
        </div>
        <div class="rc-balances" aria-hidden="true">
            <div class="rc-card rc-shell-card"></div>
            <div class="rc-card rc-shell-card"></div>
        </div>
        <div class="rc-card rc-shell-table" aria-hidden="true"></div>
        <p class="rc-only-spoken" role="status">
            {t().general.loading}
        </p>
    }
}
