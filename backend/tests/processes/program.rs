//! The real program, started, killed, put to sleep and woken.

use std::{
    io::{BufRead as _, BufReader},
    net::SocketAddr,
    process::{Child, Command, ExitStatus, Stdio},
    time::{Duration, Instant},
};

use backend::http::NOTICES;
use tempfile::TempDir;

use crate::till::{KEY, Till, WEBHOOK_SECRET};

/// How long a program may take to do as it is told.
const PATIENCE: Duration = Duration::from_secs(40);

/// A running server. It is killed when this is dropped.
pub struct Program {
    child: Child,
    pub address: SocketAddr,
    /// Where it leaves its mails.
    _data: TempDir,
}

impl Program {
    /// Starts one on that database, which charges with that till's provider.
    pub fn start(database_url: &str, till: &Till) -> Self {
        Self::start_with(database_url, till, &[])
    }

    /// As [`Program::start`], with more in its environment.
    pub fn start_with(database_url: &str, till: &Till, environment: &[(&str, &str)]) -> Self {
        let data = tempfile::tempdir().unwrap();
        let mut child = Command::new(env!("CARGO_BIN_EXE_relux-credits-backend"))
            .args(["--listen", "127.0.0.1:0", "--hurry"])
            .args(["--package", "10=5.20", "--package", "50=26.00"])
            .args(["--requests-per-second", "1000000"])
            .args(["--database-url", database_url])
            .arg("--data")
            .arg(data.path())
            .args(["--stripe-url", till.running.url()])
            .env("RELUX_STRIPE_KEY", KEY)
            .env("RELUX_STRIPE_WEBHOOK_SECRET", WEBHOOK_SECRET)
            .env("RUST_LOG", "error")
            .envs(environment.iter().copied())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        let (_, address) = line.trim().rsplit_once("http://").unwrap();
        let address = address.parse().unwrap();
        till.sandbox()
            .set_webhook_url(Some(format!("http://{address}{NOTICES}")));
        Self {
            child,
            address,
            _data: data,
        }
    }

    /// `kill -9`.
    pub fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Asks it to stop, and sees that it does so well.
    pub async fn stop(mut self) {
        self.signal("-TERM");
        let status = self.ended().await;
        assert!(status.success(), "{status}");
    }

    /// Sends a signal.
    pub fn signal(&self, name: &str) {
        let pid = self.child.id().to_string();
        let sent = Command::new("kill").args([name, &pid]).status().unwrap();
        assert!(sent.success());
    }

    /// Waits for its end.
    pub async fn ended(&mut self) -> ExitStatus {
        let began = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status;
            }
            assert!(began.elapsed() < PATIENCE, "the program goes on");
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }

    /// Waits until it sleeps.
    pub async fn asleep(&self) {
        let began = Instant::now();
        let pid = self.child.id().to_string();
        loop {
            let asked = Command::new("ps")
                .args(["-o", "state=", "-p", &pid])
                .output();
            let state = asked.unwrap().stdout;
            if state.starts_with(b"T") {
                return;
            }
            assert!(began.elapsed() < PATIENCE, "the program does not sleep");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // An error means that it has ended.
        let _ended = self.child.kill();
        let _status = self.child.wait();
    }
}
