//! The browser's two stores. A browser may refuse them (private windows, full disks,
//! policies): reading then gives nothing, and writing does nothing.

use web_sys::Storage;

/// A store of texts by key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Store {
    /// Until the tab is closed.
    Session,
    /// Until somebody clears it.
    Local,
}

impl Store {
    fn open(self) -> Option<Storage> {
        let window = super::window()?;
        match self {
            Self::Session => window.session_storage(),
            Self::Local => window.local_storage(),
        }
        .ok()
        .flatten()
    }

    /// The text under that key.
    pub fn get(self, key: &str) -> Option<String> {
        self.open()?.get_item(key).ok().flatten()
    }

    /// Puts a text under that key; says whether the browser took it.
    pub fn set(self, key: &str, text: &str) -> bool {
        self.open()
            .is_some_and(|store| store.set_item(key, text).is_ok())
    }

    /// Takes away what is under that key.
    pub fn remove(self, key: &str) {
        if let Some(store) = self.open() {
            let _never_refused = store.remove_item(key);
        }
    }

    /// Takes away everything under keys that begin so, but what is under keys that begin
    /// as `but` does.
    pub fn sweep(self, beginning: &str, but: Option<&str>) {
        let Some(store) = self.open() else { return };
        let count = store.length().unwrap_or_default();
        let keys: Vec<String> = (0..count)
            .filter_map(|at| store.key(at).ok().flatten())
            .filter(|key| key.starts_with(beginning))
            .filter(|key| but.is_none_or(|but| !key.starts_with(but)))
            .collect();
        for key in keys {
            self.remove(&key);
        }
    }
}
