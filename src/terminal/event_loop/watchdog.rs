//! The service manager's watchdog: fed only while all that the door needs moves on. The loop has
//! to turn, frames have to come where a camera streams, and the sync thread has to give signs of
//! life. What stands still for good is started anew by the service manager.

use std::time::Duration;

use sd_notify::NotifyState;

/// How long the sync thread may be silent beyond its longest request: it looks up names too.
const PATIENCE: Duration = Duration::from_secs(60);

/// How long frames may fail to come beyond the camera's own patience, which tells it lost.
const FRAME_PATIENCE: Duration = Duration::from_secs(5);

/// Signs of progress, by the monotonic clock.
#[derive(Debug, Clone, Copy)]
pub(super) struct Heartbeats {
    /// The last frame; none where no camera streams.
    pub frame: Option<Duration>,
    /// The sync thread's last sign of life.
    pub worker: Duration,
}

/// The watchdog.
#[derive(Debug)]
pub(super) struct Watchdog {
    /// None: nobody watches.
    every: Option<Duration>,
    next: Duration,
    frames_within: Duration,
    worker_within: Duration,
    fed: bool,
}

impl Watchdog {
    /// `silence` is the camera's patience, `request` the longest request's.
    pub fn new(silence: Duration, request: Duration) -> Self {
        // Twice as often as the service manager wants.
        let every = sd_notify::watchdog_enabled().map(|longest| longest / 2);
        let (frames_within, worker_within) = (silence + FRAME_PATIENCE, request + PATIENCE);
        Self { every, next: Duration::ZERO, frames_within, worker_within, fed: true }
    }

    /// When it is to be fed again.
    pub fn due(&self) -> Option<Duration> {
        self.every.map(|_| self.next)
    }

    /// Feeds it, where that is due and all moves on.
    pub fn feed(&mut self, now: Duration, progress: Heartbeats) {
        let Some(every) = self.every.filter(|_| now >= self.next) else { return };
        self.next = now + every;
        match self.stuck(now, progress) {
            None => {
                self.fed = true;
                if let Err(fault) = sd_notify::notify(&[NotifyState::Watchdog]) {
                    log::warn!("the service manager does not listen: {fault}");
                }
            }
            Some(what) if self.fed => {
                self.fed = false;
                log::error!("{what}: the service manager will start the terminal anew");
            }
            Some(_) => {}
        }
    }

    /// What stands still.
    fn stuck(&self, now: Duration, progress: Heartbeats) -> Option<&'static str> {
        let since = |at: Duration| now.saturating_sub(at);
        if progress.frame.is_some_and(|at| since(at) > self.frames_within) {
            return Some("frames are not taken from the camera any more");
        }
        (since(progress.worker) > self.worker_within)
            .then_some("the sync thread gives no sign of life")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_stands_still_is_named() {
        let s = Duration::from_secs;
        let watchdog = Watchdog::new(s(2), s(15));
        let stuck = |frame: Option<u64>, worker: u64| {
            watchdog.stuck(s(100), Heartbeats { frame: frame.map(s), worker: s(worker) })
        };
        assert_eq!(stuck(Some(93), 25), None);
        assert!(stuck(Some(92), 25).is_some_and(|what| what.starts_with("frames")));
        assert!(stuck(Some(93), 24).is_some_and(|what| what.starts_with("the sync thread")));
        assert_eq!(stuck(None, 100), None, "no camera streams, and no frame is missing");
    }
}
