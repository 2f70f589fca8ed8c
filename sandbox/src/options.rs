//! How a sandbox is told to behave when it starts.

use std::{
    net::{Ipv4Addr, SocketAddr},
    path::PathBuf,
    time::Duration,
};

use crate::{clock::Clock, faults::Faults, work::OffSession};

/// How a sandbox behaves. `..Options::default()` fills in what does not matter.
#[derive(Debug, Clone)]
pub struct Options {
    /// Where to listen; port 0 is any free one.
    pub listen: SocketAddr,
    /// The address that browsers know it under, if that is not the one it listens on.
    pub public_url: Option<String>,
    /// What the shop shows as `Authorization: Bearer …`.
    pub secret_key: String,
    /// Where webhooks go; can be set later.
    pub webhook_url: Option<String>,
    /// What webhooks are signed with.
    pub webhook_secret: String,
    /// How long until the first retry of a webhook; every further one waits twice as long.
    pub webhook_first_retry: Duration,
    /// The file that remembers everything; without one a stop forgets it.
    pub state: Option<PathBuf>,
    /// How late the late card is answered.
    pub late: Duration,
    /// What a card that needs its owner is answered with, when the owner is away.
    pub off_session: OffSession,
    /// What goes wrong from the start.
    pub faults: Faults,
    /// What time it is.
    pub clock: Clock,
}

impl Default for Options {
    /// Any free port of this computer, keys that are no secrets, no state, no faults.
    fn default() -> Self {
        Self {
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
            public_url: None,
            secret_key: "sk_test_sandbox".into(),
            webhook_url: None,
            webhook_secret: "whsec_sandbox".into(),
            webhook_first_retry: Duration::from_millis(500),
            state: None,
            late: Duration::from_secs(20),
            off_session: OffSession::default(),
            faults: Faults::default(),
            clock: Clock::default(),
        }
    }
}
