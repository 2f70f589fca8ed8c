//! The sign-in form of the reference deployment.

use api::{Code, EmailAddress, session::SignIn};
use leptos::prelude::*;

use crate::{
    browser,
    client::{self, ClientError},
    locale::{advice, t},
    session::use_session,
    ui::{Button, Notice, TextField, TextKind, Tone, Variant},
};

const EMAIL_ID: &str = "email";
const PASSWORD_ID: &str = "password";

/// What was typed. [`Draft::parse`] is the only road to a [`SignIn`].
#[derive(Debug, Clone, Copy)]
struct Draft {
    email: RwSignal<String>,
    password: RwSignal<String>,
}

/// What is wrong with a draft, by field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Flaws {
    email: Option<&'static str>,
    password: Option<&'static str>,
}

impl Draft {
    fn parse(self) -> Result<SignIn, Flaws> {
        let words = &t().sign_in;
        let typed = self.email.get();
        let email = typed.parse::<EmailAddress>().map_err(|_| {
            if typed.trim().is_empty() {
                words.email_missing
            } else {
                words.email_malformed
            }
        });
        let password = self.password.get();
        let password = if password.is_empty() {
            Err(words.password_missing)
        } else {
            Ok(password)
        };
        match (email, password) {
            (Ok(email), Ok(password)) => Ok(SignIn { email, password }),
            (email, password) => Err(Flaws {
                email: email.err(),
                password: password.err(),
            }),
        }
    }
}

/// E-mail address, password, *Sign in*. Nothing is said about a field before the first
/// attempt; from then on a flaw goes as soon as it is mended.
#[component]
pub fn SignInForm() -> impl IntoView {
    let words = &t().sign_in;
    let session = use_session();
    let draft = Draft {
        email: RwSignal::new(String::new()),
        password: RwSignal::new(String::new()),
    };
    let tried = RwSignal::new(false);
    let refusal = RwSignal::new(None);
    let send = Action::new_local(move |sign_in: &SignIn| {
        let sign_in = sign_in.clone();
        async move {
            match client::session::sign_in(&sign_in).await {
                Ok(_signed_in) => session.enter(),
                Err(error) => {
                    refusal.try_set(Some(explain(&error)));
                }
            }
        }
    });
    let busy = Signal::derive(move || send.pending().get() || session.is_pending().get());
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        refusal.set(None);
        tried.set(true);
        match untrack(|| draft.parse()) {
            Ok(sign_in) => {
                send.dispatch(sign_in);
            }
            Err(flaws) => {
                browser::focus(if flaws.email.is_some() {
                    EMAIL_ID
                } else {
                    PASSWORD_ID
                });
            }
        }
    };
    let flaws = Memo::new(move |_| match draft.parse() {
        Err(flaws) if tried.get() => flaws,
        Ok(_) | Err(_) => Flaws::default(),
    });
    let email_error = Signal::derive(move || flaws.get().email.map(str::to_owned));
    let password_error = Signal::derive(move || flaws.get().password.map(str::to_owned));
    view! {
        <form novalidate on:submit=submit>
            <TextField
                id=EMAIL_ID
                label=words.email
                kind=TextKind::OwnEmail
                value=draft.email
                error=email_error
                max_chars=254
            />
            <TextField
                id=PASSWORD_ID
                label=words.password
                kind=TextKind::Password
                value=draft.password
                error=password_error
                max_chars=256
            />
            <div role="alert">
                {move || {
                    refusal
                        .get()
                        .map(|text| {
                            view! {
                                <Notice tone=Tone::Danger>
                                    <p>{text}</p>
                                </Notice>
                            }
                        })
                }}
            </div>
            <Button variant=Variant::Primary busy=busy>
                {words.submit}
            </Button>
        </form>
    }
}

fn explain(error: &ClientError) -> &'static str {
    let words = &t().sign_in;
    match error {
        ClientError::Refused(problem) => match problem.code {
            Code::WrongCredentials => words.wrong,
            Code::TooManyRequests => words.too_many,
            _ => advice(error),
        },
        ClientError::Offline
        | ClientError::Timeout
        | ClientError::SignedOut
        | ClientError::Unexpected => advice(error),
    }
}
