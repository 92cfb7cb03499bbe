//! A folder that takes each newly shown page as a picture, `001-idle.png` first.

use std::fs;
use std::path::{Path, PathBuf};

use super::Caption;
use crate::terminal::files;
use crate::terminal::screen::{Canvas, ScreenError};

/// The folder, and how many pictures lie in it.
#[derive(Debug)]
pub struct PngFolder {
    path: PathBuf,
    count: u32,
}

impl PngFolder {
    /// Makes the folder where it is missing; pictures of earlier runs stay, and numbers go on.
    pub fn open(path: &Path) -> Result<Self, ScreenError> {
        let fault = |cause| ScreenError::Folder { path: path.to_owned(), cause };
        files::make_folder(path).map_err(fault)?;
        let number = |entry: fs::DirEntry| {
            let name = entry.file_name().into_string().ok()?;
            name.strip_suffix(".png")?.split_once('-')?.0.parse().ok()
        };
        let entries = fs::read_dir(path).map_err(fault)?;
        let count = entries.filter_map(|entry| number(entry.ok()?)).max().unwrap_or(0);
        Ok(Self { path: path.to_owned(), count })
    }

    /// Writes the picture of a page that was not shown before it; a status bar's change is none.
    pub fn push(&mut self, canvas: &Canvas, caption: Caption) -> Result<(), ScreenError> {
        if !caption.turned {
            return Ok(());
        }
        let number = self.count.saturating_add(1);
        let path = self.path.join(format!("{number:03}-{}.png", caption.name));
        let picture = canvas.to_png().map_err(ScreenError::Encode)?;
        // Whoever watches the folder never sees half a picture.
        let part = self.path.join(format!(".{number:03}.part"));
        let written = files::write(&part, &picture).and_then(|()| fs::rename(&part, &path));
        written.map_err(|cause| ScreenError::Unwritten { path, cause })?;
        self.count = number;
        Ok(())
    }
}
