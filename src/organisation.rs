//! An organisation's members (O1), what they may do (O5), how one comes (O2, O3) and how
//! one goes (O4, O8).

mod create;
mod invitations;
mod invite;
mod leaving;
mod limit;
mod log;
mod mail_preview;
mod question;
mod removal;
mod role;
mod row;
mod table;
mod usage;

use api::{
    OrganisationId, UserId, WalletId,
    invitation::{Invitation, Invite, InviteOutcome, InvitedAddress},
    organisation::{Member, Role},
};
use leptos::{prelude::*, task::spawn_local};

pub use create::NewOrganisation;
pub use row::Asks;
pub use table::MemberTable;
pub use usage::{MemberHead, MemberRecord};

use crate::{
    browser::{
        self,
        timer::{SILENCE_MS, Timer},
    },
    client, format, host,
    latest::Loader,
    locale::{advice, not_done, t},
    route::Route,
    session::use_session,
    ui::{Button, Failure, TextField, TextKind, Variant},
    wallet::on_payment_change,
};
use invitations::{InvitationAsks, InvitationTable, RevokeQuestion};
use invite::{InviteDialog, outcome_words, why_not};
use leaving::Leaving;
use limit::{LimitDialog, Whose};
use log::Log;
use question::Question;
use removal::RemovalQuestion;
use role::{Change, RoleQuestion, role_name};
use row::row_button;
use table::{HEADING_ID, next_row, owners};
use usage::MonthlyUsage;

/// From how many members on they can be searched (O1).
const SEARCHED_FROM: usize = 10;

/// The members of an organisation, as the reader may see them (rule 10).
#[component]
pub fn Members(
    /// Whose members.
    organisation: OrganisationId,
    /// What they share.
    shared: Option<WalletId>,
    /// Who looks at them.
    reader: UserId,
) -> impl IntoView {
    let loader = Loader::new(move || client::organisation::organisation(organisation));
    let usage = MonthlyUsage::of(organisation);
    if let Some(shared) = shared {
        on_payment_change(shared, move || {
            loader.reload();
            usage.reload();
        });
    }
    let found = loader.value();
    let error = loader.error();
    let pending = loader.pending();
    let session = use_session();
    session.follow(error);
    let (removal, change, revocation) = (Question::new(), Question::new(), Question::new());
    let inviting = RwSignal::new(false);
    let limiting = RwSignal::new(None::<Whose>);
    // Who has been removed since the members were read.
    let gone = RwSignal::new(Vec::new());
    let said = RwSignal::new(String::new());
    // Whose removal was said last: they can be invited again.
    let removed_last = RwSignal::new(None::<Member>);
    Effect::watch(
        move || found.track(),
        move |(), _, _| gone.set(Vec::new()),
        false,
    );
    let announce = move |text: String| {
        if said.with_untracked(|said| *said != text) {
            said.set(text);
            return;
        }
        // What is the same again would not be said.
        said.set(String::new());
        Timer::after(SILENCE_MS, move || {
            said.try_set(text);
        })
        .forget();
    };
    let say = move |text: String| {
        removed_last.set(None);
        announce(text);
    };
    let name = Signal::derive(move || {
        found.with(|found| {
            found
                .as_ref()
                .map(|found| found.name.clone())
                .unwrap_or_default()
        })
    });
    // Whose row has the focus once the one is gone who is asked about.
    let next = StoredValue::new(None::<UserId>);
    let removed = Callback::new(move |member: Member| {
        say((t().organisation.removed)(&format::name(&member.name)));
        let next = next.get_value();
        let next = next.map_or_else(|| HEADING_ID.to_owned(), row_button);
        gone.update(|gone| gone.push(member.user));
        removed_last.set(Some(member));
        move_focus(next);
        loader.reload();
    });
    let changed = Callback::new(move |(member, role): Change| {
        let name = format::name(&member.name);
        say((t().organisation.role_changed)(&name, role_name(role)));
        loader.reload();
    });
    let invited = Callback::new(move |sent: Vec<String>| {
        say(match &sent[..] {
            [one] => (t().invitation.sent_one)(one),
            many => (t().invitation.sent_many)(many.len()),
        });
        loader.reload();
    });
    let revoked = Callback::new(move |invitation: Invitation| {
        say((t().invitation.revoked)(invitation.email.as_str()));
        move_focus(HEADING_ID.to_owned());
        loader.reload();
    });
    let limited = Callback::new(move |()| {
        say(t().limit.saved.to_owned());
        loader.reload();
        usage.reload();
    });
    let sending = RwSignal::new(false);
    let send_again = move |email: String, is_offer: bool| {
        if sending.get_untracked() {
            return;
        }
        sending.set(true);
        let wanted = Invite {
            emails: vec![email.clone()],
            resend: true,
        };
        // Not cancelled with the view: what is on its way is better seen through.
        spawn_local(async move {
            let outcome = client::organisation::invite(organisation, &wanted).await;
            if sending.try_set(false).is_some() {
                // The view is gone.
                return;
            }
            match outcome {
                Ok(answers) => {
                    say(resent(&email, &answers));
                    // The button that was pressed is gone.
                    if is_offer {
                        move_focus(HEADING_ID.to_owned());
                    }
                    loader.reload();
                }
                Err(error) => {
                    session.heed(&error);
                    let (what, why) = not_done(t().invitation.failed, why_not(&error), &error);
                    announce(format!("{what} {why}"));
                }
            }
        });
    };
    let shown = Memo::new(move |_| {
        let mut shown = found.get()?;
        gone.with(|gone| shown.members.retain(|one| !gone.contains(&one.user)));
        Some(shown)
    });
    let invitations = Memo::new(move |_| {
        found.with(|found| {
            found
                .as_ref()
                .map(|found| found.invitations.clone())
                .unwrap_or_default()
        })
    });
    let asks = Asks {
        removal: Callback::new(move |member: Member| {
            next.set_value(found.with_untracked(|found| {
                let members = &found.as_ref()?.members;
                next_row(members, member.user, reader)
            }));
            removal.ask(member);
        }),
        role: Callback::new(move |wanted| change.ask(wanted)),
        limit: Callback::new(move |whose| limiting.set(Some(whose))),
    };
    let invitation_asks = InvitationAsks {
        resend: Callback::new(move |one: Invitation| send_again(one.email.to_string(), false)),
        revoke: Callback::new(move |one| revocation.ask(one)),
        busy: sending,
    };
    let manages = Memo::new(move |_| {
        found.with(|found| {
            found
                .as_ref()
                .is_some_and(|found| found.role.sees_everybody())
        })
    });
    let (needle, more) = (RwSignal::new(String::new()), RwSignal::new(0));
    let has_search = Memo::new(move |_| {
        found.with(|found| {
            found
                .as_ref()
                .is_some_and(|found| found.members.len() >= SEARCHED_FROM)
        })
    });
    // What stands below is not made anew with the rows: a question there may be open.
    let is_there = Memo::new(move |_| found.with(Option::is_some));
    let is_last_owner = Memo::new(move |_| {
        found.with(|found| {
            found
                .as_ref()
                .is_some_and(|found| found.role == Role::Owner && owners(&found.members) == 1)
        })
    });
    view! {
        <div class="rc-members-said">
            <p role="status">{move || said.get()}</p>
            {move || {
                removed_last
                    .get()
                    .map(|member| {
                        let again = Callback::new(move |()| {
                            send_again(member.email.to_string(), true);
                        });
                        view! {
                            <Button variant=Variant::Quiet busy=sending on_press=again>
                                {t().invitation.again}
                            </Button>
                        }
                    })
            }}
        </div>
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
            usage
                .error()
                .get()
                .filter(|_| is_there.get())
                .map(|error| {
                    view! {
                        <Failure
                            what=t().usage.failed
                            why=advice(&error)
                            retry_label=t().general.retry
                            busy=usage.pending()
                            retry=Callback::new(move |()| usage.reload())
                        />
                    }
                })
        }}
        {move || {
            (found.with(Option::is_none) && error.with(Option::is_none))
                .then(|| view! { <span class="rc-skeleton rc-shell-card"></span> })
        }}
        {move || {
            manages
                .get()
                .then(|| {
                    let invite = Callback::new(move |()| inviting.set(true));
                    view! {
                        <div class="rc-members-bar">
                            {move || has_search.get().then(|| search_field(needle))}
                            <a
                                class="rc-button"
                                href=Route::Report(organisation).path(&host::get().base)
                            >
                                {t().usage.report}
                            </a>
                            <Button variant=Variant::Primary busy=false on_press=invite>
                                {t().invitation.open}
                            </Button>
                        </div>
                    }
                })
        }}
            <MemberTable
                organisation=shown
                reader=reader
                asks=asks
                usage=usage
                needle=needle
                more=more
            />
            <InvitationTable invitations=invitations asks=invitation_asks/>
        {move || manages.get().then(|| view! { <Log organisation=organisation shared=shared/> })}
        {move || {
            is_there
                .get()
                .then(|| {
                    view! {
                        <div class="rc-leaving">
                            <Leaving
                                organisation=organisation
                                name=name
                                reader=reader
                                is_last_owner=is_last_owner
                            />
                            <NewOrganisation user=reader/>
                        </div>
                    }
                })
        }}
        <InviteDialog organisation=organisation reader=reader open=inviting on_invited=invited/>
        <RemovalQuestion
            organisation=organisation
            name=name
            question=removal
            on_removed=removed
        />
        <RoleQuestion organisation=organisation question=change on_changed=changed/>
        <LimitDialog organisation=organisation reader=reader about=limiting on_saved=limited/>
        <RevokeQuestion organisation=organisation question=revocation on_revoked=revoked/>
    }
}

/// What has become of an invitation that was to be sent again.
fn resent(email: &str, answers: &[InvitedAddress]) -> String {
    match answers {
        [one] if one.outcome != InviteOutcome::Sent => {
            format!("{}: {}", one.email, outcome_words(one.outcome))
        }
        _ => (t().invitation.sent_one)(email),
    }
}

/// Moves the focus away from what is about to go, once its question has given it back.
fn move_focus(id: String) {
    Timer::after(0, move || browser::focus(&id)).forget();
}

/// A search for members, by name or address.
fn search_field(needle: RwSignal<String>) -> impl IntoView {
    view! {
        <TextField
            id="member-search"
            label=t().usage.search
            kind=TextKind::Search
            value=needle
            max_chars=200
        />
    }
}
