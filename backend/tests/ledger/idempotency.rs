//! The stored answers of requests that must have one effect (I7).

use api::Code;
use backend::{
    Error,
    store::{
        Dialect,
        idempotency::{self, KEPT, Scope, StoredAnswer},
    },
};

use crate::support::{on_every_database, start, world};

fn answer() -> StoredAnswer {
    StoredAnswer {
        request_hash: [7; 32],
        status: 201,
        content_type: "application/json".to_owned(),
        body: b"{}".to_vec(),
    }
}

#[test]
fn i7_an_answer_is_kept_for_its_user_method_route_and_key_for_thirty_days() {
    on_every_database(async |database| {
        let world = world(database).await;
        let scope = Scope {
            user: world.owner,
            method: "POST",
            route: "/generations",
            key: "k1",
        };
        let find = async |scope| {
            database
                .read(async |tx| idempotency::find(tx, scope).await)
                .await
                .unwrap()
        };
        let insert = async || {
            database
                .write(async |tx| idempotency::insert(tx, scope, &answer()).await)
                .await
        };
        assert_eq!(find(scope).await, None);
        insert().await.unwrap();
        assert!(insert().await.is_err(), "an answer is never replaced");
        assert_eq!(find(scope).await, Some(answer()));
        for other in [
            Scope {
                user: world.admin,
                ..scope
            },
            Scope {
                method: "PUT",
                ..scope
            },
            Scope {
                route: "/refunds",
                ..scope
            },
            Scope { key: "k2", ..scope },
        ] {
            assert_eq!(find(other).await, None, "{other:?}");
        }
        database
            .clock()
            .set(start() + KEPT - chrono::TimeDelta::milliseconds(1));
        assert_eq!(find(scope).await, Some(answer()));
        database.clock().set(start() + KEPT);
        assert_eq!(find(scope).await, None);
        insert().await.unwrap();
        assert_eq!(find(scope).await, Some(answer()));
    });
}

#[test]
fn i7_an_answer_is_stored_with_its_effect_or_not_at_all() {
    on_every_database(async |database| {
        let world = world(database).await;
        let scope = Scope {
            user: world.owner,
            method: "POST",
            route: "/generations",
            key: "k1",
        };
        let failed = database
            .write(async |tx| {
                idempotency::insert(tx, scope, &answer()).await?;
                Err::<(), _>(Error::refused(Code::InsufficientCredits))
            })
            .await;
        assert!(failed.is_err());
        let found = database
            .read(async |tx| idempotency::find(tx, scope).await)
            .await;
        assert_eq!(found.unwrap(), None);
    });
}

#[test]
fn i7_a_request_in_flight_is_seen_by_every_process_on_postgresql() {
    on_every_database(async |database| {
        if database.dialect() != Dialect::Postgres {
            return;
        }
        let world = world(database).await;
        let scope = |key| Scope {
            user: world.owner,
            method: "POST",
            route: "/generations",
            key,
        };
        let claim = async |key| {
            database
                .write(async |tx| idempotency::claim(tx, scope(key)).await)
                .await
        };
        database
            .write(async |tx| {
                idempotency::claim(tx, scope("k1")).await?;
                assert_eq!(claim("k1").await.unwrap_err().code(), Code::InFlight);
                claim("k2").await
            })
            .await
            .unwrap();
        claim("k1").await.unwrap();
    });
}
