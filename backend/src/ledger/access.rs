//! Who may look at which wallet, and at how much of it (rule 10, I18).

use api::{
    Code, UserId, WalletId,
    wallet::{Owner, Wallet},
};

use crate::{
    Error,
    store::{
        Tx, organisation,
        wallet::{self, Holder, WalletRow},
    },
};

/// A wallet that somebody may look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Access {
    /// The wallet as the viewer sees it.
    pub wallet: Wallet,
    /// The wallet as it is stored.
    pub row: WalletRow,
}

/// The wallet, if the viewer may look at it: their own, or one shared by an
/// organisation that they belong to at this moment.
///
/// # Errors
/// [`Code::NotFound`] otherwise, whether or not there is such a wallet;
/// [`Error::Database`].
pub async fn access(tx: &mut Tx, viewer: UserId, wallet: WalletId) -> Result<Access, Error> {
    let not_found = || Error::refused(Code::NotFound);
    let row = wallet::find(tx, wallet).await?.ok_or_else(not_found)?;
    let owner = match row.holder {
        Holder::User(user) if user == viewer => Owner::Personal,
        Holder::User(_) => return Err(not_found()),
        Holder::Organisation(organisation) => {
            let membership = organisation::memberships(tx, viewer)
                .await?
                .into_iter()
                .find(|membership| membership.organisation == organisation)
                .ok_or_else(not_found)?;
            Owner::Shared {
                organisation,
                name: membership.name,
                sees_everybody: membership.role.sees_everybody(),
            }
        }
    };
    Ok(Access {
        wallet: Wallet { id: row.id, owner },
        row,
    })
}

/// The wallet, if the user manages its payments: their own, or one of an organisation that
/// they own or administer (rule 10).
///
/// # Errors
/// [`Code::Forbidden`] for a plain member; as [`access`] otherwise.
pub async fn managed(tx: &mut Tx, user: UserId, wallet: WalletId) -> Result<Access, Error> {
    let access = access(tx, user, wallet).await?;
    if access.wallet.owner.may_manage() {
        Ok(access)
    } else {
        Err(Error::refused(Code::Forbidden))
    }
}

/// As [`managed`], and so until this transaction ends: for one that changes something.
/// The wallet's row is held too.
///
/// # Errors
/// As [`managed`].
pub async fn hold_managed(tx: &mut Tx, user: UserId, id: WalletId) -> Result<WalletRow, Error> {
    if let Some(Holder::Organisation(shared)) = wallet::find(tx, id).await?.map(|row| row.holder) {
        organisation::hold_membership(tx, shared, user).await?;
    }
    managed(tx, user, id).await?;
    wallet::lock(tx, id).await
}
