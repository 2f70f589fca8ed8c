//! The wasm32 target from Debian's packages alone. They hold a compiler, cargo and the
//! standard library's source, but not the library for this target: it is built here,
//! once, into a folder of our own, where the compiler is told to look. Nothing outside
//! the cache is written, and the host's own toolchain stays what it was.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
    time::Instant,
};

use anyhow::{Context, Result};

use super::{TARGET, has_standard_library, library};
use crate::{
    command, say,
    setup::{apt, tools::Tools},
    version, workspace,
};

const CARGO: &str = "/usr/bin/cargo";
const RUSTC: &str = "/usr/bin/rustc";
const RUSTDOC: &str = "/usr/bin/rustdoc";
const RUSTLIB: &str = "/usr/lib/rustlib";
const LINKER: &str = "wasm-ld-19";
const PACKAGES: [&str; 4] = ["rustc-web", "cargo-web", "rust-web-src", "lld-19"];

/// The crate whose only purpose is that cargo builds the standard library for it.
const EMPTY_CRATE: &str = "#![no_std]\n";
const EMPTY_NAME: &str = "only_the_standard_library";

/// Whether the packages are installed.
pub fn is_there() -> bool {
    let library = Path::new(RUSTLIB).join("src/rust/library/std/Cargo.toml");
    let linker = Path::new("/usr/bin").join(LINKER);
    [Path::new(CARGO), Path::new(RUSTC), &library, &linker]
        .iter()
        .all(|path| path.exists())
}

/// Whether the target has been made already.
pub fn is_ready() -> bool {
    is_there() && home().is_ok_and(|home| has_standard_library(&home))
}

/// Sees to it that the target is there, and notes the compiler that has it.
///
/// # Errors
/// When the packages can't be installed or the standard library does not build.
pub fn ensure(tools: &mut Tools) -> Result<()> {
    if !is_there() {
        apt::install(
            &PACKAGES,
            "rustup cannot get the wasm target, Debian's compiler can",
        )?;
    }
    let home = home()?;
    if !has_standard_library(&home) {
        build_standard_library(&home)?;
    }
    let shims = home.join("bin");
    write_shims(&home, &shims)?;
    // Trunk and others ask this variable for cargo before they look on PATH.
    tools.set("CARGO", shims.join("cargo"));
    tools.set("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", LINKER);
    tools.add(Some(shims));
    tools.with_a_foreign_compiler();
    Ok(())
}

/// Our folder for the installed version of the compiler.
fn home() -> Result<PathBuf> {
    let printed = command::read(Command::new(RUSTC).arg("--version"))?;
    let version = version::printed(&printed).context("rustc prints no version")?;
    Ok(workspace::tools()?.join(format!("rustc-web-{version}")))
}

fn build_standard_library(home: &Path) -> Result<()> {
    say::step(format_args!(
        "Building the standard library for {TARGET} (once; about a minute)"
    ));
    let begun = Instant::now();
    let build = home.join("build");
    fs::create_dir_all(build.join("src"))?;
    fs::write(build.join("src/lib.rs"), EMPTY_CRATE)?;
    fs::write(
        build.join("Cargo.toml"),
        format!("[workspace]\n[package]\nname = \"{EMPTY_NAME}\"\nedition = \"2024\"\n"),
    )?;
    let mut cargo = Command::new(CARGO);
    cargo
        .args(["build", "--release", "--target", TARGET])
        .arg("-Zbuild-std=std,panic_abort,panic_unwind,proc_macro")
        .current_dir(&build)
        .env("RUSTC", RUSTC)
        .env("RUSTC_BOOTSTRAP", "1")
        // Without bitcode in the library the page could not be optimised as a whole.
        .env("RUSTFLAGS", "-Cembed-bitcode=yes")
        .env("CARGO_TARGET_DIR", build.join("target"))
        .env_remove("CARGO_BUILD_TARGET")
        .env_remove("CARGO_ENCODED_RUSTFLAGS")
        .env_remove("RUSTUP_TOOLCHAIN");
    command::run(&mut cargo).context("Debian's standard library does not build for wasm")?;
    keep(
        &build.join("target").join(TARGET).join("release/deps"),
        home,
    )?;
    fs::remove_dir_all(&build)?;
    say::note(format_args!(
        "standard library: {}",
        say::elapsed(begun.elapsed())
    ));
    Ok(())
}

/// Moves the built libraries to where a compiler looks for them. They arrive under
/// another name first, so that an interrupted copy is not taken for a whole one.
fn keep(built: &Path, home: &Path) -> Result<()> {
    let library = library(home);
    let unfinished = home.join("unfinished");
    fs::create_dir_all(&unfinished)?;
    for file in fs::read_dir(built)? {
        let file = file?;
        let name = file.file_name();
        let text = name.to_string_lossy();
        if text.ends_with(".rlib") && !text.contains(EMPTY_NAME) {
            fs::copy(file.path(), unfinished.join(&name))?;
        }
    }
    fs::create_dir_all(library.parent().unwrap_or(home))?;
    fs::rename(unfinished, library)?;
    Ok(())
}

/// A cargo and a rustc that know of the library: the compiler gets a folder with our
/// target beside links to its own.
fn write_shims(home: &Path, shims: &Path) -> Result<()> {
    fs::create_dir_all(shims)?;
    for entry in fs::read_dir(RUSTLIB)? {
        let entry = entry?;
        let link = home.join("lib/rustlib").join(entry.file_name());
        if !link.exists() {
            link_to(&entry.path(), &link)?;
        }
    }
    let cargo = shims.join("cargo");
    if !cargo.exists() {
        link_to(Path::new(CARGO), &cargo)?;
    }
    for (name, program) in [("rustc", RUSTC), ("rustdoc", RUSTDOC)] {
        write_shim(&shims.join(name), program, home)?;
    }
    Ok(())
}

fn write_shim(shim: &PathBuf, program: &str, home: &Path) -> Result<()> {
    let script = format!(
        "#!/bin/sh\nexec {program} --sysroot '{}' \"$@\"\n",
        home.display()
    );
    if fs::read_to_string(shim).is_ok_and(|text| text == script) {
        return Ok(());
    }
    fs::write(shim, script)?;
    command::read(Command::new("chmod").arg("755").arg(shim))?;
    Ok(())
}

/// By a program, since the library's functions for it exist on Unix only, and this
/// file is compiled everywhere so that it is checked everywhere.
fn link_to(target: &Path, link: &Path) -> Result<()> {
    command::read(Command::new("ln").arg("-s").arg(target).arg(link))?;
    Ok(())
}
