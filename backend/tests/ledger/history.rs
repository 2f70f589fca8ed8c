//! Reading a wallet's history and its card.

use std::{
    collections::HashSet,
    sync::atomic::{AtomicU64, Ordering},
};

use api::{
    Code, Credits, UserId, WalletId,
    history::{Cursor, Filter, HistoryPage},
    transaction::TransactionType,
};
use backend::{
    Error,
    ledger::{self, By, Cause, NewLine},
    store::Database,
};
use chrono::{DateTime, TimeDelta, Utc};

use crate::support::{World, assert_sound, book, on_every_database, purchase, start, world};

pub(crate) async fn page(
    database: &Database,
    viewer: UserId,
    wallet: WalletId,
    filter: &Filter,
    cursor: Option<Cursor>,
    limit: u32,
) -> Result<HistoryPage, Error> {
    database
        .read(async |tx| ledger::history_page(tx, viewer, wallet, filter, cursor, limit).await)
        .await
}

fn numbers(page: &HistoryPage) -> Vec<i64> {
    page.items.iter().map(|line| line.id.number).collect()
}

pub(crate) fn text(text: &str) -> Filter {
    Filter {
        text: Some(text.parse().unwrap()),
        ..Filter::default()
    }
}

/// Everything a filter has, by walking its pages from the newest to the oldest and back;
/// asserts that counts, places and cursors agree.
async fn walk(
    database: &Database,
    viewer: UserId,
    wallet: WalletId,
    filter: &Filter,
    limit: u32,
) -> Vec<i64> {
    let mut all = Vec::new();
    let mut cursor = None;
    let last = loop {
        let page = page(database, viewer, wallet, filter, cursor, limit)
            .await
            .unwrap();
        if page.items.is_empty() {
            assert_eq!((page.total, page.first), (0, 0));
            return all;
        }
        assert_eq!(page.first, u64::try_from(all.len()).unwrap() + 1);
        assert_eq!(page.newer.is_some(), !all.is_empty());
        all.extend(numbers(&page));
        if page.older.is_none() {
            assert_eq!(page.total, u64::try_from(all.len()).unwrap());
            break page;
        }
        cursor = page.older;
    };
    let mut back = numbers(&last);
    let mut cursor = last.newer;
    while cursor.is_some() {
        let page = page(database, viewer, wallet, filter, cursor, limit)
            .await
            .unwrap();
        back = [numbers(&page), back].concat();
        cursor = page.newer;
    }
    assert_eq!(back, all, "the way back is the way there");
    all
}

/// A shared wallet of 60 lines: by turns of the owner, the admin, the member and nobody,
/// one a minute; every third a purchase.
pub(crate) async fn filled(database: &Database, world: &World) -> Vec<NewLine> {
    let people = [
        Some((world.owner, "Zoë Bärtschi")),
        Some((world.admin, "Anna Muster")),
        Some((world.member, "Max O'Neil")),
        None,
    ];
    let mut lines = Vec::new();
    for turn in 0..60_usize {
        let line = if turn % 3 == 0 {
            // Every other number has a letter of somebody's name in it.
            let letter = if turn % 2 == 0 { 'S' } else { 'M' };
            purchase(world.shared, 1000, &format!("{letter}{turn:05}"))
        } else {
            NewLine {
                kind: TransactionType::ImageGeneration,
                amount: Credits::whole(-1),
                reference: None,
                cause: Cause {
                    kind: "generation",
                    id: turn.to_string(),
                },
                ..purchase(world.shared, 1, "none")
            }
        };
        let by = people[turn % 4].map(|(user, name)| By {
            user,
            name: name.to_owned(),
        });
        let line = NewLine { by, ..line };
        book(database, &line).await.unwrap();
        database
            .clock()
            .set(database.clock().now() + TimeDelta::minutes(1));
        lines.push(line);
    }
    lines
}

/// What a filter means, line by line.
fn matches(
    line: &NewLine,
    place: usize,
    viewer_sees_all: bool,
    viewer: UserId,
    filter: &Filter,
) -> bool {
    let at = start() + TimeDelta::minutes(i64::try_from(place).unwrap());
    let seen = viewer_sees_all || line.by.as_ref().is_some_and(|by| by.user == viewer);
    let text = filter.text.as_ref().is_none_or(|text| {
        let text = text.as_str().to_lowercase();
        let number = line
            .reference
            .as_ref()
            .map(|one| one.number.as_str().to_lowercase());
        let name = line
            .by
            .as_ref()
            .filter(|_| viewer_sees_all)
            .map(|by| by.name.to_lowercase());
        [number, name]
            .into_iter()
            .flatten()
            .any(|one| one.contains(&text))
    });
    seen && text
        && filter.kind.is_none_or(|kind| line.kind == kind)
        && filter.from.is_none_or(|from| at >= from)
        && filter.until.is_none_or(|until| at < until)
}

#[test]
fn t4_t5_every_filter_shows_counts_and_pages_exactly_its_lines_to_every_viewer() {
    on_every_database(async |database| {
        let world = world(database).await;
        let lines = filled(database, &world).await;
        let minute = |minute| Some(start() + TimeDelta::minutes(minute));
        let half = Some(start() + TimeDelta::minutes(20) + TimeDelta::microseconds(1));
        let periods = [
            (None, None),
            (minute(10), None),
            (None, minute(30)),
            (minute(10), minute(31)),
            (half, half),
            (half, minute(21)),
            (minute(31), minute(10)),
            (minute(500), None),
            (
                Some(DateTime::<Utc>::MIN_UTC),
                Some(DateTime::<Utc>::MAX_UTC),
            ),
        ];
        let kinds = [
            None,
            Some(TransactionType::Purchase),
            Some(TransactionType::ImageGeneration),
            Some(TransactionType::Refund),
        ];
        let texts = [
            None,
            Some("s0"),
            Some("BÄRT"),
            Some("m"),
            Some("S00012"),
            Some("%"),
        ];
        for (viewer, sees_all) in [(world.owner, true), (world.member, false)] {
            for (from, until) in periods {
                for (kind, text) in kinds
                    .iter()
                    .flat_map(|kind| texts.map(|text| (*kind, text)))
                {
                    let text = text.map(|text| text.parse().unwrap());
                    let filter = Filter {
                        kind,
                        from,
                        until,
                        text,
                        by: None,
                    };
                    let expected = (0..lines.len())
                        .rev()
                        .filter(|place| matches(&lines[*place], *place, sees_all, viewer, &filter))
                        .map(|place| i64::try_from(place).unwrap() + 1)
                        .collect::<Vec<_>>();
                    let shown = walk(database, viewer, world.shared, &filter, 7).await;
                    assert_eq!(shown, expected, "{filter:?} for {sees_all}");
                }
            }
        }
    });
}

#[test]
fn t4_a_text_means_itself_whatever_its_case_and_wildcards() {
    on_every_database(async |database| {
        let world = world(database).await;
        let sold = ["RG/50%_Ü", "RG/50x1ü", r"back\slash", "it's"];
        for number in sold {
            book(database, &purchase(world.owners_own, 100, number))
                .await
                .unwrap();
        }
        for (typed, found) in [
            ("rg/50", vec!["RG/50x1ü", "RG/50%_Ü"]),
            ("50%_ü", vec!["RG/50%_Ü"]),
            ("%", vec!["RG/50%_Ü"]),
            ("_", vec!["RG/50%_Ü"]),
            ("\\", vec![r"back\slash"]),
            ("'", vec!["it's"]),
            ("' OR 1=1 --", vec![]),
            // A personal history shows no names, so none is searched.
            ("zoë", vec![]),
        ] {
            let page = page(
                database,
                world.owner,
                world.owners_own,
                &text(typed),
                None,
                25,
            )
            .await;
            let page = page.unwrap();
            let numbers = page
                .items
                .iter()
                .map(|line| line.reference.as_ref().unwrap().number.as_str())
                .collect::<Vec<_>>();
            assert_eq!(numbers, found, "{typed}");
            assert!(!page.wallet_is_empty);
        }
    });
}

#[test]
fn t4_no_hits_and_no_history_are_told_apart() {
    on_every_database(async |database| {
        let world = world(database).await;
        let is_empty = async |viewer, filter| {
            let page = page(database, viewer, world.shared, &filter, None, 25)
                .await
                .unwrap();
            assert_eq!(
                (page.total, page.first, page.newer, page.older),
                (0, 0, None, None)
            );
            page.wallet_is_empty
        };
        assert!(is_empty(world.owner, Filter::default()).await);
        assert!(is_empty(world.owner, text("x")).await);
        book(database, &purchase(world.shared, 100, "S1"))
            .await
            .unwrap();
        assert!(!is_empty(world.owner, text("x")).await);
        assert!(
            is_empty(world.member, Filter::default()).await,
            "they see no line"
        );
    });
}

#[test]
fn t5_a_cursor_beyond_the_history_is_refused_and_one_at_its_ends_is_an_empty_page() {
    on_every_database(async |database| {
        let world = world(database).await;
        filled(database, &world).await;
        let ask = async |cursor| {
            let everything = Filter::default();
            page(
                database,
                world.owner,
                world.shared,
                &everything,
                Some(cursor),
                25,
            )
            .await
        };
        for beyond in [
            Cursor::Newer(61),
            Cursor::Older(61),
            Cursor::Older(i64::MAX),
        ] {
            assert_eq!(ask(beyond).await.unwrap_err().code(), Code::InvalidCursor);
        }
        for end in [Cursor::Newer(60), Cursor::Older(1)] {
            let page = ask(end).await.unwrap();
            assert_eq!((page.items.len(), page.total, page.first), (0, 60, 0));
        }
    });
}

#[test]
fn i6_walking_all_pages_during_writes_meets_every_row_of_the_start_once() {
    on_every_database(async |database| {
        let world = world(database).await;
        filled(database, &world).await;
        let written = AtomicU64::new(0);
        let stop = tokio_util::sync::CancellationToken::new();
        let write = async {
            while !stop.is_cancelled() {
                let turn = written.load(Ordering::SeqCst);
                let line = purchase(world.shared, 100, &format!("W{turn}"));
                book(database, &line).await.unwrap();
                written.store(turn + 1, Ordering::SeqCst);
            }
        };
        let read = async {
            for filter in [Filter::default(), text("s000")] {
                let mut met = HashSet::new();
                let mut cursor = None;
                loop {
                    let page = page(database, world.owner, world.shared, &filter, cursor, 3).await;
                    let page = page.unwrap();
                    for number in numbers(&page) {
                        assert!(met.insert(number), "{number} came twice");
                    }
                    cursor = page.older;
                    if cursor.is_none() {
                        break;
                    }
                }
                let all = if filter.is_empty() { 60 } else { 10 };
                assert_eq!(met.iter().filter(|number| **number <= 60).count(), all);
            }
            stop.cancel();
        };
        tokio::join!(write, read);
        assert_sound(database).await;
    });
}
