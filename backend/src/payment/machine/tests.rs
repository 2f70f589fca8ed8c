//! The machine, under every sequence of events.

use proptest::prelude::*;

use super::*;

fn start() -> DateTime<Utc> {
    DateTime::from_timestamp_millis(1_790_000_000_000).unwrap()
}

fn outcome() -> impl Strategy<Value = Outcome> {
    prop_oneof![
        Just(Outcome::Charged),
        prop::sample::select(&Decline::ALL).prop_map(Outcome::Declined),
        Just(Outcome::NeedsConfirmation {
            url: "https://pay.example".to_owned()
        }),
        Just(Outcome::Unknown),
    ]
}

fn event() -> impl Strategy<Value = Event> {
    prop_oneof![
        3 => Just(Event::Charge),
        1 => Just(Event::Wait),
        1 => Just(Event::Limit(start() + TimeDelta::days(30))),
        1 => prop::sample::select(&Decline::ALL).prop_map(Event::Impossible),
        1 => prop::sample::select(&Dropped::ALL).prop_map(Event::Drop),
        1 => Just(Event::NewCard),
        4 => outcome().prop_map(Event::Answer),
        1 => Just(Event::Unheard),
        1 => Just(Event::Silence),
    ]
}

fn cause() -> impl Strategy<Value = PaymentCause> {
    prop_oneof![Just(PaymentCause::Purchase), Just(PaymentCause::Renewal)]
}

proptest! {
    #[test]
    fn i9_i11_i13_whatever_happens_a_payment_keeps_its_promises(
        cause in cause(),
        events in prop::collection::vec((event(), 0_i64..40), 1..60),
    ) {
        let pace = Pace::default();
        let mut now = start();
        let mut payment = Payment::new(cause, now);
        let (mut booked, mut declines) = (0, 0);
        for (event, hours) in events {
            now += TimeDelta::hours(hours);
            let before = payment.clone();
            let (next, effects) = payment.step(&event, now, &pace);
            payment = next;
            booked += effects.iter().filter(|effect| **effect == Effect::Book).count();
            // Open or closed, never in between.
            prop_assert_eq!(payment.next_at.is_none(), payment.todo() == Todo::Nothing);
            prop_assert!(payment.attempt <= ATTEMPTS_MAX);
            // A new key follows a definite no alone.
            if payment.attempt > before.attempt {
                prop_assert_eq!(before.todo(), Todo::Decide);
                prop_assert_eq!(u32::from(before.attempt), declines);
            }
            if matches!(event, Event::Answer(Outcome::Declined(_)))
                && before.todo() == Todo::LookUp
            {
                declines += 1;
            }
            // Money that an attempt took is booked, whatever it was answered before.
            if event == Event::Answer(Outcome::Charged) && before.attempt > 0 {
                prop_assert_eq!(&payment.state, &State::Paid);
            }
            // Without an attempt nothing can be paid.
            if payment.state == State::Paid && before.todo() != Todo::Nothing {
                prop_assert!(payment.attempt > 0);
            }
            if before.state == State::Paid {
                prop_assert_eq!(&payment, &before);
            }
            // What was closed stays closed, but for money that was taken after all.
            if before.todo() == Todo::Nothing && payment != before {
                prop_assert_eq!(&event, &Event::Answer(Outcome::Charged));
            }
            if cause == PaymentCause::Purchase {
                prop_assert!(!matches!(payment.state, State::Waiting(_)));
            }
        }
        prop_assert_eq!(booked, usize::from(payment.state == State::Paid));
    }
}

fn charged(cause: PaymentCause) -> Payment {
    let pace = Pace::default();
    let (charging, _) = Payment::new(cause, start()).step(&Event::Charge, start(), &pace);
    charging
}

#[test]
fn rule_8_a_decline_is_tried_again_after_1_6_and_24_hours_and_then_pauses() {
    let pace = Pace::default();
    let mut payment = charged(PaymentCause::Renewal);
    let no = Event::Answer(Outcome::Declined(Decline::InsufficientFunds));
    for (attempt, hours) in [(1, 1), (2, 6), (3, 24)] {
        assert_eq!(payment.attempt, attempt);
        let (waiting, effects) = payment.step(&no, start(), &pace);
        assert_eq!(waiting.state, State::Waiting(Decline::InsufficientFunds));
        assert_eq!(waiting.next_at, Some(start() + TimeDelta::hours(hours)));
        let first = Effect::TellDeclined(Decline::InsufficientFunds);
        assert_eq!(effects.contains(&first), attempt == 1);
        (payment, _) = waiting.step(&Event::Charge, start(), &pace);
    }
    let (closed, effects) = payment.step(&no, start(), &pace);
    assert_eq!(closed.state, State::Declined(Decline::InsufficientFunds));
    assert_eq!(effects, [Effect::Pause(Decline::InsufficientFunds)]);
}

#[test]
fn rule_8_a_lost_card_is_never_tried_again() {
    let no = Event::Answer(Outcome::Declined(Decline::CardLost));
    let (closed, effects) = charged(PaymentCause::Renewal).step(&no, start(), &Pace::default());
    assert_eq!(closed.state, State::Declined(Decline::CardLost));
    assert_eq!(effects, [Effect::Pause(Decline::CardLost)]);
}

#[test]
fn i10_what_was_taken_by_an_attempt_that_was_answered_no_is_booked_once() {
    let pace = Pace::default();
    let no = Event::Answer(Outcome::Declined(Decline::InsufficientFunds));
    let yes = Event::Answer(Outcome::Charged);
    let (waiting, _) = charged(PaymentCause::Renewal).step(&no, start(), &pace);
    let (limited, _) = waiting.step(&Event::Limit(start()), start(), &pace);
    for open in [waiting, limited] {
        let (paid, effects) = open.step(&yes, start(), &pace);
        assert_eq!((&paid.state, effects), (&State::Paid, vec![Effect::Book]));
        assert_eq!(paid.next_at, None);
        assert_eq!(paid.step(&yes, start(), &pace), (paid.clone(), Vec::new()));
        // It is not tried again.
        assert_eq!(paid.step(&Event::Charge, start(), &pace).0, paid);
    }
    let due = Payment::new(PaymentCause::Renewal, start());
    assert_eq!(due.step(&yes, start(), &pace), (due.clone(), Vec::new()));
}

#[test]
fn i13_a_charge_that_waits_for_the_customer_is_overwritten_by_no_trigger() {
    let pace = Pace::default();
    let url = "https://pay.example".to_owned();
    let ask = Event::Answer(Outcome::NeedsConfirmation { url });
    let (confirming, effects) = charged(PaymentCause::Renewal).step(&ask, start(), &pace);
    assert_eq!(effects, [Effect::TellConfirm]);
    for event in [
        Event::Charge,
        Event::NewCard,
        Event::Impossible(Decline::NoCard),
        Event::Drop(Dropped::TurnedOff),
        Event::Limit(start()),
    ] {
        assert_eq!(
            confirming.step(&event, start(), &pace).0,
            confirming,
            "{event:?}"
        );
    }
    let (again, effects) = confirming.step(&ask, start(), &pace);
    assert_eq!((again.state, effects.len()), (confirming.state.clone(), 0));
    let refused = Event::Answer(Outcome::Declined(Decline::Refused));
    let (closed, _) = confirming.step(&refused, start(), &pace);
    assert_eq!(closed.state, State::Declined(Decline::NotConfirmed));
}

#[test]
fn i11_an_unknown_outcome_keeps_its_key_and_after_a_day_is_never_charged_again() {
    let pace = Pace::default();
    let mut payment = charged(PaymentCause::Renewal);
    let mut now = start();
    for _look in 0..20 {
        (payment, _) = payment.step(&Event::Answer(Outcome::Unknown), now, &pace);
        (payment, _) = payment.step(&Event::Silence, now, &pace);
        assert_eq!((payment.attempt, &payment.state), (1, &State::Charging));
        now += TimeDelta::hours(1);
    }
    assert!(payment.may_send_again(now, &pace));
    now = start() + TimeDelta::hours(24);
    assert!(!payment.may_send_again(now, &pace));
    let (closed, effects) = payment.step(&Event::Unheard, now, &pace);
    assert_eq!(closed.state, State::Declined(Decline::NoAnswer));
    assert_eq!(effects, [Effect::Pause(Decline::NoAnswer)]);
    let (paid, effects) = closed.step(&Event::Answer(Outcome::Charged), now, &pace);
    assert_eq!((paid.state, effects), (State::Paid, vec![Effect::Book]));
}
