//! An address that is no screen.

use leptos::prelude::*;

use super::frame::Nothing;
use crate::{host, locale::t, route::Route, ui::Shape};

/// Says that there is nothing here.
#[component]
pub fn NotFoundPage() -> impl IntoView {
    let words = &t().general;
    view! {
        <Nothing shape=Shape::Search title=words.not_found_title text=words.not_found>
            <a class="rc-button" href=Route::Credits.path(&host::get().base)>
                {words.to_credits}
            </a>
        </Nothing>
    }
}
