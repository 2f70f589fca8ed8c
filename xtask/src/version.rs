//! Versions of tools: as programs print them, and as `Cargo.lock` pins them.

use anyhow::{Context, Result};

/// The version in what a program prints for `--version`: the first word that begins
/// with a digit, without a leading `v`. `trunk 0.21.14` has `0.21.14`,
/// `wasm-opt version 132 (version_132)` has `132`, `v20.20.2` has `20.20.2`.
pub fn printed(text: &str) -> Option<&str> {
    text.split_whitespace()
        .map(|word| word.strip_prefix('v').unwrap_or(word))
        .find(|word| word.starts_with(|c: char| c.is_ascii_digit()))
}

/// The number before the first dot.
pub fn major(version: &str) -> Option<u32> {
    version.split('.').next()?.parse().ok()
}

/// The version of a package in the text of a `Cargo.lock`.
///
/// # Errors
/// When the lock does not name the package.
pub fn locked<'lock>(lock: &'lock str, package: &str) -> Result<&'lock str> {
    let name = format!("name = \"{package}\"");
    lock.lines()
        .skip_while(|line| *line != name)
        .nth(1)
        .and_then(|line| line.strip_prefix("version = \"")?.strip_suffix('"'))
        .with_context(|| format!("Cargo.lock does not name the package {package}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_printed_version_is_found_among_the_words() {
        for (text, version) in [
            ("trunk 0.21.14\n", Some("0.21.14")),
            ("wasm-opt version 132 (version_132)", Some("132")),
            ("v20.20.2", Some("20.20.2")),
            (
                "postgres (PostgreSQL) 15.14 (Debian 15.14-0+deb12u1)",
                Some("15.14"),
            ),
            ("command not found", None),
            ("", None),
        ] {
            assert_eq!(printed(text), version, "{text:?}");
        }
    }

    #[test]
    fn the_major_version_is_a_number_or_nothing() {
        assert_eq!(major("20.20.2"), Some(20));
        assert_eq!(major("132"), Some(132));
        assert_eq!(major("next"), None);
    }

    #[test]
    fn a_locked_version_is_that_of_the_package_with_exactly_this_name() {
        let lock = "[[package]]\nname = \"wasm-bindgen-futures\"\nversion = \"0.4.80\"\n\n\
                    [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\n";
        assert_eq!(locked(lock, "wasm-bindgen").unwrap(), "0.2.130");
        assert!(locked(lock, "wasm").is_err());
    }
}
