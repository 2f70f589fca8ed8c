//! The compiler's wasm32 target: rustup's where rustup can get it, else, on Debian,
//! one made from Debian's own compiler packages.

mod debian;

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
    time::Duration,
};

use anyhow::{Context, Result, bail};

use super::{apt, tools::Tools};
use crate::{command, say, workspace};

/// What the target is called.
pub const TARGET: &str = "wasm32-unknown-unknown";

/// A server that can't be reached may leave rustup waiting for ever.
const RUSTUP_TIME: Duration = Duration::from_secs(240);

/// Sees to it that the page can be compiled; whatever that takes is noted in `tools`.
///
/// # Errors
/// When the target is missing and there is no way to get it.
pub fn ensure(tools: &mut Tools) -> Result<()> {
    if has_standard_library(&sysroot()?) {
        return Ok(());
    }
    // Made before, when rustup had no way: it would only be asked in vain again.
    if !debian::is_ready() && by_rustup() {
        return Ok(());
    }
    if debian::is_there() || apt::usable() {
        return debian::ensure(tools);
    }
    bail!("the compiler cannot compile for wasm; install it with: rustup target add {TARGET}")
}

fn by_rustup() -> bool {
    if command::read(Command::new("rustup").arg("--version")).is_err() {
        return false;
    }
    say::step(format_args!("Adding the compiler's target {TARGET}"));
    let mut add = Command::new("rustup");
    add.args(["target", "add", TARGET])
        .current_dir(workspace::root());
    match command::run_within(&mut add, RUSTUP_TIME) {
        Ok(()) => true,
        Err(error) => {
            say::note(format_args!("{error:#}"));
            false
        }
    }
}

/// The compiler's folder.
///
/// # Errors
/// Without a compiler.
pub fn sysroot() -> Result<PathBuf> {
    let mut rustc = Command::new("rustc");
    rustc
        .args(["--print", "sysroot"])
        .current_dir(workspace::root());
    let text = command::read(&mut rustc).context("Rust is needed; see https://rustup.rs")?;
    Ok(PathBuf::from(text.trim()))
}

/// Whether a compiler's folder holds the target's standard library.
fn has_standard_library(sysroot: &Path) -> bool {
    let Ok(files) = fs::read_dir(library(sysroot)) else {
        return false;
    };
    files.filter_map(Result::ok).any(|file| {
        let name = file.file_name();
        let name = name.to_string_lossy();
        name.starts_with("libstd-") && name.ends_with(".rlib")
    })
}

/// Where the target's libraries lie in a compiler's folder.
fn library(sysroot: &Path) -> PathBuf {
    sysroot.join("lib/rustlib").join(TARGET).join("lib")
}
