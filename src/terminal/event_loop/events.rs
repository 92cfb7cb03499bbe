//! The event file (SPEC §10): one JSON object a line, and the same facts in the journal.

use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::mpsc;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::Value;

pub use crate::terminal::core::Event;
use crate::terminal::files;

/// Where events go beside the journal.
#[derive(Debug)]
pub enum Sink {
    None,
    File {
        path: PathBuf,
        file: File,
    },
    /// To somebody in this process.
    Channel(mpsc::Sender<Event>),
}

impl Sink {
    /// Appends to a file, which is made where there is none, for its owner alone.
    pub fn file(path: &Path) -> std::io::Result<Self> {
        Ok(Self::File { path: path.to_owned(), file: files::append(path)? })
    }

    /// Opens the file anew: whoever rotates logs has given the one at hand another name. Until the
    /// new one is open everything goes into the old one.
    pub fn reopen(&mut self) {
        let Self::File { path, file } = self else { return };
        match files::append(path) {
            Ok(anew) => *file = anew,
            Err(fault) => {
                log::warn!("the event file {} can't be opened anew: {fault}", path.display());
            }
        }
    }

    /// Tells an event. A file that can't be written costs the line, never the door.
    pub fn write(&mut self, event: Event, at: Timestamp, zone: &TimeZone) {
        match self {
            Self::None => {}
            Self::File { file, .. } => {
                let line = format!("{}\n", line(&event, at, zone));
                if let Err(fault) = file.write_all(line.as_bytes()) {
                    log::warn!("the event file does not take a line: {fault}");
                }
            }
            // The other side may have gone: then nobody wants to know.
            Self::Channel(channel) => drop(channel.send(event)),
        }
    }
}

/// The event as a line of the file, without the line's end.
fn line(event: &Event, at: Timestamp, zone: &TimeZone) -> Value {
    // Plain structs always serialise.
    let mut line = serde_json::to_value(event).unwrap_or_default();
    if let Value::Object(fields) = &mut line {
        let at = at.to_zoned(zone.clone()).strftime("%Y-%m-%dT%H:%M:%S%.3f%:z").to_string();
        fields.insert("at".into(), at.into());
    }
    line
}

#[cfg(test)]
mod tests;
