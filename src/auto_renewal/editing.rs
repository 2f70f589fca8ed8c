//! What is being edited, what it is edited from, and what has become of saving it.

use api::{
    UserId, WalletId,
    auto_renewal::{AutoRenewal, AutoRenewalState, SaveAutoRenewal},
};
use leptos::prelude::*;

use super::{
    draft::{Draft, Flaws},
    save::Outcome,
};
use crate::{
    browser::{self, storage::Store, timer::Timer},
    locale::t,
    session::kept,
};

/// *Saved!* stays that long at least, in milliseconds (A8).
const SAVED_MS: i32 = 5_000;

/// What has become of saving.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    /// Nothing was saved yet, or something was edited since.
    Idle,
    /// It is under way.
    Saving,
    /// The answer was lost: what the server holds is being read (I23).
    Checking,
    /// The server holds it.
    Saved,
    /// Nobody knows yet whether the server holds it.
    Unknown,
    /// The server does not hold it.
    Failed {
        /// Why, and what to do.
        why: &'static str,
        /// The fields to blame, as the server sees them.
        flaws: Flaws,
    },
}

impl Progress {
    /// A failure that no field is to blame for.
    pub fn failed(why: &'static str) -> Self {
        let flaws = Flaws::default();
        Self::Failed { why, flaws }
    }

    /// Whether an answer is awaited.
    pub const fn is_busy(self) -> bool {
        match self {
            Self::Saving | Self::Checking => true,
            Self::Idle | Self::Saved | Self::Unknown | Self::Failed { .. } => false,
        }
    }
}

/// What the form edits. A handle: every copy is the same.
#[derive(Debug, Clone, Copy)]
pub struct Editing {
    /// What the server holds, as far as we know.
    pub newest: RwSignal<AutoRenewalState>,
    /// What the draft was made from: the setting, and the version that a save replaces.
    pub base: RwSignal<(AutoRenewal, u32)>,
    /// What was chosen and typed.
    pub draft: RwSignal<Draft>,
    /// What the draft comes to.
    pub parsed: Memo<Result<AutoRenewal, Flaws>>,
    /// Whether there is anything to save (A2).
    pub dirty: Memo<bool>,
    /// Whether somebody else has changed what the draft was made from (A9).
    pub conflict: Memo<bool>,
    /// What has become of saving.
    pub progress: RwSignal<Progress>,
    /// Whether saving was tried, so that every flaw is shown.
    pub tried: RwSignal<bool>,
    /// Whether the customer is asked about what is bought at once (rule 6).
    pub asking: RwSignal<bool>,
    /// What was last sent, and in place of which version.
    sent: StoredValue<Option<(SaveAutoRenewal, u32)>>,
}

impl Editing {
    /// Edits what the server holds.
    pub fn new(state: AutoRenewalState) -> Self {
        let draft = RwSignal::new(Draft::of(&state));
        let base = RwSignal::new((state.setting.clone(), state.version));
        let newest = RwSignal::new(state);
        let parsed =
            Memo::new(move |_| newest.with(|newest| draft.with(|draft| draft.parse(newest))));
        let editing = Self {
            newest,
            base,
            draft,
            parsed,
            dirty: Memo::new(move |_| {
                base.with(|(base, _)| parsed.with(|parsed| parsed.as_ref() != Ok(base)))
            }),
            conflict: Memo::new(move |_| {
                base.with(|(base, _)| newest.with(|newest| newest.setting != *base))
            }),
            progress: RwSignal::new(Progress::Idle),
            tried: RwSignal::new(false),
            asking: RwSignal::new(false),
            sent: StoredValue::new(None),
        };
        editing.forget_outcome_on_edit();
        editing
    }

    /// The server holds this, and it is newer than what we knew.
    pub fn accept(self, state: AutoRenewalState) {
        let Some((base, _)) = self.base.try_get_untracked() else {
            return;
        };
        let draft = untrack(|| self.draft.with(|draft| draft.parse(&state)));
        let was_sent = self.sent.with_value(|sent| {
            sent.as_ref()
                .is_some_and(|(sent, _)| sent.setting == state.setting)
        });
        if self.progress.get_untracked() == Progress::Unknown && was_sent {
            self.progress.set(Progress::Saved);
            self.rebase(&state);
        } else if base == state.setting || draft.as_ref() == Ok(&state.setting) {
            self.rebase(&state);
        } else if draft.as_ref() == Ok(&base) {
            self.rebase(&state);
            self.draft.set(Draft::of(&state));
        }
        self.newest.set(state);
    }

    fn rebase(self, state: &AutoRenewalState) {
        self.base.set((state.setting.clone(), state.version));
    }

    /// The draft replaces what the server holds now (A9).
    pub fn keep_mine(self) {
        self.newest.with_untracked(|newest| self.rebase(newest));
    }

    /// What the server holds replaces the draft (A2, A9).
    pub fn discard(self) {
        self.newest.with_untracked(|newest| {
            self.rebase(newest);
            self.draft.set(Draft::of(newest));
        });
        self.tried.set(false);
        self.progress.set(Progress::Idle);
    }

    /// Begins to save: gives the version that is replaced.
    pub fn begin(self, save: &SaveAutoRenewal) -> u32 {
        let version = self.base.with_untracked(|(_, version)| *version);
        self.progress.set(Progress::Saving);
        self.sent.set_value(Some((save.clone(), version)));
        version
    }

    /// What was last sent, and in place of which version.
    pub fn last_sent(self) -> Option<(SaveAutoRenewal, u32)> {
        self.sent.get_value()
    }

    /// What has become of it.
    pub fn finish(self, outcome: Outcome) {
        if self.progress.try_get_untracked().is_none() {
            // The form is gone.
            return;
        }
        match outcome {
            Outcome::Saved(state) => {
                self.rebase(&state);
                self.newest.set(state);
                self.progress.set(Progress::Saved);
                self.tried.set(false);
            }
            Outcome::Changed(state) => {
                self.accept(state);
                self.progress.set(match self.conflict.get_untracked() {
                    true => Progress::failed(t().auto_renewal.why_stale),
                    false => Progress::Idle,
                });
            }
            Outcome::BuysAtOnce(state) => {
                self.accept(state);
                self.progress.set(Progress::Idle);
                self.asking.set(true);
            }
            Outcome::Unknown => self.progress.set(Progress::Unknown),
            Outcome::Failed { why, flaws } => self.progress.set(Progress::Failed { why, flaws }),
        }
    }

    /// An outcome is that of what was saved: it goes with the next edit, *Saved!* not
    /// before it could be read. Only what nobody knows yet stays.
    fn forget_outcome_on_edit(self) {
        let timer = StoredValue::new_local(None);
        let since = StoredValue::new(0.0);
        let edited = StoredValue::new(false);
        let clear = move || {
            if self.progress.try_get_untracked() == Some(Progress::Saved) {
                self.progress.set(Progress::Idle);
            }
        };
        // The clock lies outside of the graph.
        Effect::new(move |_| {
            if self.progress.get() == Progress::Saved {
                since.set_value(browser::uptime_ms());
                edited.set_value(false);
                timer.set_value(Some(Timer::after(SAVED_MS, move || {
                    if edited.try_get_value() == Some(true) {
                        clear();
                    }
                })));
            }
        });
        Effect::watch(
            move || self.draft.track(),
            move |(), _, _| {
                edited.set_value(true);
                match self.progress.get_untracked() {
                    Progress::Failed { .. } => self.progress.set(Progress::Idle),
                    Progress::Saved
                        if browser::uptime_ms() - since.get_value() >= f64::from(SAVED_MS) =>
                    {
                        clear();
                    }
                    Progress::Saved
                    | Progress::Idle
                    | Progress::Saving
                    | Progress::Checking
                    | Progress::Unknown => {}
                }
            },
            false,
        );
    }

    /// Keeps the draft in this tab as long as it is not saved (G5), and takes up the one
    /// that the user has left.
    pub fn keep(self, user: UserId, wallet: WalletId) {
        let key = kept(user, &format!("auto-renewal-{wallet}"));
        if let Some((draft, base)) = Store::Session.get(&key).as_deref().and_then(read) {
            let newest = self.newest.get_untracked();
            if draft.parse(&newest).as_ref() != Ok(&newest.setting) {
                self.base.set((base, newest.version));
                self.draft.set(draft);
            }
        }
        // The tab's store lies outside of the graph.
        Effect::new(move |_| {
            let text = self.draft.with(Draft::write);
            let base = self.base.with(|(base, _)| serde_json::to_string(base));
            match (self.dirty.get(), base) {
                (true, Ok(base)) => {
                    Store::Session.set(&key, &format!("{base}\n{text}"));
                }
                (true, Err(_)) | (false, _) => Store::Session.remove(&key),
            }
        });
    }
}

/// A draft that was kept, and the setting that it was made from.
fn read(text: &str) -> Option<(Draft, AutoRenewal)> {
    let (base, draft) = text.split_once('\n')?;
    Some((Draft::read(draft)?, serde_json::from_str(base).ok()?))
}
