//! Rule 7 and I12: the monthly limit is hard, in calendar months of Zurich, and what is
//! undecided counts.

use api::{
    Code, Credits,
    auto_renewal::{AutoRenewal, Standing},
    payment::{Dropped, PaymentState},
};
use chrono::{DateTime, TimeDelta, Utc};
use sandbox::{Faults, TestCard};

use crate::{
    scene::{FIFTY, Gate, HUNDRED, Scene, decide},
    support::on_every_database,
    till::on,
};

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

const fn limited(until: DateTime<Utc>) -> Standing {
    Standing::Limited { until }
}

#[test]
fn rule_7_a_limit_that_is_smaller_than_the_need_buys_fewer_packages_and_then_waits() {
    on_every_database(async |database| {
        let scene = Scene::bare(database).await;
        scene.till.store_card(scene.wallet, TestCard::Visa).await;
        // Ten packages are needed; three fit, and 22.00 are left over.
        let setting = on(500, "50", Some(3 * FIFTY + 2_200));
        scene.set_confirmed(setting.clone()).await.unwrap();
        scene.settle().await;
        assert_eq!(scene.taken(), [3 * FIFTY]);
        assert_eq!(scene.balance().await, Credits::whole(175));
        let state = scene.state().await;
        assert_eq!(state.standing, limited(at("2026-03-31T22:00:00Z")));
        assert_eq!(state.month_ends_at, at("2026-03-31T22:00:00Z"));
        assert_eq!(state.used_this_month.amount_minor, 3 * FIFTY);
        assert_eq!(state.setting, setting, "it stays on");
        // Spending on makes no further one, and the last moment of the month none either.
        scene.spend(10).await;
        scene.until(at("2026-03-31T21:59:59.999Z")).await;
        assert_eq!(scene.taken(), [3 * FIFTY]);
        assert_eq!(scene.state().await.renewals.len(), 2);
        // The next month goes on where this one stopped.
        scene.until(at("2026-03-31T22:00:00Z")).await;
        assert_eq!(scene.taken(), [3 * FIFTY; 2]);
        scene.until(at("2026-04-30T22:00:00Z")).await;
        assert_eq!(scene.taken(), [3 * FIFTY; 3]);
        assert_eq!(scene.balance().await, Credits::whole(465));
        scene.until(at("2026-05-31T22:00:00Z")).await;
        // 35 more are one package.
        assert_eq!(scene.taken()[3..], [FIFTY]);
        assert_eq!(scene.standing().await, Standing::On);
        scene.assert_right().await;
    });
}

#[test]
fn rule_7_a_month_is_one_of_zurich_before_and_after_the_clocks_change() {
    for (change, month_begins, last_moment) in [
        // Winter before, summer after; and the other way round.
        (
            "2026-03-29T01:00:00Z",
            "2026-03-31T22:00:00Z",
            "2026-03-31T21:59:59Z",
        ),
        (
            "2026-10-25T01:00:00Z",
            "2026-10-31T23:00:00Z",
            "2026-10-31T22:59:59Z",
        ),
        (
            "2026-12-25T01:00:00Z",
            "2026-12-31T23:00:00Z",
            "2026-12-31T22:59:59Z",
        ),
    ] {
        on_every_database(async |database| {
            database.clock().set(at(change) - TimeDelta::hours(2));
            let setting = on(20, "100", Some(HUNDRED));
            let scene = Scene::renewing(database, TestCard::Visa, setting).await;
            scene.spend(6).await;
            scene.settle().await;
            scene.later(TimeDelta::hours(4)).await;
            scene.spend(100).await;
            scene.settle().await;
            assert_eq!(scene.standing().await, limited(at(month_begins)));
            scene.until(at(last_moment)).await;
            assert_eq!(scene.taken(), [HUNDRED], "{last_moment}");
            assert_eq!(scene.state().await.used_this_month.amount_minor, HUNDRED);
            scene.until(at(month_begins)).await;
            assert_eq!(scene.taken(), [HUNDRED; 2], "{month_begins}");
            assert_eq!(scene.state().await.used_this_month.amount_minor, HUNDRED);
            scene.assert_right().await;
        });
    }
}

#[test]
fn rule_7_what_waited_for_the_month_is_dropped_when_it_is_not_needed_any_more() {
    on_every_database(async |database| {
        let setting = on(20, "50", Some(FIFTY));
        let scene = Scene::renewing(database, TestCard::Visa, setting).await;
        scene.spend(6).await;
        scene.settle().await;
        scene.spend(50).await;
        scene.settle().await;
        assert!(matches!(scene.standing().await, Standing::Limited { .. }));
        let bought = scene.till.buy(scene.user, scene.wallet, "100").await;
        scene.settle().await;
        let bought = scene.purchase(&bought.unwrap()).await;
        assert!(
            matches!(bought.state, PaymentState::Paid { .. }),
            "a purchase has no limit"
        );
        scene.until(at("2026-04-01T00:00:00Z")).await;
        assert!(matches!(
            scene.newest().await.state,
            PaymentState::Dropped {
                reason: Dropped::NotNeeded,
                ..
            }
        ));
        assert_eq!(scene.standing().await, Standing::On);
        assert_eq!(scene.taken(), [FIFTY, HUNDRED]);
        // A purchase counts in no month.
        assert_eq!(scene.state().await.used_this_month.amount_minor, 0);
        scene.assert_right().await;
    });
}

#[test]
fn rule_7_no_limit_is_none() {
    on_every_database(async |database| {
        let scene = Scene::renewing(database, TestCard::Visa, on(20, "50", None)).await;
        scene.spend(6).await;
        scene.settle().await;
        for _ in 0..9 {
            scene.spend(50).await;
            scene.settle().await;
        }
        assert_eq!(scene.taken(), [FIFTY; 10]);
        assert_eq!(scene.state().await.used_this_month.amount_minor, 10 * FIFTY);
        assert_eq!(scene.standing().await, Standing::On);
        scene.assert_right().await;
    });
}

#[test]
fn rule_7_a_higher_limit_renews_at_once_when_the_customer_confirms_that() {
    on_every_database(async |database| {
        let scene = Scene::renewing(database, TestCard::Visa, on(20, "50", Some(FIFTY))).await;
        scene.spend(6).await;
        scene.settle().await;
        scene.spend(50).await;
        scene.settle().await;
        // Neither a lower threshold that is not reached nor the same limit buys anything.
        scene.set(on(20, "50", Some(2 * FIFTY - 1))).await.unwrap();
        scene.settle().await;
        assert!(matches!(scene.standing().await, Standing::Limited { .. }));
        let refused = scene.set(on(20, "50", Some(2 * FIFTY))).await;
        assert_eq!(refused.unwrap_err().code(), Code::RenewsAtOnce);
        scene.settle().await;
        assert_eq!(scene.taken(), [FIFTY]);
        scene
            .set_confirmed(on(20, "50", Some(2 * FIFTY)))
            .await
            .unwrap();
        scene.settle().await;
        assert_eq!(scene.taken(), [FIFTY; 2]);
        assert_eq!(scene.standing().await, Standing::On);
        scene.assert_right().await;
    });
}

#[test]
fn rule_7_a_lower_threshold_ends_the_wait_without_a_charge() {
    on_every_database(async |database| {
        let scene = Scene::renewing(database, TestCard::Visa, on(20, "50", Some(FIFTY))).await;
        scene.spend(6).await;
        scene.settle().await;
        scene.spend(50).await;
        scene.settle().await;
        scene.set(on(15, "50", Some(FIFTY))).await.unwrap();
        scene.settle().await;
        assert_eq!(scene.standing().await, Standing::On);
        assert_eq!(scene.taken(), [FIFTY]);
    });
}

#[test]
fn rule_7_a_limit_that_buys_not_even_one_package_is_refused() {
    on_every_database(async |database| {
        let scene = Scene::bare(database).await;
        scene.till.store_card(scene.wallet, TestCard::Visa).await;
        for limit in [0, 1, -1, FIFTY - 1] {
            let refused = scene.set(on(20, "50", Some(limit))).await;
            assert_eq!(refused.unwrap_err().code(), Code::LimitTooLow, "{limit}");
        }
        assert_eq!(scene.state().await.setting, AutoRenewal::Off);
        scene.set(on(20, "50", Some(FIFTY))).await.unwrap();
    });
}

#[test]
fn rule_7_declined_charges_leave_the_limit_alone() {
    on_every_database(async |database| {
        let setting = on(20, "100", Some(HUNDRED));
        let scene = Scene::renewing(database, TestCard::InsufficientFunds, setting).await;
        scene.spend(6).await;
        scene.settle().await;
        assert_eq!(scene.state().await.used_this_month.amount_minor, 0);
        scene.till.store_card(scene.wallet, TestCard::Visa).await;
        scene.settle().await;
        assert_eq!(scene.taken(), [HUNDRED]);
        assert_eq!(scene.state().await.used_this_month.amount_minor, HUNDRED);
        scene.assert_right().await;
    });
}

#[test]
fn i12_what_is_on_its_way_in_doubt_or_waits_for_a_confirmation_counts_in_full() {
    on_every_database(async |database| {
        let setting = on(20, "100", Some(2 * HUNDRED - 1));
        let mut scene = Scene::renewing(database, TestCard::Visa, setting).await;
        let gate = Gate::before(&mut scene.till, database);
        scene.spend(6).await;
        let engine = scene.till.engine.clone();
        let settling = tokio::spawn(async move { engine.settle_all().await.unwrap() });
        gate.arrival().await;
        assert_eq!(scene.state().await.used_this_month.amount_minor, HUNDRED);
        scene.faults(Faults {
            captured_then_lost: 1_000,
            ..Faults::default()
        });
        gate.open();
        settling.await.unwrap();
        assert_eq!(scene.state().await.used_this_month.amount_minor, HUNDRED);
        assert_eq!(scene.standing().await, Standing::Renewing);
    });
    on_every_database(async |database| {
        let setting = on(20, "100", Some(HUNDRED));
        let scene = Scene::renewing(database, TestCard::Confirmation, setting).await;
        scene.spend(6).await;
        scene.settle().await;
        assert!(matches!(scene.standing().await, Standing::Confirm { .. }));
        assert_eq!(scene.state().await.used_this_month.amount_minor, HUNDRED);
    });
}

#[test]
fn i12_a_charge_that_is_confirmed_in_the_next_month_counts_there_where_the_money_moves() {
    on_every_database(async |database| {
        database.clock().set(at("2026-03-31T21:00:00Z"));
        let setting = on(20, "50", Some(FIFTY));
        let scene = Scene::renewing(database, TestCard::Confirmation, setting).await;
        scene.spend(6).await;
        scene.settle().await;
        let url = scene.confirm_url().await;
        scene.until(at("2026-04-02T08:00:00Z")).await;
        assert_eq!(
            scene.state().await.used_this_month.amount_minor,
            FIFTY,
            "it is undecided, and may cost that much in this month"
        );
        decide(&url, "confirm").await;
        scene.later(TimeDelta::hours(2)).await;
        assert_eq!(scene.taken(), [FIFTY], "in April");
        scene.till.store_card(scene.wallet, TestCard::Visa).await;
        scene.spend(55).await;
        scene.settle().await;
        assert_eq!(scene.taken(), [FIFTY], "no more in April");
        assert!(matches!(scene.standing().await, Standing::Limited { .. }));
        scene.until(at("2026-05-01T00:00:00Z")).await;
        assert_eq!(scene.taken(), [FIFTY; 2]);
        scene.assert_right().await;
    });
}
