//! Tools that come as crates. They are built once, by a light profile: a tool that is
//! optimised for half a quarter of an hour saves less than that in a year.

use std::{
    fs,
    path::PathBuf,
    process::Command,
    sync::atomic::{AtomicBool, Ordering},
    time::Instant,
};

use anyhow::{Context, Result};

use crate::{command, say, version, workspace};

/// Whether a tool was built by this run.
static BUILT: AtomicBool = AtomicBool::new(false);

/// Removes what the tools were built from: a gigabyte that is not needed again. Only
/// after a run that built one, so that no other run's build is disturbed.
pub fn tidy_up() {
    if BUILT.load(Ordering::Relaxed) {
        // It is a cache: what stays is used or removed the next time.
        build_folder()
            .and_then(|folder| Ok(fs::remove_dir_all(folder)?))
            .ok();
    }
}

fn build_folder() -> Result<PathBuf> {
    Ok(workspace::tools()?.join("build"))
}

/// A program that `cargo install` can build.
pub struct CargoTool {
    package: &'static str,
    program: &'static str,
    version: String,
    arguments: &'static [&'static str],
    purpose: &'static str,
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
    }
}

impl CargoTool {
    /// The folder that holds the program; none if PATH has it at this version.
    ///
    /// # Errors
    /// When it has to be installed and can't be.
    pub fn ensure(&self) -> Result<Option<PathBuf>> {
        if self.is_this_version(Command::new(self.program)) {
            return Ok(None);
        }
        let home = workspace::tools()?.join(format!("{}-{}", self.package, self.version));
        let folder = home.join("bin");
        let program = folder.join(self.program);
        if !self.is_this_version(Command::new(&program)) {
            self.install(&home)?;
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
