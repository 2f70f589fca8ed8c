//! What one person may not do without end.

use std::time::Duration;

use api::{
    Code,
    invitation::{InviteOutcome, Invited},
    organisation::Membership,
};
use backend::{
    account,
    http::{Rates, Settings},
    invitation, organisation,
    store::Database,
};
use chrono::TimeDelta;
use futures_util::future::join_all;
use serde_json::json;

use crate::{
    client::{Client, Reply, Server, settings},
    support::{on_every_database, pass, world},
};

/// A server that knows no other limits than what it is shipped with.
async fn shipped(database: &Database) -> Server {
    let settings = Settings {
        rates: Rates {
            invitations_per_hour: invitation::PER_INVITER,
            organisations_per_day: organisation::PER_CREATOR,
            ..settings().rates
        },
        ..settings()
    };
    Server::with(database, settings, None).await
}

async fn create(client: &Client, key: u32) -> Reply {
    let body = json!({ "name": format!("Atelier {key}") });
    client
        .post_once("/organisations", &format!("key-{key}"), &body)
        .await
}

async fn invite(client: &Client, organisation: &str, people: std::ops::Range<u32>) -> Reply {
    let emails: Vec<String> = people.map(|n| format!("guest{n}@example.ch")).collect();
    let path = format!("/organisations/{organisation}/invitations");
    client
        .post(&path, &json!({ "emails": emails, "resend": false }))
        .await
}

fn sent(reply: &Reply) -> usize {
    let Invited { answers } = reply.json();
    let is_sent = |outcome| outcome == InviteOutcome::Sent;
    answers.iter().filter(|one| is_sent(one.outcome)).count()
}

#[test]
fn one_person_sends_twenty_invitations_an_hour_over_all_their_organisations() {
    on_every_database(async |database| {
        let world = world(database).await;
        let browser = shipped(database).await.signed_in(world.owner).await;
        let mut own = Vec::new();
        for key in 0..3 {
            let created: Membership = create(&browser, key).await.json();
            own.push(created.organisation.to_string());
        }
        for organisation in &own[..2] {
            assert_eq!(sent(&invite(&browser, organisation, 0..7).await), 7);
        }
        let Invited { answers } = invite(&browser, &own[2], 0..7).await.json();
        let outcomes: Vec<_> = answers.iter().map(|one| one.outcome).collect();
        assert_eq!(outcomes[..6], [InviteOutcome::Sent; 6]);
        assert_eq!(outcomes[6], InviteOutcome::TooMany);
        let refused = invite(&browser, &own[0], 7..8).await;
        refused.assert_refused(Code::TooManyRequests);
        assert_eq!(refused.header("retry-after"), "3600");
        // Somebody else of such an organisation is not held up by it.
        let shared = world.organisation.to_string();
        let admin = shipped(database).await.signed_in(world.admin).await;
        assert_eq!(sent(&invite(&admin, &shared, 0..1).await), 1);
        pass(database, Duration::from_secs(3_601));
        let browser = shipped(database).await.signed_in(world.owner).await;
        assert_eq!(sent(&invite(&browser, &own[0], 7..8).await), 1);
    });
}

#[test]
fn of_invitations_to_three_organisations_at_once_one_person_sends_twenty() {
    on_every_database(async |database| {
        let world = world(database).await;
        let browser = shipped(database).await.signed_in(world.owner).await;
        let mut own = Vec::new();
        for key in 0..3 {
            let created: Membership = create(&browser, key).await.json();
            own.push(created.organisation.to_string());
        }
        let invites = own.iter().map(|one| invite(&browser, one, 0..12));
        let replies = join_all(invites).await;
        let answered = replies.iter().filter(|reply| reply.status.is_success());
        assert_eq!(answered.map(sent).sum::<usize>(), 20);
    });
}

#[test]
fn one_person_creates_ten_organisations_a_day() {
    on_every_database(async |database| {
        let world = world(database).await;
        // What was created before today does not count.
        let long_ago = database.clock().now() - TimeDelta::days(2);
        database
            .write(async |tx| {
                tx.set_now(long_ago);
                account::create_organisation(tx, "Atelier", world.stranger).await
            })
            .await
            .unwrap();
        let server = shipped(database).await;
        let browser = server.signed_in(world.stranger).await;
        let replies = join_all((0..12).map(|key| create(&browser, key))).await;
        let refused: Vec<_> = replies
            .iter()
            .filter(|reply| !reply.status.is_success())
            .collect();
        assert_eq!(refused.len(), 2);
        for reply in refused {
            reply.assert_refused(Code::TooManyRequests);
            assert_eq!(reply.header("retry-after"), "86400");
        }
        let other = server.signed_in(world.owner).await;
        create(&other, 0).await.json::<Membership>();
        pass(database, Duration::from_secs(86_400));
        let browser = server.signed_in(world.stranger).await;
        create(&browser, 99).await.json::<Membership>();
    });
}
