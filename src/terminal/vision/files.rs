//! `hallgate read`: image files in, a line of text for each out (SPEC §10), and if wanted pictures
//! that tell why.

use std::io::{self, Write};
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

use super::explain::{ExplainedLook, Explainer};
use super::picture::FilePicture;
use super::{Reader, Reading};
use crate::words::codes::{FaultCode, camera, program};
use crate::words::device::{self, Text};
use crate::words::{Language, Message, display_in_english, system};

/// Why files were not read.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    Missing(PathBuf),
    Folder { path: PathBuf, cause: io::Error },
    NoImage,
    Unexplained { folder: PathBuf, cause: io::Error },
    Output(#[from] io::Error),
}

display_in_english!(ReadError);

impl Message for ReadError {
    fn code(&self) -> FaultCode {
        match self {
            Self::Missing(_) => camera::NO_PATH,
            Self::Folder { .. } => camera::FOLDER_UNLISTED,
            Self::NoImage => camera::NO_IMAGE,
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
/// A file that is no image has its line too, without a text, and a warning in the log. A path
/// that does not exist is an error in the end, after all others were read.
///
/// Into the folder `explain` a PNG is written for each way in which an image was looked at; it is
/// created if need be. Where it can't be written to, nothing more is read.
pub fn read_files(
    paths: &[PathBuf],
    explain: Option<&Path>,
    out: &mut impl Write,
) -> Result<(), ReadError> {
    let mut reader = FileReader::new(explain)?;
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
}

impl<'e> FileReader<'e> {
    fn new(explain: Option<&'e Path>) -> Result<Self, ReadError> {
        let explainer = |folder: &'e Path| {
            let explainer = Explainer::into_folder(folder);
            explainer.map(|it| (folder, it)).map_err(|cause| unexplained(folder, cause))
        };
        Ok(Self { reader: Reader::new(), explain: explain.map(explainer).transpose()? })
    }

    /// Writes a file's line; tells whether it was an image.
    fn read_file(&mut self, path: &Path, out: &mut impl Write) -> Result<bool, ReadError> {
        let picture = match FilePicture::open(path) {
            Ok(picture) => picture,
            Err(fault) => {
                log::warn!("{} is passed over: {fault}", path.display());
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
mod tests {
    use super::*;

    /// A path and the texts in it.
    type ReadLine = (String, Vec<String>);

    /// What is written for `paths`, without the milliseconds, and how it ended.
    fn read(paths: &[PathBuf]) -> (Vec<ReadLine>, Result<(), ReadError>) {
        let mut out = Vec::new();
        let end = read_files(paths, None, &mut out);
        let text = String::from_utf8(out).unwrap();
        assert!(text.is_empty() || text.ends_with('\n'));
        let line = |line: &str| {
            let mut columns = line.split('\t').map(str::to_owned);
            let path = columns.next().unwrap();
            let ms: f64 = columns.next().unwrap().parse().unwrap();
            assert!(ms >= 0.0);
            (path, columns.collect())
        };
        (text.lines().map(line).collect(), end)
    }

    fn blank(path: &Path) {
        image::GrayImage::new(40, 30).save(path).unwrap();
    }

    #[test]
    fn a_picture_of_too_many_pixels_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("vast.png");
        image::GrayImage::new(3600, 3600).save(&path).unwrap();
        let (lines, end) = read(std::slice::from_ref(&path));
        assert_eq!(lines, [(path.display().to_string(), vec![])]);
        assert!(matches!(end, Err(ReadError::NoImage)));
    }

    #[test]
    fn a_folder_stands_for_its_files_by_name_and_each_has_its_line() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        blank(&at("b.png"));
        blank(&at("a.bmp"));
        std::fs::write(at("c.png"), "torn").unwrap();
        std::fs::create_dir(at("d")).unwrap();
        let (lines, end) = read(&[folder.path().to_owned(), at("b.png")]);
        let names: Vec<&str> =
            lines.iter().map(|line| line.0.rsplit('/').next().unwrap()).collect();
        assert_eq!(names, ["a.bmp", "b.png", "c.png", "b.png"]);
        assert!(lines.iter().all(|line| line.1.is_empty()));
        assert!(end.is_ok());
    }

    #[test]
    fn a_missing_path_is_an_error_after_all_others_were_read() {
        let folder = tempfile::tempdir().unwrap();
        let missing = folder.path().join("missing.png");
        let there = folder.path().join("there.png");
        blank(&there);
        let (lines, end) = read(&[missing.clone(), there]);
        assert_eq!(lines.len(), 2);
        assert!(matches!(end, Err(ReadError::Missing(path)) if path == missing));
    }

    #[test]
    fn nothing_but_files_that_are_no_images_is_an_error() {
        let folder = tempfile::tempdir().unwrap();
        let torn = folder.path().join("torn.png");
        std::fs::write(&torn, b"\x89PNG\r\n\x1a\n").unwrap();
        let (lines, end) = read(&[torn, "/dev/null".into()]);
        assert_eq!(lines.len(), 2);
        assert!(matches!(end, Err(ReadError::NoImage)));
    }

    #[test]
    fn an_image_that_claims_to_be_huge_is_no_image() {
        let folder = tempfile::tempdir().unwrap();
        let huge = folder.path().join("huge.pgm");
        std::fs::write(&huge, "P5 4000000000 4000000000 255\n").unwrap();
        assert!(matches!(read(&[huge]).1, Err(ReadError::NoImage)));
        let long = folder.path().join("long.png");
        image::GrayImage::new(17_000, 2).save(&long).unwrap();
        assert!(matches!(read(&[long]).1, Err(ReadError::NoImage)));
    }

    /// Opened, it would wait for a writer for ever.
    #[test]
    fn a_named_pipe_is_no_image() {
        let folder = tempfile::tempdir().unwrap();
        let pipe = folder.path().join("pipe.png");
        let (kind, mode) = (rustix::fs::FileType::Fifo, rustix::fs::Mode::RWXU);
        rustix::fs::mknodat(rustix::fs::CWD, &pipe, kind, mode, 0).unwrap();
        assert!(matches!(read(&[pipe]).1, Err(ReadError::NoImage)));
    }

    #[test]
    fn what_would_break_the_line_is_escaped() {
        assert_eq!(escaped("a\tb\nc\rd\\e 厅"), "a\\tb\\nc\\rd\\\\e 厅");
    }

    #[cfg(feature = "peer")]
    #[test]
    fn texts_stand_behind_the_milliseconds() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("code.png");
        let code = qrcode::QrCode::new("one\ttwo\\").unwrap();
        let side = code.width() as u32;
        let colors = code.to_colors();
        // Drawn on nothing: what is transparent counts as paper.
        let picture = image::ImageBuffer::from_fn(6 * (side + 8), 6 * (side + 8), |x, y| {
            let (x, y) = ((x / 6).wrapping_sub(4), (y / 6).wrapping_sub(4));
            let dark =
                x < side && y < side && colors[(y * side + x) as usize] == qrcode::Color::Dark;
            image::LumaA([0u8, if dark { 255 } else { 0 }])
        });
        picture.save(&path).unwrap();
        let (lines, end) = read(std::slice::from_ref(&path));
        assert_eq!(lines, [(path.display().to_string(), vec!["one\\ttwo\\\\".to_owned()])]);
        assert!(end.is_ok());
    }
}
