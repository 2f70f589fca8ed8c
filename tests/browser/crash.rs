//! What a panic leads to. Its own tests stop before the panic, which nothing survives;
//! journeys go further.

use relux_credits::browser::crash::crash;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::fake::{replace_global, run};

#[wasm_bindgen_test]
fn g6_a_crash_shows_the_crash_page_with_the_reference_of_the_console() {
    run("window.shown = []; window.logged = [];
         window.reluxCrash = (reference) => window.shown.push(reference);
         window.realError = console.error;
         console.error = (text) => window.logged.push(text);");
    crash("panicked at src/app.rs");
    run("console.error = window.realError");
    let said = run(
        "return [shown.length, /^[0-9a-f]{8}$/.test(shown[0]), logged[0].includes(shown[0]),
                 logged[0].includes('panicked at src/app.rs')].join()",
    );
    replace_global("reluxCrash", &JsValue::UNDEFINED);
    assert_eq!(said.as_string().unwrap(), "1,true,true,true");
}
