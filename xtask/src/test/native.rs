//! What runs without a browser: formatting, lints, unit, property and backend tests.

use std::process::Command;

use anyhow::Result;

use super::{
    counts, postgres,
    report::{Reads, Report},
};
use crate::{command, interrupt, setup, workspace};

/// Runs them.
///
/// # Errors
/// Only when somebody asked us to stop.
pub fn run(report: &mut Report) -> Result<()> {
    report.step(
        "formatting",
        Reads::Nothing,
        cargo().args(["fmt", "--all", "--check"]),
    )?;
    report.step(
        "clippy",
        Reads::Nothing,
        cargo().args([
            "clippy",
            "--workspace",
            "--all-targets",
            "--",
            "-D",
            "warnings",
        ]),
    )?;
    if let Some(tools) = report.prepare("set-up", setup::wasm)? {
        if tools.have_a_foreign_compiler() {
            report.skip(
                "clippy for wasm: Debian's compiler, which has the target here, has no clippy",
            );
        } else {
            let mut clippy = cargo();
            clippy.args([
                "clippy",
                "-p",
                "relux-credits",
                "-p",
                "export",
                "--lib",
                "--bins",
                "--test",
                "browser",
            ]);
            clippy.args(["--target", setup::WASM, "--", "-D", "warnings"]);
            report.step("clippy for wasm", Reads::Nothing, &mut clippy)?;
        }
    }
    // Present on some machines; CI for the public has it.
    if command::read(cargo().args(["deny", "--version"])).is_ok() {
        let mut deny = cargo();
        deny.args(["deny", "check", "bans", "licenses", "sources"]);
        report.step("licences and sources", Reads::Nothing, &mut deny)?;
    }
    tests(report)
}

fn tests(report: &mut Report) -> Result<()> {
    let mut test = cargo();
    test.args(["test", "--workspace", "--no-fail-fast"]);
    let server = report.prepare("PostgreSQL", postgres::start)?.flatten();
    match &server {
        Some(server) => {
            test.env("RELUX_TEST_POSTGRES_URL", &server.url);
        }
        None => report.skip("tests on PostgreSQL: it is not installed and could not be"),
    }
    for (name, variable, program) in [
        (
            "localstripe",
            "RELUX_TEST_LOCALSTRIPE",
            setup::localstripe(),
        ),
        ("aiosmtpd", "RELUX_TEST_AIOSMTPD", setup::aiosmtpd()),
    ] {
        match program {
            Ok(program) => {
                test.env(variable, program);
            }
            Err(error) if interrupt::requested() => return Err(error),
            Err(error) => report.skip(&format!("tests against {name}: {error:#}")),
        }
    }
    report.step("cargo test", Reads::Tests(counts::of_rust), &mut test)
}

fn cargo() -> Command {
    let mut cargo = workspace::cargo();
    cargo.env("CARGO_TERM_PROGRESS_WHEN", "never");
    cargo
}
