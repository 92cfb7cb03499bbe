//! Threads that open the database, and the way out of the program. When a process ends, SQLCipher
//! and OpenSSL tear down what they hold in common by handlers of their own; a thread that closes its
//! connection meanwhile crashes. So each of these threads is begun here, and the program ends when
//! they have: or, where one hangs, in a way that runs no handlers.

use std::io::{Error, Write};
use std::process::ExitCode;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread::{Builder, JoinHandle, sleep};
use std::time::{Duration, Instant};

use calloop::signals::{Signal, Signals};
use calloop::{EventLoop, LoopSignal};

/// How long the program's end waits for threads. Whoever began them has told them to end before;
/// with that the whole stop stays within 2 s.
const PATIENCE: Duration = Duration::from_millis(400);

const GLANCE: Duration = Duration::from_millis(2);

static BEGUN: Mutex<Vec<JoinHandle<()>>> = Mutex::new(Vec::new());
static BUSY: AtomicUsize = AtomicUsize::new(0);

/// Begins a thread for whose end the program's own end waits.
pub fn begin(name: &str, work: impl FnOnce() + Send + 'static) -> std::io::Result<()> {
    let begun = Builder::new().name(name.to_owned()).spawn(work)?;
    let mut all = begun_so_far();
    join_ended(&mut all);
    all.push(begun);
    Ok(())
}

/// Somebody else's thread is at the database for as long as this lives.
#[derive(Debug)]
pub struct BusyThread(());

impl BusyThread {
    pub fn begin() -> Self {
        BUSY.fetch_add(1, Ordering::SeqCst);
        Self(())
    }
}

impl Drop for BusyThread {
    fn drop(&mut self) {
        BUSY.fetch_sub(1, Ordering::SeqCst);
    }
}

/// The signals by which a program is told to stop. Made before any thread starts: each inherits that they are
/// taken here alone.
#[derive(Debug)]
pub struct StopSignals(EventLoop<'static, LoopSignal>);

impl StopSignals {
    /// SIGTERM and SIGINT, from now on.
    pub fn take() -> std::io::Result<Self> {
        let signals = Signals::new(&[Signal::SIGTERM, Signal::SIGINT]).map_err(Error::other)?;
        let ending: EventLoop<LoopSignal> = EventLoop::try_new().map_err(Error::other)?;
        let stop = |_, _: &mut (), stop: &mut LoopSignal| stop.stop();
        let taken = ending.handle().insert_source(signals, stop);
        taken.map_err(|fault| Error::other(fault.error))?;
        Ok(Self(ending))
    }

    /// Until one has come.
    pub fn wait(mut self) -> std::io::Result<()> {
        let mut stop = self.0.get_signal();
        self.0.run(None, &mut stop, |_| {}).map_err(Error::other)
    }
}

/// Does the whole work of a program and ends it, whether that ends well or by a panic.
pub fn run_to_end(work: impl FnOnce() -> u8 + std::panic::UnwindSafe) -> ExitCode {
    // What a panic has to say was said by its hook.
    let code = std::panic::catch_unwind(work).unwrap_or(101);
    if all_end_within(PATIENCE) {
        return ExitCode::from(code);
    }
    let _ = std::io::stdout().flush();
    let _ = std::io::stderr().flush();
    leave_at_once(code)
}

/// Whether all threads ended in time; those that did are joined.
fn all_end_within(patience: Duration) -> bool {
    let deadline = Instant::now() + patience;
    loop {
        let mut all = begun_so_far();
        join_ended(&mut all);
        if all.is_empty() && BUSY.load(Ordering::SeqCst) == 0 {
            return true;
        }
        if Instant::now() >= deadline {
            return false;
        }
        drop(all);
        sleep(GLANCE);
    }
}

/// A thread is over when it is joined and no sooner: it has its own things to tear down.
fn join_ended(all: &mut Vec<JoinHandle<()>>) {
    for ended in all.extract_if(.., |thread| thread.is_finished()) {
        // A panic in it was told by the hook.
        let _ = ended.join();
    }
}

/// The list is whole even where somebody panicked over it.
fn begun_so_far() -> MutexGuard<'static, Vec<JoinHandle<()>>> {
    BEGUN.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Ends the process without its exit handlers.
#[allow(unsafe_code)]
fn leave_at_once(code: u8) -> ! {
    // SAFETY: takes a number, touches no memory of ours, and never returns.
    unsafe { libc::_exit(code.into()) }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;

    use super::*;

    #[test]
    fn the_end_waits_for_what_ends_and_not_for_what_hangs() {
        let (go_on, wait) = channel::<()>();
        begin("waits", move || assert!(wait.recv().is_err())).unwrap();
        assert!(!all_end_within(Duration::from_millis(20)));
        drop(go_on);
        assert!(all_end_within(Duration::from_secs(60)));
        let busy = BusyThread::begin();
        assert!(!all_end_within(Duration::from_millis(20)));
        drop(busy);
        assert!(all_end_within(Duration::from_secs(60)));
    }
}
