//! The operations of the published contract, each with a good request made from its schema.

use axum::{body::Bytes, http::Method};
use backend::http::contract;
use serde_json::{Value, json};

use crate::{
    client::{Client, Reply, Server},
    support::{World, debit},
};

/// The headers that every request of these tests carries.
const HEADERS: &[&str] = &["Idempotency-Key", "x-relux-credits", "If-Match"];

/// One operation of the contract, ready to be called well.
pub struct Operation {
    /// What the contract calls it.
    pub id: String,
    pub method: Method,
    pub path: String,
    pub caller: Client,
    /// The names of the query parameters.
    pub queries: Vec<String>,
    /// A good body, `null` where there is none.
    pub good: Value,
    /// The fields of a good body, those within fields included.
    pub fields: Vec<Field>,
    pub takes_body: bool,
    /// Whether ReluxDesktop calls it with its token.
    pub is_desktop: bool,
}

/// A field of a good body.
#[derive(Debug, Clone)]
pub struct Field {
    /// The names that lead to it, joined by dots: `setting.on.threshold`.
    pub path: String,
    /// Whether it must be there.
    pub required: bool,
    /// What it is a field of: an object, or one of several alternatives, whose name it is.
    pub is_alternative: bool,
}

/// A good value for each field and path parameter that the contract has.
fn sample(name: &str, world: &World, generation: api::GenerationId) -> Value {
    match name {
        "assertion" => json!("a.b.c"),
        "email" => json!("somebody@example.ch"),
        "password" => json!("a password"),
        "images" => json!(1),
        "wallet" => json!(world.shared),
        "organisation" => json!(world.organisation),
        "user" => json!(world.member),
        "generation" => json!(generation),
        "payment" => json!("00000000000001"),
        "threshold" => json!(2_000),
        "package" => json!("100"),
        "amount_minor" => json!(24_500),
        "currency" => json!("CHF"),
        "renew_at_once" => json!(false),
        "role" => json!("member"),
        "emails" => json!(["somebody@example.ch"]),
        "resend" => json!(false),
        "at_most" => json!(2_000),
        "invitation" => json!("00000000000001"),
        "token" => json!("A".repeat(43)),
        "name" => json!("Somebody"),
        "return_to" => json!("/credits"),
        other => panic!("the contract has a new field {other:?}: give it a sample"),
    }
}

pub async fn operations(server: &Server, world: &World) -> Vec<Operation> {
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
                    "header" => assert!(HEADERS.contains(&name)),
                    other => panic!("a parameter in {other}"),
                }
            }
            let is_desktop = operation["security"][0].get("bearer").is_some();
            let method: Method = method.to_uppercase().parse().unwrap();
            let schema = &operation["requestBody"]["content"]["application/json"]["schema"];
            let mut fields = Vec::new();
            let mut value = |name: &str| sample(name, world, paid.id);
            let good = good_body(&document, schema, "", &mut value, &mut fields);
            operations.push(Operation {
                id: operation["operationId"].as_str().unwrap().to_owned(),
                is_desktop,
                takes_body: [Method::POST, Method::PUT].contains(&method),
                method,
                path,
                caller: if is_desktop { &desktop } else { &browser }.clone(),
                queries,
                good,
                fields,
            });
        }
    }
    assert_eq!(operations.len(), 32);
    operations
}

/// A good value of that schema, whose fields are noted. Of several alternatives it is the
/// one that holds most.
fn good_body(
    document: &Value,
    schema: &Value,
    path: &str,
    sample: &mut impl FnMut(&str) -> Value,
    fields: &mut Vec<Field>,
) -> Value {
    let name = path.rsplit('.').next().unwrap();
    if let Some(reference) = schema["$ref"].as_str() {
        let schema = document.pointer(&reference[1..]).unwrap();
        return good_body(document, schema, path, sample, fields);
    }
    let alternatives = schema["oneOf"].as_array();
    let is_alternative =
        alternatives.is_some_and(|all| all.iter().any(|one| one["enum"].is_array()));
    let schema = match alternatives {
        Some(alternatives) if is_alternative => {
            let object = alternatives.iter().find(|one| one["type"] == "object");
            object.unwrap()
        }
        Some(_) | None => schema,
    };
    let Some(properties) = schema["properties"].as_object() else {
        return if path.is_empty() {
            Value::Null
        } else {
            sample(name)
        };
    };
    let required = schema["required"].as_array().unwrap();
    let mut object = serde_json::Map::new();
    for (name, schema) in properties {
        let path = if path.is_empty() {
            name.clone()
        } else {
            format!("{path}.{name}")
        };
        fields.push(Field {
            path: path.clone(),
            required: required.contains(&json!(name)),
            is_alternative,
        });
        let value = good_body(document, schema, &path, sample, fields);
        object.insert(name.clone(), value);
    }
    Value::Object(object)
}

/// The value as text, but for the field at that path: another text, or none at all.
fn written(value: &Value, at: &str, path: &str, text: Option<&str>) -> String {
    let Some(object) = value.as_object() else {
        return value.to_string();
    };
    let under = |name: &str| {
        if at.is_empty() {
            name.to_owned()
        } else {
            format!("{at}.{name}")
        }
    };
    let mut parts = Vec::new();
    for (name, value) in object {
        let here = under(name);
        if here != path {
            parts.push(format!("\"{name}\":{}", written(value, &here, path, text)));
        }
    }
    let added = path.rsplit_once('.').map_or(("", path), |parts| parts);
    if let (true, Some(text)) = (added.0 == at, text) {
        parts.push(format!("\"{}\":{text}", added.1));
    }
    format!("{{{}}}", parts.join(","))
}

impl Operation {
    pub async fn send(&self, query: &str, kind: Option<&str>, body: impl Into<Bytes>) -> Reply {
        let path = format!("{}{query}", self.path);
        let mut request = self.caller.request(self.method.clone(), &path);
        if let Some(kind) = kind {
            request = request.header("content-type", kind);
        }
        request = request
            .header("idempotency-key", "bad-input")
            .header("if-match", "\"0\"");
        self.caller.send(request, body.into()).await
    }

    /// A good body but for that field, whose text is as given.
    pub fn body_with(&self, field: &str, text: &str) -> String {
        written(&self.good_object(), "", field, Some(text))
    }

    /// A good body but for that field, which is not there.
    pub fn body_without(&self, field: &str) -> String {
        written(&self.good_object(), "", field, None)
    }

    pub fn good_object(&self) -> Value {
        if self.good.is_null() {
            json!({})
        } else {
            self.good.clone()
        }
    }

    /// A field of the good body.
    pub fn value_of(&self, field: &str) -> Option<&Value> {
        let pointer = format!("/{}", field.replace('.', "/"));
        self.good.pointer(&pointer)
    }
}
