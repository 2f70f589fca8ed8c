//! Invitations: how somebody comes to belong to an organisation (rule 13, I19). Called by
//! `http` and the demo data.

use std::{collections::HashSet, num::NonZeroU32};

use api::{
    Code, EmailAddress, InvitationId, OrganisationId, UserId,
    invitation::{
        ADDRESSES_MAX, InvitationOffer, InvitationToken, Invite, InviteOutcome, InvitedAddress,
    },
    log::Change,
    organisation::Role,
};
use chrono::TimeDelta;

use crate::{
    Error,
    mail::{self, Letter},
    organisation,
    secret::Secret,
    shop::Shop,
    store::{
        self, Tx,
        invitation::{self, InvitationRow},
        organisation_log, user,
    },
};

/// How long an invitation can be used (rule 13).
pub const VALID_FOR: TimeDelta = TimeDelta::days(14);
/// How many e-mails with invitations an organisation sends at most in [`RATE_PERIOD`].
pub const RATE: i64 = 20;
/// See [`RATE`]. One person sends at most [`PER_INVITER`] in it, unless told otherwise.
pub const RATE_PERIOD: TimeDelta = TimeDelta::hours(1);

/// How many e-mails with invitations one person sends at most in [`RATE_PERIOD`], for all their
/// organisations together.
pub const PER_INVITER: NonZeroU32 = NonZeroU32::new(20).unwrap();

/// Invites people by e-mail, each address on its own: those that can't be do not keep the
/// others from being. An invitation that has expired is extended; one that waits only if
/// that is asked for. `per_inviter` is [`PER_INVITER`], or what it was set to.
///
/// # Errors
/// [`Code::NotFound`] for who does not belong to the organisation; [`Code::Forbidden`] for a
/// plain member; [`Code::MalformedBody`] for no address or too many;
/// [`Code::TooManyRequests`] when no e-mail may be sent at this time; [`Error::Database`];
/// [`Error::System`] when there are no random bytes.
pub async fn invite(
    tx: &mut Tx,
    shop: &Shop,
    inviter: UserId,
    organisation: OrganisationId,
    wanted: &Invite,
    per_inviter: NonZeroU32,
) -> Result<Vec<InvitedAddress>, Error> {
    organisation::require_manager(tx, inviter, organisation).await?;
    let mut seen = HashSet::new();
    let mut texts: Vec<&str> = wanted.emails.iter().map(|text| text.trim()).collect();
    texts.retain(|text| !text.is_empty() && seen.insert(text.to_lowercase()));
    if texts.is_empty() || texts.len() > ADDRESSES_MAX {
        return Err(Error::refused_field(Code::MalformedBody, "emails"));
    }
    let mut left = left(tx, inviter, organisation, per_inviter).await?;
    if left <= 0 {
        return Err(Error::refused(Code::TooManyRequests));
    }
    let mut answers = Vec::new();
    for text in texts {
        let outcome = match text.parse() {
            Ok(email) => {
                let may_send = left > 0;
                invite_one(
                    tx,
                    shop,
                    inviter,
                    organisation,
                    &email,
                    wanted.resend,
                    may_send,
                )
                .await?
            }
            Err(_) => InviteOutcome::Malformed,
        };
        left -= i64::from(outcome == InviteOutcome::Sent);
        answers.push(InvitedAddress {
            email: text.to_owned(),
            outcome,
        });
    }
    organisation::announce(tx, organisation).await?;
    Ok(answers)
}

/// How many e-mails with invitations may be sent now: neither an organisation nor a person
/// sends them without end.
async fn left(
    tx: &mut Tx,
    inviter: UserId,
    organisation: OrganisationId,
    per_inviter: NonZeroU32,
) -> Result<i64, Error> {
    // What the person sends for another organisation at this moment counts too.
    user::lock(tx, inviter).await?;
    let since = tx.now() - RATE_PERIOD;
    let of_organisation = RATE - invitation::links_since(tx, organisation, since).await?;
    let sent = invitation::links_of_since(tx, inviter, since).await?;
    Ok(of_organisation.min(i64::from(per_inviter.get()) - sent))
}

async fn invite_one(
    tx: &mut Tx,
    shop: &Shop,
    inviter: UserId,
    organisation: OrganisationId,
    email: &EmailAddress,
    resend: bool,
    may_send: bool,
) -> Result<InviteOutcome, Error> {
    if let Some(found) = user::credentials(tx, email).await? {
        let role = store::organisation::role_of(tx, organisation, found.user).await?;
        if role.is_some() {
            return Ok(InviteOutcome::AlreadyMember);
        }
    }
    let open = invitation::of_address(tx, organisation, email).await?;
    let waits = open.as_ref().is_some_and(|one| one.expires_at > tx.now());
    if waits && !resend {
        return Ok(InviteOutcome::AlreadyInvited);
    }
    if !may_send {
        return Ok(InviteOutcome::TooMany);
    }
    let expires_at = tx.now() + VALID_FOR;
    let id = match open {
        Some(open) => {
            invitation::extend(tx, open.id, inviter, expires_at).await?;
            open.id
        }
        None => invitation::insert(tx, organisation, email, inviter, expires_at).await?,
    };
    let secret = Secret::new(tx.random())?;
    invitation::insert_link(tx, id, inviter, secret.hash()).await?;
    let letter = Letter::Invited {
        by: organisation::name_of(tx, inviter).await?,
        organisation: store::organisation::name(tx, organisation).await?,
        link: shop.invitation(&secret.reveal()),
        expires_at,
    };
    // Each e-mail has a link of its own.
    let cause = format!("invitation {id} {}", tx.random().id()?);
    mail::invite(tx, email, inviter, &cause, &letter).await?;
    let email = email.clone();
    organisation_log::note(tx, organisation, inviter, &Change::Invited { email }).await?;
    Ok(InviteOutcome::Sent)
}

/// Revokes an invitation: no link of it can be used any more.
///
/// # Errors
/// [`Code::NotFound`] for who does not belong to the organisation, and when no such
/// invitation is open; [`Code::Forbidden`] for a plain member; [`Error::Database`].
pub async fn revoke(
    tx: &mut Tx,
    revoker: UserId,
    organisation: OrganisationId,
    id: InvitationId,
) -> Result<(), Error> {
    organisation::require_manager(tx, revoker, organisation).await?;
    let Some(email) = invitation::revoke(tx, organisation, id).await? else {
        return Err(Error::refused(Code::NotFound));
    };
    organisation_log::note(tx, organisation, revoker, &Change::Revoked { email }).await?;
    organisation::announce(tx, organisation).await
}

/// What the invitation with that link offers. Looking uses nothing up.
///
/// # Errors
/// [`Code::InvalidInvitation`] for one that can't be used, by `viewer` if somebody is signed
/// in; [`Error::Database`].
pub async fn look_up(
    tx: &mut Tx,
    token: &InvitationToken,
    viewer: Option<UserId>,
) -> Result<InvitationOffer, Error> {
    let found = usable(tx, token).await?;
    if let Some(viewer) = viewer {
        require_addressee(tx, viewer, &found).await?;
    }
    let has_account = user::credentials(tx, &found.email).await?.is_some();
    Ok(InvitationOffer {
        organisation: found.organisation,
        name: store::organisation::name(tx, found.organisation).await?,
        invited_by: organisation::name_of(tx, found.invited_by).await?,
        email: found.email,
        expires_at: found.expires_at,
        has_account,
    })
}

/// Makes the user a member. Of several at once one does (I19).
///
/// # Errors
/// [`Code::InvalidInvitation`] for one that can't be used by them; [`Error::Database`].
pub async fn accept(tx: &mut Tx, user: UserId, token: &InvitationToken) -> Result<(), Error> {
    let organisation = usable(tx, token).await?.organisation;
    // What was found may be used or revoked while this waits for its turn.
    store::organisation::lock(tx, organisation).await?;
    let found = usable(tx, token).await?;
    require_addressee(tx, user, &found).await?;
    if !invitation::accept(tx, found.id).await? {
        return Err(Error::refused(Code::InvalidInvitation));
    }
    let role = store::organisation::role_of(tx, organisation, user).await?;
    if role.is_none() {
        store::organisation::insert_member(tx, organisation, user, Role::Member).await?;
        organisation_log::note(tx, organisation, user, &Change::Joined).await?;
    }
    organisation::announce(tx, organisation).await
}

/// The invitation with that link, unless it was used or revoked, or has expired.
async fn usable(tx: &mut Tx, token: &InvitationToken) -> Result<InvitationRow, Error> {
    let Ok(secret) = token.as_str().parse::<Secret>() else {
        return Err(Error::refused(Code::InvalidInvitation));
    };
    let found = invitation::of_link(tx, secret.hash()).await?;
    let now = tx.now();
    found
        .filter(|found| found.expires_at > now)
        .ok_or_else(|| Error::refused(Code::InvalidInvitation))
}

async fn require_addressee(tx: &mut Tx, user: UserId, of: &InvitationRow) -> Result<(), Error> {
    let found = user::find(tx, user).await?;
    if found.is_some_and(|user| user.email.key() == of.email.key()) {
        Ok(())
    } else {
        Err(Error::refused(Code::InvalidInvitation))
    }
}
