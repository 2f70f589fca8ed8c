//! The page as it is shipped: built by Trunk, compressed beside itself, and weighed.

pub mod budget;
mod embed;
mod parts;
mod sheets;
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

/// Views of one type: slower to build up by nothing that anybody sees, and a sixth less to
/// download than a type a view.
const ERASED: &str = "--cfg erase_components";

/// The standard library is built with the page and optimised as one with it. That is not
/// stable yet, hence the variable that has a stable compiler do it.
const OWN_STD: [(&str, &str); 2] = [
    ("RUSTC_BOOTSTRAP", "1"),
    ("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort"),
];

/// A panic ends the program at once, and the html shows the crash page; no text of a
/// message and no place in a source is in what is shipped. `-Zfmt-debug=none` is not among
/// these: chrono writes its instants by `Debug`, and each would be empty.
const WITHOUT_MESSAGES: &str = "-Zunstable-options -Cpanic=immediate-abort -Zlocation-detail=none";

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
    let mut trunk = tools.command("trunk");
    trunk
        .args(["build", "--release", "--dist"])
        .arg(&dist)
        .env_remove("NO_COLOR")
        .env(parts::WITH_NAMES.0, parts::WITH_NAMES.1);
    let mut flags = format!("{} {ERASED} {}", without_machine_paths(), parts::FLAGS);
    if tools.have_the_source_of_std() {
        trunk.envs(OWN_STD);
        flags = format!("{flags} {WITHOUT_MESSAGES}");
    }
    trunk.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", flags);
    command::run(&mut trunk)?;
    let sheet = sheets::join(&dist)?;
    let program = parts::cut(tools, &dist)?;
    embed::write(&dist, &program, &sheet)?;
    let finish = workspace::root().join("xtask/page");
    npm_ci(&finish)?;
    say::step("Compressing the page");
    command::run(
        tools
            .command("node")
            .arg(finish.join("finish.mjs"))
            .arg(&dist),
    )?;
    budget::check(&dist, tools.have_the_source_of_std())?;
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
