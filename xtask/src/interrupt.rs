//! Ctrl-C and its relatives: asked for once, we stop our children and end; asked for
//! twice, we end at once.

use std::sync::{
    Arc, OnceLock,
    atomic::{AtomicBool, Ordering},
};

use anyhow::Result;
use signal_hook::{
    consts::{SIGINT, SIGTERM},
    flag,
};

static REQUESTED: OnceLock<Arc<AtomicBool>> = OnceLock::new();

/// Begins to listen. From here on whoever waits must look at [`requested`].
///
/// # Errors
/// When the system refuses the handlers.
pub fn listen() -> Result<()> {
    let requested = REQUESTED.get_or_init(Arc::default);
    for signal in [SIGINT, SIGTERM] {
        // In this order: the second signal finds the flag up and ends the program.
        flag::register_conditional_shutdown(signal, 130, Arc::clone(requested))?;
        flag::register(signal, Arc::clone(requested))?;
    }
    Ok(())
}

/// Whether somebody asked us to stop.
pub fn requested() -> bool {
    REQUESTED
        .get()
        .is_some_and(|requested| requested.load(Ordering::Relaxed))
}
