//! Journeys through the real release page and the real backend, by Playwright.

use std::{
    fs,
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
    command, page, say,
    setup::{self, Browser},
    workspace,
};

/// Runs them.
///
/// # Errors
/// Only when somebody asked us to stop.
pub fn run(report: &mut Report) -> Result<()> {
    let Some(browser) = report.prepare("set-up for end-to-end tests", prepare)? else {
        return Ok(());
    };
    let data = Data::new()?;
    let Some(backend) = report.prepare("release build", || start(&data.0))? else {
        return Ok(());
    };
    let mut playwright = Command::new(setup::NPX);
    playwright
        .args(["--no-install", "playwright", "test"])
        .current_dir(folder())
        .env("RELUX_URL", &backend.url)
        .env("RELUX_CHROMIUM", &browser.chromium);
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
fn prepare() -> Result<Browser> {
    let browser = setup::browser()?;
    setup::node()?;
    let lock = folder().join("package-lock.json");
    let installed = folder().join("node_modules/.package-lock.json");
    if !is_newer(&installed, &lock) {
        say::step("Installing what the end-to-end tests are written with");
        let mut npm = Command::new(setup::NPM);
        npm.args(["ci", "--no-audit", "--no-fund"])
            .current_dir(folder())
            // We bring a browser; Playwright would download one.
            .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
        command::run(&mut npm)?;
    }
    Ok(browser)
}

fn is_newer(file: &Path, than: &Path) -> bool {
    let changed = |path: &Path| fs::metadata(path).and_then(|file| file.modified());
    matches!((changed(file), changed(than)), (Ok(file), Ok(than)) if file >= than)
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
    };
    backend::start(&program, &options)
}

/// A folder for the database, gone afterwards.
struct Data(PathBuf);

impl Data {
    fn new() -> Result<Self> {
        let path = std::env::temp_dir().join(format!("relux-credits-e2e-{}", std::process::id()));
        fs::create_dir_all(&path)?;
        Ok(Self(path))
    }
}

impl Drop for Data {
    fn drop(&mut self) {
        // What is left in the temporary folder does no harm.
        fs::remove_dir_all(&self.0).ok();
    }
}
