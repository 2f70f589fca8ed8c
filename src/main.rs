//! Starts the page; nothing else happens here.
fn main() {}
