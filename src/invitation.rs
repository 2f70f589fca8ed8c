//! Following the link of an invitation (rule 13): who invites to what, and accepting it,
//! after signing in or up where nobody is signed in.

mod account;

use api::{
    Code,
    invitation::{InvitationOffer, InvitationToken},
    session::{Session, User},
};
use leptos::{prelude::*, task::spawn_local};

use crate::{
    browser::{self, storage::Store},
    client::{self, ClientError},
    format, host,
    latest::Loader,
    locale::{advice, not_done, t},
    route::Route,
    ui::{Button, Failure, Trouble, Variant},
};
use account::{SignInToAccept, SignUpToAccept};

/// Where the tab keeps what the link held while the host signs somebody in: no server is to
/// see it (I19).
const KEPT: &str = "relux-invitation";

/// What the link held that has led here, or to the host's sign-in before.
fn followed() -> Option<InvitationToken> {
    let fragment = browser::fragment();
    if fragment.is_empty() {
        return Store::Session.get(KEPT)?.parse().ok();
    }
    fragment.parse().ok()
}

/// Whether the answer says that the invitation can't be used.
fn is_invalid(error: &ClientError) -> bool {
    matches!(error, ClientError::Refused(problem) if problem.code == Code::InvalidInvitation)
}

/// An invitation, for who is signed in or for anybody.
#[component]
pub fn InvitationOfLink(
    /// Who is signed in, if anybody is.
    session: Option<Session>,
    /// The id of the screen's heading.
    heading: &'static str,
) -> impl IntoView {
    let user = session.map(|session| session.user);
    match followed() {
        Some(token) => view! { <Followed token=token user=user heading=heading/> }.into_any(),
        None => view! { <Invalid user=user heading=heading/> }.into_any(),
    }
}

#[component]
fn Followed(token: InvitationToken, user: Option<User>, heading: &'static str) -> impl IntoView {
    let asked = token.clone();
    let loader = Loader::new(move || client::invitation::look_up(asked.clone()));
    let (offer, error, pending) = (loader.value(), loader.error(), loader.pending());
    move || match (offer.get(), error.get()) {
        (_, Some(error)) if is_invalid(&error) => {
            Store::Session.remove(KEPT);
            view! { <Invalid user=user.clone() heading=heading/> }.into_any()
        }
        (Some(offer), _) => {
            let (token, user) = (token.clone(), user.clone());
            let outdated = Callback::new(move |()| loader.reload());
            view! { <Offer offer=offer token=token user=user heading=heading outdated=outdated/> }
                .into_any()
        }
        (None, Some(error)) => view! {
            <h1 class="rc-only-spoken">{t().invitation.title}</h1>
            <Failure
                what=t().general.part_failed
                why=advice(&error)
                retry_label=t().general.retry
                busy=pending
                retry=Callback::new(move |()| loader.reload())
            />
        }
        .into_any(),
        (None, None) => view! { <InvitationWaiting/> }.into_any(),
    }
}

/// What stands in the place of an invitation until it is loaded.
#[component]
pub fn InvitationWaiting() -> impl IntoView {
    view! {
        <h1 class="rc-only-spoken">{t().invitation.title}</h1>
        <span class="rc-skeleton rc-shell-card"></span>
    }
}

/// What becomes of accepting, for the forms below. A handle: every copy is the same.
#[derive(Debug, Clone, Copy)]
struct Acceptance {
    busy: RwSignal<bool>,
    trouble: RwSignal<Option<(&'static str, &'static str)>>,
}

impl Acceptance {
    /// Does what ends in a membership, and then opens the Credits page, which is all new.
    /// What was accepted by a request whose answer was lost is accepted, too.
    fn carry_out(
        self,
        offer: &InvitationOffer,
        act: impl Future<Output = Result<(), ClientError>> + 'static,
        outdated: Callback<()>,
    ) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        self.trouble.set(None);
        let organisation = offer.organisation;
        // Not cancelled with the view: what is on its way is better seen through.
        spawn_local(async move {
            let mut outcome = act.await;
            if outcome.as_ref().is_err_and(is_invalid) {
                let session = client::session::session().await;
                let is_member = session.is_ok_and(|session| {
                    let mut all = session.memberships.iter();
                    all.any(|one| one.organisation == organisation)
                });
                if is_member {
                    outcome = Ok(());
                }
            }
            if self.busy.try_set(outcome.is_ok()).is_some() {
                // The view is gone.
                return;
            }
            match outcome {
                Ok(()) => {
                    Store::Session.remove(KEPT);
                    browser::go_to(&Route::Credits.path(&host::get().base));
                }
                Err(error) if is_invalid(&error) => outdated.run(()),
                Err(error) => {
                    let what = t().invitation.not_accepted;
                    self.trouble.set(Some(not_done(what, why(&error), &error)));
                }
            }
        });
    }

    /// What is said when it was not done.
    fn trouble_view(self) -> impl IntoView {
        view! {
            <Trouble of=self.trouble/>
        }
    }
}

fn why(error: &ClientError) -> &'static str {
    match error {
        ClientError::Refused(problem) => match problem.code {
            Code::WrongCredentials => t().sign_in.wrong,
            Code::AccountExists => t().invitation.account_exists,
            Code::TooManyRequests => t().sign_in.too_many,
            _ => advice(error),
        },
        ClientError::Offline
        | ClientError::Timeout
        | ClientError::SignedOut
        | ClientError::Unexpected => advice(error),
    }
}

#[component]
fn Offer(
    offer: InvitationOffer,
    token: InvitationToken,
    user: Option<User>,
    heading: &'static str,
    outdated: Callback<()>,
) -> impl IntoView {
    let words = &t().invitation;
    let acceptance = Acceptance {
        busy: RwSignal::new(false),
        trouble: RwSignal::new(None),
    };
    let title = (words.offer)(&format::name(&offer.invited_by), &format::name(&offer.name));
    let text = (words.offer_text)(&format::name(&offer.name));
    let until = (words.until)(&format::date(offer.expires_at));
    let accepting = match user {
        Some(user) => {
            let accept = Callback::new(move |()| {
                let act = client::invitation::accept(token.clone());
                acceptance.carry_out(&offer, act, outdated);
            });
            view! {
                <p>{(words.signed_in_as)(&format::name(&user.name), user.email.as_str())}</p>
                {acceptance.trouble_view()}
                <Button variant=Variant::Primary busy=acceptance.busy on_press=accept>
                    {words.accept}
                </Button>
            }
            .into_any()
        }
        None if host::get().links.sign_in.is_some() => {
            let sign_in = Callback::new(move |()| sign_in_at_host(&token));
            view! {
                <p>{(words.sign_in_first)(offer.email.as_str())}</p>
                <Button variant=Variant::Primary busy=false on_press=sign_in>
                    {words.host_sign_in}
                </Button>
            }
            .into_any()
        }
        None if offer.has_account => view! {
            <SignInToAccept offer=offer token=token acceptance=acceptance outdated=outdated/>
        }
        .into_any(),
        None => view! {
            <SignUpToAccept offer=offer token=token acceptance=acceptance outdated=outdated/>
        }
        .into_any(),
    };
    view! {
        <div class="rc-card rc-invitation">
            <h1 id=heading tabindex="-1">
                {title}
            </h1>
            <p>{text}</p>
            <p class="rc-muted">{until}</p>
            {accepting}
        </div>
    }
}

/// Leads to the host's sign-in, and back here; what the link held stays in the tab.
fn sign_in_at_host(token: &InvitationToken) {
    let host = host::get();
    if let Some(url) = &host.links.sign_in {
        Store::Session.set(KEPT, token.as_str());
        let here = Route::Invitation.path(&host.base);
        browser::go_to(&crate::route::host_sign_in(url, &browser::encode(&here)));
    }
}

/// One page for every invitation that can't be used: it tells nothing about why (I19).
#[component]
fn Invalid(user: Option<User>, heading: &'static str) -> impl IntoView {
    let words = &t().invitation;
    view! {
        <div class="rc-card rc-invitation">
            <h1 id=heading tabindex="-1">
                {words.invalid_title}
            </h1>
            <p>{words.invalid}</p>
            {user.map(|user| view! { <p>{(words.invalid_signed_in)(user.email.as_str())}</p> })}
            <p>
                <a class="rc-button" href=Route::Credits.path(&host::get().base)>
                    {words.to_credits}
                </a>
            </p>
        </div>
    }
}
