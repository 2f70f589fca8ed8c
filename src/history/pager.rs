//! *Newer* and *Older*, and where one is (T5).

use api::history::{Cursor, HistoryPage};
use leptos::prelude::*;

use super::{Go, query::HistoryQuery};
use crate::{
    format,
    locale::t,
    ui::{Button, Icon, Shape, Variant},
};

/// Stands below the table. A direction without a page stays in place and is disabled,
/// so that nothing moves under the pointer and the focus is never lost.
#[component]
pub fn Pager(
    /// The page that is shown.
    page: Memo<Option<HistoryPage>>,
    /// What the address says.
    query: Memo<HistoryQuery>,
    /// Leads to another page.
    go: Go,
    /// Whether another page is being read.
    #[prop(into)]
    busy: Signal<bool>,
) -> impl IntoView {
    let words = &t().history;
    let shown = move || {
        page.with(|page| {
            page.as_ref()
                .filter(|page| !page.items.is_empty())
                .map(range)
        })
    };
    let newer = Signal::derive(move || page.with(|page| page.as_ref().and_then(|page| page.newer)));
    let older = Signal::derive(move || page.with(|page| page.as_ref().and_then(|page| page.older)));
    let turn = move |to: Signal<Option<Cursor>>| {
        Callback::new(move |()| {
            if let Some(cursor) = to.get_untracked() {
                go.to(query.get_untracked().at(Some(cursor)));
            }
        })
    };
    // The newest page has an address of its own, on which new lines appear.
    let turn_newer = Callback::new(move |()| {
        let near_the_top = page.with_untracked(|page| {
            page.as_ref()
                .is_some_and(|page| page.first <= u64::from(api::history::PAGE_ROWS) + 1)
        });
        if near_the_top {
            go.to(query.get_untracked().at(None));
        } else {
            turn(newer).run(());
        }
    });
    let turn_older = turn(older);
    let blocked =
        move |to: Signal<Option<Cursor>>| Signal::derive(move || to.get().is_none() || busy.get());
    move || {
        shown().map(|range| {
            view! {
                <nav class="rc-pager" aria-label=words.pages>
                    <p role="status">{range}</p>
                    <div>
                        <Button variant=Variant::Plain busy=false disabled=blocked(newer) on_press=turn_newer>
                            <Icon shape=Shape::Left/>
                            {words.newer}
                        </Button>
                        <Button variant=Variant::Plain busy=false disabled=blocked(older) on_press=turn_older>
                            {words.older}
                            <Icon shape=Shape::Right/>
                        </Button>
                    </div>
                </nav>
            }
        })
    }
}

/// "1–25 of 1,312".
fn range(page: &HistoryPage) -> String {
    let rows = u64::try_from(page.items.len()).unwrap_or_default();
    let last = page.first.saturating_add(rows).saturating_sub(1);
    (t().history.range)(
        &format::count(page.first),
        &format::count(last),
        &format::count(page.total),
    )
}
