//! How a phone finds the page: Lighthouse's mobile preset, against a backend with demo data.

use std::process::Command;

use anyhow::Result;

use crate::{
    backend::{self, DEMO_PASSWORD, Options},
    command, page, say,
    scratch::Scratch,
    setup, workspace,
};

/// Builds the page, starts the backend and runs the script.
///
/// # Errors
/// When something can't be installed, built or run, or a score is below the least.
pub fn run() -> Result<()> {
    let page = page::build(&setup::page()?)?;
    let browser = setup::browser()?;
    let folder = workspace::root().join("bench/lighthouse");
    setup::npm_ci(&folder)?;
    let data = Scratch::new("lighthouse")?;
    let options = Options {
        listen: "127.0.0.1:0".to_owned(),
        data: data.path().to_owned(),
        database_url: None,
        page: Some(page),
        demo: Some(0),
        sandbox_port: None,
        unlimited: true,
        flags: &[],
    };
    let server = backend::start(&backend::build()?, &options)?;
    say::step("Asking Lighthouse");
    command::run(
        Command::new("node")
            .arg(folder.join("run.mjs"))
            .args(["--url", &server.url])
            .args(["--email", "owner@demo.example"])
            .args(["--password", DEMO_PASSWORD])
            .arg("--json")
            .arg(workspace::notes("bench")?.join("lighthouse.json"))
            .arg("--chromium")
            .arg(&browser.chromium)
            .current_dir(&folder),
    )
}
