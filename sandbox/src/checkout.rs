//! Customers and the cards they leave: registering, opening the hosted page, storing a card.

use crate::{
    answer::Refusal,
    bank::Bank,
    card::TestCard,
    change::Change,
    customer::Customer,
    form::Form,
    method::Method,
    session::{Session, Setup, Status},
    work::{Context, Done, Event},
};

/// `POST /v1/customers`.
///
/// # Errors
/// None so far; the shape is that of all work.
pub fn register(bank: &mut Bank, context: &Context, form: &Form) -> Result<Done, Refusal> {
    let customer = Customer {
        id: bank.ids.next("cus"),
        name: form.text("name"),
        email: form.text("email"),
        metadata: form.metadata(),
        created: context.now,
    };
    let body = customer.to_json();
    Ok(Done::quiet(vec![Change::Customer(customer)], body))
}

/// `POST /v1/checkout/sessions`.
///
/// # Errors
/// A parameter is missing or wrong.
pub fn open(bank: &mut Bank, context: &Context, form: &Form) -> Result<Done, Refusal> {
    if form.need("mode")? != "setup" {
        let message = "The sandbox only knows the mode `setup`.";
        return Err(Refusal::parameter("parameter_unknown", "mode", message));
    }
    let customer = form.need("customer")?;
    if bank.customer(customer).is_none() {
        return Err(Refusal::no_such("customer", "customer", customer));
    }
    form.need("success_url")?;
    form.need("cancel_url")?;
    let session = Session {
        id: bank.ids.next("cs"),
        customer: customer.to_owned(),
        success_url: form.address("success_url")?.unwrap_or_default(),
        cancel_url: form.address("cancel_url")?.unwrap_or_default(),
        currency: form.currency()?,
        locale: form.text("locale"),
        created: context.now,
        method: None,
    };
    let body = session.to_json(&context.base, context.now, Setup::Name);
    Ok(Done::quiet(vec![Change::Session(session)], body))
}

/// A card as it was left on the page.
#[derive(Debug, Clone, Copy)]
pub struct Left {
    /// Which card.
    pub card: TestCard,
    /// The last month it is valid in, 1 to 12.
    pub exp_month: i64,
    /// The year of that month.
    pub exp_year: i64,
}

/// Stores a card and completes the session. Once: otherwise `None`.
pub fn complete(bank: &mut Bank, context: &Context, id: &str, left: Left) -> Option<Done> {
    let session = bank.session(id)?.clone();
    match session.status(context.now) {
        Status::Open => {}
        Status::Complete | Status::Expired => return None,
    }
    let method = store(bank, &session.customer, left);
    let session = Session {
        method: Some(method.id.clone()),
        ..session
    };
    let object = session.to_json(&context.base, context.now, Setup::Name);
    let changes = vec![Change::Method(method), Change::Session(session)];
    let mut done = Done::quiet(changes, object.clone());
    done.events.push(Event {
        kind: "checkout.session.completed",
        object,
    });
    Some(done)
}

/// A stored card with a name of its own, not yet written down.
pub fn store(bank: &mut Bank, customer: &str, left: Left) -> Method {
    Method {
        id: bank.ids.next("pm"),
        customer: customer.to_owned(),
        card: left.card,
        exp_month: left.exp_month,
        exp_year: left.exp_year,
    }
}
