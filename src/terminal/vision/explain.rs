//! `hallgate read --explain DIR`: what each way of looking at an image saw, drawn over it.

mod caption;
mod drawing;
mod sheet;

use std::collections::HashMap;
use std::ffi::OsString;
use std::io::{self, Cursor};
use std::path::{Path, PathBuf};

use image::ImageFormat;

use super::Luma;
use super::qr::{AttemptOutcome, Effort, ImageScan, ScanLook};
use crate::terminal::files;
use sheet::ExplanationSheet;

/// One way of looking at an image, and what it showed.
#[derive(Debug, Clone)]
pub(super) struct ExplainedLook {
    pub look: ScanLook,
    pub effort: Effort,
    pub scan: ImageScan,
}

/// Writes a picture for every way in which an image was looked at.
#[derive(Debug)]
pub(super) struct Explainer {
    folder: PathBuf,
    /// How many images of a name there were: those of several folders may have the same.
    stems: HashMap<OsString, u32>,
}

impl Explainer {
    /// Into a folder, which is created if need be.
    pub fn into_folder(folder: &Path) -> io::Result<Self> {
        files::make_folder(folder)?;
        Ok(Self { folder: folder.to_owned(), stems: HashMap::new() })
    }

    /// Writes `<stem>-1-calm.png` and so on; for an image that was not looked at, as it is blank,
    /// `<stem>-0-blank.png`. `~2` follows the stem of the second image with the same one.
    pub fn explain(
        &mut self,
        path: &Path,
        image: &Luma,
        glances: &[ExplainedLook],
    ) -> io::Result<()> {
        let stem = self.stem(path);
        let file = |end: String| {
            let mut name = stem.clone();
            name.push(end);
            self.folder.join(name)
        };
        if glances.is_empty() {
            let sheet = ExplanationSheet::of(image);
            return write(sheet, &caption::of_blank(image), &file("-0-blank.png".into()));
        }
        for (at, glance) in glances.iter().enumerate() {
            let mut sheet = ExplanationSheet::of(image);
            drawing::draw(&mut sheet, image, glance);
            let lines = caption::of(glance, image, (at + 1, glances.len()));
            write(sheet, &lines, &file(format!("-{}-{}.png", at + 1, glance.name())))?;
        }
        Ok(())
    }

    fn stem(&mut self, path: &Path) -> OsString {
        let mut stem = path.file_stem().unwrap_or(path.as_os_str()).to_owned();
        let count = self.stems.entry(stem.clone()).or_default();
        *count += 1;
        if *count > 1 {
            stem.push(format!("~{count}"));
        }
        stem
    }
}

fn write(sheet: ExplanationSheet, lines: &[caption::CaptionLine], path: &Path) -> io::Result<()> {
    let picture = sheet.with_caption(lines);
    let mut png = Vec::new();
    picture.write_to(&mut Cursor::new(&mut png), ImageFormat::Png).map_err(io::Error::other)?;
    files::write(path, &png)
}

impl ExplainedLook {
    /// As in the names of the files.
    fn name(&self) -> &'static str {
        match (self.look, self.effort.deep) {
            (ScanLook::Calm, false) => "calm",
            (ScanLook::Half, false) => "half",
            (ScanLook::Quarter, false) => "quarter",
            (ScanLook::Fine, false) => "fine",
            (ScanLook::Double, false) => "double",
            (ScanLook::Calm, true) => "calm-deep",
            (ScanLook::Half, true) => "half-deep",
            (ScanLook::Quarter, true) => "quarter-deep",
            (ScanLook::Fine, true) => "fine-deep",
            (ScanLook::Double, true) => "double-deep",
        }
    }
}

/// What colour tells.
mod colour {
    use embedded_graphics::pixelcolor::Rgb888;

    pub const READ: Rgb888 = Rgb888::new(60, 230, 90);
    pub const UNREAD: Rgb888 = Rgb888::new(255, 176, 0);
    pub const NO_LATTICE: Rgb888 = Rgb888::new(255, 70, 70);
    pub const DARK_ON_LIGHT: Rgb888 = Rgb888::new(80, 200, 255);
    pub const LIGHT_ON_DARK: Rgb888 = Rgb888::new(255, 110, 255);
    pub const WORDS: Rgb888 = Rgb888::new(235, 235, 235);
    pub const LEGEND: Rgb888 = Rgb888::new(150, 150, 150);
    pub const GROUND: Rgb888 = Rgb888::new(20, 20, 24);

    pub fn of(outcome: &super::AttemptOutcome) -> Rgb888 {
        match outcome {
            super::AttemptOutcome::Read { .. } => READ,
            super::AttemptOutcome::Unread(_) => UNREAD,
            super::AttemptOutcome::NoLattice => NO_LATTICE,
        }
    }
}
