//! What gate and camera tell, as inputs of the door.

use super::LoopTerminal;
use super::ending::Stop;
use super::events::Event;
use crate::terminal::config::CameraSource;
use crate::terminal::door::{Advice, Input, Sighting};
use crate::terminal::gate::Sense;
use crate::terminal::menu;
use crate::terminal::vision::{Delivery, Hint};

/// The most things that the gate tells in one turn.
const MOST_SENSES: usize = 64;

impl LoopTerminal {
    /// The gate: people on the way come before people in front. An input that never rests holds up
    /// nobody.
    pub(super) fn sense(&mut self) {
        for _ in 0..MOST_SENSES {
            let Some(sense) = self.periphery.gate.sense(self.clock.mono()) else { return };
            let input = match sense {
                Sense::Passage => Input::Passage,
                Sense::FireAlarm(on) => Input::FireAlarm(on),
                Sense::Recovered => self.gate_works(true),
                Sense::Fault(fault) => {
                    log::error!("{fault}");
                    self.gate_works(false)
                }
            };
            let alarm = if let Input::FireAlarm(on) = input { Some(on) } else { None };
            self.handle(input);
            if let Some(on) = alarm {
                self.audit.fire_alarm(on, self.clock.now()); // the gate has moved
            }
        }
    }

    fn gate_works(&mut self, works: bool) -> Input {
        self.periphery.status.devices.gate = works.into();
        Input::Gate { works }
    }

    /// The camera: one frame at the most, the newest.
    pub(super) fn look(&mut self) {
        if self.replay_waits() {
            return;
        }
        let mut sighting = None;
        let mut ended = false;
        let mut look = None;
        let wanted = self.core.menu().wants_looks() && self.preview.is_due(self.clock.mono());
        let outcome = self.camera.next(|delivery| match delivery {
            Delivery::Frame { luma, captured } => {
                self.last_frame = self.clock.mono();
                let reading = self.reader.read(&luma);
                let texts: Vec<String> =
                    reading.found.into_iter().map(|found| found.text).collect();
                let (blank, decode) = (reading.blank, reading.took);
                let unread = reading.hint.map(advice);
                if wanted {
                    let now = self.clock.now();
                    look = Some(self.preview.look(&luma, !texts.is_empty(), now.mono, now.wall));
                }
                sighting = Some(Sighting { texts, blank, unread, captured, decode });
            }
            Delivery::Ended => ended = true,
            Delivery::Nothing => {}
        });
        if let Some(streaming) = outcome.changed {
            self.periphery.status.devices.camera = streaming.into();
            self.report(Event::Camera { streaming, error: outcome.error });
            self.handle(Input::Camera { streaming });
        }
        if let Some(sighting) = sighting {
            if !sighting.texts.is_empty() || sighting.unread.is_some() {
                self.stir();
            }
            self.handle(Input::Frame(sighting));
        }
        if let Some(look) = look {
            self.attend(menu::MenuInput::Look(look));
        }
        // Whoever has keys in the window goes on until Ctrl-C.
        if ended && self.stopping.is_none() && !self.inputs.has_window() {
            log::info!("the replay is over");
            self.stopping = Some(Stop::AfterGate);
        }
    }

    /// A replay shows each image once, so it waits for a door that is behind; before a real camera
    /// a ticket stays until it is judged. It also waits for whoever walks the menus by the window's keys.
    pub(super) fn replay_waits(&self) -> bool {
        let menu = self.core.menu();
        let read = || self.inputs.has_window() && menu.view().is_some() && !menu.wants_looks();
        matches!(self.core.config().camera.source, CameraSource::Replay(_))
            && (self.core.door().is_behind() || read())
    }
}

/// What vision thinks would help, in the door's word.
fn advice(hint: Hint) -> Advice {
    match hint {
        Hint::Nearer => Advice::Nearer,
        Hint::Further => Advice::Further,
        Hint::HoldStill => Advice::HoldStill,
        Hint::LessGlare => Advice::LessGlare,
        Hint::Brighter => Advice::Brighter,
    }
}
