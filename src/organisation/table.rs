//! The table of members (O1).

use api::{
    Credits, UserId,
    limit::Limit,
    organisation::{Member, Organisation, Role},
};
use leptos::prelude::*;

use super::{
    limit::{Whose, limit_words},
    role::role_name,
    row::{Asks, Columns, Row, is_removable, member_row},
    usage::{MonthlyUsage, Used},
};
use crate::{
    format,
    locale::t,
    ui::{Button, Variant},
};

/// The id of the button that changes the limit of everybody.
const LIMIT_ID: &str = "default-limit";

/// So many rows are made at first, and so many more at a press: a thousand would keep the
/// browser busy for as long as one notices.
const ROWS: usize = 100;

/// The id of the heading, which takes the focus when no row is left that could.
pub const HEADING_ID: &str = "members";

/// How many owners there are.
pub fn owners(members: &[Member]) -> usize {
    members
        .iter()
        .filter(|member| member.role == Role::Owner)
        .count()
}

/// Whose row comes after the one that goes, or else before it, and can be removed, too.
pub fn next_row(members: &[Member], gone: UserId, reader: UserId) -> Option<UserId> {
    let role = members.iter().find(|one| one.user == reader)?.role;
    let place = members.iter().position(|one| one.user == gone)?;
    let (before, from) = members.split_at(place);
    let can_go = |one: &&Member| one.user != gone && is_removable(one, role, reader);
    let next = from
        .iter()
        .find(can_go)
        .or_else(|| before.iter().rev().find(can_go));
    next.map(|one| one.user)
}

/// The table of members. Draws what it is given; nothing before.
#[component]
pub fn MemberTable(
    /// What to draw. A row of which nothing has changed stays as it is, and keeps its focus.
    #[prop(into)]
    organisation: Signal<Option<Organisation>>,
    /// Who looks at it.
    reader: UserId,
    /// Asks about members; without it nothing happens to them.
    #[prop(optional, into)]
    asks: Option<Asks>,
    /// What they have used this month.
    #[prop(optional, into)]
    usage: Option<MonthlyUsage>,
    /// Whom it shows: those whose name or address contains this.
    #[prop(optional, into)]
    needle: Signal<String>,
    /// How many more rows than at first have been asked for.
    #[prop(optional)]
    more: RwSignal<usize>,
) -> impl IntoView {
    let rows = Memo::new(move |_| {
        organisation.with(|found| found.as_ref().map(rows_of).unwrap_or_default())
    });
    let found = hits(rows, needle);
    let head = Memo::new(move |_| {
        organisation.with(|found| {
            let found = found.as_ref()?;
            Some((found.id, found.role, found.default_limit))
        })
    });
    move || {
        let (id, role, default) = head.get()?;
        let sees_all = role.sees_everybody();
        let columns = Columns {
            organisation: id,
            role,
            reader,
            asks: asks.filter(|_| sees_all),
            usage: usage.filter(|_| sees_all),
        };
        let own = usage
            .filter(|_| !sees_all)
            .map(|usage| own_usage(usage.of_member(reader)));
        let words = &t().organisation;
        let heading = move || match sees_all {
            true => {
                let count = rows.with(Vec::len);
                (words.members)(count, &text(count))
            }
            false => words.whom_to_ask.to_owned(),
        };
        let hits = move || {
            let (hits, all) = (found.with(Vec::len), rows.with(Vec::len));
            (t().usage.hits)(hits, &text(hits), &text(all))
        };
        Some(view! {
            <section class="rc-card rc-history" aria-labelledby=HEADING_ID>
                <div class="rc-members-head">
                    <h2 id=HEADING_ID tabindex="-1">
                        {heading}
                    </h2>
                    <p class="rc-muted">{(words.your_role)(role_name(role))}</p>
                    {own}
                    {columns.asks.map(|asks| default_limit(default, asks))}
                    <p class="rc-muted" role="status">
                        {move || (!needle.with(String::is_empty)).then(hits)}
                    </p>
                </div>
                <div
                    class="rc-table-scroll"
                    role="group"
                    aria-labelledby=HEADING_ID
                    tabindex="0"
                >
                    {table(columns, found, more)}
                </div>
                {show_more(found, more)}
            </section>
        })
    }
}

fn text(count: usize) -> String {
    format::count(u64::try_from(count).unwrap_or(u64::MAX))
}

fn rows_of(organisation: &Organisation) -> Vec<Row> {
    let has_one_owner = owners(&organisation.members) == 1;
    let members = organisation.members.iter().cloned();
    members
        .map(|member| Row {
            is_last_owner: has_one_owner && member.role == Role::Owner,
            default: organisation.default_limit,
            member,
        })
        .collect()
}

/// Those whose name or address contains what is looked for, whatever the case.
fn hits(rows: Memo<Vec<Row>>, needle: Signal<String>) -> Memo<Vec<Row>> {
    Memo::new(move |_| {
        let needle = needle.with(|needle| needle.trim().to_lowercase());
        let is_hit = |row: &&Row| {
            let Member { name, email, .. } = &row.member;
            format!("{name} {email}").to_lowercase().contains(&needle)
        };
        rows.with(|rows| rows.iter().filter(is_hit).cloned().collect())
    })
}

fn table(columns: Columns, found: Memo<Vec<Row>>, more: RwSignal<usize>) -> impl IntoView {
    let words = &t().organisation;
    let shown = move || {
        let many = ROWS.saturating_add(more.get());
        found.with(|found| found.iter().take(many).cloned().collect::<Vec<_>>())
    };
    view! {
        <table class="rc-table rc-table-stacks rc-members-table rc-member-rows" role="table">
            <thead role="rowgroup">
                <tr role="row">
                    <th role="columnheader" scope="col">{words.name}</th>
                    <th role="columnheader" scope="col">{words.email}</th>
                    <th role="columnheader" scope="col">{words.role}</th>
                    <th role="columnheader" scope="col">{words.since}</th>
                    {columns
                        .usage
                        .map(|_| {
                            view! {
                                <th role="columnheader" scope="col" class="rc-number">
                                    {t().usage.this_month}
                                </th>
                            }
                        })}
                    {columns
                        .asks
                        .map(|_| {
                            view! {
                                <th role="columnheader" scope="col">
                                    <span class="rc-only-spoken">{words.actions}</span>
                                </th>
                            }
                        })}
                </tr>
            </thead>
            <tbody role="rowgroup">
                <For each=shown key=Row::clone children=move |row| member_row(row, columns)/>
            </tbody>
        </table>
    }
}

/// The way to the rows that are not shown yet; nothing where all are.
fn show_more(found: Memo<Vec<Row>>, more: RwSignal<usize>) -> impl IntoView {
    let left = Memo::new(move |_| {
        let shown = ROWS.saturating_add(more.get());
        found.with(Vec::len).saturating_sub(shown)
    });
    let press = Callback::new(move |()| more.update(|more| *more = more.saturating_add(ROWS)));
    move || {
        (left.get() > 0).then(|| {
            view! {
                <div class="rc-members-more">
                    <Button variant=Variant::Quiet busy=false on_press=press>
                        {(t().usage.more)(left.get().min(ROWS))}
                    </Button>
                </div>
            }
        })
    }
}

fn own_usage(used: Signal<Option<Used>>) -> impl IntoView {
    let text = move || {
        let used = used.get()?;
        let spent = format::credits(used.used);
        Some(match used.limit {
            Some(limit) => {
                let left = limit.checked_sub(used.used).unwrap_or(Credits::ZERO);
                let left = format::credits(left.max(Credits::ZERO));
                (t().limit.own)(&spent, &format::brief(limit), &left)
            }
            None => (t().usage.own_this_month)(&spent),
        })
    };
    view! { <p class="rc-muted">{text}</p> }
}

/// How much each member may use, and the way to change it.
fn default_limit(default: Limit, asks: Asks) -> impl IntoView {
    let words = &t().limit;
    let press = Callback::new(move |()| asks.limit.run(Whose::Each(default)));
    view! {
        <p class="rc-muted">
            {(words.each)(&limit_words(default))}
            " "
            <Button
                variant=Variant::Quiet
                busy=false
                id=LIMIT_ID.to_owned()
                name=format!("{}, {}", words.change, words.title_each)
                on_press=press
            >
                {words.change}
            </Button>
        </p>
    }
}
