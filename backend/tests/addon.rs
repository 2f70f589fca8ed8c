//! The Odoo addon in `examples/`, read and run by Python without Odoo.

use std::{
    io::{ErrorKind, Write as _},
    path::Path,
    process::Command,
};

/// How it is called.
const PYTHON: &str = if cfg!(windows) { "python" } else { "python3" };

#[test]
fn the_odoo_addon_is_whole_and_vouches_for_nobody_who_may_be_another() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let output = Command::new(PYTHON)
        .arg(here.join("tests/addon/check.py"))
        .arg(here.join("../examples/odoo/relux_credits"))
        .output();
    let output = match output {
        Err(error) if error.kind() == ErrorKind::NotFound => {
            // Not `eprintln!`, which is shown only when a test fails.
            let note = "\n*** SKIPPED the Odoo addon: there is no Python ***\n";
            std::io::stderr().write_all(note.as_bytes()).unwrap();
            return;
        }
        output => output.unwrap(),
    };
    let errors = String::from_utf8_lossy(&output.stderr);
    let said = String::from_utf8_lossy(&output.stdout);
    assert_eq!(said.trim(), "5 checks", "{errors}");
}
