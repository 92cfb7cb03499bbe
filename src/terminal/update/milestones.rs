//! What root's side leaves on the disk of an update, each known by the moment when its file was written, so
//! that whoever logs it does so once.

use std::path::Path;
use std::time::UNIX_EPOCH;

use super::{Places, UpdateOutcome, pairs};

/// Something that became of an update, and the mark by which it is known again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Milestone<T> {
    pub what: T,
    /// Nanoseconds since 1970.
    pub mark: String,
}

impl Milestone<String> {
    /// The version that is installed and waits to be tried; none where none does, or it does not read.
    pub fn installed(places: &Places) -> Option<Self> {
        Self::read(&places.installed(), |path| pairs::read(path).ok()??.remove("VERSION"))
    }
}

impl Milestone<UpdateOutcome> {
    /// What became of the last update that was tried.
    pub fn outcome(places: &Places) -> Option<Self> {
        Self::read(&places.outcome(), |path| UpdateOutcome::of(&pairs::read(path).ok()??))
    }
}

impl<T> Milestone<T> {
    /// The mark is taken first: what is written meanwhile is seen at the next look.
    fn read(path: &Path, what: impl Fn(&Path) -> Option<T>) -> Option<Self> {
        let written = std::fs::metadata(path).and_then(|data| data.modified()).ok()?;
        let mark = match written.duration_since(UNIX_EPOCH) {
            Ok(since) => since.as_nanos().to_string(),
            Err(before) => format!("-{}", before.duration().as_nanos()),
        };
        Some(Self { what: what(path)?, mark })
    }
}
