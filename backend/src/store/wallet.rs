//! Wallets.

use api::{
    Credits, OrganisationId, UserId, WalletId,
    wallet::{Owner, Wallet},
};
use chrono::{DateTime, Utc};

use super::{Row, Tx};
use crate::Error;

/// Whose a wallet is, whoever looks at it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holder {
    /// One person's.
    User(UserId),
    /// Shared by an organisation's members.
    Organisation(OrganisationId),
}

/// A wallet as it is stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WalletRow {
    /// Which.
    pub id: WalletId,
    /// Whose.
    pub holder: Holder,
    /// What is in it.
    pub balance: Credits,
    /// How many lines it has; the number of the newest.
    pub last_number: i64,
    /// When the newest was booked; without one, when it was made.
    pub last_at: DateTime<Utc>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// Below it auto-renewal buys credits, when it is on.
    pub threshold: Option<Credits>,
}

const SELECT: &str = "SELECT wallets.id, wallets.user_id, wallets.organisation_id,
        wallets.balance, wallets.last_number, wallets.last_at, wallets.created_at,
        auto_renewals.threshold
    FROM wallets LEFT JOIN auto_renewals ON auto_renewals.wallet_id = wallets.id";

fn read(row: &Row) -> Result<WalletRow, Error> {
    let holder = match (row.opt_int("user_id")?, row.opt_int("organisation_id")?) {
        (Some(user), None) => Holder::User(UserId::from_row(user)),
        (None, Some(organisation)) => Holder::Organisation(OrganisationId::from_row(organisation)),
        (Some(_), Some(_)) | (None, None) => return Err(Error::corrupt("a wallet's holder")),
    };
    let threshold = row.opt_int("threshold")?.map(Credits::from_hundredths);
    Ok(WalletRow {
        id: WalletId::from_row(row.int("id")?),
        holder,
        balance: row.credits("balance")?,
        last_number: row.int("last_number")?,
        last_at: row.instant("last_at")?,
        created_at: row.instant("created_at")?,
        threshold: threshold
            .transpose()
            .map_err(|_| Error::corrupt("a threshold"))?,
    })
}

/// Makes an empty wallet.
///
/// # Errors
/// [`Error::Database`]; [`Error::System`] when there are no random bytes.
pub async fn insert(tx: &mut Tx, holder: Holder) -> Result<WalletId, Error> {
    let id = tx.random().id()?;
    let now = tx.now();
    let (user, organisation) = match holder {
        Holder::User(user) => (Some(user), None),
        Holder::Organisation(organisation) => (None, Some(organisation)),
    };
    let sql = "INSERT INTO wallets (id, user_id, organisation_id, last_at, created_at)
        VALUES ($1, $2, $3, $4, $4)";
    tx.execute(sql, values![id, user, organisation, now])
        .await?;
    Ok(WalletId::from_row(id))
}

/// A wallet, by its id.
///
/// # Errors
/// [`Error::Database`].
pub async fn find(tx: &mut Tx, wallet: WalletId) -> Result<Option<WalletRow>, Error> {
    let sql = format!("{SELECT} WHERE wallets.id = $1");
    let row = tx.fetch_optional(sql, values![wallet]).await?;
    row.as_ref().map(read).transpose()
}

/// The wallet of a person or an organisation.
///
/// # Errors
/// [`Error::Database`].
pub async fn of(tx: &mut Tx, holder: Holder) -> Result<Option<WalletRow>, Error> {
    let (column, id) = match holder {
        Holder::User(user) => ("user_id", user.row()),
        Holder::Organisation(organisation) => ("organisation_id", organisation.row()),
    };
    let sql = format!("{SELECT} WHERE wallets.{column} = $1");
    let row = tx.fetch_optional(sql, values![id]).await?;
    row.as_ref().map(read).transpose()
}

/// A wallet that nobody else books into until this transaction ends.
///
/// # Errors
/// [`Error::Database`]; also without such a wallet.
pub async fn lock(tx: &mut Tx, wallet: WalletId) -> Result<WalletRow, Error> {
    let sql = format!(
        "SELECT id FROM wallets WHERE id = $1{}",
        tx.dialect().for_update()
    );
    tx.fetch_one(sql, values![wallet]).await?;
    let row = tx
        .fetch_one(format!("{SELECT} WHERE wallets.id = $1"), values![wallet])
        .await?;
    read(&row)
}

/// The wallets that somebody may look at: their own first, then one per organisation,
/// by the organisation's name.
///
/// # Errors
/// [`Error::Database`].
pub async fn visible(tx: &mut Tx, user: UserId) -> Result<Vec<Wallet>, Error> {
    let own = of(tx, Holder::User(user)).await?;
    let mut wallets = Vec::from_iter(own.map(|own| Wallet {
        id: own.id,
        owner: Owner::Personal,
    }));
    for membership in super::organisation::memberships(tx, user).await? {
        if let Some(shared) = of(tx, Holder::Organisation(membership.organisation)).await? {
            wallets.push(Wallet {
                id: shared.id,
                owner: Owner::Shared {
                    organisation: membership.organisation,
                    name: membership.name,
                    sees_everybody: membership.role.sees_everybody(),
                },
            });
        }
    }
    Ok(wallets)
}
