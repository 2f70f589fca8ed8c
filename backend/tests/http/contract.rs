//! The published contract is what the code says.

use std::{collections::BTreeSet, path::Path};

use backend::http::{Settings, contract};
use serde_json::Value;

use crate::{
    client::{Server, settings},
    support::on_every_database,
};

/// The operations for which nobody has to be signed in.
const OPEN: &[&str] = &[
    "post /api/v1/session",
    "post /api/v1/session/host",
    "post /api/v1/desktop-tokens",
    "post /api/v1/invitations/look-up",
    "post /api/v1/invitations/sign-up",
];

/// To publish a change: `UPDATE=1 cargo test -p backend --test http contract`.
#[test]
fn the_published_contract_is_current() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/openapi.json");
    let mut current = contract().to_pretty_json().unwrap();
    current.push('\n');
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, &current).unwrap();
    }
    let published = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        published == current,
        "docs/openapi.json is not what the code says; publish it with \
         `UPDATE=1 cargo test -p backend --test http contract`"
    );
}

#[test]
fn every_operation_says_who_may_call_it_and_how_it_fails() {
    let document = serde_json::to_value(contract()).unwrap();
    assert_eq!(document["openapi"], "3.1.0");
    let mut names = BTreeSet::new();
    for (path, methods) in document["paths"].as_object().unwrap() {
        for (method, operation) in methods.as_object().unwrap() {
            let name = operation["operationId"].as_str().unwrap();
            assert!(names.insert(name), "{name} twice");
            let what = format!("{method} {path}");
            let answers = operation["responses"].as_object().unwrap();
            let is_open = OPEN.contains(&&*what);
            assert_eq!(operation["security"].is_null(), is_open, "{what}");
            // What a browser writes with its cookie, or to get one.
            let is_pages_write = method != "get"
                && operation["security"][0]["bearer"].is_null()
                && !path.ends_with("/desktop-tokens");
            let parameters = operation["parameters"].as_array().into_iter().flatten();
            let mut named = parameters.map(|one| one["name"].as_str().unwrap());
            assert_eq!(
                named.any(|name| name == "x-relux-credits"),
                is_pages_write,
                "{what}"
            );
            let for_signed_in = (!is_open).then_some("401");
            for status in for_signed_in
                .into_iter()
                .chain(["408", "429", "500", "503"])
            {
                let problem = &answers[status]["content"]["application/problem+json"];
                assert_eq!(
                    problem["schema"]["$ref"], "#/components/schemas/Problem",
                    "{what}: {status}"
                );
            }
            assert!(
                answers.keys().any(|status| status.starts_with('2')),
                "{what}"
            );
        }
    }
    assert_eq!(names.len(), 32);
    assert!(document["components"]["schemas"]["Event"] != Value::Null);
}

#[test]
fn the_contract_is_served_in_development_only() {
    on_every_database(async |database| {
        let development = Settings {
            development: true,
            ..settings()
        };
        let server = Server::with(database, development, None).await;
        let document: Value = server.browser().get("/openapi.json").await.json();
        assert_eq!(document, serde_json::to_value(contract()).unwrap());
        let server = Server::on(database).await;
        let reply = server.browser().get("/openapi.json").await;
        reply.assert_refused(api::Code::NotFound);
    });
}
