//! Organisations: who belongs to them and as what, and who sees whom. Called by `http`
//! and by the rules beside it.

use std::num::NonZeroU32;

use api::{
    Code, Name, OrganisationId, UserId,
    log::{Change, LogPage, PAGE_ENTRIES},
    organisation::{MailPreview, Membership, Organisation, Role},
};

use chrono::TimeDelta;

use crate::{
    Error, account,
    mail::{self, Letter, Whose},
    shop::Shop,
    store::{
        self, Tx, invitation, member_limit, organisation, organisation_log, user,
        wallet::{self, Holder},
    },
};

/// How many organisations one person creates at most in [`CREATION_PERIOD`], unless told
/// otherwise.
pub const PER_CREATOR: NonZeroU32 = NonZeroU32::new(10).unwrap();
/// See [`PER_CREATOR`].
pub const CREATION_PERIOD: TimeDelta = TimeDelta::days(1);

/// A new organisation, whose owner the user is (O8). `per_creator` is [`PER_CREATOR`], or what
/// it was set to.
///
/// # Errors
/// [`Code::TooManyRequests`] when they have created too many; [`Error::Database`];
/// [`Error::System`] when there are no random bytes.
pub async fn create(
    tx: &mut Tx,
    owner: UserId,
    name: &Name,
    per_creator: NonZeroU32,
) -> Result<Membership, Error> {
    // What the person creates at this moment elsewhere counts too.
    user::lock(tx, owner).await?;
    let since = tx.now() - CREATION_PERIOD;
    if organisation::created_since(tx, owner, since).await? >= i64::from(per_creator.get()) {
        return Err(Error::refused(Code::TooManyRequests));
    }
    let (organisation, _) = account::create_organisation(tx, name.as_str(), owner).await?;
    organisation_log::note(tx, organisation, owner, &Change::Created).await?;
    membership(tx, owner, organisation).await
}

/// What somebody is in an organisation.
async fn membership(
    tx: &mut Tx,
    user: UserId,
    organisation: OrganisationId,
) -> Result<Membership, Error> {
    let memberships = organisation::memberships(tx, user).await?;
    memberships
        .into_iter()
        .find(|membership| membership.organisation == organisation)
        .ok_or_else(|| Error::refused(Code::NotFound))
}

/// An organisation as one of its members sees it: owners and admins see everybody, a
/// plain member whom to ask, and themselves (rule 10).
///
/// # Errors
/// [`Code::NotFound`] for whoever does not belong to it; [`Error::Database`].
pub async fn read(
    tx: &mut Tx,
    viewer: UserId,
    organisation: OrganisationId,
) -> Result<Organisation, Error> {
    let membership = membership(tx, viewer, organisation).await?;
    let mut members = organisation::members(tx, organisation).await?;
    let mut invitations = Vec::new();
    if membership.role.sees_everybody() {
        invitations = invitation::open(tx, organisation).await?;
    } else {
        members.retain(|member| member.role.sees_everybody() || member.user == viewer);
        for member in &mut members {
            member.limit = None;
        }
    }
    Ok(Organisation {
        id: membership.organisation,
        name: membership.name,
        role: membership.role,
        members,
        default_limit: member_limit::default(tx, organisation).await?,
        invitations,
    })
}

/// Ends somebody's membership: from the end of this transaction on they spend nothing from
/// the shared wallet and see it nowhere (rule 12, I16). Owners remove anybody, admins whoever
/// is no owner, and are told by mail; everybody may leave by themselves (O8). The last owner
/// stays (rule 11, I17).
///
/// # Errors
/// [`Code::NotFound`] for whoever does not belong to it, and when the person does not (any
/// more); [`Code::Forbidden`] for who may not remove them; [`Code::LastOwner`];
/// [`Error::Database`].
pub async fn remove(
    tx: &mut Tx,
    shop: &Shop,
    remover: UserId,
    organisation: OrganisationId,
    person: UserId,
) -> Result<(), Error> {
    // Of two owners who remove each other one comes first, and is then alone.
    organisation::lock(tx, organisation).await?;
    let role = role_of(tx, organisation, remover).await?;
    let change = if remover == person {
        keep_an_owner(tx, organisation, role).await?;
        Change::Left
    } else {
        require_may_remove(tx, remover, organisation, person).await?;
        tell_removed(tx, shop, remover, organisation, person).await?;
        let name = name_of(tx, person).await?;
        Change::Removed { name }
    };
    organisation_log::note(tx, organisation, remover, &change).await?;
    organisation::remove_member(tx, organisation, person).await?;
    void_invitation(tx, organisation, person).await?;
    announce(tx, organisation).await
}

/// Changes what a member may do (O5). Owners change anybody's role, their own too, so that
/// ownership is handed on; the last owner stays one (rule 11, I17).
///
/// # Errors
/// [`Code::NotFound`] for whoever does not belong to it, and when the person does not;
/// [`Code::Forbidden`] for who is no owner; [`Code::LastOwner`]; [`Error::Database`].
pub async fn set_role(
    tx: &mut Tx,
    changer: UserId,
    organisation: OrganisationId,
    person: UserId,
    role: Role,
) -> Result<(), Error> {
    organisation::lock(tx, organisation).await?;
    if !role_of(tx, organisation, changer).await?.changes_roles() {
        return Err(Error::refused(Code::Forbidden));
    }
    let before = role_of(tx, organisation, person).await?;
    if role == before {
        return Ok(());
    }
    keep_an_owner(tx, organisation, before).await?;
    organisation::set_role(tx, organisation, person, role).await?;
    let change = Change::RoleChanged {
        name: name_of(tx, person).await?,
        was: before,
        became: role,
    };
    organisation_log::note(tx, organisation, changer, &change).await?;
    announce(tx, organisation).await
}

/// What somebody is in an organisation, which does not exist for who is nothing in it.
///
/// # Errors
/// [`Code::NotFound`] for who is nothing in it; [`Error::Database`].
pub async fn role_of(
    tx: &mut Tx,
    organisation: OrganisationId,
    user: UserId,
) -> Result<Role, Error> {
    let role = organisation::role_of(tx, organisation, user).await?;
    role.ok_or_else(|| Error::refused(Code::NotFound))
}

/// Refuses whoever does not manage the organisation, which is then locked (rule 10).
///
/// # Errors
/// [`Code::NotFound`] for who is nothing in it; [`Code::Forbidden`] for a plain member;
/// [`Error::Database`].
pub async fn require_manager(
    tx: &mut Tx,
    user: UserId,
    organisation: OrganisationId,
) -> Result<(), Error> {
    organisation::lock(tx, organisation).await?;
    if role_of(tx, organisation, user).await?.sees_everybody() {
        Ok(())
    } else {
        Err(Error::refused(Code::Forbidden))
    }
}

/// What somebody is called.
///
/// # Errors
/// [`Error::Database`].
pub async fn name_of(tx: &mut Tx, user: UserId) -> Result<String, Error> {
    let found = user::find(tx, user).await?;
    Ok(found.map_or_else(String::new, |user| user.name))
}

/// A page of what was changed about an organisation, newest first.
///
/// # Errors
/// [`Code::NotFound`] for whoever does not belong to it; [`Code::Forbidden`] for a plain
/// member; [`Error::Database`].
pub async fn log(
    tx: &mut Tx,
    viewer: UserId,
    organisation: OrganisationId,
    before: Option<i64>,
) -> Result<LogPage, Error> {
    if !role_of(tx, organisation, viewer).await?.sees_everybody() {
        return Err(Error::refused(Code::Forbidden));
    }
    let entries = organisation_log::page(tx, organisation, before, PAGE_ENTRIES).await?;
    let last = entries.last().map(|entry| entry.number);
    Ok(LogPage {
        entries,
        older: last.filter(|number| *number > 1),
    })
}

/// Refuses to take the last owner away; the organisation is locked.
async fn keep_an_owner(tx: &mut Tx, organisation: OrganisationId, goes: Role) -> Result<(), Error> {
    if goes == Role::Owner && organisation::owners(tx, organisation).await? == 1 {
        return Err(Error::refused(Code::LastOwner));
    }
    Ok(())
}

/// Ends the invitation of somebody who goes: the way back is a new one (I16).
async fn void_invitation(
    tx: &mut Tx,
    organisation: OrganisationId,
    person: UserId,
) -> Result<(), Error> {
    if let Some(person) = user::find(tx, person).await?
        && let Some(open) = invitation::of_address(tx, organisation, &person.email).await?
    {
        invitation::revoke(tx, organisation, open.id).await?;
    }
    Ok(())
}

/// Has open pages look at once what they may still see and do.
///
/// # Errors
/// [`Error::Database`].
pub async fn announce(tx: &mut Tx, organisation: OrganisationId) -> Result<(), Error> {
    if let Some(shared) = wallet::of(tx, Holder::Organisation(organisation)).await? {
        tx.announce(store::Change::Payment { wallet: shared.id });
    }
    Ok(())
}

async fn tell_removed(
    tx: &mut Tx,
    shop: &Shop,
    remover: UserId,
    organisation: OrganisationId,
    person: UserId,
) -> Result<(), Error> {
    let letter = removal_letter(tx, shop, remover, organisation).await?;
    // Who comes back may be removed again.
    let at = tx.now().timestamp_millis();
    let cause = format!("removal {organisation} {person} {at}");
    mail::write(tx, person, &cause, &letter).await
}

async fn removal_letter(
    tx: &mut Tx,
    shop: &Shop,
    remover: UserId,
    organisation: OrganisationId,
) -> Result<Letter, Error> {
    Ok(Letter::Removed {
        by: name_of(tx, remover).await?,
        of: Whose {
            organisation: Some(organisation::name(tx, organisation).await?),
            page: shop.page(),
        },
    })
}

/// The mail that somebody would get if they were removed (O4).
///
/// # Errors
/// As [`remove`].
pub async fn removal_mail(
    tx: &mut Tx,
    shop: &Shop,
    remover: UserId,
    organisation: OrganisationId,
    person: UserId,
) -> Result<MailPreview, Error> {
    require_may_remove(tx, remover, organisation, person).await?;
    let letter = removal_letter(tx, shop, remover, organisation).await?;
    let mail = mail::preview(tx, person, &letter).await?;
    let mail = mail.ok_or_else(|| Error::refused(Code::NotFound))?;
    Ok(MailPreview {
        language: mail.language.tag().to_owned(),
        subject: mail.subject,
        text: mail.plain,
    })
}

/// Refuses whoever may not remove that member. A plain member does not learn who belongs to
/// the organisation (rule 10).
async fn require_may_remove(
    tx: &mut Tx,
    remover: UserId,
    organisation: OrganisationId,
    person: UserId,
) -> Result<(), Error> {
    let role = role_of(tx, organisation, remover).await?;
    let may = role.sees_everybody() && role.may_remove(role_of(tx, organisation, person).await?);
    if may {
        Ok(())
    } else {
        Err(Error::refused(Code::Forbidden))
    }
}
