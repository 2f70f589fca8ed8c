//! `embed.js`: what puts the page into a host page, made of the repository's `embed.js` and
//! what the build has named and the html holds.

use std::{fs, path::Path};

use anyhow::{Context, Result};

use crate::workspace;

/// Writes it into the finished page.
///
/// # Errors
/// When a source is missing, or the html is not as expected.
pub fn write(dist: &Path, program: &str, sheet: &str) -> Result<()> {
    let source = |name: &str| {
        fs::read_to_string(workspace::root().join(name)).with_context(|| format!("no {name}"))
    };
    let html = fs::read_to_string(dist.join("index.html"))?;
    let script = source("embed.js")?
        .replace("PROGRAM", &quoted(program)?)
        .replace("SHEET", &quoted(sheet)?);
    let script = fill(&script, &source("boot.js")?, &html)?;
    fs::write(dist.join("embed.js"), script)?;
    Ok(())
}

fn fill(embed: &str, boot: &str, html: &str) -> Result<String> {
    let crash = between(html, "<template id=", "</template>").context("no crash page")?;
    let shell = between(html, "<main", "</main>").context("no shell")?;
    // The host page has its own `main`.
    let shell = shell
        .replacen("<main", "<div", 1)
        .replacen("</main>", "</div>", 1);
    Ok(embed
        .replace("CRASH", &quoted(crash)?)
        .replace("SHELL", &quoted(&shell)?)
        .replace("BOOT", boot))
}

fn quoted(text: &str) -> Result<String> {
    Ok(serde_json::to_string(text)?)
}

/// The first part of the text from one to the other, both included.
fn between<'a>(text: &'a str, from: &str, to: &str) -> Option<&'a str> {
    let start = text.find(from)?;
    let rest = text.get(start..)?;
    rest.get(..rest.find(to)? + to.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    const HTML: &str = "<body><main class=\"rc-main rc-shell\"><h1>Credits</h1></main>\
        <template id=relux-crash><div>\"Sorry\"</div></template>";

    #[test]
    fn the_script_holds_what_the_html_has_and_nothing_is_left_to_fill_in() {
        let embed = "c=CRASH;h=SHELL;BOOT";
        let script = fill(embed, "boot()", HTML).unwrap();
        assert_eq!(
            script,
            "c=\"<template id=relux-crash><div>\\\"Sorry\\\"</div></template>\";\
             h=\"<div class=\\\"rc-main rc-shell\\\"><h1>Credits</h1></div>\";boot()"
        );
    }

    #[test]
    fn html_without_a_shell_is_refused() {
        assert!(fill("", "", "<template id=x></template>").is_err());
    }
}
