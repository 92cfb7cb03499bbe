//! The export's own folder on the stick. All is done relative to the folder's descriptor: once
//! the stick is gone its path may lead into the board's own memory, the descriptor never does.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::os::fd::OwnedFd;

use rustix::fs::{AtFlags, Mode, OFlags, fsync, mkdirat, openat, renameat, syncfs, unlinkat};
use rustix::io::Errno;
use sha2::{Digest, Sha256};

use super::{ExportError, Stick};

/// Folders of one second at most; beyond, something else is wrong.
const SAME_SECOND: u32 = 99;

/// So many bytes are handed to the stick at a time, and waited for: progress is the stick's, and
/// one that is pulled or full is noticed soon.
const PORTION: u64 = 1 << 20;

/// Written under this name until it is whole.
const UNFINISHED: &str = "unfinished.tmp";

#[derive(Debug)]
pub(super) struct ExportFolder {
    root: OwnedFd,
    folder: OwnedFd,
    name: String,
    /// Name and checksum of each file.
    files: Vec<(String, String)>,
    bytes: u64,
}

/// A file that is being written.
#[derive(Debug)]
pub(super) struct ExportFile {
    name: String,
    out: BufWriter<Counted>,
}

#[derive(Debug)]
struct Counted {
    file: File,
    sum: Sha256,
    bytes: u64,
    /// Of them not yet waited for.
    waiting: u64,
    failed: Option<i32>,
}

impl ExportFolder {
    /// Makes a folder that was not there before.
    /// By the first of the names that the stick takes.
    pub(super) fn make(stick: &Stick, names: &[String; 2]) -> Result<Self, ExportError> {
        let [name, ascii] = names;
        match Self::make_one(stick, name) {
            // A FAT that was mounted without a code page for it.
            Err(ExportError::NotWritable { cause, .. } | ExportError::Failing { cause, .. })
                if matches!(Errno::from_io_error(&cause), Some(Errno::INVAL | Errno::ILSEQ)) =>
            {
                Self::make_one(stick, ascii)
            }
            made => made,
        }
    }

    fn make_one(stick: &Stick, name: &str) -> Result<Self, ExportError> {
        let blame = |cause: Errno| stick.blame(cause.into());
        let root = stick.open()?;
        for number in 1..=SAME_SECOND {
            let name = if number == 1 { name.to_owned() } else { format!("{name}-{number}") };
            match mkdirat(&root, &name, Mode::RWXU) {
                Ok(()) => {
                    let folder = open_folder(&root, &name).map_err(blame)?;
                    return Ok(Self { root, folder, name, files: Vec::new(), bytes: 0 });
                }
                Err(Errno::EXIST) => {}
                Err(cause) => return Err(blame(cause)),
            }
        }
        Err(blame(Errno::EXIST))
    }

    pub(super) fn begin(&self, name: &str) -> io::Result<ExportFile> {
        let flags = OFlags::WRONLY | OFlags::CREATE | OFlags::TRUNC | OFlags::CLOEXEC;
        let file = openat(&self.folder, UNFINISHED, flags, Mode::RUSR | Mode::WUSR)?;
        let file =
            Counted { file: file.into(), sum: Sha256::new(), bytes: 0, waiting: 0, failed: None };
        Ok(ExportFile { name: name.to_owned(), out: BufWriter::with_capacity(64 << 10, file) })
    }

    /// Gives a file its name once the stick has it all.
    pub(super) fn put(&mut self, begun: ExportFile) -> io::Result<()> {
        let Counted { file, sum, bytes, .. } =
            begun.out.into_inner().map_err(io::IntoInnerError::into_error)?;
        file.sync_all()?;
        drop(file);
        renameat(&self.folder, UNFINISHED, &self.folder, &begun.name)?;
        let sum = hex::encode(sum.finalize());
        self.files.push((begun.name, sum));
        self.bytes += bytes;
        Ok(())
    }

    /// Waits until the stick has the folder, the folder's own entry, and the rest.
    pub(super) fn finish(&self) -> io::Result<()> {
        fsync(&self.folder)?;
        fsync(&self.root)?;
        Ok(syncfs(&self.root)?)
    }

    /// Takes away what was begun, so that it is not taken for the whole; as far as that goes on a
    /// stick that may be gone.
    pub(super) fn discard(&self) -> io::Result<()> {
        let names = self.files.iter().map(|(name, _)| name.as_str());
        for name in names.chain([UNFINISHED]) {
            // What stays keeps the folder, which is told then.
            let _ = unlinkat(&self.folder, name, AtFlags::empty());
        }
        unlinkat(&self.root, &self.name, AtFlags::REMOVEDIR)?;
        fsync(&self.root)?;
        Ok(syncfs(&self.root)?)
    }

    pub(super) fn name(&self) -> &str {
        &self.name
    }

    pub(super) fn files(&self) -> usize {
        self.files.len()
    }

    pub(super) fn bytes(&self) -> u64 {
        self.bytes
    }

    /// A line for each file so far, as `sha256sum` writes it.
    pub(super) fn sums(&self) -> String {
        self.files.iter().map(|(name, sum)| format!("{sum}  {name}\n")).collect()
    }
}

fn open_folder(root: &OwnedFd, name: &str) -> Result<OwnedFd, Errno> {
    let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
    openat(root, name, flags, Mode::empty())
}

impl ExportFile {
    /// The system's own error, whatever the writers in between made of it.
    pub(super) fn cause(&self, fault: io::Error) -> io::Error {
        self.out.get_ref().failed.map_or(fault, io::Error::from_raw_os_error)
    }
}

impl Counted {
    fn take(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let taken = self.file.write(bytes)?;
        self.sum.update(&bytes[..taken]);
        self.bytes += taken as u64;
        self.waiting += taken as u64;
        if self.waiting >= PORTION {
            self.file.sync_data()?;
            self.waiting = 0;
        }
        Ok(taken)
    }
}

impl Write for ExportFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.out.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

impl Write for Counted {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let taken = self.take(bytes);
        self.failed = taken.as_ref().err().and_then(io::Error::raw_os_error).or(self.failed);
        taken
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
