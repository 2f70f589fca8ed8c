//! The Content-Security-Policy: nothing but our own files, and the inline pieces of
//! `index.html` by their hashes, computed from the very file that is served.

use base64::{Engine, prelude::BASE64_STANDARD};
use sha2::{Digest, Sha256};

/// The policy for a page with that `index.html` (empty text: no page).
pub fn policy(index_html: &str) -> String {
    let scripts = hashes(index_html, "script");
    let styles = hashes(index_html, "style");
    format!(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'{scripts}; \
         style-src 'self'{styles}; img-src 'self' data:; font-src 'self'; connect-src 'self'; \
         worker-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; \
         object-src 'none'; frame-src 'none'; frame-ancestors 'none'"
    )
}

/// ` 'sha256-…'` for each inline element of that name.
fn hashes(html: &str, element: &str) -> String {
    inline(html, element)
        .into_iter()
        .map(|text| {
            let hash = BASE64_STANDARD.encode(Sha256::digest(text.as_bytes()));
            format!(" 'sha256-{hash}'")
        })
        .collect()
}

/// The texts of the elements of that name that have no `src`. The file comes out of our
/// own build, so this reads well-formed HTML, with comments, and no more.
fn inline<'a>(html: &'a str, element: &str) -> Vec<&'a str> {
    let (open, close) = (format!("<{element}"), format!("</{element}>"));
    let mut texts = Vec::new();
    let mut rest = html;
    while let Some(start) = rest.find(&open) {
        let comment = rest.find("<!--").filter(|at| *at < start);
        if let Some((_, after)) = comment.and_then(|at| rest.get(at..)?.split_once("-->")) {
            rest = after;
            continue;
        }
        let Some((attributes, after)) = rest
            .get(start + open.len()..)
            .and_then(|tail| tail.split_once('>'))
        else {
            break;
        };
        let Some((text, after)) = after.split_once(&close) else {
            break;
        };
        let is_that_element = attributes.is_empty() || attributes.starts_with(char::is_whitespace);
        let has_src = attributes
            .split_whitespace()
            .any(|word| word.starts_with("src="));
        if is_that_element && !has_src {
            texts.push(text);
        }
        rest = after;
    }
    texts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_policy_names_exactly_the_inline_pieces() {
        let html = "<!doctype html><!-- <script>no</script> --><style>a{}</style>\
            <script type=\"module\">alert('hi')</script><script defer src=\"/x.js\"></script>\
            <scripture>none</scripture><link rel=stylesheet href=/s.css>";
        assert_eq!(inline(html, "script"), ["alert('hi')"]);
        assert_eq!(inline(html, "style"), ["a{}"]);
        let policy = policy(html);
        // printf "alert('hi')" | openssl dgst -sha256 -binary | base64
        let hash = "'sha256-XTqNqFSUlZHAW7f/OGNYSOEzxKhjdAAGMXoid2VEbJk='";
        assert!(
            policy.contains(&format!("script-src 'self' 'wasm-unsafe-eval' {hash};")),
            "{policy}"
        );
    }

    #[test]
    fn without_inline_pieces_the_policy_has_no_hash_and_never_unsafe_inline() {
        let policy = policy("");
        assert!(policy.contains("script-src 'self' 'wasm-unsafe-eval';"));
        assert!(!policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"));
    }
}
