//! The mails that hold what people have typed.

use api::{
    Credits,
    invitation::Invite,
    limit::{Limit, MemberLimit},
    organisation::Role,
};
use backend::{
    account, invitation,
    language::Locale,
    member_limit, organisation,
    shop::Shop,
    store::{self, Database, user},
};

use crate::support::{book, debit, person, purchase};

/// Writes the mails of an owner, a member and an organisation that all have that name: an
/// invitation, a monthly limit that is reached, and a removal.
pub async fn write_letters(database: &Database, name: &str, locale: Locale) {
    let limit = MemberLimit::Own(Limit::AtMost(Credits::whole(2)));
    let (owner, member, organisation, shared) = database
        .write(async |tx| {
            let (owner, _) = person(tx, name).await?;
            let (member, _) = person(tx, name).await?;
            user::set_locale(tx, owner, locale).await?;
            user::set_locale(tx, member, locale).await?;
            let (organisation, shared) = account::create_organisation(tx, name, owner).await?;
            store::organisation::insert_member(tx, organisation, member, Role::Member).await?;
            member_limit::set_own(tx, owner, organisation, member, limit).await?;
            Ok((owner, member, organisation, shared))
        })
        .await
        .unwrap();
    let bought = purchase(shared, 10_000, &format!("S{organisation}"));
    book(database, &bought).await.unwrap();
    debit(database, member, 2, Some(shared)).await.unwrap();
    let shop = Shop::default();
    let wanted = Invite {
        emails: vec!["o'neil+guest@example.ch".to_owned()],
        resend: false,
    };
    database
        .write(async |tx| {
            invitation::invite(
                tx,
                &shop,
                owner,
                organisation,
                &wanted,
                invitation::PER_INVITER,
            )
            .await?;
            organisation::remove(tx, &shop, owner, organisation, member).await
        })
        .await
        .unwrap();
}
