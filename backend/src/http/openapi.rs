//! The contract as an OpenAPI 3.1 document, made from the code. Kept in `docs/`.

use std::collections::BTreeMap;

use api::{
    Code, Problem,
    event::Event,
    history::{ExportEnd, ExportStart},
    problem::MEDIA_TYPE,
    transaction::Transaction,
};
use utoipa::{
    IntoResponses, Modify, OpenApi,
    openapi::{
        Content, Ref, RefOr, Response, ResponseBuilder,
        header::HeaderBuilder,
        schema::{ObjectBuilder, Type},
        security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme},
    },
};

use super::auth::COOKIE;

/// What can't be read off the routes.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "Relux Credits",
        description = "Buying and spending AI credits. Amounts are integers in hundredths of a \
            credit, instants are RFC 3339 in UTC, every error is a Problem whose code decides."
    ),
    components(schemas(Problem, Event, ExportStart, Transaction, ExportEnd)),
    modifiers(&Security)
)]
pub struct Document;

/// How one signs in.
struct Security;

impl Modify for Security {
    fn modify(&self, document: &mut utoipa::openapi::OpenApi) {
        let schemes = [
            (
                "cookie",
                SecurityScheme::ApiKey(ApiKey::Cookie(ApiKeyValue::with_description(
                    COOKIE,
                    "A browser's session. Writes also need the header x-relux-credits: 1 and \
                     a same-origin Sec-Fetch-Site or Origin.",
                ))),
            ),
            (
                "bearer",
                SecurityScheme::Http(
                    HttpBuilder::new()
                        .scheme(HttpAuthScheme::Bearer)
                        .description(Some("ReluxDesktop's token."))
                        .build(),
                ),
            ),
        ];
        let components = document.components.get_or_insert_default();
        for (name, scheme) in schemes {
            components.add_security_scheme(name, scheme);
        }
    }
}

/// Names the problems that an operation may answer with.
macro_rules! problems {
    ($($(#[$doc:meta])* $name:ident: $($code:ident),*;)*) => {
        $($(#[$doc])*
        pub struct $name;

        impl IntoResponses for $name {
            fn responses() -> BTreeMap<String, RefOr<Response>> {
                by_status(&[
                    $(Code::$code,)*
                    Code::Timeout, Code::TooManyRequests, Code::Internal, Code::Unavailable,
                ])
            }
        })*
    };
}

problems! {
    /// Of signing in.
    SignInProblems: MalformedBody, MalformedParameter, WrongCredentials, CrossSite, BodyTooLarge, UnsupportedMediaType;
    /// Of signing in by the host.
    HostProblems: MalformedBody, MalformedParameter, Forbidden, CrossSite, NotFound, BodyTooLarge, UnsupportedMediaType;
    /// Of asking for a desktop token.
    TokenProblems: MalformedBody, MalformedParameter, WrongCredentials, BodyTooLarge, UnsupportedMediaType;
    /// Of signing out.
    SignOutProblems: MalformedParameter, SignedOut, CrossSite;
    /// Of reading what is one's own.
    OwnProblems: MalformedParameter, SignedOut;
    /// Of reading something that has an identifier.
    ReadProblems: MalformedParameter, SignedOut, NotFound;
    /// Of removing a member.
    RemoveProblems: MalformedParameter, SignedOut, Forbidden, CrossSite, NotFound, LastOwner;
    /// Of changing a member's role.
    RoleProblems: MalformedBody, MalformedParameter, SignedOut, Forbidden, CrossSite, NotFound, LastOwner,
        BodyTooLarge, UnsupportedMediaType;
    /// Of creating an organisation.
    CreateProblems: MalformedBody, MalformedParameter, MissingIdempotencyKey, SignedOut, CrossSite, InFlight,
        BodyTooLarge, UnsupportedMediaType, KeyReused;
    /// Of setting how much a member may use.
    LimitProblems: MalformedBody, MalformedParameter, SignedOut, Forbidden, CrossSite, NotFound,
        BodyTooLarge, UnsupportedMediaType;
    /// Of inviting people.
    InviteProblems: MalformedBody, MalformedParameter, SignedOut, Forbidden, CrossSite, NotFound,
        BodyTooLarge, UnsupportedMediaType;
    /// Of revoking an invitation.
    RevokeProblems: MalformedParameter, SignedOut, Forbidden, CrossSite, NotFound;
    /// Of looking at an invitation.
    LookUpProblems: MalformedBody, MalformedParameter, CrossSite, InvalidInvitation, BodyTooLarge,
        UnsupportedMediaType;
    /// Of accepting an invitation.
    AcceptProblems: MalformedBody, MalformedParameter, SignedOut, CrossSite, InvalidInvitation, BodyTooLarge,
        UnsupportedMediaType;
    /// Of signing up with an invitation.
    SignUpProblems: MalformedBody, MalformedParameter, CrossSite, InvalidInvitation, AccountExists, BodyTooLarge,
        UnsupportedMediaType;
    /// Of reading what only who manages a wallet's payments may see.
    ManageProblems: MalformedParameter, SignedOut, Forbidden, NotFound;
    /// Of changing a wallet's auto-renewal.
    SaveProblems: MalformedBody, MalformedParameter, SignedOut, Forbidden, CrossSite, NotFound, RenewsAtOnce, Stale,
        BodyTooLarge, UnsupportedMediaType, NoPaymentMethod, UnknownPackage, ThresholdOutOfRange, LimitTooLow, MissingIfMatch;
    /// Of resuming a wallet's auto-renewal.
    ResumeProblems: MalformedBody, MalformedParameter, MissingIdempotencyKey, SignedOut, Forbidden, CrossSite, NotFound,
        InFlight, BodyTooLarge, UnsupportedMediaType, KeyReused, NoPaymentMethod;
    /// Of buying credits.
    BuyProblems: MalformedBody, MalformedParameter, MissingIdempotencyKey, SignedOut, Forbidden, CrossSite, NotFound,
        InFlight, PaymentInProgress, PriceChanged, BodyTooLarge, UnsupportedMediaType, KeyReused, NoPaymentMethod, UnknownPackage;
    /// Of opening the provider's page.
    CardPageProblems: MalformedBody, MalformedParameter, SignedOut, Forbidden, CrossSite, NotFound, BodyTooLarge,
        UnsupportedMediaType, ProviderUnavailable;
    /// Of reading a page of a list.
    PageProblems: MalformedParameter, InvalidCursor, SignedOut, NotFound;
    /// Of paying for a generation.
    DebitProblems: MalformedBody, MalformedParameter, MissingIdempotencyKey, SignedOut, NotFound, InFlight,
        InsufficientCredits, MemberLimitReached, BodyTooLarge, UnsupportedMediaType, KeyReused;
    /// Of giving a generation back.
    RefundProblems: MalformedBody, MalformedParameter, MissingIdempotencyKey, SignedOut, NotFound, InFlight,
        AlreadyRefunded, BodyTooLarge, UnsupportedMediaType, KeyReused;
}

/// One answer a status, which names its codes.
fn by_status(codes: &[Code]) -> BTreeMap<String, RefOr<Response>> {
    let mut statuses: BTreeMap<u16, Vec<Code>> = BTreeMap::new();
    for code in codes {
        statuses.entry(code.status()).or_default().push(*code);
    }
    statuses
        .into_iter()
        .map(|(status, codes)| (status.to_string(), RefOr::T(response(status, &codes))))
        .collect()
}

fn response(status: u16, codes: &[Code]) -> Response {
    let lines: Vec<String> = codes
        .iter()
        .map(|code| format!("`{}`: {}.", word(*code), code.title()))
        .collect();
    let schema = Ref::from_schema_name("Problem");
    let mut response = ResponseBuilder::new()
        .description(lines.join("\n"))
        .content(MEDIA_TYPE, Content::new(Some(schema)));
    if [409, 429, 503].contains(&status) {
        let seconds = HeaderBuilder::new()
            .description(Some("Seconds after which it may work."))
            .schema(Some(ObjectBuilder::new().schema_type(Type::Integer)))
            .build();
        response = response.header("Retry-After", seconds);
    }
    response.build()
}

/// The code as it is on the wire.
fn word(code: Code) -> String {
    serde_json::to_value(code)
        .ok()
        .and_then(|value| value.as_str().map(str::to_owned))
        .unwrap_or_default()
}
