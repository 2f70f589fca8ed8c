//! Creating an organisation (O8).

use api::{Code, Name, OrganisationId, UserId};
use leptos::{prelude::*, task::spawn_local};

use crate::{
    browser::{self, storage::Store},
    client,
    client::ClientError,
    host,
    locale::{advice, not_done, t},
    route::Route,
    session::{kept, kept_text, use_session},
    ui::{Button, Modal, TextField, TextKind, Trouble, Variant},
};

const NAME_ID: &str = "organisation-name";

/// *Create organisation*, and its dialog: a name, and one is its owner.
#[component]
pub fn NewOrganisation(
    /// Who creates one.
    user: UserId,
) -> impl IntoView {
    let words = &t().organisation_new;
    let session = use_session();
    let open = RwSignal::new(false);
    let ask = Callback::new(move |()| open.set(true));
    let place = kept(user, "organisation-name");
    let name = kept_text(place.clone());
    let tried = RwSignal::new(false);
    let busy = RwSignal::new(false);
    let trouble = RwSignal::new(None::<(&'static str, &'static str)>);
    // Under which key which name was sent last: sent again, it is the same one (G4).
    let sent = kept(user, "organisation-sent");
    let wanted = move || name.get().parse::<Name>().ok();
    let flaw = Signal::derive(move || {
        let is_wrong = tried.get() && wanted().is_none();
        is_wrong.then(|| t().organisation_new.name_wrong.to_owned())
    });
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        tried.set(true);
        if busy.get_untracked() {
            return;
        }
        let Some(name) = untrack(wanted) else {
            browser::focus(NAME_ID);
            return;
        };
        let Some(key) = key_of(&sent, &name).or_else(browser::random_key) else {
            trouble.set(Some((
                t().organisation_new.failed,
                advice(&ClientError::Unexpected),
            )));
            return;
        };
        Store::Session.set(&sent, &format!("{key} {name}"));
        busy.set(true);
        trouble.set(None);
        let (sent, place) = (sent.clone(), place.clone());
        // Not cancelled with the view: what is on its way is better seen through.
        spawn_local(async move {
            let outcome = client::organisation::create(&name, &key).await;
            if outcome.is_ok() {
                Store::Session.remove(&sent);
                Store::Session.remove(&place);
            }
            if busy.try_set(outcome.is_ok()).is_some() {
                // The view is gone.
                return;
            }
            match outcome {
                Ok(created) => enter(created.organisation),
                Err(error) => {
                    session.heed(&error);
                    trouble.set(Some(not_done(
                        t().organisation_new.failed,
                        why(&error),
                        &error,
                    )));
                }
            }
        });
    };
    let close = Callback::new(move |()| open.set(false));
    view! {
        <Button variant=Variant::Plain busy=false on_press=ask>
            {words.open}
        </Button>
        <Modal id="organisation-new" open=open title=words.open.to_owned()>
            <form class="rc-invite" novalidate on:submit=submit>
                <TextField
                    id=NAME_ID
                    label=words.name
                    kind=TextKind::Organisation
                    value=name
                    error=flaw
                    hint=words.hint
                />
                <Trouble of=trouble/>
                <div class="rc-dialog-answers">
                    <Button variant=Variant::Plain busy=false on_press=close>
                        {t().general.cancel}
                    </Button>
                    <Button variant=Variant::Primary busy=busy>
                        {words.create}
                    </Button>
                </div>
            </form>
        </Modal>
    }
}

fn why(error: &ClientError) -> &'static str {
    match error {
        ClientError::Refused(problem) if problem.code == Code::TooManyRequests => {
            t().organisation_new.limit_reached
        }
        other => advice(other),
    }
}

/// The key under which that name was sent before.
fn key_of(sent: &str, name: &Name) -> Option<String> {
    let sent = Store::Session.get(sent)?;
    let (key, of) = sent.split_once(' ')?;
    (of == name.as_str()).then(|| key.to_owned())
}

/// Opens an organisation's page, which is all new: the session did not know of it.
fn enter(organisation: OrganisationId) {
    browser::go_to(&Route::Organisation(organisation).path(&host::get().base));
}
