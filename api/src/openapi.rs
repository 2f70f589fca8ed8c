//! Schemas that utoipa's derive can't make: structures that travel as one string, and pairs.

use utoipa::{
    PartialSchema, ToSchema,
    openapi::{
        RefOr,
        schema::{
            ArrayBuilder, ArrayItems, KnownFormat, ObjectBuilder, Schema, SchemaFormat, Type,
        },
    },
};

use crate::{Credits, replay::Movement};

/// Says that a type travels as a string of that pattern (ECMA-262).
macro_rules! string_schema {
    ($name:ident, $pattern:literal) => {
        impl utoipa::PartialSchema for $name {
            fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
                utoipa::openapi::ObjectBuilder::new()
                    .schema_type(utoipa::openapi::schema::Type::String)
                    .pattern(Some($pattern))
                    .into()
            }
        }

        impl utoipa::ToSchema for $name {}
    };
}

// The derive says that both are objects.
impl PartialSchema for Movement {
    fn schema() -> RefOr<Schema> {
        let after_ms = ObjectBuilder::new()
            .schema_type(Type::Integer)
            .format(Some(SchemaFormat::KnownFormat(KnownFormat::Int64)))
            .minimum(Some(0));
        let amount = match Credits::schema() {
            RefOr::T(schema) => Some(schema),
            RefOr::Ref(_) => None,
        };
        ArrayBuilder::new()
            .description(Some(
                "Milliseconds after the past begins, and the credits that came in (+) or went \
                 out (-); never zero. Two numbers, because there are many.",
            ))
            .prefix_items([Some(Schema::from(after_ms)), amount].into_iter().flatten())
            .items(ArrayItems::False)
            .min_items(Some(2))
            .max_items(Some(2))
            .into()
    }
}

impl ToSchema for Movement {}
