//! A table of what was used, with bars and a total.

use api::Credits;
use leptos::prelude::*;

use crate::{
    format,
    locale::t,
    ui::{Bar, Chip, Tone},
};

/// Who or what has used how much.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Where more of it is.
    pub href: Option<String>,
    /// Who or what.
    pub name: String,
    /// Whether they belong to the organisation no longer.
    pub is_removed: bool,
    /// How much.
    pub used: Credits,
}

/// The table; a skeleton until the rows are there. Draws what it is given.
#[component]
pub fn UsageTable(
    /// The id of its heading, unique on the page.
    id: &'static str,
    /// Its heading.
    title: &'static str,
    /// What the first column holds.
    name: &'static str,
    /// The rows.
    rows: Signal<Option<Vec<Row>>>,
    /// Whether newer ones are being read.
    busy: Signal<bool>,
) -> impl IntoView {
    let body = move || match rows.get() {
        None if busy.get() => view! { <span class="rc-skeleton rc-shell-table"></span> }.into_any(),
        None => ().into_any(),
        Some(rows) => {
            let sum = rows.iter().fold(Credits::ZERO, |sum, row| {
                sum.checked_add(row.used).unwrap_or(Credits::MAX)
            });
            let longest = rows.iter().map(|row| row.used.hundredths()).max();
            let longest = longest.unwrap_or_default();
            let lines = rows.into_iter().map(|row| line(row, sum, longest));
            view! {
                <div class="rc-table-scroll" role="group" aria-labelledby=id tabindex="0">
                    <table
                        class="rc-table rc-table-stacks rc-report-table"
                        role="table"
                        aria-labelledby=id
                        aria-busy=move || busy.get().to_string()
                    >
                        <thead role="rowgroup">
                            <tr role="row">
                                <th role="columnheader" scope="col">{name}</th>
                                <th role="columnheader" scope="col" class="rc-number">{t().export.used}</th>
                                <th role="columnheader" scope="col" class="rc-number">{t().export.share}</th>
                                <td role="cell"></td>
                            </tr>
                        </thead>
                        <tbody role="rowgroup">{lines.collect_view()}</tbody>
                        <tfoot role="rowgroup">
                            <tr role="row">
                                <th role="rowheader" scope="row">{t().export.total}</th>
                                <td role="cell" class="rc-number">{format::credits(sum)}</td>
                                <td role="cell"></td>
                                <td role="cell"></td>
                            </tr>
                        </tfoot>
                    </table>
                </div>
            }
            .into_any()
        }
    };
    view! {
        <section class="rc-card rc-history rc-report" aria-labelledby=id>
            <h2 id=id tabindex="-1">
                {title}
            </h2>
            {body}
        </section>
    }
}

fn line(row: Row, sum: Credits, longest: i64) -> impl IntoView {
    let name = view! { <bdi>{row.name}</bdi> };
    view! {
        <tr role="row">
            <th role="rowheader" scope="row">
                {match row.href {
                    Some(href) => view! { <a href=href>{name}</a> }.into_any(),
                    None => name.into_any(),
                }}
                {row
                    .is_removed
                    .then(|| view! { " " <Chip tone=Tone::Neutral text=t().usage.removed/> })}
            </th>
            <td role="cell" class="rc-number">{format::credits(row.used)}</td>
            <td role="cell" class="rc-number rc-muted rc-report-share">{format::share(row.used, sum)}</td>
            <td role="cell" class="rc-report-bar">
                <Bar part=row.used.hundredths() whole=longest/>
            </td>
        </tr>
    }
}
