//! Several who use one invitation at once (I19).

use api::{Code, InvitationId, UserId, organisation::Role};
use backend::{
    invitation,
    store::{self, Database},
};

use super::{ADDRESS, accept_by, role, token, user};
use crate::support::{World, on_every_database, world};

/// The only open invitation.
async fn open(database: &Database, world: &World) -> InvitationId {
    let open = database
        .read(async |tx| store::invitation::open(tx, world.organisation).await)
        .await
        .unwrap();
    assert_eq!(open.len(), 1);
    open[0].id
}

/// Makes the person a stranger again, an hour later.
async fn again(database: &Database, world: &World, person: UserId) {
    database
        .write(async |tx| {
            store::organisation::remove_member(tx, world.organisation, person).await?;
            tx.execute("DELETE FROM invitation_links", []).await?;
            tx.execute("DELETE FROM outbox", []).await?;
            tx.execute("DELETE FROM memberships WHERE removed_at IS NOT NULL", [])
                .await
        })
        .await
        .unwrap();
}

#[test]
fn i19_of_fifty_accepts_of_one_invitation_one_wins_in_five_hundred_rounds() {
    on_every_database(async |database| {
        let world = world(database).await;
        let ruth = user(database, ADDRESS).await;
        for round in 0..500 {
            let token = token(database, &world, ADDRESS).await;
            let accepts = (0..50).map(|_| accept_by(database, ruth, &token));
            let outcomes = futures_util::future::join_all(accepts).await;
            let (won, lost): (Vec<_>, Vec<_>) = outcomes.into_iter().partition(Result::is_ok);
            assert_eq!(won.len(), 1, "round {round}");
            for error in lost.into_iter().filter_map(Result::err) {
                assert_eq!(error.code(), Code::InvalidInvitation, "round {round}");
            }
            assert_eq!(role(database, &world, ruth).await, Some(Role::Member));
            again(database, &world, ruth).await;
        }
    });
}

#[test]
fn i19_of_an_accept_and_a_revocation_one_wins_in_five_hundred_rounds() {
    on_every_database(async |database| {
        let world = world(database).await;
        let World {
            owner,
            organisation,
            ..
        } = world;
        let ruth = user(database, ADDRESS).await;
        for round in 0..500 {
            let token = token(database, &world, ADDRESS).await;
            let id = open(database, &world).await;
            let revoke =
                database.write(async |tx| invitation::revoke(tx, owner, organisation, id).await);
            let (accepted, revoked) = if round % 2 == 0 {
                tokio::join!(accept_by(database, ruth, &token), revoke)
            } else {
                let (revoked, accepted) = tokio::join!(revoke, accept_by(database, ruth, &token));
                (accepted, revoked)
            };
            assert_ne!(accepted.is_ok(), revoked.is_ok(), "round {round}");
            let is_member = role(database, &world, ruth).await.is_some();
            assert_eq!(is_member, accepted.is_ok(), "round {round}");
            again(database, &world, ruth).await;
        }
    });
}
