//! What every refusal looks like: `application/problem+json` (RFC 9457).

use serde::{Deserialize, Serialize};

/// The media type of every error answer.
pub const MEDIA_TYPE: &str = "application/problem+json";

/// An error answer. `code` decides what the page says and does; `title` and
/// `detail` are for developers and logs, and never reach a screen (product G8).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Problem {
    /// Always `about:blank`: the code below says what kind of problem it is.
    #[serde(rename = "type", default = "about_blank")]
    pub kind: String,
    /// The HTTP status, repeated (RFC 9457, 3.1.2).
    pub status: u16,
    /// The machine-readable kind of problem.
    pub code: Code,
    /// The kind of problem in a few English words.
    pub title: String,
    /// What was wrong with this request, in English.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// The field of the request that is to blame, as it is named in the contract.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
}

fn about_blank() -> String {
    "about:blank".to_owned()
}

impl Problem {
    /// A problem of that kind, with the status and title that belong to it.
    pub fn new(code: Code) -> Self {
        Self {
            kind: about_blank(),
            status: code.status(),
            code,
            title: code.title().to_owned(),
            detail: None,
            field: None,
        }
    }

    /// With a sentence for developers.
    #[must_use]
    pub fn detail(mut self, detail: impl Into<String>) -> Self {
        self.detail = Some(detail.into());
        self
    }

    /// With the field that is to blame.
    #[must_use]
    pub fn field(mut self, field: impl Into<String>) -> Self {
        self.field = Some(field.into());
        self
    }
}

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident $status:literal $title:literal,)*) => {
        /// The kinds of problem. A client that meets one it doesn't know reads
        /// [`Code::Unknown`] and goes by the status.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        #[serde(rename_all = "snake_case")]
        pub enum Code {
            $($(#[$doc])* $name,)*
            /// A code of a newer backend.
            #[serde(other)]
            Unknown,
        }

        impl Code {
            /// Every code that this version knows.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// The HTTP status that goes with it.
            pub const fn status(self) -> u16 {
                match self {
                    $(Self::$name => $status,)*
                    Self::Unknown => 500,
                }
            }

            /// A few English words.
            pub const fn title(self) -> &'static str {
                match self {
                    $(Self::$name => $title,)*
                    Self::Unknown => "Unknown problem",
                }
            }
        }
    };
}

codes! {
    /// The body is not the JSON that the contract asks for.
    MalformedBody 400 "The request body is malformed",
    /// A path or query parameter is not what the contract asks for.
    MalformedParameter 400 "A request parameter is malformed",
    /// A cursor that this list did not give out, or not for this filter.
    InvalidCursor 400 "The cursor is not valid for this list",
    /// A write that moves credits came without `Idempotency-Key`, or with a malformed one.
    MissingIdempotencyKey 400 "An Idempotency-Key header is required",
    /// Nobody is signed in, or no longer.
    SignedOut 401 "Sign in first",
    /// E-mail address and password don't belong together.
    WrongCredentials 401 "E-mail address or password is wrong",
    /// Signed in, but not allowed.
    Forbidden 403 "Not allowed",
    /// A cookie-authenticated write that another site may have sent.
    CrossSite 403 "The request did not come from the page",
    /// No such thing, or none that this user may see.
    NotFound 404 "Not found",
    /// No such invitation, or none that can be used: it has expired, was used or revoked, or
    /// is for another address than the user's (I19).
    InvalidInvitation 404 "The invitation can't be used",
    /// The path exists, the method doesn't.
    MethodNotAllowed 405 "Method not allowed",
    /// Nothing that the client accepts can be made.
    Timeout 408 "The request took too long",
    /// The same key is being worked on at this moment.
    InFlight 409 "The same request is still being worked on",
    /// The wallet can't pay; nothing was debited (rule 4).
    InsufficientCredits 409 "Not enough credits",
    /// The member has used as many shared credits this month as they may; nothing was debited
    /// (O6).
    MemberLimitReached 409 "The monthly limit is reached",
    /// The generation was refunded before.
    AlreadyRefunded 409 "Already refunded",
    /// Saving this buys at once, and the customer has not confirmed that (rule 6).
    RenewsAtOnce 409 "This buys credits at once",
    /// Somebody with that address can sign in.
    AccountExists 409 "There is an account with this address",
    /// Another payment of this wallet is being decided.
    PaymentInProgress 409 "Another payment is in progress",
    /// The price is not the one that the customer agreed to.
    PriceChanged 409 "The price has changed",
    /// It would leave an organisation without an owner (rule 11).
    LastOwner 409 "An organisation needs an owner",
    /// It was changed elsewhere since it was read (A9, I22).
    Stale 412 "Changed since it was read",
    /// More than 64 KiB.
    BodyTooLarge 413 "The request body is too large",
    /// Not `application/json`.
    UnsupportedMediaType 415 "The request body must be application/json",
    /// The same key was used for another request.
    KeyReused 422 "The Idempotency-Key was used for another request",
    /// No card is stored (A7).
    NoPaymentMethod 422 "No payment method is stored",
    /// The backend sells no such package.
    UnknownPackage 422 "There is no such package",
    /// The threshold is none of those that can be chosen (A3).
    ThresholdOutOfRange 422 "The threshold is out of range",
    /// The monthly limit does not suffice for one package, or is of another currency (A5).
    LimitTooLow 422 "The monthly limit is too low",
    /// A setting was to be changed without saying which version of it was read.
    MissingIfMatch 428 "An If-Match header is required",
    /// Too many requests; `Retry-After` says when to come back.
    TooManyRequests 429 "Too many requests",
    /// Our fault.
    Internal 500 "Something went wrong on our side",
    /// The payment provider can't be reached.
    ProviderUnavailable 503 "The payment provider can't be reached",
    /// The database can't be reached or is too busy.
    Unavailable 503 "Try again in a moment",
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_of_a_newer_backend_is_read_as_unknown() {
        let text = r#"{"status":418,"code":"teapot","title":"I'm a teapot"}"#;
        let problem: Problem = serde_json::from_str(text).unwrap();
        assert_eq!(problem.code, Code::Unknown);
        assert_eq!(problem.status, 418);
    }

    #[test]
    fn a_problem_survives_the_wire_and_names_its_field() {
        let problem = Problem::new(Code::MalformedBody)
            .field("email")
            .detail("not an e-mail address");
        let text = serde_json::to_string(&problem).unwrap();
        assert!(text.contains(r#""type":"about:blank""#), "{text}");
        assert!(text.contains(r#""code":"malformed_body""#), "{text}");
        assert_eq!(serde_json::from_str::<Problem>(&text).unwrap(), problem);
    }

    #[test]
    fn every_code_is_an_error_status() {
        assert!(
            Code::ALL
                .iter()
                .all(|code| (400..600).contains(&code.status()))
        );
    }
}
