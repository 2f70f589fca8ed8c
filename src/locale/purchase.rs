//! The words of buying credits (C6).

use api::{Code, payment::Decline};

/// Buying credits.
#[expect(missing_docs, reason = "each field is the English text it holds")]
pub struct Purchase {
    pub title: &'static str,
    pub amount: &'static str,
    pub per_credit: fn(&str) -> String,
    pub incl_vat: &'static str,
    pub card: &'static str,
    pub total: &'static str,
    pub vat: &'static str,
    pub buy: fn(&str, &str) -> String,
    pub no_card: &'static str,
    pub sending: &'static str,
    pub offline: &'static str,
    pub checking: &'static str,
    pub charging: &'static str,
    pub charging_slowly: &'static str,
    pub confirm: fn(&str) -> String,
    pub buy_other: &'static str,
    pub unsure: fn(&str, &str, &str) -> String,
    pub go_on: &'static str,
    pub drop: &'static str,
    pub bought: fn(&str) -> String,
    pub buy_more: &'static str,
    pub not_bought: &'static str,
    pub not_needed: &'static str,
    pub hints: [&'static str; Decline::ALL.len()],
    pub why_card: &'static str,
    pub why_package: &'static str,
    pub why_price: &'static str,
    pub why_other: &'static str,
    pub failed: &'static str,
}

impl Purchase {
    /// What to do about a charge that did not happen.
    pub const fn hint(&self, reason: Decline) -> &'static str {
        let [
            funds,
            expired,
            lost,
            unconfirmed,
            refused,
            silent,
            none,
            gone,
        ] = self.hints;
        match reason {
            Decline::InsufficientFunds => funds,
            Decline::CardExpired => expired,
            Decline::CardLost => lost,
            Decline::NotConfirmed => unconfirmed,
            Decline::Refused => refused,
            Decline::NoAnswer => silent,
            Decline::NoCard => none,
            Decline::PackageGone => gone,
        }
    }

    /// Why the backend refuses a purchase, and what to do; `None` for what has nothing to
    /// do with buying.
    pub const fn refusal(&self, code: Code) -> Option<&'static str> {
        match code {
            Code::NoPaymentMethod => Some(self.why_card),
            Code::UnknownPackage => Some(self.why_package),
            Code::PriceChanged => Some(self.why_price),
            Code::PaymentInProgress => Some(self.why_other),
            _ => None,
        }
    }
}
