//! Replays of made-up pasts, and a second way to work them out.

use proptest::prelude::*;

use chrono::TimeDelta;

use super::*;
use crate::{PackageId, auto_renewal::MonthlyLimit, money::Currency};

const HOUR_MS: u64 = 60 * 60 * 1_000;
const DAY_MS: u64 = 24 * HOUR_MS;

fn start() -> DateTime<Utc> {
    DateTime::from_timestamp_millis(1_790_000_000_000).unwrap()
}

const fn chf(amount_minor: i64) -> Money {
    Money::new(amount_minor, Currency::CHF)
}

pub(super) fn package(credits: i32, price_minor: i64) -> Package {
    Package {
        id: PackageId::try_from("p".to_owned()).unwrap(),
        credits: Credits::whole(credits),
        price: chf(price_minor),
        vat: chf(0),
    }
}

pub(super) fn rule(threshold: i32, monthly_limit: MonthlyLimit) -> RenewalRule {
    RenewalRule {
        threshold: Credits::whole(threshold),
        package: PackageId::try_from("p".to_owned()).unwrap(),
        monthly_limit,
    }
}

/// Whole credits on the days after the start.
pub(super) fn past(balance: i32, movements: &[(u64, i32)], months: &[i64]) -> Past {
    Past {
        from: start(),
        until: start() + TimeDelta::days(90),
        balance: Credits::whole(balance),
        movements: movements
            .iter()
            .map(|(day, credits)| Movement(day * DAY_MS, Credits::whole(*credits)))
            .collect(),
        months: months
            .iter()
            .map(|day| start() + TimeDelta::days(*day))
            .collect(),
        is_complete: true,
    }
}

#[test]
fn a11_three_crossings_are_three_charges() {
    let movements = [(1, -80), (2, -5), (3, -100), (4, -96), (5, -4)];
    let replayed = replay(
        &past(100, &movements, &[]),
        &rule(20, MonthlyLimit::NoLimit),
        &package(100, 4_900),
    );
    // 100 → 20 → 15 (+100) → 15 (+100) → 19 (+100) → 115.
    let expected = Replayed {
        charges: 3,
        total: chf(14_700),
        refused: 0,
        is_limited: false,
    };
    assert_eq!(replayed, Some(expected));
}

#[test]
fn a11_the_limit_holds_a_renewal_back_until_the_next_month() {
    let movements = [(1, -90), (2, -100), (3, -20), (31, -1)];
    let limit = MonthlyLimit::AtMost(chf(4_900));
    let replayed = replay(
        &past(100, &movements, &[30]),
        &rule(20, limit),
        &package(100, 4_900),
    );
    // 10 (+100 = 110), then 10 with nothing left for the month, 20 do not fit, then +100.
    let expected = Replayed {
        charges: 2,
        total: chf(9_800),
        refused: 1,
        is_limited: true,
    };
    assert_eq!(replayed, Some(expected));
}

#[test]
fn a11_turning_it_on_below_the_threshold_counts_from_the_start() {
    let none = rule(20, MonthlyLimit::NoLimit);
    let replayed = replay(&past(5, &[], &[]), &none, &package(10, 1_000)).unwrap();
    assert_eq!((replayed.charges, replayed.total), (1, chf(2_000)));
    let replayed = replay(&past(20, &[], &[]), &none, &package(10, 1_000)).unwrap();
    assert_eq!(replayed.charges, 0);
}

#[test]
fn a_past_travels_in_few_bytes() {
    let movements = (0..10_000)
        .map(|n| Movement(n * 777_777, Credits::whole(-1)))
        .collect();
    let past = Past {
        movements,
        ..past(0, &[], &[30, 60])
    };
    let text = serde_json::to_string(&past).unwrap();
    assert!(text.len() < 300_000, "{}", text.len());
    assert_eq!(serde_json::from_str::<Past>(&text).unwrap(), past);
}

#[test]
fn a11_a_movement_is_two_numbers_and_time_does_not_run_backwards() {
    let text = serde_json::to_string(&Movement(5, Credits::whole(-1))).unwrap();
    assert_eq!(text, "[5,-100]");
    for text in [
        "[-1,100]",
        "[1.5,100]",
        "[1]",
        "[1,2,3]",
        "[1,100000000001]",
    ] {
        assert!(serde_json::from_str::<Movement>(text).is_err(), "{text}");
    }
}

#[test]
fn a11_a_movement_beyond_the_calendar_does_not_end_the_page() {
    let far = Past {
        movements: vec![Movement(u64::MAX, Credits::whole(-85))],
        ..past(100, &[], &[30])
    };
    let replayed = replay(&far, &rule(20, MonthlyLimit::NoLimit), &package(100, 4_900));
    assert_eq!(replayed.unwrap().charges, 1);
}

#[test]
fn a11_a_replay_that_could_not_end_is_none() {
    let none = rule(20, MonthlyLimit::NoLimit);
    for worthless in [package(0, 100), package(-1, 100), package(1, 0)] {
        assert_eq!(replay(&past(5, &[], &[]), &none, &worthless), None);
    }
    let dear = package(1, 90_000_000_000);
    assert_eq!(replay(&past(5, &[], &[]), &none, &dear), None, "I5");
}

#[test]
fn a11_a_renewal_counts_in_the_month_that_begins_with_its_debit() {
    let limit = MonthlyLimit::AtMost(chf(4_900));
    let movements = [(1, -81), (30, -100)];
    let replay = |month| {
        let past = past(100, &movements, &[month]);
        replay(&past, &rule(20, limit), &package(100, 4_900)).unwrap()
    };
    assert_eq!((replay(30).charges, replay(30).is_limited), (2, false));
    assert_eq!((replay(31).charges, replay(31).is_limited), (2, true));
    assert_eq!((replay(1).charges, replay(1).is_limited), (1, true));
}

#[test]
fn a11_a_sum_that_does_not_fit_is_spent_as_far_as_it_goes() {
    let past = Past {
        is_complete: false,
        ..past(5, &[], &[])
    };
    for threshold in [0, 20] {
        let (rule, package) = (
            rule(threshold, MonthlyLimit::AtMost(chf(0))),
            package(50, 1),
        );
        let mut wallet = Wallet::new(&past, &rule, &package);
        wallet.renew().unwrap();
        wallet.moves(Credits::whole(-8)).unwrap();
        assert_eq!(
            (wallet.balance, wallet.replayed.refused),
            (Credits::ZERO, 1)
        );
    }
}

/// The same by counting in plain numbers, one instant at a time, with the months among
/// the movements: charges, money, refused debits, and whether it was limited.
fn by_hand(
    past: &Past,
    threshold: i64,
    package: (i64, i64),
    limit: Option<i64>,
) -> (u32, i64, u32, bool) {
    enum Happens {
        Month,
        Moves(i64),
    }
    let mut all = past
        .months
        .iter()
        .map(|month| {
            let after = (*month - past.from).num_milliseconds();
            (u64::try_from(after).unwrap(), 0, Happens::Month)
        })
        .collect::<Vec<_>>();
    all.extend(
        past.movements
            .iter()
            .map(|Movement(at, amount)| (*at, 1, Happens::Moves(amount.hundredths()))),
    );
    all.sort_by_key(|(at, order, _)| (*at, *order));
    let (mut balance, mut spent, mut waiting) = (past.balance.hundredths(), 0, false);
    let (mut charges, mut total, mut refused, mut limited) = (0, 0, 0, false);
    let mut due = balance < threshold;
    let mut events = all.into_iter();
    loop {
        while due {
            let mut packages = 0;
            while balance + packages * package.0 < threshold
                && limit.is_none_or(|limit| spent + (packages + 1) * package.1 <= limit)
            {
                packages += 1;
            }
            waiting = packages == 0;
            limited |= waiting;
            charges += u32::from(packages > 0);
            total += packages * package.1;
            spent += packages * package.1;
            balance += packages * package.0;
            due = !waiting && balance < threshold;
        }
        match events.next() {
            None => return (charges, total, refused, limited),
            Some((_, _, Happens::Month)) => {
                spent = 0;
                due = waiting && balance < threshold;
                waiting = false;
            }
            Some((_, _, Happens::Moves(amount))) if balance + amount < 0 => refused += 1,
            Some((_, _, Happens::Moves(amount))) => {
                due = !waiting && balance >= threshold && balance + amount < threshold;
                balance += amount;
            }
        }
    }
}

/// On the hour, so that some fall on the beginning of a month and on each other. Debits up
/// to that many hundredths.
pub(super) fn movements(debit_max: i64) -> impl Strategy<Value = Vec<Movement>> {
    let amount = prop_oneof![8 => -debit_max..0, 1 => 1_i64..20_000];
    prop::collection::vec((0_u64..90 * 24, amount), 0..200).prop_map(|mut all| {
        all.sort_unstable_by_key(|(hour, _)| *hour);
        all.into_iter()
            .map(|(hour, amount)| {
                Movement(hour * HOUR_MS, Credits::from_hundredths(amount).unwrap())
            })
            .collect()
    })
}

fn at_most(minor: Option<i64>) -> MonthlyLimit {
    minor.map_or(MonthlyLimit::NoLimit, |minor| {
        MonthlyLimit::AtMost(chf(minor))
    })
}

proptest! {
    #[test]
    fn a11_a_replay_is_what_one_gets_by_hand(
        movements in movements(3_000),
        balance in -500_i64..20_000,
        threshold in 0_i32..300,
        size in 1_i32..150,
        price in 100_i64..10_000,
        limit in prop::option::of(1_i64..4),
        months in prop::array::uniform3(1_i64..30),
    ) {
        let months = [months[0], 30 + months[1], 60 + months[2]];
        let past = Past {
            balance: Credits::from_hundredths(balance).unwrap(),
            movements,
            ..past(0, &[], &months)
        };
        let limit = limit.map(|packages| packages * price + price / 2);
        let rule = rule(threshold, at_most(limit));
        let replayed = replay(&past, &rule, &package(size, price)).unwrap();
        let package = (i64::from(size) * 100, price);
        let by_hand = by_hand(&past, i64::from(threshold) * 100, package, limit);
        let Replayed { charges, total, refused, is_limited } = replayed;
        prop_assert_eq!((charges, total.amount_minor, refused, is_limited), by_hand);
        prop_assert_eq!(total.amount_minor % price, 0);
        prop_assert!(total.amount_minor >= i64::from(charges) * price);
        match limit {
            Some(limit) => prop_assert!(total.amount_minor <= 4 * (limit - limit % price)),
            None => prop_assert!(!is_limited),
        }
    }

    #[test]
    fn a11_below_the_threshold_a_renewal_waits_and_no_debit_takes_the_balance_below_zero(
        movements in movements(9_000),
        balance in 0_i64..20_000,
        threshold in 0_i32..300,
        limit in prop::option::of(1_i64..4),
        month_every in 1_usize..60,
        is_complete in any::<bool>(),
    ) {
        let (rule, package) = (rule(threshold, at_most(limit)), package(50, 1));
        let past = Past {
            balance: Credits::from_hundredths(balance).unwrap(),
            is_complete,
            ..past(0, &[], &[])
        };
        let mut wallet = Wallet::new(&past, &rule, &package);
        wallet.renew().unwrap();
        for (nth, movement) in movements.iter().enumerate() {
            if nth % month_every == 0 {
                wallet.new_month().unwrap();
            }
            wallet.moves(movement.1).unwrap();
            prop_assert!(!wallet.balance.is_negative());
            prop_assert!(wallet.waits || wallet.balance >= rule.threshold);
            prop_assert!(limit.is_none_or(|limit| wallet.spent.amount_minor <= limit));
        }
    }

    #[test]
    fn a11_without_a_limit_nothing_is_refused_that_the_threshold_covers(
        movements in movements(2_000),
        balance in 0_i64..20_000,
        threshold in 20_i32..300,
        size in 1_i32..150,
    ) {
        let past = Past {
            balance: Credits::from_hundredths(balance).unwrap(),
            movements,
            ..past(0, &[], &[30])
        };
        let rule = rule(threshold, MonthlyLimit::NoLimit);
        prop_assert_eq!(replay(&past, &rule, &package(size, 100)).unwrap().refused, 0);
    }
}
