//! `hallgate update fetch`: the bundle that the address of `[update]` tells of, in pieces over as many nights as it takes.
//! What it is worth its signature tells, to root's side; here it is only seen that it came as it was sent.

use std::fs::{File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde::Deserialize;
use sha2::{Digest, Sha256};
use ureq::http::Uri;

use super::{Places, UpdateStatus};
use crate::terminal::config::UpdateConfig;
use crate::transport::{Client, Fault, Remote, RootsError};
use crate::words::codes::{FaultCode, update as codes};
use crate::words::update::{self as words, Text};
use crate::words::{Language, Message, display_in_english, system};

/// The longest index, in bytes.
const LONGEST_INDEX: u64 = 16 << 10;

/// The largest bundle, in bytes; root's side takes no larger one.
const LARGEST: u64 = 512 << 20;

/// The name under which root's side finds it.
const READY: &str = "bundle.raucb";

/// How long connecting, and all of a download, may take: what is missing then comes the next night.
const LIMITS: (Duration, Duration) = (Duration::from_secs(20), Duration::from_secs(5400));

/// What the address tells: which version there is, where, and by what it is known.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
struct UpdateIndex {
    version: String,
    /// Beside the index: a name alone.
    file: String,
    size: u64,
    /// In hex.
    sha256: String,
}

/// Why nothing was fetched.
#[derive(Debug, thiserror::Error)]
pub enum NotFetched {
    NoUrl,
    Roots(#[from] RootsError),
    Link(Fault),
    /// What is wrong with the index, or with what came by it.
    Index(&'static str),
    Disk {
        path: PathBuf,
        cause: io::Error,
    },
}

display_in_english!(NotFetched);

impl Message for NotFetched {
    fn code(&self) -> FaultCode {
        match self {
            Self::NoUrl => codes::NO_URL,
            Self::Roots(cause) => cause.code(),
            Self::Link(_) => codes::FETCH,
            Self::Index(_) => codes::INDEX,
            Self::Disk { .. } => codes::COPY,
        }
    }

    fn message(&self, language: Language) -> String {
        match self {
            Self::NoUrl => Text::NoUrl.plain(language),
            Self::Roots(cause) => cause.message(language),
            Self::Link(cause) => {
                words::FetchFailed { why: cause.in_section("update", language) }.text(language)
            }
            Self::Index(what) => words::Index { what }.text(language),
            Self::Disk { path, cause } => {
                let (path, cause) = (path.display(), system::io(cause, language));
                words::NotKeptOnDisk { path, cause }.text(language)
            }
        }
    }
}

impl NotFetched {
    /// What is longer than it may be is the remote's fault, not the line's.
    fn of_link(fault: Fault) -> Self {
        match fault {
            Fault::TooBig => Self::Index("size"),
            fault => Self::Link(fault),
        }
    }
}

/// A version's numbers in their order, by which an older one is known; root's side asks more.
fn numbers(version: &str) -> Vec<u64> {
    let parts = version.split(|sign: char| !sign.is_ascii_digit());
    parts.filter_map(|part| part.parse().ok()).collect()
}

/// Fetches what is newer, as far as the line gives it; the version that is ready for root's side, or none where
/// nothing is to be had that neither runs nor was tried in vain.
pub fn fetch(config: &UpdateConfig, places: &Places) -> Result<Option<String>, NotFetched> {
    let url = config.url.as_ref().ok_or(NotFetched::NoUrl)?.uri();
    let (connect_timeout, request_timeout) = LIMITS;
    let remote =
        Remote { uri: url.clone(), ca: config.ca.clone(), connect_timeout, request_timeout };
    let client = Client::new(&remote)?;
    let index = index(&client.get(url, LONGEST_INDEX).map_err(NotFetched::of_link)?)?;
    let status = UpdateStatus::read(places);
    let is_no_news =
        |version: &str| version == index.version || numbers(&index.version) < numbers(version);
    if status.image.as_ref().is_some_and(|image| is_no_news(&image.version))
        || status.not_kept().is_some_and(|it| it.version == index.version)
    {
        return Ok(None);
    }
    let folder = places.fetched();
    let part = folder.join(format!("{}.part", index.sha256));
    let disk = |cause| NotFetched::Disk { path: part.clone(), cause };
    clear(&folder, &part).map_err(disk)?;
    let beside = beside(url, &index.file)?;
    let mut options = OpenOptions::new();
    let mut file =
        options.read(true).append(true).create(true).mode(0o600).open(&part).map_err(disk)?;
    let have = file.metadata().map_err(disk)?.len();
    if have < index.size {
        let mut take = |piece: &[u8], first: bool| {
            if first {
                file.set_len(0)?;
            }
            file.write_all(piece)
        };
        client
            .download(&beside, have, index.size, &mut take)
            .map_err(disk)?
            .map_err(NotFetched::of_link)?;
    }
    if sum(&mut file).map_err(disk)? != index.sha256 {
        std::fs::remove_file(&part).map_err(disk)?;
        return Err(NotFetched::Index("sha256"));
    }
    file.sync_all().map_err(disk)?;
    std::fs::rename(&part, folder.join(READY)).map_err(disk)?;
    Ok(Some(index.version))
}

/// Reads the index; what it names is not trusted to be anything but a name and figures.
fn index(bytes: &[u8]) -> Result<UpdateIndex, NotFetched> {
    let text = std::str::from_utf8(bytes).map_err(|_| NotFetched::Index("UTF-8"))?;
    let index: UpdateIndex = toml::from_str(text).map_err(|_| NotFetched::Index("TOML"))?;
    let is_word = |text: &str, more: &str| {
        (1..=100).contains(&text.len())
            && text.chars().all(|sign| sign.is_ascii_alphanumeric() || more.contains(sign))
    };
    let is_sum = index.sha256.len() == 64
        && index.sha256.bytes().all(|it| matches!(it, b'0'..=b'9' | b'a'..=b'f'));
    let checks = [
        (is_word(&index.version, ".+~-"), "version"),
        (is_word(&index.file, "._+-") && !index.file.starts_with('.'), "file"),
        ((1..=LARGEST).contains(&index.size), "size"),
        (is_sum, "sha256"),
    ];
    match checks.into_iter().find(|(holds, _)| !holds) {
        Some((_, what)) => Err(NotFetched::Index(what)),
        None => Ok(index),
    }
}

/// The file beside the index.
fn beside(url: &Uri, file: &str) -> Result<Uri, NotFetched> {
    let host = url.authority().map_or("", |authority| authority.as_str());
    let folder = url.path().rsplit_once('/').map_or("", |(folder, _)| folder);
    format!("https://{host}{folder}/{file}").parse().map_err(|_| NotFetched::Index("file"))
}

/// Makes the folder, and keeps of earlier downloads only what this one goes on with.
fn clear(folder: &Path, part: &Path) -> io::Result<()> {
    std::fs::create_dir_all(folder)?;
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path != part {
            std::fs::remove_file(&path)?;
        }
    }
    Ok(())
}

fn sum(file: &mut File) -> io::Result<String> {
    file.seek(SeekFrom::Start(0))?;
    let (mut sum, mut piece) = (Sha256::new(), vec![0; 1 << 16]);
    loop {
        match file.read(&mut piece)? {
            0 => return Ok(sum.finalize().iter().map(|byte| format!("{byte:02x}")).collect()),
            read => sum.update(&piece[..read]),
        }
    }
}

#[cfg(all(test, feature = "peer"))]
mod tests;
