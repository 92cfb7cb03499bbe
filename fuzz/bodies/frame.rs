//! Frames in a row before one reader, and the last of them read thoroughly.

use std::time::Duration;

use hallgate::terminal::vision::{Luma, Reader, Reading};

use super::Feed;
use super::picture::Picture;

/// So much time that it never ends a look: the same bytes always go the same way.
const AMPLE: Duration = Duration::from_secs(3600);

/// Things done and frames shown at the most.
const STEPS: usize = 32;

/// Shows what the bytes draw. Returns all readings, the thorough one last.
pub fn run(bytes: &[u8]) -> Vec<Reading> {
    let mut feed = Feed(bytes);
    let mut reader = Reader::with_budget(AMPLE);
    let mut readings = Vec::new();
    let last_shown = 1 + feed.below(12);
    let mut picture = Picture::blank(&mut feed);
    for _ in 0..STEPS {
        if feed.is_empty() {
            break;
        }
        match feed.below(16) {
            0 => picture = Picture::blank(&mut feed),
            1 | 2 => readings.push(reader.read(&picture.luma())),
            3 => readings.push(reader.read(&Luma::EMPTY)),
            _ => picture.change(&mut feed),
        }
    }
    readings.extend((0..last_shown).map(|_| reader.read(&picture.luma())));
    readings.push(reader.read_thoroughly(&picture.luma()));
    readings.iter().for_each(check);
    readings
}

fn check(reading: &Reading) {
    for (at, code) in reading.found.iter().enumerate() {
        assert!(!code.text.is_empty(), "{code:?}");
        assert!((21..=177).contains(&code.modules) && code.modules % 4 == 1, "{code:?}");
        assert!(code.corners.iter().all(|at| at.0.is_finite() && at.1.is_finite()), "{code:?}");
        assert!(reading.found[..at].iter().all(|other| other.text != code.text), "{reading:?}");
    }
    assert!(reading.found.is_empty() || (reading.hint.is_none() && !reading.blank), "{reading:?}");
}
