//! Where frames come from, chosen once from the configuration.

mod controls;
mod grey;
mod mjpeg;
mod negotiate;
mod pixels;
mod replay;
mod v4l;

use std::os::fd::BorrowedFd;
use std::path::PathBuf;
use std::time::Duration;

use super::Luma;
use crate::clock::Clock;
use crate::terminal::config::{CameraConfig, CameraSource};
use crate::words::codes::{FaultCode, camera as codes, program};
use crate::words::{Language, Message, device, display_in_english, system};
pub use replay::Replay;
pub use v4l::V4l;

/// A source of frames.
#[derive(Debug)]
pub enum Camera {
    /// The image files of a folder.
    Replay(Replay),
    /// A V4L2 device.
    V4l(V4l),
}

/// What the loop waits for before it asks for the next frame.
#[derive(Debug, Clone, Copy)]
pub enum Wake<'a> {
    /// This moment by [`Clock::mono`]; it may have passed.
    At(Duration),
    /// Until this can be read, or this moment has come.
    Readable(BorrowedFd<'a>, Duration),
}

/// What a source has to give now.
#[derive(Debug)]
pub enum Delivery<'a> {
    /// The newest frame. `captured` is by [`Clock::mono`].
    Frame { luma: Luma<'a>, captured: Duration },
    /// No new frame yet.
    Nothing,
    /// Never again a frame: the replay is over.
    Ended,
}

/// Why there are no frames.
#[derive(Debug, thiserror::Error)]
pub enum CameraError {
    Folder {
        path: PathBuf,
        cause: std::io::Error,
    },
    Thread(std::io::Error),
    Absent(PathBuf),
    Denied(PathBuf),
    Busy(PathBuf),
    NoCamera(PathBuf),
    NoFormat(PathBuf),
    Damaged(PathBuf),
    Silent {
        path: PathBuf,
        silence: Duration,
    },
    Strange(PathBuf),
    Failed {
        path: PathBuf,
        cause: std::io::Error,
    },
    /// It does not answer while it is opened.
    Hangs,
    /// Who was to open it broke off.
    OpenerGone,
}

display_in_english!(CameraError);

impl Message for CameraError {
    fn code(&self) -> FaultCode {
        match self {
            Self::Folder { .. } => codes::REPLAY_FOLDER,
            Self::Thread(_) => program::THREAD,
            Self::Absent(_) => codes::ABSENT,
            Self::Denied(_) => codes::DENIED,
            Self::Busy(_) => codes::BUSY,
            Self::NoCamera(_) => codes::NO_CAMERA,
            Self::NoFormat(_) => codes::NO_FORMAT,
            Self::Damaged(_) => codes::DAMAGED,
            Self::Silent { .. } => codes::SILENT,
            Self::Strange(_) => codes::STRANGE,
            Self::Failed { .. } => codes::FAILED,
            Self::Hangs => codes::HANGS,
            Self::OpenerGone => codes::STRANGE,
        }
    }

    fn message(&self, language: Language) -> String {
        let said = |cause: &std::io::Error| system::io(cause, language);
        match self {
            Self::Folder { path, cause } => {
                let (folder, cause) = (path.display(), said(cause));
                device::ReplayFolder { folder, cause }.text(language)
            }
            Self::Thread(cause) => device::ReplayThread { cause: said(cause) }.text(language),
            Self::Absent(path) => device::CameraAbsent { camera: path.display() }.text(language),
            Self::Denied(path) => device::CameraDenied { camera: path.display() }.text(language),
            Self::Busy(path) => device::CameraHeld { camera: path.display() }.text(language),
            Self::NoCamera(path) => device::NoCamera { device: path.display() }.text(language),
            Self::NoFormat(path) => device::NoFormat { camera: path.display() }.text(language),
            Self::Damaged(path) => device::Damaged { camera: path.display() }.text(language),
            Self::Silent { path, silence } => {
                let (camera, seconds) = (path.display(), silence.as_secs_f32());
                device::Silent { camera, seconds }.text(language)
            }
            Self::Strange(path) => device::Strange { camera: path.display() }.text(language),
            Self::Failed { path, cause } => {
                let (camera, cause) = (path.display(), said(cause));
                device::CameraFailed { camera, cause }.text(language)
            }
            Self::Hangs => device::Text::CameraHangs.plain(language),
            Self::OpenerGone => device::Text::CameraOpenerGone.plain(language),
        }
    }
}

impl Camera {
    /// Opens the source that the configuration names.
    pub fn open(config: &CameraConfig, clock: Clock) -> Result<Self, CameraError> {
        match &config.source {
            CameraSource::Replay(folder) => Replay::open(folder, config, clock).map(Self::Replay),
            CameraSource::V4l(device) => V4l::open(device, config, clock).map(Self::V4l),
        }
    }

    /// What to wait for before the next [`Camera::next`].
    pub fn wake(&self) -> Wake<'_> {
        match self {
            Self::Replay(replay) => Wake::At(replay.due()),
            Self::V4l(camera) => Wake::Readable(camera.readable(), camera.due()),
        }
    }

    /// The newest frame, if there is a new one.
    #[expect(clippy::should_implement_trait, reason = "what it gives is lent: no iterator")]
    pub fn next(&mut self) -> Result<Delivery<'_>, CameraError> {
        match self {
            Self::Replay(replay) => Ok(replay.next()),
            Self::V4l(camera) => camera.next(),
        }
    }
}
