//! All lines of a filter (X1, I27).

use api::{Code, history::Filter, transaction::TransactionType};
use backend::{
    demo,
    ledger::{self, Exported},
    store::{self, Database},
};
use tokio::sync::mpsc;

use crate::support::{book, on_every_database, purchase, world};

async fn export(
    database: &Database,
    viewer: api::UserId,
    wallet: api::WalletId,
    filter: &Filter,
) -> Result<Vec<Exported>, backend::Error> {
    let (sink, mut source) = mpsc::channel(1);
    let work =
        database.read(async move |tx| ledger::export(tx, viewer, wallet, filter, sink).await);
    let receive = async {
        let mut parts = Vec::new();
        while let Some(part) = source.recv().await {
            parts.push(part);
        }
        parts
    };
    let (outcome, parts) = tokio::join!(work, receive);
    outcome.map(|()| parts)
}

#[test]
fn x1_i27_an_export_has_all_rows_of_the_filter_and_says_how_many_before_and_after() {
    on_every_database(async |database| {
        demo::seed(database).await.unwrap();
        let owner = "owner@demo.example".parse().unwrap();
        let (owner, wallets) = database
            .read(async |tx| {
                let owner = store::user::credentials(tx, &owner).await?.unwrap().user;
                Ok((owner, store::wallet::visible(tx, owner).await?))
            })
            .await
            .unwrap();
        let shared = wallets[1].id;
        for (kind, text) in [
            (None, None),
            (Some(TransactionType::Refund), None),
            (None, Some("ü")),
            (Some(TransactionType::AutomaticRenewal), Some("S000")),
        ] {
            let text = text.map(|text| text.parse().unwrap());
            let filter = Filter {
                kind,
                text,
                ..Filter::default()
            };
            let mut parts = export(database, owner, shared, &filter).await.unwrap();
            let Some(Exported::End(end)) = parts.pop() else {
                panic!("no end");
            };
            let mut parts = parts.into_iter();
            let Some(Exported::Start(start)) = parts.next() else {
                panic!("no start");
            };
            let lines = parts
                .flat_map(|part| match part {
                    Exported::Lines(lines) => lines,
                    Exported::Start(_) | Exported::End(_) => panic!("in the middle"),
                })
                .collect::<Vec<_>>();
            let page = database
                .read(async |tx| ledger::history_page(tx, owner, shared, &filter, None, 500).await)
                .await
                .unwrap();
            assert_eq!(start.rows, page.total);
            assert_eq!(end.rows, page.total);
            assert_eq!(u64::try_from(lines.len()).unwrap(), page.total);
            assert_eq!(lines[..page.items.len()], page.items[..]);
            assert!(lines.is_sorted_by(|a, b| a.id.number > b.id.number));
            let sum = lines
                .iter()
                .map(|line| line.amount.hundredths())
                .sum::<i64>();
            assert_eq!(sum, end.sum.hundredths());
        }
    });
}

#[test]
fn an_export_shows_the_state_of_its_beginning_and_stops_when_nobody_receives_it() {
    on_every_database(async |database| {
        let world = world(database).await;
        book(database, &purchase(world.shared, 100, "S1"))
            .await
            .unwrap();
        let (sink, mut source) = mpsc::channel(1);
        let filter = Filter::default();
        let work = database
            .read(async |tx| ledger::export(tx, world.owner, world.shared, &filter, sink).await);
        let receive = async {
            assert!(matches!(source.recv().await, Some(Exported::Start(start)) if start.rows == 1));
            book(database, &purchase(world.shared, 100, "S2"))
                .await
                .unwrap();
            assert!(
                matches!(source.recv().await, Some(Exported::Lines(lines)) if lines.len() == 1)
            );
            assert!(matches!(source.recv().await, Some(Exported::End(end)) if end.rows == 1));
        };
        let (outcome, ()) = tokio::join!(work, receive);
        outcome.unwrap();
        let (sink, source) = mpsc::channel(1);
        drop(source);
        database
            .read(async |tx| ledger::export(tx, world.owner, world.shared, &filter, sink).await)
            .await
            .unwrap();
        let refused = export(database, world.stranger, world.shared, &filter).await;
        assert_eq!(refused.unwrap_err().code(), Code::NotFound);
    });
}
