//! Threads that ask for who waits: each with a connection of its own, and no more waits for them than
//! they can be through with.

use std::collections::VecDeque;
use std::sync::{Condvar, Mutex, PoisonError};

use super::BlockingLedger;
use crate::transport::Caller;

/// Questions that are asked at a time.
pub(super) const THREADS: usize = 16;

/// The most that wait. Beyond, the answer is a quick "no": a terminal then decides by itself.
const MOST: usize = 1024;

type QuestionJob = Box<dyn FnOnce(&mut Caller, &BlockingLedger) + Send>;

/// What waits for the threads.
#[derive(Default)]
pub(super) struct Pool {
    waiting: Mutex<WaitingQuestions>,
    more: Condvar,
}

#[derive(Default)]
struct WaitingQuestions {
    jobs: VecDeque<QuestionJob>,
    over: bool,
}

impl Pool {
    /// Has a job done; false: too many wait, or it is over, and the job is dropped.
    pub(super) fn put(
        &self,
        job: impl FnOnce(&mut Caller, &BlockingLedger) + Send + 'static,
    ) -> bool {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        if waiting.over || waiting.jobs.len() >= MOST {
            return false;
        }
        waiting.jobs.push_back(Box::new(job));
        self.more.notify_one();
        true
    }

    /// A thread's whole life.
    pub(super) fn work(&self, mut caller: Caller, blocking: &BlockingLedger) {
        while let Some(job) = self.next() {
            job(&mut caller, blocking);
        }
    }

    /// Ends the threads; what waits is dropped.
    pub(super) fn end(&self) {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        waiting.over = true;
        waiting.jobs.clear();
        self.more.notify_all();
    }

    fn next(&self) -> Option<QuestionJob> {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            if waiting.over {
                return None;
            }
            if let Some(job) = waiting.jobs.pop_front() {
                return Some(job);
            }
            waiting = self.more.wait(waiting).unwrap_or_else(PoisonError::into_inner);
        }
    }
}
