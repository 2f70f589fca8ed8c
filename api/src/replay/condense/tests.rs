//! Nothing is lost, and a replay of what is left says the same.

use proptest::prelude::*;

use super::*;
use crate::{
    auto_renewal::MonthlyLimit,
    replay::{
        MOVEMENTS_MAX, Past, replay,
        tests::{movements, package, past, rule},
    },
};

#[test]
fn a11_a_busy_past_is_charged_for_as_if_nothing_had_been_added_up() {
    let all = (0..100_000).map(|n| Movement(n * 77_777, Credits::whole(-2)));
    let whole = Past {
        movements: all.collect(),
        ..past(100, &[], &[])
    };
    let (movements, is_complete) = condense(whole.movements.clone(), MOVEMENTS_MAX);
    let fewest = MOVEMENTS_MAX / 2;
    assert!((fewest..=MOVEMENTS_MAX).contains(&movements.len()) && !is_complete);
    let condensed = Past {
        movements,
        is_complete,
        ..whole.clone()
    };
    let none = rule(20, MonthlyLimit::NoLimit);
    let replayed = replay(&condensed, &none, &package(50, 2_600)).unwrap();
    assert_eq!(replayed.charges, 3_999);
    assert_eq!(Some(replayed), replay(&whole, &none, &package(50, 2_600)));
}

fn incoming(all: &[Movement]) -> Vec<Movement> {
    let is_incoming = |one: &&Movement| !one.1.is_negative();
    all.iter().filter(is_incoming).copied().collect()
}

/// The sums of what came in and of what went out.
fn sums(all: &[Movement]) -> (i64, i64) {
    let sum = |all: &[Movement]| all.iter().map(|one| one.1.hundredths()).sum::<i64>();
    let came_in = sum(&incoming(all));
    (came_in, sum(all) - came_in)
}

proptest! {
    #[test]
    fn a11_condensing_loses_nothing_and_keeps_what_came_in(
        movements in movements(3_000),
        max in 2_usize..50,
    ) {
        let (condensed, is_complete) = condense(movements.clone(), max);
        prop_assert_eq!(sums(&condensed), sums(&movements));
        prop_assert!(condensed.is_sorted_by_key(|one| one.0));
        prop_assert!(condensed.len() <= max);
        prop_assert_eq!(is_complete, movements.len() <= max);
        prop_assert_eq!(is_complete, condensed == movements);
        if 2 * incoming(&movements).len() < max {
            prop_assert_eq!(incoming(&condensed), incoming(&movements));
        }
    }

    #[test]
    fn a11_added_up_debits_buy_what_each_of_them_would_have_bought(
        movements in movements(2_000),
        balance in 0_i64..20_000,
        threshold in 20_i32..300,
        size in 20_i32..150,
        max in 2_usize..100,
    ) {
        let whole = Past {
            balance: Credits::from_hundredths(balance).unwrap(),
            movements: movements.clone(),
            ..past(0, &[], &[12, 43, 73])
        };
        let keeps_order = 2 * incoming(&movements).len() < max;
        let (movements, is_complete) = condense(movements, max);
        let condensed = Past { movements, is_complete, ..whole.clone() };
        let (rule, package) = (rule(threshold, MonthlyLimit::NoLimit), package(size, 100));
        let whole = replay(&whole, &rule, &package).unwrap();
        let condensed = replay(&condensed, &rule, &package).unwrap();
        if keeps_order {
            prop_assert_eq!(condensed, whole);
        } else {
            prop_assert!(condensed.total.amount_minor <= whole.total.amount_minor);
            prop_assert_eq!(condensed.refused, 0);
        }
    }
}
