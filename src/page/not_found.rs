//! An address that is no screen.

use leptos::prelude::*;

use super::frame::Nothing;
use crate::{locale::t, ui::Shape};

/// Says that there is nothing here.
#[component]
pub fn NotFoundPage() -> impl IntoView {
    let words = &t().general;
    view! { <Nothing shape=Shape::Search title=words.not_found_title text=words.not_found/> }
}
