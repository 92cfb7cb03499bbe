//! Keys and the imager, as the loop takes them.

use super::Terminal;
use super::events::Event;
use crate::door::{Imaged, Input};
use crate::keypad::{Part, Touch};

impl Terminal {
    /// Takes what people have pressed and typed.
    pub(super) fn feel(&mut self) {
        for touch in self.hands.look() {
            if matches!(touch, Touch::Key(_) | Touch::Text { .. }) {
                self.stir();
            }
            match touch {
                Touch::Key(key) => self.handle(Input::Key(key)),
                Touch::Text { text, at } => self.handle(Input::Imaged(Imaged { text, at })),
                Touch::Changed { part: Part::Imager, connected, error } => {
                    self.standing.devices.imager = connected.into();
                    self.tell(Event::Imager { connected, error });
                    self.handle(Input::Imager { connected });
                }
                Touch::Changed { part, connected, error } => {
                    self.tell(Event::Keypad { part, connected, error });
                    self.standing.devices.keypad = self.hands.keys_work().into();
                }
            }
        }
    }
}
