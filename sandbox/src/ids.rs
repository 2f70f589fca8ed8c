//! Names for things, with Stripe's prefixes.

use std::fmt::Write as _;

use sha2::{Digest, Sha256};

/// Makes names that no other run of the sandbox makes: whoever keeps one across a restart
/// without `--state` finds nothing under it, and never somebody else's card.
#[derive(Debug)]
pub struct Ids {
    seed: [u8; 16],
    made: u64,
}

impl Ids {
    /// Draws a seed from the system.
    ///
    /// # Errors
    /// The system has no randomness.
    pub fn draw() -> Result<Self, getrandom::Error> {
        let mut seed = [0; 16];
        getrandom::fill(&mut seed)?;
        Ok(Self { seed, made: 0 })
    }

    /// A new name such as `pi_1f0c…`.
    pub fn next(&mut self, prefix: &str) -> String {
        self.made = self.made.wrapping_add(1);
        let digest = Sha256::new()
            .chain_update(self.seed)
            .chain_update(self.made.to_be_bytes())
            .finalize();
        let mut name = format!("{prefix}_");
        name.push_str(&hex(digest.iter().take(12)));
        name
    }
}

/// Bytes as lower-case hexadecimal digits.
pub fn hex<'a>(bytes: impl IntoIterator<Item = &'a u8>) -> String {
    bytes.into_iter().fold(String::new(), |mut text, byte| {
        // Writing to a String can't fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
