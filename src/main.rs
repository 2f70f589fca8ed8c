//! Starts the page; nothing else happens here.

use leptos::prelude::*;
use relux_credits::{app::App, browser};

fn main() {
    browser::install_crash_page();
    if let Some(root) = browser::take_root() {
        mount_to(root, App).forget();
    }
}
