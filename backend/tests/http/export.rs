//! The export: all rows of the filter, or visibly not (X1, I27).

use api::{
    Code, Credits,
    history::{ExportEnd, ExportStart, HistoryPage},
    transaction::Transaction,
};
use axum::http::StatusCode;
use futures_util::future::join_all;

use crate::{
    client::{Reply, Server},
    support::{book, on_every_database, purchase, world},
};

fn read(reply: &Reply) -> (ExportStart, Vec<Transaction>, ExportEnd) {
    assert_eq!(reply.status, StatusCode::OK, "{}", reply.text());
    assert_eq!(reply.header("content-type"), "application/x-ndjson");
    let text = reply.text();
    let lines: Vec<&str> = text.lines().collect();
    let [start, rows @ .., end] = &lines[..] else {
        panic!("{text}");
    };
    (
        serde_json::from_str(start).unwrap(),
        rows.iter()
            .map(|row| serde_json::from_str(row).unwrap())
            .collect(),
        serde_json::from_str(end).unwrap(),
    )
}

#[test]
fn x1_an_export_has_exactly_the_rows_of_the_pages_and_their_sum() {
    on_every_database(async |database| {
        let world = world(database).await;
        for number in 1..=30 {
            let line = purchase(world.shared, 100 + number, &format!("S{number:05}"));
            book(database, &line).await.unwrap();
        }
        let server = Server::on(database).await;
        let browser = server.signed_in(world.owner).await;
        for (filter, rows, sum) in [
            ("", 30, 3465),
            ("?type=purchase&text=s0001", 10, 1145),
            ("?type=refund", 0, 0),
        ] {
            let path = format!("/wallets/{}/transactions", world.shared);
            let exported = browser.get(&format!("{path}/export{filter}")).await;
            let (start, lines, end) = read(&exported);
            assert_eq!((start.rows, end.rows), (rows, rows));
            assert_eq!(end.sum, Credits::from_hundredths(sum).unwrap());
            let separator = if filter.is_empty() { '?' } else { '&' };
            let page: HistoryPage = browser
                .get(&format!("{path}{filter}{separator}limit=500"))
                .await
                .json();
            assert_eq!(lines, page.items);
            assert_eq!(page.total, rows);
        }
    });
}

#[test]
fn an_export_that_cannot_begin_is_a_problem() {
    on_every_database(async |database| {
        let world = world(database).await;
        let server = Server::on(database).await;
        let browser = server.signed_in(world.stranger).await;
        let path = format!("/wallets/{}/transactions/export", world.shared);
        browser.get(&path).await.assert_refused(Code::NotFound);
        for wrong in ["limit=5", "cursor=o5", "type=x"] {
            let reply = browser.get(&format!("{path}?{wrong}")).await;
            reply.assert_refused(Code::MalformedParameter);
        }
    });
}

#[test]
fn readers_that_stop_reading_do_not_keep_others_from_exporting() {
    on_every_database(async |database| {
        let world = world(database).await;
        let server = Server::on(database).await;
        let browser = server.signed_in(world.stranger).await;
        let gone = join_all((0..20).map(|_| {
            let request = browser.request(
                axum::http::Method::GET,
                "/wallets/personal/transactions/export",
            );
            server.send(request.body(axum::body::Body::empty()).unwrap())
        }));
        drop(gone.await);
        let reply = browser.get("/wallets/personal/transactions/export").await;
        assert_eq!(read(&reply).2.rows, 1);
    });
}
