//! How renewal works, with the numbers that are being edited.

use api::Credits;
use leptos::prelude::*;

use super::{editing::Editing, sentence};
use crate::{format, locale::t, ui::Disclosure};

/// What the example's image costs.
const IMAGE: Credits = Credits::whole(1);

/// How renewal works.
#[component]
pub fn Help(
    /// What is being edited.
    editing: Editing,
) -> impl IntoView {
    let words = &t().help;
    view! {
        <Disclosure summary=words.renewal>
            <p>{move || example(editing)}</p>
            <ul>{words.rules.map(|rule| view! { <li>{rule}</li> }).collect_view()}</ul>
        </Disclosure>
    }
}

/// What happens with the threshold and the package of the draft, or of the first choice.
fn example(editing: Editing) -> Option<String> {
    let newest = editing.newest.read();
    let draft = editing.draft.read();
    let threshold = draft.credits().unwrap_or(newest.thresholds.min);
    let package = draft.package(&newest).or(newest.packages.first())?;
    let low = threshold.checked_sub(IMAGE)?;
    let new = low.checked_add(package.credits)?;
    Some((t().help.example)(
        &sentence::credits(threshold),
        &sentence::credits(package.credits),
        &format::money(package.price),
        &format::credits(low),
        &format::credits(new),
    ))
}
