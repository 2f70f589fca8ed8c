//! The program dies at each place where something was done and is not known to be done.

use backend::{payment::crash::Place, store::Database};
use sandbox::Faults;

use crate::{
    program::Program,
    support::on_every_live_database,
    till::Till,
    town::{Town, small_shop},
    wire::Wire,
};

/// A crossing, in whose course the program dies at that place; then it is started again.
async fn dies_at(place: Place, faults: &Faults, database: &Database, url: &str) {
    let till = Till::selling(database, small_shop()).await;
    let town = Town::of(1, database, &till).await;
    till.sandbox().set_faults(faults.clone());
    let mut program = Program::start_with(url, &till, &[("RELUX_CRASH_AT", place.name())]);
    town.moved_to(&[program.address]);
    let debit = tokio::spawn({
        let town = town.clone();
        async move {
            let mut wire = Wire::default();
            town.debit(&mut wire, &town.people[0], "crosses", 6).await
        }
    });
    let status = program.ended().await;
    assert!(!status.success(), "it ended well in place of {place:?}");
    town.moved_to(&[]);
    till.sandbox().set_faults(Faults::default());
    let program = Program::start(url, &till);
    town.moved_to(&[program.address]);
    assert!(debit.await.unwrap().is_some(), "{place:?}: the debit fits");
    town.quiet(database).await;
    program.stop().await;
    assert_eq!(till.sandbox().book().len(), 1, "{place:?}");
    assert_eq!(town.crossings(database).await, 1, "{place:?}");
    town.assert_nothing_lost_nothing_doubled(database, till.sandbox())
        .await;
}

#[test]
fn i9_a_program_that_dies_at_any_named_place_charges_the_crossing_once() {
    for place in Place::ALL {
        // The card is charged at once, and the answer comes after the end.
        let faults = Faults {
            slow: if place == Place::MidCall { 1_000 } else { 0 },
            slow_ms: 600,
            ..Faults::default()
        };
        on_every_live_database(async |database, url| {
            dies_at(place, &faults, database, url).await;
        });
    }
}

#[test]
fn i9_a_card_that_is_charged_after_the_program_has_died_is_charged_once() {
    // When it asks again, the provider is still at it.
    let faults = Faults {
        slow_capture: 1_000,
        slow_ms: 2_000,
        ..Faults::default()
    };
    on_every_live_database(async |database, url| {
        dies_at(Place::MidCall, &faults, database, url).await;
    });
}
