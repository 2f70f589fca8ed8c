//! A question before something happens to a member, and seeing it through.

use std::future::Future;

use leptos::{prelude::*, task::spawn_local};

use crate::{
    client::ClientError,
    locale::{advice, not_done, t},
    session::use_session,
    ui::{Confirm, Trouble},
};

/// A question about something. A handle: every copy is the same.
#[derive(Debug)]
pub struct Question<T: Send + Sync + 'static> {
    /// What it is about; it stays in the dialog while that closes.
    about: RwSignal<Option<T>>,
    open: RwSignal<bool>,
    busy: RwSignal<bool>,
    trouble: RwSignal<Option<(&'static str, &'static str)>>,
}

impl<T: Send + Sync + 'static> Clone for Question<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Question<T> {}

impl<T: Clone + PartialEq + Send + Sync + 'static> Question<T> {
    /// Nothing is asked.
    pub fn new() -> Self {
        Self {
            about: RwSignal::new(None),
            open: RwSignal::new(false),
            busy: RwSignal::new(false),
            trouble: RwSignal::new(None),
        }
    }

    /// Asks about something.
    pub fn ask(self, about: T) {
        self.trouble.set(None);
        self.about.set(Some(about));
        self.open.set(true);
    }

    /// Something of what it is about; nothing before the first question.
    pub fn about<U: Clone + PartialEq + Send + Sync + 'static>(
        self,
        of: impl Fn(&T) -> U + Send + Sync + 'static,
    ) -> Memo<Option<U>> {
        Memo::new(move |_| self.about.with(|about| about.as_ref().map(&of)))
    }

    /// Words about it; none before the first question.
    pub fn words(self, words: impl Fn(&T) -> String + Send + Sync + 'static) -> Signal<String> {
        Signal::derive(move || {
            self.about
                .with(|about| about.as_ref().map(&words).unwrap_or_default())
        })
    }

    /// The answer that does it. The question is over when it is done; otherwise it says that
    /// it is not, as `failed` has it, and why, and can be answered again.
    pub fn carry_out<F>(
        self,
        act: impl Fn(T) -> F + Send + Sync + 'static,
        failed: &'static str,
        done: Callback<T>,
    ) -> Callback<()>
    where
        F: Future<Output = Result<(), ClientError>> + 'static,
    {
        let session = use_session();
        Callback::new(move |()| {
            let about = self.about.get_untracked();
            let Some(about) = about.filter(|_| !self.busy.get_untracked()) else {
                return;
            };
            self.busy.set(true);
            self.trouble.set(None);
            let outcome = act(about.clone());
            // Not cancelled with the view: what is on its way is better seen through.
            spawn_local(async move {
                let outcome = outcome.await;
                if self.busy.try_set(false).is_some() {
                    // The view is gone.
                    return;
                }
                // Another one may be asked by now.
                let is_asked = self
                    .about
                    .with_untracked(|now| now.as_ref() == Some(&about));
                match outcome {
                    Ok(()) => {
                        if is_asked {
                            self.open.set(false);
                        }
                        done.run(about);
                    }
                    Err(error) => {
                        session.heed(&error);
                        if is_asked {
                            let trouble = not_done(failed, why(&error), &error);
                            self.trouble.set(Some(trouble));
                        }
                    }
                }
            });
        })
    }
}

fn why(error: &ClientError) -> &'static str {
    match error {
        ClientError::Refused(problem) if problem.code == api::Code::LastOwner => {
            t().organisation.last_owner
        }
        other => advice(other),
    }
}

/// The dialog of a question.
#[component]
pub fn QuestionDialog<T: Clone + PartialEq + Send + Sync + 'static>(
    /// The dialog's id, unique on the page.
    id: &'static str,
    /// What is asked about.
    question: Question<T>,
    /// The question.
    #[prop(into)]
    title: Signal<String>,
    /// The answer that does it: the verb of the question.
    yes: &'static str,
    /// Does it.
    on_yes: Callback<()>,
    /// What it means.
    children: Children,
) -> impl IntoView {
    let trouble = question.trouble;
    view! {
        <Confirm
            id=id
            open=question.open
            title=title
            yes=yes
            no=t().general.cancel
            busy=question.busy
            on_yes=on_yes
        >
            {children()}
            <Trouble of=trouble/>
        </Confirm>
    }
}
