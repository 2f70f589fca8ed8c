//! An SMTP server of one test's own.

use std::{
    io::{BufRead as _, BufReader, Write as _},
    process::{Child, Command, Stdio},
    sync::{Arc, Mutex, Once},
    thread,
    time::Duration,
};

use serde_json::Value;

static SKIPPED: Once = Once::new();

/// A running server, which ends with this.
pub struct Server {
    child: Child,
    pub url: String,
    taken: Arc<Mutex<Vec<Value>>>,
}

impl Drop for Server {
    fn drop(&mut self) {
        // It is gone already, or goes now.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Runs a test against a server that treats its first mails in those manners, and takes
/// the others.
pub async fn with_server(manners: &[&str], test: impl AsyncFn(&Server)) {
    let Some(python) = std::env::var_os("RELUX_TEST_AIOSMTPD") else {
        SKIPPED.call_once(|| {
            // Not `eprintln!`, which is shown only when a test fails.
            let note = "\n*** SKIPPED against aiosmtpd: RELUX_TEST_AIOSMTPD is not set ***\n";
            std::io::stderr().write_all(note.as_bytes()).unwrap();
        });
        return;
    };
    let mut child = Command::new(python)
        .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/mail/server.py"))
        .args(manners)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let port = lines.next().unwrap().unwrap();
    let taken = Arc::new(Mutex::new(Vec::new()));
    thread::spawn({
        let taken = Arc::clone(&taken);
        move || {
            for line in lines {
                let mail = serde_json::from_str(&line.unwrap()).unwrap();
                taken.lock().unwrap().push(mail);
            }
        }
    });
    let server = Server {
        child,
        url: format!("smtp://127.0.0.1:{port}"),
        taken,
    };
    test(&server).await;
}

impl Server {
    /// The mails that it has taken. What it has answered, it has printed.
    pub fn taken(&self) -> Vec<Value> {
        thread::sleep(Duration::from_millis(100));
        self.taken.lock().unwrap().clone()
    }
}
