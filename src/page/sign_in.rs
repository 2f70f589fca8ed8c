//! The reference deployment's sign-in.

use leptos::prelude::*;

use super::HEADING_ID;
use crate::{locale::t, sign_in::SignInForm};

/// The sign-in.
#[component]
pub fn SignInPage() -> impl IntoView {
    view! {
        <div class="rc-card rc-sign-in">
            <h1 id=HEADING_ID tabindex="-1">
                {t().sign_in.title}
            </h1>
            <SignInForm/>
        </div>
    }
}
