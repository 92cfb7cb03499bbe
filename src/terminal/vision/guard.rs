//! Decoders written elsewhere may panic on odd input; that costs the frame, not the terminal.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};

thread_local! {
    static GUARDING: Cell<bool> = const { Cell::new(false) };
}

/// Whether this thread is inside a decoder whose panic is caught: a panic hook that asks here
/// can leave such a one out of the log.
pub fn guarding() -> bool {
    GUARDING.get()
}

/// Runs `work`; `None` if it panics. What `work` leaves half done must not be used afterwards.
pub(super) fn guard<T>(stage: &str, work: impl FnOnce() -> T) -> Option<T> {
    let before = GUARDING.replace(true);
    let done = catch_unwind(AssertUnwindSafe(work));
    GUARDING.set(before);
    if done.is_err() {
        log::debug!("{stage} gave up on odd input");
    }
    done.ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_stays_inside() {
        assert!(!guarding());
        assert_eq!(guard("adding", || (1 + 1, guarding())), Some((2, true)));
        assert_eq!(guard("falling", || -> u8 { std::panic::resume_unwind(Box::new(())) }), None);
        assert!(!guarding());
    }
}
