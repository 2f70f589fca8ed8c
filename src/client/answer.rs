//! What an HTTP answer means. Pure; only [`super::request`] calls it.

use api::{Code, Problem, problem};

use super::ClientError;

/// An answer that has arrived as a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Answer {
    /// The status; 0 for a redirect, which the browser hides from us.
    pub(super) status: u16,
    /// The media type, without parameters, in lower case.
    pub(super) media_type: String,
    /// The body.
    pub(super) body: String,
}

impl Answer {
    /// The media type of a `Content-Type` header.
    pub(super) fn media_type(header: &str) -> String {
        let (media_type, _parameters) = header.split_once(';').unwrap_or((header, ""));
        media_type.trim().to_ascii_lowercase()
    }

    /// Whether something between us and the backend failed, which often passes.
    pub(super) const fn is_passing(&self) -> bool {
        matches!(self.status, 502..=504)
    }

    /// The JSON in the answer (empty where there is none to expect), or why not.
    ///
    /// A redirect, and a page of HTML where JSON should be, is how hosts and proxies ask
    /// people to sign in.
    pub(super) fn understand(self) -> Result<String, ClientError> {
        match (self.status, self.media_type.as_str()) {
            // Servers that call everything HTML call nothing HTML, too.
            (204, _) => Ok(String::new()),
            (0 | 300..=399, _) | (200..=299, "text/html") => Err(ClientError::SignedOut),
            (200..=299, "application/json") => Ok(self.body),
            (400..=599, problem::MEDIA_TYPE) => Err(refusal(self.status, &self.body)),
            (401, _) => Err(ClientError::SignedOut),
            _other => Err(ClientError::Unexpected),
        }
    }
}

fn refusal(status: u16, body: &str) -> ClientError {
    match serde_json::from_str::<Problem>(body) {
        Ok(problem) => match problem.code {
            Code::SignedOut => ClientError::SignedOut,
            _other => ClientError::Refused(problem),
        },
        Err(_) if status == 401 => ClientError::SignedOut,
        Err(_) => ClientError::Unexpected,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn understand(status: u16, content_type: &str, body: &str) -> Result<String, ClientError> {
        Answer {
            status,
            media_type: Answer::media_type(content_type),
            body: body.to_owned(),
        }
        .understand()
    }

    fn problem(code: Code) -> String {
        serde_json::to_string(&Problem::new(code)).unwrap()
    }

    #[test]
    fn g4_json_with_success_is_the_answer() {
        assert_eq!(
            understand(200, "Application/JSON; charset=utf-8", "{}"),
            Ok("{}".to_owned())
        );
        assert_eq!(understand(201, "application/json", "1"), Ok("1".to_owned()));
        for content_type in ["", "text/html; charset=utf-8"] {
            assert_eq!(understand(204, content_type, ""), Ok(String::new()));
        }
    }

    #[test]
    fn g5_a_sign_in_page_in_place_of_an_answer_means_signed_out() {
        for (status, content_type) in [
            (200, "text/html; charset=utf-8"),
            (0, ""),
            (302, "text/html"),
            (401, "text/html"),
            (401, problem::MEDIA_TYPE),
        ] {
            assert_eq!(
                understand(status, content_type, "<html>"),
                Err(ClientError::SignedOut),
                "{status} {content_type}"
            );
        }
        assert_eq!(
            understand(401, problem::MEDIA_TYPE, &problem(Code::SignedOut)),
            Err(ClientError::SignedOut)
        );
    }

    #[test]
    fn a_refusal_keeps_its_code() {
        for code in [Code::WrongCredentials, Code::NotFound, Code::Internal] {
            assert_eq!(
                understand(code.status(), problem::MEDIA_TYPE, &problem(code)),
                Err(ClientError::Refused(Problem::new(code)))
            );
        }
    }

    #[test]
    fn g8_an_answer_that_makes_no_sense_is_unexpected() {
        for (status, content_type) in [
            (200, "text/plain"),
            (200, ""),
            (404, "text/html"),
            (500, "application/json"),
            (502, "text/html"),
            (400, problem::MEDIA_TYPE),
        ] {
            assert_eq!(
                understand(status, content_type, "Bad Gateway"),
                Err(ClientError::Unexpected),
                "{status} {content_type}"
            );
        }
    }
}
