//! Keys and the imager, as the loop takes them.

use calloop::{LoopHandle, channel};

use super::ending::Stop;
use super::events::Event;
use super::{LoopTerminal, TerminalError, insert};
use crate::clock::Clock;
use crate::terminal::config::Config;
use crate::terminal::door::{Imaged, Input};
use crate::terminal::keypad::{InputKind, Touch, listen};
use crate::terminal::store::TaskFault;

impl LoopTerminal {
    /// Has the imager, if there is one, wake the loop with what it types.
    pub(super) fn listen(
        config: &Config,
        clock: Clock,
        events: &LoopHandle<'static, Self>,
    ) -> Result<(), TerminalError> {
        let (sender, typed) = channel::channel();
        let forward = move |touch| sender.send(touch).is_ok();
        if !listen(&config.imager, clock, forward).map_err(TerminalError::Imager)? {
            return Ok(());
        }
        insert(events.insert_source(typed, |event, _, terminal: &mut Self| match event {
            channel::Event::Msg(touch) => terminal.touched(touch),
            channel::Event::Closed => {
                let fault = TaskFault::SeeBefore;
                terminal.stopping = Some(Stop::Fault { task: "imager", fault });
            }
        }))
    }

    /// Takes what people have pressed.
    pub(super) fn feel(&mut self) {
        for touch in self.inputs.look() {
            self.touched(touch);
        }
    }

    fn touched(&mut self, touch: Touch) {
        if matches!(touch, Touch::Key(_) | Touch::Tap(_) | Touch::Text { .. }) {
            self.stir();
            self.periphery.live.on_key();
        }
        match touch {
            Touch::Key(key) => self.press(key),
            Touch::Tap(at) => {
                let screen = self.periphery.screens.first();
                let keys = screen.map(|screen| screen.keys_at(at)).unwrap_or_default();
                keys.into_iter().for_each(|key| self.press(key));
            }
            Touch::Text { text, at } => self.handle(Input::Imaged(Imaged { text, at })),
            Touch::Changed { part: InputKind::Imager, connected, error } => {
                self.periphery.status.devices.imager = connected.into();
                self.report(Event::Imager { connected, error });
                self.handle(Input::Imager { connected });
            }
            Touch::Changed { part, connected, error } => {
                self.report(Event::Keypad { part, connected, error });
                self.periphery.status.devices.keypad = self.inputs.keys_work().into();
            }
        }
    }
}
