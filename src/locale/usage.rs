//! The words of what members have used (O1, O6, O7, U1).

/// Usage.
#[expect(missing_docs, reason = "each field is the English text it holds")]
pub struct Usage {
    pub this_month: &'static str,
    pub own_this_month: fn(&str) -> String,
    pub in_all: fn(&str) -> String,
    pub removed: &'static str,
    pub failed: &'static str,
    pub search: &'static str,
    pub more: fn(usize) -> String,
    pub hits: fn(usize, &str, &str) -> String,
    pub member_title: &'static str,
    pub report: &'static str,
    pub period: &'static str,
    pub present_month: &'static str,
    pub last_month: &'static str,
    pub by_member: &'static str,
    pub by_organisation: &'static str,
    pub organisation: &'static str,
}
