//! Who sees what of a history.

use api::{Code, WalletId, history::Filter};
use backend::store;

use crate::{
    history::{filled, page, text},
    support::{on_every_database, world},
};

#[test]
fn rule_10_owners_see_who_and_a_member_only_their_own_lines() {
    on_every_database(async |database| {
        let world = world(database).await;
        filled(database, &world).await;
        let everything = Filter::default();
        for viewer in [world.owner, world.admin] {
            let page = page(database, viewer, world.shared, &everything, None, 4)
                .await
                .unwrap();
            let names = page
                .items
                .iter()
                .map(|line| line.by.clone().map(|by| by.name));
            let expected = [
                None,
                Some("Max O'Neil"),
                Some("Anna Muster"),
                Some("Zoë Bärtschi"),
            ];
            assert!(
                names.eq(expected.map(|name| name.map(str::to_owned))),
                "{page:?}"
            );
        }
        let own = page(database, world.member, world.shared, &everything, None, 100)
            .await
            .unwrap();
        assert_eq!(own.total, 15);
        assert!(
            own.items
                .iter()
                .all(|line| line.by.is_none() && line.id.number % 4 == 3)
        );
    });
}

#[test]
fn rule_12_a_removed_member_stays_in_the_history_under_the_name_of_that_time() {
    on_every_database(async |database| {
        let world = world(database).await;
        filled(database, &world).await;
        let is_removed = async || {
            let page = page(
                database,
                world.owner,
                world.shared,
                &text("o'neil"),
                None,
                1,
            )
            .await;
            page.unwrap().items[0].by.clone().unwrap().removed
        };
        assert!(!is_removed().await);
        database
            .write(async |tx| {
                store::organisation::remove_member(tx, world.organisation, world.member).await
            })
            .await
            .unwrap();
        assert!(is_removed().await);
        let refused = page(database, world.member, world.shared, &text("x"), None, 1).await;
        assert_eq!(refused.unwrap_err().code(), Code::NotFound);
    });
}

#[test]
fn i18_a_foreign_history_is_not_found() {
    on_every_database(async |database| {
        let world = world(database).await;
        let everything = Filter::default();
        for (viewer, wallet) in [
            (world.stranger, world.shared),
            (world.stranger, world.owners_own),
            (world.owner, world.members_own),
            (world.owner, WalletId::from_row(1)),
        ] {
            let refused = page(database, viewer, wallet, &everything, None, 25).await;
            assert_eq!(refused.unwrap_err().code(), Code::NotFound);
        }
    });
}
