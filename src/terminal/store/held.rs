//! From which number on no record may be sent yet: the writer says so while an admission is under way,
//! to whoever reads beside it in this process.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use super::Seq;

/// A clone tells the same.
#[derive(Debug, Clone)]
pub(super) struct Held(Arc<AtomicI64>);

impl Default for Held {
    fn default() -> Self {
        Self(Arc::new(i64::MAX.into()))
    }
}

impl Held {
    /// Records from this number on stay.
    pub fn from(&self, seq: Seq) {
        self.0.fetch_min(seq.0, Ordering::SeqCst);
    }

    /// All may be sent.
    pub fn lift(&self) {
        self.0.store(i64::MAX, Ordering::SeqCst);
    }

    pub fn allows(&self, seq: Seq) -> bool {
        seq.0 < self.0.load(Ordering::SeqCst)
    }
}
