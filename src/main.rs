//! Starts the page; nothing else happens here.

use leptos::prelude::*;
use relux_credits::{app::App, browser, host, locale, page::account::TileAlone};
use wasm_bindgen_futures::spawn_local;

fn main() {
    browser::install_crash_page();
    spawn_local(async {
        match locale::load().await {
            Ok(()) => {
                if let Some(root) = browser::take(host::PAGE_ID) {
                    mount_to(root, App).forget();
                } else if let Some(root) = browser::take(host::TILE_ID) {
                    mount_to(root, TileAlone).forget();
                }
            }
            Err(_missing) => browser::crash::crash("no words of this language"),
        }
    });
}
