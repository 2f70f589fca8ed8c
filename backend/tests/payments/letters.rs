//! Rule 8 and I20: what the customer is told by mail, once each, in their language.

use api::{Credits, auto_renewal::AutoRenewal, payment::PaymentState};
use backend::{
    language::Locale,
    store::{outbox::MailRow, user},
};
use chrono::TimeDelta;
use sandbox::TestCard;

use crate::{
    scene::{Scene, decide},
    support::on_every_database,
    till::on,
};

fn rule() -> AutoRenewal {
    on(20, "100", None)
}

async fn mails(scene: &Scene<'_>) -> Vec<MailRow> {
    let mut mails = scene
        .database
        .read(async |tx| backend::store::outbox::newest(tx, 50).await)
        .await
        .unwrap();
    mails.reverse();
    mails
}

async fn subjects(scene: &Scene<'_>) -> Vec<String> {
    let mails = mails(scene).await;
    mails.into_iter().map(|mail| mail.subject).collect()
}

#[test]
fn rule_8_a_charge_is_told_with_its_amount_the_new_balance_and_the_sales_number() {
    on_every_database(async |database| {
        let scene = Scene::renewing(database, TestCard::Visa, rule()).await;
        scene.spend(6).await;
        assert_eq!(subjects(&scene).await, [""; 0], "nothing was charged yet");
        scene.settle().await;
        let [mail] = &mails(&scene).await[..] else {
            panic!("not one mail");
        };
        let owner = scene.world.owner;
        let owner = database.read(async |tx| user::find(tx, owner).await).await;
        let owner = owner.unwrap().unwrap();
        assert_eq!(mail.recipient, owner.email.as_str());
        assert_eq!(mail.subject, "Auto-renewal: 100 credits for CHF\u{a0}49.00");
        let PaymentState::Paid {
            reference: sales_number,
            ..
        } = scene.newest().await.state
        else {
            panic!("not paid");
        };
        for part in [
            "Charged, VAT included: CHF\u{a0}49.00",
            "New balance: 119.00",
            sales_number.as_str(),
            "/credits",
        ] {
            assert!(mail.plain.contains(part), "{part}: {}", mail.plain);
        }
        assert!(mail.html.contains("119.00") && mail.html.contains(sales_number.as_str()));
        // What is told is in the history: both come of one transaction.
        assert_eq!(scene.balance().await, Credits::whole(119));
        scene.later(TimeDelta::days(2)).await;
        assert_eq!(mails(&scene).await.len(), 1);
        scene.assert_right().await;
    });
}

#[test]
fn rule_8_the_first_decline_and_the_pause_are_told_and_the_tries_between_are_not() {
    on_every_database(async |database| {
        let card = TestCard::InsufficientFunds;
        let scene = Scene::renewing(database, card, rule()).await;
        scene.spend(6).await;
        scene.settle().await;
        let declined = "Auto-renewal: your card was declined";
        assert_eq!(subjects(&scene).await, [declined]);
        for hours in [1, 6] {
            scene.later(TimeDelta::hours(hours)).await;
            assert_eq!(subjects(&scene).await, [declined]);
        }
        scene.later(TimeDelta::hours(24)).await;
        let paused = "Auto-renewal is paused";
        assert_eq!(subjects(&scene).await, [declined, paused]);
        for mail in mails(&scene).await {
            assert!(
                mail.plain.contains("has too little money"),
                "{}",
                mail.plain
            );
            assert!(mail.plain.contains("Nothing was taken"), "{}", mail.plain);
        }
        scene.later(TimeDelta::days(40)).await;
        assert_eq!(subjects(&scene).await, [declined, paused]);
    });
}

#[test]
fn rule_8_a_lost_card_is_told_as_a_pause_alone() {
    on_every_database(async |database| {
        let scene = Scene::renewing(database, TestCard::Lost, rule()).await;
        scene.spend(6).await;
        scene.settle().await;
        assert_eq!(subjects(&scene).await, ["Auto-renewal is paused"]);
        assert!(mails(&scene).await[0].plain.contains("lost or stolen"));
    });
}

#[test]
fn rule_8_a_confirmation_is_asked_for_once_with_its_link_and_the_charge_told_after_it() {
    on_every_database(async |database| {
        let scene = Scene::renewing(database, TestCard::Confirmation, rule()).await;
        scene.spend(6).await;
        scene.settle().await;
        scene.later(TimeDelta::hours(3)).await;
        let asked = "Auto-renewal: your bank asks for your confirmation";
        assert_eq!(subjects(&scene).await, [asked]);
        let url = scene.confirm_url().await;
        let mail = &mails(&scene).await[0];
        assert!(mail.plain.contains(&url), "{}", mail.plain);
        decide(&url, "confirm").await;
        scene.later(TimeDelta::hours(2)).await;
        let charged = "Auto-renewal: 100 credits for CHF\u{a0}49.00";
        assert_eq!(subjects(&scene).await, [asked, charged]);
    });
}

#[test]
fn rule_8_a_purchase_is_told_to_who_bought() {
    on_every_database(async |database| {
        let scene = Scene::bare(database).await;
        scene.till.store_card(scene.wallet, TestCard::Visa).await;
        let (user, wallet) = (scene.user, scene.wallet);
        scene.till.buy(user, wallet, "50").await.unwrap();
        scene.settle().await;
        assert_eq!(
            subjects(&scene).await,
            ["Your purchase: 50 credits for CHF\u{a0}26.00"]
        );
    });
}

#[test]
fn rule_8_who_set_the_rule_and_was_removed_is_told_nothing_more_and_an_owner_is() {
    on_every_database(async |database| {
        let mut scene = Scene::sharing(database, TestCard::Visa, AutoRenewal::Off).await;
        scene.user = scene.world.admin;
        scene.set(rule()).await.unwrap();
        let (owner, admin) = (scene.world.owner, scene.world.admin);
        let organisation = scene.world.organisation;
        database
            .write(async |tx| {
                backend::organisation::remove(tx, &scene.till.shop, owner, organisation, admin)
                    .await
            })
            .await
            .unwrap();
        scene.user = owner;
        scene.spend(6).await;
        scene.settle().await;
        let address = database.read(async |tx| user::find(tx, owner).await).await;
        let address = address.unwrap().unwrap().email;
        let mails = mails(&scene).await;
        let charged = mails.iter().find(|mail| mail.subject.contains("CHF"));
        assert_eq!(charged.unwrap().recipient, address.as_str());
    });
}

#[test]
fn g1_a_mail_is_in_the_language_of_its_reader_and_names_the_organisation() {
    on_every_database(async |database| {
        let scene = Scene::sharing(database, TestCard::Visa, rule()).await;
        database
            .write(async |tx| user::set_locale(tx, scene.user, Locale::of_tags("de-CH")).await)
            .await
            .unwrap();
        scene.spend(6).await;
        scene.settle().await;
        let [mail] = &mails(&scene).await[..] else {
            panic!("not one mail");
        };
        assert_eq!(
            mail.subject,
            "Automatische Aufladung: 100 Credits für CHF\u{a0}49.00"
        );
        assert!(
            mail.plain.contains("Neues Guthaben: 119.00"),
            "{}",
            mail.plain
        );
        assert!(mail.plain.contains(" von "), "{}", mail.plain);
        assert!(mail.html.contains("<html lang=\"de\">"));
    });
}
