//! The application's root: which screen the address asks for, inside the frame.

use api::session::Session;
use leptos::prelude::*;
use leptos_router::{
    NavigateOptions,
    components::Router,
    hooks::{use_location, use_navigate},
    location::{BrowserUrl, Location, LocationProvider},
};

use crate::{
    browser, host,
    locale::{advice, t},
    page::{
        account::AccountPage,
        credits::{CreditsPage, CreditsSkeleton},
        frame::Frame,
        not_found::NotFoundPage,
        organisation::OrganisationPage,
        sign_in::SignInPage,
    },
    route::{self, Route},
    session::{SessionContext, Status, provide_session},
    ui::Failure,
    wallet::provide_changes,
};

/// The whole page.
#[component]
pub fn App() -> impl IntoView {
    view! {
        <Router base=host::get().base.as_str()>
            <Screens/>
        </Router>
    }
}

#[component]
fn Screens() -> impl IntoView {
    let session = provide_session();
    let location = use_location();
    let route = Memo::new(move |_| {
        location
            .pathname
            .with(|path| Route::parse(&host::get().base, path))
    });
    complete_navigation();
    announce_screens(route);
    redirect(session, route);
    let screen = move || match (session.status().get(), route.get()) {
        (_, Route::Unknown) => view! { <NotFoundPage/> }.into_any(),
        (Status::SignedIn(user), route) => view! { <SignedIn user=user route=route/> }.into_any(),
        (Status::SignedOut { ended }, Route::SignIn) => {
            view! { <SignInPage ended=ended/> }.into_any()
        }
        (Status::Failed(error), _) => {
            let retry = Callback::new(move |()| session.reload());
            view! {
                <Failure
                    what=t().general.session_failed
                    why=advice(&error)
                    retry_label=t().general.retry
                    busy=session.is_pending()
                    retry=retry
                />
            }
            .into_any()
        }
        (Status::Checking, Route::Credits) => view! { <CreditsSkeleton/> }.into_any(),
        (Status::Checking, _) => view! { <Waiting/> }.into_any(),
        (Status::SignedOut { .. }, _) => ().into_any(),
    };
    view! { <Frame>{screen}</Frame> }
}

/// What stands in the place of a screen until it is known who is signed in.
#[component]
fn Waiting() -> impl IntoView {
    view! {
        <p class="rc-only-spoken" role="status">
            {t().general.loading}
        </p>
        <span class="rc-skeleton rc-shell-card"></span>
    }
}

/// What a signed-in user sees. It is made anew when the session changes, so nothing of
/// one user outlives their session (I26).
#[component]
fn SignedIn(user: Session, route: Route) -> impl IntoView {
    provide_changes(crate::session::use_session());
    match route {
        Route::Account => view! { <AccountPage session=user/> }.into_any(),
        Route::Credits => view! { <CreditsPage session=user/> }.into_any(),
        Route::Organisation(id) => {
            view! { <OrganisationPage organisation=id session=user/> }.into_any()
        }
        Route::SignIn | Route::Unknown => ().into_any(),
    }
}

/// Leads who is signed out to the sign-in, and back to where they were once they are in.
fn redirect(session: SessionContext, route: Memo<Route>) {
    let navigate = use_navigate();
    let location = use_location();
    let base = &host::get().base;
    // The address lies outside of the graph.
    Effect::new(move |_| {
        let target = match (session.status().get(), route.get()) {
            (Status::SignedOut { .. }, Route::SignIn | Route::Unknown) => None,
            (Status::SignedOut { .. }, _) => {
                let here = here(&location);
                match &host::get().links.sign_in {
                    Some(url) => {
                        browser::go_to(&route::host_sign_in(url, &browser::encode(&here)));
                        None
                    }
                    None => Some(route::sign_in_path(base, &browser::encode(&here))),
                }
            }
            (Status::SignedIn(_), Route::SignIn) => {
                let next = location
                    .query
                    .with_untracked(|query| query.get(route::NEXT));
                Some(route::after_sign_in(base, next.as_deref()))
            }
            (Status::Checking | Status::Failed(_) | Status::SignedIn(_), _) => None,
        };
        if let Some(target) = target {
            navigate(
                &target,
                NavigateOptions {
                    resolve: false,
                    replace: true,
                    ..NavigateOptions::default()
                },
            );
        }
    });
}

/// The present address: path and query.
fn here(location: &Location) -> String {
    let path = location.pathname.get_untracked();
    match location.search.get_untracked() {
        search if search.is_empty() => path,
        search => format!("{path}?{search}"),
    }
}

/// Lets the router write the address of a link that was followed: it waits for the new
/// screen to be there, which only its own route tables would tell it.
fn complete_navigation() {
    let path = use_location().pathname;
    let address = use_context::<BrowserUrl>();
    // The address lies outside of the graph.
    Effect::new(move |_| {
        path.track();
        if let Some(address) = &address {
            address.ready_to_complete();
        }
    });
}

/// Names the tab after the screen, and after the first one moves the focus to its heading.
fn announce_screens(route: Memo<Route>) {
    // Title and focus lie outside of the graph.
    Effect::new(move |previous: Option<Route>| {
        let route = route.get();
        browser::set_title(match &route {
            Route::Account => t().account.title,
            Route::SignIn => t().sign_in.title,
            Route::Credits => t().credits.title,
            Route::Organisation(_) => t().credits.manage_organisation,
            Route::Unknown => t().general.not_found_title,
        });
        if previous.is_some_and(|previous| previous != route) {
            request_animation_frame(|| {
                browser::focus(crate::page::HEADING_ID);
                browser::scroll_to_top();
            });
        }
        route
    });
}
