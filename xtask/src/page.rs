//! The page as it is shipped: built by Trunk, compressed beside itself, and weighed.

pub mod budget;
mod stamp;

use std::{
    env, fs,
    path::{Path, PathBuf},
    time::Instant,
};

use anyhow::{Context, Result};

pub use stamp::files;

use crate::{
    command, say,
    setup::{Tools, npm_ci},
    workspace,
};

/// Builds the page if anything that it is made of has changed, and says where it is.
///
/// # Errors
/// When it does not build or is larger than it may be.
pub fn build(tools: &Tools) -> Result<PathBuf> {
    let dist = workspace::dist()?;
    let record = workspace::notes("xtask")?.join("page.stamp");
    let sources = stamp::of(&stamp::sources(workspace::root())?)?;
    if fs::read_to_string(&record).is_ok_and(|text| text == together(sources, &dist)) {
        say::note("the page is up to date");
        return Ok(dist);
    }
    say::step("Building the page (release)");
    let begun = Instant::now();
    // Trunk 0.21 takes this variable for its own flag and does not understand the 1.
    command::run(
        tools
            .command("trunk")
            .args(["build", "--release", "--dist"])
            .arg(&dist)
            .env_remove("NO_COLOR")
            .env(
                "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS",
                without_machine_paths(),
            ),
    )?;
    let finish = workspace::root().join("xtask/page");
    npm_ci(&finish)?;
    say::step("Compressing the page");
    command::run(
        tools
            .command("node")
            .arg(finish.join("finish.mjs"))
            .arg(&dist),
    )?;
    budget::check(&dist)?;
    fs::write(&record, together(sources, &dist))
        .with_context(|| format!("cannot write {}", record.display()))?;
    say::note(format_args!("page: {}", say::elapsed(begun.elapsed())));
    Ok(dist)
}

/// Flags that keep this machine's folders out of the panic messages of what is shipped:
/// nobody's business, and two kilobytes.
fn without_machine_paths() -> String {
    let flags = env::var("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS").unwrap_or_default();
    let home = env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| env::home_dir().map(|home| home.join(".cargo")));
    let folders = [
        home.map(|home| home.join("registry/src")),
        Some(workspace::root().to_owned()),
    ];
    folders.into_iter().flatten().fold(flags, |flags, folder| {
        // A flag can't hold a blank; such a folder stays in.
        match folder.to_str() {
            Some(path) if !path.contains(' ') => format!("{flags} --remap-path-prefix={path}="),
            _ => flags,
        }
    })
}

/// What the page was made of and what came out, so that neither a change of a source
/// nor one of the result goes unnoticed.
fn together(sources: u64, dist: &Path) -> String {
    let result = stamp::files(dist).and_then(|files| stamp::of(&files));
    result.map_or_else(
        |_missing| String::new(),
        |result| format!("{sources:016x} {result:016x}\n"),
    )
}
