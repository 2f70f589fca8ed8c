//! Bad input, made from the published contract: every operation × every field × every
//! hostile value. The answer is always a problem that blames the client, and nothing has
//! changed (I3, I7).

#[path = "bad_input/operation.rs"]
pub mod operation;

use api::Code;
use axum::http::StatusCode;
use backend::store::Database;
use serde_json::Value;

use self::operation::{Field, Operation, operations};
use crate::{
    client::{Reply, Server},
    support::{assert_sound, book, on_every_database, purchase, world},
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
        count("payments").await,
        count("payment_attempts").await,
        count("payment_accounts").await,
        count("card_sessions").await,
        count("auto_renewals").await,
        count("users").await,
        count("memberships").await,
        count("organisations").await,
        count("invitations").await,
        count("invitation_links").await,
        count("outbox").await,
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
        for Field {
            path,
            required,
            is_alternative,
        } in &operation.fields
        {
            for hostile in HOSTILE_VALUES {
                if !required && *hostile == "null" {
                    continue;
                }
                let is_switch = operation.value_of(path).is_some_and(Value::is_boolean);
                let is_name = path == "name" && serde_json::from_str::<api::Name>(hostile).is_ok();
                let is_amount = path.ends_with("at_most")
                    && hostile
                        .parse()
                        .is_ok_and(|hundredths: i64| (0..=101).contains(&hundredths));
                if is_name || is_amount || is_switch && *hostile == "true" {
                    continue;
                }
                let body = operation.body_with(path, hostile);
                assert_blamed(&operation.send("", JSON, body.clone()).await, &body);
            }
            let good = operation.value_of(path).unwrap().to_string();
            let name = path.rsplit('.').next().unwrap();
            let deep = format!("{}1{}", "[".repeat(200), "]".repeat(200));
            let long = format!("\"{}\"", "x".repeat(60_000));
            for hostile in [deep, long, format!("{good},\"{name}\":{good}")] {
                let body = operation.body_with(path, &hostile);
                let reply = operation.send("", JSON, body).await;
                reply.assert_refused(Code::MalformedBody);
                // What is deep is read as far as it goes, and refused there.
                let is_deep = reply
                    .problem()
                    .field
                    .is_some_and(|field| field.contains('['));
                assert_names(&reply, path, *is_alternative || is_deep);
            }
            // serde itself would take an array, with the fields in their order.
            if let Some(Value::Object(inner)) = operation.value_of(path) {
                let values = Value::Array(inner.values().cloned().collect()).to_string();
                let body = operation.body_with(path, &values);
                let reply = operation.send("", JSON, body.clone()).await;
                assert_eq!(reply.problem().code, Code::MalformedBody, "{body}");
                assert_names(&reply, path, true);
            }
            let sibling = match path.rsplit_once('.') {
                Some((parent, _)) => format!("{parent}.unknown"),
                None => "unknown".to_owned(),
            };
            let reply = operation
                .send("", JSON, operation.body_with(&sibling, "1"))
                .await;
            reply.assert_refused(Code::MalformedBody);
            assert_names(&reply, &sibling, *is_alternative);
            if *required {
                let reply = operation.send("", JSON, operation.body_without(path)).await;
                reply.assert_refused(Code::MalformedBody);
                assert_names(&reply, path, *is_alternative);
            }
        }
    });
}

/// That the field is to blame; where it is the name of an alternative, what holds it is.
#[track_caller]
fn assert_names(reply: &Reply, path: &str, is_alternative: bool) {
    let named = reply.problem().field.unwrap_or_default();
    let good = if is_alternative {
        let (parent, _) = path.rsplit_once('.').unwrap_or((path, ""));
        named.starts_with(parent)
    } else {
        named == path
    };
    assert!(good, "{} blames {named:?}, not {path}", reply.what);
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
        let good = operation.good_object();
        let values = good.as_object().unwrap().values().map(Value::to_string);
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
                if ["text", "before"].contains(&&**name) && reply.status == StatusCode::OK {
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
                id: operation.id.clone(),
                is_desktop: operation.is_desktop,
                caller: operation.caller.with(name, value),
                method: operation.method.clone(),
                path: operation.path.clone(),
                queries: Vec::new(),
                good: Value::Null,
                fields: Vec::new(),
                takes_body: operation.takes_body,
            };
            let reply = hostile.send("", JSON, good.clone()).await;
            // Without a cookie the page's own question has an answer, which names nobody.
            let is_stranger = hostile.id == "read_session" && name != "cookie";
            if is_stranger && reply.status == StatusCode::NO_CONTENT {
                continue;
            }
            assert_blamed(&reply, value);
        }
    });
}
