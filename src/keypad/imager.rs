//! The barcode imager: a keyboard that types what it reads.

use std::os::fd::BorrowedFd;
use std::path::PathBuf;
use std::time::Duration;

use super::device::Device;
use super::search::find_imager;
use super::typing::{Line, Typing};
use super::{Part, Touch};
use crate::clock::Clock;
use crate::config::ImagerConfig;

/// An imager that may come and go.
#[derive(Debug)]
pub struct Imager {
    path: PathBuf,
    prefix: String,
    suffix: String,
    clock: Clock,
    device: Device,
    typing: Typing,
}

impl Imager {
    /// None where none is configured.
    pub fn new(config: &ImagerConfig, clock: Clock) -> Option<Self> {
        Some(Self {
            path: config.device.clone()?,
            prefix: config.prefix.clone(),
            suffix: config.suffix.clone(),
            clock,
            device: Device::new(Part::Imager, clock),
            typing: Typing::begin(Duration::ZERO),
        })
    }

    /// Takes the texts that were typed. What was being typed when the plug was pulled is dropped.
    pub fn look(&mut self, touches: &mut Vec<Touch>) {
        let path = &self.path;
        let now = self.clock.mono();
        if self.device.attend(|| find_imager(path), touches) {
            self.typing = Typing::begin(now);
        }
        let reading = self.device.read(touches);
        let mut lines: Vec<Line> =
            reading.strokes.into_iter().filter_map(|stroke| self.typing.take(stroke)).collect();
        // What was typed before `now` has been taken, so a pause until then was one.
        lines.extend(reading.drained.then(|| self.typing.pause(now)).flatten());
        for Line { text, at } in lines {
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

    /// True when it is not there and looked for now.
    pub fn is_sought(&self) -> bool {
        self.device.is_due()
    }

    pub fn due(&self) -> Option<Duration> {
        self.device.due().or_else(|| self.typing.due())
    }

    pub fn descriptor(&self) -> Option<BorrowedFd<'_>> {
        self.device.descriptor()
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
