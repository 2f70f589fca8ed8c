//! The backend under a long history, a large organisation and many debits, on each database.

use std::{
    path::Path,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail};
use api::{
    EmailAddress, WalletId,
    history::{Cursor, PAGE_ROWS},
};
use serde::Serialize;

use super::{
    keep,
    load::{self, Latency, Throughput},
};
use crate::{
    backend::{self, DEMO_PASSWORD},
    client::{Desktop, Page},
    say,
    scratch::Scratch,
    test::postgres,
};

/// Whose history grows and who spends.
const OWNER: &str = "owner@demo.example";

/// How often each page of history is asked for.
const REQUESTS: usize = 200;

/// How many connections debit at once.
const CONNECTIONS: [usize; 4] = [1, 4, 16, 64];

/// A cheap image, so that the demo's credits last.
const FLAGS: &[&str] = &["--image-price", "0.01"];

/// What was measured on one database.
#[derive(Serialize)]
struct Measured {
    database: &'static str,
    history_rows: u32,
    start_ms: u128,
    history: Vec<(&'static str, Latency)>,
    members: usize,
    organisation: Vec<(&'static str, Latency)>,
    debits: Vec<Throughput>,
}

/// Measures SQLite, and PostgreSQL where it can be started.
///
/// # Errors
/// When the backend does not build, start or answer.
pub fn run(rows: u32, seconds: u64) -> Result<()> {
    say::step("Building the backend");
    let program = backend::build()?;
    let mut measured = vec![measure(&program, "SQLite", None, rows, seconds)?];
    match postgres::start()? {
        Some(server) => {
            let url = Some(server.url.clone());
            measured.push(measure(&program, "PostgreSQL", url, rows, seconds)?);
        }
        None => say::warning("SKIPPED: PostgreSQL is not installed and could not be"),
    }
    for measured in &measured {
        print(measured);
    }
    keep("server", &measured)
}

fn measure(
    program: &Path,
    database: &'static str,
    url: Option<String>,
    rows: u32,
    seconds: u64,
) -> Result<Measured> {
    say::step(format_args!("{database} with {rows} rows"));
    let data = Scratch::new("bench")?;
    let options = backend::Options {
        listen: "127.0.0.1:0".to_owned(),
        data: data.path().to_owned(),
        database_url: url,
        page: None,
        demo: Some(rows),
        sandbox_port: None,
        unlimited: true,
        flags: FLAGS,
    };
    let begun = Instant::now();
    let backend = backend::start(program, &options)?;
    let start_ms = begun.elapsed().as_millis();
    let owner: EmailAddress = OWNER.parse()?;
    let page = Page::sign_in(&backend.url, &owner, DEMO_PASSWORD)?;
    let wallet = longest(&page, rows)?;
    let history = history(&page, wallet)?;
    let (members, organisation) = organisation(&page, wallet)?;
    let desktop = Desktop::sign_in(&backend.url, &owner, DEMO_PASSWORD)?;
    let debits = CONNECTIONS
        .into_iter()
        .map(|connections| {
            let debit = || desktop.generate().map(drop);
            load::at_once(connections, Duration::from_secs(seconds), debit)
        })
        .collect::<Result<_>>()?;
    Ok(Measured {
        database,
        history_rows: rows,
        start_ms,
        history,
        members,
        organisation,
        debits,
    })
}

fn history(page: &Page, wallet: WalletId) -> Result<Vec<(&'static str, Latency)>> {
    let last = format!("cursor={}", Cursor::Older(i64::from(PAGE_ROWS) + 1));
    let asked: [(&'static str, &str); 4] = [
        ("first page", ""),
        ("last page", &last),
        ("first page of one type", "type=image_generation"),
        ("first page of a text", "text=S0004"),
    ];
    asked
        .into_iter()
        .map(|(name, query)| {
            let ask = || page.history(wallet, query).map(drop);
            Ok((name, load::one_by_one(REQUESTS, ask)?))
        })
        .collect()
}

/// What the page of members asks for, and how many they are.
fn organisation(page: &Page, wallet: WalletId) -> Result<(usize, Vec<(&'static str, Latency)>)> {
    let organisation = page
        .organisation(wallet)
        .context("a wallet that nobody shares")?;
    let count = page.members(organisation)?.members.len();
    let members = load::one_by_one(REQUESTS, || page.members(organisation).map(drop))?;
    let usage = load::one_by_one(REQUESTS, || page.usage(organisation).map(drop))?;
    Ok((
        count,
        vec![("members", members), ("usage of the month", usage)],
    ))
}

/// The wallet whose history has so many rows.
fn longest(page: &Page, rows: u32) -> Result<WalletId> {
    for wallet in page.wallets() {
        if page.history(wallet, "")?.total >= u64::from(rows) {
            return Ok(wallet);
        }
    }
    bail!("no wallet has the {rows} rows that were asked for")
}

fn print(measured: &Measured) {
    let Measured {
        database,
        history_rows,
        start_ms,
        history,
        members,
        organisation,
        debits,
    } = measured;
    println!("\n{database}: {history_rows} rows of history, made in {start_ms} ms");
    for (title, answers) in [
        ("page of history, µs".to_owned(), history),
        (format!("{members} members, µs"), organisation),
    ] {
        println!(
            "  {title:<28} {:>9} {:>9} {:>9}",
            "median", "p95", "slowest"
        );
        for (name, latency) in answers {
            println!("  {name:<28} {}", times(latency));
        }
    }
    println!(
        "  {:<28} {:>9} {:>9} {:>9} {:>9}",
        "debits, µs", "median", "p95", "slowest", "per s"
    );
    for load in debits {
        let name = format!("{} connections", load.connections);
        println!(
            "  {name:<28} {} {:>9}",
            times(&load.latency),
            load.per_second
        );
    }
}

fn times(latency: &Latency) -> String {
    let Latency {
        median_us,
        p95_us,
        max_us,
        requests: _,
    } = latency;
    format!("{median_us:>9} {p95_us:>9} {max_us:>9}")
}
