//! The same question of several askers at a time is one: it is asked once, and the answer is
//! everybody's.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Mutex, PoisonError};

use tokio::sync::oneshot;

/// Questions that are under way, and who waits for their answers.
pub(super) struct Joined<K, V>(Mutex<HashMap<K, Vec<oneshot::Sender<V>>>>);

impl<K, V> Default for Joined<K, V> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<K: Eq + Hash, V: Clone> Joined<K, V> {
    /// Waits for an answer; true: nobody has asked yet, so this one has to.
    pub(super) fn join(&self, question: K) -> (bool, oneshot::Receiver<V>) {
        let (sender, answer) = oneshot::channel();
        let mut under_way = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let waiting = under_way.entry(question).or_default();
        waiting.push(sender);
        (waiting.len() == 1, answer)
    }

    /// The answer: whoever asks from now on asks anew.
    pub(super) fn answer(&self, question: &K, answer: &V) {
        let waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(question);
        for sender in waiting.into_iter().flatten() {
            // Who waited may have gone.
            let _ = sender.send(answer.clone());
        }
    }

    /// Nobody gets an answer any more.
    pub(super) fn end(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_asks_and_all_hear() {
        let joined = Joined::<&str, u8>::default();
        let (first, mut one) = joined.join("which");
        let (second, mut other) = joined.join("which");
        assert_eq!((first, second), (true, false));
        assert!(joined.join("another").0);
        joined.answer(&"which", &7);
        assert_eq!((one.try_recv(), other.try_recv()), (Ok(7), Ok(7)));
        assert!(joined.join("which").0, "the next one asks anew");
        let (_, mut late) = joined.join("which");
        joined.end();
        assert!(late.try_recv().is_err());
    }
}
