//! Journeys through the real release page and the real backend, by Playwright.

use std::{
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::Result;

use super::{
    counts,
    report::{Reads, Report},
};
use crate::{
    backend::{self, Backend},
    interrupt, page, say,
    scratch::Scratch,
    setup, workspace,
};

/// What the host page of the journeys signs with whom it has signed in.
const HOST_KEY: &str = "the key of the host page of the journeys";

/// A host is believed.
const FLAGS: &[&str] = &["--host-key", HOST_KEY];

/// Runs them.
///
/// # Errors
/// Only when somebody asked us to stop.
pub fn run(report: &mut Report) -> Result<()> {
    let Some(chromium) = report.prepare("set-up for end-to-end tests", prepare)? else {
        return Ok(());
    };
    let data = Scratch::new("e2e")?;
    let Some(backend) = report.prepare("release build", || start(data.path()))? else {
        return Ok(());
    };
    let mut playwright = Command::new(setup::NPX);
    playwright
        .args(["--no-install", "playwright", "test"])
        .current_dir(folder())
        .env("RELUX_URL", &backend.url)
        .env("RELUX_HOST_KEY", HOST_KEY)
        .env("RELUX_CHROMIUM", &chromium);
    match setup::openpyxl() {
        Ok(python) => {
            playwright.env("RELUX_OPENPYXL", python);
        }
        Err(error) if interrupt::requested() => return Err(error),
        Err(error) => report.skip(&format!("workbooks read by openpyxl: {error:#}")),
    }
    report.step(
        "end-to-end tests",
        Reads::Tests(counts::of_playwright),
        &mut playwright,
    )
}

fn folder() -> PathBuf {
    workspace::root().join("tests/e2e")
}

/// The browser and the packages that the tests are written with.
fn prepare() -> Result<PathBuf> {
    let chromium = setup::headless()?;
    setup::npm_ci(&folder())?;
    Ok(chromium)
}

fn start(data: &Path) -> Result<Backend> {
    let tools = setup::page()?;
    let page = page::build(&tools)?;
    say::step("Building the backend");
    let program = backend::build()?;
    let options = backend::Options {
        listen: "127.0.0.1:0".to_owned(),
        data: data.to_owned(),
        database_url: None,
        page: Some(page),
        demo: Some(0),
        sandbox_port: None,
        unlimited: true,
        flags: FLAGS,
    };
    backend::start(&program, &options)
}
