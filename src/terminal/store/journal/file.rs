//! A file of sealed lines: encrypted and authenticated under a key of its own, so that it tells
//! nothing to a finder of the card, and a damaged line is known from a whole one. Lines begin at
//! multiples of 64 bytes, so that one that is damaged hides none behind it.

use std::fs::{File, OpenOptions};
use std::io::{self, Read};
use std::os::fd::AsRawFd;
use std::os::unix::fs::FileExt;
use std::path::Path;

use chacha20poly1305::aead::{Aead, Payload};
use chacha20poly1305::{KeyInit, XChaCha20Poly1305, XNonce};
use rand::RngCore;

use super::line::JournalLine;
use crate::terminal::store::files::{AsOwner, open_file};
use crate::terminal::store::{DatabaseKey, Seq};

/// Lines begin at multiples of it.
const GRID: usize = 64;

/// What a line begins with, before its length.
const MARK: [u8; 2] = *b"HG";

const NONCE: usize = 24;

/// Mark, length, nonce.
const HEAD: usize = MARK.len() + 2 + NONCE;

/// Zeros that are written ahead, so that an admission changes nothing but its own bytes: it needs
/// neither room on a full disk nor the file system's journal.
const AHEAD: u64 = 64 << 10;

/// Longer than two full files ever are; what is behind it is not read.
const LONGEST: u64 = 256 << 20;

/// The key of the lines.
pub(super) struct Seal(XChaCha20Poly1305);

/// An open file of lines.
#[derive(Debug)]
pub(super) struct LineFile {
    file: File,
    /// Where the next line begins.
    end: u64,
    /// As far as the file reaches.
    length: u64,
    /// What was written and not synced.
    unsynced: Option<u64>,
    newest: Option<Seq>,
}

impl Seal {
    pub fn new(key: &DatabaseKey) -> Self {
        Self(XChaCha20Poly1305::new((&*key.derive("hallgate second journal of admissions")).into()))
    }

    /// `place` is where the line begins: one that was moved does not open.
    fn seal(&self, text: &str, place: u64) -> io::Result<Vec<u8>> {
        let mut nonce = [0; NONCE];
        rand::rngs::OsRng.fill_bytes(&mut nonce);
        let payload = Payload { msg: text.as_bytes(), aad: &place.to_be_bytes() };
        let sealed = self.0.encrypt(&XNonce::from(nonce), payload);
        let sealed = sealed.map_err(|_| io::Error::other("a line is too long"))?;
        let length = u16::try_from(sealed.len()).map_err(io::Error::other)?;
        let mut bytes = [&MARK[..], &length.to_be_bytes(), &nonce, &sealed].concat();
        bytes.resize(bytes.len().next_multiple_of(GRID), 0);
        Ok(bytes)
    }

    /// The line that begins at `place`, and how many bytes it takes.
    fn open(&self, bytes: &[u8], place: usize) -> Option<(JournalLine, usize)> {
        let rest = bytes.get(place..)?.strip_prefix(&MARK)?;
        let (length, rest) = rest.split_first_chunk::<2>()?;
        let (nonce, rest) = rest.split_first_chunk::<NONCE>()?;
        let sealed = rest.get(..usize::from(u16::from_be_bytes(*length)))?;
        let aad = u64::try_from(place).ok()?.to_be_bytes();
        let text =
            self.0.decrypt(&XNonce::from(*nonce), Payload { msg: sealed, aad: &aad }).ok()?;
        let line = JournalLine::read(&String::from_utf8(text).ok()?)?;
        Some((line, (HEAD + sealed.len()).next_multiple_of(GRID)))
    }
}

impl std::fmt::Debug for Seal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Seal(…)")
    }
}

impl LineFile {
    /// Opens it, or makes it where `make` says so; without it to read alone. What can be read of it
    /// comes in its order.
    pub fn open(
        path: &Path,
        seal: &Seal,
        make: bool,
    ) -> io::Result<(Option<Self>, Vec<JournalLine>)> {
        let _owner = AsOwner::of_folder(path)?;
        let mut options = OpenOptions::new();
        options.read(true).write(make).create(make);
        let file =
            match open_file(path, std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600)) {
                Err(cause) if cause.kind() == io::ErrorKind::NotFound => {
                    return Ok((None, Vec::new()));
                }
                opened => opened?,
            };
        let mut bytes = Vec::new();
        (&file).take(LONGEST).read_to_end(&mut bytes)?;
        let (lines, read) = lines(&bytes, seal);
        // Behind all that was ever written, whatever it is.
        let used = bytes.iter().rposition(|byte| *byte != 0).map_or(0, |last| last + 1).max(read);
        let mut this = Self {
            file,
            end: used.next_multiple_of(GRID) as u64,
            length: bytes.len() as u64,
            unsynced: None,
            newest: lines.iter().rev().find_map(JournalLine::admitted),
        };
        if make {
            // On a full disk the lines find their room one by one, or do not.
            let _ = this.make_room();
        }
        Ok((Some(this), lines))
    }

    /// The newest admission in it.
    pub fn newest(&self) -> Option<Seq> {
        self.newest
    }

    /// Puts a line behind the others.
    pub fn append(&mut self, line: &JournalLine, seal: &Seal) -> io::Result<()> {
        let bytes = seal.seal(&line.to_string(), self.end)?;
        self.file.write_all_at(&bytes, self.end)?;
        self.unsynced.get_or_insert(self.end);
        self.end += bytes.len() as u64;
        self.length = self.length.max(self.end);
        self.newest = line.admitted().or(self.newest);
        Ok(())
    }

    /// Hands what was written to the disk, without the flush that a sync is: that of the commit
    /// which follows covers it.
    pub fn hand_out(&mut self) -> io::Result<()> {
        let Some(from) = self.unsynced else { return Ok(()) };
        let flags = libc::SYNC_FILE_RANGE_WAIT_BEFORE
            | libc::SYNC_FILE_RANGE_WRITE
            | libc::SYNC_FILE_RANGE_WAIT_AFTER;
        let (from, length) = (from.cast_signed(), (self.end - from).cast_signed());
        #[allow(unsafe_code)]
        // SAFETY: the descriptor is open throughout the call, which touches no memory of ours.
        let done = unsafe { libc::sync_file_range(self.file.as_raw_fd(), from, length, flags) };
        match done {
            0 => Ok(()),
            _ => self.settle(), // a file system that can't do it by ranges
        }
    }

    /// Syncs what was written, and makes room for what comes.
    pub fn settle(&mut self) -> io::Result<()> {
        if self.unsynced.is_some() {
            self.file.sync_data()?;
            self.unsynced = None;
        }
        if self.length < self.end + AHEAD / 2 { self.make_room() } else { Ok(()) }
    }

    fn make_room(&mut self) -> io::Result<()> {
        let until = (self.end + AHEAD).next_multiple_of(AHEAD);
        if self.length < until {
            let zeros = vec![0; usize::try_from(until - self.length).unwrap_or(0)];
            self.file.write_all_at(&zeros, self.length)?;
            self.file.sync_all()?;
            self.length = until;
        }
        Ok(())
    }
}

/// The lines, and where the last of them ends.
fn lines(bytes: &[u8], seal: &Seal) -> (Vec<JournalLine>, usize) {
    let (mut lines, mut end, mut place) = (Vec::new(), 0, 0);
    while place < bytes.len() {
        match seal.open(bytes, place) {
            Some((line, length)) => {
                lines.push(line);
                place += length;
                end = place;
            }
            None => place += GRID,
        }
    }
    (lines, end)
}
