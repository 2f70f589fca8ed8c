//! A network and a clock that tests command.

use js_sys::{Array, Function, Reflect};
use relux_credits::browser::timer::sleep;
use wasm_bindgen::JsValue;

/// What the JavaScript of a fake network may use.
const HELPERS: &str = r#"
    const json = (value, status = 200) => new Response(JSON.stringify(value),
        { status, headers: { 'content-type': 'application/json' } });
    const problem = (code, status) => new Response(
        JSON.stringify({ type: 'about:blank', status, code, title: code }),
        { status, headers: { 'content-type': 'application/problem+json' } });
    const html = (status = 200) => new Response('<html>',
        { status, headers: { 'content-type': 'text/html; charset=utf-8' } });
    const cut = () => Promise.reject(new TypeError('Failed to fetch'));
    const hang = () => new Promise((_, reject) => {
        const stop = () => reject(new DOMException('aborted', 'AbortError'));
        if (request.signal.aborted) stop();
        request.signal.addEventListener('abort', stop);
    });
    const stall = () => new Response(new ReadableStream({ start(body) {
        body.enqueue(new TextEncoder().encode('{'));
        request.signal.addEventListener('abort', () => body.error(new DOMException('aborted', 'AbortError')));
    } }), { headers: { 'content-type': 'application/json' } });
    const later = (ms, answer) => new Promise((resolve) => setTimeout(() => resolve(answer), ms));
    const user = { id: '00000000000007', name: 'Ada', email: 'ada@example.com' };
    const session = { user, wallets: [], memberships: [] };
"#;

/// A network that answers as a test says, while this lives.
pub struct Network {
    real: JsValue,
    calls: Array,
}

impl Network {
    /// `answer` is a JavaScript expression that may use `request`, the number `n` of the
    /// call from 1, and the helpers above.
    pub fn answering(answer: &str) -> Self {
        let calls = Array::new();
        let fetch = evaluate(
            "calls",
            &format!(
                "return (request) => {{ const n = calls.push(request); {HELPERS} return Promise.resolve({answer}); }}"
            ),
            &calls,
        );
        Self {
            real: replace_global("fetch", &fetch),
            calls,
        }
    }

    /// How many requests there were.
    pub fn count(&self) -> u32 {
        self.calls.length()
    }

    /// What a JavaScript expression says of the request of that number, from 1.
    pub fn of(&self, number: u32, expression: &str) -> JsValue {
        let request = self.calls.get(number - 1);
        evaluate("request", &format!("return {expression}"), &request)
    }

    /// The same, as text.
    pub fn text_of(&self, number: u32, expression: &str) -> String {
        self.of(number, expression).as_string().unwrap_or_default()
    }

    /// Whether the request of that number was aborted.
    pub fn aborted(&self, number: u32) -> bool {
        self.of(number, "request.signal.aborted").is_truthy()
    }
}

impl Drop for Network {
    fn drop(&mut self) {
        replace_global("fetch", &self.real);
    }
}

/// Timers that run faster, while this lives.
pub struct FastTimers(JsValue);

impl FastTimers {
    /// So fast that what takes 15 s takes a third of one: for what shall time out.
    pub fn new() -> Self {
        Self::times(50)
    }

    /// So many times as fast.
    pub fn times(factor: u32) -> Self {
        let real = Reflect::get(&js_sys::global(), &"setTimeout".into()).unwrap();
        let body = format!("return (callback, ms) => real(callback, ms / {factor})");
        let fast = evaluate("real", &body, &real);
        Self(replace_global("setTimeout", &fast))
    }
}

impl Drop for FastTimers {
    fn drop(&mut self) {
        replace_global("setTimeout", &self.0);
    }
}

/// Runs a JavaScript function body with one argument.
pub fn evaluate(parameter: &str, body: &str, argument: &JsValue) -> JsValue {
    Function::new_with_args(parameter, body)
        .call1(&JsValue::UNDEFINED, argument)
        .unwrap()
}

/// Runs JavaScript.
pub fn run(body: &str) -> JsValue {
    evaluate("unused", body, &JsValue::UNDEFINED)
}

/// Puts a value in the place of a global one, and gives that.
pub fn replace_global(name: &str, value: &JsValue) -> JsValue {
    let global = js_sys::global();
    let old = Reflect::get(&global, &name.into()).unwrap();
    Reflect::set(&global, &name.into(), value).unwrap();
    old
}

/// Waits until something is so; fails after ten seconds, however fast the timers run.
pub async fn until(so: impl Fn() -> bool) {
    let begun = js_sys::Date::now();
    while !so() {
        assert!(js_sys::Date::now() - begun < 10_000.0, "waited in vain");
        sleep(5).await;
    }
}
