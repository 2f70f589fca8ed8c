//! A row of the table of members (O1).

use api::{
    OrganisationId, UserId,
    limit::{Limit, MemberLimit},
    organisation::{Member, Role},
};
use leptos::prelude::*;

use super::{
    limit::Whose,
    role::{RoleSelect, role_name},
    usage::MonthlyUsage,
};
use crate::{
    format, host,
    locale::t,
    route::Route,
    ui::{Button, IconButton, Shape, Variant},
};

/// Asks about a member before anything happens to them.
#[derive(Debug, Clone, Copy)]
pub struct Asks {
    /// About removing them.
    pub removal: Callback<Member>,
    /// About another role.
    pub role: Callback<(Member, Role)>,
    /// About another limit.
    pub limit: Callback<Whose>,
}

/// What all rows have in common.
#[derive(Clone, Copy)]
pub struct Columns {
    /// Whose members.
    pub organisation: OrganisationId,
    /// What the reader may do.
    pub role: Role,
    /// Who looks at them.
    pub reader: UserId,
    /// Asks about members; without it nothing happens to them.
    pub asks: Option<Asks>,
    /// What they have used this month, where that is shown.
    pub usage: Option<MonthlyUsage>,
}

/// What a row says. The same is not drawn anew.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Row {
    /// Whose.
    pub member: Member,
    /// How much each may use who has no limit of their own.
    pub default: Limit,
    /// Whether there is no other owner.
    pub is_last_owner: bool,
}

/// Whether the reader, who has that role, may remove somebody (rule 10).
pub fn is_removable(member: &Member, role: Role, reader: UserId) -> bool {
    member.user != reader && role.may_remove(member.role)
}

/// The id of the button that removes somebody.
pub fn row_button(user: UserId) -> String {
    format!("remove-{user}")
}

/// The row.
pub fn member_row(row: Row, columns: Columns) -> impl IntoView {
    let Columns {
        organisation,
        role,
        reader,
        asks,
        usage,
    } = columns;
    let role_cell = role_cell(&row, columns);
    let usage = usage.map(|usage| usage_cell(&row, usage, asks));
    let member = row.member;
    let you = member.user == reader;
    let link = (role.sees_everybody() || you)
        .then(|| Route::Member(organisation, member.user).path(&host::get().base));
    let actions = asks.map(|asks| {
        let button = is_removable(&member, role, reader).then(|| {
            let about = member.clone();
            let press = Callback::new(move |()| asks.removal.run(about.clone()));
            view! {
                <IconButton
                    id=row_button(member.user)
                    name=(t().organisation.remove)(&member.name)
                    shape=Shape::Trash
                    on_press=press
                />
            }
        });
        view! {
            <td role="cell" class="rc-member-actions">
                {button}
            </td>
        }
    });
    view! {
        <tr role="row">
            <th role="rowheader" scope="row">
                {match link {
                    Some(href) => view! { <a href=href><bdi>{member.name}</bdi></a> }.into_any(),
                    None => view! { <bdi>{member.name}</bdi> }.into_any(),
                }}
                {you.then(|| view! { " " <span class="rc-muted">{t().organisation.you}</span> })}
            </th>
            <td role="cell" class="rc-member-email">{member.email.to_string()}</td>
            <td role="cell">{role_cell}</td>
            <td role="cell" class="rc-member-since">
                <time datetime=format::machine(member.since)>{format::date(member.since)}</time>
            </td>
            {usage}
            {actions}
        </tr>
    }
}

/// What a member may do: for owners a choice, but for the last owner's (O5).
fn role_cell(row: &Row, columns: Columns) -> AnyView {
    let role = row.member.role;
    match columns.asks.filter(|_| columns.role.changes_roles()) {
        Some(_) if row.is_last_owner => view! {
            {role_name(role)}
            <p class="rc-muted rc-member-note">{t().organisation.last_owner}</p>
        }
        .into_any(),
        Some(asks) => {
            view! { <RoleSelect member=row.member.clone() on_choose=asks.role/> }.into_any()
        }
        None => role_name(role).into_any(),
    }
}

/// What a member has used, the share that this is, and of how much; who may change the limit
/// does so here (O6).
fn usage_cell(row: &Row, usage: MonthlyUsage, asks: Option<Asks>) -> AnyView {
    let words = &t().limit;
    let Row {
        member, default, ..
    } = row;
    let (used, default) = (usage.of_member(member.user), *default);
    let is_awaited = usage.is_awaited();
    let limit = member.limit.unwrap_or(MemberLimit::Default).or(default);
    let text = match limit {
        Limit::NoLimit => words.none.to_owned(),
        Limit::AtMost(credits) => (words.of)(&format::brief(credits)),
    };
    let change = asks.map(|asks| {
        let about = member.clone();
        let press = Callback::new(move |()| asks.limit.run(Whose::One(about.clone(), default)));
        view! {
            <Button
                variant=Variant::Quiet
                busy=false
                id=limit_button(member.user)
                name=(words.change_of)(&text, &member.name)
                on_press=press
            >
                {text}
            </Button>
        }
    });
    view! {
        <td role="cell" class="rc-number rc-member-usage">
            {move || match used.get() {
                Some(used) => {
                    let share = format::share(used.used, used.all);
                    view! {
                        {format::credits(used.used)}
                        {share.map(|share| view! { " " <span class="rc-muted">{share}</span> })}
                    }
                        .into_any()
                }
                None if is_awaited.get() => view! { <span class="rc-skeleton"></span> }.into_any(),
                None => ().into_any(),
            }}
            {change}
        </td>
    }
    .into_any()
}

/// The id of the button that changes somebody's limit.
fn limit_button(user: UserId) -> String {
    format!("limit-{user}")
}
