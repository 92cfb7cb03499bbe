//! Faults on purpose, for trials of what must catch them. Not in a build for a door.

use std::path::PathBuf;
use std::sync::LazyLock;
use std::time::Duration;

/// A file; while it is there, the loop stands still.
static STUCK: LazyLock<Option<PathBuf>> =
    LazyLock::new(|| std::env::var_os("HALLGATE_FAULT").map(PathBuf::from));

/// Hangs where the fault's file is there, until it is gone.
pub(super) fn perform() {
    while STUCK.as_ref().is_some_and(|file| file.exists()) {
        std::thread::sleep(Duration::from_millis(100));
    }
}
