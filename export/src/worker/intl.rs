//! What the browser knows about time zones. For the worker.

use chrono::{DateTime, Utc};
use js_sys::{Array, Date, Function, Intl, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// A zone of the browser's time-zone database.
pub struct Zone(Intl::DateTimeFormat);

impl Zone {
    /// The zone with this IANA name, if the browser knows it.
    pub fn named(name: &str) -> Option<Self> {
        let options = Object::new();
        for (key, value) in [("timeZone", name), ("timeZoneName", "longOffset")] {
            Reflect::set(&options, &key.into(), &value.into()).ok()?;
        }
        // By reflection, because the binding's constructor can't report an unknown zone.
        let intl = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
        let format: Function = Reflect::get(&intl, &"DateTimeFormat".into())
            .ok()?
            .dyn_into()
            .ok()?;
        let format = Reflect::construct(&format, &Array::of2(&"en-US".into(), &options)).ok()?;
        Some(Self(format.unchecked_into()))
    }

    /// Minutes east of UTC at that instant; nothing if the browser names them in a way
    /// that isn't understood: a date must not be silently wrong.
    pub fn offset_minutes(&self, at: DateTime<Utc>) -> Option<i32> {
        // Exact: instants of any year that a spreadsheet has fit a double's 53 bits.
        let ms: f64 = at.timestamp_millis().to_string().parse().ok()?;
        let parts = self.0.format_to_parts(&Date::new(&ms.into()));
        let field = |part: &JsValue, name: &str| {
            let value = Reflect::get(part, &name.into()).ok()?;
            value.as_string()
        };
        let name = parts
            .iter()
            .find(|part| field(part, "type").as_deref() == Some("timeZoneName"))
            .and_then(|part| field(&part, "value"));
        minutes(&name?)
    }
}

/// The minutes of `GMT+02:00`, `GMT-03:30`, `GMT`; seconds, which zones had before they
/// were standardised, are left out.
fn minutes(name: &str) -> Option<i32> {
    let offset = name.strip_prefix("GMT")?;
    let Some(sign) = offset.chars().next() else {
        return Some(0);
    };
    let mut numbers = offset.get(sign.len_utf8()..)?.split(':');
    let hours: i32 = numbers.next()?.parse().ok()?;
    let minutes: i32 = numbers.next().unwrap_or("0").parse().ok()?;
    let east = hours * 60 + minutes;
    match sign {
        '+' => Some(east),
        '-' | '−' => Some(-east),
        _other => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn t3_the_browsers_names_of_offsets_are_understood() {
        for (name, expected) in [
            ("GMT", Some(0)),
            ("GMT+02:00", Some(120)),
            ("GMT-03:30", Some(-210)),
            ("GMT−05:00", Some(-300)),
            ("GMT+05:45", Some(345)),
            ("GMT-00:44:30", Some(-44)),
            ("CET", None),
            ("GMT+x", None),
        ] {
            assert_eq!(minutes(name), expected, "{name}");
        }
    }
}
