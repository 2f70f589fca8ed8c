//! What belongs to a rule: threshold (A3), package (A4), monthly limit (A5).

use api::auto_renewal::{MonthlyLimit, RenewalRule};
use leptos::prelude::*;

use super::{
    draft::{Draft, Flaws},
    editing::{Editing, Progress},
    sentence,
};
use crate::{
    browser::press::after_press,
    format,
    locale::t,
    ui::{Bounds, Meter, NumberField, Radio, SelectField, Slider, Typed},
};

/// The id of the threshold's field.
pub const THRESHOLD_ID: &str = "renewal-threshold";
/// The id of the package's select.
pub const PACKAGE_ID: &str = "renewal-package";
/// The id of the limit's field.
pub const LIMIT_ID: &str = "renewal-limit";

impl Editing {
    /// A flaw's words, once the user has finished with the field or tried to save, and
    /// whenever the server blames the field.
    fn flaw(
        self,
        committed: RwSignal<bool>,
        of: fn(&Flaws) -> bool,
        words: impl Fn() -> String + Send + Sync + 'static,
    ) -> Signal<Option<String>> {
        Signal::derive(move || {
            let blamed = match self.progress.get() {
                Progress::Failed { flaws, .. } => of(&flaws),
                Progress::Idle
                | Progress::Saving
                | Progress::Checking
                | Progress::Saved
                | Progress::Unknown => false,
            };
            let flawed = self.parsed.with(|parsed| parsed.as_ref().is_err_and(of));
            let shown = committed.get() || self.tried.get();
            (blamed || flawed && shown).then(&words)
        })
    }

    fn edit(self, change: fn(&mut Draft, String)) -> Callback<String> {
        Callback::new(move |value| self.draft.update(|draft| change(draft, value)))
    }

    /// The rule that the draft comes to.
    pub fn rule(self) -> Option<RenewalRule> {
        self.parsed
            .with(|parsed| parsed.as_ref().ok()?.rule().cloned())
    }
}

/// The user has finished with a field: what is wrong with it is said, once that can't move
/// away what they press on.
fn when_left(committed: RwSignal<bool>) -> Callback<()> {
    Callback::new(move |()| {
        after_press(move || {
            committed.try_set(true);
        });
    })
}

/// All fields of a rule.
#[component]
pub fn RuleFields(
    /// What is being edited.
    editing: Editing,
) -> impl IntoView {
    view! {
        <div class="rc-renewal-fields">
            {threshold(editing)} {package(editing)} {limit(editing)}
        </div>
    }
}

fn threshold(editing: Editing) -> impl IntoView {
    let words = &t().auto_renewal;
    let stops = editing.newest.with_untracked(|newest| newest.thresholds);
    let committed = RwSignal::new(false);
    let error = editing.flaw(
        committed,
        |flaws| flaws.threshold,
        move || {
            (words.threshold_wrong)(
                &format::brief(stops.min),
                &format::brief(stops.max),
                &format::brief(stops.step),
            )
        },
    );
    let typed = Typed {
        text: Signal::derive(move || editing.draft.with(|draft| draft.threshold.clone())),
        error,
        on_input: editing.edit(|draft, text| draft.threshold = text),
        on_commit: when_left(committed),
    };
    // What makes no threshold leaves the slider where it was.
    let position = Memo::new(move |last: Option<&api::Credits>| {
        editing
            .draft
            .with(Draft::credits)
            .filter(|threshold| stops.contains(*threshold))
            .or(last.copied())
            .unwrap_or(stops.min)
    });
    view! {
        <Slider
            id=THRESHOLD_ID
            label=words.threshold
            unit=(t().credits.unit)(stops.max)
            bounds=Bounds {
                min: format::plain(stops.min),
                max: format::plain(stops.max),
                step: format::plain(stops.step),
            }
            ends=(format::brief(stops.min), format::brief(stops.max))
            typed=typed
            position=Signal::derive(move || format::plain(position.get()))
            spoken=Signal::derive(move || sentence::credits(position.get()))
        />
    }
}

fn package(editing: Editing) -> impl IntoView {
    let words = &t().auto_renewal;
    let chosen = Signal::derive(move || {
        let (newest, draft) = (editing.newest.read(), editing.draft.read());
        draft.package(&newest).cloned()
    });
    let mut options: Vec<_> = editing.newest.with_untracked(|newest| {
        let option = |package: &api::package::Package| {
            let credits = sentence::credits(package.credits);
            let text = credits + " – " + &format::money(package.price);
            (package.id.to_string(), text)
        };
        newest.packages.iter().map(option).collect()
    });
    if chosen.with_untracked(Option::is_none) {
        options.insert(0, (String::new(), words.package_gone.to_owned()));
    }
    let value = Signal::derive(move || {
        chosen.with(|chosen| chosen.as_ref().map(|package| package.id.to_string()))
    });
    let price = Signal::derive(move || {
        chosen.with(|chosen| {
            let price = format::money(chosen.as_ref()?.price);
            Some((words.priced)(&price))
        })
    });
    view! {
        <SelectField
            id=PACKAGE_ID
            label=words.package
            options=options
            value=Signal::derive(move || value.get().unwrap_or_default())
            on_change=editing.edit(|draft, package| draft.package = package)
            note=Signal::derive(move || price.get().unwrap_or_default())
            error=editing
                .flaw(
                    RwSignal::new(false),
                    |flaws| flaws.package,
                    move || words.why_package.to_owned(),
                )
        />
    }
}

fn limit(editing: Editing) -> impl IntoView {
    let words = &t().auto_renewal;
    // What is typed must not make the field anew.
    let unlimited = Memo::new(move |_| editing.draft.with(|draft| draft.unlimited));
    let choose = move |unlimited| {
        Callback::new(move |()| editing.draft.update(|draft| draft.unlimited = unlimited))
    };
    let currency = editing
        .newest
        .with_untracked(|newest| newest.used_this_month.currency.to_string());
    view! {
        <fieldset class="rc-field rc-limit">
            <legend class="rc-label">{words.limit}</legend>
            <div class="rc-limit-row">
                <Radio
                    name="renewal-limited"
                    chosen=Signal::derive(move || !unlimited.get())
                    on_choose=choose(false)
                >
                    <span id="renewal-at-most">{words.at_most}</span>
                </Radio>
                {move || {
                    (!unlimited.get())
                        .then(|| {
                            view! {
                                <span class="rc-affixed">
                                    <span id="renewal-currency">{currency.clone()}</span>
                                    <NumberField
                                        id=LIMIT_ID
                                        named_by="renewal-at-most renewal-currency renewal-a-month"
                                        typed=limit_typed(editing)
                                    />
                                    <span id="renewal-a-month">{words.a_month}</span>
                                </span>
                            }
                        })
                }}
            </div>
            <Radio name="renewal-limited" chosen=unlimited on_choose=choose(true)>
                {words.no_limit}
            </Radio>
            {month(editing)}
        </fieldset>
    }
}

fn limit_typed(editing: Editing) -> Typed {
    let committed = RwSignal::new(false);
    let error = editing.flaw(
        committed,
        |flaws| flaws.limit,
        move || {
            let (newest, draft) = (editing.newest.read(), editing.draft.read());
            let price = draft.package(&newest).map(|package| package.price);
            (t().auto_renewal.limit_wrong)(&price.map(format::money).unwrap_or_default())
        },
    );
    Typed {
        text: Signal::derive(move || {
            let (newest, draft) = (editing.newest.read(), editing.draft.read());
            draft.limit_text(&newest)
        }),
        error,
        on_input: editing.edit(|draft, text| draft.limit = Some(text)),
        on_commit: when_left(committed),
    }
}

/// What this month has used, and of how much.
fn month(editing: Editing) -> impl IntoView {
    let rule = Memo::new(move |_| editing.rule());
    let used = move || {
        editing
            .newest
            .with(|newest| newest.used_this_month.amount_minor)
    };
    let limit = Memo::new(move |_| match rule.get()?.monthly_limit {
        MonthlyLimit::AtMost(limit) => Some(limit.amount_minor),
        MonthlyLimit::NoLimit => None,
    });
    let text = Signal::derive(move || {
        editing
            .newest
            .with(|newest| sentence::used(newest, rule.get().as_ref()))
    });
    view! {
        <div class="rc-limit-month">
            {move || {
                limit
                    .get()
                    .map(|limit| {
                        view! {
                            <Meter
                                label=t().auto_renewal.limit
                                part=Signal::derive(used)
                                whole=limit
                                spoken=text
                            />
                        }
                    })
            }}
            <p>{move || text.get()}</p>
        </div>
    }
}
