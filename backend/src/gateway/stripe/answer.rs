//! What Stripe's answers mean. Pure.

use api::payment::{Decline, PaymentMethod};
use serde_json::Value;

use super::super::{CardPageEnd, NoAnswer, Notice, Outcome, StoredCard};

/// What an answer to a charge says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Charged {
    /// What came of it.
    Settled(Outcome),
    /// The bank wants the customer to confirm this intent.
    AskCustomer {
        /// Which.
        intent: String,
    },
}

/// The text of a field.
pub(super) fn text(value: &Value, field: &str) -> Result<String, NoAnswer> {
    let text = value.get(field).and_then(Value::as_str);
    text.map(str::to_owned)
        .ok_or_else(|| NoAnswer(format!("an answer without {field}")))
}

/// What the answer to creating or confirming an intent says. Anything that is not
/// clearly a decline leaves it open: the intent is looked up.
pub(super) fn of_charge(status: u16, value: &Value) -> Charged {
    match status {
        200..=299 => Charged::Settled(of_intent(value)),
        402 => of_card_error(value.get("error").unwrap_or(&Value::Null)),
        _other => Charged::Settled(Outcome::Unknown),
    }
}

fn of_card_error(error: &Value) -> Charged {
    let intent = error.get("payment_intent");
    if is_in_absence(error) {
        return match intent.and_then(|intent| text(intent, "id").ok()) {
            Some(intent) => Charged::AskCustomer { intent },
            None => Charged::Settled(Outcome::Unknown),
        };
    }
    Charged::Settled(Outcome::Declined(decline(error)))
}

/// Whether the bank declined because the customer was away.
fn is_in_absence(error: &Value) -> bool {
    let says = |field| error.get(field).and_then(Value::as_str) == Some("authentication_required");
    says("code") || says("decline_code")
}

/// Whether an intent was declined because the customer was away, and they were not asked.
pub(super) fn wants_customer(intent: &Value) -> bool {
    let status = intent.get("status").and_then(Value::as_str);
    status == Some("requires_payment_method")
        && intent.get("last_payment_error").is_some_and(is_in_absence)
}

/// Why, in our words. <https://docs.stripe.com/declines/codes>
fn decline(error: &Value) -> Decline {
    let field = |name| error.get(name).and_then(Value::as_str);
    match (field("code"), field("decline_code")) {
        (_, Some("lost_card" | "stolen_card" | "pickup_card" | "restricted_card")) => {
            Decline::CardLost
        }
        // Nobody may try this card again: its bank or its owner has said so for good.
        (
            _,
            Some(
                "do_not_try_again"
                | "revocation_of_authorization"
                | "revocation_of_all_authorizations"
                | "stop_payment_order",
            ),
        ) => Decline::CardLost,
        (_, Some("insufficient_funds" | "withdrawal_count_limit_exceeded")) => {
            Decline::InsufficientFunds
        }
        (Some("expired_card"), _) | (_, Some("expired_card")) => Decline::CardExpired,
        (Some("payment_intent_authentication_failure"), _) => Decline::NotConfirmed,
        (_, _) => Decline::Refused,
    }
}

/// How an intent stands.
pub(super) fn of_intent(intent: &Value) -> Outcome {
    match intent.get("status").and_then(Value::as_str) {
        Some("succeeded") => Outcome::Charged,
        Some("requires_action") => {
            let url = intent.pointer("/next_action/redirect_to_url/url");
            match url.and_then(Value::as_str) {
                Some(url) => Outcome::NeedsConfirmation {
                    url: url.to_owned(),
                },
                None => Outcome::Unknown,
            }
        }
        Some("requires_payment_method") => match intent.get("last_payment_error") {
            Some(error) if error.is_object() => Outcome::Declined(decline(error)),
            // No card was tried yet: it may still be.
            Some(_) | None => Outcome::Unknown,
        },
        Some("canceled") => Outcome::Declined(Decline::NotConfirmed),
        Some(_undecided) => Outcome::Unknown,
        None => Outcome::Unknown,
    }
}

/// Whether an intent was made for that reference.
pub(super) fn is_of(intent: &Value, reference: &str) -> bool {
    intent
        .pointer("/metadata/reference")
        .and_then(Value::as_str)
        == Some(reference)
}

/// Of two intents for one reference, what counts: money that was taken before all else.
pub(super) fn stronger(best: Option<Outcome>, next: Outcome) -> Option<Outcome> {
    const fn rank(outcome: &Outcome) -> u8 {
        match outcome {
            Outcome::Charged => 3,
            Outcome::NeedsConfirmation { .. } => 2,
            Outcome::Unknown => 1,
            Outcome::Declined(_) => 0,
        }
    }
    match best {
        Some(best) if rank(&best) >= rank(&next) => Some(best),
        Some(_) | None => Some(next),
    }
}

/// What came of a page that stores a card.
pub(super) fn of_card_page(session: &Value) -> Result<CardPageEnd, NoAnswer> {
    match session.get("status").and_then(Value::as_str) {
        Some("open") => Ok(CardPageEnd::Open),
        Some("expired") => Ok(CardPageEnd::Expired),
        Some("complete") => {
            let method = session
                .pointer("/setup_intent/payment_method")
                .ok_or_else(|| NoAnswer("a finished page without a card".to_owned()))?;
            stored_card(method).map(CardPageEnd::Stored)
        }
        Some(_) | None => Err(NoAnswer("a page without a status".to_owned())),
    }
}

fn stored_card(method: &Value) -> Result<StoredCard, NoAnswer> {
    let card = method.get("card").unwrap_or(&Value::Null);
    let number = |field| card.get(field).and_then(Value::as_u64);
    let month = number("exp_month").and_then(|month| u8::try_from(month).ok());
    let year = number("exp_year").and_then(|year| u16::try_from(year).ok());
    let (Some(expiry_month), Some(expiry_year)) = (month, year) else {
        return Err(NoAnswer("a card without an expiry".to_owned()));
    };
    Ok(StoredCard {
        method: text(method, "id")?,
        card: PaymentMethod {
            brand: text(card, "brand")?,
            last4: text(card, "last4")?,
            expiry_month,
            expiry_year,
        },
    })
}

/// What a webhook is about.
pub(super) fn of_webhook(body: &[u8]) -> Option<Notice> {
    let event: Value = serde_json::from_slice(body).ok()?;
    let object = event.pointer("/data/object")?;
    let kind = event.get("type")?.as_str()?;
    if kind.starts_with("payment_intent.") {
        let reference = object.pointer("/metadata/reference")?.as_str()?;
        return Some(Notice::Charge(reference.to_owned()));
    }
    kind.starts_with("checkout.session.")
        .then(|| text(object, "id").ok().map(Notice::CardPage))?
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn declined(error: Value) -> Charged {
        of_charge(402, &json!({ "error": error }))
    }

    #[test]
    fn i11_only_a_clear_answer_decides_a_charge() {
        let settled = |outcome| Charged::Settled(outcome);
        assert_eq!(
            of_charge(200, &json!({"status": "succeeded"})),
            settled(Outcome::Charged)
        );
        for (status, body) in [
            (500, json!({})),
            (429, json!({"error": {"code": "rate_limit"}})),
            (409, json!({"error": {"type": "idempotency_error"}})),
            (400, json!({"error": {"code": "card_declined"}})),
            (200, json!({})),
            (200, json!({"status": "processing"})),
            (200, json!({"status": "requires_action"})),
            (200, json!({"status": "requires_payment_method"})),
            (
                200,
                json!({"status": "requires_payment_method", "last_payment_error": null}),
            ),
        ] {
            assert_eq!(
                of_charge(status, &body),
                settled(Outcome::Unknown),
                "{status} {body}"
            );
        }
    }

    #[test]
    fn rule_8_every_decline_has_a_reason_and_a_lost_card_is_hard() {
        for (error, reason) in [
            (
                json!({"code": "card_declined", "decline_code": "insufficient_funds"}),
                Decline::InsufficientFunds,
            ),
            (
                json!({"code": "card_declined", "decline_code": "lost_card"}),
                Decline::CardLost,
            ),
            (
                json!({"code": "card_declined", "decline_code": "stolen_card"}),
                Decline::CardLost,
            ),
            (
                json!({"code": "expired_card", "decline_code": "expired_card"}),
                Decline::CardExpired,
            ),
            (
                json!({"code": "card_declined", "decline_code": "generic_decline"}),
                Decline::Refused,
            ),
            (json!({}), Decline::Refused),
        ] {
            let expected = Charged::Settled(Outcome::Declined(reason));
            assert_eq!(declined(error.clone()), expected, "{error}");
        }
    }

    #[test]
    fn i13_what_nobody_may_try_again_is_a_hard_decline() {
        for code in [
            "do_not_try_again",
            "revocation_of_authorization",
            "revocation_of_all_authorizations",
            "stop_payment_order",
        ] {
            let error = json!({"code": "card_declined", "decline_code": code});
            let Charged::Settled(Outcome::Declined(reason)) = declined(error) else {
                panic!("{code} is no decline");
            };
            assert!(reason.is_hard(), "{code}: {reason:?}");
        }
    }

    #[test]
    fn rule_8_a_charge_that_needs_the_customer_names_the_intent_to_confirm() {
        let error = json!({"code": "authentication_required", "payment_intent": {"id": "pi_1"}});
        assert_eq!(
            declined(error),
            Charged::AskCustomer {
                intent: "pi_1".to_owned()
            }
        );
        let intent = json!({"status": "requires_action",
            "next_action": {"redirect_to_url": {"url": "https://pay.example/pi_1"}}});
        let url = "https://pay.example/pi_1".to_owned();
        assert_eq!(of_intent(&intent), Outcome::NeedsConfirmation { url });
    }

    #[test]
    fn i9_of_two_intents_for_one_reference_the_one_that_took_money_counts() {
        let best = [
            Outcome::Declined(Decline::Refused),
            Outcome::Charged,
            Outcome::Unknown,
        ]
        .into_iter()
        .fold(None, stronger);
        assert_eq!(best, Some(Outcome::Charged));
    }

    #[test]
    fn a_webhook_says_what_to_look_at_and_nothing_else() {
        let charge = json!({"type": "payment_intent.succeeded",
            "data": {"object": {"metadata": {"reference": "relux-1-1"}}}});
        let page =
            json!({"type": "checkout.session.completed", "data": {"object": {"id": "cs_1"}}});
        let hear = |value: &Value| of_webhook(value.to_string().as_bytes());
        assert_eq!(hear(&charge), Some(Notice::Charge("relux-1-1".to_owned())));
        assert_eq!(hear(&page), Some(Notice::CardPage("cs_1".to_owned())));
        assert_eq!(
            hear(&json!({"type": "customer.created", "data": {"object": {}}})),
            None
        );
        assert_eq!(of_webhook(b"not json"), None);
    }
}
