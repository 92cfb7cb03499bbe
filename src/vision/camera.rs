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
use crate::config::{CameraConfig, CameraSource};
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
    #[error("cannot list the replay folder {}: {cause}: name another one as [camera] source", path.display())]
    Folder { path: PathBuf, cause: std::io::Error },
    #[error("cannot start the thread that reads the replay's images: {0}")]
    Thread(std::io::Error),
    #[error("there is no camera {}: plug it in, or name another one as [camera] source", .0.display())]
    Absent(PathBuf),
    #[error("the camera {} may not be opened: put this user into the group \"video\"", .0.display())]
    Denied(PathBuf),
    #[error("another program uses the camera {}: stop it", .0.display())]
    Busy(PathBuf),
    #[error("{} is no camera: name another device as [camera] source", .0.display())]
    NoCamera(PathBuf),
    #[error("the camera {} speaks none of GREY, NV12, YUYV, UYVY and MJPG: use another one", .0.display())]
    NoFormat(PathBuf),
    #[error("the camera {} gives damaged frames only: check its cable", .0.display())]
    Damaged(PathBuf),
    #[error("the camera {} has given no frame for {} s: check its cable; it is started anew", path.display(), silence.as_secs_f32())]
    Silent { path: PathBuf, silence: Duration },
    #[error("the camera {} or its name makes no sense to V4L2: use another one", .0.display())]
    Strange(PathBuf),
    #[error("the camera {} failed: {cause}; check its cable and its power", path.display())]
    Failed { path: PathBuf, cause: std::io::Error },
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
