//! The words of members' monthly limits (O6).

/// Limits.
#[expect(missing_docs, reason = "each field is the English text it holds")]
pub struct Limit {
    pub of: fn(&str) -> String,
    pub none: &'static str,
    pub change_of: fn(&str, &str) -> String,
    pub each: fn(&str) -> String,
    pub change: &'static str,
    pub title_each: &'static str,
    pub title_of: fn(&str) -> String,
    pub legend: &'static str,
    pub default: fn(&str) -> String,
    pub no_limit: &'static str,
    pub at_most: &'static str,
    pub credits: &'static str,
    pub wrong: fn(&str) -> String,
    pub save: &'static str,
    pub failed: &'static str,
    pub saved: &'static str,
    pub own: fn(&str, &str, &str) -> String,
    pub changed_each: fn(&str, &str, &str) -> String,
    pub changed_one: fn(&str, &str, &str, &str) -> String,
    pub amount: fn(&str) -> String,
    pub as_all: &'static str,
}
