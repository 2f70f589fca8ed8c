//! The mail that a removed member will get (O4).

use api::{OrganisationId, UserId};
use leptos::prelude::*;

use crate::{client, latest::Loader, locale::t};

/// The mail, to be looked at before it is sent.
#[component]
pub fn RemovalMail(
    /// Of which organisation.
    organisation: OrganisationId,
    /// Who will get it.
    member: UserId,
) -> impl IntoView {
    let loader = Loader::new(move || client::organisation::removal_mail(organisation, member));
    let (mail, error) = (loader.value(), loader.error());
    move || match (mail.get(), error.get()) {
        (Some(mail), _) => view! {
            <details class="rc-mail-preview">
                <summary>{t().organisation.remove_preview}</summary>
                <p lang=mail.language.clone()>
                    <strong>{mail.subject}</strong>
                </p>
                <p class="rc-mail-text" tabindex="0" lang=mail.language>
                    {mail.text}
                </p>
            </details>
        }
        .into_any(),
        (None, Some(_)) => {
            view! { <p class="rc-muted">{t().organisation.no_preview}</p> }.into_any()
        }
        (None, None) => ().into_any(),
    }
}
