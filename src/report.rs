//! The report: what each member and each organisation has used in a period (U1). The
//! address holds the period; see [`period::Period`].

mod export;
mod period;
mod table;

use api::{OrganisationId, organisation::Membership, usage::Usage};
use leptos::prelude::*;
use leptos_router::{
    NavigateOptions,
    hooks::{use_location, use_navigate},
};

use crate::{
    browser::calendar::Calendar,
    client, format, host,
    latest::Loader,
    locale::{advice, t},
    route::Route,
    session::use_session,
    ui::{DateField, Failure},
};
use export::{ReportExport, Sheet};
use period::{Period, day};
use table::{Row, UsageTable};

/// One organisation and what was used of it.
#[derive(Clone)]
struct Part {
    membership: Membership,
    /// With the period that was asked for.
    loader: Loader<(Period, Usage)>,
}

/// The report of an organisation, beside the others that the reader belongs to.
#[component]
pub fn Report(
    /// Whose members are listed.
    organisation: OrganisationId,
    /// What the reader belongs to.
    memberships: Vec<Membership>,
) -> impl IntoView {
    let location = use_location();
    let period = Memo::new(move |_| {
        location
            .query
            .with(|map| Period::read(|name| map.get(name)))
    });
    let calendar = StoredValue::new_local(Calendar::of_user());
    let load = |id: OrganisationId| {
        Loader::new(move || {
            let midnight = |day| calendar.with_value(|calendar| calendar.as_ref()?.start(day));
            let asked = period.get();
            let (from, until) = asked.instants(midnight);
            let answer = client::organisation::usage(id, from, until);
            async move { Ok((asked, answer.await?)) }
        })
    };
    let parts: Vec<_> = memberships
        .into_iter()
        .map(|membership| Part {
            loader: load(membership.organisation),
            membership,
        })
        .collect();
    let session = use_session();
    for part in &parts {
        session.follow(part.loader.error());
    }
    let today = calendar.with_value(|calendar| calendar.as_ref()?.today());
    let own = parts
        .iter()
        .find(|part| part.membership.organisation == organisation)
        .cloned();
    let account = own.as_ref().map(|own| own.membership.name.clone());
    let own = own.map(|own| own.loader);
    let members = Memo::new(move |_| {
        let usage = own?.value();
        usage.with(|usage| {
            let (asked, usage) = usage.as_ref()?;
            let mut days = *asked;
            if days == Period::default() {
                // The history has no present month of its own.
                days.from = calendar.with_value(|calendar| calendar.as_ref()?.day(usage.from));
            }
            Some(by_member(organisation, usage, days))
        })
    });
    let failures: Vec<_> = parts.iter().map(|part| failure(part.loader)).collect();
    let pending: Vec<_> = parts.iter().map(|part| part.loader.pending()).collect();
    let busy = Signal::derive(move || pending.iter().any(|pending| pending.get()));
    let organisations = Memo::new(move |_| by_organisation(&parts));
    let words = &t().usage;
    let sheets = Signal::derive(move || {
        let sheet = |title, name, rows| Sheet { title, name, rows };
        Some(vec![
            sheet(words.by_member, t().organisation.name, members.get()?),
            sheet(
                words.by_organisation,
                words.organisation,
                organisations.get()?,
            ),
        ])
    });
    let last = today.map(Period::month_before);
    let period_words = Signal::derive(move || {
        let shown = own.and_then(|own| own.value().get());
        shown.map_or_else(String::new, |(_, usage)| {
            let last = usage.until - chrono::TimeDelta::milliseconds(1);
            format!("{} – {}", format::date(usage.from), format::date(last))
        })
    });
    view! {
        <Choice organisation=organisation period=period last=last>
            <ReportExport
                account=account.unwrap_or_default()
                sheets=sheets
                period=period_words
            />
        </Choice>
        {failures}
        <UsageTable
            id="by-member"
            title=words.by_member
            name=t().organisation.name
            rows=members.into()
            busy=busy
        />
        <UsageTable
            id="by-organisation"
            title=words.by_organisation
            name=words.organisation
            rows=organisations.into()
            busy=busy
        />
    }
}

/// Which period: this month, the last one, or any days.
#[component]
fn Choice(
    organisation: OrganisationId,
    period: Memo<Period>,
    last: Option<Period>,
    children: Children,
) -> impl IntoView {
    let words = &t().usage;
    let path = Route::Report(organisation).path(&host::get().base);
    let navigate = use_navigate();
    let base = path.clone();
    let go = StoredValue::new(move |period: Period| {
        let options = NavigateOptions {
            resolve: false,
            scroll: false,
            ..NavigateOptions::default()
        };
        navigate(&(base.clone() + &period.write()), options);
    });
    let change = move |edit: fn(&mut Period, String)| {
        Callback::new(move |text| {
            let mut changed = period.get_untracked();
            edit(&mut changed, text);
            if changed != period.get_untracked() {
                go.with_value(|go| go(changed));
            }
        })
    };
    let written =
        |day: Option<chrono::NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
    let from = Signal::derive(move || written(period.get().from));
    let until = Signal::derive(move || written(period.get().until));
    let reversed = Signal::derive(move || {
        period
            .get()
            .is_reversed()
            .then(|| t().history.period_reversed.to_owned())
    });
    let tab = move |name: &'static str, of: Period| {
        let current = move || (period.get() == of).then_some("true");
        view! {
            <li>
                <a class="rc-tab" href=path.clone() + &of.write() aria-current=current>
                    {name}
                </a>
            </li>
        }
    };
    let last = last.map(|last| tab(words.last_month, last));
    view! {
        <div class="rc-card rc-report-period">
            <nav aria-label=words.period>
                <ul class="rc-tabs">{tab(words.present_month, Period::default())} {last}</ul>
            </nav>
            <DateField
                id="report-from"
                label=t().history.from
                value=from
                on_change=change(|period, text| period.from = day(&text))
            />
            <DateField
                id="report-until"
                label=t().history.until
                value=until
                on_change=change(|period, text| period.until = day(&text))
                error=reversed
            />
            {children()}
        </div>
    }
}

/// What each member has used. A member's name leads to their usage history of those days.
fn by_member(organisation: OrganisationId, usage: &Usage, days: Period) -> Vec<Row> {
    let base = &host::get().base;
    let query = days.write();
    let members = usage.members.iter();
    members
        .map(|member| Row {
            href: Some(Route::Member(organisation, member.user).path(base) + &query),
            name: member.name.clone(),
            is_removed: member.removed,
            used: member.used,
        })
        .collect()
}

/// What each organisation has used, as far as the reader may see it; nothing until all of
/// them are known. An organisation's name leads to its report of the same period.
fn by_organisation(parts: &[Part]) -> Option<Vec<Row>> {
    let parts = parts.iter().map(|part| {
        let usage = part.loader.value();
        let (period, used) = usage.with(|usage| {
            let (asked, usage) = usage.as_ref()?;
            Some((asked.write(), usage.used))
        })?;
        let Membership {
            organisation, name, ..
        } = &part.membership;
        Some(Row {
            href: Some(Route::Report(*organisation).path(&host::get().base) + &period),
            name: name.clone(),
            is_removed: false,
            used,
        })
    });
    parts.collect()
}

fn failure(loader: Loader<(Period, Usage)>) -> impl IntoView {
    let (error, pending) = (loader.error(), loader.pending());
    move || {
        error.get().map(|error| {
            view! {
                <Failure
                    what=t().usage.failed
                    why=advice(&error)
                    retry_label=t().general.retry
                    busy=pending
                    retry=Callback::new(move |()| loader.reload())
                />
            }
        })
    }
}
