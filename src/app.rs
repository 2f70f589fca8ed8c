//! The application's root: which screen the address asks for, inside the frame.

use api::session::Session;
use leptos::{callback::UnsyncCallback, prelude::*};
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
        ended::EndedPage,
        frame::Frame,
        invitation::InvitationPage,
        member::MemberPage,
        not_found::NotFoundPage,
        organisation::{OrganisationPage, membership},
        report::ReportPage,
        sign_in::SignInPage,
    },
    route::{self, Route},
    session::{SessionContext, Status, forget_others, provide_session, use_session},
    ui::Failure,
    wallet::provide_changes,
};

/// The whole page.
#[component]
pub fn App() -> impl IntoView {
    StoredValue::new_local((
        browser::leaving::watch(),
        browser::refocus::watch(host::PAGE_ID),
    ));
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
    let to_sign_in = way_to_sign_in();
    redirect(session, route, to_sign_in);
    let place = Memo::new(move |last: Option<&(Status, Route)>| {
        let next = (session.status().get(), route.get());
        match last {
            Some(last) if is_same_screen(last, &next) => last.clone(),
            _ => next,
        }
    });
    let screen = move || match place.get() {
        (_, Route::Unknown) => view! { <NotFoundPage/> }.into_any(),
        (Status::SignedIn(user), route) => view! { <SignedIn user=user route=route/> }.into_any(),
        (Status::SignedOut { .. }, Route::SignIn) => view! { <SignInPage/> }.into_any(),
        (Status::Failed(error), route) => {
            let retry = Callback::new(move |()| session.reload());
            view! {
                <h1 class="rc-only-spoken">{title(&route)}</h1>
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
        (Status::Checking, route) => view! { <Waiting route=route/> }.into_any(),
        (Status::SignedOut { .. }, Route::Invitation) => {
            view! { <InvitationPage session=None/> }.into_any()
        }
        (Status::SignedOut { ended: true }, route) => {
            view! { <EndedPage title=title(&route) on_leave=to_sign_in/> }.into_any()
        }
        (Status::SignedOut { ended: false }, _) => ().into_any(),
    };
    view! { <Frame>{screen}</Frame> }
}

/// What stands in the place of a screen until it is known who is signed in.
#[component]
fn Waiting(route: Route) -> impl IntoView {
    view! {
        <h1 class="rc-only-spoken">{title(&route)}</h1>
        <p class="rc-only-spoken" role="status">
            {t().general.loading}
        </p>
        <span class="rc-skeleton rc-shell-card"></span>
    }
}

/// Whether what is seen stays: an organisation's does when somebody may do more or less there
/// than before, lest an open question be lost.
fn is_same_screen(last: &(Status, Route), next: &(Status, Route)) -> bool {
    let ((Status::SignedIn(before), Route::Organisation(id)), (Status::SignedIn(now), _)) =
        (last, next)
    else {
        return false;
    };
    let place = |session: &Session| {
        let (name, shared) = membership(session, *id)?;
        Some((name, shared.map(|wallet| wallet.id)))
    };
    before.user.id == now.user.id && last.1 == next.1 && place(before) == place(now)
}

/// What a signed-in user sees. It is made anew when the session changes, so nothing of
/// one user outlives their session (I26).
#[component]
fn SignedIn(user: Session, route: Route) -> impl IntoView {
    provide_changes(use_session());
    forget_others(user.user.id);
    match route {
        Route::Account => view! { <AccountPage session=user/> }.into_any(),
        Route::Credits => view! { <CreditsPage session=user/> }.into_any(),
        Route::Organisation(id) => {
            view! { <OrganisationPage organisation=id session=user/> }.into_any()
        }
        Route::Member(id, member) => {
            view! { <MemberPage organisation=id member=member session=user/> }.into_any()
        }
        Route::Report(id) => view! { <ReportPage organisation=id session=user/> }.into_any(),
        Route::Invitation => view! { <InvitationPage session=Some(user)/> }.into_any(),
        Route::SignIn | Route::Unknown => ().into_any(),
    }
}

/// The way to the sign-in, and from there back to where one is.
fn way_to_sign_in() -> UnsyncCallback<()> {
    let navigate = use_navigate();
    let location = use_location();
    UnsyncCallback::new(move |()| {
        let here = browser::encode(&here(&location));
        match &host::get().links.sign_in {
            Some(url) => browser::go_to(&route::host_sign_in(url, &here)),
            None => navigate(&route::sign_in_path(&host::get().base, &here), replaced()),
        }
    })
}

/// Leads who is not signed in to the sign-in, and back to where they were once they are in.
/// Whose session has ended is told so first (G5).
fn redirect(session: SessionContext, route: Memo<Route>, to_sign_in: UnsyncCallback<()>) {
    let navigate = use_navigate();
    let location = use_location();
    // The address lies outside of the graph.
    Effect::new(move |_| match (session.status().get(), route.get()) {
        (Status::SignedOut { .. }, Route::SignIn | Route::Invitation | Route::Unknown)
        | (Status::SignedOut { ended: true }, _) => {}
        (Status::SignedOut { ended: false }, _) => to_sign_in.run(()),
        (Status::SignedIn(_), Route::SignIn) => {
            let next = location
                .query
                .with_untracked(|query| query.get(route::NEXT));
            let target = route::after_sign_in(&host::get().base, next.as_deref());
            navigate(&target, replaced());
        }
        (Status::Checking | Status::Failed(_) | Status::SignedIn(_), _) => {}
    });
}

/// In the place of the present address: *Back* does not lead to it.
fn replaced() -> NavigateOptions {
    NavigateOptions {
        resolve: false,
        replace: true,
        ..NavigateOptions::default()
    }
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

/// What a screen is called.
fn title(route: &Route) -> &'static str {
    match route {
        Route::Account => t().account.title,
        Route::SignIn => t().sign_in.title,
        Route::Credits => t().credits.title,
        Route::Organisation(_) => t().credits.manage_organisation,
        Route::Member(..) => t().usage.member_title,
        Route::Report(_) => t().usage.report,
        Route::Invitation => t().invitation.title,
        Route::Unknown => t().general.not_found_title,
    }
}

/// Names the tab after the screen, and after the first one moves the focus to its heading.
fn announce_screens(route: Memo<Route>) {
    // Title and focus lie outside of the graph.
    Effect::new(move |previous: Option<Route>| {
        let route = route.get();
        browser::set_title(title(&route));
        if previous.is_some_and(|previous| previous != route) {
            request_animation_frame(|| {
                browser::focus(crate::page::HEADING_ID);
                browser::scroll_to_top();
            });
        }
        route
    });
}
