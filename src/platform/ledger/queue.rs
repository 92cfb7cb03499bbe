//! What waits for the ledger's threads: as much at a time as a commit takes.

use std::collections::VecDeque;
use std::sync::{Arc, Condvar, Mutex, PoisonError};

/// The most records of one commit.
pub(super) const TOGETHER: usize = 4096;

/// How much of a commit something takes.
pub(super) trait JobWeight {
    fn weight(&self) -> usize;
}

/// What waits for threads.
pub(super) struct Queue<T> {
    pub shared: Arc<Shared<T>>,
    /// Ends the threads with the last handle.
    open: Arc<Open<T>>,
}

pub(super) struct Open<T>(Arc<Shared<T>>);

pub(super) struct Shared<T> {
    waiting: Mutex<(VecDeque<T>, bool)>,
    more: Condvar,
}

impl<T> Default for Queue<T> {
    fn default() -> Self {
        let waiting = Mutex::new((VecDeque::new(), true));
        let shared = Arc::new(Shared { waiting, more: Condvar::new() });
        Self { open: Arc::new(Open(shared.clone())), shared }
    }
}

impl<T> Clone for Queue<T> {
    fn clone(&self) -> Self {
        Self { shared: self.shared.clone(), open: self.open.clone() }
    }
}

impl<T> Queue<T> {
    pub fn put(&self, job: T) {
        let mut waiting = self.shared.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        waiting.0.push_back(job);
        self.shared.more.notify_one();
    }
}

impl<T: JobWeight> Shared<T> {
    /// All that waits and fits into one go; none: it is over. What arrives while a commit is under way
    /// waits for the next one, so nobody is waited for.
    pub fn next(&self) -> Option<Vec<T>> {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        while waiting.0.is_empty() {
            if !waiting.1 {
                return None;
            }
            waiting = self.more.wait(waiting).unwrap_or_else(PoisonError::into_inner);
        }
        let (mut taken, mut weight) = (Vec::new(), 0);
        while let Some(job) = waiting.0.front() {
            weight += job.weight();
            if weight > TOGETHER && !taken.is_empty() {
                break;
            }
            taken.extend(waiting.0.pop_front());
        }
        Some(taken)
    }
}

impl<T> Drop for Open<T> {
    fn drop(&mut self) {
        let mut waiting = self.0.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        waiting.1 = false;
        self.0.more.notify_all();
    }
}
