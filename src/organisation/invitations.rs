//! The invitations that wait, or have expired (O2).

use api::{OrganisationId, invitation::Invitation};
use leptos::prelude::*;

use super::question::{Question, QuestionDialog};
use crate::{
    client, format,
    locale::t,
    ui::{Button, Chip, Tone, Variant},
};

/// The id of the heading, which takes the focus when no row is left that could.
pub const HEADING_ID: &str = "invitations";

/// What can be done about an invitation.
#[derive(Debug, Clone, Copy)]
pub struct InvitationAsks {
    /// Sends the e-mail again.
    pub resend: Callback<Invitation>,
    /// Asks whether it is to be revoked.
    pub revoke: Callback<Invitation>,
    /// Whether something is under way.
    pub busy: RwSignal<bool>,
}

/// The id of the button that asks whether an invitation is to be revoked.
fn revoke_button(invitation: &Invitation) -> String {
    format!("revoke-{}", invitation.id)
}

/// The open invitations. Draws what it is given; nothing where there are none.
#[component]
pub fn InvitationTable(
    /// What to draw. A row of which nothing has changed stays as it is, and keeps its focus.
    #[prop(into)]
    invitations: Signal<Vec<Invitation>>,
    /// What can be done about them.
    asks: InvitationAsks,
) -> impl IntoView {
    let (words, columns) = (&t().invitation, &t().organisation);
    let some = Memo::new(move |_| !invitations.with(Vec::is_empty));
    let table = move || {
        view! {
            <section class="rc-card rc-history rc-invitations" aria-labelledby=HEADING_ID>
                <div class="rc-members-head">
                    <h2 id=HEADING_ID tabindex="-1">
                        {move || (words.heading)(invitations.with(Vec::len))}
                    </h2>
                </div>
                <div class="rc-table-scroll" role="group" aria-labelledby=HEADING_ID tabindex="0">
                    <table class="rc-table rc-table-stacks rc-members-table" role="table">
                        <thead role="rowgroup">
                            <tr role="row">
                                <th role="columnheader" scope="col">{columns.email}</th>
                                <th role="columnheader" scope="col">{words.status}</th>
                                <th role="columnheader" scope="col">{words.invited_by}</th>
                                <th role="columnheader" scope="col">
                                    <span class="rc-only-spoken">{columns.actions}</span>
                                </th>
                            </tr>
                        </thead>
                        <tbody role="rowgroup">
                            <For
                                each=move || invitations.get()
                                key=Invitation::clone
                                children=move |one| row(one, asks)
                            />
                        </tbody>
                    </table>
                </div>
            </section>
        }
    };
    move || some.get().then(table)
}

fn row(invitation: Invitation, asks: InvitationAsks) -> impl IntoView {
    let words = &t().invitation;
    let day = format::date(invitation.expires_at);
    let (tone, status) = if invitation.expired {
        (Tone::Warning, (words.expired)(&day))
    } else {
        (Tone::Neutral, (words.pending)(&day))
    };
    let (again, about) = (invitation.clone(), invitation.clone());
    let resend = Callback::new(move |()| asks.resend.run(again.clone()));
    let revoke = Callback::new(move |()| asks.revoke.run(about.clone()));
    let email = invitation.email.to_string();
    view! {
        <tr role="row">
            <th role="rowheader" scope="row" class="rc-invited-email">
                {email.clone()}
            </th>
            <td role="cell">
                <Chip tone=tone text=status/>
            </td>
            <td role="cell" class="rc-muted">
                <bdi>{invitation.invited_by.clone()}</bdi>
            </td>
            <td role="cell" class="rc-invitation-actions">
                <Button
                    variant=Variant::Quiet
                    busy=asks.busy
                    id=format!("resend-{}", invitation.id)
                    name=(words.resend_to)(&email)
                    on_press=resend
                >
                    {words.resend}
                </Button>
                <Button
                    variant=Variant::Quiet
                    busy=false
                    id=revoke_button(&invitation)
                    name=(words.revoke_of)(&email)
                    on_press=revoke
                >
                    {words.revoke}
                </Button>
            </td>
        </tr>
    }
}

/// The question before an invitation is revoked.
#[component]
pub fn RevokeQuestion(
    /// Whose invitation.
    organisation: OrganisationId,
    /// What is asked about.
    question: Question<Invitation>,
    /// It is revoked.
    on_revoked: Callback<Invitation>,
) -> impl IntoView {
    let words = &t().invitation;
    let revoke = question.carry_out(
        move |invitation: Invitation| client::organisation::revoke(organisation, invitation.id),
        words.not_revoked,
        on_revoked,
    );
    let title = question.words(|one| (t().invitation.revoke_title)(one.email.as_str()));
    view! {
        <QuestionDialog
            id="invitation-revoke"
            question=question
            title=title
            yes=words.revoke
            on_yes=revoke
        >
            <p>{words.revoke_text}</p>
        </QuestionDialog>
    }
}
