//! The barcode imager: a keyboard that types what it reads.
//!
//! A thread of its own reads it. The kernel keeps 64 events, which a fast imager types in 20
//! milliseconds, and reading a frame or writing to the disk may hold the loop for longer.

use std::path::PathBuf;
use std::thread;
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, Timespec, poll};

use super::device::InputDevice;
use super::search::find_imager;
use super::typing::{LineAssembler, TypedLine};
use super::{InputKind, Touch};
use crate::clock::Clock;
use crate::terminal::config::ImagerConfig;

/// Reads the imager in a thread, if one is configured: `on_touch` is called there, until it returns
/// false. True where there is something to listen to.
pub fn listen(
    config: &ImagerConfig,
    clock: Clock,
    mut on_touch: impl FnMut(Touch) -> bool + Send + 'static,
) -> std::io::Result<bool> {
    let Some(mut imager) = Imager::new(config, clock) else { return Ok(false) };
    let listening = move || {
        let mut touches = Vec::new();
        loop {
            imager.look(&mut touches);
            if !touches.drain(..).all(&mut on_touch) {
                return;
            }
            imager.wait();
        }
    };
    thread::Builder::new().name("imager".into()).spawn(listening).map(|_| true)
}

/// An imager that may come and go.
#[derive(Debug)]
struct Imager {
    path: PathBuf,
    prefix: String,
    suffix: String,
    clock: Clock,
    device: InputDevice,
    typing: LineAssembler,
}

impl Imager {
    /// None where none is configured.
    fn new(config: &ImagerConfig, clock: Clock) -> Option<Self> {
        Some(Self {
            path: config.device.clone()?,
            prefix: config.prefix.clone(),
            suffix: config.suffix.clone(),
            clock,
            device: InputDevice::new(InputKind::Imager, clock),
            typing: LineAssembler::begin(Duration::ZERO),
        })
    }

    /// Takes the texts that were typed. What was being typed when the plug was pulled is dropped.
    fn look(&mut self, touches: &mut Vec<Touch>) {
        let path = &self.path;
        let now = self.clock.mono();
        if self.device.attend(|| find_imager(path), touches) {
            self.typing = LineAssembler::begin(now);
        }
        let reading = self.device.read(touches);
        let mut lines: Vec<TypedLine> =
            reading.strokes.into_iter().filter_map(|stroke| self.typing.take(stroke)).collect();
        // What was typed before `now` has been taken, so a pause until then was one.
        lines.extend(reading.drained.then(|| self.typing.pause(now)).flatten());
        for TypedLine { text, at } in lines {
            let text = self.bare(&text);
            if !text.is_empty() {
                touches.push(Touch::Text { text: text.to_owned(), at });
            }
        }
    }

    /// The text without what the imager is set to put around it.
    fn bare<'a>(&self, text: &'a str) -> &'a str {
        let text = text.strip_prefix(&self.prefix).unwrap_or(text);
        text.strip_suffix(&self.suffix).unwrap_or(text).trim()
    }

    /// Waits until there is something to do.
    fn wait(&self) {
        let due = self.device.due().or_else(|| self.typing.due());
        let time = due.map(|due| due.saturating_sub(self.clock.mono()));
        let Some(descriptor) = self.device.descriptor() else {
            return thread::sleep(time.unwrap_or_default());
        };
        let time = time.and_then(|time| Timespec::try_from(time).ok());
        let mut polled = [PollFd::new(&descriptor, PollFlags::IN)];
        // One that was interrupted looks once too often.
        if let Err(fault) = poll(&mut polled, time.as_ref()) {
            log::debug!("waiting for the imager: {fault}");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_put_around_a_text_is_taken_off_where_it_is_there() {
        let config = ImagerConfig {
            device: Some("/dev/null".into()),
            prefix: "]Q1".into(),
            suffix: "#".into(),
        };
        let imager = Imager::new(&config, Clock::start()).unwrap();
        for (typed, text) in [
            ("]Q1A1#", "A1"),
            ("A1", "A1"),
            ("]Q1#", ""),
            ("#A1", "#A1"),
            ("]Q1]Q1A", "]Q1A"),
            ("  ", ""),
            ("", ""),
        ] {
            assert_eq!(imager.bare(typed), text, "{typed:?}");
        }
        assert!(Imager::new(&ImagerConfig::default(), Clock::start()).is_none());
    }
}
