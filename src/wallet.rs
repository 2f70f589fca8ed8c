//! What the backend says by itself about wallets, for every view that shows one
//! (C5, T7).

use api::{WalletId, event::Event};
use leptos::prelude::*;

use crate::{browser, client, session::SessionContext};

/// Changes of wallets, while somebody is signed in.
#[derive(Debug, Clone, Copy)]
pub struct Changes {
    newest: RwSignal<Option<Change>>,
}

/// Something to read again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Change {
    Wallet(WalletId, i64),
    Payment(WalletId),
    Everything,
}

/// Follows the backend's events and makes them known to everything below. Called once
/// for a signed-in user; it ends with its owner.
pub fn provide_changes(session: SessionContext) {
    let newest = RwSignal::new(None);
    let events = client::event::subscribe(move |event| match event {
        Event::WalletChanged { wallet, number } => {
            newest.try_set(Some(Change::Wallet(wallet, number)));
        }
        Event::PaymentChanged { wallet } => {
            newest.try_set(Some(Change::Payment(wallet)));
        }
        Event::SessionChanged => session.reload(),
        Event::Missed => {
            newest.try_set(Some(Change::Everything));
        }
    });
    let online = browser::on_online(move |online| {
        if online {
            newest.try_set(Some(Change::Everything));
        }
    });
    StoredValue::new_local((events, online));
    provide_context(Changes { newest });
}

/// Does something whenever a wallet's history has grown beyond the line that the view
/// holds: `held` gives its number, if the view knows one. The backend begins by telling
/// where every wallet is, so nothing is missed and nothing is read twice. Without events
/// (in a test that mounts one view) it never happens.
pub fn on_change(
    wallet: WalletId,
    held: impl Fn() -> Option<i64> + 'static,
    act: impl Fn() + 'static,
) {
    let Some(Changes { newest }) = use_context() else {
        return;
    };
    // What lies outside of the graph is the request that `act` starts.
    Effect::watch(
        move || newest.get(),
        move |change, _, _| match change {
            Some(Change::Wallet(changed, number))
                if *changed == wallet && held().is_none_or(|held| held < *number) =>
            {
                act();
            }
            Some(Change::Everything) => act(),
            Some(Change::Wallet(..) | Change::Payment(_)) | None => {}
        },
        false,
    );
}

/// Does something whenever a payment, the card or the auto-renewal of a wallet has
/// changed, who shares it, or its balance; and once when the events begin, for what has changed since the
/// view asked first. Without events it never happens.
pub fn on_payment_change(wallet: WalletId, act: impl Fn() + 'static) {
    let Some(Changes { newest }) = use_context() else {
        return;
    };
    // What lies outside of the graph is the request that `act` starts.
    Effect::watch(
        move || newest.get(),
        move |change, _, _| match change {
            Some(Change::Wallet(changed, _) | Change::Payment(changed)) if *changed == wallet => {
                act();
            }
            Some(Change::Everything) => act(),
            Some(Change::Wallet(..) | Change::Payment(_)) | None => {}
        },
        false,
    );
}

/// Has everything on screen read again: the view that calls it has learnt of a change
/// that an event may not have told.
pub fn read_again(changes: Option<Changes>) {
    if let Some(Changes { newest }) = changes {
        newest.try_set(Some(Change::Everything));
    }
}
