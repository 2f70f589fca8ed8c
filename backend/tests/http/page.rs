//! The page's files: what is served where, how long it may be kept, and the policy.

use std::path::Path;

use api::Code;
use axum::{
    body::Body,
    http::{Request, StatusCode},
};
use backend::http::Page;

use crate::{
    client::{Reply, Server, settings},
    support::on_every_database,
};

const INDEX: &str = "<!doctype html><script type=module>start()</script><p>page</p>";
const HASHED: &str = "/relux-credits-0123456789abcdef_bg.wasm";

async fn server(database: &backend::store::Database, directory: &Path) -> Server {
    let write = |name: &str, text: &str| std::fs::write(directory.join(name), text).unwrap();
    write("index.html", INDEX);
    write(&HASHED[1..], "wasm");
    write(&format!("{}.br", &HASHED[1..]), "brotli");
    write(&format!("{}.gz", &HASHED[1..]), "gzip");
    write("export.js", "worker");
    let page = Page::open(directory.to_owned()).await.unwrap();
    Server::with(database, settings(), Some(page)).await
}

async fn ask(server: &Server, method: &str, path: &str, header: (&str, &str)) -> Reply {
    let request = Request::builder().method(method).uri(path);
    let request = request.header(header.0, header.1).body(Body::empty());
    let answer = server.send(request.unwrap()).await;
    Reply::read(format!("{method} {path}"), answer).await
}

const PLAIN: (&str, &str) = ("accept", "*/*");

/// Runs a test with the page of this file.
fn on_page(test: impl AsyncFn(&Server)) {
    on_every_database(async |database| {
        let directory = tempfile::tempdir().unwrap();
        test(&server(database, directory.path()).await).await;
    });
}

#[test]
fn every_path_of_the_page_is_the_page_and_a_missing_file_is_not() {
    on_page(async |server| {
        for path in [
            "/",
            "/sign-in",
            "/credits",
            "/credits/organisation/0a",
            "/apis",
        ] {
            let reply = ask(server, "GET", path, PLAIN).await;
            assert_eq!(
                (reply.status, reply.text()),
                (StatusCode::OK, INDEX.to_owned())
            );
            assert_eq!(reply.header("content-type"), "text/html");
            assert_eq!(reply.header("cache-control"), "no-cache");
            let etag = reply.header("etag").to_owned();
            let again = ask(server, "GET", path, ("if-none-match", &etag)).await;
            assert_eq!(again.status, StatusCode::NOT_MODIFIED);
        }
        for path in [
            "/missing.js",
            "/credits/missing.wasm",
            "/../Cargo.toml",
            "/%2e%2e%2fCargo.toml",
        ] {
            let reply = ask(server, "GET", path, PLAIN).await;
            reply.assert_refused(Code::NotFound);
        }
        for name in ["a".repeat(300), "a".repeat(250), "%C3%BC".repeat(200)] {
            for path in [format!("/{name}.js"), format!("/{name}/x.js")] {
                let reply = ask(server, "GET", &path, PLAIN).await;
                reply.assert_refused(Code::NotFound);
            }
        }
        let reply = ask(server, "GET", "/api/unknown", PLAIN).await;
        reply.assert_refused(Code::NotFound);
        let reply = ask(server, "POST", "/credits", PLAIN).await;
        reply.assert_refused(Code::MethodNotAllowed);
        assert_eq!(reply.header("allow"), "GET,HEAD");
    });
}

#[test]
fn files_are_served_compressed_and_kept_as_long_as_their_name_allows() {
    on_page(async |server| {
        for (accepted, body) in [
            ("br, gzip", "brotli"),
            ("gzip", "gzip"),
            ("identity", "wasm"),
        ] {
            let reply = ask(server, "GET", HASHED, ("accept-encoding", accepted)).await;
            assert_eq!(reply.text(), body);
            assert_eq!(reply.header("content-type"), "application/wasm");
            assert_eq!(
                reply.header("cache-control"),
                "public, max-age=31536000, immutable"
            );
            assert_eq!(reply.header("vary"), "accept-encoding");
        }
        let reply = ask(server, "GET", "/export.js", PLAIN).await;
        assert_eq!(reply.header("cache-control"), "no-cache");
        assert_eq!(reply.header("content-type"), "text/javascript");
        let head = ask(server, "HEAD", "/export.js", PLAIN).await;
        assert_eq!((head.status, head.text()), (StatusCode::OK, String::new()));
    });
}

#[test]
fn the_policy_allows_the_inline_script_of_the_served_page_by_its_hash() {
    on_page(async |server| {
        for path in ["/", HASHED, "/api/v1/session", "/missing.js"] {
            let reply = ask(server, "GET", path, PLAIN).await;
            let policy = reply.header("content-security-policy");
            // printf 'start()' | openssl dgst -sha256 -binary | base64
            let hash = "'sha256-DIm7WJS6ZKDYe5qFLPy+h4JFI9Bol5QmYC57mt3Fb00='";
            assert!(policy.contains(hash), "{path}: {policy}");
        }
    });
}
