//! Bad input, made from the published contract: every operation × every field × every
//! hostile value. The answer is always a problem that blames the client, and nothing has
//! changed (I3, I7).

use api::Code;
use axum::{
    body::Bytes,
    http::{Method, StatusCode},
};
use backend::{http::contract, store::Database};
use serde_json::{Value, json};

use crate::{
    client::{Client, Reply, Server},
    support::{World, assert_sound, book, debit, on_every_database, purchase, world},
};

/// JSON values, as text, that no field but an optional one takes.
const HOSTILE_VALUES: &[&str] = &[
    "null",
    "true",
    "[]",
    "{}",
    "[1]",
    "0",
    "-1",
    "101",
    "1.5",
    "1.0",
    "1e400",
    "-0",
    "9223372036854775807",
    "-9223372036854775808",
    "9223372036854775808",
    "123456789012345678901234567890",
    "\"\"",
    "\" \"",
    "\"1\"",
    "\"\\u0000\"",
    "\"a@b.ch\\u0000\"",
    "\"a@b.ch\\r\\nBcc: x@y.ch\"",
    "\"\\u202ea@b.ch\"",
    "\"\\ud800\"",
    "\"\\udc00\\ud800\"",
    "\"ffffffffffffff\"",
    "\"00000000000000' OR 1=1--\"",
    "\"unterminated",
    "NaN",
    "'x'",
];

/// Bodies that no operation takes.
const HOSTILE_BODIES: &[&[u8]] = &[
    b"null",
    b"[]",
    b"1",
    b"\"x\"",
    b"{",
    b"{}{}",
    b"{} x",
    b"{\"unknown\":1}",
    b"{\"__proto__\":{}}",
    b"{\"\":0}",
    b"\xff\xfe",
    b"\xef\xbb\xbf{}",
    b"{\"\xff\":1}",
    b"<xml/>",
    b"a=b",
];

/// Percent-encoded query values that only a free text takes.
const HOSTILE_QUERIES: &[&str] = &[
    "",
    "%00",
    "%ff",
    "%0d%0aX-Evil:%201",
    "%E2%80%AE",
    "-1",
    "0",
    "501",
    "1.5",
    "99999999999999999999",
    "null",
    "[]",
    "%27%20OR%201=1--",
    "2026-13-01T00:00:00Z",
    "o0",
    "x1",
];

/// One operation of the contract, ready to be called well.
struct Operation {
    method: Method,
    path: String,
    caller: Client,
    /// The names of the query parameters.
    queries: Vec<String>,
    /// The fields of a good body: name, JSON text, whether it must be there.
    fields: Vec<(String, String, bool)>,
    takes_body: bool,
}

/// A good value for each field and path parameter that the contract has.
fn sample(name: &str, world: &World, generation: api::GenerationId) -> Value {
    match name {
        "email" => json!("somebody@example.ch"),
        "password" => json!("a password"),
        "images" => json!(1),
        "wallet" => json!(world.shared),
        "organisation" => json!(world.organisation),
        "generation" => json!(generation),
        other => panic!("the contract has a new field {other:?}: give it a sample"),
    }
}

async fn operations(server: &Server, world: &World) -> Vec<Operation> {
    let paid = debit(&server.database, world.owner, 1, None).await.unwrap();
    let document = serde_json::to_value(contract()).unwrap();
    let browser = server.signed_in(world.owner).await;
    let desktop = server.desktop(world.owner).await;
    let mut operations = Vec::new();
    for (path, methods) in document["paths"].as_object().unwrap() {
        for (method, operation) in methods.as_object().unwrap() {
            let mut path = path.strip_prefix("/api/v1").unwrap().to_owned();
            let mut queries = Vec::new();
            for parameter in operation["parameters"].as_array().into_iter().flatten() {
                let name = parameter["name"].as_str().unwrap();
                match parameter["in"].as_str().unwrap() {
                    "path" => {
                        let value = sample(name, world, paid.id);
                        path = path.replace(&format!("{{{name}}}"), value.as_str().unwrap());
                    }
                    "query" => queries.push(name.to_owned()),
                    "header" => assert!(["Idempotency-Key", "x-relux-credits"].contains(&name)),
                    other => panic!("a parameter in {other}"),
                }
            }
            let is_desktop = operation["security"][0].get("bearer").is_some();
            let method: Method = method.to_uppercase().parse().unwrap();
            let schema = &operation["requestBody"]["content"]["application/json"]["schema"];
            operations.push(Operation {
                takes_body: method == Method::POST,
                method,
                path,
                caller: if is_desktop { &desktop } else { &browser }.clone(),
                queries,
                fields: fields(&document, schema, world, paid.id),
            });
        }
    }
    assert_eq!(operations.len(), 11);
    operations
}

fn fields(
    document: &Value,
    schema: &Value,
    world: &World,
    generation: api::GenerationId,
) -> Vec<(String, String, bool)> {
    let Some(reference) = schema["$ref"].as_str() else {
        return Vec::new();
    };
    let schema = document.pointer(&reference[1..]).unwrap();
    let required = schema["required"].as_array().unwrap();
    schema["properties"]
        .as_object()
        .unwrap()
        .keys()
        .map(|name| {
            let value = sample(name, world, generation).to_string();
            (name.clone(), value, required.contains(&json!(name)))
        })
        .collect()
}

impl Operation {
    async fn send(&self, query: &str, kind: Option<&str>, body: impl Into<Bytes>) -> Reply {
        let path = format!("{}{query}", self.path);
        let mut request = self.caller.request(self.method.clone(), &path);
        if let Some(kind) = kind {
            request = request.header("content-type", kind);
        }
        request = request.header("idempotency-key", "bad-input");
        self.caller.send(request, body.into()).await
    }

    /// A good body but for that field, whose text is as given.
    fn body_with(&self, field: &str, text: &str) -> String {
        let good = self.fields.iter().filter(|(name, ..)| name != field);
        let good = good.map(|(name, value, _)| format!("\"{name}\":{value},"));
        format!("{{{}\"{field}\":{text}}}", good.collect::<String>())
    }
}

/// That a request was refused, as the client's fault.
fn assert_blamed(reply: &Reply, input: &str) {
    let status = reply.status;
    assert!(
        status.is_client_error(),
        "{} ← {input}: {status} {}",
        reply.what,
        reply.text()
    );
    reply.problem();
}

/// Everything that a request could have changed.
async fn state(database: &Database) -> Vec<i64> {
    let count = async |table: &str| {
        let sql = format!("SELECT COUNT(*) AS rows FROM {table}");
        database
            .read(async |tx| tx.fetch_one(sql, []).await?.int("rows"))
            .await
            .unwrap()
    };
    vec![
        count("transactions").await,
        count("generations").await,
        count("idempotency_keys").await,
        count("desktop_tokens").await,
        count("sessions").await,
    ]
}

/// Runs a test on every operation, and looks whether anything has changed.
fn on_every_operation(test: impl AsyncFn(&Operation)) {
    on_every_database(async |database| {
        let world = world(database).await;
        book(database, &purchase(world.shared, 100_000, "S1"))
            .await
            .unwrap();
        let server = Server::on(database).await;
        let operations = operations(&server, &world).await;
        let before = state(database).await;
        for operation in &operations {
            test(operation).await;
        }
        assert_eq!(state(database).await, before);
        assert_sound(database).await;
    });
}

const JSON: Option<&str> = Some("application/json");

#[test]
fn a_hostile_value_in_any_field_is_refused() {
    on_every_operation(async |operation| {
        for (field, good, required) in &operation.fields {
            for hostile in HOSTILE_VALUES {
                if !required && *hostile == "null" {
                    continue;
                }
                let body = operation.body_with(field, hostile);
                assert_blamed(&operation.send("", JSON, body.clone()).await, &body);
            }
            let deep = format!("{}1{}", "[".repeat(200), "]".repeat(200));
            let long = format!("\"{}\"", "x".repeat(60_000));
            for hostile in [deep, long, format!("{good},\"{field}\":{good}")] {
                let body = operation.body_with(field, &hostile);
                let reply = operation.send("", JSON, body).await;
                reply.assert_refused(Code::MalformedBody);
                assert_eq!(reply.problem().field.as_ref(), Some(field));
            }
            let unknown = operation.body_with("unknown", "1");
            let reply = operation.send("", JSON, unknown).await;
            reply.assert_refused(Code::MalformedBody);
            assert_eq!(reply.problem().field.as_deref(), Some("unknown"));
            if *required {
                let body = operation.body_with(field, "0");
                let body = body.replace(&format!(",\"{field}\":0"), "");
                let body = body.replace(&format!("\"{field}\":0"), "");
                let reply = operation.send("", JSON, body).await;
                reply.assert_refused(Code::MalformedBody);
                assert_eq!(reply.problem().field.as_ref(), Some(field));
            }
        }
    });
}

#[test]
fn a_hostile_body_is_refused() {
    on_every_operation(async |operation| {
        if !operation.takes_body {
            return;
        }
        for hostile in HOSTILE_BODIES {
            let reply = operation.send("", JSON, *hostile).await;
            assert_blamed(&reply, &String::from_utf8_lossy(hostile));
        }
        // serde itself would take the values of an object as an array.
        let values = operation.fields.iter().map(|(_, value, _)| &**value);
        let array = format!("[{}]", values.collect::<Vec<_>>().join(","));
        let reply = operation.send("", JSON, array).await;
        reply.assert_refused(Code::MalformedBody);
        let large = operation.send("", JSON, vec![b' '; 10 << 20]).await;
        large.assert_refused(Code::BodyTooLarge);
        for kind in [
            None,
            Some("text/plain"),
            Some("application/x-www-form-urlencoded"),
            Some("multipart/form-data; boundary=x"),
            Some("application/jsonp"),
            Some("application/json-patch+json"),
            Some(""),
        ] {
            let reply = operation.send("", kind, "{\"images\":1}").await;
            reply.assert_refused(Code::UnsupportedMediaType);
        }
    });
}

#[test]
fn a_hostile_query_is_refused() {
    on_every_operation(async |operation| {
        let good = operation.body_with("images", "1");
        for query in ["?unknown=1", "?__proto__=1", "?limit[]=5", "?%00", "?a"] {
            let reply = operation.send(query, JSON, good.clone()).await;
            reply.assert_refused(Code::MalformedParameter);
        }
        for name in &operation.queries {
            for hostile in HOSTILE_QUERIES {
                let reply = operation
                    .send(&format!("?{name}={hostile}"), None, "")
                    .await;
                if name == "text" && reply.status == StatusCode::OK {
                    continue;
                }
                assert_blamed(&reply, &format!("{name}={hostile}"));
                assert_eq!(reply.problem().field.as_ref(), Some(name));
            }
            let long = format!("?{name}={}", "1".repeat(8000));
            assert_blamed(&operation.send(&long, None, "").await, "a long value");
            let twice = format!("?{name}=1&{name}=1");
            assert_blamed(&operation.send(&twice, None, "").await, &twice);
        }
    });
}

#[test]
fn i6_a_stale_or_foreign_cursor_is_refused_or_shows_what_is_the_viewers_own() {
    on_every_operation(async |operation| {
        if !operation.queries.iter().any(|name| name == "cursor") {
            return;
        }
        for cursor in [
            "o2",
            "n2",
            "o1000",
            "n1000",
            "o9999999999999999",
            "n9999999999999999",
        ] {
            let reply = operation.send(&format!("?cursor={cursor}"), None, "").await;
            reply.assert_refused(Code::InvalidCursor);
        }
    });
}

#[test]
fn hostile_credentials_are_nobodys() {
    on_every_operation(async |operation| {
        let good = operation.body_with("images", "1");
        for (name, value) in [
            ("cookie", "__Host-relux_sid=' OR 1=1--"),
            (
                "cookie",
                "__Host-relux_sid=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
            ),
            ("authorization", "Bearer"),
            (
                "authorization",
                "Bearer AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
            ),
            ("authorization", "Basic b3duZXI6cmVsdXgtZGVtbw=="),
        ] {
            let hostile = Operation {
                caller: operation.caller.with(name, value),
                method: operation.method.clone(),
                path: operation.path.clone(),
                queries: Vec::new(),
                fields: Vec::new(),
                takes_body: operation.takes_body,
            };
            assert_blamed(&hostile.send("", JSON, good.clone()).await, value);
        }
    });
}
