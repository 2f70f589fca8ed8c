//! Storing a card on the provider's page (A7). Called by `http`, and by the engine, which
//! looks at pages whose end nobody has told.

use api::{Code, UserId, WalletId, payment::LocalPath};
use chrono::TimeDelta;

use crate::{
    Error,
    gateway::{CardPageEnd, NewCardPage, NoAnswer, OpenedCardPage, Provider, StoredCard},
    ledger,
    payment::{self, machine::Event},
    renewal,
    shop::Shop,
    store::{
        Change, Tx, auto_renewal,
        payment_account::{self, CardSessionRow},
        wallet,
    },
};

/// How long a page may stay open.
const LIFE: TimeDelta = TimeDelta::hours(24);
/// How long a page is asked for while the provider does not answer: a card may be there.
const PATIENCE: TimeDelta = TimeDelta::days(7);
/// How soon a page is looked at that nobody has told of, and how often at most.
const LOOK: TimeDelta = TimeDelta::seconds(20);

/// The provider's customer of a wallet whose payments the user manages.
///
/// # Errors
/// [`Code::Forbidden`] and [`Code::NotFound`] for who does not; [`Error::Database`].
pub async fn customer(
    tx: &mut Tx,
    user: UserId,
    wallet: WalletId,
) -> Result<Option<String>, Error> {
    ledger::managed(tx, user, wallet).await?;
    let account = payment_account::find(tx, wallet).await?;
    Ok(account.map(|account| account.customer))
}

/// Opens a page of the provider's for a wallet; [`customer`] has allowed it.
///
/// # Errors
/// [`Code::ProviderUnavailable`] when the provider does not answer.
pub async fn open_page(
    provider: &Provider,
    shop: &Shop,
    wallet: WalletId,
    customer: Option<&str>,
    return_to: &LocalPath,
    language: &str,
) -> Result<OpenedCardPage, Error> {
    let return_url = shop.back_to(return_to);
    let page = NewCardPage {
        customer,
        wallet,
        return_url: &return_url,
        language,
    };
    provider.open_card_page(&page).await.map_err(|error| {
        tracing::warn!(%error, "no card page");
        Error::refused(Code::ProviderUnavailable)
    })
}

/// Notes a page that was opened, so that its end is not missed.
///
/// # Errors
/// [`Error::Database`].
pub async fn note_page(tx: &mut Tx, wallet: WalletId, page: &OpenedCardPage) -> Result<(), Error> {
    payment_account::insert(tx, wallet, &page.customer).await?;
    let next = tx.now() + LOOK;
    payment_account::insert_session(tx, wallet, &page.session, next).await
}

/// Writes down what came of a page, and stores the card if there is one.
///
/// # Errors
/// [`Error::Database`].
pub async fn settle_page(
    tx: &mut Tx,
    shop: &Shop,
    page: &CardSessionRow,
    end: &Result<CardPageEnd, NoAnswer>,
) -> Result<(), Error> {
    let age = tx.now() - page.opened_at;
    match end {
        Ok(CardPageEnd::Stored(stored)) => keep(tx, shop, page, stored).await,
        Ok(CardPageEnd::Open) if age < LIFE => postpone(tx, page, age).await,
        Err(_) if age < PATIENCE => postpone(tx, page, age).await,
        Ok(CardPageEnd::Open | CardPageEnd::Expired) | Err(_) => {
            payment_account::delete_session(tx, &page.session).await?;
            Ok(())
        }
    }
}

/// Looks again later: the older, the less often.
async fn postpone(tx: &mut Tx, page: &CardSessionRow, age: TimeDelta) -> Result<(), Error> {
    let next = tx.now() + LOOK.max(age / 2);
    payment_account::postpone_session(tx, &page.session, next).await
}

/// Keeps a card in place of the one before. It resumes what the old one has paused
/// (rule 8).
async fn keep(
    tx: &mut Tx,
    shop: &Shop,
    page: &CardSessionRow,
    stored: &StoredCard,
) -> Result<(), Error> {
    wallet::lock(tx, page.wallet).await?;
    if !payment_account::delete_session(tx, &page.session).await? {
        // Somebody else has kept it at this very moment.
        return Ok(());
    }
    set_card(tx, shop, page.wallet, stored).await
}

/// Stores a card, and goes on with what waited for one.
///
/// # Errors
/// [`Error::Database`].
pub async fn set_card(
    tx: &mut Tx,
    shop: &Shop,
    wallet: WalletId,
    stored: &StoredCard,
) -> Result<(), Error> {
    payment_account::set_card(tx, wallet, stored).await?;
    auto_renewal::resume(tx, wallet).await?;
    payment::poke(tx, shop, wallet, &Event::NewCard).await?;
    renewal::renew_if_below(tx, wallet).await?;
    tx.announce(Change::Payment { wallet });
    Ok(())
}
