//! Node.js, and the one tool of the page's build that comes through it.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result, bail};

use super::apt;
use crate::{command, say, version, workspace};

/// The oldest major version that all our scripts run on.
const NODE_MAJOR: u32 = 20;

/// The release of binaryen that Trunk.toml names; the npm package carries it as the
/// major version.
const BINARYEN_MAJOR: u32 = 132;

/// npm, which is a script with another name on Windows.
const NPM: &str = if cfg!(windows) { "npm.cmd" } else { "npm" };

/// npx, likewise.
pub const NPX: &str = if cfg!(windows) { "npx.cmd" } else { "npx" };

/// Sees to it that Node.js and npm are there.
///
/// # Errors
/// When they are missing or too old and can't be installed.
pub fn ensure() -> Result<()> {
    if !is_recent() && apt::usable() {
        apt::install(&["nodejs", "npm"], "Node.js runs wasm-opt and the tests")?;
    }
    if is_recent() {
        return Ok(());
    }
    bail!(
        "Node.js {NODE_MAJOR} or newer with npm is needed and not on PATH; \
         install it from https://nodejs.org or with a version manager: nvm install {NODE_MAJOR}"
    )
}

fn is_recent() -> bool {
    let node = major(Command::new("node")).is_some_and(|major| major >= NODE_MAJOR);
    node && major(Command::new(NPM)).is_some()
}

/// wasm-opt of exactly the version that the page is built with: the folder that holds
/// it, none if PATH has it.
///
/// # Errors
/// When it has to be installed and can't be.
pub fn ensure_wasm_opt() -> Result<Option<PathBuf>> {
    if major(Command::new("wasm-opt")) == Some(BINARYEN_MAJOR) {
        return Ok(None);
    }
    let package = format!("{BINARYEN_MAJOR}.0.0");
    let home = workspace::tools()?.join(format!("binaryen-{package}"));
    let folder = home.join("node_modules").join(".bin");
    if major(Command::new(folder.join("wasm-opt"))) != Some(BINARYEN_MAJOR) {
        say::step(format_args!(
            "Installing binaryen {package}, whose wasm-opt makes the page small"
        ));
        fs::create_dir_all(&home).with_context(|| format!("cannot make {}", home.display()))?;
        command::run(
            Command::new(NPM)
                .args([
                    "install",
                    "--no-audit",
                    "--no-fund",
                    "--save-exact",
                    "--prefix",
                ])
                .arg(&home)
                .arg(format!("binaryen@{package}"))
                .current_dir(&home),
        )?;
    }
    Ok(Some(folder))
}

/// Installs the packages that a folder's lock names, unless that has been done.
///
/// # Errors
/// When npm is missing or fails.
pub fn npm_ci(folder: &Path) -> Result<()> {
    ensure()?;
    let lock = folder.join("package-lock.json");
    let installed = folder.join("node_modules/.package-lock.json");
    if is_newer(&installed, &lock) {
        return Ok(());
    }
    say::step(format_args!(
        "Installing the packages of {}",
        folder.display()
    ));
    let mut npm = Command::new(NPM);
    npm.args(["ci", "--no-audit", "--no-fund"])
        .current_dir(folder)
        // We bring a browser; Playwright would download one.
        .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
    command::run(&mut npm)
}

fn is_newer(file: &Path, than: &Path) -> bool {
    let changed = |path: &Path| fs::metadata(path).and_then(|file| file.modified());
    matches!((changed(file), changed(than)), (Ok(file), Ok(than)) if file >= than)
}

fn major(mut program: Command) -> Option<u32> {
    let text = command::read(program.arg("--version")).ok()?;
    version::major(version::printed(&text)?)
}
