//! The devices as the loop holds them: a camera that may come and go, descriptors that are
//! watched, a screen that may fail.

use std::os::fd::{AsRawFd, BorrowedFd, OwnedFd, RawFd};
use std::time::Duration;

use calloop::generic::Generic;
use calloop::{Interest, LoopHandle, Mode, PostAction, RegistrationToken};

use super::Terminal;
use crate::clock::Clock;
use crate::config::{CameraConfig, Config, DisplayConfig};
use crate::gate::{self, Gate};
use crate::screen::Screen;
use crate::vision::{self, Delivery, Wake};

/// How long to wait before a lost camera is tried again.
const REOPEN: Duration = Duration::from_secs(1);

/// A camera that is opened anew for as long as it takes.
#[derive(Debug)]
pub(super) struct Camera {
    config: CameraConfig,
    clock: Clock,
    source: Option<vision::Camera>,
    /// When the next try is due.
    retry_at: Duration,
    /// What was told last; none before the first.
    told: Option<bool>,
    ended: bool,
}

/// What changed with the camera.
#[derive(Debug, Default)]
pub(super) struct CameraChange {
    pub changed: Option<bool>,
    pub error: Option<String>,
}

impl Camera {
    pub fn open(config: &CameraConfig, clock: Clock) -> Self {
        // A failure here is told by the first `next`, which tries again.
        let source = vision::Camera::open(config, clock).ok();
        let config = config.clone();
        Self { config, clock, source, retry_at: Duration::ZERO, told: None, ended: false }
    }

    /// Hands over what the source has to give, opening it first where that is due.
    pub fn next(&mut self, take: impl FnOnce(Delivery<'_>)) -> CameraChange {
        if self.ended {
            return CameraChange::default();
        }
        if self.source.is_none() {
            if self.clock.mono() < self.retry_at {
                return CameraChange::default();
            }
            match vision::Camera::open(&self.config, self.clock) {
                Ok(source) => self.source = Some(source),
                Err(fault) => return self.lost(fault.to_string()),
            }
        }
        let Some(source) = &mut self.source else { return CameraChange::default() };
        match source.next() {
            Ok(delivery) => {
                let streaming = matches!(delivery, Delivery::Frame { .. });
                self.ended = matches!(delivery, Delivery::Ended);
                take(delivery);
                if streaming { self.tell(true, None) } else { CameraChange::default() }
            }
            Err(fault) => self.lost(fault.to_string()),
        }
    }

    fn lost(&mut self, error: String) -> CameraChange {
        self.source = None;
        self.retry_at = self.clock.mono() + REOPEN;
        self.tell(false, Some(error))
    }

    fn tell(&mut self, streaming: bool, error: Option<String>) -> CameraChange {
        if self.told == Some(streaming) {
            return CameraChange::default();
        }
        self.told = Some(streaming);
        CameraChange { changed: Some(streaming), error }
    }

    /// When there is something to do without a descriptor telling so.
    pub fn due(&self) -> Option<Duration> {
        match self.source.as_ref().map(vision::Camera::wake) {
            _ if self.ended => None,
            None => Some(self.retry_at),
            Some(Wake::At(at)) => Some(at),
            Some(Wake::Readable(_)) => None,
        }
    }

    fn descriptor(&self) -> Option<BorrowedFd<'_>> {
        match self.source.as_ref()?.wake() {
            Wake::Readable(descriptor) => Some(descriptor),
            Wake::At(_) => None,
        }
    }
}

/// When the gate has something to do without a descriptor telling so.
pub(super) fn gate_due(gate: &Gate) -> Option<Duration> {
    let wake = match gate.wake() {
        gate::Wake::At(at) => Some(at),
        gate::Wake::Never | gate::Wake::Readable(_) => None,
    };
    [wake, gate.signal_due()].into_iter().flatten().min()
}

fn gate_descriptor(gate: &Gate) -> Option<BorrowedFd<'_>> {
    match gate.wake() {
        gate::Wake::Readable(descriptor) => Some(descriptor),
        gate::Wake::Never | gate::Wake::At(_) => None,
    }
}

/// The devices' descriptors that wake the loop; a camera that comes back has a new one.
#[derive(Debug, Default)]
pub(super) struct Watch {
    camera: Option<(RawFd, RegistrationToken)>,
    gate: Option<(RawFd, RegistrationToken)>,
    hands: [Option<(RawFd, RegistrationToken)>; 3],
}

impl Watch {
    pub fn renew(
        &mut self,
        events: &LoopHandle<'static, Terminal>,
        camera: &Camera,
        gate: &Gate,
        hands: [Option<BorrowedFd<'_>>; 3],
    ) {
        renew(&mut self.camera, events, camera.descriptor());
        renew(&mut self.gate, events, gate_descriptor(gate));
        for (watched, descriptor) in self.hands.iter_mut().zip(hands) {
            renew(watched, events, descriptor);
        }
    }
}

/// Watches a duplicate of the descriptor, so that the loop never holds one that is closed.
fn renew(
    watched: &mut Option<(RawFd, RegistrationToken)>,
    events: &LoopHandle<'static, Terminal>,
    wanted: Option<BorrowedFd<'_>>,
) {
    let number = wanted.map(|descriptor| descriptor.as_raw_fd());
    if watched.as_ref().map(|(number, _)| *number) == number {
        return;
    }
    if let Some((_, token)) = watched.take() {
        events.remove(token);
    }
    let Some(Ok(duplicate)) = wanted.map(|descriptor| descriptor.try_clone_to_owned()) else {
        return;
    };
    // The loop looks at every device in each turn: waking it is all that is needed.
    let source = Generic::<OwnedFd>::new(duplicate, Interest::READ, Mode::Level);
    let inserted = events.insert_source(source, |_, _, _| Ok(PostAction::Continue));
    match inserted {
        Ok(token) => *watched = number.map(|number| (number, token)),
        Err(fault) => log::error!("a device can't be watched: {fault}"),
    }
}

/// Opens a screen; one that fails does not stop the door.
pub(super) fn open_screen(display: &DisplayConfig, config: &Config) -> Option<Screen> {
    let (language, name) = (config.terminal.language, &config.terminal.name);
    let opened = Screen::open(display, language, name);
    opened.map_err(|fault| log::error!("the door goes on without this display: {fault}")).ok()
}

/// Tells the service manager that the terminal is ready; nothing where there is none.
pub(super) fn notify_ready() {
    notify(sd_notify::NotifyState::Ready);
}

/// Tells the service manager that the terminal stops.
pub(super) fn notify_stopping() {
    notify(sd_notify::NotifyState::Stopping);
}

fn notify(state: sd_notify::NotifyState<'_>) {
    if let Err(fault) = sd_notify::notify(&[state]) {
        log::warn!("the service manager does not listen: {fault}");
    }
}
