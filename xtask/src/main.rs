//! What a person types: `cargo xtask serve`, `test`, `bench`, `setup`, `spend`, `release`.
//!
//! This program builds and runs the others and is part of none of them. It sets up
//! what is missing, says what it does and how long it took, and leaves no process
//! behind. Nothing here runs on a customer's machine.

mod backend;
mod bench;
mod client;
mod command;
mod interrupt;
mod page;
mod release;
mod say;
mod scratch;
mod serve;
mod setup;
mod spend;
mod test;
mod version;
mod workspace;

use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};

/// Builds, runs and tests Relux Credits, and sets up what that takes.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct CommandLine {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Build the release page and the backend, and run them with demo data
    Serve(serve::Options),
    /// Run every check and test, as CI does
    Test(test::Options),
    /// Measure sizes and speeds
    Bench(bench::Options),
    /// Install the tools that the other tasks need, and do nothing else
    Setup,
    /// Spend credits as ReluxDesktop would, to watch the page change
    Spend(spend::Options),
    /// Put everything that a server needs into one folder
    Release,
}

fn main() -> ExitCode {
    let CommandLine { task } = CommandLine::parse();
    let ended = interrupt::listen().and_then(|()| perform(task));
    setup::tidy_up();
    match ended {
        Ok(()) => ExitCode::SUCCESS,
        Err(_stopped) if interrupt::requested() => {
            eprintln!("Stopped.");
            ExitCode::from(130)
        }
        Err(error) => {
            eprintln!("\nerror: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn perform(task: Task) -> Result<()> {
    match task {
        Task::Serve(options) => serve::run(&options),
        Task::Test(options) => test::run(&options),
        Task::Bench(options) => bench::run(&options),
        Task::Setup => setup::everything(),
        Task::Spend(options) => spend::run(&options),
        Task::Release => release::run(),
    }
}
