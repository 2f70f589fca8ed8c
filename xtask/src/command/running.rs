//! A program that runs beside us, in a process group of its own, so that it can be
//! stopped together with whatever it started.

use std::{
    process::{Child, Command, ExitStatus, Stdio},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail};

use crate::{command, interrupt};

/// How often a waiting thread looks up.
const GLANCE: Duration = Duration::from_millis(20);

/// How long a program may take to end before it is killed.
const PATIENCE: Duration = Duration::from_secs(8);

/// A running program; dropping it stops it and what it started.
pub struct Running {
    child: Child,
    name: String,
    polite: &'static str,
}

impl Running {
    /// Starts it, without standard input.
    ///
    /// # Errors
    /// When it can't be started.
    pub fn start(command: &mut Command) -> Result<Self> {
        command.stdin(Stdio::null());
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(command, 0);
        let name = command::text(command);
        let child = command
            .spawn()
            .with_context(|| format!("cannot run `{name}`"))?;
        Ok(Self {
            child,
            name,
            polite: "TERM",
        })
    }

    /// Names the signal that asks this program to end, where `TERM` means something else.
    #[must_use]
    pub fn ends_on(mut self, signal: &'static str) -> Self {
        self.polite = signal;
        self
    }

    /// The child, for its pipes.
    pub fn child(&mut self) -> &mut Child {
        &mut self.child
    }

    /// Waits for the end, until the deadline if there is one.
    ///
    /// # Errors
    /// When the deadline passes or somebody asked us to stop.
    pub fn wait(&mut self, deadline: Option<Instant>) -> Result<ExitStatus> {
        loop {
            if let Some(status) = self.child.try_wait()? {
                return Ok(status);
            }
            if interrupt::requested() {
                bail!("`{}` was interrupted", self.name);
            }
            if deadline.is_some_and(|deadline| Instant::now() > deadline) {
                bail!("`{}` took longer than it may", self.name);
            }
            thread::sleep(GLANCE);
        }
    }

    /// How it ended, if it did.
    ///
    /// # Errors
    /// When the system can't say.
    pub fn ended(&mut self) -> Result<Option<ExitStatus>> {
        Ok(self.child.try_wait()?)
    }

    /// Stops it and what it started: asks, waits a few seconds, then kills.
    pub fn stop(&mut self) {
        let deadline = Instant::now() + PATIENCE;
        self.signal(self.polite);
        while Instant::now() < deadline {
            if !matches!(self.child.try_wait(), Ok(None)) {
                break;
            }
            thread::sleep(GLANCE);
        }
        self.signal("KILL");
        // Both fail only when it has ended already, which is what we want.
        self.child.kill().ok();
        self.child.wait().ok();
    }

    /// Signals the whole group. By the shell's own `kill`, which every Unix has, since
    /// the standard library can only kill a single process.
    fn signal(&self, signal: &str) {
        if cfg!(unix) {
            let kill = format!("kill -{signal} -{}", self.child.id());
            Command::new("sh")
                .args(["-c", &kill])
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .status()
                .ok();
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        if matches!(self.child.try_wait(), Ok(None)) {
            self.stop();
        }
    }
}
