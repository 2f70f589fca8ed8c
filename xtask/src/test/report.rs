//! What was run, how long it took and how it ended.

use std::{
    fs,
    process::Command,
    time::{Duration, Instant},
};

use anyhow::Result;

use super::counts::{Counts, failed};
use crate::{
    command::{self, Recording},
    interrupt, say, workspace,
};

/// The steps so far.
#[derive(Default)]
pub struct Report {
    steps: Vec<Step>,
    skipped: Vec<String>,
}

struct Step {
    name: String,
    time: Duration,
    counts: Counts,
    failure: Option<String>,
}

/// How a step's output is read.
#[derive(Clone, Copy)]
pub enum Reads {
    /// A check: it ends well or not.
    Nothing,
    /// Tests: none at all is a failure too.
    Tests(fn(&str) -> Counts),
}

impl Report {
    /// Runs a command as a step of its own. What it prints is shown, and kept in a file.
    ///
    /// # Errors
    /// Only when somebody asked us to stop: a failure is noted.
    pub fn step(&mut self, name: &str, reads: Reads, command: &mut Command) -> Result<()> {
        say::step(name);
        say::note(command::text(command));
        let begun = Instant::now();
        let recording = command::record(command);
        if interrupt::requested() {
            return recording.map(drop);
        }
        let Recording { success, output } = recording.unwrap_or_else(|error| Recording {
            success: false,
            output: format!("{error:#}\n"),
        });
        keep(name, &output);
        let (counts, missing) = match reads {
            Reads::Nothing => (Counts::default(), false),
            Reads::Tests(count) => {
                let counts = count(&output);
                (counts, counts.passed == 0)
            }
        };
        let failure = match (success && counts.failed == 0, missing) {
            (true, false) => None,
            (true, true) => Some(format!("{output}\nNo test ran.\n")),
            (false, _) => Some(output),
        };
        self.add(name, begun.elapsed(), counts, failure);
        Ok(())
    }

    /// Does something that steps need; if it fails, that is a failed step.
    ///
    /// # Errors
    /// Only when somebody asked us to stop.
    pub fn prepare<T>(
        &mut self,
        name: &str,
        work: impl FnOnce() -> Result<T>,
    ) -> Result<Option<T>> {
        let begun = Instant::now();
        match work() {
            Ok(value) => Ok(Some(value)),
            Err(error) if interrupt::requested() => Err(error),
            Err(error) => {
                self.add(
                    name,
                    begun.elapsed(),
                    Counts::default(),
                    Some(format!("{error:#}\n")),
                );
                Ok(None)
            }
        }
    }

    /// Notes, loudly, what could not be run here.
    pub fn skip(&mut self, what: &str) {
        say::warning(format_args!("SKIPPED: {what}"));
        self.skipped.push(what.to_owned());
    }

    /// Prints the first failure whole and then the summary, in which whatever failed has its
    /// name. True if nothing failed.
    pub fn finish(&self) -> bool {
        let first = self
            .steps
            .iter()
            .find_map(|step| Some((&step.name, step.failure.as_ref()?)));
        if let Some((name, output)) = first {
            println!("\n══ The first failure: {name}\n\n{output}");
        }
        println!("\n══ Summary\n");
        for step in &self.steps {
            println!("{}", line(step));
            for test in step.failure.iter().flat_map(|output| failed(output)) {
                println!("          {test}");
            }
        }
        for what in &self.skipped {
            println!("SKIPPED {what}");
        }
        let counts: Counts = self.steps.iter().map(|step| step.counts).sum();
        println!("\n{} passed, {} failed", counts.passed, counts.failed);
        first.is_none()
    }

    fn add(&mut self, name: &str, time: Duration, counts: Counts, failure: Option<String>) {
        let step = Step {
            name: name.to_owned(),
            time,
            counts,
            failure,
        };
        println!("{}", line(&step));
        self.steps.push(step);
    }
}

fn line(step: &Step) -> String {
    let word = if step.failure.is_some() {
        "FAILED "
    } else {
        "ok     "
    };
    let Counts { passed, failed } = step.counts;
    let counts = if passed + failed > 0 {
        format!("{passed} passed, {failed} failed")
    } else {
        String::new()
    };
    let time = say::elapsed(step.time);
    format!("{word} {:<36} {time:>12}   {counts}", step.name)
        .trim_end()
        .to_owned()
}

/// Keeps a step's output. A log that can't be written is no reason to fail a test.
fn keep(name: &str, output: &str) {
    let file = format!("{}.log", name.replace(|c: char| !c.is_alphanumeric(), "-"));
    let kept =
        workspace::notes("xtask").and_then(|folder| Ok(fs::write(folder.join(file), output)?));
    if let Err(error) = kept {
        say::note(format_args!("no log kept: {error:#}"));
    }
}
