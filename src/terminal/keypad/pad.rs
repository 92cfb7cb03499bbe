//! The number pad.

use std::os::fd::BorrowedFd;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::device::InputDevice;
use super::search::{self, FoundDevice, Stamp, find_pad};
use super::stroke::Stroke;
use super::{InputKind, KeypadError, Touch, keymap};
use crate::clock::Clock;
use crate::terminal::config::PadDevice;

/// A number pad that may come and go.
#[derive(Debug)]
pub struct Pad {
    wanted: PadDevice,
    /// What is not to be taken for the number pad.
    imager: Option<PathBuf>,
    device: InputDevice,
    clock: Clock,
    /// When it is looked whether the number pad has turned out to be the imager.
    check_at: Duration,
    /// How the folder of input devices was when no number pad was in it.
    barren: Option<Stamp>,
}

/// How often it is looked whether the number pad has turned out to be the imager.
const CHECK: Duration = Duration::from_secs(1);

impl Pad {
    pub fn new(wanted: &PadDevice, imager: Option<&Path>, clock: Clock) -> Self {
        let device = InputDevice::new(InputKind::Pad, clock);
        let (wanted, imager) = (wanted.clone(), imager.map(Path::to_owned));
        Self { wanted, imager, device, clock, check_at: Duration::ZERO, barren: None }
    }

    /// Takes the keys that were pressed.
    pub fn look(&mut self, touches: &mut Vec<Touch>) {
        self.give_back(touches);
        let Self { wanted, imager, device, barren, .. } = self;
        device.attend(|| search_in(barren, wanted, imager.as_deref()), touches);
        let reading = device.read(touches);
        touches.extend(reading.strokes.into_iter().filter_map(|stroke| match stroke {
            Stroke::Down(key, _) => Some(Touch::Key(keymap::meaning(key))),
            Stroke::Up(_) | Stroke::Missed(_) => None,
        }));
    }

    /// Gives back a device that turns out to be the imager: it was found by its keys before it
    /// had its stable name.
    fn give_back(&mut self, touches: &mut Vec<Touch>) {
        let (Some(imager), Some(number)) = (&self.imager, self.device.number()) else { return };
        let now = self.clock.mono();
        if self.wanted != PadDevice::Auto || now < self.check_at {
            return;
        }
        self.check_at = now + CHECK;
        if search::number(imager) == Some(number) {
            self.device.lose(KeypadError::IsImager, touches);
        }
    }

    pub fn due(&self) -> Option<Duration> {
        self.device.due()
    }

    pub fn descriptor(&self) -> Option<BorrowedFd<'_>> {
        self.device.descriptor()
    }
}

/// Looks for the number pad, but opens no device again as long as none was added: opening one may
/// wake it from its sleep.
fn search_in(
    barren: &mut Option<Stamp>,
    wanted: &PadDevice,
    imager: Option<&Path>,
) -> Result<FoundDevice, KeypadError> {
    let stamp = search::stamp();
    if stamp.is_some() && *barren == stamp {
        return Err(KeypadError::NoPad);
    }
    let found = find_pad(wanted, imager);
    *barren = stamp.filter(|_| matches!(found, Err(KeypadError::NoPad)));
    found
}
