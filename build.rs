//! Has the linker say where each function of the page's program is called, which is what
//! `xtask/src/page/parts.rs` needs to cut it. Not by a flag for all: the worker would carry
//! it to the browser.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    if std::env::var_os("CARGO_CFG_PARTS").is_some() {
        println!("cargo::rustc-link-arg-bin=relux-credits=--emit-relocs");
    }
}
