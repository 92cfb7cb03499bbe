//! The number pad.

use std::os::fd::BorrowedFd;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::device::Device;
use super::search::{self, find_pad};
use super::stroke::Stroke;
use super::{KeypadError, Part, Touch, keymap};
use crate::clock::Clock;
use crate::config::PadDevice;

/// A number pad that may come and go.
#[derive(Debug)]
pub struct Pad {
    wanted: PadDevice,
    /// What is not to be taken for the number pad.
    imager: Option<PathBuf>,
    device: Device,
}

impl Pad {
    pub fn new(wanted: &PadDevice, imager: Option<&Path>, clock: Clock) -> Self {
        let device = Device::new(Part::Pad, clock);
        Self { wanted: wanted.clone(), imager: imager.map(Path::to_owned), device }
    }

    /// Takes the keys that were pressed.
    pub fn look(&mut self, touches: &mut Vec<Touch>) {
        let Self { wanted, imager, device } = self;
        device.attend(|| find_pad(wanted, imager.as_deref()), touches);
        let reading = device.read(touches);
        touches.extend(reading.strokes.into_iter().filter_map(|stroke| match stroke {
            Stroke::Down(key, _) => Some(Touch::Key(keymap::meaning(key))),
            Stroke::Up(_) | Stroke::Missed(_) => None,
        }));
    }

    /// Gives back a device that turns out to be the imager: it was found by its keys before it
    /// had its stable name.
    pub fn give_back(&mut self, touches: &mut Vec<Touch>) {
        let Some(imager) = &self.imager else { return };
        let number = self.device.number();
        if self.wanted == PadDevice::Auto && number.is_some() && search::number(imager) == number {
            self.device.lose(&KeypadError::IsImager, touches);
        }
    }

    pub fn due(&self) -> Option<Duration> {
        self.device.due()
    }

    pub fn descriptor(&self) -> Option<BorrowedFd<'_>> {
        self.device.descriptor()
    }
}
