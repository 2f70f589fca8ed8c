//! `cargo xtask release`: one folder that holds what a server needs.

use std::{fs, path::Path};

use anyhow::{Context, Result};

use crate::{backend, page, say, setup, workspace};

/// Builds page and backend and puts them together.
///
/// # Errors
/// When a build fails or the folder can't be written.
pub fn run() -> Result<()> {
    let tools = setup::page()?;
    let page = page::build(&tools)?;
    say::step("Building the backend");
    let program = backend::build()?;
    let bundle = workspace::target()?.join("release-bundle");
    if bundle.exists() {
        fs::remove_dir_all(&bundle)?;
    }
    let pages = bundle.join("page");
    for file in page::files(&page)? {
        copy(&file, &pages.join(file.strip_prefix(&page)?))?;
    }
    let name = program.file_name().context("the backend has no name")?;
    copy(&program, &bundle.join(name))?;
    println!("{}", bundle.display());
    Ok(())
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    if let Some(folder) = to.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::copy(from, to).with_context(|| format!("cannot write {}", to.display()))?;
    Ok(())
}
