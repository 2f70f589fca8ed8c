//! The reference deployment's frame: bar, banner, content, foot. On relux.com the host
//! page has its own.

use leptos::prelude::*;

use crate::{
    browser, client, host,
    locale::{Language, t},
    route::Route,
    session::{Status, use_session},
    ui::{Button, Icon, Notice, Shape, Tone, Variant},
};

const CONTENT_ID: &str = "content";

/// Bar, banner, content, foot.
#[component]
pub fn Frame(
    /// The screen.
    children: Children,
) -> impl IntoView {
    view! {
        <a class="rc-skip rc-button" href=format!("#{CONTENT_ID}") rel="external">
            {t().general.skip_to_content}
        </a>
        <header class="rc-bar">
            <div class="rc-bar-inner">
                <a class="rc-brand" href=Route::Account.path(&host::get().base)>
                    "Relux"
                </a>
                <User/>
            </div>
        </header>
        <OfflineBanner/>
        <main id=CONTENT_ID class="rc-main" tabindex="-1">
            {children()}
        </main>
        <Foot/>
    }
}

/// Who is signed in, and the way out.
#[component]
fn User() -> impl IntoView {
    let session = use_session();
    let failed = RwSignal::new(false);
    let sign_out = Action::new_local(move |(): &()| async move {
        let outcome = client::session::sign_out().await;
        failed.try_set(outcome.is_err());
        if outcome.is_ok() {
            session.leave();
        }
    });
    let leave = Callback::new(move |()| {
        sign_out.dispatch(());
    });
    let name = move || match session.status().get() {
        Status::SignedIn(session) => Some(session.user.name),
        Status::Checking | Status::SignedOut { .. } | Status::Failed(_) => None,
    };
    move || {
        name().map(|name| {
            view! {
                <div class="rc-bar-user">
                    <span role="alert">{move || failed.get().then_some(t().sign_in.sign_out_failed)}</span>
                    <span><bdi>{name}</bdi></span>
                    <Button variant=Variant::Plain busy=sign_out.pending() on_press=leave>
                        {t().sign_in.sign_out}
                    </Button>
                </div>
            }
        })
    }
}

/// Says that the device has no network, and takes it back when it has (G3).
#[component]
fn OfflineBanner() -> impl IntoView {
    let online = RwSignal::new(browser::online());
    StoredValue::new_local(browser::on_online(move |now| {
        online.try_set(now);
    }));
    view! {
        <div class="rc-banner" role="status">
            {move || {
                (!online.get())
                    .then(|| {
                        view! {
                            <Notice tone=Tone::Warning>
                                <p>{t().general.offline_banner}</p>
                            </Notice>
                        }
                    })
            }}
        </div>
    }
}

#[component]
fn Foot() -> impl IntoView {
    let language = |language: Language| {
        let here = language == host::language();
        view! {
            <li>
                <button
                    class="rc-language"
                    type="button"
                    lang=language.tag()
                    aria-current=here.then_some("true")
                    on:click=move |_| browser::choose_language(language.tag())
                >
                    {language.name()}
                </button>
            </li>
        }
    };
    view! {
        <footer class="rc-foot">
            <div class="rc-foot-inner">
                <ul aria-label=t().general.language>
                    {Language::ALL.map(language).collect_view()}
                </ul>
                {host::get()
                    .links
                    .support
                    .as_deref()
                    .map(|url| {
                        view! {
                            <a href=url rel="external">
                                {t().general.support}
                            </a>
                        }
                    })}
            </div>
        </footer>
    }
}

/// What stands where nothing is: an icon, a heading, a sentence.
#[component]
pub fn Nothing(
    /// What it is about.
    shape: Shape,
    /// The heading of the screen.
    title: &'static str,
    /// What to do about it.
    text: &'static str,
) -> impl IntoView {
    view! {
        <div class="rc-empty">
            <Icon shape=shape/>
            <h1 id=super::HEADING_ID tabindex="-1">
                {title}
            </h1>
            <p>{text}</p>
        </div>
    }
}
