//! People and organisations come into being, with their wallets. Called by `http`, the
//! demo data and the tests.

use api::{
    Code, Credits, EmailAddress, OrganisationId, UserId, WalletId, organisation::Role,
    transaction::TransactionType,
};

use crate::{
    Error,
    ledger::{self, Cause, NewLine},
    store::{
        Tx, organisation, user,
        wallet::{self, Holder},
    },
};

/// What a new user gets (rule 1).
pub const WELCOME_GRANT: Credits = Credits::whole(5);

/// A new person with a personal wallet and the welcome grant in it (rule 1).
///
/// # Errors
/// [`Code::AccountExists`] when somebody has that address; [`Error::Database`];
/// [`Error::System`] when there are no random bytes.
pub async fn create_user(
    tx: &mut Tx,
    email: &EmailAddress,
    name: &str,
    password_hash: &str,
) -> Result<(UserId, WalletId), Error> {
    let user = user::insert(tx, email, name, password_hash)
        .await?
        .ok_or_else(|| Error::refused(Code::AccountExists))?;
    let wallet = wallet::insert(tx, Holder::User(user)).await?;
    let grant = NewLine {
        wallet,
        kind: TransactionType::WelcomeGrant,
        amount: WELCOME_GRANT,
        reference: None,
        by: None,
        cause: Cause {
            kind: "welcome_grant",
            id: user.to_string(),
        },
        undoes: None,
    };
    ledger::book(tx, &grant).await?;
    Ok((user, wallet))
}

/// A new organisation with its owner and an empty shared wallet (rule 11).
///
/// # Errors
/// [`Error::Database`]; [`Error::System`] when there are no random bytes.
pub async fn create_organisation(
    tx: &mut Tx,
    name: &str,
    owner: UserId,
) -> Result<(OrganisationId, WalletId), Error> {
    let organisation = organisation::insert(tx, name).await?;
    organisation::insert_member(tx, organisation, owner, Role::Owner).await?;
    let wallet = wallet::insert(tx, Holder::Organisation(organisation)).await?;
    Ok((organisation, wallet))
}
