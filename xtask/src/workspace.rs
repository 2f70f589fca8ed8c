//! Where things lie: the checkout, what is built from it, and the tools' cache.

use std::{
    env,
    path::{Path, PathBuf},
    process::Command,
    sync::OnceLock,
};

use anyhow::{Context, Result};

use crate::command;

/// The folder of the checkout.
pub fn root() -> &'static Path {
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    own.parent().unwrap_or(own)
}

/// Cargo, at the checkout. With the toolchain that the person chose.
pub fn cargo() -> Command {
    let mut cargo = Command::new("cargo");
    cargo.current_dir(root());
    cargo
}

/// Where cargo builds; it may have been moved by a variable or a configuration file.
///
/// # Errors
/// When cargo can't be asked.
pub fn target() -> Result<&'static Path> {
    static TARGET: OnceLock<PathBuf> = OnceLock::new();
    if let Some(target) = TARGET.get() {
        return Ok(target);
    }
    let text = command::read(cargo().args(["metadata", "--format-version=1", "--no-deps"]))?;
    let metadata: serde_json::Value = serde_json::from_str(&text)?;
    let target = metadata
        .get("target_directory")
        .and_then(serde_json::Value::as_str)
        .context("cargo metadata names no target directory")?;
    Ok(TARGET.get_or_init(|| PathBuf::from(target)))
}

/// Where the release page is built: not in Trunk's own `dist`, which belongs to whoever
/// runs `trunk serve` at the same time.
///
/// # Errors
/// When cargo can't be asked.
pub fn dist() -> Result<PathBuf> {
    Ok(target()?.join("page"))
}

/// What this program writes for itself: logs, stamps, measurements.
///
/// # Errors
/// When the folder can't be made.
pub fn notes(folder: &str) -> Result<PathBuf> {
    let path = target()?.join(folder);
    std::fs::create_dir_all(&path).with_context(|| format!("cannot make {}", path.display()))?;
    Ok(path)
}

/// Where tools are kept that the system does not have: one folder a tool and version,
/// shared by all checkouts of this user.
///
/// # Errors
/// When the user has no home.
pub fn tools() -> Result<PathBuf> {
    let variable = |name| env::var_os(name).filter(|value| !value.is_empty());
    let home = || variable("HOME").map(PathBuf::from);
    let cache = if cfg!(windows) {
        variable("LOCALAPPDATA").map(PathBuf::from)
    } else if cfg!(target_os = "macos") {
        home().map(|home| home.join("Library/Caches"))
    } else {
        variable("XDG_CACHE_HOME")
            .map(PathBuf::from)
            .or_else(|| home().map(|home| home.join(".cache")))
    };
    let cache = cache.context("there is no home folder to keep tools in; set HOME")?;
    Ok(cache.join("relux-credits").join("tools"))
}
