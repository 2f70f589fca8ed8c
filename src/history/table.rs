//! A page of a history as a table (T1–T3, T6). Draws what it is given.

use api::{
    history::HistoryPage,
    transaction::{Actor, Reference, Transaction},
};
use leptos::prelude::*;

use crate::{format, locale::t};

/// Rows of the skeleton: as many as a full page, so that nothing jumps.
const SKELETON_ROWS: usize = 25;

/// A page of a history, newest first.
///
/// A narrow screen stacks each line's cells; `display` takes a table's meaning away,
/// so every part says its role.
#[component]
pub fn HistoryTable(
    /// The lines.
    page: HistoryPage,
    /// Whether there is a *Member* column (T1).
    names_members: bool,
    /// Whether newer lines are being read.
    #[prop(into)]
    busy: Signal<bool>,
    /// Lines with a larger number have just arrived (T7).
    known: Option<i64>,
) -> impl IntoView {
    let rows = page.items.into_iter().map(move |line| {
        let fresh = known.is_some_and(|known| line.id.number > known);
        view! { <Row line=line names_members=names_members fresh=fresh/> }
    });
    view! {
        <Frame names_members=names_members busy=busy>
            <tbody role="rowgroup">{rows.collect_view()}</tbody>
        </Frame>
    }
}

/// The table before its first lines are there.
#[component]
pub fn HistorySkeleton(
    /// Whether there is a *Member* column (T1).
    names_members: bool,
) -> impl IntoView {
    let columns = if names_members { 6 } else { 5 };
    let cells = (0..columns).map(|column| {
        let class = if column == 3 { "rc-number" } else { "" };
        format!("<td role=cell class={class:?}><span class=rc-skeleton></span></td>")
    });
    let row = format!("<tr role=row>{}</tr>", cells.collect::<String>());
    // In one go: cell by cell it would take as long as the lines that it makes room for.
    let rows = view! { <tbody role="rowgroup" inner_html=row.repeat(SKELETON_ROWS)></tbody> };
    view! {
        <Frame names_members=names_members busy=true>
            {rows}
        </Frame>
    }
}

#[component]
fn Frame(
    names_members: bool,
    #[prop(into)] busy: Signal<bool>,
    children: Children,
) -> impl IntoView {
    let words = &t().history;
    view! {
        <div class="rc-table-scroll" role="group" aria-labelledby="history-title" tabindex="0">
            <table
                class="rc-table rc-table-stacks rc-history-table"
                role="table"
                aria-busy=move || busy.get().to_string()
            >
                <caption class="rc-only-spoken">{words.title}</caption>
                <thead role="rowgroup">
                    <tr role="row">
                        <th role="columnheader" scope="col">{(words.date)(&format::zone_label())}</th>
                        <th role="columnheader" scope="col">{words.kind}</th>
                        <th role="columnheader" scope="col">{words.reference}</th>
                        <th role="columnheader" scope="col" class="rc-number">{words.amount}</th>
                        <th role="columnheader" scope="col" class="rc-number">{words.balance}</th>
                        {names_members
                            .then(|| view! { <th role="columnheader" scope="col">{words.member}</th> })}
                    </tr>
                </thead>
                {children()}
            </table>
        </div>
    }
}

#[component]
fn Row(line: Transaction, names_members: bool, fresh: bool) -> impl IntoView {
    let words = &t().history;
    let incoming = line.amount > api::Credits::ZERO;
    view! {
        <tr role="row" class:rc-history-fresh=fresh>
            <td role="cell" class="rc-cell-date">
                <time datetime=format::machine(line.at)>{format::date_time(line.at)}</time>
            </td>
            <td role="cell" class="rc-cell-type">{words.type_name(line.kind)}</td>
            <td role="cell" class="rc-cell-reference">{line.reference.map(reference)}</td>
            <td role="cell" class="rc-number rc-cell-amount" class:rc-in=incoming>
                {format::signed(line.amount)}
            </td>
            <td role="cell" class="rc-number rc-cell-balance">{format::credits(line.balance)}</td>
            {names_members
                .then(|| view! { <td role="cell" class="rc-cell-member">{line.by.map(member)}</td> })}
        </tr>
    }
}

fn reference(reference: Reference) -> AnyView {
    let number = reference.number.as_str().to_owned();
    match reference.url {
        Some(url) => view! { <a href=url rel="external">{number}</a> }.into_any(),
        None => number.into_any(),
    }
}

fn member(by: Actor) -> impl IntoView {
    view! {
        <bdi>{by.name}</bdi>
        {by.removed
            .then(|| view! { " " <span class="rc-muted">{t().history.member_removed}</span> })}
    }
}
