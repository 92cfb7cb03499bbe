//! The way to the platform: tries in a thread of their own, at growing intervals, until one is answered.

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, TryRecvError, channel};
use std::thread;
use std::time::Duration;

use super::kept::PendingCode;
use crate::terminal::config::Config;
use crate::terminal::enrolment::{EnrolmentError, Sha256, enrol_alone};

/// Between two tries: from the one, doubled each time, to the other.
const PAUSES: (Duration, Duration) = (Duration::from_secs(2), Duration::from_secs(60));

/// What came of a try.
pub type EnrolmentOutcome = Result<(), EnrolmentError>;

/// Tries to enrol.
pub struct EnrolmentAttempts {
    running: Option<Receiver<EnrolmentOutcome>>,
    due: Duration,
    pause: Duration,
    /// How many were in vain, one after the other.
    pub failed: u32,
}

impl EnrolmentAttempts {
    pub fn new() -> Self {
        Self { running: None, due: Duration::ZERO, pause: PAUSES.0, failed: 0 }
    }

    /// There is something else to try with.
    pub fn renew(&mut self) {
        *self = Self { running: self.running.take(), ..Self::new() };
    }

    /// What came of the try that runs, if it has come to an end.
    pub fn outcome(&mut self, now: Duration) -> Option<EnrolmentOutcome> {
        let outcome = match self.running.as_ref()?.try_recv() {
            Ok(outcome) => outcome,
            Err(TryRecvError::Empty) => return None,
            // Its thread has panicked, which the log has.
            Err(TryRecvError::Disconnected) => Err(EnrolmentError::KeyMaking),
        };
        self.running = None;
        if let Err(fault) = &outcome {
            self.failed = self.failed.saturating_add(1);
            let asked = match fault {
                EnrolmentError::Later(seconds) => Duration::from_secs(*seconds),
                _ => Duration::ZERO,
            };
            self.due = now + self.pause.max(asked);
            self.pause = (self.pause * 2).min(PAUSES.1);
        }
        Some(outcome)
    }

    /// Whether one is under way.
    pub fn are_running(&self) -> bool {
        self.running.is_some()
    }

    /// Begins one, if it is time.
    pub fn begin(&mut self, now: Duration, config: &Config, code: &PendingCode, key: PathBuf) {
        if self.running.is_some() || now < self.due {
            return;
        }
        let (send, outcome) = channel();
        let (config, code) = (config.clone(), code.clone());
        let tried = thread::Builder::new().name("enrol".into()).spawn(move || {
            let outcome = match Sha256::parse(&code.ca_sha256) {
                Some(sha256) => enrol_alone(&config, &code.code, sha256, &key),
                None => Err(EnrolmentError::NoCode),
            };
            // Who waited for it may be gone.
            let _ = send.send(outcome);
        });
        match tried {
            Ok(_) => self.running = Some(outcome),
            Err(cause) => {
                log::warn!("no thread to enrol with: {cause}");
                self.due = now + PAUSES.1;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_and_a_platform_that_asks_for_time_gets_it() {
        let mut attempts = EnrolmentAttempts::new();
        let fail = |attempts: &mut EnrolmentAttempts, fault| {
            let (send, running) = channel();
            send.send(Err(fault)).unwrap();
            attempts.running = Some(running);
            assert!(matches!(attempts.outcome(Duration::ZERO), Some(Err(_))));
            attempts.due.as_secs()
        };
        let pauses: Vec<u64> =
            (0..7).map(|_| fail(&mut attempts, EnrolmentError::KeyMaking)).collect();
        assert_eq!(pauses, [2, 4, 8, 16, 32, 60, 60]);
        assert_eq!(attempts.failed, 7);
        assert_eq!(fail(&mut attempts, EnrolmentError::Later(300)), 300);
        attempts.renew();
        assert_eq!((attempts.failed, attempts.due), (0, Duration::ZERO));
        // A thread that ended without a word.
        attempts.running = Some(channel().1);
        assert!(matches!(attempts.outcome(Duration::ZERO), Some(Err(EnrolmentError::KeyMaking))));
        assert!(attempts.outcome(Duration::ZERO).is_none());
    }
}
