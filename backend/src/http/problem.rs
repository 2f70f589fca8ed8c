//! The one place where an error becomes an HTTP answer: `application/problem+json`.

use api::{Code, Problem, problem::MEDIA_TYPE};
use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};

use crate::error::Error;

/// What handlers, extractors and middleware return.
pub type Answer<T> = Result<T, Refused>;

/// An error answer: a problem, and when to come back where that helps.
#[derive(Debug)]
pub struct Refused {
    problem: Box<Problem>,
    retry_after_s: Option<u64>,
}

impl Refused {
    /// A refusal of that kind.
    pub fn new(code: Code) -> Self {
        Self::from(Problem::new(code))
    }

    /// With the field of the request that is to blame.
    pub fn field(mut self, field: impl Into<String>) -> Self {
        self.problem.field = Some(field.into());
        self
    }

    /// With a sentence for developers.
    pub fn detail(mut self, detail: impl Into<String>) -> Self {
        self.problem.detail = Some(detail.into());
        self
    }

    /// With `Retry-After` in seconds.
    pub fn retry_after(mut self, seconds: u64) -> Self {
        self.retry_after_s = Some(seconds);
        self
    }

    /// The kind of problem.
    pub fn code(&self) -> Code {
        self.problem.code
    }
}

impl From<Problem> for Refused {
    fn from(problem: Problem) -> Self {
        Self {
            problem: Box::new(problem),
            retry_after_s: None,
        }
    }
}

impl From<Error> for Refused {
    fn from(error: Error) -> Self {
        let code = error.code();
        match error {
            Error::Refused(refusal) => Self {
                problem: Box::new(Problem {
                    field: refusal.field.map(str::to_owned),
                    detail: refusal.detail,
                    ..Problem::new(code)
                }),
                retry_after_s: (code == Code::InFlight).then_some(1),
            },
            Error::Conflict
            | Error::Database(_)
            | Error::Migration(_)
            | Error::Corrupt(_)
            | Error::System(_) => {
                // For us, not for whoever asked.
                tracing::error!(%error, "a request failed");
                match code {
                    Code::Unavailable => Self::new(code).retry_after(1),
                    _wrong => Self::new(code),
                }
            }
        }
    }
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        let status =
            StatusCode::from_u16(self.problem.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        // A problem is plain strings and numbers; should it fail all the same, the
        // status still says what kind it is.
        let body = serde_json::to_vec(&self.problem).unwrap_or_default();
        let mut answer = (status, body).into_response();
        let headers = answer.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(MEDIA_TYPE));
        if let Some(seconds) = self.retry_after_s {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        answer
    }
}

/// Nothing lives under that path.
pub async fn not_found() -> Refused {
    Refused::new(Code::NotFound)
}

/// Something lives there, but not for this method; axum adds `Allow`.
pub async fn method_not_allowed() -> Refused {
    Refused::new(Code::MethodNotAllowed)
}
