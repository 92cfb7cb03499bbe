//! What threads hand to a thread of its own, until that is to end.

use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Mutex, PoisonError};

/// The way to the thread.
pub(super) struct Mailbox<T>(Mutex<Option<Sender<T>>>);

impl<T> Mailbox<T> {
    pub(super) fn new() -> (Self, Receiver<T>) {
        let (sender, receiver) = channel();
        (Self(Mutex::new(Some(sender))), receiver)
    }

    /// Without effect once it is closed.
    pub(super) fn send(&self, what: T) {
        if let Some(sender) = &*self.0.lock().unwrap_or_else(PoisonError::into_inner) {
            // A thread that is over has been told to end.
            let _ = sender.send(what);
        }
    }

    /// The thread ends after what it was handed.
    pub(super) fn close(&self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }
}
