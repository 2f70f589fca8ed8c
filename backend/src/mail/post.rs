//! The post: takes mails out of the outbox and tries until a server has them. Several
//! processes on one database share the work: what one has taken no other is given.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use futures_util::future::join_all;
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;

use super::transport::{NotSent, Sender, Transport};
use crate::{
    Error,
    store::{
        Database, boxed,
        outbox::{self, MailRow},
    },
};

/// Mails that are sent at once.
const AT_ONCE: i64 = 8;
/// How often somebody looks for mails.
const LOOK: Duration = Duration::from_secs(1);
/// How long one sending may take.
const SENDING: Duration = Duration::from_secs(60);
/// For how long whoever took a mail has it; longer than a sending takes.
const LEASE: TimeDelta = TimeDelta::seconds(90);
/// When it is tried again; the last one repeats.
const PAUSES: [TimeDelta; 5] = [
    TimeDelta::seconds(10),
    TimeDelta::minutes(1),
    TimeDelta::minutes(10),
    TimeDelta::hours(1),
    TimeDelta::hours(4),
];
/// When it is given up: what is older than this helps nobody.
const PATIENCE: TimeDelta = TimeDelta::days(4);

/// The post. Cheap to clone; all clones are the same one.
#[derive(Clone)]
pub struct Post {
    database: Database,
    transport: Transport,
    from: Sender,
}

impl Post {
    /// The post of that database's mails.
    pub const fn new(database: Database, transport: Transport, from: Sender) -> Self {
        Self {
            database,
            transport,
            from,
        }
    }

    /// Delivers until it is stopped. To be spawned once a process.
    pub async fn run(self, stopping: CancellationToken) {
        while !stopping.is_cancelled() {
            if let Err(error) = self.deliver_due().await {
                tracing::error!(%error, "mails can't be looked for");
            }
            tokio::select! {
                () = stopping.cancelled() => {}
                () = tokio::time::sleep(LOOK) => {}
            }
        }
    }

    /// Delivers what is due at this moment. Returns how many mails it tried.
    ///
    /// # Errors
    /// [`Error::Database`].
    pub async fn deliver_due(&self) -> Result<usize, Error> {
        let due = self
            .database
            .read(boxed(|tx| Box::pin(outbox::due(tx, AT_ONCE))))
            .await?;
        let tried = due.len();
        for result in join_all(due.into_iter().map(|id| self.deliver(id))).await {
            result?;
        }
        Ok(tried)
    }

    async fn deliver(&self, id: i64) -> Result<(), Error> {
        let taken = self.database.write(boxed(move |tx| {
            let until = tx.now() + LEASE;
            Box::pin(outbox::take(tx, id, until))
        }));
        let Some(mail) = taken.await? else {
            return Ok(());
        };
        let sending = timeout(SENDING, self.transport.send(&self.from, &mail)).await;
        let error = match sending {
            Ok(Ok(())) => {
                return self
                    .database
                    .write(boxed(move |tx| Box::pin(outbox::sent(tx, id))))
                    .await;
            }
            Ok(Err(error)) => error,
            Err(_elapsed) => NotSent::Slow,
        };
        let next = next(&mail, &error, self.database.clock().now());
        match next {
            Some(_) => tracing::warn!(id, %error, "a mail was not taken"),
            None => tracing::error!(id, %error, "a mail is given up"),
        }
        let error = error.to_string();
        let note = self.database.write(boxed(move |tx| {
            let error = error.clone();
            Box::pin(async move { outbox::failed(tx, id, &error, next).await })
        }));
        note.await
    }
}

/// When it is tried again; `None` when it is given up.
fn next(mail: &MailRow, error: &NotSent, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let tries = usize::try_from(mail.attempts.saturating_sub(1)).unwrap_or_default();
    let [.., last] = PAUSES;
    let next = now + PAUSES.get(tries).copied().unwrap_or(last);
    match error {
        NotSent::Unwritable(_) => None,
        NotSent::Refused(_) | NotSent::Folder(_) | NotSent::Slow => {
            (next - mail.created_at < PATIENCE).then_some(next)
        }
    }
}
