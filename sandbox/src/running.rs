//! The server: accepts connections, and can close one without an answer.

use std::{convert::Infallible, net::SocketAddr, sync::Arc, time::Duration};

use axum::{Router, body::Body, response::Response};
use hyper::{Request, body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::GracefulShutdown,
};
use thiserror::Error;
use tokio::{
    net::{TcpListener, TcpStream},
    task::JoinHandle,
    time::timeout,
};
use tokio_util::sync::{CancellationToken, DropGuard};
use tower::ServiceExt;

use crate::{
    bank::Bank,
    http,
    ids::Ids,
    journal::{Journal, JournalError},
    options::Options,
    sandbox::Sandbox,
    webhook::{self, Postage, Webhooks},
};

/// How long a stop waits for requests that are being answered.
const GRACE: Duration = Duration::from_secs(3);

/// Put on a response to have the connection closed in its place.
#[derive(Debug, Clone, Copy)]
pub(crate) struct HangUp;

/// What hyper is told to make it hang up.
#[derive(Debug, Error)]
#[error("hung up on purpose")]
struct HungUp;

/// Why a sandbox does not start.
#[derive(Debug, Error)]
pub enum StartError {
    /// The port is taken, or the like.
    #[error("the port can't be opened")]
    Listen(#[from] std::io::Error),
    /// The state file can't be used.
    #[error(transparent)]
    State(#[from] JournalError),
    /// The system has no randomness.
    #[error("there is no randomness")]
    Randomness(getrandom::Error),
    /// No HTTP client can be made for the webhooks.
    #[error("webhooks can't be sent")]
    Webhooks(#[from] reqwest::Error),
}

/// A running sandbox. It stops when this is dropped; [`Running::stop`] also waits for it.
#[derive(Debug)]
pub struct Running {
    address: SocketAddr,
    sandbox: Sandbox,
    stopping: DropGuard,
    serving: JoinHandle<()>,
}

impl Sandbox {
    /// Opens the state and the port, and serves.
    ///
    /// # Errors
    /// See [`StartError`].
    pub async fn start(options: Options) -> Result<Running, StartError> {
        // The port first: a second server on it must not touch the state.
        let listener = TcpListener::bind(options.listen).await?;
        let address = listener.local_addr()?;
        let base = options.public_url.as_deref().map_or_else(
            || format!("http://{address}"),
            |url| url.trim_end_matches('/').to_owned(),
        );
        let (journal, history) = match &options.state {
            Some(path) => Journal::open(path)?,
            None => (Journal::Nowhere, Vec::new()),
        };
        let bank = Bank::new(
            Ids::draw().map_err(StartError::Randomness)?,
            journal,
            history,
        );
        let stopping = CancellationToken::new();
        let (webhooks, outbox) = Webhooks::new(Postage {
            url: options.webhook_url.clone(),
            secret: options.webhook_secret.clone(),
            first_retry: options.webhook_first_retry,
            clock: options.clock.clone(),
            stopping: stopping.clone(),
        })?;
        let webhooks = Arc::new(webhooks);
        tokio::spawn(webhook::carry(webhooks.clone(), outbox));
        let sandbox = Sandbox::new(base, bank, webhooks, options);
        let router = http::router(sandbox.clone());
        let serving = tokio::spawn(serve(listener, router, stopping.clone()));
        Ok(Running {
            address,
            sandbox,
            stopping: stopping.drop_guard(),
            serving,
        })
    }
}

impl Running {
    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Its address for a browser or an API client, without a slash at the end.
    #[must_use]
    pub fn url(&self) -> &str {
        self.sandbox.base()
    }

    /// The handle on what it knows.
    #[must_use]
    pub fn sandbox(&self) -> &Sandbox {
        &self.sandbox
    }

    /// Stops: no new connections, and a moment for the requests that are being answered.
    /// Afterwards the state file is free, and nothing can change any more.
    pub async fn stop(self) {
        let Self {
            address: _,
            sandbox,
            stopping,
            serving,
        } = self;
        drop(stopping);
        if let Err(error) = serving.await {
            tracing::error!(%error, "the server did not end well");
        }
        sandbox.bank().close();
    }
}

async fn serve(listener: TcpListener, router: Router, stopping: CancellationToken) {
    let graceful = GracefulShutdown::new();
    while let Some(accepted) = stopping.run_until_cancelled(listener.accept()).await {
        match accepted {
            Ok((stream, _peer)) => connection(stream, router.clone(), &graceful),
            Err(error) => {
                tracing::warn!(%error, "a connection can't be accepted");
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        }
    }
    if timeout(GRACE, graceful.shutdown()).await.is_err() {
        tracing::warn!("some requests took too long to stop");
    }
}

/// Answers what comes over one connection, in a task of its own.
fn connection(stream: TcpStream, router: Router, graceful: &GracefulShutdown) {
    if let Err(error) = stream.set_nodelay(true) {
        tracing::debug!(%error, "no TCP_NODELAY");
    }
    let service = service_fn(move |request: Request<Incoming>| {
        let answering = router.clone().oneshot(request.map(Body::new));
        async move {
            let response: Result<Response, Infallible> = answering.await;
            match response {
                // An error of the service ends the connection before a byte is written.
                Ok(response) if response.extensions().get::<HangUp>().is_some() => Err(HungUp),
                Ok(response) => Ok(response),
                Err(never) => match never {},
            }
        }
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .serve_connection(TokioIo::new(stream), service);
    let connection = graceful.watch(connection);
    tokio::spawn(async move {
        if let Err(error) = connection.await {
            tracing::debug!(%error, "a connection ended early");
        }
    });
}
