//! The backend: built for a server, and run beside us.

use std::{
    env,
    ffi::OsString,
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{ChildStdout, Command, Stdio},
    sync::mpsc::{self, RecvTimeoutError},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail};

use crate::{
    command::{self, Running},
    interrupt, say, workspace,
};

/// The line that the backend prints when it answers requests, up to its address.
const READY: &str = "Relux Credits is ready at ";

/// A million rows of demo data take up to two minutes on a slow machine.
const PATIENCE: Duration = Duration::from_secs(600);

/// Everybody in the demo data has this password.
pub const DEMO_PASSWORD: &str = "relux-demo";

/// Lets one person ask as often as the machine allows: tests and measurements are a
/// crowd behind a single name.
const UNLIMITED: &[&str] = &[
    "--requests-per-second",
    "1000000",
    "--sign-ins-per-minute",
    "1000000",
    "--invitations-per-hour",
    "1000000",
    "--organisations-per-day",
    "1000000",
];

/// How to run it.
pub struct Options {
    /// The address to listen on; port 0 takes a free one.
    pub listen: String,
    /// Where its files go.
    pub data: PathBuf,
    /// Another database than the SQLite file in there.
    pub database_url: Option<String>,
    /// The built page, if it is to be served.
    pub page: Option<PathBuf>,
    /// Whether demo data is added, and how many further rows of history.
    pub demo: Option<u32>,
    /// The port of the sandbox payment provider; a free one, if absent.
    pub sandbox_port: Option<u16>,
    /// Whether one person may ask as often as the machine allows.
    pub unlimited: bool,
    /// What else it is told.
    pub flags: &'static [&'static str],
}

/// A running backend; dropping it stops it.
pub struct Backend {
    /// Where it answers, such as `http://127.0.0.1:8080`.
    pub url: String,
    running: Running,
}

/// Builds it and says where the program is.
///
/// # Errors
/// When it does not build.
pub fn build() -> Result<PathBuf> {
    let name = "relux-credits-backend";
    let mut build = workspace::cargo();
    build.args([
        "build",
        "--profile",
        "server",
        "-p",
        "backend",
        "--bin",
        name,
    ]);
    command::run(&mut build)?;
    let program = format!("{name}{}", env::consts::EXE_SUFFIX);
    Ok(workspace::target()?.join("server").join(program))
}

/// Starts it and waits until it answers. What it prints is shown.
///
/// # Errors
/// When it ends before it is ready, or takes too long.
pub fn start(program: &Path, options: &Options) -> Result<Backend> {
    let mut command = Command::new(program);
    command
        .args(arguments(options))
        .current_dir(workspace::root())
        .stdout(Stdio::piped());
    // The URL may hold a password, and arguments are seen by everybody on the machine.
    if let Some(url) = &options.database_url {
        command.env("RELUX_DATABASE_URL", url);
    }
    let mut running = Running::start(&mut command)?;
    let output = running
        .child()
        .stdout
        .take()
        .context("the backend has no output")?;
    let (tell, told) = mpsc::channel();
    thread::spawn(move || listen(output, &tell));
    let deadline = Instant::now() + PATIENCE;
    loop {
        match told.recv_timeout(Duration::from_millis(100)) {
            Ok(url) => return Ok(Backend { url, running }),
            Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => {}
        }
        if let Some(status) = running.ended()? {
            bail!("the backend ended before it was ready: {status}");
        }
        if interrupt::requested() || Instant::now() > deadline {
            bail!("the backend did not become ready");
        }
    }
}

impl Backend {
    /// Waits until it ends or somebody asks us to stop.
    ///
    /// # Errors
    /// When it fails.
    pub fn wait(mut self) -> Result<()> {
        let status = self.running.wait(None)?;
        if status.success() {
            return Ok(());
        }
        bail!("the backend ended with {status}")
    }
}

fn arguments(options: &Options) -> Vec<OsString> {
    let mut arguments: Vec<OsString> = vec![
        "--development".into(),
        "--listen".into(),
        options.listen.clone().into(),
        "--data".into(),
        options.data.clone().into(),
    ];
    if let Some(page) = &options.page {
        arguments.extend(["--page".into(), page.clone().into()]);
    }
    if let Some(rows) = options.demo {
        arguments.push("--demo".into());
        if rows > 0 {
            arguments.extend(["--demo-rows".into(), rows.to_string().into()]);
        }
    }
    if let Some(port) = options.sandbox_port {
        arguments.push("--sandbox-listen".into());
        arguments.push(format!("127.0.0.1:{port}").into());
    }
    if options.unlimited {
        arguments.extend(UNLIMITED.iter().map(OsString::from));
    }
    arguments.extend(options.flags.iter().map(OsString::from));
    arguments
}

/// Shows what the backend prints, and tells its address as soon as it is said.
fn listen(output: ChildStdout, tell: &mpsc::Sender<String>) {
    for line in BufReader::new(output).lines().map_while(Result::ok) {
        match line.split_once(READY) {
            // Whoever waits may have given up, and the log goes on all the same.
            Some((_before, url)) => drop(tell.send(url.trim().to_owned())),
            None => say::note(line),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn demo_rows_are_only_asked_for_with_demo_data() {
        let options = |demo| Options {
            listen: "127.0.0.1:0".to_owned(),
            data: "data".into(),
            database_url: None,
            page: None,
            demo,
            sandbox_port: None,
            unlimited: false,
            flags: &[],
        };
        let text = |demo| arguments(&options(demo)).join(&OsString::from(" "));
        let plain = "--development --listen 127.0.0.1:0 --data data";
        assert_eq!(text(None), plain);
        assert_eq!(text(Some(0)), format!("{plain} --demo").as_str());
        assert_eq!(
            text(Some(9)),
            format!("{plain} --demo --demo-rows 9").as_str()
        );
    }
}
