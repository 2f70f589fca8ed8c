//! Who sent a webhook: `Stripe-Signature`, an HMAC-SHA-256 over the instant and the body.

use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;

/// How old a message may be, in seconds: an old one that somebody kept is not believed.
const AGE_MAX_S: i64 = 300;

/// Whether the header is the signature of the body under that secret, made lately.
pub(super) fn is_good(secret: &str, header: &str, body: &[u8], now: i64) -> bool {
    let values = |name: &'static str| {
        let pairs = header
            .split(',')
            .filter_map(|pair| pair.trim().split_once('='));
        pairs.filter_map(move |(key, value)| (key == name).then_some(value))
    };
    let Some(at) = values("t").next().and_then(|text| text.parse::<i64>().ok()) else {
        return false;
    };
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(secret.as_bytes()) else {
        return false;
    };
    mac.update(format!("{at}.").as_bytes());
    mac.update(body);
    // Everybody can sign with no secret at all.
    !secret.is_empty()
        && now.abs_diff(at) <= AGE_MAX_S.unsigned_abs()
        && values("v1")
            .any(|hex| bytes(hex).is_some_and(|bytes| mac.clone().verify_slice(&bytes).is_ok()))
}

fn bytes(hex: &str) -> Option<Vec<u8>> {
    if !hex.len().is_multiple_of(2) || !hex.is_ascii() {
        return None;
    }
    (0..hex.len())
        .step_by(2)
        .map(|at| u8::from_str_radix(hex.get(at..at.checked_add(2)?)?, 16).ok())
        .collect()
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use super::*;

    /// The header that the provider sends with a body.
    fn sign(secret: &str, body: &[u8], at: i64) -> Option<String> {
        let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).ok()?;
        mac.update(format!("{at}.").as_bytes());
        mac.update(body);
        let mut header = format!("t={at},v1=");
        for byte in mac.finalize().into_bytes() {
            write!(header, "{byte:02x}").ok()?;
        }
        Some(header)
    }

    #[test]
    fn without_a_secret_no_webhook_is_heard() {
        let header = sign("", b"{}", 1).unwrap();
        assert!(!is_good("", &header, b"{}", 1));
    }

    #[test]
    fn a_webhook_of_somebody_else_or_of_yesterday_is_not_heard() {
        let (secret, body, now) = ("whsec_1", br#"{"id":"evt_1"}"#, 1_790_000_000);
        let header = sign(secret, body, now).unwrap();
        assert!(is_good(secret, &header, body, now + 299));
        assert!(is_good(secret, &format!("{header},v1=00,v0=ff"), body, now));
        assert!(!is_good(secret, &header, body, now + 301));
        assert!(!is_good("whsec_2", &header, body, now));
        assert!(!is_good(secret, &header, br#"{"id":"evt_2"}"#, now));
        let later = header.replace(&now.to_string(), &(now + 1).to_string());
        assert!(!is_good(secret, &later, body, now));
        for header in ["", "t=1", "v1=00", "t=x,v1=00", "t=1,v1=zz", "t=1,v1=€€"] {
            assert!(!is_good(secret, header, body, now), "{header}");
        }
    }
}
