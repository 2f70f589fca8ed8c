//! The auto-renew form of one wallet (A1–A12): loads what the server holds, keeps it
//! fresh, and owns every write.

mod conflict;
pub mod draft;
pub mod editing;
mod fields;
mod form;
mod help;
mod outcome;
mod renewals;
mod replay;
mod save;
mod sentence;
mod standing;

use api::{
    UserId,
    auto_renewal::{AutoRenewalState, SaveAutoRenewal, Standing},
    wallet::{Owner, Wallet},
};
use leptos::{prelude::*, task::spawn_local};
use leptos_router::location::{BrowserUrl, LocationProvider};

pub use form::{Actions, AutoRenewalForm};
pub use replay::ReplayLine;
pub use save::Outcome;
pub use standing::Resume;

use crate::{
    browser::{self, leaving, storage::Store},
    client::{self, ClientError},
    latest::Loader,
    locale::{advice, t},
    session::{kept, use_session},
    ui::{Confirm, Failure},
    wallet::on_payment_change,
};
use editing::Editing;

/// What was read, and how many writes had been answered when it was asked for.
type Read = (u32, AutoRenewalState);

/// The card of one wallet; made anew for another one.
#[component]
pub fn AutoRenewalCard(
    /// Whose auto-renewal.
    wallet: Wallet,
    /// Who is signed in.
    user: UserId,
) -> impl IntoView {
    let id = wallet.id;
    let words = &t().auto_renewal;
    // What was asked for before a write was answered may tell of the time before (I24).
    let writes = StoredValue::new(0_u32);
    let loader: Loader<Read> = Loader::new(move || {
        let asked = writes.get_value();
        async move { Ok((asked, client::auto_renewal::auto_renewal(id).await?)) }
    });
    let held = loader.value();
    let error = loader.error();
    let pending = loader.pending();
    use_session().follow(error);
    on_payment_change(id, move || loader.reload());
    let first = Memo::new(move |before: Option<&Option<AutoRenewalState>>| {
        before
            .cloned()
            .flatten()
            .or_else(|| held.with(|held| Some(held.as_ref()?.1.clone())))
    });
    let owner = match wallet.owner {
        Owner::Personal => None,
        Owner::Shared { name, .. } => Some(name),
    };
    view! {
        <section class="rc-card rc-renewal" aria-labelledby=form::TITLE_ID>
            {owner
                .map(|name| {
                    view! {
                        <p class="rc-renewal-owner">
                            <bdi>{name}</bdi>
                        </p>
                    }
                })}
            {move || match first.get() {
                Some(state) => {
                    view! { <Desk state=state user=user loader=loader writes=writes/> }.into_any()
                }
                None => view! { <Empty waits=error.with(Option::is_none)/> }.into_any(),
            }}
            {move || {
                error
                    .get()
                    .map(|error| {
                        let stale = held.with_untracked(Option::is_some);
                        view! {
                            <Failure
                                what=if stale { words.stale } else { words.failed }
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

/// What stands in the form's place; while it is awaited, of about the same size.
#[component]
fn Empty(waits: bool) -> impl IntoView {
    view! {
        <div class="rc-renewal-head">
            <h2 id=form::TITLE_ID>{t().auto_renewal.title}</h2>
        </div>
        {waits
            .then(|| {
                view! { <span class="rc-skeleton rc-renewal-skeleton" aria-hidden="true"></span> }
            })}
    }
}

/// The form with its writes, once the first state is there.
#[component]
fn Desk(
    state: AutoRenewalState,
    user: UserId,
    loader: Loader<Read>,
    writes: StoredValue<u32>,
) -> impl IntoView {
    let wallet = state.wallet.id;
    let editing = Editing::new(state);
    editing.keep(user, wallet);
    let held = loader.value();
    // What the server says by itself lies outside of the graph of what is edited.
    Effect::new(move |_| {
        if let Some((asked, state)) = held.get()
            && asked == writes.get_value()
            && !editing.progress.get_untracked().is_busy()
        {
            editing.accept(state);
        }
    });
    let answered = move || {
        writes.try_update_value(|writes| *writes = writes.wrapping_add(1));
        loader.reload();
    };
    let finish = move |outcome| {
        editing.finish(outcome);
        answered();
    };
    let send = Callback::new(move |wanted: SaveAutoRenewal| {
        let version = editing.begin(&wanted);
        // Not cancelled with the view: what is on its way is better seen through.
        spawn_local(async move {
            let checking = move || {
                editing.progress.try_set(editing::Progress::Checking);
            };
            finish(save::save(wallet, version, &wanted, checking).await);
        });
    });
    let check = Callback::new(move |()| {
        if let Some((wanted, version)) = editing.last_sent() {
            editing.progress.set(editing::Progress::Checking);
            spawn_local(async move {
                finish(save::check(wallet, version, &wanted).await);
            });
        }
    });
    let actions = Actions {
        send,
        check,
        refresh: Callback::new(move |()| loader.reload()),
        resume: resume(editing, kept(user, &format!("resume-{wallet}")), answered),
    };
    // Whoever comes back may have stored a card, or confirmed a charge (A7).
    StoredValue::new_local(browser::on_return(move || loader.reload()));
    view! {
        <AutoRenewalForm editing=editing actions=actions replay=ViewFn::from(move || view! { <replay::Replay editing=editing/> })/>
        <LeavingGuard editing=editing/>
    }
}

/// Resuming, under a key that lives until the answer is definite (I23).
fn resume(
    editing: Editing,
    place: String,
    answered: impl Fn() + Copy + Send + Sync + 'static,
) -> Resume {
    let wallet = editing.newest.with_untracked(|newest| newest.wallet.id);
    let paused = Memo::new(move |_| {
        editing
            .newest
            .with(|newest| matches!(newest.standing, Standing::Paused { .. }))
    });
    // The tab's store lies outside of the graph: once it is resumed, the key has done
    // its work, whether its answer came or not.
    Effect::new({
        let place = place.clone();
        move |_| {
            if !paused.get() {
                Store::Session.remove(&place);
            }
        }
    });
    let busy = RwSignal::new(false);
    let trouble = RwSignal::new(None);
    let run = Callback::new(move |()| {
        let place = place.clone();
        let key = Store::Session.get(&place).or_else(browser::random_key);
        let (false, Some(key)) = (busy.get_untracked(), key) else {
            return;
        };
        Store::Session.set(&place, &key);
        busy.set(true);
        trouble.set(None);
        spawn_local(async move {
            let outcome = client::auto_renewal::resume(wallet, &key).await;
            if !outcome.as_ref().is_err_and(ClientError::is_undecided) {
                Store::Session.remove(&place);
            }
            busy.try_set(false);
            answered();
            match outcome {
                Ok(state) => editing.accept(state),
                Err(error) => {
                    trouble.try_set(Some(match error.is_undecided() {
                        true => t().auto_renewal.resume_unknown,
                        false => advice(&error),
                    }));
                }
            }
        });
    });
    Resume {
        run,
        busy: busy.into(),
        trouble: trouble.into(),
    }
}

/// Asks before unsaved changes are left (A10).
#[component]
fn LeavingGuard(editing: Editing) -> impl IntoView {
    let words = &t().auto_renewal;
    let open = RwSignal::new(false);
    let leaving = StoredValue::new_local(None);
    let address = use_context::<BrowserUrl>();
    StoredValue::new_local(leaving::guard(
        move || editing.dirty.try_get_untracked() == Some(true),
        move || {
            let url = address.as_ref()?.as_url().get_untracked();
            Some(match url.search() {
                "" => url.path().to_owned(),
                search => format!("{}?{search}", url.path()),
            })
        },
        move |way| {
            leaving.set_value(Some(way));
            open.set(true);
        },
    ));
    let discard = Callback::new(move |()| {
        open.set(false);
        editing.discard();
        leaving.with_value(|way: &Option<leaving::Leaving>| {
            if let Some(way) = way {
                way.go();
            }
        });
    });
    view! {
        <Confirm
            id="renewal-leave"
            open=open
            title=words.leave
            yes=words.discard
            no=words.stay
            on_yes=discard
        >
            <p>{words.leave_text}</p>
        </Confirm>
    }
}
