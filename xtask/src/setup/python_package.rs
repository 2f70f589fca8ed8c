//! Programs in Python that the tests hold ours against, each in a virtual environment of its
//! own: run, never linked.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result};

use crate::{command, say, workspace};

/// Where a virtual environment keeps its programs.
const PROGRAMS: &str = if cfg!(windows) { "Scripts" } else { "bin" };

/// Python, as it is called here.
const PYTHON: &str = if cfg!(windows) { "python" } else { "python3" };

/// localstripe, which answers in Stripe's words: what the payment adapter is tested against.
///
/// # Errors
/// When Python with `venv` is missing, or the package can't be had.
pub fn localstripe() -> Result<PathBuf> {
    let programs = ensure("localstripe", "1.15.10")?;
    Ok(programs.join("localstripe"))
}

/// A Python that has aiosmtpd, an SMTP server: what the mails are tested against.
///
/// # Errors
/// When Python with `venv` is missing, or the package can't be had.
pub fn aiosmtpd() -> Result<PathBuf> {
    let programs = ensure("aiosmtpd", "1.4.6")?;
    Ok(programs.join("python"))
}

/// A Python that has openpyxl, which reads workbooks: what the Excel download is tested
/// against.
///
/// # Errors
/// When Python with `venv` is missing, or the package can't be had.
pub fn openpyxl() -> Result<PathBuf> {
    let programs = ensure("openpyxl", "3.1.5")?;
    Ok(programs.join("python"))
}

/// The folder of the package's programs, installed if that has not been done.
fn ensure(package: &str, version: &str) -> Result<PathBuf> {
    let home = workspace::tools()?.join(format!("{package}-{version}"));
    let programs = home.join(PROGRAMS);
    let python = programs.join("python");
    if has(&python, package) {
        return Ok(programs);
    }
    say::step(format_args!("Installing {package} {version} for the tests"));
    fs::create_dir_all(&home).with_context(|| format!("cannot make {}", home.display()))?;
    command::run(
        Command::new(PYTHON)
            .args(["-m", "venv", "--clear"])
            .arg(&home),
    )?;
    command::run(
        Command::new(python)
            .args(["-m", "pip", "install", "--quiet"])
            .arg("--disable-pip-version-check")
            .arg(format!("{package}=={version}")),
    )?;
    Ok(programs)
}

fn has(python: &Path, package: &str) -> bool {
    command::read(Command::new(python).args(["-c", &format!("import {package}")])).is_ok()
}
