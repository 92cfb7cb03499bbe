//! The card's first partition, which every other computer can read: `hallgate.toml`, which somebody has
//! written there. Only bytes of the file are ever written over, so that FAT, which keeps no journal, has
//! nothing to allocate and a power cut tears nothing but these bytes.

use std::fs::{File, OpenOptions};
use std::io::{self, Read};
use std::ops::Range;
use std::os::unix::fs::{FileExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use rustix::fs::OFlags;
use sha2::Digest;

use super::fault::CardFault;
use super::mount::while_writable;
use crate::config::span_of;

/// The file's name.
pub const NAME: &str = "hallgate.toml";

/// What stands in the place of a secret that was taken over, or its beginning where that was shorter.
pub const MARK: &str = "taken over";

/// Bytes at most: an image's file has 64 KiB with its padding.
pub const MOST: u64 = 256 * 1024;

/// The keys that hold secrets.
const SECRETS: [&[&str]; 2] = [&["enrolment", "code"], &["network", "wifi", "passphrase"]];

/// Before a text that Windows has written.
const BOM: &[u8] = b"\xef\xbb\xbf";

/// As a computer that hides endings saves it.
const MISNAMED: [&str; 3] = ["hallgate.toml.txt", "hallgate.txt", "hallgate.toml.toml"];

/// A file in the folder that nobody reads, as it is named nearly as the one that counts.
pub fn misnamed(folder: &Path) -> Option<String> {
    let entries = std::fs::read_dir(folder).ok()?.flatten();
    let mut names = entries.filter_map(|entry| entry.file_name().into_string().ok());
    names.find(|name| MISNAMED.iter().any(|other| name.eq_ignore_ascii_case(other)))
}

/// Whether a value is the mark of a secret that was taken over.
pub fn is_mark(value: &str) -> bool {
    let value = value.trim_end();
    !value.is_empty() && MARK.starts_with(value)
}

/// The file as it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CardText {
    path: PathBuf,
    /// Without a byte order mark.
    pub text: String,
    /// Bytes before it.
    before: u64,
}

/// What a card's file is known by, whatever became of its secrets since: SHA-256, hexadecimal.
#[derive(Debug, Clone, PartialEq, Eq, serde::Deserialize, serde::Serialize)]
#[serde(transparent)]
pub struct CardIdentity(String);

impl CardIdentity {
    /// Of what identifies it.
    pub fn of(bytes: &[u8]) -> Self {
        Self(hex::encode(sha2::Sha256::digest(bytes)))
    }
}

impl CardText {
    /// Reads the file in a folder; none where there is no such file.
    pub fn read(folder: &Path) -> Result<Option<Self>, CardFault> {
        let path = folder.join(NAME);
        let unread = |cause| CardFault::Unreadable { path: path.clone(), cause };
        let file = match open(OpenOptions::new().read(true), &path) {
            Ok(file) => file,
            Err(cause) if cause.kind() == io::ErrorKind::NotFound => {
                return match folder.is_dir() {
                    true => Ok(None),
                    false => Err(CardFault::Gone(folder.to_owned())),
                };
            }
            Err(cause) => return Err(unread(cause)),
        };
        let data = file.metadata().map_err(unread)?;
        if !data.is_file() {
            return Err(CardFault::NoFile(path));
        }
        if data.len() > MOST {
            return Err(CardFault::TooBig { path, bytes: data.len() });
        }
        let mut bytes = Vec::new();
        file.take(MOST).read_to_end(&mut bytes).map_err(unread)?;
        Self::of(path, &bytes).map(Some)
    }

    /// Of its bytes.
    pub fn of(path: PathBuf, bytes: &[u8]) -> Result<Self, CardFault> {
        if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") {
            return Err(CardFault::Utf16(path));
        }
        let bare = bytes.strip_prefix(BOM).unwrap_or(bytes);
        let before = (bytes.len() - bare.len()) as u64;
        // Room that nothing was written to yet, or that a cut left behind.
        let bare = &bare[..bare.iter().rposition(|byte| *byte != 0).map_or(0, |last| last + 1)];
        let line_at = |at: usize| bare[..at].iter().filter(|byte| **byte == b'\n').count() + 1;
        // Every second byte of ASCII in UTF-16 is zero, also where its mark is missing.
        if bare.iter().take(64).filter(|byte| **byte == 0).count() > 16 {
            return Err(CardFault::Utf16(path));
        }
        if let Some(at) = bare.iter().position(|byte| *byte == 0) {
            return Err(CardFault::Torn { path, line: line_at(at) });
        }
        match std::str::from_utf8(bare) {
            Ok(text) => Ok(Self { path, text: with_line_ends(text), before }),
            Err(fault) => Err(CardFault::NoText { path, line: line_at(fault.valid_up_to()) }),
        }
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Where it lies: the card's partition, or a stick.
    pub fn folder(&self) -> &Path {
        self.path.parent().unwrap_or(Path::new("."))
    }

    /// Nothing but white space stands in it.
    pub fn is_empty(&self) -> bool {
        self.text.trim_matches([' ', '\t', '\r', '\n']).is_empty()
    }

    /// Where the secrets stand, quotes included.
    fn secrets(&self) -> Vec<Range<usize>> {
        SECRETS.iter().filter_map(|path| span_of(&self.text, path)).collect()
    }

    /// Whether a secret stands in it, and not its mark.
    pub fn has_secrets(&self) -> bool {
        self.secrets().into_iter().any(|at| !is_mark(self.text[at].trim_matches(['"', '\''])))
    }

    /// What its secrets are known by.
    pub fn secrets_identity(&self) -> CardIdentity {
        let mut sum = sha2::Sha256::new();
        for at in self.secrets() {
            sum.update(self.text[at].as_bytes());
            sum.update(b"\n");
        }
        CardIdentity(hex::encode(sum.finalize()))
    }

    /// What it is known by: secrets, a first line that is a comment, and what ends it do not count.
    pub fn identity(&self) -> CardIdentity {
        let mut bare = String::new();
        let mut at = 0;
        let mut secrets = self.secrets();
        secrets.sort_by_key(|place| place.start);
        for place in secrets {
            bare.push_str(&self.text[at..place.start]);
            bare.push('"');
            at = place.end;
        }
        bare.push_str(&self.text[at..]);
        let bare = match bare.split_once('\n') {
            Some((first, rest)) if first.starts_with('#') => rest,
            _ => &bare,
        };
        CardIdentity::of(bare.trim_end().as_bytes())
    }

    /// Writes the mark over each secret, and `header` over a first line that is a comment with room
    /// for it. Not a byte is added, and doing it again does no harm.
    pub fn wipe(&self, header: &str) -> io::Result<()> {
        let marks = self.secrets().into_iter().map(|at| (at.start, mark_of(at.len())));
        let first = self.text.split('\n').next().unwrap_or_default().trim_end_matches('\r');
        let room = first.len().checked_sub(header.len()).filter(|_| first.starts_with('#'));
        let header = room.map(|room| (0, format!("{header}{}", " ".repeat(room)).into_bytes()));
        let parts: Vec<(usize, Vec<u8>)> = marks.chain(header).collect();
        let as_is = |(at, bytes): &(usize, Vec<u8>)| {
            self.text.as_bytes().get(*at..at + bytes.len()) == Some(bytes.as_slice())
        };
        if parts.iter().all(as_is) {
            return Ok(());
        }
        let file = open(OpenOptions::new().write(true), &self.path)?;
        for (at, bytes) in parts {
            file.write_all_at(&bytes, self.before + at as u64)?;
        }
        file.sync_all()
    }
}

/// A carriage return alone ends a line too, as old editors have it. No byte moves.
fn with_line_ends(text: &str) -> String {
    if !text.contains('\r') {
        return text.to_owned();
    }
    let mut signs = text.chars().peekable();
    let mut lines = String::with_capacity(text.len());
    while let Some(sign) = signs.next() {
        let ends = sign == '\r' && signs.peek() != Some(&'\n');
        lines.push(if ends { '\n' } else { sign });
    }
    lines
}

/// A text in quotes, so many bytes long.
fn mark_of(length: usize) -> Vec<u8> {
    let inner = length.saturating_sub(2);
    let mut mark: Vec<u8> = MARK.bytes().chain(std::iter::repeat(b' ')).take(inner).collect();
    mark.insert(0, b'"');
    mark.push(b'"');
    mark.truncate(length);
    mark
}

/// A link is not followed, a pipe not waited for.
fn open(options: &mut OpenOptions, path: &Path) -> io::Result<File> {
    let flags = OFlags::NOFOLLOW | OFlags::NONBLOCK;
    // The flags of open(2) are an int.
    options.custom_flags(flags.bits().cast_signed()).open(path)
}

/// The file in which a person reads how it stands.
pub const STATUS: &str = "STATUS.TXT";

/// Bytes that it is made with, where there is none.
const STATUS_BYTES: usize = 8 * 1024;

/// Writes `STATUS.TXT` over itself, as large as it is, or makes it; one that tells the same is left.
pub fn write_status(folder: &Path, text: &str) -> io::Result<()> {
    let path = folder.join(STATUS);
    // As Notepad of any Windows reads it.
    let text = format!("\u{feff}{}", text.replace('\n', "\r\n"));
    let size = match open(OpenOptions::new().read(true), &path) {
        Ok(there) => {
            let size = usize::try_from(there.metadata()?.len()).unwrap_or(0).min(64 * 1024);
            let bytes = padded(&text, size);
            let mut read = vec![0; size];
            if size > 0 && there.read_exact_at(&mut read, 0).is_ok() && read == bytes {
                return Ok(());
            }
            size
        }
        Err(cause) if cause.kind() == io::ErrorKind::NotFound && folder.is_dir() => 0,
        Err(cause) => return Err(cause),
    };
    let bytes = padded(&text, if size == 0 { STATUS_BYTES } else { size });
    while_writable(folder, || {
        let file = open(OpenOptions::new().write(true).create(true).truncate(false), &path)?;
        file.write_all_at(&bytes, 0)?;
        file.sync_all()
    })
}

/// As much of it as there is room for, and spaces.
fn padded(text: &str, room: usize) -> Vec<u8> {
    let end = (0..=room.min(text.len())).rev().find(|end| text.is_char_boundary(*end));
    let mut bytes = text.as_bytes()[..end.unwrap_or(0)].to_vec();
    bytes.resize(room, b' ');
    if let [.., last] = bytes.as_mut_slice() {
        *last = if *last == b' ' { b'\n' } else { *last };
    }
    bytes
}

#[cfg(test)]
#[path = "tests/card.rs"]
mod tests;
