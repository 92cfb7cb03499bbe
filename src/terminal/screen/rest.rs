//! Whether anybody needs the light: pure rules on the loop's clock.

use std::time::Duration;

/// How long an idle page stands in one place on a panel that burns in.
const STEP: Duration = Duration::from_secs(60);

/// Where an idle page stands, one place after the other, in pixels to the right and down.
const PLACES: [(u32, u32); 4] = [(0, 0), (1, 0), (1, 1), (0, 1)];

/// How long nothing has happened at the door.
#[derive(Debug)]
pub struct Rest {
    /// The light is dimmed after so long; none: never.
    after: Option<Duration>,
    /// Since when only the idle page stands.
    since: Option<Duration>,
}

impl Rest {
    pub fn new(after: Option<Duration>) -> Self {
        Self { after, since: None }
    }

    /// Takes note of what is on the screen.
    pub fn see(&mut self, idle: bool, now: Duration) {
        if !idle {
            self.since = None;
        } else if self.since.is_none() {
            self.since = Some(now);
        }
    }

    /// Somebody is there: a code in view, a key.
    pub fn stir(&mut self) {
        self.since = None;
    }

    /// True while only the idle page stands.
    pub fn is_idle(&self) -> bool {
        self.since.is_some()
    }

    /// True when the light may go down.
    pub fn is_dim(&self, now: Duration) -> bool {
        self.dims_at().is_some_and(|at| now >= at)
    }

    /// Where the page stands now.
    pub fn place(&self, now: Duration) -> (u32, u32) {
        let steps = self.rested(now).as_secs() / STEP.as_secs();
        PLACES[steps as usize % PLACES.len()]
    }

    /// When the light or the place changes next.
    pub fn due(&self, wanders: bool, now: Duration) -> Option<Duration> {
        let since = self.since?;
        let steps = (self.rested(now).as_secs() / STEP.as_secs()) as u32;
        let moves = wanders.then(|| since + STEP * (steps + 1));
        [self.dims_at().filter(|at| *at > now), moves].into_iter().flatten().min()
    }

    fn dims_at(&self) -> Option<Duration> {
        Some(self.since? + self.after?)
    }

    fn rested(&self, now: Duration) -> Duration {
        self.since.map_or(Duration::ZERO, |since| now.saturating_sub(since))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn s(seconds: u64) -> Duration {
        Duration::from_secs(seconds)
    }

    #[test]
    fn only_an_idle_page_that_stands_undisturbed_is_dimmed() {
        let mut rest = Rest::new(Some(s(120)));
        assert!(!rest.is_dim(s(9000)), "nothing is on yet");
        rest.see(true, s(10));
        assert_eq!(rest.due(false, s(10)), Some(s(130)));
        rest.see(true, s(100));
        assert!(!rest.is_dim(s(129)) && rest.is_dim(s(130)));
        assert_eq!(rest.due(false, s(130)), None, "nothing more is to come");
        rest.stir();
        assert!(!rest.is_dim(s(131)));
        rest.see(true, s(131));
        assert!(!rest.is_dim(s(250)) && rest.is_dim(s(251)));
        rest.see(false, s(252));
        assert!(!rest.is_dim(s(900)), "another page is never dimmed");
        assert_eq!(rest.due(true, s(900)), None);
    }

    #[test]
    fn without_a_time_nothing_is_dimmed() {
        let mut rest = Rest::new(None);
        rest.see(true, s(0));
        assert!(!rest.is_dim(s(1_000_000)));
        assert_eq!(rest.due(false, s(0)), None);
    }

    #[test]
    fn an_idle_page_wanders_each_minute_and_comes_back() {
        let mut rest = Rest::new(None);
        assert_eq!(rest.place(s(500)), (0, 0));
        rest.see(true, s(5));
        let places = [5, 64, 65, 125, 185, 245].map(|at| rest.place(s(at)));
        assert_eq!(places, [(0, 0), (0, 0), (1, 0), (1, 1), (0, 1), (0, 0)]);
        assert_eq!(rest.due(true, s(5)), Some(s(65)));
        assert_eq!(rest.due(true, s(65)), Some(s(125)));
        rest.stir();
        assert_eq!(rest.place(s(70)), (0, 0));
    }
}
