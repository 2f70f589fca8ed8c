//! The spreadsheet worker beside other libraries, in one browser: a script, because
//! those libraries are JavaScript.

use std::process::Command;

use anyhow::Result;

use crate::{command, page, say, setup, workspace};

/// Builds the page, whose worker is measured, and runs the script.
///
/// # Errors
/// When something can't be installed, built or run.
pub fn run(rows: u64) -> Result<()> {
    let dist = page::build(&setup::page()?)?;
    let browser = setup::browser()?;
    let folder = workspace::root().join("bench/export");
    setup::npm_ci(&folder)?;
    say::step(format_args!("Exporting {rows} rows"));
    command::run(
        Command::new("node")
            .arg(folder.join("run.mjs"))
            .arg("--worker")
            .arg(&dist)
            .args(["--rows", &rows.to_string()])
            .arg("--json")
            .arg(workspace::notes("bench")?.join("export.json"))
            .arg("--chromium")
            .arg(&browser.chromium)
            .current_dir(&folder),
    )
}
