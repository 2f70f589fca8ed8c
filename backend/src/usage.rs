//! Who has used how much of the shared credits (O1, U1). Called by `http` alone.

use std::{cmp::Reverse, collections::BTreeMap};

use api::{
    Credits, OrganisationId, UserId,
    limit::MemberLimit,
    usage::{MemberUsage, Usage},
};
use chrono::{DateTime, Utc};

use crate::{
    Error, calendar, organisation,
    store::{
        self, Tx, transaction,
        wallet::{self, Holder},
    },
};

/// What the members of an organisation have used in a period, as far as the viewer may see
/// it; without one, in the present calendar month.
///
/// # Errors
/// [`api::Code::NotFound`] for who does not belong to the organisation; [`Error::Database`].
pub async fn read(
    tx: &mut Tx,
    viewer: UserId,
    organisation: OrganisationId,
    from: Option<DateTime<Utc>>,
    until: Option<DateTime<Utc>>,
) -> Result<Usage, Error> {
    let role = organisation::role_of(tx, organisation, viewer).await?;
    let (month, next) = calendar::month_of(tx.now());
    let (from, until) = (from.unwrap_or(month), until.unwrap_or(next));
    let mut used = used_by_each(tx, organisation, from, until).await?;
    let present = store::organisation::members(tx, organisation).await?;
    let default = store::member_limit::default(tx, organisation).await?;
    let mut members: Vec<MemberUsage> = Vec::new();
    for member in present {
        members.push(MemberUsage {
            used: used
                .remove(&member.user)
                .map_or(Credits::ZERO, |(_, used)| used),
            user: member.user,
            name: member.name,
            removed: false,
            limit: member
                .limit
                .unwrap_or(MemberLimit::Default)
                .or(default)
                .at_most(),
        });
    }
    members.extend(used.into_iter().map(|(user, (name, used))| MemberUsage {
        user,
        name,
        removed: true,
        limit: None,
        used,
    }));
    if !role.sees_everybody() {
        members.retain(|member| member.user == viewer);
    }
    members.sort_by_cached_key(|one| (Reverse(one.used), one.name.to_lowercase(), one.user));
    let sum = members
        .iter()
        .try_fold(Credits::ZERO, |sum, member| sum.checked_add(member.used));
    Ok(Usage {
        from,
        until,
        used: sum.ok_or_else(|| Error::corrupt("more was used than there can be"))?,
        members,
    })
}

type Used = BTreeMap<UserId, (String, Credits)>;

async fn used_by_each(
    tx: &mut Tx,
    organisation: OrganisationId,
    from: DateTime<Utc>,
    until: DateTime<Utc>,
) -> Result<Used, Error> {
    let Some(shared) = wallet::of(tx, Holder::Organisation(organisation)).await? else {
        return Ok(Used::new());
    };
    let before = transaction::number_before(tx, shared.id, from.timestamp_millis()).await?;
    let last = transaction::number_before(tx, shared.id, until.timestamp_millis()).await?;
    let numbers = before.saturating_add(1)..=last;
    let used = transaction::used_by_each(tx, shared.id, &numbers).await?;
    Ok(used
        .into_iter()
        .map(|(by, used)| (by.user, (by.name, used)))
        .collect())
}
