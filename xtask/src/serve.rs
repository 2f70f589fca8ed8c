//! `cargo xtask serve`: the product, running, with something to look at.

use std::{
    net::{Ipv4Addr, TcpListener},
    path::PathBuf,
    time::Instant,
};

use anyhow::Result;
use clap::Args;

use crate::{
    backend::{self, DEMO_PASSWORD},
    interrupt, page, say, setup, workspace,
};

/// Who can sign in to the demo data, and what each is good for.
const SIGN_INS: &[(&str, &str)] = &[
    (
        "owner@demo.example",
        "owns an organisation with two years of history; renews by itself",
    ),
    (
        "admin@demo.example",
        "administers it; a charge waits for a confirmation",
    ),
    (
        "member@demo.example",
        "belongs to both organisations; renewal is paused",
    ),
    ("solo@demo.example", "has no organisation and no card"),
    ("new@demo.example", "has just the welcome credits"),
    (
        "elodie.perrin@atelier-lumiere.example",
        "owns the other one, whose monthly limit is used up",
    ),
];

/// Whether nobody listens on that port of this machine. Pages of the sandbox provider that
/// are kept for later (a charge to be confirmed) are found again where they were.
fn is_free(port: u16) -> bool {
    TcpListener::bind((Ipv4Addr::LOCALHOST, port)).is_ok()
}

/// What can be chosen.
#[derive(Args)]
pub struct Options {
    /// The port on this machine
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// Where the database and e-mails are kept [default: data in the checkout]
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
    /// Begin with an empty database
    #[arg(long)]
    no_demo: bool,
    /// Use this database (postgres://…) and not a SQLite file
    #[arg(long, value_name = "URL")]
    database_url: Option<String>,
    /// Give the owner an organisation whose history has so many rows
    #[arg(
        long,
        value_name = "N",
        default_value_t = 0,
        conflicts_with = "no_demo"
    )]
    demo_rows: u32,
}

/// Sets up, builds, runs, and waits for Ctrl-C.
///
/// # Errors
/// When a step fails.
pub fn run(options: &Options) -> Result<()> {
    let begun = Instant::now();
    let tools = setup::page()?;
    let page = page::build(&tools)?;
    say::step("Building the backend");
    let program = backend::build()?;
    let data = options.data.clone();
    say::step("Starting");
    let backend = backend::start(
        &program,
        &backend::Options {
            listen: format!("127.0.0.1:{}", options.port),
            data: data.unwrap_or_else(|| workspace::root().join("data")),
            database_url: options.database_url.clone(),
            page: Some(page),
            demo: (!options.no_demo).then_some(options.demo_rows),
            sandbox_port: options.port.checked_add(1).filter(|port| is_free(*port)),
            unlimited: false,
            flags: &[],
        },
    )?;
    println!("\nRelux Credits is ready at {}", backend.url);
    if !options.no_demo {
        println!("\nSign in with the password {DEMO_PASSWORD} as");
        for (email, purpose) in SIGN_INS {
            println!("  {email:<38} {purpose}");
        }
        println!(
            "\nWatch the page change: cargo xtask spend owner@demo.example --url {}",
            backend.url
        );
    }
    println!(
        "Read the mails that customers get: {}/dev/mail",
        backend.url
    );
    say::note(format_args!(
        "after {}; Ctrl-C stops it",
        say::elapsed(begun.elapsed())
    ));
    match backend.wait() {
        Err(_stopped) if interrupt::requested() => Ok(()),
        ended => ended,
    }
}
