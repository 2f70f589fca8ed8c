//! Other programs: run with progress shown, watched, and never left behind.

use std::{
    io::{BufRead, BufReader, PipeReader, Write},
    process::{Command, ExitStatus, Stdio},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail};

pub use running::Running;

mod running;

/// What a recorded program said, and how it ended.
pub struct Recording {
    /// Whether it ended well.
    pub success: bool,
    /// Both of its output streams, interleaved as they came.
    pub output: String,
}

/// Runs a program to its end; what it prints is shown.
///
/// # Errors
/// When it can't be started, fails, or somebody asked us to stop.
pub fn run(command: &mut Command) -> Result<()> {
    let status = Running::start(command)?.wait(None)?;
    succeeded(command, status)
}

/// The same, for a program that may hang.
///
/// # Errors
/// Also when the time is over.
pub fn run_within(command: &mut Command, limit: Duration) -> Result<()> {
    let status = Running::start(command)?.wait(Some(Instant::now() + limit))?;
    succeeded(command, status)
}

/// What a short program prints to its standard output; nothing is shown.
///
/// # Errors
/// When it can't be started or fails; with what it printed to standard error.
pub fn read(command: &mut Command) -> Result<String> {
    let output = command
        .stdin(Stdio::null())
        .output()
        .with_context(|| format!("cannot run `{}`", text(command)))?;
    if !output.status.success() {
        let why = String::from_utf8_lossy(&output.stderr);
        bail!("`{}` failed: {}", text(command), why.trim());
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Runs a program to its end, shows what it prints, and keeps it. Whatever it leaves
/// running ends with it.
///
/// # Errors
/// When it can't be started or somebody asked us to stop; not when it fails.
pub fn record(command: &mut Command) -> Result<Recording> {
    let (reader, writer) = std::io::pipe()?;
    command.stdout(writer.try_clone()?).stderr(writer);
    let mut running = Running::start(command)?;
    // The command holds the pipe's writing ends, and the pipe ends with the last one.
    command.stdout(Stdio::null()).stderr(Stdio::null());
    let listener = thread::spawn(move || show_and_keep(reader));
    let status = running.wait(None);
    running.stop();
    let output = listener.join().unwrap_or_default();
    Ok(Recording {
        success: status?.success(),
        output,
    })
}

fn show_and_keep(reader: PipeReader) -> String {
    let mut kept = String::new();
    let mut shown = std::io::stdout();
    for line in BufReader::new(reader).split(b'\n').map_while(Result::ok) {
        let line = String::from_utf8_lossy(&line);
        // A closed terminal is no reason to lose the output.
        writeln!(shown, "{line}").ok();
        kept.push_str(&line);
        kept.push('\n');
    }
    kept
}

fn succeeded(command: &Command, status: ExitStatus) -> Result<()> {
    if status.success() {
        return Ok(());
    }
    bail!("`{}` ended with {status}", text(command))
}

/// A command as a person would type it.
pub fn text(command: &Command) -> String {
    let program = command.get_program().to_string_lossy();
    command
        .get_args()
        .fold(program.into_owned(), |mut text, argument| {
            text.push(' ');
            text.push_str(&argument.to_string_lossy());
            text
        })
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn shell(script: &str) -> Command {
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        command
    }

    #[test]
    fn a_failure_is_an_error_that_names_the_command() {
        let error = run(&mut shell("exit 3")).unwrap_err().to_string();
        assert!(error.contains("sh -c exit 3"), "{error}");
        let error = read(&mut shell("echo why >&2; exit 1")).unwrap_err();
        assert!(error.to_string().ends_with("why"), "{error}");
    }

    #[test]
    fn a_recording_holds_both_streams_and_the_failure() {
        let recording = record(&mut shell("echo out; echo err >&2; exit 1")).unwrap();
        assert!(!recording.success);
        assert_eq!(recording.output, "out\nerr\n");
    }

    #[test]
    fn a_recording_ends_with_the_program_even_if_a_grandchild_lives_on() {
        let recording = record(&mut shell("sleep 600 & echo done")).unwrap();
        assert!(recording.success);
        assert_eq!(recording.output, "done\n");
    }

    #[test]
    fn a_program_that_hangs_is_stopped_when_its_time_is_over() {
        let error = run_within(&mut shell("sleep 600"), Duration::from_millis(50));
        assert!(error.unwrap_err().to_string().contains("took longer"));
    }
}
