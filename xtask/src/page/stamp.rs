//! Whether a build would make anything new: a number made of the names and contents of
//! files. Contents and not times, because a checkout changes times and a fresh clone
//! has none to compare.

use std::{
    collections::hash_map::DefaultHasher,
    fs,
    hash::{Hash, Hasher},
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};

/// What the page is made of: files and folders of the checkout. A name that does not
/// exist counts as empty.
const SOURCES: &[&str] = &[
    "Cargo.toml",
    "Cargo.lock",
    "Trunk.toml",
    "index.html",
    "boot.js",
    "embed.js",
    "start.js",
    "api/Cargo.toml",
    "api/src",
    "build.rs",
    "export/Cargo.toml",
    "export/src",
    "public",
    "src",
    "style",
    "xtask/page/finish.mjs",
    "xtask/page/package-lock.json",
    "xtask/src/page",
    "xtask/src/page.rs",
    "xtask/src/setup",
];

/// The files of which the page is made.
///
/// # Errors
/// When a folder can't be read.
pub fn sources(root: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for source in SOURCES {
        let path = root.join(source);
        if path.is_dir() {
            found.extend(files(&path)?);
        } else if path.exists() {
            found.push(path);
        }
    }
    Ok(found)
}

/// All files in a folder and its folders, in a fixed order.
///
/// # Errors
/// When a folder can't be read.
pub fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let cannot = || format!("cannot read {}", folder.display());
    let mut entries = fs::read_dir(folder)
        .and_then(|entries| {
            entries
                .map(|entry| Ok(entry?.path()))
                .collect::<Result<Vec<_>, _>>()
        })
        .with_context(cannot)?;
    entries.sort();
    let mut found = Vec::new();
    for path in entries {
        if path.is_dir() {
            found.extend(files(&path)?);
        } else {
            found.push(path);
        }
    }
    Ok(found)
}

/// The stamp of files: another one when any was renamed or changed.
///
/// # Errors
/// When a file can't be read.
pub fn of(files: &[PathBuf]) -> Result<u64> {
    let mut hasher = DefaultHasher::new();
    for path in files {
        path.hash(&mut hasher);
        fs::read(path)
            .with_context(|| format!("cannot read {}", path.display()))?
            .hash(&mut hasher);
    }
    Ok(hasher.finish())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scratch::Scratch;

    fn page(name: &str) -> Scratch {
        let page = Scratch::new(name).unwrap();
        fs::create_dir_all(page.path().join("src/deep")).unwrap();
        fs::write(page.path().join("index.html"), "<h1>Credits</h1>").unwrap();
        fs::write(page.path().join("src/deep/a.rs"), "a").unwrap();
        page
    }

    fn stamp(page: &Scratch) -> u64 {
        of(&sources(page.path()).unwrap()).unwrap()
    }

    #[test]
    fn a_stamp_changes_with_a_byte_a_name_and_a_new_file_of_the_page() {
        let page = page("stamp-changes");
        let first = stamp(&page);
        fs::write(page.path().join("src/deep/a.rs"), "b").unwrap();
        let changed = stamp(&page);
        fs::rename(
            page.path().join("src/deep/a.rs"),
            page.path().join("src/deep/b.rs"),
        )
        .unwrap();
        let renamed = stamp(&page);
        fs::write(page.path().join("Cargo.lock"), "").unwrap();
        let added = stamp(&page);
        let mut stamps = vec![first, changed, renamed, added];
        stamps.sort_unstable();
        stamps.dedup();
        assert_eq!(stamps.len(), 4);
    }

    #[test]
    fn a_stamp_stays_when_a_file_is_only_touched_or_is_none_of_the_page() {
        let page = page("stamp-stays");
        let first = stamp(&page);
        fs::write(page.path().join("src/deep/a.rs"), "a").unwrap();
        fs::create_dir_all(page.path().join("backend")).unwrap();
        fs::write(page.path().join("backend/main.rs"), "x").unwrap();
        assert_eq!(stamp(&page), first);
    }
}
