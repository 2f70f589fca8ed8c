//! How many shared credits a member may use in a calendar month (O6): setting it, and keeping
//! to it. Called by `http` and `generation`.

use api::{
    Code, Credits, OrganisationId, UserId, WalletId,
    limit::{Limit, MemberLimit},
    log::Change,
};

use crate::{
    Error, calendar,
    mail::{self, Letter, Whose},
    organisation,
    shop::Shop,
    store::{self, Tx, member_limit, organisation_log, transaction, wallet},
};

/// What a member has used of their limit, and may use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Room {
    organisation: OrganisationId,
    used: Credits,
    limit: Credits,
}

/// Whether a member's limit leaves room for that price; the wallet is locked then, so that of
/// two debits at once the second sees the first. `None` where there is no limit.
///
/// # Errors
/// [`Code::MemberLimitReached`]; [`Error::Database`].
pub async fn require_room(
    tx: &mut Tx,
    organisation: OrganisationId,
    shared: WalletId,
    user: UserId,
    price: Credits,
) -> Result<Option<Room>, Error> {
    let limit = member_limit::of_member(tx, organisation, user).await?;
    let Limit::AtMost(limit) = limit else {
        return Ok(None);
    };
    wallet::lock(tx, shared).await?;
    let (month, _) = calendar::month_of(tx.now());
    let before = transaction::number_before(tx, shared, month.timestamp_millis()).await?;
    let used = transaction::used_by_one(tx, shared, user, before).await?;
    let room = Room {
        organisation,
        used,
        limit,
    };
    match used.checked_add(price) {
        Some(after) if after <= limit => Ok(Some(room)),
        Some(_) | None => Err(Error::refused(Code::MemberLimitReached)),
    }
}

/// Tells a member by mail that four fifths of their limit are used, or all of it: once each a
/// month. It is all used when it leaves no room for one `image` more.
///
/// # Errors
/// [`Error::Database`]; [`Error::System`] when there are no random bytes.
pub async fn tell(
    tx: &mut Tx,
    shop: &Shop,
    room: Room,
    user: UserId,
    (price, image): (Credits, Credits),
) -> Result<(), Error> {
    let Room {
        organisation,
        used,
        limit,
    } = room;
    let Some(after) = used.checked_add(price) else {
        return Ok(());
    };
    let is_reached = |used: Credits| used.checked_add(image).is_none_or(|next| next > limit);
    let is_near = |used: Credits| {
        let (used, limit) = (used.hundredths(), limit.hundredths());
        used.saturating_mul(5) >= limit.saturating_mul(4)
    };
    let reached = is_reached(after) && !is_reached(used);
    let near = is_near(after) && !is_near(used);
    if !reached && !near {
        return Ok(());
    }
    let letter = Letter::LimitUsed {
        used: after,
        limit,
        reached,
        of: Whose {
            organisation: Some(store::organisation::name(tx, organisation).await?),
            page: shop.page(),
        },
    };
    let (month, _) = calendar::month_of(tx.now());
    let part = if reached { "reached" } else { "near" };
    let cause = format!(
        "limit {part} {organisation} {user} {} {}",
        month.timestamp_millis(),
        limit.hundredths()
    );
    mail::write(tx, user, &cause, &letter).await
}

/// Sets the limit of members without one of their own.
///
/// # Errors
/// [`Code::NotFound`] for who does not belong to the organisation; [`Code::Forbidden`] for a
/// plain member; [`Code::MalformedBody`] for less than nothing; [`Error::Database`].
pub async fn set_default(
    tx: &mut Tx,
    changer: UserId,
    organisation: OrganisationId,
    limit: Limit,
) -> Result<(), Error> {
    organisation::require_manager(tx, changer, organisation).await?;
    require_sane(limit, "default_limit")?;
    let was = member_limit::default(tx, organisation).await?;
    if was == limit {
        return Ok(());
    }
    member_limit::set_default(tx, organisation, limit).await?;
    let change = Change::DefaultLimitChanged { was, became: limit };
    organisation_log::note(tx, organisation, changer, &change).await?;
    organisation::announce(tx, organisation).await
}

/// Sets the limit of one member.
///
/// # Errors
/// As [`set_default`]; [`Code::NotFound`] also when the person does not belong to it.
pub async fn set_own(
    tx: &mut Tx,
    changer: UserId,
    organisation: OrganisationId,
    person: UserId,
    limit: MemberLimit,
) -> Result<(), Error> {
    organisation::require_manager(tx, changer, organisation).await?;
    organisation::role_of(tx, organisation, person).await?;
    if let MemberLimit::Own(limit) = limit {
        require_sane(limit, "limit")?;
    }
    let members = store::organisation::members(tx, organisation).await?;
    let before = members.into_iter().find(|member| member.user == person);
    let before = before.ok_or_else(|| Error::refused(Code::NotFound))?;
    let was = before.limit.unwrap_or(MemberLimit::Default);
    if was == limit {
        return Ok(());
    }
    member_limit::set_own(tx, organisation, person, limit).await?;
    let change = Change::MemberLimitChanged {
        name: before.name,
        was,
        became: limit,
    };
    organisation_log::note(tx, organisation, changer, &change).await?;
    organisation::announce(tx, organisation).await
}

fn require_sane(limit: Limit, field: &'static str) -> Result<(), Error> {
    match limit.at_most() {
        Some(credits) if credits < Credits::ZERO => {
            Err(Error::refused_field(Code::MalformedBody, field))
        }
        Some(_) | None => Ok(()),
    }
}
