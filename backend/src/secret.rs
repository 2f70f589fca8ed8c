//! Secrets that somebody carries: a session's cookie, a desktop token. Only their
//! SHA-256 is stored, so the tables let nobody in.

use std::{fmt, str::FromStr};

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use sha2::{Digest, Sha256};

use crate::{Error, port::Random};

/// 256 random bits, written in base64url.
pub struct Secret([u8; 32]);

/// A string that is no secret of ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotASecret;

impl Secret {
    /// A new one.
    ///
    /// # Errors
    /// [`Error::System`] when the operating system has no random bytes.
    pub fn new(random: &Random) -> Result<Self, Error> {
        random.secret().map(Self)
    }

    /// What is stored of it. It is as random as the secret, so no salt is needed.
    pub fn hash(&self) -> [u8; 32] {
        Sha256::digest(self.0).into()
    }

    /// The text for its owner, and nobody else.
    pub fn reveal(&self) -> String {
        BASE64_URL_SAFE_NO_PAD.encode(self.0)
    }
}

impl FromStr for Secret {
    type Err = NotASecret;

    fn from_str(text: &str) -> Result<Self, NotASecret> {
        BASE64_URL_SAFE_NO_PAD
            .decode(text)
            .ok()
            .and_then(|bytes| bytes.try_into().ok())
            .map(Self)
            .ok_or(NotASecret)
    }
}

/// Keeps it out of logs.
impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_survives_its_owner_and_stays_out_of_logs() {
        let secret = Secret::new(&Random::System).unwrap();
        let text = secret.reveal();
        assert_eq!(text.len(), 43);
        assert_eq!(text.parse::<Secret>().unwrap().hash(), secret.hash());
        assert!(!format!("{secret:?}").contains(&text));
        assert_ne!(Secret::new(&Random::System).unwrap().hash(), secret.hash());
    }
}
