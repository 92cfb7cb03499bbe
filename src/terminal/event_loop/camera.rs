//! The camera as the loop holds it: it may come and go, and is opened anew for as long as it takes.
//!
//! A camera whose firmware hangs holds up whoever opens or closes it for seconds, and the fire
//! alarm and the lock can't wait that long: both happen on a short-lived thread.

use std::os::fd::BorrowedFd;
use std::sync::mpsc::{Receiver, TryRecvError, channel};
use std::time::Duration;

use crate::clock::Clock;
use crate::terminal::config::CameraConfig;
use crate::terminal::vision::{self, CameraError, Delivery, Wake};

/// How long to wait before a lost camera is tried again.
const REOPEN: Duration = Duration::from_millis(500);

/// How often to look whether the thread is through.
const GLANCE: Duration = Duration::from_millis(20);

/// A camera that takes longer to open is not there for the door.
const PATIENCE: Duration = Duration::from_secs(2);

/// A camera that comes and goes.
#[derive(Debug)]
pub(super) struct CameraFeed {
    config: CameraConfig,
    clock: Clock,
    source: CameraState,
    /// What was told last; none before the first.
    reported: Option<bool>,
}

#[derive(Debug)]
enum CameraState {
    Open(Box<vision::Camera>),
    /// Since then.
    Opening(Receiver<CameraOpening>, Duration),
    /// To be tried again then.
    Lost(Duration),
    /// A replay that is over.
    Over,
}

type CameraOpening = Result<vision::Camera, CameraError>;

/// What changed with the camera.
#[derive(Debug, Default)]
pub(super) struct CameraChange {
    pub changed: Option<bool>,
    pub error: Option<CameraError>,
}

impl CameraFeed {
    /// Begins to open the source; what comes of it is told by [`CameraFeed::next`].
    pub fn open(config: &CameraConfig, clock: Clock) -> Self {
        let (config, source) = (config.clone(), CameraState::Lost(Duration::ZERO));
        let mut camera = Self { config, clock, source, reported: None };
        camera.begin(None);
        camera
    }

    /// Hands over what the source has to give, opening it first where that is due.
    pub fn next(&mut self, take: impl FnOnce(Delivery<'_>)) -> CameraChange {
        match &self.source {
            CameraState::Lost(at) if self.clock.mono() >= *at => self.begin(None),
            CameraState::Opening(opened, since) => match opened.try_recv() {
                Ok(Ok(source)) => self.source = CameraState::Open(Box::new(source)),
                Ok(Err(fault)) => return self.lost(fault),
                Err(TryRecvError::Disconnected) => {
                    return self.lost(CameraError::OpenerGone);
                }
                Err(TryRecvError::Empty) if self.clock.mono() >= *since + PATIENCE => {
                    return self.change(false, Some(CameraError::Hangs));
                }
                Err(TryRecvError::Empty) => {}
            },
            _ => {}
        }
        let CameraState::Open(source) = &mut self.source else { return CameraChange::default() };
        match source.next() {
            Ok(delivery) => {
                let streaming = matches!(delivery, Delivery::Frame { .. });
                let over = matches!(delivery, Delivery::Ended);
                take(delivery);
                if over {
                    self.source = CameraState::Over;
                }
                if streaming { self.change(true, None) } else { CameraChange::default() }
            }
            Err(fault) => self.lost(fault),
        }
    }

    /// Whether frames came until now, and are to be expected.
    pub fn streams(&self) -> bool {
        matches!(self.source, CameraState::Open(_)) && self.reported == Some(true)
    }

    /// When there is something to do without a descriptor telling so.
    pub fn due(&self) -> Option<Duration> {
        match &self.source {
            CameraState::Over => None,
            CameraState::Lost(at) => Some(*at),
            CameraState::Opening(..) => Some(self.clock.mono() + GLANCE),
            CameraState::Open(source) => match source.wake() {
                Wake::At(at) | Wake::Readable(_, at) => Some(at),
            },
        }
    }

    /// What wakes the loop when a frame has come.
    pub fn descriptor(&self) -> Option<BorrowedFd<'_>> {
        match &self.source {
            CameraState::Open(source) => match source.wake() {
                Wake::Readable(descriptor, _) => Some(descriptor),
                Wake::At(_) => None,
            },
            _ => None,
        }
    }

    /// Starts a thread that closes `before` and opens the source anew.
    fn begin(&mut self, before: Option<Box<vision::Camera>>) {
        let (sender, opened) = channel();
        let (config, clock) = (self.config.clone(), self.clock);
        let work = move || {
            drop(before);
            // Gone with the loop: nobody wants it any more.
            drop(sender.send(vision::Camera::open(&config, clock)));
        };
        self.source = match std::thread::Builder::new().name("camera".into()).spawn(work) {
            Ok(_) => CameraState::Opening(opened, self.clock.mono()),
            Err(fault) => {
                log::error!("the thread that opens the camera does not start: {fault}");
                CameraState::Lost(self.clock.mono() + REOPEN)
            }
        };
    }

    /// One that streamed until now is tried again at once: it may be a loose contact.
    fn lost(&mut self, error: CameraError) -> CameraChange {
        let later = CameraState::Lost(self.clock.mono() + REOPEN);
        if let CameraState::Open(before) = std::mem::replace(&mut self.source, later) {
            self.begin(Some(before));
        }
        self.change(false, Some(error))
    }

    fn change(&mut self, streaming: bool, error: Option<CameraError>) -> CameraChange {
        if self.reported == Some(streaming) {
            return CameraChange::default();
        }
        self.reported = Some(streaming);
        CameraChange { changed: Some(streaming), error }
    }
}
