//! Signing in or up with the address that was invited, and accepting, in one step.

use api::{
    EmailAddress, Name,
    invitation::{InvitationOffer, InvitationToken, PASSWORD_MIN_CHARS, SignUp},
    session::{PASSWORD_MAX_BYTES, SignIn},
};
use leptos::prelude::*;

use super::Acceptance;
use crate::{
    browser, client,
    locale::t,
    ui::{Button, TextField, TextKind, Variant},
};

const PASSWORD_ID: &str = "invitation-password";
const NAME_ID: &str = "invitation-name";

/// The address that was invited, for what keeps passwords: it can't be another one.
#[component]
fn Addressee(email: EmailAddress) -> impl IntoView {
    view! {
        <input
            class="rc-only-spoken"
            type="email"
            autocomplete="username"
            tabindex="-1"
            aria-hidden="true"
            readonly
            value=email.to_string()
        />
    }
}

/// A password, and *Sign in and accept*.
#[component]
pub fn SignInToAccept(
    /// What is offered.
    offer: InvitationOffer,
    /// What its link holds.
    token: InvitationToken,
    /// What becomes of it.
    acceptance: Acceptance,
    /// It can't be used any more.
    outdated: Callback<()>,
) -> impl IntoView {
    let words = &t().invitation;
    let password = RwSignal::new(String::new());
    let tried = RwSignal::new(false);
    let flaw = Signal::derive(move || {
        let is_missing = tried.get() && password.with(String::is_empty);
        is_missing.then(|| t().sign_in.password_missing.to_owned())
    });
    let email = offer.email.clone();
    let first = (words.sign_in_first)(email.as_str());
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        tried.set(true);
        if flaw.with_untracked(Option::is_some) {
            browser::focus(PASSWORD_ID);
            return;
        }
        let sign_in = SignIn {
            email: offer.email.clone(),
            password: password.get_untracked(),
        };
        let token = token.clone();
        let act = async move {
            client::session::sign_in(&sign_in).await?;
            client::invitation::accept(token).await
        };
        acceptance.carry_out(&offer, act, outdated);
    };
    view! {
        <form novalidate on:submit=submit>
            <p>{first}</p>
            <Addressee email=email/>
            <TextField
                id=PASSWORD_ID
                label=t().sign_in.password
                kind=TextKind::Password
                value=password
                error=flaw
                max_chars=PASSWORD_MAX_BYTES
            />
            {acceptance.trouble_view()}
            <Button variant=Variant::Primary busy=acceptance.busy>
                {words.sign_in}
            </Button>
        </form>
    }
}

/// A name, a new password, and *Create account and accept*.
#[component]
pub fn SignUpToAccept(
    /// What is offered.
    offer: InvitationOffer,
    /// What its link holds.
    token: InvitationToken,
    /// What becomes of it.
    acceptance: Acceptance,
    /// It can't be used any more.
    outdated: Callback<()>,
) -> impl IntoView {
    let words = &t().invitation;
    let (name, password) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let tried = RwSignal::new(false);
    let wanted_name = move || name.get().parse::<Name>().ok();
    let is_long_enough = move || {
        password.with(|password| {
            password.chars().count() >= PASSWORD_MIN_CHARS && password.len() <= PASSWORD_MAX_BYTES
        })
    };
    let name_flaw = Signal::derive(move || {
        let is_wrong = tried.get() && wanted_name().is_none();
        is_wrong.then(|| t().invitation.name_wrong.to_owned())
    });
    let password_flaw = Signal::derive(move || {
        let is_wrong = tried.get() && !is_long_enough();
        is_wrong.then(|| (t().invitation.password_short)(PASSWORD_MIN_CHARS))
    });
    let email = offer.email.clone();
    let first = (words.sign_up_first)(email.as_str());
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        tried.set(true);
        let Some(name) = untrack(wanted_name) else {
            browser::focus(NAME_ID);
            return;
        };
        if !untrack(is_long_enough) {
            browser::focus(PASSWORD_ID);
            return;
        }
        let sign_up = SignUp {
            token: token.clone(),
            name,
            password: password.get_untracked(),
        };
        let act = async move { client::invitation::sign_up(&sign_up).await.map(|_| ()) };
        acceptance.carry_out(&offer, act, outdated);
    };
    view! {
        <form novalidate on:submit=submit>
            <p>{first}</p>
            <Addressee email=email/>
            <TextField
                id=NAME_ID
                label=words.your_name
                kind=TextKind::OwnName
                value=name
                error=name_flaw
            />
            <TextField
                id=PASSWORD_ID
                label=words.new_password
                kind=TextKind::NewPassword
                value=password
                error=password_flaw
                hint=(words.new_password_hint)(PASSWORD_MIN_CHARS)
                max_chars=PASSWORD_MAX_BYTES
            />
            {acceptance.trouble_view()}
            <Button variant=Variant::Primary busy=acceptance.busy>
                {words.sign_up}
            </Button>
        </form>
    }
}
