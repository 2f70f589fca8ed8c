//! C6 and I15: buying by hand, once an intent, one after the other.

use api::{
    Code, Credits,
    history::{Filter, HistoryPage, PAGE_ROWS},
    payment::{Buy, Decline, Dropped, PaymentCause, PaymentState},
    transaction::TransactionType,
};
use chrono::TimeDelta;
use futures_util::future::join_all;
use sandbox::TestCard;

use crate::{
    scene::{FIFTY, Gate, HUNDRED, Scene},
    support::on_every_database,
    till::{on, package_id},
};

async fn stocked(database: &backend::store::Database) -> Scene<'_> {
    let scene = Scene::bare(database).await;
    scene.till.store_card(scene.wallet, TestCard::Visa).await;
    scene
}

async fn history(scene: &Scene<'_>) -> HistoryPage {
    scene
        .database
        .read(async |tx| {
            let (user, wallet) = (scene.user, scene.wallet);
            backend::ledger::history_page(tx, user, wallet, &Filter::default(), None, PAGE_ROWS)
                .await
        })
        .await
        .unwrap()
}

#[test]
fn c6_a_purchase_is_pending_then_paid_and_its_sales_number_is_in_the_history() {
    on_every_database(async |database| {
        let scene = stocked(database).await;
        let pending = scene
            .till
            .buy(scene.user, scene.wallet, "100")
            .await
            .unwrap();
        assert_eq!(pending.state, PaymentState::Pending);
        assert_eq!(pending.cause, PaymentCause::Purchase);
        assert_eq!(pending.price.unwrap().amount_minor, HUNDRED);
        assert_eq!(pending.credits, Some(Credits::whole(100)));
        assert_eq!(
            scene.balance().await,
            Credits::whole(25),
            "nothing was paid yet"
        );
        scene.settle().await;
        let paid = scene.purchase(&pending).await;
        let PaymentState::Paid { reference, .. } = &paid.state else {
            panic!("{paid:?}");
        };
        let page = history(&scene).await;
        let line = &page.items[0];
        assert_eq!(line.kind, TransactionType::Purchase);
        assert_eq!(line.amount, Credits::whole(100));
        assert_eq!(line.reference.as_ref().unwrap().number, *reference);
        assert_eq!(scene.taken(), [HUNDRED]);
        scene.assert_right().await;
    });
}

#[test]
fn c6_every_sale_has_a_number_of_its_own_renewals_included() {
    on_every_database(async |database| {
        let scene = Scene::renewing(database, TestCard::Visa, on(20, "50", None)).await;
        scene.spend(6).await;
        scene.settle().await;
        for _ in 0..3 {
            scene
                .till
                .buy(scene.user, scene.wallet, "50")
                .await
                .unwrap();
            scene.settle().await;
        }
        let rows = scene
            .rows("SELECT DISTINCT reference FROM transactions WHERE cause_type = 'payment'")
            .await;
        assert_eq!(rows.len(), 4);
        scene.assert_right().await;
    });
}

#[test]
fn c6_another_price_an_unknown_package_and_no_card_are_refused_and_charge_nothing() {
    on_every_database(async |database| {
        let scene = stocked(database).await;
        let buy = async |package: &str, minor: i64| {
            let wanted = Buy {
                package: package_id(package),
                price: api::Money::new(minor, api::money::Currency::CHF),
            };
            let (shop, user, wallet) = (&scene.till.shop, scene.user, scene.wallet);
            let bought = database
                .write(async |tx| backend::purchase::buy(tx, shop, user, wallet, &wanted).await);
            bought.await.unwrap_err().code()
        };
        assert_eq!(buy("100", HUNDRED - 1).await, Code::PriceChanged);
        assert_eq!(buy("100", HUNDRED + 1).await, Code::PriceChanged);
        assert_eq!(buy("100", 0).await, Code::PriceChanged);
        assert_eq!(buy("99", HUNDRED).await, Code::UnknownPackage);
        let (member, members_own) = (scene.world.member, scene.world.members_own);
        let without = scene.till.buy(member, members_own, "50").await;
        assert_eq!(without.unwrap_err().code(), Code::NoPaymentMethod);
        let shared = scene.till.buy(member, scene.world.shared, "50").await;
        assert_eq!(shared.unwrap_err().code(), Code::Forbidden);
        let foreign = scene.till.buy(member, scene.wallet, "50").await;
        assert_eq!(foreign.unwrap_err().code(), Code::NotFound);
        scene.settle().await;
        assert!(scene.references().await.is_empty());
        assert!(scene.rows("SELECT id FROM payments").await.is_empty());
    });
}

#[test]
fn i15_a_second_purchase_while_the_first_is_decided_is_told_so() {
    on_every_database(async |database| {
        let mut scene = stocked(database).await;
        let gate = Gate::before(&mut scene.till, database);
        scene
            .till
            .buy(scene.user, scene.wallet, "50")
            .await
            .unwrap();
        let again = scene.till.buy(scene.user, scene.wallet, "50").await;
        assert_eq!(again.unwrap_err().code(), Code::PaymentInProgress);
        let engine = scene.till.engine.clone();
        let settling = tokio::spawn(async move { engine.settle_all().await.unwrap() });
        gate.arrival().await;
        let again = scene.till.buy(scene.user, scene.wallet, "50").await;
        assert_eq!(again.unwrap_err().code(), Code::PaymentInProgress);
        gate.open();
        settling.await.unwrap();
        scene
            .till
            .buy(scene.user, scene.wallet, "50")
            .await
            .unwrap();
        gate.open();
        scene.settle().await;
        assert_eq!(scene.taken(), [FIFTY; 2]);
        scene.assert_right().await;
    });
}

#[test]
fn i15_of_twenty_purchases_at_once_one_is_made() {
    on_every_database(async |database| {
        let scene = stocked(database).await;
        let asked = join_all((0..20).map(|_| scene.till.buy(scene.user, scene.wallet, "50"))).await;
        let made = asked.iter().filter(|one| one.is_ok()).count();
        assert_eq!(made, 1);
        for refused in asked.into_iter().filter_map(Result::err) {
            assert_eq!(refused.code(), Code::PaymentInProgress);
        }
        scene.settle().await;
        assert_eq!(scene.taken(), [FIFTY]);
        scene.assert_right().await;
    });
}

#[test]
fn i15_a_purchase_while_a_renewal_is_charging_is_refused_and_one_before_it_makes_it_unneeded() {
    on_every_database(async |database| {
        let mut scene = Scene::renewing(database, TestCard::Visa, on(20, "50", None)).await;
        let gate = Gate::before(&mut scene.till, database);
        scene.spend(6).await;
        let engine = scene.till.engine.clone();
        let settling = tokio::spawn(async move { engine.settle_all().await.unwrap() });
        gate.arrival().await;
        let refused = scene.till.buy(scene.user, scene.wallet, "50").await;
        assert_eq!(refused.unwrap_err().code(), Code::PaymentInProgress);
        gate.open();
        settling.await.unwrap();
        assert_eq!(scene.taken(), [FIFTY]);

        // Both are due: the one of whoever is at the page comes first.
        scene.spend(50).await;
        scene
            .till
            .buy(scene.user, scene.wallet, "100")
            .await
            .unwrap();
        gate.open();
        gate.open();
        scene.settle().await;
        scene.later(TimeDelta::seconds(5)).await;
        assert_eq!(scene.taken(), [FIFTY, HUNDRED]);
        assert!(matches!(
            scene.newest().await.state,
            PaymentState::Dropped {
                reason: Dropped::NotNeeded,
                ..
            }
        ));
        scene.assert_right().await;
    });
}

#[test]
fn i15_a_renewal_still_happens_after_a_purchase_that_does_not_suffice_or_is_declined() {
    on_every_database(async |database| {
        let scene = Scene::renewing(database, TestCard::Visa, on(20, "100", None)).await;
        scene.adjust(10_000).await;
        scene.set(on(120, "100", None)).await.unwrap();
        scene.spend(100).await;
        scene.spend(15).await;
        scene
            .till
            .buy(scene.user, scene.wallet, "50")
            .await
            .unwrap();
        scene.settle().await;
        scene.later(TimeDelta::seconds(5)).await;
        assert_eq!(scene.taken(), [FIFTY, HUNDRED]);
        assert_eq!(scene.balance().await, Credits::whole(160));
        scene.assert_right().await;
    });
    on_every_database(async |database| {
        let scene = Scene::renewing(database, TestCard::Lost, on(20, "100", None)).await;
        scene
            .till
            .buy(scene.user, scene.wallet, "50")
            .await
            .unwrap();
        scene.spend(6).await;
        scene.settle().await;
        scene.later(TimeDelta::seconds(5)).await;
        let renewal = scene.newest().await;
        assert!(
            matches!(renewal.state, PaymentState::Declined { .. }),
            "{renewal:?}"
        );
        assert_eq!(scene.references().await.len(), 2);
    });
}

#[test]
fn c6_a_declined_purchase_is_final_and_a_new_one_works() {
    for (card, reason) in [
        (TestCard::InsufficientFunds, Decline::InsufficientFunds),
        (TestCard::Expired, Decline::CardExpired),
        (TestCard::Lost, Decline::CardLost),
        (TestCard::Declined, Decline::Refused),
    ] {
        on_every_database(async |database| {
            let scene = Scene::bare(database).await;
            scene.till.store_card(scene.wallet, card).await;
            let bought = scene
                .till
                .buy(scene.user, scene.wallet, "50")
                .await
                .unwrap();
            scene.settle().await;
            let declined = scene.purchase(&bought).await;
            assert!(
                matches!(declined.state, PaymentState::Declined { reason: why, .. } if why == reason),
                "{declined:?}"
            );
            scene.later(TimeDelta::days(3)).await;
            assert_eq!(scene.purchase(&bought).await, declined);
            assert_eq!(scene.references().await.len(), 1);
            scene.till.store_card(scene.wallet, TestCard::Visa).await;
            scene.later(TimeDelta::days(3)).await;
            assert_eq!(scene.references().await.len(), 1);
            scene
                .till
                .buy(scene.user, scene.wallet, "50")
                .await
                .unwrap();
            scene.settle().await;
            assert_eq!(scene.taken(), [FIFTY]);
            scene.assert_right().await;
        });
    }
}

#[test]
fn c6_a_purchase_below_the_threshold_turns_nothing_on_and_does_not_count_as_a_renewal() {
    on_every_database(async |database| {
        let scene = Scene::renewing(database, TestCard::Visa, on(20, "50", Some(FIFTY))).await;
        scene
            .till
            .buy(scene.user, scene.wallet, "1000")
            .await
            .unwrap();
        scene.settle().await;
        let state = scene.state().await;
        assert_eq!(state.used_this_month.amount_minor, 0);
        assert_eq!(state.renewals, []);
        scene.assert_right().await;
    });
}

#[test]
fn i5_a_wallet_that_is_full_is_not_charged_for_what_does_not_fit() {
    on_every_database(async |database| {
        let scene = stocked(database).await;
        let room = Credits::MAX.hundredths() - 2_500;
        scene.adjust(room - 100).await;
        let bought = scene.till.buy(scene.user, scene.wallet, "100").await;
        scene.settle().await;
        assert!(scene.taken().is_empty(), "{bought:?}");
        assert_eq!(scene.references().await.len(), 0);
    });
}

#[test]
fn rule_10_an_admin_buys_and_sets_for_the_organisation_and_no_longer_once_removed() {
    on_every_database(async |database| {
        let mut scene = Scene::sharing(database, TestCard::Visa, on(10, "50", None)).await;
        let world = scene.world;
        scene.user = world.admin;
        scene.set(on(20, "50", None)).await.unwrap();
        scene
            .till
            .buy(world.admin, world.shared, "50")
            .await
            .unwrap();
        scene.settle().await;
        let foreign = scene.till.buy(world.admin, world.strangers_own, "50").await;
        assert_eq!(foreign.unwrap_err().code(), Code::NotFound);
        database
            .write(async |tx| {
                let (organisation, admin) = (world.organisation, world.admin);
                backend::store::organisation::remove_member(tx, organisation, admin).await
            })
            .await
            .unwrap();
        let removed = scene.till.buy(world.admin, world.shared, "50").await;
        assert_eq!(removed.unwrap_err().code(), Code::NotFound);
        // The organisation's rule outlives whoever set it.
        scene.user = world.owner;
        scene.spend(60).await;
        scene.settle().await;
        assert_eq!(scene.taken(), [FIFTY; 2]);
        scene.assert_right().await;
    });
}
