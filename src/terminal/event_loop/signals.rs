//! Signals: which end the terminal, and which tell it something. None of those that can be had kills
//! it in the middle of something.

use calloop::signals::{Event, Signal, Signals};

use super::LoopTerminal;
use super::ending::Stop;

/// The ends: by a service manager or `kill`, and by the keys of a terminal window.
const ENDS: [Signal; 3] = [Signal::SIGTERM, Signal::SIGINT, Signal::SIGQUIT];

/// Nobody has a reason to send these, and by themselves they would kill. A file that is as long as
/// its limit allows (XFSZ) is an error of the writing.
const WITHOUT_MEANING: [Signal; 7] = [
    Signal::SIGUSR1,
    Signal::SIGUSR2,
    Signal::SIGALRM,
    Signal::SIGVTALRM,
    Signal::SIGPROF,
    Signal::SIGIO,
    Signal::SIGXFSZ,
];

/// What the kernel gives as the origin of a signal of its own: SI_KERNEL.
const BY_KERNEL: i32 = 0x80;

/// The signals that the loop takes. To be called before any thread is made: each inherits that they
/// are not its affair.
pub fn watched_signals() -> std::io::Result<Signals> {
    let all = [&ENDS[..], &WITHOUT_MEANING, &[Signal::SIGHUP]].concat();
    Ok(Signals::new(&all)?)
}

impl LoopTerminal {
    /// Does what a signal wants.
    pub(super) fn heed(&mut self, event: &Event) {
        let signal = event.signal();
        // The kernel tells so that the window is closed in which the program was started.
        let window_closed = signal == Signal::SIGHUP && event.code() == BY_KERNEL;
        if ENDS.contains(&signal) || window_closed {
            self.stopping = Some(Stop::Now);
        } else if signal == Signal::SIGHUP {
            self.periphery.sink.reopen();
        } else if signal != Signal::SIGXFSZ {
            // Of that one the line could be the next cause.
            log::info!("{signal:?} means nothing to this program");
        }
    }
}
