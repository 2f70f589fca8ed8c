//! A form in a dialog.

use leptos::{html::Dialog, prelude::*};

/// A dialog above the page, which waits for it. Escape closes it; what was typed stays.
#[component]
pub fn Modal(
    /// The dialog's id, unique on the page.
    id: &'static str,
    /// Whether it is open.
    open: RwSignal<bool>,
    /// What it is called.
    #[prop(into)]
    title: Signal<String>,
    /// What stands in it; the first control should take the focus (`autofocus`).
    children: Children,
) -> impl IntoView {
    let dialog = NodeRef::<Dialog>::new();
    let title_id = format!("{id}-title");
    show_modal(dialog, open);
    view! {
        <dialog
            class="rc-dialog"
            id=id
            aria-labelledby=title_id.clone()
            node_ref=dialog
            on:close=move |_| closed(dialog, open)
        >
            <h2 id=title_id.clone()>{move || title.get()}</h2>
            {children()}
        </dialog>
    }
}

/// Keeps a dialog as open as the signal says.
pub(super) fn show_modal(dialog: NodeRef<Dialog>, open: RwSignal<bool>) {
    // The dialog's being modal lies outside of the graph.
    Effect::new(move |_| {
        let (asked, Some(dialog)) = (open.get(), dialog.get()) else {
            return;
        };
        if asked && !dialog.open() {
            let _not_in_the_page = dialog.show_modal();
        } else if !asked && dialog.open() {
            dialog.close();
        }
    });
}

/// The browser has closed a dialog, and says so a moment later: it may be open again by then.
pub(super) fn closed(dialog: NodeRef<Dialog>, open: RwSignal<bool>) {
    let is_open_again = dialog.get_untracked().is_some_and(|dialog| dialog.open());
    if !is_open_again {
        open.set(false);
    }
}
