//! What counts as a finding beside what the bodies assert: memory, and panics that nobody catches.

use std::alloc::System;

use cap::Cap;

/// The terminal may take no more at once; libFuzzer's own memory does not count.
#[global_allocator]
static MEMORY: Cap<System> = Cap::new(System, 64 << 20);

/// A panic inside a decoder written elsewhere is caught, and is none of ours.
pub fn rules() {
    let abort = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if !hallgate::terminal::vision::guarding() {
            // Telling where it was takes more than the terminal may.
            let _ = MEMORY.set_limit(usize::MAX);
            abort(panic);
        }
    }));
}
