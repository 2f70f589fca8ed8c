//! Parameters as Stripe takes them: `amount=1000&metadata[reference]=R1`.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use crate::{answer::Refusal, ids::hex};

/// What a request says, in the order it says it.
#[derive(Debug, Clone, Default)]
pub struct Form(Vec<(String, String)>);

impl Form {
    /// Reads an `application/x-www-form-urlencoded` text; anything is one.
    #[must_use]
    pub fn parse(text: &[u8]) -> Self {
        Self(form_urlencoded::parse(text).into_owned().collect())
    }

    /// A parameter; an empty one is as good as none.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0
            .iter()
            .find(|(known, value)| known == name && !value.is_empty())
            .map(|(_, value)| value.as_str())
    }

    /// A parameter as text of its own.
    #[must_use]
    pub fn text(&self, name: &str) -> Option<String> {
        self.get(name).map(str::to_owned)
    }

    /// Whether a parameter is `true`.
    #[must_use]
    pub fn is_true(&self, name: &str) -> bool {
        self.get(name) == Some("true")
    }

    /// A parameter that must be there.
    ///
    /// # Errors
    /// It isn't.
    pub fn need(&self, name: &str) -> Result<&str, Refusal> {
        self.get(name).ok_or_else(|| {
            let message = format!("Missing required param: {name}.");
            Refusal::parameter("parameter_missing", name, message)
        })
    }

    /// A parameter that must be a whole number within bounds.
    ///
    /// # Errors
    /// It is there and isn't.
    pub fn number(&self, name: &str, min: i64, max: i64) -> Result<Option<i64>, Refusal> {
        let Some(text) = self.get(name) else {
            return Ok(None);
        };
        match text.parse() {
            Ok(number) if (min..=max).contains(&number) => Ok(Some(number)),
            Ok(_) | Err(_) => Err(Refusal::parameter(
                "parameter_invalid_integer",
                name,
                format!("Invalid integer: {text}"),
            )),
        }
    }

    /// A parameter that must be three letters.
    ///
    /// # Errors
    /// It is there and isn't.
    pub fn currency(&self) -> Result<Option<String>, Refusal> {
        let Some(text) = self.get("currency") else {
            return Ok(None);
        };
        if text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_alphabetic()) {
            return Ok(Some(text.to_ascii_lowercase()));
        }
        Err(Refusal::parameter(
            "parameter_invalid_string",
            "currency",
            format!("Invalid currency: {text}."),
        ))
    }

    /// A parameter that must be an address a browser can be sent to.
    ///
    /// # Errors
    /// It is there and isn't: what else would be a way to run a script on our pages.
    pub fn address(&self, name: &str) -> Result<Option<String>, Refusal> {
        let Some(text) = self.get(name) else {
            return Ok(None);
        };
        match url::Url::parse(text) {
            Ok(url) if matches!(url.scheme(), "http" | "https") => Ok(Some(text.to_owned())),
            Ok(_) | Err(_) => Err(Refusal::parameter("url_invalid", name, "Not a valid URL")),
        }
    }

    /// The parameters `metadata[…]`.
    #[must_use]
    pub fn metadata(&self) -> BTreeMap<String, String> {
        self.0
            .iter()
            .filter_map(|(name, value)| {
                let name = name.strip_prefix("metadata[")?.strip_suffix(']')?;
                Some((name.to_owned(), value.clone()))
            })
            .collect()
    }

    /// Whether `expand[]` asks for this.
    #[must_use]
    pub fn expands(&self, what: &str) -> bool {
        self.0
            .iter()
            .any(|(name, value)| name.starts_with("expand[") && value == what)
    }

    /// A digest of the request: equal for the same parameters in any order.
    #[must_use]
    pub fn digest(&self, path: &str) -> String {
        let mut sorted = self.0.clone();
        sorted.sort();
        let mut text = form_urlencoded::Serializer::new(format!("{path}?"));
        text.extend_pairs(sorted);
        hex(&Sha256::digest(text.finish()))
    }
}
