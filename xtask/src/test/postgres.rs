//! A PostgreSQL server of our own, for as long as the tests run: its data are in a
//! temporary folder, its port is a free one, and no installed server is touched.

use std::{
    fs,
    net::{Ipv4Addr, TcpListener},
    path::{Path, PathBuf},
    process::{Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail};

use crate::{
    command::{self, Running},
    interrupt, say,
    setup::apt,
    version,
};

/// How long it may take to start.
const PATIENCE: Duration = Duration::from_secs(60);

/// Where Debian keeps the server's programs: in no folder of PATH, one a version.
const DEBIAN: &str = "/usr/lib/postgresql";

/// The user that Debian's package makes. PostgreSQL refuses to run as root.
const USER: &str = "postgres";

/// A running server; dropping it stops it and removes its data.
pub struct Server {
    /// A database to begin with, where new ones can be made.
    pub url: String,
    running: Option<Running>,
    folder: PathBuf,
}

/// Starts a server; none if PostgreSQL is not installed and we can't install it.
///
/// # Errors
/// When it is installed and does not start.
pub fn start() -> Result<Option<Server>> {
    if programs().is_none() && apt::usable() {
        // Without it the tests still run on SQLite, and say so.
        if let Err(error) = apt::install(&["postgresql"], "backend tests run on it too") {
            say::note(format_args!("{error:#}"));
        }
    }
    let Some(programs) = programs() else {
        return Ok(None);
    };
    say::step("Starting PostgreSQL for the tests");
    let folder = make_folder()?;
    let mut server = Server {
        url: String::new(),
        running: None,
        folder,
    };
    let data = server.folder.join("data");
    let mut init = as_user(&programs.join("initdb"));
    init.args(["-U", USER, "-A", "trust", "-E", "UTF8", "--no-locale", "-D"]);
    command::read(init.arg(&data))?;
    let port = free_port()?;
    let mut postgres = as_user(&programs.join("postgres"));
    postgres
        .arg("-D")
        .arg(&data)
        .args([
            "-c",
            "listen_addresses=127.0.0.1",
            "-c",
            "max_connections=300",
        ])
        .args(["-c", "fsync=on", "-c", "log_min_messages=fatal"])
        .arg("-c")
        .arg(format!("port={port}"))
        .arg("-c")
        .arg(format!(
            "unix_socket_directories={}",
            server.folder.display()
        ))
        .stdout(Stdio::null())
        .stderr(fs::File::create(
            std::env::temp_dir().join("relux-credits-postgres.log"),
        )?);
    // Asked with INT it ends its connections; with TERM it would wait for them.
    server.running = Some(Running::start(&mut postgres)?.ends_on("INT"));
    server.url = format!("postgres://{USER}@127.0.0.1:{port}/postgres");
    server.wait(&programs.join("pg_isready"), port)?;
    Ok(Some(server))
}

/// The folder of the newest server's programs.
pub fn programs() -> Option<PathBuf> {
    let on_path =
        crate::setup::on_path("initdb").and_then(|program| Some(program.parent()?.to_owned()));
    let versions = fs::read_dir(DEBIAN)
        .into_iter()
        .flatten()
        .filter_map(Result::ok);
    let debian = versions
        .filter_map(|entry| {
            let major = version::major(&entry.file_name().to_string_lossy())?;
            Some((major, entry.path().join("bin")))
        })
        .filter(|(_major, programs)| programs.join("initdb").is_file())
        .max_by_key(|(major, _programs)| *major)
        .map(|(_major, programs)| programs);
    debian.or(on_path)
}

impl Server {
    fn wait(&mut self, is_ready: &Path, port: u16) -> Result<()> {
        let deadline = Instant::now() + PATIENCE;
        let port = port.to_string();
        while command::read(Command::new(is_ready).args(["-h", "127.0.0.1", "-p", &port])).is_err()
        {
            let ended = self
                .running
                .as_mut()
                .map(Running::ended)
                .transpose()?
                .flatten();
            if let Some(status) = ended {
                bail!("PostgreSQL ended before it was ready: {status}");
            }
            if interrupt::requested() || Instant::now() > deadline {
                bail!("PostgreSQL did not become ready");
            }
            thread::sleep(Duration::from_millis(50));
        }
        Ok(())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // First the server, then its files.
        if let Some(mut running) = self.running.take() {
            running.stop();
        }
        // What is left in the temporary folder does no harm.
        fs::remove_dir_all(&self.folder).ok();
    }
}

/// A program to be run as a user that PostgreSQL accepts.
fn as_user(program: &Path) -> Command {
    let mut command;
    if apt::root() {
        command = Command::new("setpriv");
        let ids = [format!("--reuid={USER}"), format!("--regid={USER}")];
        command
            .args(ids)
            .arg("--init-groups")
            .arg("--")
            .arg(program);
    } else {
        command = Command::new(program);
    }
    // Somebody's checkout may be closed to that user.
    command.current_dir(std::env::temp_dir());
    command
}

/// A short path, since the system allows a socket's name about a hundred characters.
fn make_folder() -> Result<PathBuf> {
    let made = command::read(as_user(Path::new("mktemp")).args(["-d", "-t", "relux.XXXXXX"]))
        .context("cannot make a folder for PostgreSQL")?;
    Ok(PathBuf::from(made.trim()))
}

fn free_port() -> Result<u16> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    Ok(listener.local_addr()?.port())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::TcpStream;

    #[test]
    fn a_server_of_our_own_answers_and_leaves_nothing_behind() {
        if programs().is_none() {
            say::warning("SKIPPED: PostgreSQL is not installed");
            return;
        }
        let server = start().unwrap().unwrap();
        let address = server.url.split(['@', '/']).nth(3).unwrap().to_owned();
        let folder = server.folder.clone();
        assert!(TcpStream::connect(&address).is_ok());
        assert!(folder.is_dir());
        drop(server);
        assert!(TcpStream::connect(&address).is_err());
        assert!(!folder.exists());
    }
}
