//! A temporary folder that is gone when its owner is.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process,
};

use anyhow::{Context, Result};

/// The folder.
pub struct Scratch(PathBuf);

impl Scratch {
    /// Makes an empty one; the purpose makes it recognisable.
    ///
    /// # Errors
    /// When it can't be made.
    pub fn new(purpose: &str) -> Result<Self> {
        let path = env::temp_dir().join(format!("relux-credits-{purpose}-{}", process::id()));
        if path.exists() {
            fs::remove_dir_all(&path)?;
        }
        fs::create_dir_all(&path).with_context(|| format!("cannot make {}", path.display()))?;
        Ok(Self(path))
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // What is left in the temporary folder does no harm.
        fs::remove_dir_all(&self.0).ok();
    }
}
