//! The question before everything destructive or costly.

use leptos::{html::Dialog, prelude::*};

use super::{
    Button, Variant,
    modal::{closed, show_modal},
};

/// A question in a dialog. It opens on *Cancel*, the answer that does nothing; Escape
/// means the same. It closes itself on no other answer: who asks may first see it through.
#[component]
pub fn Confirm(
    /// The dialog's id, unique on the page.
    id: &'static str,
    /// Whether the question is being asked.
    open: RwSignal<bool>,
    /// The question.
    #[prop(into)]
    title: Signal<String>,
    /// The answer that does it: the verb of the question.
    yes: &'static str,
    /// The answer that does nothing.
    no: &'static str,
    /// Whether it is being done.
    #[prop(optional, into)]
    busy: Signal<bool>,
    /// Does it.
    on_yes: Callback<()>,
    /// What it means.
    children: Children,
) -> impl IntoView {
    let dialog = NodeRef::<Dialog>::new();
    let title_id = format!("{id}-title");
    let text_id = format!("{id}-text");
    show_modal(dialog, open);
    view! {
        <dialog
            class="rc-dialog"
            id=id
            role="alertdialog"
            aria-labelledby=title_id.clone()
            aria-describedby=text_id.clone()
            node_ref=dialog
            on:close=move |_| closed(dialog, open)
        >
            <h2 id=title_id.clone()>{move || title.get()}</h2>
            <div class="rc-dialog-text" id=text_id.clone()>
                {children()}
            </div>
            <div class="rc-dialog-answers">
                <Button
                    variant=Variant::Plain
                    busy=false
                    autofocus=true
                    on_press=Callback::new(move |()| open.set(false))
                >
                    {no}
                </Button>
                <Button variant=Variant::Primary busy=busy on_press=on_yes>
                    {yes}
                </Button>
            </div>
        </dialog>
    }
}
