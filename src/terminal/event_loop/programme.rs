//! What is on behind this door, for the page that invites visitors: looked up as the minutes change and
//! when the catalogue does.

use jiff::civil::DateTime;

use super::LoopTerminal;
use crate::clock::Now;
use crate::terminal::store::Programme;

/// What is on, and for which minute that was looked up.
#[derive(Debug, Default)]
pub(super) struct DoorProgramme {
    pub shown: Programme,
    minute: Option<DateTime>,
}

impl DoorProgramme {
    /// The catalogue is another one.
    pub fn forget(&mut self) {
        self.minute = None;
    }
}

impl LoopTerminal {
    /// Of a door with one hall: before several, nobody would know which one is meant.
    pub(super) fn look_up_programme(&mut self, now: Now) {
        let time = self.periphery.zone.to_datetime(now.wall);
        let minute = time.date().at(time.hour(), time.minute(), 0, 0);
        if self.periphery.status.programme.minute.replace(minute) == Some(minute) {
            return;
        }
        let config = self.core.config();
        let screen = match config.terminal.screens[..] {
            [screen] if self.core.door().trust(now).is_trusted() => screen,
            _ => return self.periphery.status.programme.shown = Programme::default(),
        };
        let found = self.core.store.programme(screen, now.wall, config.admission.close_after_min);
        self.periphery.status.programme.shown = found.unwrap_or_else(|fault| {
            log::warn!("what is on does not read: {fault}");
            Programme::default()
        });
    }
}
