//! Creating an organisation (O8).

use api::{Name, OrganisationId};
use leptos::{prelude::*, task::spawn_local};

use crate::{
    browser, client,
    client::ClientError,
    host,
    locale::{advice, t},
    route::Route,
    ui::{Button, Modal, TextField, TextKind, Trouble, Variant},
};

const NAME_ID: &str = "organisation-name";

/// *Create organisation*, and its dialog: a name, and one is its owner.
#[component]
pub fn NewOrganisation() -> impl IntoView {
    let words = &t().organisation_new;
    let open = RwSignal::new(false);
    let ask = Callback::new(move |()| open.set(true));
    let name = RwSignal::new(String::new());
    let tried = RwSignal::new(false);
    let busy = RwSignal::new(false);
    let trouble = RwSignal::new(None::<&'static str>);
    // The name that was sent last, and under which key: sent again it is the same one.
    let sent = StoredValue::new(None::<(Name, String)>);
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
        let before = sent.get_value().filter(|(sent, _)| *sent == name);
        let Some(key) = before.map(|(_, key)| key).or_else(browser::random_key) else {
            trouble.set(Some(advice(&ClientError::Unexpected)));
            return;
        };
        sent.set_value(Some((name.clone(), key.clone())));
        busy.set(true);
        trouble.set(None);
        // Not cancelled with the view: what is on its way is better seen through.
        spawn_local(async move {
            let outcome = client::organisation::create(&name, &key).await;
            if busy.try_set(outcome.is_ok()).is_some() {
                // The view is gone.
                return;
            }
            match outcome {
                Ok(created) => enter(created.organisation),
                Err(error) => trouble.set(Some(advice(&error))),
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
                <Trouble what=words.failed why=trouble/>
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

/// Opens an organisation's page, which is all new: the session did not know of it.
fn enter(organisation: OrganisationId) {
    browser::go_to(&Route::Organisation(organisation).path(&host::get().base));
}
