//! People and organisations come into being, with their wallets. Called by `http`, the
//! demo data and the tests.

use api::{
    Code, Credits, EmailAddress, OrganisationId, UserId, WalletId, organisation::Role,
    transaction::TransactionType,
};

use crate::{
    Error,
    error::Refusal,
    host::Guest,
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

/// The person whom the host has signed in: whom it has called that before, whatever their
/// address; or else whoever has their address, or a new person, if the host has checked the
/// address. `password_hash` is for a new one.
///
/// # Errors
/// [`Code::Forbidden`] with the claim to blame: `sub` when the address is that of somebody else
/// at the host, `email_verified` when it is not checked; [`Error::Conflict`] when the same
/// person is signed in at this very moment; [`Error::Database`]; [`Error::System`] when there
/// are no random bytes.
pub async fn of_guest(tx: &mut Tx, guest: &Guest, password_hash: &str) -> Result<UserId, Error> {
    let subject = guest.subject.as_str();
    if let Some(user) = user::of_host_subject(tx, subject).await? {
        return Ok(user);
    }
    let known = user::credentials(tx, &guest.email).await?;
    let bound = known.as_ref().and_then(|one| one.host_subject.as_deref());
    if bound == Some(subject) {
        // Somebody else was faster, since they were looked for above.
        return Err(Error::Conflict);
    }
    if bound.is_some() {
        return Err(not_them(
            "sub",
            "the address is somebody else's at the host",
        ));
    }
    if !guest.email_verified {
        return Err(not_them(
            "email_verified",
            "the host has not checked the address",
        ));
    }
    let user = match known {
        Some(known) => known.user,
        None => match create_user(tx, &guest.email, guest.name.as_str(), password_hash).await {
            Ok((user, _)) => user,
            // Somebody else was faster: the next attempt finds the account.
            Err(error) if error.code() == Code::AccountExists => return Err(Error::Conflict),
            Err(error) => return Err(error),
        },
    };
    user::bind_host_subject(tx, user, subject).await?;
    Ok(user)
}

/// A refusal that names the claim to blame.
fn not_them(claim: &'static str, why: &str) -> Error {
    Error::Refused(Refusal {
        code: Code::Forbidden,
        field: Some(claim),
        detail: Some(why.to_owned()),
    })
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
    let organisation = organisation::insert(tx, name, owner).await?;
    organisation::insert_member(tx, organisation, owner, Role::Owner).await?;
    let wallet = wallet::insert(tx, Holder::Organisation(organisation)).await?;
    Ok((organisation, wallet))
}
