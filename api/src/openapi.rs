//! Schemas that utoipa's derive can't make: structures that travel as one string.

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
