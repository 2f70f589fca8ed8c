//! Demo data to look at: two organisations, sign-ins for every role, two years of
//! history. The same at every start but for the ids, and relative to today. Called by
//! the program's start and by tests.

mod calendar;
mod cast;
mod diary;
mod renewals;
mod scale;

use std::collections::HashMap;

use api::{Code, Credits, EmailAddress, UserId, WalletId, organisation::Role};
use chrono::{DateTime, TimeDelta, Utc};

use crate::{
    Error, account, invitation,
    ledger::{Bulk, By},
    password,
    port::SplitMix,
    store::{self, Database, Tx, organisation, payment, user},
};
use cast::{MEMBERS, PEOPLE, Person};
use diary::{Author, Diary, Renewal, Renewed, Sales};

pub use renewals::{DemoCard, cards};
pub use scale::add_rows;

/// The password of every demo sign-in.
pub const PASSWORD: &str = "relux-demo";
/// Where the demo data's dice begin.
const SEED: u64 = 20_260_302;
/// How long the first organisation has been there.
const YEARS: TimeDelta = TimeDelta::days(730);

/// Everybody there is: who they are, and their own wallet.
type Cast = HashMap<&'static str, (By, WalletId)>;

/// Fills the database with demo data, all of it or nothing; does nothing if they are there.
///
/// # Errors
/// [`Error::Database`]; [`Error::System`] when there are no random bytes.
pub async fn seed(database: &Database) -> Result<(), Error> {
    let hash = password::hash(PASSWORD.to_owned()).await?;
    database
        .write(async move |tx| {
            if user::credentials(tx, &address(cast::OWNER)?)
                .await?
                .is_some()
            {
                return Ok(());
            }
            let now = tx.now();
            let cast = people(tx, now, &hash).await?;
            let mut dice = SplitMix::new(SEED);
            let mut sales = Sales::since(now - YEARS);
            lichtwerk(tx, now, &cast, &mut dice, &mut sales).await?;
            atelier(tx, now, &cast, &mut dice, &mut sales).await?;
            personal(tx, now, &cast, &mut dice, &mut sales).await?;
            payment::continue_sales_numbers(tx, sales.last()).await?;
            tx.set_now(now);
            Ok(())
        })
        .await
}

fn address(text: &str) -> Result<EmailAddress, Error> {
    text.parse()
        .map_err(|_| Error::corrupt(format!("the demo address {text:?}")))
}

/// Creates everybody, long ago, with their welcome grants.
async fn people(tx: &mut Tx, now: DateTime<Utc>, hash: &str) -> Result<Cast, Error> {
    let mut cast = Cast::new();
    for Person { email, name, days } in PEOPLE {
        tx.set_now(calendar::days_ago(now, days));
        let (user, wallet) = account::create_user(tx, &address(email)?, name, hash).await?;
        let name = name.to_owned();
        cast.insert(email, (By { user, name }, wallet));
    }
    Ok(cast)
}

fn find<'a>(cast: &'a Cast, email: &str) -> Result<&'a (By, WalletId), Error> {
    cast.get(email)
        .ok_or_else(|| Error::corrupt(format!("{email} is not in the cast")))
}

/// An organisation with its members, begun at that instant.
async fn organisation(
    tx: &mut Tx,
    cast: &Cast,
    name: &str,
    members: &[(&'static str, Role, u32)],
    began: DateTime<Utc>,
) -> Result<(api::OrganisationId, WalletId, Vec<Author>), Error> {
    tx.set_now(began);
    let owner = members.iter().find(|(_, role, _)| *role == Role::Owner);
    let (owner, ..) = owner.ok_or_else(|| Error::corrupt("an organisation without an owner"))?;
    let owner = find(cast, owner)?.0.user;
    let (organisation, wallet) = account::create_organisation(tx, name, owner).await?;
    let mut authors = Vec::new();
    for (email, role, zeal) in members {
        let by = find(cast, email)?.0.clone();
        if by.user != owner {
            organisation::insert_member(tx, organisation, by.user, *role).await?;
        }
        authors.push(Author { by, zeal: *zeal });
    }
    Ok((organisation, wallet, authors))
}

/// "Lichtwerk Planung AG": twelve members, one removed, two busy years.
async fn lichtwerk(
    tx: &mut Tx,
    now: DateTime<Utc>,
    cast: &Cast,
    dice: &mut SplitMix,
    sales: &mut Sales,
) -> Result<(), Error> {
    let began = now - YEARS;
    let (organisation, wallet, mut authors) =
        organisation(tx, cast, "Lichtwerk Planung AG", &MEMBERS, began).await?;
    let mut diary = Diary {
        bulk: Bulk::begin(tx, wallet).await?,
        wallet,
        dice,
        sales,
        renewal: Some(Renewal {
            threshold: Credits::whole(60),
            amount: Credits::whole(500),
        }),
        renewed: Vec::new(),
    };
    diary
        .buy(tx, Credits::whole(1000), authors.first(), began)
        .await?;
    let left = now - TimeDelta::days(160);
    diary.live(tx, &authors, 5, began, left).await?;
    tx.set_now(left);
    let removed = find(cast, cast::REMOVED)?.0.user;
    organisation::remove_member(tx, organisation, removed).await?;
    authors.retain(|author| author.by.user != removed);
    diary.live(tx, &authors, 5, left, now).await?;
    let renewed = diary.renewed;
    diary.bulk.finish(tx).await?;
    let rule = renewals::rule(60, "500", Some(109_500))?;
    tx.set_now(began);
    let owner = find(cast, cast::OWNER)?.0.user;
    renewals::on(tx, wallet, owner, &rule, &renewed).await?;
    for (email, days) in cast::INVITED {
        tx.set_now(calendar::days_ago(now, days));
        let expires_at = tx.now() + invitation::VALID_FOR;
        let email = address(email)?;
        store::invitation::insert(tx, organisation, &email, owner, expires_at).await?;
    }
    tx.set_now(now);
    Ok(())
}

/// "Atelier Lumière": three members and a few months.
async fn atelier(
    tx: &mut Tx,
    now: DateTime<Utc>,
    cast: &Cast,
    dice: &mut SplitMix,
    sales: &mut Sales,
) -> Result<(), Error> {
    let began = now - TimeDelta::days(200);
    let members = cast::ATELIER;
    let (_, wallet, authors) = organisation(tx, cast, "Atelier Lumière", &members, began).await?;
    let mut diary = Diary {
        bulk: Bulk::begin(tx, wallet).await?,
        wallet,
        dice,
        sales,
        renewal: None,
        renewed: Vec::new(),
    };
    diary
        .buy(tx, Credits::whole(500), authors.first(), began)
        .await?;
    // This month's limit allows one package, which was bought and has been spent since.
    let (month, _) = crate::calendar::month_of(now);
    let settled = (now - TimeDelta::days(5)).max(month);
    diary.live(tx, &authors, 1, began, settled).await?;
    diary
        .buy_by_itself(tx, Credits::whole(100), settled)
        .await?;
    diary
        .settle(tx, &authors, Credits::whole(38), settled, now)
        .await?;
    let renewed = diary.renewed;
    diary.bulk.finish(tx).await?;
    let rule = renewals::rule(50, "100", Some(4_900))?;
    let owner = find(cast, cast::ATELIERS_OWNER)?.0.user;
    renewals::on(tx, wallet, owner, &rule, &renewed).await?;
    renewals::limited(tx, wallet, now).await
}

/// The personal wallets that have a history.
async fn personal(
    tx: &mut Tx,
    now: DateTime<Utc>,
    cast: &Cast,
    dice: &mut SplitMix,
    sales: &mut Sales,
) -> Result<(), Error> {
    // Whose, for how many days, how busy, and the final balance.
    for (email, days, busy, balance) in [
        (cast::OWNER, 210, 1, 136),
        (cast::ADMIN, 90, 1, 42),
        (cast::MEMBER, 120, 1, 7),
        (cast::SOLO, 300, 1, 88),
    ] {
        let (by, wallet) = find(cast, email)?;
        let authors = [Author {
            by: by.clone(),
            zeal: 1,
        }];
        let mut diary = Diary {
            bulk: Bulk::begin(tx, *wallet).await?,
            wallet: *wallet,
            dice,
            sales,
            renewal: (email == cast::OWNER).then_some(Renewal {
                threshold: Credits::whole(20),
                amount: Credits::whole(100),
            }),
            renewed: Vec::new(),
        };
        let settled = now - TimeDelta::days(5);
        let began = now - TimeDelta::days(days);
        diary.live(tx, &authors, busy, began, settled).await?;
        // Whatever the dice say on this day: a renewal is there to be looked at.
        if email == cast::OWNER && diary.renewed.is_empty() {
            diary
                .buy_by_itself(tx, Credits::whole(100), settled)
                .await?;
        }
        diary
            .settle(tx, &authors, Credits::whole(balance), settled, now)
            .await?;
        let renewed = diary.renewed;
        diary.bulk.finish(tx).await?;
        auto_renewal(tx, now, email, by.user, *wallet, &renewed).await?;
    }
    Ok(())
}

/// The auto-renewal of a personal wallet, in a state of its own each.
async fn auto_renewal(
    tx: &mut Tx,
    now: DateTime<Utc>,
    email: &str,
    user: UserId,
    wallet: WalletId,
    renewed: &[Renewed],
) -> Result<(), Error> {
    match email {
        cast::OWNER => {
            let rule = renewals::rule(20, "100", Some(24_500))?;
            renewals::on(tx, wallet, user, &rule, renewed).await
        }
        // The bank wants to hear from them.
        cast::ADMIN => {
            let rule = renewals::rule(50, "50", Some(13_000))?;
            renewals::on(tx, wallet, user, &rule, renewed).await?;
            renewals::due(tx, wallet, now).await
        }
        // Below the threshold (C4), and the bank says no.
        cast::MEMBER => {
            let rule = renewals::rule(10, "50", None)?;
            renewals::on(tx, wallet, user, &rule, renewed).await?;
            renewals::paused(tx, wallet, now).await
        }
        _off => Ok(()),
    }
}

/// A demo user, once [`seed`] has run.
///
/// # Errors
/// [`Code::NotFound`] before; [`Error::Database`].
async fn user_of(tx: &mut Tx, email: &str) -> Result<UserId, Error> {
    let credentials = user::credentials(tx, &address(email)?).await?;
    credentials
        .map(|credentials| credentials.user)
        .ok_or_else(|| Error::refused(Code::NotFound))
}
