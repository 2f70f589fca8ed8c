//! The browser's own knowledge of languages and time zones (`Intl`), so that the page
//! need not carry any. [`crate::format`] and [`super::calendar`] call it.

use chrono::{DateTime, Utc};
use js_sys::{Array, Date, Function, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// A formatter of `Intl`.
#[derive(Debug)]
pub struct Formatter {
    object: JsValue,
    format: Function,
}

impl Formatter {
    /// `new Intl.<class>(locale, options)`. `None` where the browser refuses: a locale
    /// that is no language tag, a zone or an option that it doesn't know.
    pub fn new(class: &str, locale: &str, options: &[(&str, &str)]) -> Option<Self> {
        let bag = Object::new();
        for (name, value) in options {
            Reflect::set(&bag, &(*name).into(), &(*value).into()).ok()?;
        }
        let constructor: Function = get(&namespace()?, class)?.dyn_into().ok()?;
        let arguments = Array::of2(&locale.into(), &bag);
        let object = Reflect::construct(&constructor, &arguments).ok()?;
        let format = get(&object, "format")?.dyn_into().ok()?;
        Some(Self { object, format })
    }

    /// The value as text.
    pub fn format(&self, value: &JsValue) -> Option<String> {
        self.format.call1(&self.object, value).ok()?.as_string()
    }

    /// The part of that kind of the value as text, such as `year` or `timeZoneName`.
    pub fn part(&self, value: &JsValue, kind: &str) -> Option<String> {
        let to_parts: Function = get(&self.object, "formatToParts")?.dyn_into().ok()?;
        let parts: Array = to_parts.call1(&self.object, value).ok()?.dyn_into().ok()?;
        let part = parts.iter().find(|part| {
            get(part, "type")
                .and_then(|kind| kind.as_string())
                .as_deref()
                == Some(kind)
        })?;
        get(&part, "value")?.as_string()
    }
}

/// The user's time zone by its IANA name, such as `Europe/Zurich`.
pub fn zone() -> String {
    zone_of_browser().unwrap_or_else(|| "UTC".to_owned())
}

fn zone_of_browser() -> Option<String> {
    let formatter = Formatter::new("DateTimeFormat", "en", &[])?;
    let resolve: Function = get(&formatter.object, "resolvedOptions")?.dyn_into().ok()?;
    get(&resolve.call0(&formatter.object).ok()?, "timeZone")?.as_string()
}

/// An instant as `Intl` takes it.
#[expect(
    clippy::as_conversions,
    reason = "exact: chrono's milliseconds lie within 53 bits, as JavaScript's dates do"
)]
pub fn date(at: DateTime<Utc>) -> JsValue {
    Date::new(&JsValue::from_f64(at.timestamp_millis() as f64)).into()
}

/// The instant of so many milliseconds since 1970; `None` beyond chrono's years.
#[expect(
    clippy::as_conversions,
    reason = "the cast saturates, and JavaScript's dates are whole numbers within 53 bits"
)]
pub fn instant(epoch_ms: f64) -> Option<DateTime<Utc>> {
    DateTime::from_timestamp_millis(epoch_ms as i64)
}

fn namespace() -> Option<JsValue> {
    get(&js_sys::global(), "Intl")
}

fn get(of: &JsValue, name: &str) -> Option<JsValue> {
    Reflect::get(of, &name.into()).ok()
}
