//! Updates of the whole system: root's side, `systemd/update` and `systemd/keep`, with the real RAUC. See `tests/updates/run`.

use std::process::Command;

/// A machine without RAUC says so, and passes.
#[test]
fn bundles_are_checked_installed_tried_and_kept_or_not() {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/updates/run");
    let done = Command::new(script).arg(env!("CARGO_BIN_EXE_hallgate")).output().unwrap();
    let said = String::from_utf8_lossy(&done.stdout);
    let code = done.status.code();
    assert!(code == Some(0) || code == Some(77), "{said}{}", String::from_utf8_lossy(&done.stderr));
    println!("{said}");
}
