//! How the terminal stands, told beside it for whoever wants to restart the board or looks whether an update
//! does: a small file in memory, written between two tickets.

use std::path::PathBuf;
use std::time::Duration;

use super::LoopTerminal;
use super::events::Event;
use crate::terminal::config::DisplayDriver;
use crate::terminal::update::{DoorState, LiveState, PartState, Parts, Places, uptime};

/// The file is written anew so often, even where nothing has changed.
const EVERY: Duration = Duration::from_secs(5);

/// The file, and what it is to tell.
#[derive(Debug)]
pub(super) struct LiveFile {
    /// None where nobody asks.
    path: Option<PathBuf>,
    written: Option<LiveState>,
    visitor: Duration,
    key: Duration,
}

impl LiveFile {
    /// In the service's folder; elsewhere nobody asks.
    pub fn open(places: &Places) -> Self {
        let path = Some(places.live()).filter(|path| path.parent().is_some_and(|it| it.is_dir()));
        let now = uptime();
        Self { path, written: None, visitor: now, key: Duration::ZERO }
    }

    /// Somebody at the door was told something, or walked through.
    pub fn on_event(&mut self, event: &Event) {
        if let Event::Verdict(_) | Event::Gate { .. } | Event::Hint { .. } = event {
            self.visitor = uptime();
        }
    }

    /// Somebody has pressed a key.
    pub fn on_key(&mut self) {
        self.key = uptime();
    }

    fn write(&mut self, parts: Parts, door: DoorState) {
        let Some(path) = &self.path else { return };
        let at = uptime();
        if door != DoorState::Idle {
            self.visitor = at;
        }
        let state = LiveState { at, parts, door, visitor: self.visitor, key: self.key };
        let news = |it: &LiveState| LiveState { at: it.at, ..state } != *it;
        if !self.written.as_ref().is_none_or(|it| news(it) || at >= it.at + EVERY) {
            return;
        }
        if let Err(fault) = state.write(path) {
            log::warn!(
                "how the terminal stands is not told beside it ({}): {fault}",
                path.display()
            );
            self.path = None;
        }
        self.written = Some(state);
    }
}

impl LoopTerminal {
    /// Once a second, never while a ticket is being decided.
    pub(super) fn tell_live(&mut self) {
        let door = match self.core.door() {
            door if door.is_released() => DoorState::Alarm,
            door if door.is_idle() => DoorState::Idle,
            _ => DoorState::Busy,
        };
        let parts = self.parts();
        self.periphery.live.write(parts, door);
    }

    fn parts(&self) -> Parts {
        let screens = &self.periphery.screens;
        let display = match self.core.config().display.driver {
            DisplayDriver::None => PartState::None,
            // One that could not be opened is not among them.
            _ => screens.first().is_some_and(|screen| screen.works()).into(),
        };
        Parts {
            store: self.core.store.works().into(),
            camera: self.camera.streams().into(),
            lines: self.core.door().gate_works().into(),
            display,
        }
    }
}
