//! The reference deployment's sign-in.

use leptos::prelude::*;

use super::HEADING_ID;
use crate::{
    locale::t,
    sign_in::SignInForm,
    ui::{Notice, Tone},
};

/// The sign-in.
#[component]
pub fn SignInPage(
    /// Whether a session has come to its end.
    ended: bool,
) -> impl IntoView {
    let words = &t().sign_in;
    view! {
        <div class="rc-card rc-sign-in">
            <h1 id=HEADING_ID tabindex="-1">
                {words.title}
            </h1>
            {ended
                .then(|| {
                    view! {
                        <Notice tone=Tone::Warning>
                            <p>{words.session_ended}</p>
                        </Notice>
                    }
                })}
            <SignInForm/>
        </div>
    }
}
