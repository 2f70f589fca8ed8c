//! The page's own tests, compiled to wasm and run in a headless browser.

use anyhow::Result;

use super::{
    counts,
    report::{Reads, Report},
};
use crate::setup;

/// How long the runner waits for a test program to answer, in seconds. A busy machine
/// takes longer to start a browser than the runner expects.
const RUNNER_SECONDS: &str = "300";

/// Runs them.
///
/// # Errors
/// Only when somebody asked us to stop.
pub fn run(report: &mut Report) -> Result<()> {
    let ready = || Ok((setup::browser_tests()?, setup::browser()?));
    let Some((tools, browser)) = report.prepare("set-up for browser tests", ready)? else {
        return Ok(());
    };
    let mut test = tools.command("wasm-pack");
    test.args([
        "test",
        "--headless",
        "--chrome",
        "--mode",
        "no-install",
        "--chromedriver",
    ])
    .arg(&browser.chromedriver)
    .arg(".")
    .env("WASM_BINDGEN_TEST_TIMEOUT", RUNNER_SECONDS);
    report.step("browser tests", Reads::Tests(counts::of_rust), &mut test)
}
