//! The menus as the loop carries them: keys go in, what they want is done.

use std::collections::VecDeque;

use super::Terminal;
use super::events::Event;
use super::persist::{self, Opening};
use crate::clock::business_day;
use crate::terminal::door::{self, Cue, Rules};
use crate::terminal::keypad::Key;
use crate::terminal::menu::{Input, MenuEffect, NotOpened, Setting};
use crate::terminal::operators::{Leaving, SignedIn};
use crate::terminal::screen::DeviceState;
use crate::terminal::store::Detail;

impl Terminal {
    /// A key; while somebody is being told a verdict, nobody sees what it would do.
    pub(super) fn press(&mut self, key: Key) {
        if self.status.page.gives_way() {
            self.attend(Input::Key(key));
        }
    }

    /// Gives the menus an input, carries out what they want, and shows what is to be seen.
    pub(super) fn attend(&mut self, input: Input) {
        if self.is_over() {
            return;
        }
        let mut inputs = VecDeque::from([input]);
        while let Some(input) = inputs.pop_front() {
            for effect in self.menu.handle(self.clock.now(), input) {
                inputs.extend(self.fulfil(effect));
            }
        }
        self.draw();
    }

    /// The last deed of whoever works at this door.
    pub(super) fn close_desk(&mut self) {
        for effect in self.menu.end_shift(Leaving::Stopped) {
            self.fulfil(effect);
        }
    }

    fn fulfil(&mut self, effect: MenuEffect) -> Option<Input> {
        match effect {
            MenuEffect::Ask { job, by, request } => {
                self.jobs.begin(job, by, request, self.menu.language());
            }
            MenuEffect::Abandon(job) => self.jobs.abandon(job),
            MenuEffect::OpenByHand { by, reason } => {
                return Some(self.open(&by, Opening::ByHand(reason)));
            }
            MenuEffect::TryGate { by } => return Some(self.open(&by, Opening::Test)),
            MenuEffect::LockGate => self.handle(door::Input::LockNow),
            MenuEffect::SignOut { by, leaving } => {
                self.log(&by, &Detail::SignOut { by: leaving });
            }
            MenuEffect::Help { by, on } => {
                let who = by.name().as_str().to_owned();
                self.tell(Event::Help { on, who });
            }
            MenuEffect::Attention => self.signal(Cue::Attention),
            MenuEffect::Signal(cue) => self.signal(cue),
            MenuEffect::Speak(language) => {
                self.screens.iter_mut().for_each(|screen| screen.set_language(language));
            }
            MenuEffect::Apply(setting, value) => self.apply(setting, &value),
        }
        None
    }

    /// Recorded before the gate moves, as an admission is.
    fn open(&mut self, by: &SignedIn, opening: Opening) -> Input {
        let at = self.clock.now().wall;
        let day = business_day(self.config.terminal.timezone.0.to_datetime(at));
        if let Err(why) = persist::enter_opening(&self.store, by, opening, at, day) {
            return Input::Opened(Err(why));
        }
        self.handle(door::Input::OpenByHand);
        let broken = self.status.devices.gate == DeviceState::Lost;
        Input::Opened(if broken { Err(NotOpened::GateFault) } else { Ok(()) })
    }

    /// A setting holds from now on.
    fn apply(&mut self, setting: Setting, value: &str) {
        if let Err(fault) = setting.apply(&mut self.config, value) {
            return log::error!("a setting that was kept is not taken: {fault}");
        }
        if setting == Setting::Language {
            let language = self.config.terminal.language;
            self.screens.iter_mut().for_each(|screen| screen.set_language(language));
        }
        self.handle(door::Input::Rules(Rules::from_config(&self.config).into()));
    }

    fn signal(&mut self, cue: Cue) {
        self.gate.signal(cue, self.clock.mono());
        self.sound.play(cue);
    }

    /// A log that can't be written is a fault that is told, but nobody is kept at the door for it.
    fn log(&self, by: &SignedIn, detail: &Detail) {
        let at = self.clock.now().wall;
        if let Err(fault) = self.store.log(by.name().as_str(), detail, at) {
            log::error!(
                "the audit log does not take that {} did {}: {fault}",
                by.name(),
                detail.kind().as_str()
            );
        }
    }
}
