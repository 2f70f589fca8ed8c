//! The source of the standard library. The page is built with a library of its own: one
//! that ends the program where it would have written a message, which is a sixth of what
//! a customer downloads.

use std::{path::Path, process::Command, time::Duration};

use crate::{command, say, workspace};

/// A server that can't be reached may leave rustup waiting for ever.
const RUSTUP_TIME: Duration = Duration::from_secs(240);

/// Sees to it that the source lies in the compiler's folder; says whether it does. The
/// page builds without it, too, and is larger then.
pub fn ensure(sysroot: &Path) -> bool {
    let is_there = || sysroot.join("lib/rustlib/src/rust/library/std").is_dir();
    if is_there() {
        return true;
    }
    say::step("Adding the source of the standard library");
    let mut add = Command::new("rustup");
    add.args(["component", "add", "rust-src"])
        .current_dir(workspace::root());
    if let Err(error) = command::run_within(&mut add, RUSTUP_TIME) {
        say::note(format_args!("{error:#}"));
        say::warning(
            "the page will be larger than what is shipped; get it with: rustup component add rust-src",
        );
    }
    is_there()
}
