//! An organisation's members (O1).

use api::{
    OrganisationId, UserId,
    organisation::{Member, Organisation, Role},
};
use leptos::prelude::*;

use crate::{
    client, format,
    latest::Loader,
    locale::{advice, t},
    session::use_session,
    ui::Failure,
};

/// The members of an organisation, as the reader may see them (rule 10).
#[component]
pub fn Members(
    /// Whose members.
    organisation: OrganisationId,
    /// Who looks at them.
    reader: UserId,
) -> impl IntoView {
    let loader = Loader::new(move || client::organisation::organisation(organisation));
    let found = loader.value();
    let error = loader.error();
    let pending = loader.pending();
    use_session().follow(error);
    view! {
        {move || {
            error
                .get()
                .map(|error| {
                    view! {
                        <Failure
                            what=t().organisation.failed
                            why=advice(&error)
                            retry_label=t().general.retry
                            busy=pending
                            retry=Callback::new(move |()| loader.reload())
                        />
                    }
                })
        }}
        {move || {
            (found.with(Option::is_none) && error.with(Option::is_none))
                .then(|| view! { <span class="rc-skeleton rc-shell-card"></span> })
        }}
        {move || found.get().map(|found| view! { <MemberTable organisation=found reader=reader/> })}
    }
}

/// The table of members. Draws what it is given.
#[component]
pub fn MemberTable(
    /// What to draw.
    organisation: Organisation,
    /// Who looks at it.
    reader: UserId,
) -> impl IntoView {
    let words = &t().organisation;
    let heading = if organisation.role.sees_everybody() {
        (words.members)(organisation.members.len())
    } else {
        words.whom_to_ask.to_owned()
    };
    let rows = organisation
        .members
        .into_iter()
        .map(|member| row(member, reader));
    view! {
        <section class="rc-card rc-history" aria-labelledby="members">
            <div class="rc-members-head">
                <h2 id="members">{heading}</h2>
                <p class="rc-muted">{(words.your_role)(role_name(organisation.role))}</p>
            </div>
            <div class="rc-table-scroll" role="group" aria-labelledby="members" tabindex="0">
                <table class="rc-table rc-table-stacks rc-members-table" role="table">
                    <thead role="rowgroup">
                        <tr role="row">
                            <th role="columnheader" scope="col">{words.name}</th>
                            <th role="columnheader" scope="col">{words.email}</th>
                            <th role="columnheader" scope="col">{words.role}</th>
                            <th role="columnheader" scope="col">{words.since}</th>
                        </tr>
                    </thead>
                    <tbody role="rowgroup">{rows.collect_view()}</tbody>
                </table>
            </div>
        </section>
    }
}

fn row(member: Member, reader: UserId) -> impl IntoView {
    let you = member.user == reader;
    view! {
        <tr role="row">
            <th role="rowheader" scope="row">
                <bdi>{member.name}</bdi>
                {you.then(|| view! { " " <span class="rc-muted">{t().organisation.you}</span> })}
            </th>
            <td role="cell" class="rc-member-email">{member.email.to_string()}</td>
            <td role="cell">{role_name(member.role)}</td>
            <td role="cell" class="rc-member-since">
                <time datetime=format::machine(member.since)>{format::date(member.since)}</time>
            </td>
        </tr>
    }
}

fn role_name(role: Role) -> &'static str {
    let words = &t().organisation;
    match role {
        Role::Owner => words.owner,
        Role::Admin => words.admin,
        Role::Member => words.member,
    }
}
