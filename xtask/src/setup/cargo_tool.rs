//! Tools that come as crates. They are built once, by a light profile: a tool that is
//! optimised for half a quarter of an hour saves less than that in a year.

use std::{
    fs::{self, File, TryLockError},
    path::PathBuf,
    process::Command,
    sync::atomic::{AtomicBool, Ordering},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail};

use crate::{command, interrupt, say, version, workspace};

/// Whether a tool was built by this run.
static BUILT: AtomicBool = AtomicBool::new(false);

/// Removes what the tools were built from: a gigabyte that is not needed again. Only
/// after a run that built one, and not while another run is building.
pub fn tidy_up() {
    if BUILT.load(Ordering::Relaxed) {
        // It is a cache: what stays is used or removed the next time.
        remove_build().ok();
    }
}

fn remove_build() -> Result<()> {
    let lock = lock_file()?;
    lock.try_lock()?;
    Ok(fs::remove_dir_all(build_folder()?)?)
}

fn build_folder() -> Result<PathBuf> {
    Ok(workspace::tools()?.join("build"))
}

/// What is locked while a tool is built, so that two runs don't build it twice.
fn lock_file() -> Result<File> {
    let folder = workspace::tools()?;
    fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
    Ok(File::create(folder.join("lock"))?)
}

/// Waits until no other run builds a tool; the lock ends with the file.
fn lock() -> Result<File> {
    let file = lock_file()?;
    while let Err(error) = file.try_lock() {
        match error {
            TryLockError::WouldBlock if interrupt::requested() => bail!("interrupted"),
            TryLockError::WouldBlock => thread::sleep(Duration::from_millis(200)),
            TryLockError::Error(error) => return Err(error.into()),
        }
    }
    Ok(file)
}

/// A program that `cargo install` can build.
pub struct CargoTool {
    package: &'static str,
    program: &'static str,
    version: String,
    arguments: &'static [&'static str],
    purpose: &'static str,
    /// Whether it says its version when asked. One that does not is known by the folder
    /// that it was installed into.
    says_version: bool,
}

/// Builds the page.
pub fn trunk() -> CargoTool {
    CargoTool {
        package: "trunk",
        program: "trunk",
        version: "0.21.14".to_owned(),
        // Its newest dependencies do not compile, those of its lock do. The features
        // are those to be had without a system library.
        arguments: &["--locked", "--no-default-features", "--features", "rustls"],
        purpose: "builds the page",
        says_version: true,
    }
}

/// Makes the page's JavaScript glue; must be of the version that the page links.
pub fn wasm_bindgen(version: &str) -> CargoTool {
    CargoTool {
        package: "wasm-bindgen-cli",
        program: "wasm-bindgen",
        version: version.to_owned(),
        // Not by its lock: that names crates that some registries do not carry yet.
        arguments: &[],
        purpose: "joins wasm and JavaScript",
        says_version: true,
    }
}

/// Cuts the page's program into parts.
pub fn wasm_split() -> CargoTool {
    CargoTool {
        package: "wasm_split_cli_support",
        program: "wasm-split-cli",
        version: "0.2.4".to_owned(),
        arguments: &["--locked", "--features", "build-binary"],
        purpose: "cuts the page's program into parts",
        says_version: false,
    }
}

/// Runs the browser tests.
pub fn wasm_pack() -> CargoTool {
    CargoTool {
        package: "wasm-pack",
        program: "wasm-pack",
        version: "0.15.1".to_owned(),
        arguments: &[],
        purpose: "runs the browser tests",
        says_version: true,
    }
}

impl CargoTool {
    /// The folder that holds the program; none if PATH has it at this version.
    ///
    /// # Errors
    /// When it has to be installed and can't be.
    pub fn ensure(&self) -> Result<Option<PathBuf>> {
        if self.says_version && self.is_this_version(Command::new(self.program)) {
            return Ok(None);
        }
        let home = workspace::tools()?.join(format!("{}-{}", self.package, self.version));
        let folder = home.join("bin");
        let program = folder.join(self.program);
        let is_there = || match self.says_version {
            true => self.is_this_version(Command::new(&program)),
            false => program.exists() || program.with_extension("exe").exists(),
        };
        if !is_there() {
            let _building = lock()?;
            // Another run may have built it while we waited.
            if !is_there() {
                self.install(&home)?;
            }
        }
        Ok(Some(folder))
    }

    fn is_this_version(&self, mut program: Command) -> bool {
        command::read(program.arg("--version"))
            .is_ok_and(|text| version::printed(&text) == Some(&self.version))
    }

    fn install(&self, home: &PathBuf) -> Result<()> {
        let name = format!("{} {}", self.package, self.version);
        say::step(format_args!(
            "Building {name}, which {}: neither on PATH nor in {} (once; a few minutes)",
            self.purpose,
            home.display()
        ));
        let begun = Instant::now();
        let mut install = Command::new("cargo");
        install
            .args([
                "install",
                self.package,
                "--version",
                &self.version,
                "--force",
            ])
            .args(self.arguments)
            .arg("--root")
            .arg(home)
            // The tools share most of their dependencies, and nothing with the project.
            .env("CARGO_TARGET_DIR", build_folder()?)
            .env("CARGO_PROFILE_RELEASE_LTO", "off")
            .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
            .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1")
            .env_remove("CARGO_BUILD_TARGET")
            .env_remove("RUSTFLAGS");
        BUILT.store(true, Ordering::Relaxed);
        command::run(&mut install).with_context(|| format!("cannot install {name}"))?;
        say::note(format_args!("{name}: {}", say::elapsed(begun.elapsed())));
        Ok(())
    }
}
