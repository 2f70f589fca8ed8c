//! The stored card: what it is called, and the way to store one (A7, C6). Features call it.

use api::{
    WalletId,
    payment::{LocalPath, OpenCardPage, PaymentMethod},
};
use leptos::prelude::*;

use crate::{
    browser,
    client::{self, ClientError},
    host,
    locale::advice,
    session::use_session,
    ui::{Button, Variant},
};

/// What a card is called: `Visa •••• 4242`.
pub fn name(card: &PaymentMethod) -> String {
    let mut name = String::new();
    for word in card.brand.split('_') {
        let mut letters = word.chars();
        name.extend(letters.next().map(|first| first.to_ascii_uppercase()));
        name.push_str(letters.as_str());
        name.push(' ');
    }
    // Non-breaking, so that a line never ends within the number.
    name + "••••\u{a0}" + &card.last4
}

/// The month in which it expires: `08/2027`.
pub fn expiry(card: &PaymentMethod) -> String {
    format!("{:02}/{}", card.expiry_month, card.expiry_year)
}

/// The way to store a card, or another one: the host's page, or else the payment
/// provider's. Both open in this tab, and what is unsaved waits for the user's return.
#[component]
pub fn CardLink(
    /// For whose payments.
    wallet: WalletId,
    /// What it says.
    label: &'static str,
    /// How much it asks for attention.
    variant: Variant,
) -> impl IntoView {
    if let Some(url) = host::get().links.store_card.as_deref() {
        return view! {
            <a class="rc-button" data-variant=variant.name() data-keeps href=url rel="external">
                {label}
            </a>
        }
        .into_any();
    }
    let session = use_session();
    let failed = RwSignal::new(None);
    let open = Action::new_local(move |(): &()| async move {
        failed.try_set(None);
        match open_page(wallet).await {
            Ok(url) => browser::go_to(&url),
            Err(error) => {
                session.heed(&error);
                failed.try_set(Some(advice(&error)));
            }
        }
    });
    let press = Callback::new(move |()| {
        open.dispatch(());
    });
    view! {
        <Button variant=variant busy=open.pending() on_press=press>
            {label}
        </Button>
        <span role="alert">{move || failed.get()}</span>
    }
    .into_any()
}

/// Where the provider's page is.
async fn open_page(wallet: WalletId) -> Result<String, ClientError> {
    let return_to = way_back(&browser::here()).ok_or(ClientError::Unexpected)?;
    let page = client::payment::card_page(wallet, &OpenCardPage { return_to }).await?;
    match browser::is_page(&page.url) {
        true => Ok(page.url),
        false => Err(ClientError::Unexpected),
    }
}

/// From there back to here; a long address without what it asks for.
fn way_back(here: &str) -> Option<LocalPath> {
    let path = here.split('?').next().unwrap_or_default();
    [here, path]
        .into_iter()
        .find_map(|way| LocalPath::try_from(way.to_owned()).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a7_the_way_back_from_the_card_page_leaves_out_what_is_too_long() {
        let way = |here: &str| way_back(here).unwrap().as_str().to_owned();
        assert_eq!(way("/there?type=usage"), "/there?type=usage");
        assert_eq!(way(&format!("/there?q={}", "x".repeat(600))), "/there");
    }

    #[test]
    fn a6_a_card_is_called_by_its_brand_and_last_digits() {
        let card = |brand: &str| PaymentMethod {
            brand: brand.to_owned(),
            last4: "4242".to_owned(),
            expiry_month: 8,
            expiry_year: 2027,
        };
        assert_eq!(name(&card("visa")), "Visa ••••\u{a0}4242");
        assert_eq!(
            name(&card("american_express")),
            "American Express ••••\u{a0}4242"
        );
        assert_eq!(expiry(&card("visa")), "08/2027");
    }
}
