//! Where the tools of a task were found.

use std::{env, ffi::OsString, path::PathBuf, process::Command};

use crate::workspace;

/// Folders to look for programs in before PATH, and variables that they need.
#[derive(Debug, Default)]
pub struct Tools {
    folders: Vec<PathBuf>,
    variables: Vec<(&'static str, OsString)>,
    foreign: bool,
    source_of_std: bool,
}

impl Tools {
    /// Looks in this folder too; `None` stands for "was on PATH".
    pub fn add(&mut self, folder: Option<PathBuf>) {
        self.folders.extend(folder);
    }

    /// Sets a variable for every program.
    pub fn set(&mut self, name: &'static str, value: impl Into<OsString>) {
        self.variables.push((name, value.into()));
    }

    /// Says that the wasm target belongs to another compiler than the host's.
    pub fn with_a_foreign_compiler(&mut self) {
        self.foreign = true;
    }

    /// Whether the wasm target belongs to another compiler than the host's: one that
    /// comes without clippy.
    pub const fn have_a_foreign_compiler(&self) -> bool {
        self.foreign
    }

    /// Says that the standard library can be built for the page.
    pub fn with_the_source_of_std(&mut self) {
        self.source_of_std = true;
    }

    /// Whether the standard library can be built for the page.
    pub const fn have_the_source_of_std(&self) -> bool {
        self.source_of_std
    }

    /// A program to be run in the checkout, with these tools at hand.
    pub fn command(&self, program: &str) -> Command {
        let path = env::var_os("PATH").unwrap_or_default();
        let folders = self.folders.iter().cloned();
        let path = env::join_paths(folders.chain(env::split_paths(&path))).unwrap_or(path);
        let mut command = Command::new(program);
        command
            .current_dir(workspace::root())
            .env("PATH", path)
            .envs(self.variables.iter().map(|(name, value)| (name, value)));
        command
    }
}
