//! Packages of a Debian system (or a relative of it) where we may install them.

use std::{
    path::Path,
    process::Command,
    sync::atomic::{AtomicBool, Ordering},
};

use anyhow::{Result, bail};

use crate::{command, say};

/// Whether this is a Debian system and we may install packages without being asked
/// for a password.
pub fn usable() -> bool {
    Path::new("/etc/debian_version").exists() && (root() || sudo_asks_nothing())
}

/// Whether we are root.
pub fn root() -> bool {
    command::read(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0")
}

fn sudo_asks_nothing() -> bool {
    command::read(Command::new("sudo").args(["-n", "true"])).is_ok()
}

/// Whether the system has a package of that name to install.
pub fn knows(package: &str) -> bool {
    command::read(Command::new("apt-cache").args(["show", package])).is_ok()
}

/// Installs packages.
///
/// # Errors
/// When we may not, or apt-get fails; with the command to type.
pub fn install(packages: &[&str], why: &str) -> Result<()> {
    static UPDATED: AtomicBool = AtomicBool::new(false);

    let names = packages.join(" ");
    let by_hand = format!("{why}; install it with: sudo apt-get install {names}");
    if !usable() {
        bail!(by_hand);
    }
    say::step(format_args!("Installing {names}: {why}"));
    let installed = || {
        if !UPDATED.swap(true, Ordering::Relaxed) {
            command::run(apt_get().args(["-q", "update"]))?;
        }
        command::run(
            apt_get()
                .args(["-q", "install", "-y", "--no-install-recommends"])
                .args(packages),
        )
    };
    installed().map_err(|error| error.context(by_hand))
}

fn apt_get() -> Command {
    let mut command = if root() {
        Command::new("apt-get")
    } else {
        let mut sudo = Command::new("sudo");
        sudo.args(["-n", "--preserve-env=DEBIAN_FRONTEND", "apt-get"]);
        sudo
    };
    // A system that updates itself in the background holds the lock for a while.
    command.args(["-o", "DPkg::Lock::Timeout=300"]);
    command.env("DEBIAN_FRONTEND", "noninteractive");
    command
}
