//! What the browser downloads before the page is usable, and how much that may be.

use std::{
    fmt::Write,
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, ensure};
use serde::Serialize;

use super::stamp;
use crate::{command, say, workspace};

/// The most that may be downloaded before the page is usable, in bytes of brotli −q 11.
pub const LIMIT_BYTES: u64 = 230_000;

/// The crate that belongs to the spreadsheet worker alone.
const WORKER_ONLY: &str = "rust_xlsxwriter";

/// What the files begin with that hold the words of a language, of which a page loads one.
const WORDS: &str = "split_words_";

/// A file that the browser downloads before the page is usable.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct Download {
    /// Its path in the page's folder, with forward slashes.
    pub path: String,
    /// Its size as it is.
    pub bytes: u64,
    /// Its size as it is sent.
    pub brotli: u64,
}

/// Holds the page to its budget: bytes, and that the spreadsheet writer is not in it. A
/// page that is not built as it is shipped is weighed, and held to nothing.
///
/// # Errors
/// When it is over.
pub fn check(dist: &Path, is_as_shipped: bool) -> Result<()> {
    let downloads = downloads(dist)?;
    say::note(table(&downloads)?);
    let sum = sum(&downloads);
    ensure!(
        sum <= LIMIT_BYTES || !is_as_shipped,
        "the page is {}, and may be {}: see `cargo xtask bench size`",
        say::kilobytes(sum),
        say::kilobytes(LIMIT_BYTES)
    );
    let mut tree = workspace::cargo();
    tree.args([
        "tree",
        "-p",
        "relux-credits",
        "--edges",
        "normal",
        "--prefix",
        "none",
    ]);
    tree.args(["--target", "wasm32-unknown-unknown"]);
    let tree = command::read(&mut tree)?;
    ensure!(
        !tree.contains(WORKER_ONLY),
        "{WORKER_ONLY} is in the page; it belongs to the worker alone"
    );
    Ok(())
}

/// The bytes that are sent for these files.
pub fn sum(downloads: &[Download]) -> u64 {
    downloads.iter().map(|download| download.brotli).sum()
}

/// The files as a table, with their sum and what is left.
///
/// # Errors
/// Never in practice: writing to a string.
pub fn table(downloads: &[Download]) -> Result<String> {
    let mut text = format!(
        "{:>10} {:>10}  before the page is usable\n",
        "bytes", "brotli"
    );
    for download in downloads {
        let Download {
            path,
            bytes,
            brotli,
        } = download;
        writeln!(text, "  {bytes:>10} {brotli:>10}  {path}")?;
    }
    let sum = sum(downloads);
    let left = LIMIT_BYTES.saturating_sub(sum);
    let bytes: u64 = downloads.iter().map(|download| download.bytes).sum();
    write!(
        text,
        "  {bytes:>10} {sum:>10}  in all; {} left",
        say::kilobytes(left)
    )?;
    Ok(text)
}

/// What index.html names, what that names, and so on, and the words of the heaviest
/// language. The worker's files are named by nothing that is loaded at the start.
///
/// # Errors
/// When the page was not built and compressed.
pub fn downloads(dist: &Path) -> Result<Vec<Download>> {
    let mut unseen: Vec<(String, PathBuf)> = stamp::files(dist)?
        .into_iter()
        .filter_map(|path| Some((relative(dist, &path)?, path)))
        .filter(|(name, _path)| is_code(name))
        .collect();
    let words = unseen.iter().filter(|(name, _path)| name.contains(WORDS));
    let words: Vec<_> = words
        .map(|(name, path)| weigh(name, path))
        .collect::<Result<_>>()?;
    // Each with the folder that it lies in.
    let mut texts = vec![(String::new(), fs::read_to_string(dist.join("index.html"))?)];
    let mut found = vec![weigh("index.html", &dist.join("index.html"))?];
    while let Some((folder, text)) = texts.pop() {
        let is_named = |name: &str| {
            let beside = name.strip_prefix(&folder).unwrap_or(name);
            // A script imports another by where it lies; a part is loaded so later.
            text.contains(name) || !is_wasm(name) && text.contains(&format!("./{beside}"))
        };
        let (named, rest): (Vec<_>, Vec<_>) =
            unseen.into_iter().partition(|(name, _path)| is_named(name));
        unseen = rest;
        for (name, path) in named {
            found.push(weigh(&name, &path)?);
            if !is_wasm(&name) {
                let folder = name.rfind('/').and_then(|end| name.get(..=end));
                let folder = folder.unwrap_or_default().to_owned();
                texts.push((folder, fs::read_to_string(&path)?));
            }
        }
    }
    found.extend(words.into_iter().max_by_key(|words| words.brotli));
    Ok(found)
}

fn relative(dist: &Path, path: &Path) -> Option<String> {
    let path = path.strip_prefix(dist).ok()?;
    Some(path.to_string_lossy().replace('\\', "/"))
}

fn is_code(name: &str) -> bool {
    let extension = Path::new(name).extension();
    extension.is_some_and(|extension| {
        ["js", "mjs", "css", "wasm"]
            .iter()
            .any(|code| extension == *code)
    })
}

fn is_wasm(name: &str) -> bool {
    Path::new(name)
        .extension()
        .is_some_and(|extension| extension == "wasm")
}

fn weigh(name: &str, path: &Path) -> Result<Download> {
    let size = |path: &Path| {
        fs::metadata(path)
            .map(|file| file.len())
            .with_context(|| format!("{} is missing: build the page first", path.display()))
    };
    let mut compressed = path.as_os_str().to_owned();
    compressed.push(".br");
    Ok(Download {
        path: name.to_owned(),
        bytes: size(path)?,
        brotli: size(Path::new(&compressed))?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scratch::Scratch;

    fn page(name: &str, files: &[(&str, &str)]) -> Scratch {
        let dist = Scratch::new(name).unwrap();
        for (file, text) in files {
            let path = dist.path().join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(&path, text).unwrap();
            fs::write(format!("{}.br", path.display()), &text[..1]).unwrap();
        }
        dist
    }

    #[test]
    fn what_the_html_names_is_weighed_with_what_that_names_and_the_worker_is_not() {
        let dist = page(
            "budget",
            &[
                ("index.html", "<link href=/app-1.css><script src=/app-1.js>"),
                (
                    "app-1.js",
                    "import './snippets/x/inline0.js'; load('app-1_bg.wasm')",
                ),
                ("app-1_bg.wasm", "export-worker.js"),
                ("app-1.css", "body{}"),
                ("snippets/x/inline0.js", "import './inline1.js'"),
                ("snippets/x/inline1.js", "export {}"),
                ("export-worker.js", "load('export_bg.wasm')"),
                ("export_bg.wasm", "wasm"),
                ("app-1/split_words_de.wasm", "Guthaben"),
                ("app-1/split_words_en.wasm", "balance"),
            ],
        );
        let downloads = downloads(dist.path()).unwrap();
        let mut names: Vec<_> = downloads.iter().map(|file| file.path.as_str()).collect();
        names.sort_unstable();
        let expected = [
            "app-1.css",
            "app-1.js",
            "app-1/split_words_en.wasm",
            "app-1_bg.wasm",
            "index.html",
            "snippets/x/inline0.js",
            "snippets/x/inline1.js",
        ];
        assert_eq!(names, expected);
        assert_eq!(sum(&downloads), 7);
    }

    #[test]
    fn a_page_that_was_not_compressed_is_not_taken_for_a_light_one() {
        let dist = page("budget-bare", &[("index.html", "<p>")]);
        fs::remove_file(dist.path().join("index.html.br")).unwrap();
        assert!(downloads(dist.path()).is_err());
    }
}
