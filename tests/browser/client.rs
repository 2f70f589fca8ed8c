//! The client over a network that misbehaves.

use std::{cell::Cell, rc::Rc};

use api::{
    Code, Credits, OrganisationId, WalletId,
    history::{Cursor, Filter},
    session::SignIn,
    wallet::{Balance, Owner, Wallet},
};
use relux_credits::client::{ClientError, history, organisation, session, wallet};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::fake::{FastTimers, Network, replace_global, run, until};

fn sign_in() -> SignIn {
    SignIn {
        email: "ada@example.com".parse().unwrap(),
        password: "secret".to_owned(),
    }
}

fn personal() -> Wallet {
    Wallet {
        id: WalletId::from_row(1),
        owner: Owner::Personal,
    }
}

fn shared() -> Wallet {
    Wallet {
        id: WalletId::from_row(2),
        owner: Owner::Shared {
            organisation: OrganisationId::from_row(3),
            name: "Studio".to_owned(),
            sees_everybody: true,
        },
    }
}

/// Puts a request into the store of the html, as its script does.
fn started_by_html(url: &str, response: &str) {
    run(&format!(
        "const stop = new AbortController();
         performance.now = () => 1000;
         window.reluxStopped = stop.signal;
         window.reluxFirst = {{ '{url}': {{ response: {response}, abort: () => stop.abort() }} }};"
    ));
}

const SESSION_RESPONSE: &str = "Promise.resolve(new Response(JSON.stringify(
    { user: { id: '00000000000009', name: 'Early', email: 'early@example.com' }, wallets: [], memberships: [] }),
    { headers: { 'content-type': 'application/json' } }))";

#[wasm_bindgen_test]
async fn g4_a_read_asks_for_fresh_json_of_this_origin() {
    let network = Network::answering("json(session)");
    assert_eq!(session::session().await.unwrap().user.name, "Ada");
    assert!(
        network
            .text_of(1, "request.url")
            .ends_with("/api/v1/session")
    );
    let options = "[request.method, request.cache, request.credentials, request.redirect,
                    request.headers.get('accept'), request.headers.get('x-relux-credits')].join()";
    assert_eq!(
        network.text_of(1, options),
        "GET,no-store,same-origin,manual,application/json,"
    );
}

#[wasm_bindgen_test]
async fn i25_a_request_that_hangs_is_given_up_and_aborted() {
    let _fast = FastTimers::new();
    let network = Network::answering("hang()");
    assert_eq!(session::session().await, Err(ClientError::Timeout));
    assert_eq!(network.count(), 1);
    assert!(network.aborted(1));
}

#[wasm_bindgen_test]
async fn i25_an_answer_whose_body_stalls_is_given_up_too() {
    let _fast = FastTimers::new();
    let network = Network::answering("stall()");
    assert_eq!(session::session().await, Err(ClientError::Timeout));
    assert!(network.aborted(1));
}

#[wasm_bindgen_test]
async fn i23_a_write_that_hangs_is_undecided_and_not_sent_again() {
    let _fast = FastTimers::new();
    let network = Network::answering("hang()");
    let error = session::sign_in(&sign_in()).await.unwrap_err();
    assert_eq!(error, ClientError::Timeout);
    assert!(error.is_undecided());
    assert_eq!(network.count(), 1);
}

#[wasm_bindgen_test]
async fn g4_a_request_nobody_waits_for_is_aborted() {
    let network = Network::answering("hang()");
    {
        let mut asked = Box::pin(session::session());
        let mut context = std::task::Context::from_waker(std::task::Waker::noop());
        assert!(asked.as_mut().poll(&mut context).is_pending());
        assert!(!network.aborted(1));
    }
    assert!(network.aborted(1));
}

#[wasm_bindgen_test]
async fn g4_a_read_is_tried_again_when_a_gateway_or_the_network_failed() {
    let _fast = FastTimers::times(10);
    for failure in [
        "cut()",
        "html(502)",
        "problem('unavailable', 503)",
        "html(504)",
    ] {
        let network = Network::answering(&format!("n < 3 ? {failure} : json(session)"));
        assert!(session::session().await.is_ok(), "{failure}");
        assert_eq!(network.count(), 3, "{failure}");
    }
}

#[wasm_bindgen_test]
async fn g4_a_read_is_tried_three_times_and_no_more() {
    let _fast = FastTimers::times(10);
    let network = Network::answering("cut()");
    assert_eq!(session::session().await, Err(ClientError::Offline));
    assert_eq!(network.count(), 3);
    drop(network);
    let network = Network::answering("problem('unavailable', 503)");
    match session::session().await {
        Err(ClientError::Refused(problem)) => assert_eq!(problem.code, Code::Unavailable),
        other => panic!("{other:?}"),
    }
    assert_eq!(network.count(), 3);
}

#[wasm_bindgen_test]
async fn i25_all_tries_together_take_no_longer_than_one() {
    let _fast = FastTimers::new();
    let network = Network::answering("n === 1 ? later(14900, html(502)) : hang()");
    assert_eq!(session::session().await, Err(ClientError::Timeout));
    assert!(network.count() <= 2);
}

#[wasm_bindgen_test]
async fn g4_a_definite_answer_is_not_asked_for_again() {
    for answer in [
        "problem('not_found', 404)",
        "problem('internal', 500)",
        "html(200)",
        "json(1)",
    ] {
        let network = Network::answering(answer);
        assert!(session::session().await.is_err());
        assert_eq!(network.count(), 1, "{answer}");
    }
}

#[wasm_bindgen_test]
async fn i23_a_write_is_never_sent_twice_by_itself() {
    for failure in ["cut()", "html(502)", "problem('unavailable', 503)"] {
        let network = Network::answering(failure);
        let error = session::sign_in(&sign_in()).await.unwrap_err();
        assert!(error.is_undecided(), "{failure}");
        assert_eq!(network.count(), 1, "{failure}");
    }
}

#[wasm_bindgen_test]
async fn a_write_says_that_it_comes_from_the_page() {
    let network = Network::answering("json(session, 201)");
    session::sign_in(&sign_in()).await.unwrap();
    let options = "[request.method, request.headers.get('content-type'),
                    request.headers.get('x-relux-credits')].join()";
    assert_eq!(network.text_of(1, options), "POST,application/json,1");
}

#[wasm_bindgen_test]
async fn g5_what_the_user_can_do_about_an_error_is_told_apart() {
    let of = |answer: &'static str| async move {
        let _network = Network::answering(answer);
        session::session().await.unwrap_err()
    };
    assert_eq!(of("html(200)").await, ClientError::SignedOut);
    assert_eq!(of("Response.error()").await, ClientError::SignedOut);
    assert_eq!(
        of("problem('signed_out', 401)").await,
        ClientError::SignedOut
    );
    assert_eq!(of("json({ user: null })").await, ClientError::Unexpected);
    assert_eq!(of("new Response('{')").await, ClientError::Unexpected);
    let _network = Network::answering("problem('wrong_credentials', 401)");
    match session::sign_in(&sign_in()).await {
        Err(ClientError::Refused(problem)) => assert_eq!(problem.code, Code::WrongCredentials),
        other => panic!("{other:?}"),
    }
}

#[wasm_bindgen_test]
async fn i21_signing_out_when_nobody_is_signed_in_is_fine() {
    for answer in [
        "new Response(null, { status: 204 })",
        "problem('signed_out', 401)",
    ] {
        let network = Network::answering(answer);
        assert_eq!(session::sign_out().await, Ok(()), "{answer}");
        assert_eq!(network.text_of(1, "request.method"), "DELETE");
    }
    let _network = Network::answering("cut()");
    assert_eq!(session::sign_out().await, Err(ClientError::Offline));
}

#[wasm_bindgen_test]
async fn a_request_that_the_html_started_is_used_once() {
    started_by_html("/api/v1/session", SESSION_RESPONSE);
    let network = Network::answering("json(session)");
    assert_eq!(session::session().await.unwrap().user.name, "Early");
    assert_eq!(network.count(), 0);
    // I26: nor does anything personal lie about in the store.
    assert!(run("return Object.keys(window.reluxFirst).length === 0").is_truthy());
    assert_eq!(session::session().await.unwrap().user.name, "Ada");
}

#[wasm_bindgen_test]
async fn a_request_of_the_html_that_failed_is_made_properly() {
    for response in [
        "Promise.reject(new TypeError('Failed to fetch'))",
        "Promise.resolve(new Response('', { status: 502 }))",
        "Promise.resolve('nonsense')",
    ] {
        started_by_html("/api/v1/session", response);
        let _network = Network::answering("json(session)");
        assert_eq!(
            session::session().await.unwrap().user.name,
            "Ada",
            "{response}"
        );
    }
}

#[wasm_bindgen_test]
async fn i25_a_request_of_the_html_that_hangs_is_given_up_and_aborted() {
    let _fast = FastTimers::new();
    let _network = Network::answering("hang()");
    started_by_html(
        "/api/v1/session",
        "new Promise((_, reject) => stop.signal.addEventListener('abort',
            () => reject(new DOMException('aborted', 'AbortError'))))",
    );
    assert_eq!(session::session().await, Err(ClientError::Timeout));
    assert!(run("return window.reluxStopped.aborted").is_truthy());
}

#[wasm_bindgen_test]
async fn i24_what_the_html_asked_long_ago_or_before_a_write_is_not_shown() {
    started_by_html("/api/v1/session", SESSION_RESPONSE);
    run("performance.now = () => 16000");
    let network = Network::answering("json(session)");
    assert_eq!(session::session().await.unwrap().user.name, "Ada");
    assert!(run("return window.reluxStopped.aborted").is_truthy());
    started_by_html("/api/v1/session", SESSION_RESPONSE);
    session::sign_in(&sign_in()).await.unwrap();
    assert_eq!(session::session().await.unwrap().user.name, "Ada");
    assert_eq!(network.count(), 3);
}

#[wasm_bindgen_test]
async fn g5_a_wallet_is_asked_for_by_its_own_name_but_found_under_the_htmls() {
    let network = Network::answering("problem('not_found', 404)");
    let _refused = wallet::balance(&personal()).await;
    assert!(
        network
            .text_of(1, "request.url")
            .ends_with("/wallets/00000000000001")
    );
    let held = Balance {
        wallet: personal(),
        balance: Credits::whole(136),
        number: 3,
        threshold: None,
        trend: Vec::new(),
        days_left: None,
    };
    started_by_html(
        "/api/v1/wallets/personal",
        &format!(
            "Promise.resolve(new Response('{}', {{ headers: {{ 'content-type': 'application/json' }} }}))",
            serde_json::to_string(&held).unwrap()
        ),
    );
    assert_eq!(wallet::balance(&personal()).await, Ok(held));
    assert_eq!(network.count(), 1);
}

#[wasm_bindgen_test]
async fn t5_only_the_first_unfiltered_page_may_come_from_the_html() {
    let page = "Promise.resolve(new Response(JSON.stringify({ items: [], total: 0, first: 0,
        newer: null, older: null, wallet_is_empty: true }),
        { headers: { 'content-type': 'application/json' } }))";
    let network = Network::answering("problem('not_found', 404)");
    let everything = Filter::default();
    let filtered = Filter {
        text: "S0".parse().ok(),
        ..Filter::default()
    };
    started_by_html("/api/v1/wallets/personal/transactions", page);
    let _refused = history::history(&personal(), &filtered, None).await;
    let _refused = history::history(&personal(), &everything, Some(Cursor::Older(9))).await;
    let _refused = history::history(&shared(), &everything, None).await;
    assert_eq!(network.count(), 3);
    assert!(
        network
            .text_of(1, "request.url")
            .ends_with("/transactions?text=S0")
    );
    assert!(
        network
            .text_of(2, "request.url")
            .ends_with("/transactions?cursor=o9")
    );
    assert!(
        history::history(&personal(), &everything, None)
            .await
            .is_ok()
    );
    assert_eq!(network.count(), 3);
}

#[wasm_bindgen_test]
async fn x1_an_export_takes_the_filter_along() {
    let filter = Filter {
        text: "a&b".parse().ok(),
        ..Filter::default()
    };
    assert_eq!(
        history::export_url(&shared(), &filter),
        "/api/v1/wallets/00000000000002/transactions/export?text=a%26b"
    );
}

#[wasm_bindgen_test]
async fn an_organisation_is_read_by_its_identifier() {
    let network = Network::answering(
        "json({ id: '00000000000003', name: 'Studio', role: 'member', members: [],
            default_limit: 'no_limit', invitations: [] })",
    );
    let read = organisation::organisation(OrganisationId::from_row(3)).await;
    assert_eq!(read.unwrap().name, "Studio");
    assert!(
        network
            .text_of(1, "request.url")
            .ends_with("/organisations/00000000000003")
    );
}

#[wasm_bindgen_test]
async fn g4_requests_do_not_wait_for_each_other() {
    let _network = Network::answering("n === 1 ? hang() : json(session)");
    let first = Rc::new(Cell::new(false));
    spawn_local({
        let first = first.clone();
        async move {
            let _timeout = session::session().await;
            first.set(true);
        }
    });
    until(|| _network.count() == 1).await;
    assert!(session::session().await.is_ok());
    assert!(!first.get());
    replace_global("reluxFirst", &JsValue::UNDEFINED);
}
