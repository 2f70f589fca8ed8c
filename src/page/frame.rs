//! What is around every screen: bar, banner, content, foot. In a host page, which has its
//! own bar and foot, only what is ours.

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
    let place = &host::get().place;
    let content = if place.in_main {
        view! { <div class="rc-main">{children()}</div> }.into_any()
    } else {
        view! {
            <main id=CONTENT_ID class="rc-main" tabindex="-1">
                {children()}
            </main>
        }
        .into_any()
    };
    view! {
        {(!place.embedded).then(|| view! { <Bar/> })}
        <OfflineBanner/>
        {content}
        <Foot/>
    }
}

/// The reference deployment's own bar, and the way past it.
#[component]
fn Bar() -> impl IntoView {
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
                <div class="rc-bar-user" data-leaves>
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

/// Whom to ask, in the same order on every screen, and the reference deployment's languages.
#[component]
fn Foot() -> impl IntoView {
    let host = host::get();
    let help = [
        (t().general.support, &host.links.support),
        (t().general.chatbot, &host.links.chatbot),
    ];
    let help = help.map(|(name, url)| {
        url.as_deref().map(|url| {
            view! {
                <li>
                    <a href=url rel="external">
                        {name}
                    </a>
                </li>
            }
        })
    });
    view! {
        <footer class="rc-foot">
            <div class="rc-foot-inner">
                {(!host.place.embedded).then(|| view! { <Languages/> })}
                <ul aria-label=t().general.help>{help.collect_view()}</ul>
            </div>
        </footer>
    }
}

/// The languages to choose from.
#[component]
fn Languages() -> impl IntoView {
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
    view! { <ul aria-label=t().general.language>{Language::ALL.map(language).collect_view()}</ul> }
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
    /// The way on.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="rc-empty">
            <Icon shape=shape/>
            <h1 id=super::HEADING_ID tabindex="-1">
                {title}
            </h1>
            <p>{text}</p>
            {children()}
        </div>
    }
}
