//! Removing a member: the question before it (O4).

use api::{OrganisationId, organisation::Member};
use leptos::prelude::*;

use super::{
    mail_preview::RemovalMail,
    question::{Question, QuestionDialog},
};
use crate::{client, format, locale::t};

/// The question, which names the person, the consequences and the mail.
#[component]
pub fn RemovalQuestion(
    /// Whose member.
    organisation: OrganisationId,
    /// The organisation's name.
    #[prop(into)]
    name: Signal<String>,
    /// Who is asked about.
    question: Question<Member>,
    /// They are removed.
    on_removed: Callback<Member>,
) -> impl IntoView {
    let words = &t().organisation;
    let remove = question.carry_out(
        move |member: Member| client::organisation::remove_member(organisation, member.user),
        words.not_removed,
        on_removed,
    );
    let about = question.about(|member| member.user);
    let title =
        question.words(|member| (t().organisation.remove_title)(&format::name(&member.name)));
    let text = question.words(move |member| {
        name.with(|name| {
            let (who, of) = (format::name(&member.name), format::name(name));
            (t().organisation.remove_text)(&who, member.email.as_str(), &of)
        })
    });
    let mail = question.words(move |member| {
        name.with(|name| {
            (t().organisation.remove_mail)(&format::name(&member.name), &format::name(name))
        })
    });
    view! {
        <QuestionDialog
            id="member-remove"
            question=question
            title=title
            yes=words.remove_yes
            on_yes=remove
        >
            <p>{text}</p>
            <p>{mail}</p>
            {move || {
                about
                    .get()
                    .map(|user| view! { <RemovalMail organisation=organisation member=user/> })
            }}
        </QuestionDialog>
    }
}
