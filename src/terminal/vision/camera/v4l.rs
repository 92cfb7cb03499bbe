//! A V4L2 camera: memory-mapped streaming, never waiting, always the newest frame.

use std::io;
use std::os::fd::BorrowedFd;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use rustix::io::Errno;
use rustix::time::{ClockId, clock_gettime};
use v4l::buffer::{Flags, Metadata, Type};
use v4l::capability::Flags as Capability;
use v4l::device::{Device, Handle};
use v4l::io::mmap::Stream;
use v4l::io::traits::{CaptureStream, Stream as _};

use super::controls;
use super::grey::GreyCopy;
use super::negotiate::negotiate;
use super::pixels::Layout;
use super::{CameraError, Delivery};
use crate::clock::Clock;
use crate::terminal::config::CameraConfig;
use crate::terminal::vision::Luma;
use crate::terminal::vision::guard::guard;

/// The driver fills some while one is read.
const BUFFERS: u32 = 4;

/// How long the first frame may take: some cameras wake slowly.
const WAKING: Duration = Duration::from_secs(5);

/// Drivers, as they call themselves, whose frames are looked at where they lie: the buffers are
/// the kernel's ordinary memory (`videobuf2-vmalloc`), and stay untouched from the moment they are
/// given out until they are given back. All other drivers' frames are copied: where the device
/// writes them itself (`videobuf2-dma-contig`) they are uncached on many boards, so that reading
/// them once and in order is the only quick way, and v4l2loopback writes into buffers that were
/// given out.
const LENDING: [&str; 2] = ["uvcvideo", "bm2835 mmal"];

/// A driver's stamp that lies longer ago is none of this clock.
const OLDEST: Duration = Duration::from_secs(10);

/// `POLLIN`.
const READABLE: i16 = 1;

/// A camera that streams.
pub struct V4l {
    path: PathBuf,
    clock: Clock,
    layout: Layout,
    handle: Arc<Handle>,
    /// There until it is dropped.
    stream: Option<Stream<'static>>,
    /// Frames are looked at in the driver's buffers.
    lent: bool,
    grey: GreyCopy,
    /// A whole frame has come since the start, which may be an old one: v4l2loopback gives the
    /// last picture of a writer that has gone.
    begun: bool,
    /// Since the last whole frame.
    damaged: u32,
    /// How long no whole frame may come.
    silence: Duration,
    /// When the silence will have been too long.
    silent_at: Duration,
}

impl std::fmt::Debug for V4l {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("V4l").field("path", &self.path).field("layout", &self.layout).finish()
    }
}

impl V4l {
    /// Opens the device, settles on a format and starts streaming.
    pub fn open(path: &Path, config: &CameraConfig, clock: Clock) -> Result<Self, CameraError> {
        // The bindings panic on answers of a driver that they do not know.
        guard("the camera's driver", || start(path, config, clock))
            .unwrap_or_else(|| Err(CameraError::Strange(path.to_owned())))
    }

    /// Becomes readable when a frame has come, or an error.
    pub fn readable(&self) -> BorrowedFd<'_> {
        // SAFETY: the descriptor is open as long as `handle`, which lives as long as `self`.
        #[allow(unsafe_code)]
        unsafe {
            BorrowedFd::borrow_raw(self.handle.fd())
        }
    }

    /// When [`V4l::next`] has to look whether the camera has fallen silent.
    pub fn due(&self) -> Duration {
        self.silent_at
    }

    /// The newest frame, if one has come since the last call; older ones are passed over. After
    /// an error the camera must be dropped and opened anew.
    pub fn next(&mut self) -> Result<Delivery<'_>, CameraError> {
        match self.newest().map_err(|cause| failed(&self.path, cause))? {
            Some(Newest { captured, lent: None }) => {
                Ok(Delivery::Frame { luma: self.grey.luma(), captured })
            }
            Some(Newest { captured, lent: Some(buffer) }) => {
                // SAFETY: the buffer is mapped for as long as `stream` lives. The driver leaves it
                // alone until the next call of `newest` gives it back, for which `self` has to be
                // free of the borrow that is handed out here.
                #[allow(unsafe_code)]
                let buffer = unsafe { &*buffer };
                let luma = self.layout.plane(buffer).unwrap_or(Luma::EMPTY);
                Ok(Delivery::Frame { luma, captured })
            }
            None if self.clock.mono() < self.silent_at => Ok(Delivery::Nothing),
            None if self.damaged > 0 => Err(CameraError::Damaged(self.path.clone())),
            None => Err(CameraError::Silent { path: self.path.clone(), silence: self.silence }),
        }
    }

    /// Looks for the newest whole frame.
    fn newest(&mut self) -> io::Result<Option<Newest>> {
        let Some(stream) = self.stream.as_mut() else { return Ok(None) };
        if self.handle.poll(READABLE, 0)? == 0 {
            return Ok(None);
        }
        // One round of all buffers at most: a driver that is always ready must not hold the loop.
        for left in (0..BUFFERS).rev() {
            // Gives the buffer read before back to the driver and takes the next. That buffer is
            // given back even if there is none to take, and can't be a second time: hence the
            // poll before each call.
            let (buffer, frame) = stream.next()?;
            if left > 0 && self.handle.poll(READABLE, 0)? > 0 {
                continue;
            }
            let buffer = &buffer[..buffer.len().min(frame.bytesused as usize)];
            let whole = !frame.flags.contains(Flags::ERROR)
                && if self.lent {
                    self.layout.plane(buffer).is_some()
                } else {
                    self.grey.take(self.layout, buffer)
                };
            if whole {
                self.damaged = 0;
                if !std::mem::replace(&mut self.begun, true) {
                    break;
                }
                self.silent_at = self.clock.mono() + self.silence;
                let lent = self.lent.then_some(std::ptr::from_ref(buffer));
                return Ok(Some(Newest { captured: captured(&self.clock, frame), lent }));
            }
            self.damaged += 1;
            log::debug!("{} gave a damaged frame", self.path.display());
            break;
        }
        Ok(None)
    }
}

/// A whole frame.
struct Newest {
    captured: Duration,
    /// The buffer in which it lies; none: it was taken into `grey`.
    lent: Option<*const [u8]>,
}

impl Drop for V4l {
    /// The stream panics in its own `Drop` when the driver refuses to stop, and may panic once
    /// more for its buffers, which would end the program: it is dropped only once it has stopped.
    fn drop(&mut self) {
        let Some(mut stream) = self.stream.take() else { return };
        match stream.stop() {
            Err(cause) if Errno::from_io_error(&cause) != Some(Errno::NODEV) => {
                log::warn!("{} does not stop, its buffers are left: {cause}", self.path.display());
                std::mem::forget(stream);
            }
            _ => _ = guard("closing the camera", || drop(stream)),
        }
    }
}

fn start(path: &Path, config: &CameraConfig, clock: Clock) -> Result<V4l, CameraError> {
    let failed = |cause| failed(path, cause);
    let device = Device::with_path(path).map_err(failed)?;
    let able = device.query_caps().map_err(failed)?;
    if !able.capabilities.contains(Capability::VIDEO_CAPTURE | Capability::STREAMING) {
        return Err(CameraError::NoCamera(path.to_owned()));
    }
    let layout = negotiate(&device, config)
        .map_err(failed)?
        .ok_or_else(|| CameraError::NoFormat(path.to_owned()))?;
    let lent = layout.has_plane() && LENDING.contains(&able.driver.as_str());
    log::info!("{}: {layout}, driver {:?}", path.display(), able.driver);
    let name = path.display().to_string();
    _ = guard("the camera's controls", || controls::set(&device, config, &name));
    let stream = Stream::with_buffers(&device, Type::VideoCapture, BUFFERS).map_err(failed)?;
    let mut camera = V4l {
        path: path.to_owned(),
        clock,
        layout,
        handle: device.handle(),
        stream: Some(stream),
        lent,
        grey: GreyCopy::default(),
        begun: false,
        damaged: 0,
        silence: Duration::from_millis(config.silence_ms),
        silent_at: Duration::ZERO,
    };
    camera.start().map_err(failed)?;
    camera.silent_at = clock.mono() + camera.silence.max(WAKING);
    Ok(camera)
}

impl V4l {
    /// Queues all buffers but the first, which [`CaptureStream::next`] takes for the one it gave out
    /// last and queues itself.
    fn start(&mut self) -> io::Result<()> {
        let Some(stream) = self.stream.as_mut() else { return Ok(()) };
        stream.set_timeout(Duration::ZERO);
        for index in 1..BUFFERS as usize {
            match stream.queue(index) {
                // The driver gave fewer buffers than it was asked for.
                Err(cause) if index > 1 && cause.kind() == io::ErrorKind::InvalidInput => break,
                queued => queued?,
            }
        }
        stream.start()
    }
}

/// When a frame was captured, by [`Clock::mono`]; now, where the driver's stamp makes no sense.
#[allow(clippy::useless_conversion, reason = "32 bits wide on some architectures")]
fn captured(clock: &Clock, frame: &Metadata) -> Duration {
    let now = clock.mono();
    if frame.flags & Flags::TIMESTAMP_MASK != Flags::TIMESTAMP_MONOTONIC {
        return now;
    }
    let system = clock_gettime(ClockId::Monotonic);
    let micros =
        |seconds: i64, micros: i64| seconds.saturating_mul(1_000_000).saturating_add(micros);
    let stamped = micros(frame.timestamp.sec.into(), frame.timestamp.usec.into());
    let age = micros(system.tv_sec, i64::from(system.tv_nsec) / 1000).saturating_sub(stamped);
    match u64::try_from(age).map(Duration::from_micros) {
        Ok(age) if age <= OLDEST => now.saturating_sub(age),
        _ => now,
    }
}

/// What an error of the system means for a camera.
fn failed(path: &Path, cause: io::Error) -> CameraError {
    let path = path.to_owned();
    match Errno::from_io_error(&cause) {
        Some(Errno::NOENT | Errno::NODEV | Errno::NXIO) => CameraError::Absent(path),
        Some(Errno::ACCESS | Errno::PERM) => CameraError::Denied(path),
        Some(Errno::BUSY) => CameraError::Busy(path),
        Some(Errno::NOTTY) => CameraError::NoCamera(path),
        _ => CameraError::Failed { path, cause },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn open(path: &Path) -> CameraError {
        V4l::open(path, &CameraConfig::default(), Clock::start()).unwrap_err()
    }

    #[test]
    fn what_is_no_camera_is_told_apart() {
        let folder = tempfile::tempdir().unwrap();
        let absent = folder.path().join("video9");
        assert!(matches!(open(&absent), CameraError::Absent(path) if path == absent));
        let file = folder.path().join("video0");
        std::fs::write(&file, "no camera").unwrap();
        assert!(matches!(open(&file), CameraError::NoCamera(_)));
        assert!(matches!(open(Path::new("/dev/null")), CameraError::NoCamera(_)));
        assert!(matches!(open(Path::new("/dev/vid\0eo")), CameraError::Strange(_)));
    }

    #[test]
    fn a_stamp_is_believed_only_where_it_makes_sense() {
        let clock = Clock::start();
        let odd = Metadata { flags: Flags::TIMESTAMP_MONOTONIC, ..Metadata::default() };
        let before = clock.mono();
        assert!(captured(&clock, &odd) >= before, "1970 is too long ago");
        assert!(captured(&clock, &Metadata::default()) >= before);
    }
}
