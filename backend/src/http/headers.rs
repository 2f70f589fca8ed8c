//! The headers that stand on every answer, whatever it is (reliability.md, "Security").

use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, header},
    middleware::Next,
    response::Response,
};

use super::csp;

/// The features that the page uses none of, as far as browsers know them: a name that one
/// does not know is a warning on its console.
const PERMISSIONS_POLICY: &str = "accelerometer=(), autoplay=(), camera=(), \
     display-capture=(), encrypted-media=(), fullscreen=(), gamepad=(), geolocation=(), \
     gyroscope=(), hid=(), idle-detection=(), magnetometer=(), microphone=(), midi=(), \
     payment=(), picture-in-picture=(), publickey-credentials-get=(), screen-wake-lock=(), \
     serial=(), usb=(), xr-spatial-tracking=()";

/// Two years, as the preload lists ask.
const STRICT_TRANSPORT: &str = "max-age=63072000; includeSubDomains";

/// The headers of every answer, made once at start.
#[derive(Debug, Clone)]
pub struct SecurityHeaders(HeaderMap);

impl SecurityHeaders {
    /// The headers for a page with that `index.html`, behind TLS or not.
    ///
    /// # Errors
    /// When the policy can't be a header, which no page of ours makes happen.
    pub fn new(index_html: &str, behind_tls: bool) -> Result<Self, header::InvalidHeaderValue> {
        let mut headers = HeaderMap::new();
        headers.insert(
            header::CONTENT_SECURITY_POLICY,
            HeaderValue::from_str(&csp::policy(index_html))?,
        );
        let fixed: [(HeaderName, &'static str); 5] = [
            (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
            (header::REFERRER_POLICY, "no-referrer"),
            (
                HeaderName::from_static("cross-origin-opener-policy"),
                "same-origin",
            ),
            (
                HeaderName::from_static("cross-origin-resource-policy"),
                "same-origin",
            ),
            (
                HeaderName::from_static("permissions-policy"),
                PERMISSIONS_POLICY,
            ),
        ];
        for (name, value) in fixed {
            headers.insert(name, HeaderValue::from_static(value));
        }
        if behind_tls {
            headers.insert(
                header::STRICT_TRANSPORT_SECURITY,
                HeaderValue::from_static(STRICT_TRANSPORT),
            );
        }
        Ok(Self(headers))
    }
}

/// Puts them on the answer; outermost, so that no refusal escapes it.
pub async fn add(
    State(SecurityHeaders(headers)): State<SecurityHeaders>,
    request: Request,
    next: Next,
) -> Response {
    let mut answer = next.run(request).await;
    for (name, value) in &headers {
        // A page that is not ours to style has a policy of its own.
        answer
            .headers_mut()
            .entry(name)
            .or_insert_with(|| value.clone());
    }
    answer
}

/// Keeps answers of the API out of every cache: they are somebody's own.
pub async fn no_store(request: Request, next: Next) -> Response {
    let mut answer = next.run(request).await;
    answer
        .headers_mut()
        .insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    answer
}
