//! A history of as many lines as one likes, and an organisation as large as belongs to it,
//! to see how the product bears them.

use api::{
    Credits, OrganisationId, WalletId,
    organisation::{Member, Role},
    transaction::{Reference, SalesNumber, TransactionType},
};
use chrono::{DateTime, TimeDelta, Utc};

use super::{
    address,
    cast::{ADMIN, MEMBERS, OWNER},
    diary::new_line,
    user_of,
};
use crate::{
    Error, account,
    ledger::{Bulk, By, NewLine},
    port::SplitMix,
    store::{
        Database, Tx, organisation, user,
        wallet::{self, Holder},
    },
};

/// The organisation with the long history, which belongs to the demo owner.
const NAME: &str = "Langzeitarchiv AG";
/// How far back its history goes.
const SPAN: TimeDelta = TimeDelta::days(3 * 365);
/// For so many lines there is one more member, up to [`STAFF`].
const LINES_A_MEMBER: u32 = 1_000;
/// The largest organisation.
const STAFF: u32 = 1_000;
/// What the members are called: each first name with each last one.
const FIRST_NAMES: [&str; 25] = [
    "Ueli", "Vreni", "Beat", "Regula", "Urs", "Céline", "Luca", "Giulia", "Nils", "Zoë", "Mathis",
    "Léa", "Andrin", "Flurina", "Dario", "Elena", "Jonas", "Mia", "Cyrill", "Salome", "Arjun",
    "Ayşe", "Milan", "Jelena", "Tiago",
];
const LAST_NAMES: [&str; 40] = [
    "Aebischer",
    "Baumgartner",
    "Christen",
    "Dürr",
    "Egli",
    "Favre",
    "Gfeller",
    "Hürlimann",
    "Inderbitzin",
    "Jeanneret",
    "Kälin",
    "Lüthi",
    "Mäder",
    "Nüesch",
    "Oberholzer",
    "Pfister",
    "Quadri",
    "Rüfenacht",
    "Stämpfli",
    "Tschudi",
    "Ulrich",
    "Vögeli",
    "Wyss",
    "Yersin",
    "Zgraggen",
    "Amstutz",
    "Bianchi",
    "Cattaneo",
    "Dell’Acqua",
    "Eichenberger",
    "Fankhauser",
    "Girardet",
    "Hösli",
    "Imhof",
    "Jovanović",
    "Krähenbühl",
    "Locher",
    "Monnier",
    "Nydegger",
    "Odermatt",
];
/// Lines of one transaction: other writers get their turn in between.
const CHUNK: u32 = 50_000;

/// Makes sure that a shared wallet of the demo owner has a history of at least `rows`
/// lines: adds what is missing to the wallet of an organisation made for it, which has the
/// more members the longer it is. A million take less than a minute or two.
///
/// # Errors
/// [`api::Code::NotFound`] before [`super::seed`] has run; [`Error::Database`];
/// [`Error::System`] when there are no random bytes.
pub async fn add_rows(database: &Database, rows: u32) -> Result<(), Error> {
    if rows == 0 {
        return Ok(());
    }
    loop {
        let is_complete = database
            .write(async move |tx| add_chunk(tx, rows).await)
            .await?;
        if is_complete {
            return Ok(());
        }
    }
}

/// The organisation and its wallet, made when they aren't there.
async fn archive(tx: &mut Tx) -> Result<(OrganisationId, WalletId), Error> {
    let owner = user_of(tx, OWNER).await?;
    let memberships = organisation::memberships(tx, owner).await?;
    if let Some(archive) = memberships.iter().find(|one| one.name == NAME) {
        let shared = wallet::of(tx, Holder::Organisation(archive.organisation)).await?;
        let shared = shared.ok_or_else(|| Error::corrupt("an organisation without a wallet"))?;
        return Ok((archive.organisation, shared.id));
    }
    let now = tx.now();
    tx.set_now(now - SPAN);
    let (archive, wallet) = account::create_organisation(tx, NAME, owner).await?;
    let admin = user_of(tx, ADMIN).await?;
    organisation::insert_member(tx, archive, admin, Role::Admin).await?;
    for (email, ..) in MEMBERS.iter().skip(5).take(4) {
        let member = user_of(tx, email).await?;
        organisation::insert_member(tx, archive, member, Role::Member).await?;
    }
    tx.set_now(now);
    Ok((archive, wallet))
}

/// Has as many people belong to it as a history of so many lines has.
async fn fill(tx: &mut Tx, archive: OrganisationId, rows: u32) -> Result<Vec<Member>, Error> {
    let there = organisation::members(tx, archive).await?;
    let wanted = STAFF.min(rows / LINES_A_MEMBER);
    if there.len() >= usize::try_from(wanted).unwrap_or(usize::MAX) {
        return Ok(there);
    }
    let owner = user::credentials(tx, &address(OWNER)?).await?;
    let hash = owner.map(|owner| owner.password_hash).unwrap_or_default();
    let now = tx.now();
    tx.set_now(now - SPAN);
    let names = LAST_NAMES.iter().flat_map(|last| {
        FIRST_NAMES
            .iter()
            .map(move |first| format!("{first} {last}"))
    });
    let mut missing = usize::try_from(wanted).unwrap_or(usize::MAX) - there.len();
    for (nth, name) in (0..STAFF).zip(names) {
        let email = address(&format!("{nth:04}@langzeitarchiv.example"))?;
        if missing == 0 {
            break;
        }
        if user::credentials(tx, &email).await?.is_some() {
            // They belong to it, or did before they left.
            continue;
        }
        missing -= 1;
        let (user, _wallet) = account::create_user(tx, &email, &name, &hash).await?;
        organisation::insert_member(tx, archive, user, Role::Member).await?;
    }
    tx.set_now(now);
    organisation::members(tx, archive).await
}

/// Adds at most [`CHUNK`] lines. Returns whether there are enough.
async fn add_chunk(tx: &mut Tx, rows: u32) -> Result<bool, Error> {
    let (organisation, wallet) = archive(tx).await?;
    let members = fill(tx, organisation, rows).await?;
    let row = wallet::lock(tx, wallet).await?;
    let there = u32::try_from(row.last_number).unwrap_or(u32::MAX);
    let missing = rows.saturating_sub(there);
    // What is left of the time is shared by what is left of the lines.
    let step = (tx.now() - row.last_at).checked_div(i32::try_from(missing).unwrap_or(i32::MAX));
    let mut writer = Writer {
        bulk: Bulk::begin(tx, wallet).await?,
        wallet,
        people: members
            .into_iter()
            .map(|Member { user, name, .. }| By { user, name })
            .collect(),
        dice: SplitMix::new(u64::from(there)),
        last_spent: None,
    };
    let mut at = row.last_at;
    for _line in 0..missing.min(CHUNK) {
        at += step.unwrap_or_default();
        writer.write(tx, at).await?;
    }
    writer.bulk.finish(tx).await?;
    Ok(missing <= CHUNK)
}

/// Writes one line after the other.
struct Writer {
    bulk: Bulk,
    wallet: WalletId,
    people: Vec<By>,
    dice: SplitMix,
    last_spent: Option<(i64, Credits, By)>,
}

impl Writer {
    /// A generation; sometimes a refund of the one before; a renewal when it can't be paid.
    async fn write(&mut self, tx: &mut Tx, at: DateTime<Utc>) -> Result<(), Error> {
        let chance = self.dice.below(50);
        if chance == 0
            && let Some((number, amount, by)) = self.last_spent.take()
        {
            let line = new_line(
                &self.bulk,
                self.wallet,
                TransactionType::Refund,
                amount,
                Some(by),
            );
            let undoes = Some(number);
            self.bulk.book(tx, NewLine { undoes, ..line }, at).await?;
            return Ok(());
        }
        let price = Credits::whole(if chance < 40 { 1 } else { 4 });
        if self.bulk.balance() < price {
            let kind = TransactionType::AutomaticRenewal;
            let line = new_line(&self.bulk, self.wallet, kind, Credits::whole(1000), None);
            let number = SalesNumber::try_from(format!("S{:05}", self.dice.below(100_000)));
            let reference = Some(Reference {
                number: number.map_err(|error| Error::corrupt(error.to_string()))?,
                url: None,
            });
            self.bulk
                .book(tx, NewLine { reference, ..line }, at)
                .await?;
            return Ok(());
        }
        let person = self
            .dice
            .below(u32::try_from(self.people.len()).unwrap_or(1));
        let person = usize::try_from(person).unwrap_or(0);
        let by = self.people.get(person).cloned();
        let kind = TransactionType::ImageGeneration;
        let line = new_line(&self.bulk, self.wallet, kind, price.negated(), by.clone());
        let number = self.bulk.book(tx, line, at).await?;
        self.last_spent = by.map(|by| (number, price, by));
        Ok(())
    }
}
