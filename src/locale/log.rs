//! The words of what was changed about an organisation.

/// The log of an organisation.
#[expect(missing_docs, reason = "each field is the English text it holds")]
pub struct Log {
    pub title: &'static str,
    pub failed: &'static str,
    pub empty: &'static str,
    pub older: &'static str,
    pub created: fn(&str) -> String,
    pub invited: fn(&str, &str) -> String,
    pub revoked: fn(&str, &str) -> String,
    pub joined: fn(&str) -> String,
    pub removed: fn(&str, &str) -> String,
    pub left: fn(&str) -> String,
    pub role: fn(&str, &str, &str, &str) -> String,
    pub renewal: fn(&str, &str, &str) -> String,
    pub off: &'static str,
    pub on: fn(&str, &str, &str) -> String,
    pub at_most: fn(&str) -> String,
    pub no_limit: &'static str,
}
