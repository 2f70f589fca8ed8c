//! **Buy credits** for one wallet (C6): loads what is for sale and the card, and sees every
//! purchase through to its end, over a lost answer and a reload (I23).

pub mod course;
mod form;
pub mod intent;
mod outcome;

use std::rc::Rc;

use api::{
    Code, UserId, WalletId,
    package::Package,
    payment::PaymentMethod,
    wallet::{Owner, Wallet},
};
use leptos::{prelude::*, task::spawn_local};

pub use form::PurchaseForm;

use crate::{
    browser::{
        self,
        timer::{Bell, sleep},
    },
    client::{self, ClientError},
    latest::Loader,
    locale::{advice, t},
    session::{kept, use_session},
    ui::Failure,
    wallet::{Changes, on_payment_change, read_again},
};
use course::{Course, Progress, pursue};
use intent::Intent;

/// The id of the card's heading.
/// The id of the heading.
pub const TITLE_ID: &str = "buy-title";

/// What can be bought, and with what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// The packages, cheapest first.
    pub packages: Vec<Package>,
    /// The card that will be charged; absent without one (A7).
    pub card: Option<PaymentMethod>,
}

/// A purchase as the page sees it: what was asked for, and how far that is.
#[derive(Debug, Clone, Copy)]
pub struct Purchase {
    /// What was asked for last.
    pub intent: RwSignal<Option<Intent>>,
    /// How far it is.
    pub progress: RwSignal<Progress>,
}

impl Purchase {
    /// Whether the view is there, and this is what it shows.
    fn watches(self, intent: &Intent) -> bool {
        let shown = self.intent.try_get_untracked().flatten();
        shown.is_some_and(|shown| shown.key == intent.key)
    }
}

/// What the form asks of the card that it stands in.
#[derive(Debug, Clone, Copy)]
pub struct Actions {
    /// Buys a package: a new intent.
    pub buy: Callback<Package>,
    /// Goes on with the intent at once: looks, or sends it again.
    pub go_on: Callback<()>,
    /// Lets go of the intent, whose end the customer has seen or does not want to see.
    pub let_go: Callback<()>,
}

/// The card of one wallet; made anew for another one.
#[component]
pub fn BuyCredits(
    /// Whose credits.
    wallet: Wallet,
    /// Who is signed in.
    user: UserId,
) -> impl IntoView {
    let id = wallet.id;
    let loader = Loader::new(move || async move {
        let state = client::auto_renewal::auto_renewal(id).await?;
        Ok(Offer {
            packages: state.packages,
            card: state.payment_method,
        })
    });
    let held = loader.value();
    let error = loader.error();
    use_session().follow(error);
    let bell = Bell::default();
    look_again(id, loader, bell.clone());
    let ready = Memo::new(move |_| held.with(Option::is_some));
    // What comes later must not make the form anew.
    let failed = Memo::new(move |_| !ready.get() && error.with(Option::is_some));
    let purchase = Purchase {
        intent: RwSignal::new(None),
        progress: RwSignal::new(Progress::Idle),
    };
    let place = kept(user, &format!("purchase-{id}"));
    let actions = actions(purchase, course(wallet.id, place, bell, purchase, loader));
    let owner = match wallet.owner {
        Owner::Personal => None,
        Owner::Shared { name, .. } => Some(name),
    };
    view! {
        <section class="rc-card rc-buy" aria-labelledby=TITLE_ID>
            <div>
                <h2 id=TITLE_ID tabindex="-1">{t().purchase.title}</h2>
                {owner.map(|name| view! { <p class="rc-buy-owner"><bdi>{name}</bdi></p> })}
            </div>
            {move || match (ready.get(), failed.get()) {
                (true, _) => {
                    view! {
                        <PurchaseForm wallet=id offer=held purchase=purchase actions=actions/>
                    }
                    .into_any()
                }
                (false, true) => ().into_any(),
                (false, false) => {
                    view! { <span class="rc-skeleton rc-buy-skeleton" aria-hidden="true"></span> }
                        .into_any()
                }
            }}
            {move || error.get().map(|error| failure(&error, loader))}
        </section>
    }
}

/// Reads again, and goes on at once, when something has changed: on the backend, or
/// because the user comes back with a card or a confirmation (A7), or the network does.
fn look_again(wallet: WalletId, loader: Loader<Offer>, bell: Bell) {
    let look = move || {
        loader.reload();
        bell.ring();
    };
    on_payment_change(wallet, look.clone());
    let back = browser::on_return(look.clone());
    let online = browser::on_online(move |online| {
        if online {
            look();
        }
    });
    StoredValue::new_local((back, online));
}

fn failure(error: &ClientError, loader: Loader<Offer>) -> AnyView {
    let stale = loader.value().with_untracked(Option::is_some);
    view! {
        <Failure
            what=if stale { t().auto_renewal.stale } else { t().purchase.failed }
            why=advice(error)
            retry_label=t().general.retry
            busy=loader.pending()
            retry=Callback::new(move |()| loader.reload())
        />
    }
    .into_any()
}

/// Where purchases of this card run. Their end is a reason to read again, and the focus
/// follows when the button that had it goes away.
fn course(
    wallet: WalletId,
    place: String,
    bell: Bell,
    purchase: Purchase,
    loader: Loader<Offer>,
) -> Course {
    let session = use_session();
    let changes = use_context::<Changes>();
    let show = move |intent: &Intent, news: Option<Progress>| {
        let is_watched = purchase.watches(intent);
        let (true, Some(progress)) = (is_watched, news) else {
            return is_watched;
        };
        let replaces_button = progress.asks() || matches!(progress, Progress::Paid { .. });
        let follow = replaces_button && browser::has_focus(form::BUTTON_ID);
        match &progress {
            Progress::Paid { .. } => read_again(changes),
            Progress::Refused(_) | Progress::Declined(_) => loader.reload(),
            Progress::Idle
            | Progress::Sending
            | Progress::Offline
            | Progress::Checking
            | Progress::Unsure
            | Progress::Charging { .. }
            | Progress::Confirm { .. }
            | Progress::Dropped => {}
        }
        purchase.progress.set(progress);
        if follow {
            spawn_local(async {
                sleep(0).await;
                browser::focus(outcome::RESULT_ID);
            });
        }
        true
    };
    Course {
        wallet,
        place,
        bell,
        show: Rc::new(show),
        signed_out: Rc::new(move || session.reload()),
    }
}

/// What can be done; first of all, what was under way before the page was loaded goes on.
fn actions(purchase: Purchase, course: Course) -> Actions {
    let Purchase { intent, progress } = purchase;
    // Not cancelled with the view: what is on its way is better seen through.
    let run = |course: Course, wanted: Intent, in_doubt| {
        spawn_local(pursue(course, wanted, in_doubt));
    };
    if let Some(left) = Intent::kept(&course.place) {
        let known = left.payment.is_some();
        intent.set(Some(left.clone()));
        if left.is_fresh(browser::now()) {
            progress.set(match known {
                true => Progress::Charging { slow: false },
                false => Progress::Checking,
            });
            run(course.clone(), left, true);
        } else {
            progress.set(Progress::Unsure);
        }
    }
    let course = StoredValue::new_local(course);
    let buy = Callback::new(move |package: Package| {
        if progress.with_untracked(Progress::is_open) {
            return;
        }
        let Some(wanted) = Intent::new(&package) else {
            progress.set(Progress::Refused(Code::Unknown));
            return;
        };
        let course = course.get_value();
        wanted.keep(&course.place);
        intent.set(Some(wanted.clone()));
        progress.set(Progress::Sending);
        run(course, wanted, false);
    });
    let go_on = Callback::new(move |()| {
        let course = course.get_value();
        let left = intent.get_untracked();
        match (progress.get_untracked(), left) {
            (Progress::Unsure, Some(left)) => {
                progress.set(Progress::Checking);
                run(course, left, true);
            }
            _under_way => course.bell.ring(),
        }
    });
    let let_go = Callback::new(move |()| {
        let course = course.get_value();
        if let Some(left) = intent.get_untracked() {
            left.forget(&course.place);
        }
        intent.set(None);
        progress.set(Progress::Idle);
        course.bell.ring();
    });
    Actions { buy, go_on, let_go }
}
