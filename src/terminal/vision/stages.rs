//! Where the time of one frame went, for whoever measures: a board's worst frame is mended at its
//! longest stage.

use std::ops::AddAssign;
use std::time::{Duration, Instant};

/// What reading one frame took, stage by stage.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ReadingStages {
    /// Whether anything is in view, and whether it has changed.
    pub scene: Duration,
    /// The images looked at: smoothed, halved, doubled.
    pub images: Duration,
    /// From grey to black and white.
    pub threshold: Duration,
    /// Finder patterns, and which belong together.
    pub patterns: Duration,
    /// How many modules the codes between them have.
    pub sizes: Duration,
    /// Sampling and decoding.
    pub tries: Duration,
}

impl ReadingStages {
    /// Each stage by its name, in the order in which a frame goes through them.
    pub fn named(&self) -> [(&'static str, Duration); 6] {
        [
            ("scene", self.scene),
            ("images", self.images),
            ("threshold", self.threshold),
            ("patterns", self.patterns),
            ("sizes", self.sizes),
            ("tries", self.tries),
        ]
    }
}

impl AddAssign for ReadingStages {
    fn add_assign(&mut self, other: Self) {
        self.scene += other.scene;
        self.images += other.images;
        self.threshold += other.threshold;
        self.patterns += other.patterns;
        self.sizes += other.sizes;
        self.tries += other.tries;
    }
}

/// Takes the time of one stage after another.
#[derive(Debug)]
pub(super) struct StageClock {
    since: Instant,
}

impl StageClock {
    pub(super) fn start() -> Self {
        Self { since: Instant::now() }
    }

    /// Adds the time since the stage before ended to this one.
    pub(super) fn end(&mut self, stage: &mut Duration) {
        let now = Instant::now();
        *stage += now - self.since;
        self.since = now;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stages_add_up_each_on_its_own() {
        let mut clock = StageClock::start();
        let mut stages = ReadingStages::default();
        std::thread::sleep(Duration::from_millis(2));
        clock.end(&mut stages.scene);
        clock.end(&mut stages.tries);
        assert!(stages.scene >= Duration::from_millis(2) && stages.images.is_zero());
        let once = stages;
        stages += once;
        assert_eq!(stages.named().map(|(_, took)| took), once.named().map(|(_, took)| 2 * took));
    }
}
