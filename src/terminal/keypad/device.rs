//! An input device as the loop holds it: its keys are for the terminal alone, and it is looked
//! for anew for as long as it takes.

use std::os::fd::{AsFd, BorrowedFd};
use std::time::{Duration, SystemTime};

use evdev::InputEvent;
use rustix::io::Errno;

use super::search::FoundDevice;
use super::stroke::{self, KeyEvent, Stroke};
use super::{InputKind, KeypadError, Touch};
use crate::clock::Clock;

/// How long to wait before a device that is not there is looked for again.
const SEARCH: Duration = Duration::from_secs(1);

/// Reads in one turn, of up to 32 events each: nobody types faster, and the loop has more to do.
const READS: usize = 32;

/// An event is at most so old; one that seems older was stamped before the clock was set.
const OLDEST: Duration = Duration::from_secs(5);

/// A device that may come and go.
#[derive(Debug)]
pub struct InputDevice {
    part: InputKind,
    clock: Clock,
    open: Option<FoundDevice>,
    /// Events were lost, and the rest of what belongs to them is passed over.
    dropping: bool,
    search_at: Duration,
    reported: Option<bool>,
}

/// What was read in one turn.
#[derive(Debug, Default)]
pub struct InputReading {
    pub strokes: Vec<Stroke>,
    /// Nothing is left that happened before the reading began.
    pub drained: bool,
}

impl InputDevice {
    /// Not there yet; looked for at once.
    pub fn new(part: InputKind, clock: Clock) -> Self {
        let search_at = Duration::ZERO;
        Self { part, clock, open: None, dropping: false, search_at, reported: None }
    }

    /// Looks for the device where that is due; true when it has just been found.
    pub fn attend(
        &mut self,
        find: impl FnOnce() -> Result<FoundDevice, KeypadError>,
        touches: &mut Vec<Touch>,
    ) -> bool {
        if self.open.is_some() || !self.is_due() {
            return false;
        }
        match find().and_then(grab) {
            Ok(found) => {
                log::debug!("{:?} is {:?}, {}", self.part, found.name, found.path.display());
                self.open = Some(found);
                self.dropping = false;
                self.on_connection(true, None, touches);
                true
            }
            Err(fault) => {
                self.lose(fault, touches);
                false
            }
        }
    }

    /// Reads what there is. A device that is gone is let go, with what was read before.
    pub fn read(&mut self, touches: &mut Vec<Touch>) -> InputReading {
        let (events, drained) = self.events(touches);
        let mut reading = InputReading { strokes: Vec::new(), drained };
        self.take(&events, &mut reading.strokes);
        reading
    }

    /// The same as the kernel tells it, and whether nothing is left.
    pub fn events(&mut self, touches: &mut Vec<Touch>) -> (Vec<InputEvent>, bool) {
        let mut all = Vec::new();
        let mut drained = false;
        for _ in 0..READS {
            let Some(found) = &mut self.open else { break };
            let fetched = found.raw.fetch_events().map(|events| events.collect::<Vec<_>>());
            let path = &found.path;
            match fetched {
                Ok(events) => all.extend(events),
                Err(fault) => match Errno::from_io_error(&fault) {
                    Some(Errno::AGAIN) => {
                        drained = true;
                        break;
                    }
                    Some(Errno::INTR) => {}
                    Some(Errno::NODEV) => {
                        let path = path.clone();
                        self.lose(KeypadError::Unplugged { path }, touches);
                    }
                    _ => {
                        let path = path.clone();
                        self.lose(KeypadError::Unreadable { path, cause: fault }, touches);
                    }
                },
            }
        }
        (all, drained)
    }

    fn take(&mut self, events: &[InputEvent], strokes: &mut Vec<Stroke>) {
        let (mono, wall) = (self.clock.mono(), SystemTime::now());
        for event in events {
            let age = wall.duration_since(event.timestamp()).unwrap_or_default();
            let age = if age > OLDEST { Duration::ZERO } else { age };
            match stroke::read(*event) {
                Some(KeyEvent::Dropped) => self.dropping = true,
                Some(KeyEvent::Whole) if self.dropping => {
                    self.dropping = false;
                    let held = self.open.as_ref().and_then(|found| found.raw.get_key_state().ok());
                    strokes.push(Stroke::Missed(held.unwrap_or_default()));
                }
                _ if self.dropping => {}
                Some(KeyEvent::Down(key)) => {
                    strokes.push(Stroke::Down(key, mono.saturating_sub(age)))
                }
                Some(KeyEvent::Up(key)) => strokes.push(Stroke::Up(key)),
                Some(KeyEvent::Whole) | None => {}
            }
        }
    }

    /// Lets the device go; it is looked for again in a while.
    pub fn lose(&mut self, fault: KeypadError, touches: &mut Vec<Touch>) {
        if let Some(mut found) = self.open.take() {
            // The loop's duplicate keeps the device open for a moment; one that is gone refuses.
            drop(found.raw.ungrab());
        }
        self.search_at = self.clock.mono() + SEARCH;
        self.on_connection(false, Some(fault), touches);
    }

    fn on_connection(
        &mut self,
        connected: bool,
        error: Option<KeypadError>,
        touches: &mut Vec<Touch>,
    ) {
        if self.reported != Some(connected) {
            self.reported = Some(connected);
            touches.push(Touch::Changed { part: self.part, connected, error });
        }
    }

    /// The kernel's number of the device that is open.
    pub fn number(&self) -> Option<u64> {
        self.open.as_ref().map(|found| found.number)
    }

    /// True when the device is to be looked for now.
    pub fn is_due(&self) -> bool {
        self.due().is_some_and(|at| self.clock.mono() >= at)
    }

    /// When the device is looked for next.
    pub fn due(&self) -> Option<Duration> {
        self.open.is_none().then_some(self.search_at)
    }

    /// Readable when keys have moved.
    pub fn descriptor(&self) -> Option<BorrowedFd<'_>> {
        self.open.as_ref().map(|found| found.raw.as_fd())
    }
}

/// Keeps the keys from everybody else, the console for one.
fn grab(mut found: FoundDevice) -> Result<FoundDevice, KeypadError> {
    match found.raw.grab() {
        Ok(()) => Ok(found),
        Err(fault) => Err(match Errno::from_io_error(&fault) {
            Some(Errno::BUSY) => KeypadError::Held { path: found.path },
            Some(Errno::NODEV) => KeypadError::Unplugged { path: found.path },
            _ => KeypadError::Unopened { path: found.path, cause: fault },
        }),
    }
}
