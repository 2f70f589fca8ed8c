//! The choice of a package, what it costs, and the button (C6): draws, and says what to
//! buy.

use api::{Credits, Money, WalletId, package::Package, payment::PaymentMethod};
use leptos::prelude::*;

use super::{
    Actions, Offer, Purchase,
    course::Progress,
    outcome::{Status, Trouble},
};
use crate::{
    format,
    locale::t,
    stored_card::{self, CardLink},
    ui::{Button, Notice, Radio, Tone, Variant},
};

/// The id of the button.
pub const BUTTON_ID: &str = "buy-now";

/// The form, and below it what becomes of a purchase; once it is paid, only that.
#[component]
pub fn PurchaseForm(
    /// Whose credits.
    wallet: WalletId,
    /// What can be bought, once that is known.
    offer: Memo<Option<Offer>>,
    /// What was asked for.
    purchase: Purchase,
    /// What the form asks for.
    actions: Actions,
) -> impl IntoView {
    let progress = Memo::new(move |_| purchase.progress.get());
    let asked = purchase.intent.get_untracked();
    let choice = RwSignal::new(asked.map(|intent| intent.package));
    let chosen = Memo::new(move |_| {
        offer.with(|offer| {
            let packages = &offer.as_ref()?.packages;
            let wanted = choice.with(|id| {
                let id = id.as_ref()?;
                packages.iter().find(|package| package.id == *id)
            });
            wanted.or(packages.first()).cloned()
        })
    });
    let card = Memo::new(move |_| offer.with(|offer| offer.as_ref()?.card.clone()));
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if let (Some(package), true) = (chosen.get_untracked(), card.get_untracked().is_some()) {
            actions.buy.run(package);
        }
    };
    let paid = Memo::new(move |_| progress.with(|now| matches!(now, Progress::Paid { .. })));
    view! {
        {move || {
            (!paid.get())
                .then(|| {
                    view! {
                        <form class="rc-buy-form" novalidate on:submit=submit>
                            {packages(offer, chosen, choice, progress)}
                            {total(chosen, card, wallet)}
                            {foot(purchase, progress, chosen, card, wallet)}
                        </form>
                    }
                })
        }}
        <Status purchase=purchase progress=progress card=card actions=actions/>
        <Trouble progress=progress wallet=wallet/>
    }
}

/// So many credits: `100 credits`.
pub fn credits(credits: Credits) -> String {
    (t().auto_renewal.credits)(&format::brief(credits))
}

/// The packages. While a purchase is under way its own stays chosen.
fn packages(
    offer: Memo<Option<Offer>>,
    chosen: Memo<Option<Package>>,
    choice: RwSignal<Option<api::PackageId>>,
    progress: Memo<Progress>,
) -> AnyView {
    let open = move || progress.with(Progress::is_open);
    let list = Memo::new(move |_| offer.with(|offer| Some(offer.as_ref()?.packages.clone())));
    let option = move |package: Package| {
        let id = package.id.clone();
        let is_chosen = Signal::derive({
            let id = id.clone();
            move || chosen.with(|chosen| chosen.as_ref().is_some_and(|it| it.id == id))
        });
        view! {
            <Radio
                name="package"
                chosen=is_chosen
                on_choose=Callback::new(move |()| choice.set(Some(id.clone())))
            >
                {label(&package)}
            </Radio>
        }
    };
    view! {
        <fieldset
            class="rc-packages"
            aria-disabled=move || open().then_some("true")
            // A radio that is pressed is not chosen before everybody has heard of it.
            on:click=move |event| {
                if untrack(open) {
                    event.prevent_default();
                }
            }
        >
            <legend>{t().purchase.amount}</legend>
            {move || list.get().into_iter().flatten().map(option).collect_view()}
        </fieldset>
    }
    .into_any()
}

fn label(package: &Package) -> impl IntoView + use<> {
    let words = &t().purchase;
    let each = per_credit(package).map(|each| (words.per_credit)(&format::money(each)));
    view! {
        <strong>{credits(package.credits)}</strong>
        " "
        <small>{each}</small>
        " "
        <strong>{format::money(package.price)}</strong>
        " "
        <small>{words.incl_vat}</small>
    }
}

/// What one credit of a package costs, to the nearest minor unit.
fn per_credit(package: &Package) -> Option<Money> {
    let hundredths = package.credits.hundredths();
    let doubled = package.price.amount_minor.checked_mul(200)?;
    let minor = doubled
        .checked_add(hundredths)?
        .checked_div(hundredths.checked_mul(2)?)?;
    Some(Money::new(minor, package.price.currency))
}

/// The card that will be charged, the total, and the part of it that is VAT.
fn total(
    chosen: Memo<Option<Package>>,
    card: Memo<Option<PaymentMethod>>,
    wallet: WalletId,
) -> AnyView {
    let words = &t().purchase;
    let money = move |part: fn(&Package) -> Money| {
        move || chosen.with(|chosen| chosen.as_ref().map(|package| format::money(part(package))))
    };
    let card = move || {
        card.get().map(|card| {
            view! {
                <div>
                    <dt>{words.card}</dt>
                    <dd>
                        {stored_card::name(&card)}
                        " "
                        <CardLink
                            wallet=wallet
                            label=t().auto_renewal.change_card
                            variant=Variant::Quiet
                        />
                    </dd>
                </div>
            }
        })
    };
    view! {
        <dl class="rc-bill">
            {card}
            <div>
                <dt>{words.total}</dt>
                <dd>
                    <strong>{money(|package| package.price)}</strong>
                </dd>
            </div>
            <div>
                <dt>{words.vat}</dt>
                <dd>{money(|package| package.vat)}</dd>
            </div>
        </dl>
    }
    .into_any()
}

/// The button; without a card, the way to store one (A7). When it is the customer's turn
/// elsewhere, that stands in its place.
fn foot(
    purchase: Purchase,
    progress: Memo<Progress>,
    chosen: Memo<Option<Package>>,
    card: Memo<Option<PaymentMethod>>,
    wallet: WalletId,
) -> AnyView {
    let words = &t().purchase;
    let busy = Signal::derive(move || progress.with(Progress::is_busy));
    // What is under way was agreed to at its own price.
    let label = move || {
        let asked = purchase.intent.with(|intent| {
            let intent = intent.as_ref().filter(|_| busy.get())?;
            Some((intent.credits, intent.price))
        });
        let deal = asked.or_else(|| {
            chosen.with(|chosen| Some((chosen.as_ref()?.credits, chosen.as_ref()?.price)))
        });
        deal.map(|(amount, price)| (words.buy)(&credits(amount), &format::money(price)))
    };
    let has_card = Memo::new(move |_| card.with(Option::is_some) || busy.get());
    let asks = Memo::new(move |_| progress.with(Progress::asks));
    let foot = move || match (asks.get(), has_card.get()) {
        (true, _) => ().into_any(),
        (false, true) => view! {
            <Button variant=Variant::Primary id=BUTTON_ID busy=busy>
                {label}
            </Button>
        }
        .into_any(),
        (false, false) => view! {
            <Notice tone=Tone::Warning>
                <p>{words.no_card}</p>
                <CardLink
                    wallet=wallet
                    label=t().auto_renewal.add_card
                    variant=Variant::Primary
                />
            </Notice>
        }
        .into_any(),
    };
    foot.into_any()
}

#[cfg(test)]
mod tests {
    use api::money::Currency;

    use super::*;

    #[test]
    fn c6_the_price_of_a_credit_is_rounded_to_the_nearest_centime() {
        for (amount, price, each) in [
            (100, 4_900, 49),
            (500, 21_900, 44),
            (1_000, 41_900, 42),
            (3, 100, 33),
        ] {
            let package = Package {
                id: "p".to_owned().try_into().unwrap(),
                credits: Credits::whole(amount),
                price: Money::new(price, Currency::CHF),
                vat: Money::new(0, Currency::CHF),
            };
            let found = per_credit(&package).unwrap();
            assert_eq!(found, Money::new(each, Currency::CHF), "{amount}");
        }
    }
}
