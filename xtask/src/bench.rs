//! `cargo xtask bench`: how large and how fast it is. Prints tables, writes JSON, and
//! judges nothing but the page's size and Lighthouse's scores: times depend on the machine.

mod export;
mod lighthouse;
mod load;
mod renewal;
mod server;

use std::fs;

use anyhow::Result;
use clap::{Args, ValueEnum};
use serde::Serialize;

use crate::{
    page::{self, budget},
    say, setup, workspace,
};

/// What can be chosen.
#[derive(Args)]
pub struct Options {
    /// Measure only this
    #[arg(value_enum)]
    only: Option<Subject>,
    /// Rows of the exported history
    #[arg(long, default_value_t = 100_000)]
    export_rows: u64,
    /// Rows of the history whose pages are asked for
    #[arg(long, default_value_t = 1_000_000)]
    history_rows: u32,
    /// How long each measurement of debits lasts
    #[arg(long, value_name = "S", default_value_t = 5)]
    seconds: u64,
}

/// What is measured.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Subject {
    /// What the browser downloads before the page is usable
    Size,
    /// The backend: pages of history, and debits by connections
    Server,
    /// Auto-renewal: from the debit that crosses to the credits that are booked
    Renewal,
    /// The spreadsheet worker beside other libraries
    Export,
    /// How a phone finds the page
    Lighthouse,
}

/// Measures.
///
/// # Errors
/// When something can't be built, run or reached, or the page is over its budget.
pub fn run(options: &Options) -> Result<()> {
    let wanted = |subject| options.only.is_none_or(|only| only == subject);
    if wanted(Subject::Size) {
        size()?;
    }
    if wanted(Subject::Server) {
        server::run(options.history_rows, options.seconds)?;
    }
    if wanted(Subject::Renewal) {
        renewal::run(options.seconds)?;
    }
    if wanted(Subject::Export) {
        export::run(options.export_rows)?;
    }
    if wanted(Subject::Lighthouse) {
        lighthouse::run()?;
    }
    Ok(())
}

fn size() -> Result<()> {
    let dist = page::build(&setup::page()?)?;
    let downloads = budget::downloads(&dist)?;
    println!("\n{}", budget::table(&downloads)?);
    keep("size", &downloads)
}

/// Writes measurements where scripts find them.
fn keep(name: &str, measured: &impl Serialize) -> Result<()> {
    let file = workspace::notes("bench")?.join(format!("{name}.json"));
    fs::write(&file, serde_json::to_string_pretty(measured)?)?;
    say::note(format_args!("written to {}", file.display()));
    Ok(())
}
