//! What stands in the place of a screen whose session has ended (G5).

use leptos::{callback::UnsyncCallback, prelude::*};

use crate::{
    browser,
    locale::t,
    session::use_session,
    ui::{Button, Modal, Variant},
};

/// Says so, in a dialog with one way on. Nothing of the user is left on the screen (I26).
#[component]
pub fn EndedPage(
    /// What the screen is called.
    title: &'static str,
    /// Leads to the sign-in, and from there back to this screen.
    on_leave: UnsyncCallback<()>,
) -> impl IntoView {
    let words = &t().sign_in;
    let session = use_session();
    let open = RwSignal::new(true);
    let close = Callback::new(move |()| open.set(false));
    // The address lies outside of the graph.
    Effect::watch(
        move || open.get(),
        move |open, _, _| {
            if !open {
                on_leave.run(());
            }
        },
        false,
    );
    // They may have signed in meanwhile, in another tab.
    StoredValue::new_local(browser::on_return(move || session.reload()));
    view! {
        <h1 class="rc-only-spoken">{title}</h1>
        <Modal id="session-ended" open=open title=words.session_ended>
            <p class="rc-dialog-text">{words.session_ended_text}</p>
            <div class="rc-dialog-answers">
                <Button variant=Variant::Primary busy=false autofocus=true on_press=close>
                    {words.submit}
                </Button>
            </div>
        </Modal>
    }
}
