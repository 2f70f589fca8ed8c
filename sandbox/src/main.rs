//! Starts the sandbox and serves until it is told to stop.

use std::{error::Error, io::IsTerminal, net::SocketAddr, path::PathBuf, process::ExitCode};

use clap::Parser;
use sandbox::{OffSession, Options, Sandbox};
use tracing_subscriber::EnvFilter;

/// A card network to try things on: test cards, a book, and faults on demand.
#[derive(Debug, Parser)]
#[command(version)]
struct Config {
    /// Where to listen; port 0 is any free one.
    #[arg(long, default_value = "127.0.0.1:8081")]
    listen: SocketAddr,
    /// The address that browsers know it under, if that is another one.
    #[arg(long, value_name = "URL")]
    public_url: Option<String>,
    /// What the shop shows as its secret key.
    #[arg(
        long,
        env = "RELUX_SANDBOX_SECRET_KEY",
        default_value = "sk_test_sandbox",
        hide_env_values = true
    )]
    secret_key: String,
    /// Where the shop takes webhooks; without it there are none.
    #[arg(long, value_name = "URL")]
    webhook_url: Option<String>,
    /// What webhooks are signed with.
    #[arg(
        long,
        env = "RELUX_SANDBOX_WEBHOOK_SECRET",
        default_value = "whsec_sandbox",
        hide_env_values = true
    )]
    webhook_secret: String,
    /// The file that remembers everything; without it a stop forgets it.
    #[arg(long, value_name = "FILE")]
    state: Option<PathBuf>,
    /// Answer off-session charges that need confirmation with 402, as Stripe does.
    #[arg(long)]
    strict_off_session: bool,
}

impl From<Config> for Options {
    fn from(config: Config) -> Self {
        let off_session = if config.strict_off_session {
            OffSession::AuthenticationRequired
        } else {
            OffSession::RequiresAction
        };
        Self {
            listen: config.listen,
            public_url: config.public_url,
            secret_key: config.secret_key,
            webhook_url: config.webhook_url,
            webhook_secret: config.webhook_secret,
            state: config.state,
            off_session,
            ..Self::default()
        }
    }
}

#[tokio::main]
async fn main() -> ExitCode {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_unset| EnvFilter::new("info"));
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_ansi(std::io::stderr().is_terminal())
        .with_writer(std::io::stderr)
        .init();
    match serve(Config::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            tracing::error!(error, "stopped");
            ExitCode::FAILURE
        }
    }
}

async fn serve(config: Config) -> Result<(), Box<dyn Error>> {
    let running = Sandbox::start(config.into()).await?;
    println!("Relux Credits sandbox is ready at {}", running.url());
    told_to_stop().await;
    running.stop().await;
    Ok(())
}

/// Waits for ctrl-c, or the signal of a service manager.
async fn told_to_stop() {
    let interrupt = async {
        if let Err(error) = tokio::signal::ctrl_c().await {
            tracing::error!(%error, "ctrl-c can't be heard");
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    let terminate = async {
        use tokio::signal::unix::{SignalKind, signal};
        match signal(SignalKind::terminate()) {
            Ok(mut signals) => {
                signals.recv().await;
            }
            Err(error) => {
                tracing::error!(%error, "SIGTERM can't be heard");
                std::future::pending::<()>().await;
            }
        }
    };
    #[cfg(not(unix))]
    let terminate = std::future::pending::<()>();
    tokio::select! {
        () = interrupt => {}
        () = terminate => {}
    }
}
