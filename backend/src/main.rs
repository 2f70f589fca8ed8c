//! Starts the backend: reads the options, opens the database, serves until it is told to
//! stop, and then lets what changes something end first.

mod config;
mod till;

use std::{
    error::Error, io::IsTerminal, net::SocketAddr, process::ExitCode, sync::Arc, time::Duration,
};

use axum::serve::ListenerExt;
use backend::{
    demo,
    http::{self, App, Page},
    ledger,
    mail::Post,
    payment::Engine,
    store::Database,
};
use clap::Parser;
use config::{Command, Config, DatabaseChoice, Serve};
use till::Till;
use tokio::net::TcpListener;
use tracing_subscriber::EnvFilter;

/// How long a stop waits for the database's connections, once nothing is written.
const CLOSING: Duration = Duration::from_secs(10);

/// How long a stop waits for requests that are being answered.
const GRACE: Duration = Duration::from_secs(20);

type Outcome<T> = Result<T, Box<dyn Error>>;

#[tokio::main]
async fn main() -> ExitCode {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_unset| EnvFilter::new("info"));
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_ansi(std::io::stderr().is_terminal())
        .with_writer(std::io::stderr)
        .init();
    let config = Config::parse();
    let result = match config.command {
        Some(Command::Audit { database }) => audit(&database).await,
        None => serve(config.serve).await.map(|()| ExitCode::SUCCESS),
    };
    result.unwrap_or_else(|error| {
        tracing::error!(%error, "stopped");
        ExitCode::FAILURE
    })
}

/// Says which promises of the ledger are broken.
async fn audit(choice: &DatabaseChoice) -> Outcome<ExitCode> {
    let database = open(choice).await?;
    let violations = database.read(async |tx| ledger::audit(tx).await).await?;
    for violation in &violations {
        println!("{violation}");
    }
    database.close().await;
    if violations.is_empty() {
        println!("The ledger is sound");
        Ok(ExitCode::SUCCESS)
    } else {
        Ok(ExitCode::FAILURE)
    }
}

async fn open(choice: &DatabaseChoice) -> Outcome<Database> {
    let database = Database::connect(&choice.url()?).await?;
    database.migrate().await?;
    Ok(database)
}

async fn serve(options: Serve) -> Outcome<()> {
    // The port first: a second server on it must not touch the data.
    let listener = TcpListener::bind(options.listen).await?;
    let address = listener.local_addr()?;
    let database = open(&options.database).await?;
    if options.demo {
        demo::seed(&database).await?;
        demo::add_rows(&database, options.demo_rows).await?;
    }
    let page = match options.page.clone() {
        Some(directory) => Some(Page::open(directory).await?),
        None => None,
    };
    let public_url = match options.provider.public_url.clone() {
        Some(url) => url,
        None => format!("http://{address}").parse()?,
    };
    let shop = Arc::new(options.shop(public_url)?);
    let till = Till::open(&options, address, shop.page()).await?;
    let engine = Engine::new(database.clone(), till.provider(), shop);
    if options.demo {
        till.store_demo_cards(&database).await?;
    }
    let app = App::new(database.clone(), engine.clone(), options.settings()).await?;
    let router = http::router(&app, page)?;
    let keeping = tokio::spawn(http::keep_house(app.clone()));
    let transport = options.mail.transport(&options.database.data)?;
    let post = Post::new(database.clone(), transport, options.mail.mail_from.clone());
    let mailing = tokio::spawn(post.run(app.stopping.clone()));
    let paying = tokio::spawn(engine.run(app.stopping.clone()));
    let stopping = app.stopping.clone();
    let told_to_stop = told_to_stop()?;
    tokio::spawn(async move {
        told_to_stop.await;
        stopping.cancel();
    });
    println!("Relux Credits is ready at http://{address}");

    let listener = listener.tap_io(|connection| {
        // Answers are small and written at once; waiting to fill a packet only delays them.
        if let Err(error) = connection.set_nodelay(true) {
            tracing::debug!(%error, "no TCP_NODELAY");
        }
    });
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    let stopping = app.stopping.clone();
    let serving = axum::serve(listener, service)
        .with_graceful_shutdown(async move { stopping.cancelled().await });
    let grace = async {
        app.stopping.cancelled().await;
        tokio::time::sleep(GRACE).await;
    };
    tokio::select! {
        result = serving => result?,
        () = grace => tracing::warn!("some requests took too long to stop"),
    }
    tracing::info!(writes = app.writes_running(), "stopping");
    app.drain().await;
    keeping.abort();
    // They end by themselves, after what they have begun. An error means a panic, which
    // has been logged.
    let _ended = tokio::join!(paying, mailing);
    till.close().await;
    if tokio::time::timeout(CLOSING, database.close())
        .await
        .is_err()
    {
        tracing::warn!("the database took too long to close");
    }
    Ok(())
}

/// Ctrl-c, or the signal of a service manager. Heard from the call on, not from the first
/// poll on: who is told that the server is ready may stop it at once.
#[cfg(unix)]
fn told_to_stop() -> std::io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}

/// Ctrl-c.
#[cfg(not(unix))]
fn told_to_stop() -> std::io::Result<impl Future<Output = ()>> {
    let mut interrupt = tokio::signal::windows::ctrl_c()?;
    Ok(async move {
        interrupt.recv().await;
    })
}
