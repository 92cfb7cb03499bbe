//! `hallgate read`: image files in, a line of text for each out (SPEC §10), and if wanted pictures
//! that tell why.

use std::io::{self, Write};
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

use super::explain::{ExplainedLook, Explainer};
use super::picture::{FilePicture, PictureError};
use super::{Reader, Reading};
use crate::words::codes::{FaultCode, camera, program};
use crate::words::device::{self, Text};
use crate::words::{Language, Message, display_in_english, system, to_stderr};

/// Why files were not read.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    Missing(PathBuf),
    Folder {
        path: PathBuf,
        cause: io::Error,
    },
    NoImage,
    /// The one image that is to be read.
    Picture {
        path: PathBuf,
        cause: PictureError,
    },
    Unexplained {
        folder: PathBuf,
        cause: io::Error,
    },
    Output(#[from] io::Error),
}

display_in_english!(ReadError);

impl Message for ReadError {
    fn code(&self) -> FaultCode {
        match self {
            Self::Missing(_) => camera::NO_PATH,
            Self::Folder { .. } => camera::FOLDER_UNLISTED,
            Self::NoImage | Self::Picture { .. } => camera::NO_IMAGE,
            Self::Unexplained { .. } => camera::UNEXPLAINED,
            Self::Output(_) => program::OUTPUT,
        }
    }

    fn message(&self, language: Language) -> String {
        let said = |cause: &io::Error| system::io(cause, language);
        match self {
            Self::Missing(path) => device::NoPath { path: path.display() }.text(language),
            Self::Folder { path, cause } => {
                let (folder, cause) = (path.display(), said(cause));
                device::FolderUnlisted { folder, cause }.text(language)
            }
            Self::Picture { path, cause } => {
                let (path, fault) = (path.display(), cause.message(language));
                device::ImageUnread { path, fault }.text(language)
            }
            Self::NoImage => Text::NoImageFile.plain(language),
            Self::Unexplained { folder, cause } => {
                let (folder, cause) = (folder.display(), said(cause));
                device::Unexplained { folder, cause }.text(language)
            }
            Self::Output(cause) => device::ResultUnwritten { cause: said(cause) }.text(language),
        }
    }
}

/// Reads the codes of image files and writes a line for each: `path<TAB>ms<TAB>text`, more
/// texts behind further tabs. A folder stands for all files in it, by name.
///
/// A file that is no image has its line too, without a text, and a sentence in `language` on standard error. A
/// path that does not exist is an error in the end, after all others were read.
///
/// Into the folder `explain` a PNG is written for each way in which an image was looked at; it is
/// created if need be. Where it can't be written to, nothing more is read.
pub fn read_files(
    paths: &[PathBuf],
    explain: Option<&Path>,
    language: Language,
    out: &mut impl Write,
) -> Result<(), ReadError> {
    let mut reader = FileReader::new(explain, language)?;
    let mut fault = None;
    let mut images = 0usize;
    for path in paths {
        match files_of(path) {
            Ok(files) => {
                for file in files {
                    images += usize::from(reader.read_file(&file, out)?);
                }
            }
            Err(error) => {
                write_unread(path, out)?;
                fault.get_or_insert(error);
            }
        }
    }
    match fault {
        Some(fault) => Err(fault),
        None if images == 0 => Err(ReadError::NoImage),
        None => Ok(()),
    }
}

/// Every text in one image file, which is looked at in all ways.
pub fn texts_of(path: &Path) -> Result<Vec<String>, ReadError> {
    if path.try_exists().is_ok_and(|there| !there) {
        return Err(ReadError::Missing(path.to_owned()));
    }
    let unread = |cause| ReadError::Picture { path: path.to_owned(), cause };
    let picture = FilePicture::open(path).map_err(unread)?;
    let reading = Reader::new().read_thoroughly(&picture.luma());
    Ok(reading.found.into_iter().map(|code| code.text).collect())
}

fn files_of(path: &Path) -> Result<Vec<PathBuf>, ReadError> {
    if path.is_dir() {
        let fault = |cause| ReadError::Folder { path: path.to_owned(), cause };
        return regular_files(path).map_err(fault);
    }
    match path.try_exists() {
        Ok(false) => Err(ReadError::Missing(path.to_owned())),
        _ => Ok(vec![path.to_owned()]),
    }
}

/// The regular files in a folder, by name.
pub(super) fn regular_files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_file() {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// What reads files, and explains what it saw if that is wanted.
struct FileReader<'e> {
    reader: Reader,
    explain: Option<(&'e Path, Explainer)>,
    language: Language,
}

impl<'e> FileReader<'e> {
    fn new(explain: Option<&'e Path>, language: Language) -> Result<Self, ReadError> {
        let explainer = |folder: &'e Path| {
            let explainer = Explainer::into_folder(folder);
            explainer.map(|it| (folder, it)).map_err(|cause| unexplained(folder, cause))
        };
        let explain = explain.map(explainer).transpose()?;
        Ok(Self { reader: Reader::new(), explain, language })
    }

    /// Writes a file's line; tells whether it was an image.
    fn read_file(&mut self, path: &Path, out: &mut impl Write) -> Result<bool, ReadError> {
        let picture = match FilePicture::open(path) {
            Ok(picture) => picture,
            Err(fault) => {
                let (named, fault) = (path.display(), fault.message(self.language));
                let sentence = device::PassedOver { path: named, fault }.text(self.language);
                to_stderr(format_args!("{sentence}\n"));
                write_unread(path, out)?;
                return Ok(false);
            }
        };
        let image = picture.luma();
        let Some((folder, explainer)) = &mut self.explain else {
            write_line(path, &self.reader.read_thoroughly(&image), out)?;
            return Ok(true);
        };
        let mut glances = Vec::new();
        let reading = self.reader.read_observed(&image, |look, effort, scan| {
            glances.push(ExplainedLook { look, effort, scan: scan.clone() });
        });
        write_line(path, &reading, out)?;
        explainer.explain(path, &image, &glances).map_err(|cause| unexplained(folder, cause))?;
        Ok(true)
    }
}

fn unexplained(folder: &Path, cause: io::Error) -> ReadError {
    ReadError::Unexplained { folder: folder.to_owned(), cause }
}

fn write_line(path: &Path, reading: &Reading, out: &mut impl Write) -> io::Result<()> {
    out.write_all(path.as_os_str().as_bytes())?;
    write!(out, "\t{:.3}", reading.took.as_secs_f64() * 1e3)?;
    for code in &reading.found {
        write!(out, "\t{}", escaped(&code.text))?;
    }
    writeln!(out)
}

/// The line of a path behind which no image was found.
fn write_unread(path: &Path, out: &mut impl Write) -> io::Result<()> {
    out.write_all(path.as_os_str().as_bytes())?;
    writeln!(out, "\t0.000")
}

fn escaped(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\\' => line.push_str("\\\\"),
            '\n' => line.push_str("\\n"),
            '\r' => line.push_str("\\r"),
            '\t' => line.push_str("\\t"),
            other => line.push(other),
        }
    }
    line
}

#[cfg(test)]
mod tests;
