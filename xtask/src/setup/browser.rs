//! A Chromium and its driver.

use std::{
    env,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};

use super::apt;

/// A browser that tests can drive.
pub struct Browser {
    /// The browser itself.
    pub chromium: PathBuf,
    /// Its WebDriver server.
    pub chromedriver: PathBuf,
}

/// The program, and the Debian package, of a Chromium without windows.
const HEADLESS: &str = "chromium-headless-shell";

/// Where browsers are that put themselves on no PATH.
const PLACES: &[&str] = &[
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
];

/// Finds a browser and its driver, or installs them.
///
/// # Errors
/// When they are missing and can't be installed; with the command that would.
pub fn browser() -> Result<Browser> {
    if find().is_none() && apt::usable() {
        apt::install(
            &["chromium", "chromium-driver"],
            "a browser runs the page's tests",
        )?;
    }
    find().context(how_to_install())
}

/// A browser without windows, where the system has one: it takes half as long.
///
/// # Errors
/// As [`browser`].
pub fn headless() -> Result<PathBuf> {
    let chromium = browser()?.chromium;
    if on_path(HEADLESS).is_none() && apt::usable() && apt::knows(HEADLESS) {
        let _done_without = apt::install(&[HEADLESS], "it runs the journeys in half the time");
    }
    Ok(on_path(HEADLESS).unwrap_or(chromium))
}

fn find() -> Option<Browser> {
    let installed = || PLACES.iter().map(PathBuf::from).find(|path| path.is_file());
    Some(Browser {
        chromium: ["chromium", "chromium-browser", "google-chrome", "chrome"]
            .into_iter()
            .find_map(on_path)
            .or_else(installed)?,
        chromedriver: on_path("chromedriver")?,
    })
}

/// The full path of a program on PATH.
pub fn on_path(program: &str) -> Option<PathBuf> {
    let name = format!("{program}{}", env::consts::EXE_SUFFIX);
    env::split_paths(&env::var_os("PATH")?)
        .map(|folder| folder.join(&name))
        .find(|path| path.is_file())
}

fn how_to_install() -> String {
    let command = if cfg!(target_os = "macos") {
        "brew install --cask google-chrome chromedriver"
    } else if cfg!(windows) {
        "winget install Google.Chrome; npm install --global chromedriver"
    } else if Path::new("/etc/debian_version").exists() {
        "sudo apt-get install chromium chromium-driver"
    } else {
        "your package manager (packages chromium and chromedriver)"
    };
    format!(
        "Chrome or Chromium and chromedriver are needed for the tests; install them with: {command}"
    )
}
