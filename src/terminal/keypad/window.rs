//! The keys of the terminal window in which the program was started, in a number pad's place: for trials
//! without hardware. While they are read the window neither shows what is typed nor waits for Enter; how it
//! was before is set again when the program ends, whatever ends it.

mod typed;

use std::io::{IsTerminal, Stdin, stdin, stdout};
use std::os::fd::{AsFd, BorrowedFd};
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::termios::{
    InputModes, LocalModes, OptionalActions, QueueSelector, SpecialCodeIndex, Termios, tcflush,
    tcgetattr, tcgetpgrp, tcsetattr,
};

use super::{InputKind, KeypadError, Touch};
use crate::clock::Clock;
use typed::TypedBytes;

/// What is taken in one turn: whoever pastes a book waits for the door, not the other way round.
const MOST: usize = 256;
/// A lone Esc is the key; what follows it sooner makes it the beginning of another key.
const LONE: Duration = Duration::from_millis(50);
/// What turns a special key of the window off: `_POSIX_VDISABLE`.
const OFF: u8 = 0;

/// Whether the program was started in a window whose keys it can have: input and output are that window's,
/// and no other job has it.
pub fn has_window_keys() -> bool {
    stdin().is_terminal() && stdout().is_terminal() && is_in_front(&stdin())
}

/// To touch a window that another job has would stop this one.
fn is_in_front(window: &Stdin) -> bool {
    tcgetpgrp(window).is_ok_and(|front| front == rustix::process::getpgrp())
}

/// The window's keys.
#[derive(Debug)]
pub struct WindowKeys {
    clock: Clock,
    window: Stdin,
    state: WindowState,
    /// That it is there, or not, was told.
    reported: bool,
    typed: TypedBytes,
    /// When a lone Esc is taken for the key.
    lone_at: Option<Duration>,
}

#[derive(Debug)]
enum WindowState {
    /// How it was before.
    Open(Box<Termios>),
    /// For good: a window does not come back.
    Gone,
}

impl WindowKeys {
    /// Takes the window's keys at once, before a page tells of them.
    pub fn new(clock: Clock) -> Self {
        let window = stdin();
        let before = has_window_keys().then(|| without_lines(&window)).flatten();
        let state = before.map_or(WindowState::Gone, |before| WindowState::Open(Box::new(before)));
        let typed = TypedBytes::default();
        Self { clock, window, state, reported: false, typed, lone_at: None }
    }

    /// Takes the keys that were typed.
    pub fn look(&mut self, touches: &mut Vec<Touch>) {
        if !std::mem::replace(&mut self.reported, true) {
            let connected = self.works();
            let error = (!connected).then_some(KeypadError::NoWindow);
            touches.push(Touch::Changed { part: InputKind::Pad, connected, error });
        }
        if self.works() {
            self.read(touches);
        }
    }

    fn read(&mut self, touches: &mut Vec<Touch>) {
        let mut keys = Vec::new();
        let mut bytes = [0; MOST];
        let there = match self.waiting() {
            Some(false) => Ok(0),
            Some(true) => match rustix::io::read(&self.window, &mut bytes) {
                // Something was there, and it was the end.
                Ok(0) => Err(()),
                read => read.map_err(drop),
            },
            None => Err(()),
        };
        let Ok(count) = there else {
            self.state = WindowState::Gone;
            self.lone_at = None;
            let error = Some(KeypadError::NoWindow);
            touches.push(Touch::Changed { part: InputKind::Pad, connected: false, error });
            return;
        };
        let now = self.clock.mono();
        if count == 0 && self.lone_at.is_some_and(|at| now >= at) {
            self.typed.end(&mut keys);
        }
        bytes[..count].iter().for_each(|byte| self.typed.take(*byte, &mut keys));
        if count > 0 || !self.typed.is_within() {
            self.lone_at = self.typed.is_within().then(|| now + LONE);
        }
        touches.extend(keys.into_iter().map(Touch::Key));
    }

    /// Whether there is something to read; none: the window is closed.
    fn waiting(&self) -> Option<bool> {
        let mut windows = [PollFd::new(&self.window, PollFlags::IN)];
        let at_once = Timespec { tv_sec: 0, tv_nsec: 0 };
        match poll(&mut windows, Some(&at_once)) {
            Ok(_) if windows[0].revents().intersects(PollFlags::HUP | PollFlags::ERR) => None,
            Ok(_) => Some(windows[0].revents().contains(PollFlags::IN)),
            Err(rustix::io::Errno::INTR) => Some(false),
            Err(_) => None,
        }
    }

    /// When there is something to do without the descriptor telling so.
    pub fn due(&self) -> Option<Duration> {
        match self.state {
            _ if !self.reported => Some(Duration::ZERO),
            WindowState::Open(_) => self.lone_at,
            WindowState::Gone => None,
        }
    }

    /// What to wait for.
    pub fn descriptor(&self) -> Option<BorrowedFd<'_>> {
        matches!(self.state, WindowState::Open(_)).then(|| self.window.as_fd())
    }

    /// Whether there are keys.
    pub fn works(&self) -> bool {
        matches!(self.state, WindowState::Open(_))
    }
}

impl Drop for WindowKeys {
    fn drop(&mut self) {
        let WindowState::Open(before) = &self.state else { return };
        if is_in_front(&self.window) {
            // Nobody is left to be told; what was typed to the end is not for the shell.
            let _ = tcsetattr(&self.window, OptionalActions::Now, before);
            let _ = tcflush(&self.window, QueueSelector::IFlush);
        }
    }
}

/// Has each key told at once and none shown; how the window was before. Ctrl-C goes on to end the program;
/// the keys that halt it or its output are off, since nothing would lock the gate then.
fn without_lines(window: &Stdin) -> Option<Termios> {
    let before = tcgetattr(window).ok()?;
    let mut modes = before.clone();
    modes.local_modes -= LocalModes::ICANON | LocalModes::ECHO | LocalModes::IEXTEN;
    modes.input_modes -= InputModes::IXON | InputModes::IXOFF;
    modes.special_codes[SpecialCodeIndex::VSUSP] = OFF;
    modes.special_codes[SpecialCodeIndex::VMIN] = 1;
    modes.special_codes[SpecialCodeIndex::VTIME] = 0;
    tcsetattr(window, OptionalActions::Now, &modes).ok()?;
    Some(before)
}
