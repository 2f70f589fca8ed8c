//! What is answered where nothing is, and the headers of every answer.

use api::Code;
use axum::{
    body::Body,
    http::{HeaderMap, Method, Request, StatusCode},
};
use backend::http::Settings;

use crate::{
    client::{Reply, Server, settings},
    support::{on_every_database, world},
};

async fn ask(server: &Server, method: &str, path: &str) -> Reply {
    let request = Request::builder().method(method).uri(path);
    let answer = server.send(request.body(Body::empty()).unwrap()).await;
    Reply::read(format!("{method} {path}"), answer).await
}

#[test]
fn an_unknown_route_is_a_problem() {
    on_every_database(async |database| {
        let server = Server::on(database).await;
        for path in [
            "/api",
            "/api/",
            "/api/v1",
            "/api/v1/",
            "/api/v2/session",
            "/api/v1/session/",
            "/api/v1/wallets",
            "/api/v1/wallets/00000000000001/unknown",
            "/api/v1/wallets/00000000000001/transactions/unknown",
            "/api/v1/%ff",
            "/api/v1/openapi.json",
        ] {
            for method in ["GET", "POST", "DELETE", "BREW"] {
                let reply = ask(&server, method, path).await;
                reply.assert_refused(Code::NotFound);
                assert_eq!(reply.header("cache-control"), "no-store");
            }
        }
    });
}

#[test]
fn a_wrong_method_is_a_problem_that_names_the_right_ones() {
    on_every_database(async |database| {
        let server = Server::on(database).await;
        for (method, path, allowed) in [
            ("PUT", "/api/v1/session", "DELETE,GET,HEAD,POST"),
            ("POST", "/api/v1/wallets/personal", "GET,HEAD"),
            ("OPTIONS", "/api/v1/wallets/personal", "GET,HEAD"),
            ("GET", "/api/v1/generations", "POST"),
            ("POST", "/api/v1/events", "GET,HEAD"),
            (
                "POST",
                "/api/v1/wallets/personal/auto-renewal",
                "GET,HEAD,PUT",
            ),
            ("GET", "/api/v1/wallets/personal/purchases", "POST"),
            ("PUT", "/api/v1/payment-notices", "POST"),
        ] {
            let reply = ask(&server, method, path).await;
            reply.assert_refused(Code::MethodNotAllowed);
            let mut names: Vec<_> = reply.header("allow").split(',').collect();
            names.sort_unstable();
            assert_eq!(names.join(","), allowed, "{method} {path}");
        }
    });
}

#[test]
fn a_malformed_identifier_names_nothing() {
    on_every_database(async |database| {
        let world = world(database).await;
        let server = Server::on(database).await;
        let browser = server.signed_in(world.owner).await;
        for id in [
            "1",
            "Personal",
            "0000000000000G",
            "ffffffffffffff",
            "%00",
            "%ff",
            "..%2f..",
            "00000000000001",
        ] {
            for path in [
                format!("/wallets/{id}"),
                format!("/wallets/{id}/transactions"),
                format!("/wallets/{id}/transactions/export"),
                format!("/organisations/{id}"),
                format!("/wallets/{id}/auto-renewal"),
                format!("/wallets/{id}/auto-renewal/past"),
                format!("/wallets/{id}/payments/00000000000001"),
            ] {
                let reply = browser.get(&path).await;
                reply.assert_refused(Code::NotFound);
            }
        }
    });
}

fn assert_strict(reply: &Reply) {
    let policy = reply.header("content-security-policy");
    assert!(policy.starts_with("default-src 'none'; "), "{policy}");
    assert!(policy.contains("frame-ancestors 'none'"), "{policy}");
    assert_eq!(reply.header("x-content-type-options"), "nosniff");
    assert_eq!(reply.header("referrer-policy"), "no-referrer");
    assert_eq!(reply.header("cross-origin-opener-policy"), "same-origin");
    assert_eq!(reply.header("cross-origin-resource-policy"), "same-origin");
    assert!(reply.header("permissions-policy").contains("camera=()"));
    let cors = |headers: &HeaderMap| {
        headers
            .keys()
            .any(|name| name.as_str().starts_with("access-control-"))
    };
    assert!(!cors(&reply.headers), "{}", reply.what);
}

#[test]
fn the_strict_headers_stand_on_every_answer() {
    on_every_database(async |database| {
        let world = world(database).await;
        let server = Server::on(database).await;
        let browser = server.signed_in(world.owner).await;
        let json = |method| {
            browser
                .request(method, "/session")
                .header("origin", "https://evil.example")
                .header("content-type", "application/json")
        };
        let large = "x".repeat(70_000);
        for (reply, status) in [
            (browser.get("/session").await, 200),
            (browser.send(json(Method::GET), ()).await, 200),
            (browser.send(json(Method::POST), "{").await, 400),
            (server.browser().get("/wallets/personal").await, 401),
            (browser.get("/wallets/1").await, 404),
            (browser.send(json(Method::PATCH), ()).await, 405),
            (browser.send(json(Method::POST), large).await, 413),
            (ask(&server, "GET", "/").await, 404),
            (ask(&server, "POST", "/").await, 404),
            (browser.delete("/session").await, 204),
        ] {
            assert_eq!(reply.status.as_u16(), status, "{}", reply.what);
            assert_strict(&reply);
            assert!(!reply.headers.contains_key("strict-transport-security"));
            if reply.what.contains("/api/") {
                assert_eq!(reply.header("cache-control"), "no-store");
            }
        }
    });
}

#[test]
fn strict_transport_is_asked_for_behind_tls_only() {
    on_every_database(async |database| {
        let settings = Settings {
            behind_tls: true,
            ..settings()
        };
        let server = Server::with(database, settings, None).await;
        let reply = ask(&server, "GET", "/api/v1/session").await;
        let value = reply.header("strict-transport-security");
        assert!(value.starts_with("max-age=63072000"), "{value}");
    });
}

#[test]
fn an_answer_is_compressed_for_who_wants_it_and_an_event_stream_never() {
    on_every_database(async |database| {
        let world = world(database).await;
        let server = Server::on(database).await;
        let browser = server.signed_in(world.owner).await;
        let request = |path| {
            browser
                .request(Method::GET, path)
                .header("accept-encoding", "gzip, br")
        };
        let reply = browser.send(request("/session"), ()).await;
        assert_eq!(reply.header("content-encoding"), "gzip");
        let stream = server.send(request("/events").body(Body::empty()).unwrap());
        let stream = stream.await;
        assert_eq!(stream.status(), StatusCode::OK);
        assert!(!stream.headers().contains_key("content-encoding"));
    });
}

#[test]
fn a_database_out_of_reach_asks_to_try_again() {
    on_every_database(async |database| {
        let world = world(database).await;
        let server = Server::on(database).await;
        let browser = server.signed_in(world.owner).await;
        let desktop = server.desktop(world.owner).await;
        database.close().await;
        for reply in [
            browser.get("/session").await,
            browser.get("/wallets/personal/transactions/export").await,
            browser.delete("/session").await,
            desktop
                .post_once("/generations", "k", &serde_json::json!({"images": 1}))
                .await,
        ] {
            reply.assert_refused(Code::Unavailable);
            assert_eq!(reply.header("retry-after"), "1");
            assert_eq!(reply.problem().detail, None);
        }
    });
}
