//! What can go wrong below HTTP. Any rule returns it; `http` turns it into a problem.

use std::fmt;

use api::Code;

/// Why a rule or the database did not do what it was asked to.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The rules say no; nothing has changed.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The database failed, or is too busy.
    #[error("database: {0}")]
    Database(#[from] sqlx::Error),
    /// The schema could not be brought up to date.
    #[error("migration: {0}")]
    Migration(#[from] sqlx::migrate::MigrateError),
    /// Another transaction was in the way at this very moment; the next attempt sees it.
    #[error("another transaction was in the way")]
    Conflict,
    /// The database holds something that the schema promises it can't.
    #[error("corrupt data: {0}")]
    Corrupt(String),
    /// The operating system gave no random bytes, or did not do what it was asked to.
    #[error("system: {0}")]
    System(String),
}

/// What the caller is told when the rules say no.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// The machine-readable reason.
    pub code: Code,
    /// The field of the request that is to blame, as the contract names it.
    pub field: Option<&'static str>,
    /// A sentence for developers.
    pub detail: Option<String>,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code.title())?;
        if let Some(field) = self.field {
            write!(f, " ({field})")?;
        }
        if let Some(detail) = &self.detail {
            write!(f, ": {detail}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Refusal {}

impl Error {
    /// A refusal for that reason.
    pub const fn refused(code: Code) -> Self {
        Self::Refused(Refusal {
            code,
            field: None,
            detail: None,
        })
    }

    /// A refusal that names the field to blame.
    pub const fn refused_field(code: Code, field: &'static str) -> Self {
        Self::Refused(Refusal {
            code,
            field: Some(field),
            detail: None,
        })
    }

    /// A refusal with a sentence for developers.
    pub fn refused_because(code: Code, detail: impl Into<String>) -> Self {
        Self::Refused(Refusal {
            code,
            field: None,
            detail: Some(detail.into()),
        })
    }

    /// A row that breaks a promise of the schema.
    pub fn corrupt(what: impl Into<String>) -> Self {
        Self::Corrupt(what.into())
    }

    /// The code that the caller reads: the refusal's own, [`Code::Unavailable`] where
    /// trying again may help, [`Code::Internal`] where it won't.
    pub fn code(&self) -> Code {
        match self {
            Self::Refused(refusal) => refusal.code,
            Self::Conflict => Code::Unavailable,
            Self::Database(error) if is_busy(error) => Code::Unavailable,
            Self::Database(_) | Self::Migration(_) | Self::Corrupt(_) | Self::System(_) => {
                Code::Internal
            }
        }
    }

    /// Whether running the same transaction once more may succeed: another one was in
    /// its way (PostgreSQL's serialization failure and deadlock).
    pub(crate) fn is_conflict(&self) -> bool {
        match self {
            Self::Conflict => true,
            Self::Database(sqlx::Error::Database(error)) => {
                matches!(error.code().as_deref(), Some("40001" | "40P01"))
            }
            Self::Database(_)
            | Self::Refused(_)
            | Self::Migration(_)
            | Self::Corrupt(_)
            | Self::System(_) => false,
        }
    }
}

/// Whether the database is out of reach or busy at this moment, rather than wrong.
fn is_busy(error: &sqlx::Error) -> bool {
    match error {
        sqlx::Error::PoolTimedOut
        | sqlx::Error::PoolClosed
        | sqlx::Error::WorkerCrashed
        | sqlx::Error::Io(_) => true,
        // SQLITE_BUSY and SQLITE_LOCKED with their extensions; PostgreSQL's conflicts,
        // locks held too long,
        // connection failures, exhausted resources, and shutdowns.
        sqlx::Error::Database(error) => error.code().is_some_and(|code| {
            matches!(
                &*code,
                "5" | "6"
                    | "261"
                    | "262"
                    | "517"
                    | "518"
                    | "773"
                    | "40001"
                    | "40P01"
                    | "55P03"
                    | "25P03"
            ) || ["08", "53", "57P"]
                .iter()
                .any(|class| code.len() == 5 && code.starts_with(class))
        }),
        _other => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_busy_database_asks_to_try_again_and_a_refusal_keeps_its_code() {
        assert_eq!(
            Error::from(sqlx::Error::PoolTimedOut).code(),
            Code::Unavailable
        );
        assert_eq!(Error::from(sqlx::Error::RowNotFound).code(), Code::Internal);
        assert_eq!(Error::corrupt("x").code(), Code::Internal);
        let refused = Error::refused_field(Code::MalformedBody, "images");
        assert_eq!(refused.code(), Code::MalformedBody);
        assert_eq!(
            refused.to_string(),
            "The request body is malformed (images)"
        );
    }
}
