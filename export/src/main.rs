//! The worker binary: ready, a request, progress, a reply (see [`api::export`]).
//!
//! The page loads it on the first click of *Download Excel* and terminates it to cancel.

mod worker;

fn main() {
    worker::start();
}
