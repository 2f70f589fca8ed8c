//! Where the page stands below its ancestors.

use leptos::prelude::*;

/// One ancestor: its name and its address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Crumb {
    /// What it is called.
    pub name: String,
    /// Where it is.
    pub href: String,
}

/// The ancestors as links, then the page itself.
#[component]
pub fn Breadcrumb(
    /// What assistive technology calls it.
    label: &'static str,
    /// The ancestors, outermost first.
    ancestors: Vec<Crumb>,
    /// The page itself.
    #[prop(into)]
    here: Signal<String>,
) -> impl IntoView {
    view! {
        <nav class="rc-breadcrumb" aria-label=label>
            <ol>
                {ancestors
                    .into_iter()
                    .map(|crumb| view! { <li><a href=crumb.href><bdi>{crumb.name}</bdi></a></li> })
                    .collect_view()}
                <li aria-current="page"><bdi>{move || here.get()}</bdi></li>
            </ol>
        </nav>
    }
}
