//! What members have used (O1, O7).

use std::collections::BTreeMap;

use api::{
    Credits, OrganisationId, UserId,
    usage::{MemberUsage, Usage},
};
use chrono::DateTime;
use leptos::prelude::*;

use crate::{
    client::{self, ClientError},
    format,
    latest::Loader,
    locale::{advice, t},
    session::use_session,
    ui::{Chip, Failure, Tone},
};

/// What a member has used, and may use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Used {
    /// What they have used.
    pub used: Credits,
    /// How much they may use, where there is a limit.
    pub limit: Option<Credits>,
    /// What all have used.
    pub all: Credits,
}

/// What each member has used this month. A handle: every copy is the same.
#[derive(Clone, Copy)]
pub struct MonthlyUsage {
    loader: Loader<Usage>,
    by_member: Memo<Option<BTreeMap<UserId, Used>>>,
}

impl MonthlyUsage {
    /// Of an organisation's members, as far as the user may see it.
    pub fn of(organisation: OrganisationId) -> Self {
        let loader = Loader::new(move || client::organisation::usage(organisation, None, None));
        let found = loader.value();
        let by_member = Memo::new(move |_| {
            found.with(|found| {
                let usage = found.as_ref()?;
                let members = usage.members.iter().map(|one| {
                    let used = Used {
                        used: one.used,
                        limit: one.limit,
                        all: usage.used,
                    };
                    (one.user, used)
                });
                Some(members.collect::<BTreeMap<_, _>>())
            })
        });
        Self { loader, by_member }
    }

    /// Reads it again.
    pub fn reload(self) {
        self.loader.reload();
    }

    /// Why it is not known.
    pub fn error(self) -> Memo<Option<ClientError>> {
        self.loader.error()
    }

    /// Whether nothing is known yet, not even that it can't be.
    pub fn is_awaited(self) -> Memo<bool> {
        let (by_member, error) = (self.by_member, self.loader.error());
        Memo::new(move |_| by_member.with(Option::is_none) && error.with(Option::is_none))
    }

    /// Whether it is being read.
    pub fn pending(self) -> Signal<bool> {
        self.loader.pending()
    }

    /// What a member has used; nothing until it is known.
    pub fn of_member(self, user: UserId) -> Signal<Option<Used>> {
        let by_member = self.by_member;
        Signal::derive(move || by_member.with(|usage| usage.as_ref()?.get(&user).copied()))
    }
}

/// What one member has used in all. A handle: every copy is the same.
#[derive(Clone, Copy)]
pub struct MemberRecord {
    loader: Loader<Usage>,
    found: Memo<Option<MemberUsage>>,
}

impl MemberRecord {
    /// Of somebody who belongs or belonged to an organisation.
    pub fn of(organisation: OrganisationId, member: UserId) -> Self {
        let ever = Some(DateTime::UNIX_EPOCH);
        let loader = Loader::new(move || client::organisation::usage(organisation, ever, None));
        let usage = loader.value();
        let found = Memo::new(move |_| {
            usage.with(|usage| {
                let members = &usage.as_ref()?.members;
                members.iter().find(|one| one.user == member).cloned()
            })
        });
        Self { loader, found }
    }

    /// Their name; empty until it is known.
    pub fn name(self) -> Signal<String> {
        let found = self.found;
        Signal::derive(move || {
            found.with(|found| {
                found
                    .as_ref()
                    .map(|found| found.name.clone())
                    .unwrap_or_default()
            })
        })
    }

    /// Whether nothing is known yet, not even that it can't be.
    pub fn is_awaited(self) -> Memo<bool> {
        let (usage, error) = (self.loader.value(), self.loader.error());
        Memo::new(move |_| usage.with(Option::is_none) && error.with(Option::is_none))
    }

    /// Whether there is nobody of whom the user may see it.
    pub fn is_nobody(self) -> Memo<bool> {
        let (usage, found) = (self.loader.value(), self.found);
        Memo::new(move |_| usage.with(Option::is_some) && found.with(Option::is_none))
    }
}

/// Who has used how much in all: the head of their history.
#[component]
pub fn MemberHead(
    /// Whose.
    record: MemberRecord,
    /// The id of the screen's heading.
    heading: &'static str,
) -> impl IntoView {
    let MemberRecord { loader, found } = record;
    let (error, pending) = (loader.error(), loader.pending());
    use_session().follow(error);
    let name = record.name();
    view! {
        <div class="rc-page-head">
            <h1 id=heading tabindex="-1">
                <bdi>
                    {move || {
                        name.with(|name| {
                            if name.is_empty() {
                                t().usage.member_title.to_owned()
                            } else {
                                name.clone()
                            }
                        })
                    }}
                </bdi>
            </h1>
            {move || {
                found
                    .with(|found| found.as_ref().is_some_and(|found| found.removed))
                    .then(|| view! { <Chip tone=Tone::Neutral text=t().usage.removed/> })
            }}
        </div>
        <p class="rc-member-used">
            {move || {
                found
                    .with(|found| {
                        let used = found.as_ref()?.used;
                        Some((t().usage.in_all)(&format::credits(used)))
                    })
            }}
        </p>
        {move || {
            error
                .get()
                .map(|error| {
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
        }}
    }
}
