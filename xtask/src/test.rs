//! `cargo xtask test`: every check, one after the other, as CI runs them.

mod counts;
mod end_to_end;
mod native;
pub mod postgres;
mod report;
mod wasm;

use anyhow::{Result, bail};
use clap::{Args, ValueEnum};

use report::Report;

/// What can be chosen.
#[derive(Args)]
pub struct Options {
    /// Run only these
    #[arg(long, value_enum)]
    only: Option<Part>,
}

/// A part of the tests.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Part {
    /// Formatting, lints and whatever runs without a browser
    Native,
    /// The page's own tests, in a headless browser
    Browser,
    /// Journeys through the real page and the real backend
    E2e,
}

/// Runs the tests. A failing step does not keep the next from running.
///
/// # Errors
/// When a step failed, or somebody asked us to stop.
pub fn run(options: &Options) -> Result<()> {
    let wanted = |part| options.only.is_none_or(|only| only == part);
    let mut report = Report::default();
    if wanted(Part::Native) {
        native::run(&mut report)?;
    }
    if wanted(Part::Browser) {
        wasm::run(&mut report)?;
    }
    if wanted(Part::E2e) {
        end_to_end::run(&mut report)?;
    }
    if report.finish() {
        return Ok(());
    }
    bail!("some checks failed")
}
