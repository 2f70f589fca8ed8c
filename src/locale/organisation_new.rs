//! The words of creating an organisation (O8).

/// Creating an organisation.
#[expect(missing_docs, reason = "each field is the English text it holds")]
pub struct OrganisationNew {
    pub open: &'static str,
    pub name: &'static str,
    pub hint: &'static str,
    pub name_wrong: &'static str,
    pub create: &'static str,
    pub failed: &'static str,
    pub limit_reached: &'static str,
}
