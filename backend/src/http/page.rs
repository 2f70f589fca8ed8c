//! The page's own files: what Trunk built, served with the caching that each allows.

use std::path::PathBuf;

use api::Code;
use axum::{
    Router,
    body::Body,
    extract::{Request, State},
    http::{HeaderValue, Method, StatusCode, Uri, header},
    response::{IntoResponse, Response},
};
use tower::ServiceExt;
use tower_http::services::ServeDir;

use super::problem::Refused;

/// Longer than the name of any file of the page; file systems allow 255, of which `.br`
/// and `.gz` need some.
const NAME_MAX_BYTES: usize = 250;

/// Longer than any path of the page; Linux allows 4096 bytes, with the directory.
const PATH_MAX_BYTES: usize = 2_000;

/// A directory with `index.html` and what it loads.
#[derive(Debug, Clone)]
pub struct Page {
    files: ServeDir,
    index_html: String,
}

impl Page {
    /// The page in that directory.
    ///
    /// # Errors
    /// When it has no readable `index.html`.
    pub async fn open(directory: PathBuf) -> std::io::Result<Self> {
        let index_html = tokio::fs::read_to_string(directory.join("index.html")).await?;
        let files = ServeDir::new(directory)
            .append_index_html_on_directories(false)
            .precompressed_br()
            .precompressed_gzip();
        Ok(Self { files, index_html })
    }

    /// The text of `index.html`, for the policy.
    pub fn index_html(&self) -> &str {
        &self.index_html
    }
}

/// Serves the page under every path that nothing else has.
pub fn router(page: Option<Page>) -> Router {
    Router::new().fallback(serve).with_state(page)
}

async fn serve(State(page): State<Option<Page>>, mut request: Request) -> Response {
    let Some(page) = page else {
        return Refused::new(Code::NotFound).into_response();
    };
    if request.method() != Method::GET && request.method() != Method::HEAD {
        let mut answer = Refused::new(Code::MethodNotAllowed).into_response();
        answer
            .headers_mut()
            .insert(header::ALLOW, HeaderValue::from_static("GET,HEAD"));
        return answer;
    }
    // The page draws its own routes, so a path without a file name is the page; a
    // missing file must not be, or a browser would run html as a script.
    let is_file = request
        .uri()
        .path()
        .rsplit('/')
        .next()
        .is_some_and(|name| name.contains('.'));
    if !is_file {
        *request.uri_mut() = Uri::from_static("/index.html");
    }
    // No file has such a name, and the file system would call it an error.
    let is_too_long = |name: &str| name.len() > NAME_MAX_BYTES;
    let path = request.uri().path();
    if path.len() > PATH_MAX_BYTES || path.split('/').any(is_too_long) {
        return Refused::new(Code::NotFound).into_response();
    }
    let caching = caching(request.uri().path());
    let Ok(answer) = page.files.oneshot(request).await;
    with_caching(answer.map(Body::new), caching)
}

fn with_caching(mut answer: Response, caching: HeaderValue) -> Response {
    let status = answer.status();
    if status == StatusCode::NOT_FOUND {
        return Refused::new(Code::NotFound).into_response();
    }
    if status.is_server_error() {
        tracing::error!(%status, "a file of the page can't be read");
        return Refused::new(Code::Internal).into_response();
    }
    if status.is_success() || status == StatusCode::NOT_MODIFIED {
        answer.headers_mut().insert(header::CACHE_CONTROL, caching);
    }
    answer
}

/// A file whose name, or whose folder's, holds its hash never changes; any other is asked
/// for again.
fn caching(path: &str) -> HeaderValue {
    let is_hash = |part: &str| {
        part.len() >= 16
            && part
                .bytes()
                .all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
    };
    let has_hash = path.split('/').any(|name| {
        let stem = name.split('.').next().unwrap_or_default();
        stem.split(['-', '_']).skip(1).any(is_hash)
    });
    HeaderValue::from_static(if has_hash {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_name_with_a_hash_is_kept_for_ever() {
        for path in [
            "/relux-credits-1a2b3c4d5e6f7a8b.js",
            "/relux-credits-1a2b3c4d5e6f7a8b_bg.wasm",
            "/style/base-0123456789abcdef.css",
            "/relux-credits-1a2b3c4d5e6f7a8b/split_payments.wasm",
        ] {
            assert!(
                caching(path).to_str().unwrap().contains("immutable"),
                "{path}"
            );
        }
        for path in [
            "/index.html",
            "/export.js",
            "/export_bg.wasm",
            "/1a2b3c4d5e6f7a8b/inline0.js",
            "/icons-decade.svg",
        ] {
            assert_eq!(caching(path), "no-cache", "{path}");
        }
    }
}
