//! A folder of images in the camera's place: each stays in view for a while, then the view is
//! empty for one frame.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, SyncSender, TryRecvError, sync_channel};
use std::thread;
use std::time::Duration;

use super::{CameraError, Delivery};
use crate::clock::Clock;
use crate::terminal::config::CameraConfig;
use crate::terminal::vision::files::regular_files;
use crate::terminal::vision::picture::FilePicture;

/// What an empty view looks like.
const MID_GREY: u8 = 128;

/// How soon to look again for an image that is still being read.
const LOOK_AGAIN: Duration = Duration::from_millis(2);

/// Files that count as images, by the end of their names.
const ENDINGS: [&str; 8] = ["png", "jpg", "jpeg", "bmp", "pgm", "ppm", "pbm", "pnm"];

/// The image files of a folder, by name, once each.
#[derive(Debug)]
pub struct Replay {
    clock: Clock,
    /// From one frame to the next.
    period: Duration,
    /// How long an image stays in view.
    hold: Duration,
    /// The next image, read ahead by a thread of its own: one waits there at most.
    ahead: Receiver<FilePicture>,
    scene: ReplayScene,
    /// When the next frame is due, by the monotonic clock.
    due: Duration,
}

/// What is in view.
#[derive(Debug)]
enum ReplayScene {
    /// Nothing, until the next image is read.
    Between,
    /// An image, until then.
    Image { picture: FilePicture, until: Duration },
    /// Nothing, for the one frame after an image and in its size.
    Empty { picture: FilePicture },
    /// No image is left.
    Over,
}

impl Replay {
    /// Lists the folder and begins to read ahead.
    pub fn open(folder: &Path, config: &CameraConfig, clock: Clock) -> Result<Self, CameraError> {
        let files = regular_files(folder)
            .map_err(|cause| CameraError::Folder { path: folder.to_owned(), cause })?;
        let (images, others): (Vec<_>, Vec<_>) = files.into_iter().partition(|path| is_image(path));
        for path in others {
            log::info!("the replay ignores {}: no image by its name", path.display());
        }
        if images.is_empty() {
            log::warn!(
                "no image in the replay folder {}: PNG, JPEG, WebP, GIF, BMP or PNM",
                folder.display()
            );
        }
        let (give, ahead) = sync_channel(0);
        thread::Builder::new()
            .name("replay".into())
            .spawn(move || read_ahead(&images, &give))
            .map_err(CameraError::Thread)?;
        Ok(Self {
            clock,
            period: Duration::from_secs(1) / config.fps.max(1),
            hold: Duration::from_millis(config.hold_ms),
            ahead,
            scene: ReplayScene::Between,
            due: Duration::ZERO,
        })
    }

    /// When the next frame is due, by the monotonic clock.
    pub fn due(&self) -> Duration {
        self.due
    }

    /// The frame that is in view now. However late it is asked for, no image and no empty view
    /// is left out; only repeats are.
    pub fn next(&mut self) -> Delivery<'_> {
        self.at(self.clock.mono())
    }

    fn at(&mut self, now: Duration) -> Delivery<'_> {
        if now < self.due && !matches!(self.scene, ReplayScene::Over) {
            return Delivery::Nothing;
        }
        self.scene = match std::mem::replace(&mut self.scene, ReplayScene::Over) {
            ReplayScene::Image { mut picture, until } if now + self.period / 2 >= until => {
                picture.pixels.fill(MID_GREY);
                ReplayScene::Empty { picture }
            }
            ReplayScene::Image { picture, until } => ReplayScene::Image { picture, until },
            ReplayScene::Between | ReplayScene::Empty { .. } => match self.ahead.try_recv() {
                Ok(picture) => ReplayScene::Image { picture, until: now + self.hold },
                Err(TryRecvError::Empty) => ReplayScene::Between,
                Err(TryRecvError::Disconnected) => ReplayScene::Over,
            },
            ReplayScene::Over => ReplayScene::Over,
        };
        match &self.scene {
            ReplayScene::Over => Delivery::Ended,
            ReplayScene::Between => {
                self.due = now + LOOK_AGAIN;
                Delivery::Nothing
            }
            ReplayScene::Image { picture, .. } | ReplayScene::Empty { picture } => {
                self.due = now.max(self.due + self.period);
                Delivery::Frame { luma: picture.luma(), captured: now }
            }
        }
    }
}

fn is_image(path: &Path) -> bool {
    let ending = path.extension().and_then(|ending| ending.to_str());
    ending.is_some_and(|ending| ENDINGS.contains(&ending.to_ascii_lowercase().as_str()))
}

/// Hands over one image after the other; ends when nobody waits for them any more.
fn read_ahead(images: &[PathBuf], give: &SyncSender<FilePicture>) {
    for path in images {
        match FilePicture::open(path) {
            Ok(picture) => {
                if give.send(picture).is_err() {
                    return;
                }
            }
            Err(fault) => log::warn!("the replay leaves out {}: {fault}", path.display()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terminal::config::CameraSource;
    use image::{GrayImage, Luma};

    /// A folder with images of one grey level each, and a replay of it at ten frames a second.
    fn replay(images: &[(&str, u8)], hold_ms: u64) -> (tempfile::TempDir, Replay) {
        let folder = tempfile::tempdir().unwrap();
        for &(name, grey) in images {
            let picture = GrayImage::from_pixel(64 + u32::from(grey), 48, Luma([grey]));
            picture.save(folder.path().join(name)).unwrap();
        }
        let replay = open(folder.path(), hold_ms).unwrap();
        (folder, replay)
    }

    fn open(folder: &Path, hold_ms: u64) -> Result<Replay, CameraError> {
        let source = CameraSource::Replay(folder.to_owned());
        let config = CameraConfig { source, fps: 10, hold_ms, ..CameraConfig::default() };
        Replay::open(folder, &config, Clock::start())
    }

    /// Asks when each frame is due, or later by `late`, until the end: moment, width, grey level.
    fn watch(replay: &mut Replay, late: Duration) -> Vec<(Duration, u32, u8)> {
        let mut seen = Vec::new();
        // Waiting for a file to be read takes no virtual time.
        let mut waited = Duration::ZERO;
        loop {
            let waiting = matches!(replay.scene, ReplayScene::Between);
            let now = replay.due() + late;
            match replay.at(now) {
                Delivery::Ended => return seen,
                Delivery::Nothing if waiting => std::thread::sleep(LOOK_AGAIN),
                Delivery::Nothing => {}
                Delivery::Frame { luma, captured } => {
                    assert_eq!(captured, now);
                    let grey = luma.rows().next().unwrap()[0];
                    seen.push((now, luma.width(), grey));
                }
            }
            waited += LOOK_AGAIN;
            assert!(waited < Duration::from_secs(120), "it ends");
        }
    }

    fn greys(seen: &[(Duration, u32, u8)]) -> Vec<u8> {
        seen.iter().map(|frame| frame.2).collect()
    }

    #[test]
    fn images_come_by_name_at_their_pace_each_followed_by_an_empty_view() {
        let (_folder, mut replay) = replay(&[("b.png", 20), ("a.jpg", 10), ("c.pgm", 30)], 300);
        let seen = watch(&mut replay, Duration::ZERO);
        assert_eq!(greys(&seen), [10, 10, 10, 128, 20, 20, 20, 128, 30, 30, 30, 128]);
        assert!(
            seen.iter().all(|frame| frame.1 != 64 + 128),
            "an empty view keeps the image's size"
        );
        assert_eq!(seen[3].1, 74);
        let pace: Vec<u128> =
            seen[..4].windows(2).map(|two| (two[1].0 - two[0].0).as_millis()).collect();
        assert_eq!(pace, [100, 100, 100]);
        for _ in 0..3 {
            assert!(matches!(replay.next(), Delivery::Ended));
        }
    }

    #[test]
    fn a_slow_loop_misses_repeats_only() {
        let (_folder, mut replay) = replay(&[("a.png", 10), ("b.png", 20)], 300);
        let seen = watch(&mut replay, Duration::from_secs(5));
        assert_eq!(greys(&seen), [10, 128, 20, 128]);
    }

    #[test]
    fn an_image_is_shown_once_however_short_its_time() {
        let (_folder, mut replay) = replay(&[("a.png", 10), ("b.png", 20)], 1);
        assert_eq!(greys(&watch(&mut replay, Duration::ZERO)), [10, 128, 20, 128]);
    }

    #[test]
    fn a_question_too_soon_gets_nothing() {
        let (_folder, mut replay) = replay(&[("a.png", 10)], 300);
        while matches!(replay.at(Duration::ZERO), Delivery::Nothing) {
            replay.due = Duration::ZERO;
        }
        assert_eq!(replay.due(), Duration::from_millis(100));
        assert!(matches!(replay.at(Duration::from_millis(99)), Delivery::Nothing));
        assert!(matches!(replay.at(Duration::from_millis(100)), Delivery::Frame { .. }));
    }

    #[test]
    fn what_is_no_image_or_damaged_is_left_out() {
        let (folder, _) = replay(&[("b.PNG", 20)], 1);
        std::fs::write(folder.path().join("a.png"), b"\x89PNG\r\n\x1a\nbroken off").unwrap();
        std::fs::write(folder.path().join("c.txt"), "no image").unwrap();
        std::fs::create_dir(folder.path().join("d.png")).unwrap();
        let mut replay = open(folder.path(), 1).unwrap();
        assert_eq!(greys(&watch(&mut replay, Duration::ZERO)), [20, 128]);
    }

    #[test]
    fn an_empty_folder_ends_at_once_and_a_missing_one_is_an_error() {
        let (folder, mut replay) = replay(&[], 300);
        assert_eq!(watch(&mut replay, Duration::ZERO), []);
        let missing = folder.path().join("missing");
        let fault = open(&missing, 300).unwrap_err();
        assert!(matches!(&fault, CameraError::Folder { path, .. } if *path == missing), "{fault}");
    }
}
