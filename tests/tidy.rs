//! The invariants of `docs/architecture.md`, as tests: who may know whom, one word
//! per thing, and nothing in the style sheets or the documents that is not there.
#![cfg(not(target_arch = "wasm32"))]
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test may fail, and clippy does not take these functions for tests"
)]

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every file below a folder with one of these endings, relative to the root.
fn files(folder: &str, endings: &[&str]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap_or_else(|error| panic!("{folder:?}: {error}")) {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            if path.is_dir() {
                if !matches!(name.as_str(), "node_modules" | "target" | "results") {
                    folders.push(path);
                }
            } else if endings.iter().any(|ending| name.ends_with(ending)) {
                found.push(path.strip_prefix(root()).unwrap().to_owned());
            }
        }
    }
    assert!(
        !found.is_empty(),
        "no file ends with {endings:?} below {folder}"
    );
    found.sort();
    found
}

fn read(path: &Path) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path:?}: {error}"))
}

/// The code of a Rust file, without its comments.
fn code(path: &Path) -> String {
    let lines = read(path);
    lines
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .collect::<Vec<_>>()
        .join("\n")
}

/// The crates that a package is built from.
fn tree(package: &str) -> BTreeSet<String> {
    let output = Command::new(env!("CARGO"))
        .args([
            "tree", "--locked", "--edges", "normal", "--prefix", "none", "--format", "{p}",
        ])
        .args(["--target", "wasm32-unknown-unknown", "--package", package])
        .current_dir(root())
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let text = String::from_utf8(output.stdout).unwrap();
    text.lines()
        .filter_map(|line| line.split(' ').next())
        .map(str::to_owned)
        .collect()
}

/// Fails naming every file that holds one of the words and is not among the allowed.
fn only_in(word: &str, folder: &str, allowed: &[&str]) {
    let strays: Vec<_> = files(folder, &[".rs"])
        .into_iter()
        .filter(|path| {
            !allowed
                .iter()
                .any(|place| path.to_string_lossy().starts_with(place))
        })
        .filter(|path| code(path).contains(word))
        .collect();
    assert!(
        strays.is_empty(),
        "`{word}` outside of {allowed:?}: {strays:?}"
    );
}

#[test]
fn the_contract_knows_neither_page_nor_server() {
    let crates = tree("api");
    for foreign in ["leptos", "web-sys", "sqlx", "axum"] {
        assert!(!crates.contains(foreign), "api depends on {foreign}");
    }
}

#[test]
fn the_page_does_not_carry_the_spreadsheet_writer() {
    assert!(!tree("relux-credits").contains("rust_xlsxwriter"));
    assert!(tree("export").contains("rust_xlsxwriter"));
}

#[test]
fn one_module_speaks_http() {
    only_in("gloo_net", "src", &["src/client"]);
}

#[test]
fn one_place_touches_the_browser() {
    only_in(
        "web_sys",
        "src",
        &["src/browser", "src/client", "src/ui/", "src/worker.rs"],
    );
}

#[test]
fn contexts_are_provided_in_two_places() {
    only_in(
        "provide_context",
        "src",
        &["src/session.rs", "src/wallet.rs"],
    );
}

#[test]
fn paths_are_spelt_in_one_place() {
    only_in("\"/credits", "src", &["src/route.rs"]);
}

#[test]
fn building_blocks_know_nothing_of_the_product() {
    for path in files("src/ui", &[".rs"]) {
        for stranger in ["crate::", "api::"] {
            let code = code(&path).replace("crate::ui", "");
            assert!(!code.contains(stranger), "{path:?} names {stranger}");
        }
    }
}

#[test]
fn features_do_not_know_each_other() {
    const FEATURES: [&str; 8] = [
        "account",
        "auto_renewal",
        "credits",
        "history",
        "invitation",
        "organisation",
        "purchase",
        "report",
    ];
    for feature in FEATURES {
        for path in files("src", &[".rs"]) {
            if !path.starts_with(format!("src/{feature}")) {
                continue;
            }
            for other in FEATURES.iter().filter(|other| **other != feature) {
                assert!(
                    !code(&path).contains(&format!("crate::{other}::")),
                    "{path:?} names the feature {other}"
                );
            }
        }
    }
}

#[test]
fn the_http_side_holds_no_sql_and_the_store_no_http() {
    for path in files("backend/src/http", &[".rs"]) {
        let code = code(&path);
        for word in ["SELECT ", "INSERT INTO", "UPDATE ", "DELETE FROM", "sqlx::"] {
            assert!(!code.contains(word), "{path:?} holds {word}");
        }
    }
    only_in("axum", "backend/src/store", &[]);
}

#[test]
fn no_module_is_called_mod_and_none_is_longer_than_a_sitting() {
    for folder in ["src", "api", "export", "backend", "sandbox", "xtask"] {
        for path in files(folder, &[".rs"]) {
            assert!(
                !path.ends_with("mod.rs"),
                "{path:?}: use foo.rs beside foo/"
            );
            let lines = read(&path).lines().count();
            assert!(lines <= 400, "{path:?} has {lines} lines: two rooms?");
        }
    }
}

/// The names that begin with `rc-` wherever `mark` stands.
fn class_names(text: &str, mark: &str) -> BTreeSet<String> {
    let name = |at: usize| {
        let rest = text[at..].trim_start_matches('.').chars();
        rest.take_while(|c| c.is_ascii_alphanumeric() || *c == '-')
            .collect()
    };
    text.match_indices(mark).map(|(at, _)| name(at)).collect()
}

#[test]
fn every_class_is_both_styled_and_used() {
    let sheets = files("style", &[".css"]);
    let styled: BTreeSet<_> = sheets
        .iter()
        .flat_map(|path| class_names(&read(path), ".rc-"))
        .collect();
    let sources = files("src", &[".rs"]);
    let mut used: BTreeSet<_> = sources
        .iter()
        .flat_map(|path| class_names(&code(path), "rc-"))
        .collect();
    used.extend(class_names(&read(Path::new("index.html")), "rc-"));
    let unused: Vec<_> = styled.difference(&used).collect();
    let unstyled: Vec<_> = used.difference(&styled).collect();
    assert!(unused.is_empty(), "styled and not used: {unused:?}");
    assert!(unstyled.is_empty(), "used and not styled: {unstyled:?}");
}

#[test]
fn every_path_that_a_document_names_exists() {
    let mut documents = files("docs", &[".md"]);
    documents.push("README.md".into());
    let roots = [
        "api/", "backend/", "docs/", "export/", "public/", "sandbox/", "src/", "style/", "tests/",
        "xtask/", "bench/",
    ];
    for document in documents {
        let text = read(&document);
        for quoted in text.split('`').skip(1).step_by(2) {
            let path = quoted.trim_end_matches('/');
            let is_path = roots.iter().any(|root| quoted.starts_with(root))
                && !quoted.contains([' ', '*', '{', '<', '…', ':']);
            assert!(
                !is_path || root().join(path).exists(),
                "{document:?} names `{quoted}`"
            );
        }
    }
}
