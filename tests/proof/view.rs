//! A replay camera before which tickets can be held at any moment: it plays empty images, and a
//! ticket takes the place of one that it has not read yet.

use std::mem::MaybeUninit;
use std::os::fd::OwnedFd;
use std::path::{Path, PathBuf};

use image::{GrayImage, Luma};
use rustix::fs::inotify::{self, CreateFlags, Reader, WatchFlags};

use super::frames;

/// The camera reads one image ahead, and may read the next one at this very moment.
const AHEAD: usize = 3;

pub struct View {
    folder: PathBuf,
    /// Tells which images are opened.
    watch: OwnedFd,
    /// The last one that was.
    reached: usize,
    next: usize,
    images: usize,
}

impl View {
    /// Lays out so many empty images; the terminal is to be started afterwards.
    pub fn lay_out(folder: &Path, images: usize) -> Self {
        let _ = std::fs::remove_dir_all(folder);
        std::fs::create_dir_all(folder).unwrap();
        let watch = inotify::init(CreateFlags::NONBLOCK | CreateFlags::CLOEXEC).unwrap();
        let view = Self { folder: folder.to_owned(), watch, reached: 0, next: 0, images };
        let first = view.path(0);
        GrayImage::from_pixel(64, 48, Luma([96])).save(&first).unwrap();
        for number in 1..images {
            std::fs::hard_link(&first, view.path(number)).unwrap();
        }
        inotify::add_watch(&view.watch, folder, WatchFlags::OPEN).unwrap();
        view
    }

    /// Holds codes before the camera, after what was held there before; false when the replay is
    /// about to end.
    pub fn show(&mut self, texts: &[&str]) -> bool {
        let written = self.folder.join("next");
        let mut image = std::io::Cursor::new(Vec::new());
        frames::frame(texts).write_to(&mut image, image::ImageFormat::Png).unwrap();
        std::fs::write(&written, image.into_inner()).unwrap();
        let number = self.next.max(self.reached() + AHEAD);
        if number >= self.images {
            return false;
        }
        std::fs::rename(&written, self.path(number)).unwrap();
        self.next = number + 1;
        true
    }

    /// The number of the image that was read last.
    fn reached(&mut self) -> usize {
        let mut room = [MaybeUninit::uninit(); 4096];
        let mut events = Reader::new(&self.watch, &mut room);
        while let Ok(event) = events.next() {
            let name = event.file_name().and_then(|name| name.to_str().ok());
            let number = name.and_then(|name| name.strip_suffix(".png")?.parse().ok());
            self.reached = number.unwrap_or(0).max(self.reached);
        }
        self.reached
    }

    fn path(&self, number: usize) -> PathBuf {
        self.folder.join(format!("{number:06}.png"))
    }
}
