//! The board's clock, set by hand where no network has the time. The terminal has no right to: it leaves a
//! request for root's side, which takes it away and tells what came of it (docs/service.md).

use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use jiff::Timestamp;

/// How often it is looked what came of a request.
const GLANCE: Duration = Duration::from_millis(100);

/// So long root's side may take.
const HEARD: Duration = Duration::from_secs(30);

/// What came of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClockAnswer {
    Set,
    /// The network keeps it.
    Synchronised,
    /// Root's side is not there, or did not take it.
    NotSet,
}

/// Where request and answer lie: below `/`, or for trials below what `HALLGATE_ROOT` names.
#[derive(Debug, Clone)]
pub struct ClockPlaces {
    request: PathBuf,
    outcome: PathBuf,
}

impl ClockPlaces {
    /// Those of this machine.
    pub fn here() -> Self {
        Self::below(&std::env::var_os("HALLGATE_ROOT").map_or_else(|| "/".into(), PathBuf::from))
    }

    /// Those below another root.
    pub fn below(root: &Path) -> Self {
        Self {
            request: root.join("run/hallgate/clock-request"),
            outcome: root.join("run/hallgate-clock/outcome"),
        }
    }

    /// Has root's side set the clock, and waits for it; `stop`: nobody waits any more.
    pub fn set(&self, to: Timestamp, stop: &AtomicBool) -> ClockAnswer {
        if let Err(fault) = self.leave(to) {
            log::warn!("nobody can be asked to set the clock: {}: {fault}", self.request.display());
            return ClockAnswer::NotSet;
        }
        let asked = Instant::now();
        while self.request.exists() {
            if asked.elapsed() > HEARD || stop.load(Ordering::Relaxed) {
                log::warn!("nobody takes the request to set the clock: hallgate-clock.path");
                let _ = std::fs::remove_file(&self.request); // taken meanwhile
                return ClockAnswer::NotSet;
            }
            std::thread::sleep(GLANCE);
        }
        match std::fs::read_to_string(&self.outcome).unwrap_or_default().trim() {
            "set" => ClockAnswer::Set,
            "synchronised" => ClockAnswer::Synchronised,
            other => {
                log::warn!("the clock was not set: {other:?}");
                ClockAnswer::NotSet
            }
        }
    }

    /// Whole or not at all.
    fn leave(&self, to: Timestamp) -> io::Result<()> {
        let part = self.request.with_extension("part");
        std::fs::write(&part, format!("{}\n", to.strftime("%Y-%m-%dT%H:%M:%SZ")))?;
        std::fs::rename(&part, &self.request)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_came_of_a_request_is_told_and_nothing_of_it_stays() {
        let folder = tempfile::tempdir().unwrap();
        let places = ClockPlaces::below(folder.path());
        let (to, go_on) = (Timestamp::UNIX_EPOCH, AtomicBool::new(false));
        assert_eq!(places.set(to, &go_on), ClockAnswer::NotSet, "there is no folder");
        for path in [&places.request, &places.outcome] {
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        }
        assert_eq!(places.set(to, &AtomicBool::new(true)), ClockAnswer::NotSet, "nobody is there");
        assert!(!places.request.exists());
        for (said, answer) in [
            ("set\n", ClockAnswer::Set),
            ("synchronised\n", ClockAnswer::Synchronised),
            ("failed\n", ClockAnswer::NotSet),
        ] {
            let root = places.clone();
            let taken = std::thread::spawn(move || {
                while !root.request.exists() {
                    std::thread::sleep(GLANCE);
                }
                let asked = std::fs::read_to_string(&root.request).unwrap();
                std::fs::write(&root.outcome, said).unwrap();
                std::fs::remove_file(&root.request).unwrap();
                asked
            });
            assert_eq!(places.set(to, &go_on), answer);
            assert_eq!(taken.join().unwrap(), "1970-01-01T00:00:00Z\n");
        }
    }
}
