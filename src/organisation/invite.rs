//! Inviting people by e-mail (O3).

use api::{
    Code, OrganisationId, UserId,
    invitation::{ADDRESSES_MAX, Invite, InviteOutcome, InvitedAddress},
};
use leptos::{prelude::*, task::spawn_local};

use crate::{
    browser, client,
    client::ClientError,
    locale::{advice, not_done, t},
    session::{kept, kept_text, use_session},
    ui::{Button, Icon, Modal, Shape, TextAreaField, Trouble, Variant},
};

const FIELD_ID: &str = "invite-addresses";

/// The addresses in a text, each once. What programs for mail write around them, such as
/// `"Muster, Anna" <anna@example.ch>;`, is left out.
fn addresses(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for entry in split_outside_quotes(text, |c| matches!(c, ',' | ';' | '\n' | '\r')) {
        let bracketed = entry
            .split_once('<')
            .and_then(|(_, rest)| rest.split_once('>'));
        let parts = match bracketed {
            Some((address, _)) => address,
            None => entry,
        };
        for part in split_outside_quotes(parts, char::is_whitespace) {
            let is_new = |one: &String| one.to_lowercase() != part.to_lowercase();
            if !part.is_empty() && found.iter().all(is_new) {
                found.push(part.to_owned());
            }
        }
    }
    found
}

/// The parts of a text between separators; what stands in quotes is of one part.
fn split_outside_quotes(
    text: &str,
    is_separator: impl Fn(char) -> bool,
) -> impl Iterator<Item = &str> {
    let mut quoted = false;
    text.split(move |c: char| {
        quoted ^= c == '"';
        !quoted && is_separator(c)
    })
}

/// Whether an address still needs whoever typed it.
fn is_open(answer: &InvitedAddress) -> bool {
    match answer.outcome {
        InviteOutcome::Malformed | InviteOutcome::TooMany => true,
        InviteOutcome::Sent | InviteOutcome::AlreadyMember | InviteOutcome::AlreadyInvited => false,
    }
}

/// What is typed but for the addresses that are done with.
fn unsettled(typed: &str, answers: &[InvitedAddress]) -> String {
    let mut left = addresses(typed);
    left.retain(|email| {
        let of_it = |one: &&InvitedAddress| one.email.to_lowercase() == email.to_lowercase();
        answers.iter().find(of_it).is_none_or(is_open)
    });
    left.join("\n")
}

/// The newest answers, before those to other addresses.
fn merged(new: Vec<InvitedAddress>, old: Vec<InvitedAddress>) -> Vec<InvitedAddress> {
    let is_answered = |one: &InvitedAddress| new.iter().any(|other| other.email == one.email);
    let rest: Vec<_> = old.into_iter().filter(|one| !is_answered(one)).collect();
    new.into_iter().chain(rest).collect()
}

/// Why nobody was invited, and what to do about it.
pub fn why_not(error: &ClientError) -> &'static str {
    match error {
        ClientError::Refused(problem) if problem.code == Code::TooManyRequests => {
            t().invitation.limit_reached
        }
        other => advice(other),
    }
}

/// The dialog: addresses, *Invite User*, and an answer to each. It closes when all were
/// invited; what was typed stays until then.
#[component]
pub fn InviteDialog(
    /// To what.
    organisation: OrganisationId,
    /// Who invites.
    reader: UserId,
    /// Whether it is open.
    open: RwSignal<bool>,
    /// These were invited.
    on_invited: Callback<Vec<String>>,
) -> impl IntoView {
    let words = &t().invitation;
    let session = use_session();
    let typed = kept_text(kept(reader, &format!("invite-{organisation}")));
    let flaw = RwSignal::new(None::<String>);
    let answers = RwSignal::new(Vec::<InvitedAddress>::new());
    let busy = RwSignal::new(false);
    let trouble = RwSignal::new(None::<(&'static str, &'static str)>);
    Effect::watch(
        move || open.get(),
        move |is_open, _, _| {
            if !is_open {
                answers.set(Vec::new());
                flaw.set(None);
                trouble.set(None);
            }
        },
        false,
    );
    let settle = move |new: Vec<InvitedAddress>, was_typed: bool| {
        let sent: Vec<String> = new
            .iter()
            .filter(|one| one.outcome == InviteOutcome::Sent)
            .map(|one| one.email.clone())
            .collect();
        let all_sent = sent.len() == new.len();
        if was_typed {
            typed.update(|typed| *typed = unsettled(typed, &new));
        }
        let is_done = all_sent && typed.with_untracked(String::is_empty);
        answers.update(|answers| *answers = merged(new, std::mem::take(answers)));
        if is_done {
            open.set(false);
        } else {
            browser::focus(FIELD_ID);
        }
        if !sent.is_empty() {
            on_invited.run(sent);
        }
    };
    let send = move |emails: Vec<String>, resend: bool| {
        busy.set(true);
        trouble.set(None);
        let wanted = Invite { emails, resend };
        // Not cancelled with the view: what is on its way is better seen through.
        spawn_local(async move {
            let outcome = client::organisation::invite(organisation, &wanted).await;
            if busy.try_set(false).is_some() {
                // The view is gone.
                return;
            }
            match outcome {
                Ok(answers) => settle(answers, !resend),
                Err(error) => {
                    session.heed(&error);
                    trouble.set(Some(not_done(
                        t().invitation.failed,
                        why_not(&error),
                        &error,
                    )));
                }
            }
        });
    };
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        let emails = addresses(&typed.get_untracked());
        let wrong = match emails.len() {
            0 => Some(t().invitation.missing.to_owned()),
            count if count > ADDRESSES_MAX => {
                Some((t().invitation.too_many_at_once)(ADDRESSES_MAX))
            }
            _ => None,
        };
        let is_fine = wrong.is_none();
        flaw.set(wrong);
        if is_fine {
            send(emails, false);
        } else {
            browser::focus(FIELD_ID);
        }
    };
    let resend = Callback::new(move |()| {
        let waiting = answers.with_untracked(|answers| {
            answers
                .iter()
                .filter(|one| one.outcome == InviteOutcome::AlreadyInvited)
                .map(|one| one.email.clone())
                .collect::<Vec<_>>()
        });
        send(waiting, true);
    });
    let close = Callback::new(move |()| open.set(false));
    view! {
        <Modal id="invite" open=open title=words.open.to_owned()>
            <form class="rc-invite" novalidate on:submit=submit>
                <TextAreaField
                    id=FIELD_ID
                    label=words.addresses
                    hint=words.addresses_hint.to_owned()
                    value=typed
                    error=flaw
                />
                <div role="status">
                    {move || {
                        answers
                            .with(|answers| (!answers.is_empty()).then(|| answer_list(answers)))
                    }}
                </div>
                {move || {
                    answers
                        .with(|answers| {
                            answers.iter().any(|one| one.outcome == InviteOutcome::AlreadyInvited)
                        })
                        .then(|| {
                            view! {
                                <Button variant=Variant::Quiet busy=busy on_press=resend>
                                    {words.resend_these}
                                </Button>
                            }
                        })
                }}
                <Trouble of=trouble/>
                <div class="rc-dialog-answers">
                    <Button variant=Variant::Plain busy=false on_press=close>
                        {words.close}
                    </Button>
                    <Button variant=Variant::Primary busy=busy>
                        {words.send}
                    </Button>
                </div>
            </form>
        </Modal>
    }
}

/// What has become of inviting somebody, in a word or two.
pub fn outcome_words(outcome: InviteOutcome) -> &'static str {
    let [sent, member, invited, malformed, too_many] = t().invitation.outcomes;
    match outcome {
        InviteOutcome::Sent => sent,
        InviteOutcome::AlreadyMember => member,
        InviteOutcome::AlreadyInvited => invited,
        InviteOutcome::Malformed => malformed,
        InviteOutcome::TooMany => too_many,
    }
}

fn answer_list(answers: &[InvitedAddress]) -> AnyView {
    let line = |answer: &InvitedAddress| {
        let text = outcome_words(answer.outcome);
        let tone = match answer.outcome {
            InviteOutcome::Sent => "success",
            InviteOutcome::AlreadyMember | InviteOutcome::AlreadyInvited => "neutral",
            InviteOutcome::Malformed | InviteOutcome::TooMany => "danger",
        };
        let shape = match tone {
            "success" => Shape::Check,
            "danger" => Shape::Alert,
            _ => Shape::Info,
        };
        view! {
            <li data-tone=tone>
                <Icon shape=shape/>
                <span>
                    <bdi>{answer.email.clone()}</bdi>
                    " "
                    <span>{text}</span>
                </span>
            </li>
        }
    };
    let mend = answers.iter().any(is_open);
    view! {
        // It scrolls, so the keyboard has to reach it.
        <ul class="rc-invite-answers" tabindex="0" aria-label=t().invitation.answers>{answers.iter().map(line).collect_view()}</ul>
        {mend.then(|| view! { <p class="rc-muted">{t().invitation.mend}</p> })}
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn o3_addresses_are_found_however_they_are_separated() {
        for text in [
            "a@x.ch,b@x.ch;c@x.ch",
            " a@x.ch  b@x.ch\tc@x.ch ",
            "a@x.ch\r\nb@x.ch\n\nc@x.ch\n",
            "Anna <a@x.ch>, \"Muster, Bea\" <b@x.ch>; Carl Meier <c@x.ch>",
            "a@x.ch, A@X.CH; b@x.ch c@x.ch b@x.ch",
        ] {
            assert_eq!(addresses(text), ["a@x.ch", "b@x.ch", "c@x.ch"], "{text:?}");
        }
        assert_eq!(addresses(" ,; \n"), [""; 0]);
    }

    #[test]
    fn o3_what_is_no_address_is_kept_for_its_answer() {
        assert_eq!(addresses("anna, b@x.ch"), ["anna", "b@x.ch"]);
        assert_eq!(addresses("<a@x.ch"), ["<a@x.ch"]);
        assert_eq!(
            addresses("\"anna muster\"@x.ch, b@x.ch"),
            ["\"anna muster\"@x.ch", "b@x.ch"]
        );
    }
}
