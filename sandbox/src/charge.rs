//! Charging cards: what is asked for, what the card does, and what its owner decides later.

use crate::{
    answer::{Answer, Refusal},
    bank::Bank,
    card::TestCard,
    change::Change,
    decline::Decline,
    faults::Fault,
    form::Form,
    intent::{Intent, Waiting},
    method::Method,
    movement::Movement,
    work::{Context, Delivery, Done, Event, OffSession},
};

/// The most that one payment takes, in minor units: eight digits, as at Stripe.
const MAX_AMOUNT: i64 = 99_999_999;

/// How a charge went.
enum Outcome {
    Captured,
    Declined(Decline),
    NeedsOwner,
}

/// `POST /v1/payment_intents`: a new payment, charged at once.
///
/// # Errors
/// A parameter is missing or wrong; nothing happened.
pub fn create(bank: &mut Bank, context: &Context, form: &Form) -> Result<Done, Refusal> {
    form.need("amount")?;
    let amount = form.number("amount", 1, MAX_AMOUNT)?.unwrap_or_default();
    form.need("currency")?;
    let currency = form.currency()?.unwrap_or_default();
    let customer = form.need("customer")?.to_owned();
    if bank.customer(&customer).is_none() {
        return Err(Refusal::no_such("customer", "customer", &customer));
    }
    let method = method_of(bank, &customer, form.need("payment_method")?)?;
    if !form.is_true("confirm") {
        let message = "The sandbox only knows payments that are confirmed at once.";
        return Err(Refusal::parameter("parameter_missing", "confirm", message));
    }
    let return_url = form.address("return_url")?;
    let intent = Intent {
        id: bank.ids.next("pi"),
        amount,
        currency,
        customer,
        method: method.id.clone(),
        description: form.text("description"),
        metadata: form.metadata(),
        return_url,
        created: context.now,
        waiting: Waiting::Action,
        charge: None,
    };
    Ok(attempt(bank, context, form, intent, &method))
}

/// `POST /v1/payment_intents/{id}/confirm`: the same payment once more, perhaps with another
/// card, and with its owner at hand unless `off_session` says otherwise.
///
/// # Errors
/// There is no such payment, it has its money already, or a parameter is wrong.
pub fn again(bank: &mut Bank, context: &Context, form: &Form, id: &str) -> Result<Done, Refusal> {
    let known = bank.intent(id);
    let mut intent = known
        .ok_or_else(|| Refusal::not_found("payment_intent", id))?
        .clone();
    if intent.charge.is_some() {
        return Err(Refusal::state(
            "payment_intent_unexpected_state",
            "You cannot confirm this PaymentIntent because it has already succeeded.",
        ));
    }
    let method = form.get("payment_method").unwrap_or(&intent.method);
    let method = method_of(bank, &intent.customer, method)?;
    intent.method.clone_from(&method.id);
    if let Some(url) = form.address("return_url")? {
        intent.return_url = Some(url);
    }
    Ok(attempt(bank, context, form, intent, &method))
}

fn method_of(bank: &Bank, customer: &str, id: &str) -> Result<Method, Refusal> {
    bank.method(id)
        .filter(|method| method.customer == customer)
        .cloned()
        .ok_or_else(|| Refusal::no_such("PaymentMethod", "payment_method", id))
}

/// Charges the card, or doesn't.
fn attempt(
    bank: &mut Bank,
    context: &Context,
    form: &Form,
    mut intent: Intent,
    method: &Method,
) -> Done {
    let delivery = delivery(method.card, context);
    let outcome = match outcome(method, context) {
        Outcome::NeedsOwner if owner_is_out_of_reach(context, form) => {
            Outcome::Declined(Decline::AuthenticationRequired)
        }
        other @ (Outcome::NeedsOwner | Outcome::Captured | Outcome::Declined(_)) => other,
    };
    let done = match outcome {
        Outcome::Captured => capture(bank, context, intent),
        Outcome::Declined(decline) => {
            intent.waiting = Waiting::Method(decline);
            refuse(context, intent, decline)
        }
        Outcome::NeedsOwner => {
            intent.waiting = Waiting::Action;
            let object = intent.to_json(&context.base);
            Done {
                changes: vec![Change::Intent(intent)],
                answer: Answer::ok(object.clone()),
                events: vec![Event {
                    kind: "payment_intent.requires_action",
                    object,
                }],
                delivery: Delivery::Normal,
            }
        }
    };
    Done { delivery, ..done }
}

fn owner_is_out_of_reach(context: &Context, form: &Form) -> bool {
    let strict = match context.off_session {
        OffSession::RequiresAction => false,
        OffSession::AuthenticationRequired => form.is_true("off_session"),
    };
    strict || form.is_true("error_on_requires_action")
}

fn outcome(method: &Method, context: &Context) -> Outcome {
    if context.fault == Fault::Decline {
        return Outcome::Declined(Decline::InsufficientFunds);
    }
    if method.has_expired(context.now) {
        return Outcome::Declined(Decline::Expired);
    }
    match method.card {
        TestCard::Visa
        | TestCard::Mastercard
        | TestCard::Late
        | TestCard::CapturedThenLost
        | TestCard::CapturedThenError => Outcome::Captured,
        TestCard::InsufficientFunds => Outcome::Declined(Decline::InsufficientFunds),
        TestCard::Expired => Outcome::Declined(Decline::Expired),
        TestCard::Lost => Outcome::Declined(Decline::Lost),
        TestCard::Stolen => Outcome::Declined(Decline::Stolen),
        TestCard::Declined => Outcome::Declined(Decline::Generic),
        TestCard::Confirmation => Outcome::NeedsOwner,
    }
}

/// How the answer travels: a fault goes before what the card does.
fn delivery(card: TestCard, context: &Context) -> Delivery {
    match context.fault {
        Fault::CapturedThenLost => Delivery::Lost,
        Fault::CapturedThen500 => Delivery::Error,
        Fault::Slow => Delivery::After(context.slow),
        Fault::None
        | Fault::Decline
        | Fault::ErrorBefore
        | Fault::ResetBefore
        | Fault::RateLimited
        | Fault::SlowCapture => match card {
            TestCard::Late => Delivery::After(context.late),
            TestCard::CapturedThenLost => Delivery::Lost,
            TestCard::CapturedThenError => Delivery::Error,
            TestCard::Visa
            | TestCard::Mastercard
            | TestCard::InsufficientFunds
            | TestCard::Expired
            | TestCard::Lost
            | TestCard::Stolen
            | TestCard::Declined
            | TestCard::Confirmation => Delivery::Normal,
        },
    }
}

/// The money moves: a line in the book, by which the intent succeeds.
fn capture(bank: &mut Bank, context: &Context, intent: Intent) -> Done {
    let charge = bank.ids.next("ch");
    let movement = Movement {
        payment_intent: intent.id.clone(),
        charge: charge.clone(),
        customer: intent.customer.clone(),
        reference: intent.reference().map(str::to_owned),
        amount: intent.amount,
        currency: intent.currency.clone(),
        at: context.now,
    };
    let charged = Intent {
        charge: Some(charge),
        ..intent.clone()
    };
    let object = charged.to_json(&context.base);
    Done {
        changes: vec![Change::Intent(intent), Change::Moved(movement)],
        answer: Answer::ok(object.clone()),
        events: vec![Event {
            kind: "payment_intent.succeeded",
            object,
        }],
        delivery: Delivery::Normal,
    }
}

fn refuse(context: &Context, intent: Intent, decline: Decline) -> Done {
    let object = intent.to_json(&context.base);
    Done {
        changes: vec![Change::Intent(intent)],
        answer: Answer::declined(decline, object.clone()),
        events: vec![Event {
            kind: "payment_intent.payment_failed",
            object,
        }],
        delivery: Delivery::Normal,
    }
}

/// What the owner of a card decides on the confirm page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// The money may move.
    Confirm,
    /// It may not.
    Refuse,
}

/// The owner's decision, for an intent that waits for one. Decided once: otherwise `None`.
pub fn decide(bank: &mut Bank, context: &Context, id: &str, decision: Decision) -> Option<Done> {
    let intent = bank.intent(id)?.clone();
    match (&intent.charge, intent.waiting) {
        (None, Waiting::Action) => {}
        (Some(_), Waiting::Action | Waiting::Method(_)) | (None, Waiting::Method(_)) => {
            return None;
        }
    }
    Some(match decision {
        Decision::Confirm => capture(bank, context, intent),
        Decision::Refuse => {
            let waiting = Waiting::Method(Decline::Refused);
            refuse(context, Intent { waiting, ..intent }, Decline::Refused)
        }
    })
}

/// `POST /v1/refunds`: gives all the money of a payment back, once.
///
/// # Errors
/// There is no such payment, it has no money, or it was given back already.
pub fn refund(bank: &mut Bank, context: &Context, form: &Form) -> Result<Done, Refusal> {
    let id = form.need("payment_intent")?;
    let intent = bank
        .intent(id)
        .cloned()
        .ok_or_else(|| Refusal::no_such("payment_intent", "payment_intent", id))?;
    let Some(charge) = intent.charge.clone() else {
        return Err(Refusal::state(
            "payment_intent_unexpected_state",
            "This PaymentIntent does not have a successful charge to refund.",
        ));
    };
    if bank.is_refunded(id) {
        let message = format!("Charge {charge} has already been refunded.");
        return Err(Refusal::state("charge_already_refunded", message));
    }
    if form
        .number("amount", 1, MAX_AMOUNT)?
        .is_some_and(|amount| amount != intent.amount)
    {
        let message = "The sandbox only gives back all of a payment.";
        return Err(Refusal::parameter(
            "parameter_invalid_integer",
            "amount",
            message,
        ));
    }
    let body = serde_json::json!({
        "id": bank.ids.next("re"),
        "object": "refund",
        "status": "succeeded",
        "payment_intent": intent.id,
        "charge": charge,
        "amount": intent.amount,
        "currency": intent.currency,
        "created": context.now,
    });
    let movement = Movement {
        reference: intent.reference().map(str::to_owned),
        payment_intent: intent.id,
        charge,
        customer: intent.customer,
        amount: -intent.amount,
        currency: intent.currency,
        at: context.now,
    };
    Ok(Done::quiet(vec![Change::Moved(movement)], body))
}
