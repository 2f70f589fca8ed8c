//! Cuts the program at the functions of `src/page/part.rs`: into what the page starts with,
//! and what it loads later. Trunk knows no such step, so the parts take the place of the
//! whole program that it has put into the page.

use std::{fs, path::Path};

use anyhow::{Context, Result, ensure};

use super::stamp;
use crate::{
    command, say,
    setup::{Tools, WASM},
    workspace,
};

/// What the program is called, and what its files begin with.
const PROGRAM: &str = "relux-credits";

/// Has the functions of the parts stand apart, and `build.rs` have the linker say where
/// each is called.
pub const FLAGS: &str = "--cfg parts";

/// The names of functions are needed until it is cut.
pub const WITH_NAMES: (&str, &str) = ("CARGO_PROFILE_RELEASE_STRIP", "false");

/// Small before fast. What the compiler takes for granted of every browser is allowed.
const SMALL: [&str; 10] = [
    "-Oz",
    "--converge",
    "--low-memory-unused",
    "--strip-producers",
    "--strip-target-features",
    "--enable-bulk-memory",
    "--enable-multivalue",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// Puts the parts into the page in place of the whole program, and says the name of their
/// folder.
///
/// # Errors
/// When a tool fails, or the page is not as Trunk makes it.
pub fn cut(tools: &Tools, dist: &Path) -> Result<String> {
    say::step("Cutting the program into parts");
    let whole = workspace::target()?.join(WASM).join("release");
    let whole = whole.join(format!("{PROGRAM}.wasm"));
    // Of one name for all files: they only go together.
    let name = format!(
        "{PROGRAM}-{:016x}",
        stamp::of(std::slice::from_ref(&whole))?
    );
    let folder = dist.join(&name);
    command::run(
        tools
            .command("wasm-split-cli")
            .args(["--target", "web", "--out-name", PROGRAM])
            .args([&whole, &folder]),
    )?;
    let first = folder.join(format!("{PROGRAM}.wasm"));
    command::run(
        tools
            .command("wasm-bindgen")
            .args([
                "--target",
                "web",
                "--no-typescript",
                "--keep-lld-exports",
                "--out-dir",
            ])
            .args([&folder, &first]),
    )?;
    fs::remove_file(&first)?;
    for part in stamp::files(&folder)? {
        if part
            .extension()
            .is_some_and(|extension| extension == "wasm")
        {
            command::run(tools.command("wasm-opt").args(SMALL).args([
                &part,
                Path::new("-o"),
                &part,
            ]))?;
        }
    }
    let start = fs::read_to_string(workspace::root().join("start.js")).context("no start.js")?;
    start_with(dist, &name, &start)?;
    Ok(name)
}

/// Has the html start with the first part by that script, and removes the whole program.
fn start_with(dist: &Path, name: &str, start: &str) -> Result<()> {
    let index = dist.join("index.html");
    let html = fs::read_to_string(&index)?;
    let whole = whole_program(&html).context("index.html starts no program")?;
    for file in [format!("{whole}.js"), format!("{whole}_bg.wasm")] {
        fs::remove_file(dist.join(&file)).with_context(|| format!("no {file} in the page"))?;
    }
    let named = format!("/{whole}");
    let html = without(&html, "<script", "</script>", &named)
        .context("index.html has no script that starts the program")?;
    let html = without(&html, "<link", ">", &named).context("index.html does not preload it")?;
    let html = without(&html, "<link", ">", &named).unwrap_or(html);
    ensure!(!html.contains(&named), "index.html still names {whole}");
    let own = format!("/{name}/{PROGRAM}");
    let start: String = start
        .replace("PROGRAM", &own)
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with("//"))
        .flat_map(|line| [line.trim_start(), "\n"])
        .collect();
    // Not what that imports: a browser opens six connections at first, and has use for each.
    let early = format!(
        "<link rel=\"modulepreload\" href=\"{own}.js\">\
         <script type=\"module\">{start}</script></head>"
    );
    let html = html
        .replacen("</head>", &early, 1)
        // Where the html finds the program, and the words of its language.
        .replacen(
            "<html ",
            &format!("<html data-relux-program=\"{own}_bg.wasm\" "),
            1,
        );
    fs::write(&index, html)?;
    Ok(())
}

/// The html without the first element, from one text to the other, that names a file.
fn without(html: &str, from: &str, to: &str, file: &str) -> Option<String> {
    let mut place = 0;
    loop {
        let begin = html.get(place..)?.find(from)? + place;
        let end = html.get(begin..)?.find(to)? + begin + to.len();
        if html.get(begin..end)?.contains(file) {
            return Some(format!("{}{}", html.get(..begin)?, html.get(end..)?));
        }
        place = end;
    }
}

/// What Trunk has called the program: `relux-credits-` and a hash.
fn whole_program(html: &str) -> Option<&str> {
    let start = html.find(&format!("/{PROGRAM}-"))? + 1;
    let rest = html.get(start..)?;
    let end = rest.find(['.', '_', '"', '\''])?;
    rest.get(..end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scratch::Scratch;

    #[test]
    fn the_html_starts_with_the_first_part_and_the_whole_program_is_gone() {
        let dist = Scratch::new("parts").unwrap();
        let html = "<html lang=en><head><script>boot</script>\
            <script type=module>import init from '/relux-credits-0a1b.js'</script>\
            <link rel=modulepreload href=/relux-credits-0a1b.js>\
            <link rel=preload href=/relux-credits-0a1b_bg.wasm></head>";
        let start = "// Why.\n\n  await import('PROGRAM.js');\n";
        for (file, text) in [
            ("index.html", html),
            ("relux-credits-0a1b.js", "js"),
            ("relux-credits-0a1b_bg.wasm", "wasm"),
        ] {
            fs::write(dist.path().join(file), text).unwrap();
        }
        start_with(dist.path(), "relux-credits-99", start).unwrap();
        assert_eq!(
            fs::read_to_string(dist.path().join("index.html")).unwrap(),
            "<html data-relux-program=\"/relux-credits-99/relux-credits_bg.wasm\" lang=en>\
             <head><script>boot</script>\
             <link rel=\"modulepreload\" href=\"/relux-credits-99/relux-credits.js\">\
             <script type=\"module\">await import('/relux-credits-99/relux-credits.js');\n\
             </script></head>"
        );
        let left = stamp::files(dist.path()).unwrap();
        assert_eq!(left, [dist.path().join("index.html")]);
    }

    #[test]
    fn a_page_that_starts_no_program_is_refused() {
        let dist = Scratch::new("parts-none").unwrap();
        fs::write(dist.path().join("index.html"), "<head></head>").unwrap();
        assert!(start_with(dist.path(), "relux-credits-99", "").is_err());
    }
}
