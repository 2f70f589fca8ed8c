//! What is forgotten in time: ended sessions, old answers, who asked how often.

use std::time::Duration;

use tokio::time::{MissedTickBehavior, interval};

use super::{App, problem::Answer};
use crate::{session, store::idempotency};

/// How often.
const EVERY: Duration = Duration::from_secs(10 * 60);

/// Forgets in time, for as long as the server runs. To be spawned once.
pub async fn keep_house(app: App) {
    let mut ticks = interval(EVERY);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        app.limits.forget_the_quiet();
        // An error was logged; the next round does it.
        if let Ok((sessions, answers)) = sweep(&app).await {
            tracing::debug!(sessions, answers, "forgotten");
        }
    }
}

/// Returns how many sessions and answers there were to forget.
async fn sweep(app: &App) -> Answer<(u64, u64)> {
    app.write(|tx| {
        Box::pin(async move {
            let expired = tx.now() - idempotency::KEPT;
            let sessions = session::sweep(tx).await?;
            Ok((sessions, idempotency::delete_old(tx, expired).await?))
        })
    })
    .await
}
