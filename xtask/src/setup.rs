//! Sets up what the other tasks need: what is on PATH at the right version is used,
//! what is in the cache is used, and only the rest is installed. What can't be
//! installed is named with the command that would.

pub mod apt;
mod browser;
mod cargo_tool;
mod node;
mod python_package;
mod std_source;
mod tools;
mod wasm_target;

use std::time::Instant;

use anyhow::Result;

pub use browser::{browser, headless, on_path};
pub use cargo_tool::tidy_up;
pub use node::{NPX, npm_ci};
pub use python_package::{aiosmtpd, localstripe, openpyxl};
pub use tools::Tools;
pub use wasm_target::TARGET as WASM;

use crate::{say, test::postgres, version, workspace};

/// The compiler's wasm target alone.
///
/// # Errors
/// When it is missing and can't be installed.
pub fn wasm() -> Result<Tools> {
    let mut tools = Tools::default();
    wasm_target::ensure(&mut tools)?;
    Ok(tools)
}

/// The tools that build the page: the wasm target, Trunk and what Trunk calls.
///
/// # Errors
/// When one is missing and can't be installed.
pub fn page() -> Result<Tools> {
    let mut tools = wasm()?;
    node::ensure()?;
    tools.add(node::ensure_wasm_opt()?);
    tools.add(cargo_tool::wasm_bindgen(&locked("wasm-bindgen")?).ensure()?);
    tools.add(cargo_tool::wasm_split().ensure()?);
    tools.add(cargo_tool::trunk().ensure()?);
    // Debian's compiler comes with it, and its target was built from it.
    if tools.have_a_foreign_compiler() || std_source::ensure(&wasm_target::sysroot()?) {
        tools.with_the_source_of_std();
    }
    Ok(tools)
}

/// The tools that run the browser tests, beside those that build the page.
///
/// # Errors
/// When one is missing and can't be installed.
pub fn browser_tests() -> Result<Tools> {
    let mut tools = wasm()?;
    tools.add(cargo_tool::wasm_bindgen(&locked("wasm-bindgen")?).ensure()?);
    tools.add(cargo_tool::wasm_pack().ensure()?);
    Ok(tools)
}

/// All that any task needs.
///
/// # Errors
/// When something is missing and can't be installed.
pub fn everything() -> Result<()> {
    let begun = Instant::now();
    page()?;
    browser_tests()?;
    browser()?;
    if postgres::programs().is_none() {
        say::warning("PostgreSQL is missing: tests will run on SQLite only");
    }
    for installed in [localstripe(), aiosmtpd(), openpyxl()] {
        if let Err(error) = installed {
            say::warning(format_args!("some tests will be skipped: {error:#}"));
        }
    }
    say::note(format_args!(
        "all set up, {}",
        say::elapsed(begun.elapsed())
    ));
    Ok(())
}

/// The version of a package that this checkout is locked to.
fn locked(package: &str) -> Result<String> {
    let lock = std::fs::read_to_string(workspace::root().join("Cargo.lock"))?;
    Ok(version::locked(&lock, package)?.to_owned())
}
