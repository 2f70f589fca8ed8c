//! Passwords: hashed with Argon2id, compared in a time that tells nothing.

use std::sync::Arc;

use api::session::PASSWORD_MAX_BYTES;
use argon2::{
    Argon2,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};
use tokio::{sync::Semaphore, task::spawn_blocking};

use crate::Error;

/// Looks at passwords, on a few threads at a time: each takes 19 MiB and some 30 ms.
pub struct Passwords {
    turns: Arc<Semaphore>,
    nobodys: Arc<str>,
}

impl Passwords {
    /// Ready to look at passwords, as many at once as there are processors.
    ///
    /// # Errors
    /// [`Error::System`] when the operating system has no random bytes.
    pub async fn new() -> Result<Self, Error> {
        let processors = std::thread::available_parallelism().map_or(1, usize::from);
        Ok(Self {
            turns: Arc::new(Semaphore::new(processors)),
            nobodys: hash("the password of nobody".to_owned()).await?.into(),
        })
    }

    /// Whether the password belongs to the stored hash. Without a hash (an unknown
    /// user) the answer is no, after the same work.
    ///
    /// # Errors
    /// [`Error::Corrupt`] when the stored text is no hash; [`Error::System`] on a panic.
    pub async fn verify(&self, password: String, stored: Option<String>) -> Result<bool, Error> {
        let turns = Arc::clone(&self.turns);
        let turn = turns.acquire_owned().await.map_err(system)?;
        let is_somebody = stored.is_some();
        let stored = stored.unwrap_or_else(|| self.nobodys.to_string());
        let matches = spawn_blocking(move || {
            // Kept until the work is done, even when nobody waits for it any more.
            let _turn = turn;
            matches(&password, &stored)
        })
        .await
        .map_err(system)??;
        Ok(matches && is_somebody)
    }
}

/// The hash to store for a password, in PHC format.
///
/// # Errors
/// [`Error::System`] when the operating system has no random bytes, or the password is
/// longer than [`PASSWORD_MAX_BYTES`].
pub async fn hash(password: String) -> Result<String, Error> {
    if password.len() > PASSWORD_MAX_BYTES {
        return Err(Error::System("the password is too long".to_owned()));
    }
    spawn_blocking(move || {
        let hash = Argon2::default()
            .hash_password(password.as_bytes())
            .map_err(system)?;
        Ok(hash.to_string())
    })
    .await
    .map_err(system)?
}

fn matches(password: &str, stored: &str) -> Result<bool, Error> {
    let parsed = PasswordHash::new(stored)
        .map_err(|error| Error::corrupt(format!("a password hash: {error}")))?;
    Ok(Argon2::default()
        .verify_password(password.as_bytes(), &parsed)
        .is_ok())
}

fn system(error: impl std::fmt::Display) -> Error {
    Error::System(error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_password_matches_its_own_hash_only_and_nobody_has_one() {
        let stored = hash("relux-demo".to_owned()).await.unwrap();
        assert!(stored.starts_with("$argon2id$"));
        let passwords = Passwords::new().await.unwrap();
        let verify = |password: &str, stored: Option<&str>| {
            passwords.verify(password.to_owned(), stored.map(str::to_owned))
        };
        assert!(verify("relux-demo", Some(&stored)).await.unwrap());
        assert!(!verify("Relux-demo", Some(&stored)).await.unwrap());
        assert!(!verify("the password of nobody", None).await.unwrap());
    }
}
