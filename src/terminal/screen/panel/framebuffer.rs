//! The kernel's framebuffer: whatever size, depth and order of channels it has.
//!
//! Rows are written to the device rather than into its mapped memory: a framebuffer that is gone
//! then answers with an error instead of a signal that ends the program. Each time whole ones and
//! more than one: the kernel's DRM drivers (6.1 at least) do not show a write that ends where its
//! only row does.

mod geometry;
mod ioctl;

use std::fs::{File, OpenOptions};
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use embedded_graphics::pixelcolor::Rgb565;
use embedded_graphics::prelude::*;

use super::{Area, Frame, Grain, Port};
use crate::terminal::config::DisplayConfig;
use crate::terminal::screen::ScreenError;
use crate::words::device as words;
use crate::words::{Bilingual, Language};
use geometry::Geometry;

/// Bytes that even a slow board copies within a millisecond.
const BYTES_A_MS: u64 = 64 * 1024;

/// The device, and how its pixels lie.
#[derive(Debug)]
pub struct Framebuffer {
    path: PathBuf,
    file: File,
    geometry: Geometry,
    block: Vec<u8>,
}

impl Port for Framebuffer {
    const GRAIN: Grain = Grain { rows: 1, whole: true };
    const WANDERS: bool = false;

    fn open(config: &DisplayConfig) -> Result<Self, ScreenError> {
        let path = config.device().to_owned();
        let (file, geometry) = look(&path)?;
        Ok(Self { path, file, geometry, block: Vec::new() })
    }

    fn size(&self) -> Size {
        self.geometry.size
    }

    fn wake(&mut self) -> Result<Option<Duration>, ScreenError> {
        // Not every driver can, and none has to: a screen that is on stays on.
        if let Err(fault) = ioctl::unblank(&self.file) {
            log::debug!("{} can't be unblanked: {fault}", self.path.display());
        }
        if let Some(console) = console() {
            log::warn!("{}", written_over(&self.path, &console, Language::English));
        }
        Ok(None)
    }

    fn pixels_in(&self, time: Duration) -> u32 {
        let bytes = BYTES_A_MS.saturating_mul(time.as_millis() as u64);
        u32::try_from(bytes / self.geometry.bytes as u64).unwrap_or(u32::MAX)
    }

    fn send(&mut self, frame: &Frame, area: Area) -> Result<(), ScreenError> {
        let last = (area.y + area.height.max(2)).min(self.geometry.size.height);
        let first = area.y.min(last - 2);
        self.geometry.pack(frame.pixels(), first..last, &mut self.block);
        self.write(first)
    }

    fn sleep(&mut self) {
        let Size { width, height } = self.geometry.size;
        let black = vec![Rgb565::BLACK; width as usize * height as usize];
        self.geometry.pack(&black, 0..height, &mut self.block);
        let _ = self.write(0);
    }
}

impl Framebuffer {
    fn write(&self, first: u32) -> Result<(), ScreenError> {
        self.file
            .write_all_at(&self.block, self.geometry.place(first))
            .map_err(|cause| ScreenError::Unsent { device: self.path.clone(), cause })
    }
}

fn look(path: &Path) -> Result<(File, Geometry), ScreenError> {
    let fault = |cause| ScreenError::Unopened { device: path.to_owned(), cause };
    let file = OpenOptions::new().read(true).write(true).open(path).map_err(fault)?;
    let (changing, fixed) = ioctl::geometry(&file)
        .map_err(|cause| ScreenError::NoFramebuffer { device: path.to_owned(), cause })?;
    let geometry = Geometry::of(&changing, &fixed)
        .map_err(|why| ScreenError::Shape { device: path.to_owned(), why })?;
    Ok((file, geometry))
}

/// What there is, for the installer.
pub fn inspect(config: &DisplayConfig) -> Result<Vec<Bilingual>, ScreenError> {
    let path = config.device();
    let (file, geometry) = look(path)?;
    let name = ioctl::geometry(&file).map(|(_, fixed)| fixed.name()).unwrap_or_default();
    let panel = Bilingual::by(|language| {
        let (device, picture) = (path.display(), geometry.shown(language));
        words::PanelOpens { device, picture, driver: format!("{name:?}") }.text(language)
    });
    let over = console().map(|console| Bilingual::by(|it| written_over(path, &console, it)));
    Ok(std::iter::once(panel).chain(over).collect())
}

/// The text console that is bound to the kernel's framebuffers.
fn console() -> Option<PathBuf> {
    let consoles = std::fs::read_dir("/sys/class/vtconsole").ok()?;
    consoles.flatten().map(|entry| entry.path()).find(|path| {
        let read = |name| std::fs::read_to_string(path.join(name)).unwrap_or_default();
        read("name").contains("frame buffer") && read("bind").trim() == "1"
    })
}

fn written_over(path: &Path, console: &Path, language: Language) -> String {
    words::ConsoleOver { device: path.display(), console: console.display() }.text(language)
}
