//! What stands around the core in the running terminal: the real devices, worker and jobs, and who
//! is told.

use jiff::tz::TimeZone;

use super::LoopTerminal;
use super::events::{Event, Sink};
use super::jobs::Jobs;
use super::journal::{self, Trouble};
use super::latency::Latency;
use super::live::LiveFile;
use super::status_model::StatusModel;
use crate::clock::{Clock, Now, business_day};
use crate::terminal::core::EffectHandler;
use crate::terminal::door::{Cue, GateCommand, Input};
use crate::terminal::gate::Gate;
use crate::terminal::keypad::Key;
use crate::terminal::menu::{self, JobId, MenuRequest, Person};
use crate::terminal::neighbours::{NeighbourCommand, Neighbours};
use crate::terminal::operators::SignedIn;
use crate::terminal::screen::{Screen, ScreenPage};
use crate::terminal::sound::Sound;
use crate::terminal::sync::{SyncCommand, Worker};
use crate::words::Language;

/// Everything that does something.
pub(super) struct Periphery {
    pub clock: Clock,
    pub zone: TimeZone,
    pub jobs: Jobs,
    pub gate: Gate,
    pub sound: Sound,
    pub screens: Vec<Screen>,
    pub worker: Worker,
    /// None where none are configured, or there is no key.
    pub neighbours: Option<Neighbours>,
    pub sink: Sink,
    pub trouble: Trouble,
    pub status: StatusModel,
    pub latency: Latency,
    /// A ticket that no key fits has just been shown.
    pub keys_missed: bool,
    /// How the terminal stands, for whoever wants to restart the board.
    pub live: LiveFile,
}

impl EffectHandler for Periphery {
    fn now(&self) -> Now {
        self.clock.now()
    }

    fn command(&mut self, command: GateCommand) {
        self.gate.command(command, self.clock.mono());
    }

    fn signal(&mut self, cue: Cue) {
        self.gate.signal(cue, self.clock.mono());
        self.sound.play(cue, self.hour());
    }

    fn show(&mut self, scene: &ScreenPage, on_shift: Option<&Person>, clock_trusted: bool) {
        let now = self.clock.now();
        let bar = self.status.bar(now, &self.zone, on_shift, clock_trusted);
        for screen in &mut self.screens {
            if let Err(fault) = screen.show(scene, &bar) {
                log::warn!("the display does not take a page: {fault}");
            }
        }
    }

    fn speak(&mut self, language: Language) {
        self.screens.iter_mut().for_each(|screen| screen.set_language(language));
        self.sound.set_language(language);
    }

    fn send(&mut self, command: SyncCommand) {
        match command {
            // Once all has been heard that is told by now.
            SyncCommand::KeysMissed => return self.keys_missed = true,
            SyncCommand::Recorded => self.status.pending += 1,
            _ => {}
        }
        self.worker.send(command);
    }

    fn tell_neighbours(&mut self, command: NeighbourCommand) {
        if let Some(neighbours) = &self.neighbours {
            neighbours.send(command);
        }
    }

    fn begin(&mut self, job: JobId, by: Option<SignedIn>, request: MenuRequest) {
        self.jobs.begin(job, by, request);
    }

    fn abandon(&mut self, job: JobId) {
        self.jobs.abandon(job);
    }

    fn report(&mut self, event: Event) {
        let now = self.clock.now();
        match &event {
            // The gate was told to open just before its verdict is told.
            Event::Verdict(verdict) if verdict.reason.admits() => {
                let day = business_day(self.zone.to_datetime(now.wall));
                self.latency.count(day, verdict.frame);
            }
            Event::Keys { count, .. } => self.status.keys = *count,
            _ => {}
        }
        if let Event::Verdict(verdict) = &event {
            self.sound.say(verdict, self.hour());
        }
        self.live.on_event(&event);
        journal::note(&event, &mut self.trouble);
        self.sink.write(event, now.wall, &self.zone);
    }
}

impl Periphery {
    /// Of the day, here.
    fn hour(&self) -> i8 {
        self.zone.to_datetime(self.clock.now().wall).hour()
    }
}

impl LoopTerminal {
    /// Something happens to the door.
    pub(super) fn handle(&mut self, input: Input) {
        if !self.is_over() {
            self.core.handle(input, &mut self.periphery);
        }
    }

    /// Something happens to the menus.
    pub(super) fn attend(&mut self, input: menu::MenuInput) {
        if !self.is_over() {
            self.core.attend(input, &mut self.periphery);
        }
    }

    /// Somebody presses a key.
    pub(super) fn press(&mut self, key: Key) {
        if !self.is_over() {
            self.core.press(key, &mut self.periphery);
        }
    }

    pub(super) fn report(&mut self, event: Event) {
        self.periphery.report(event);
    }

    /// Lets each screen send a little of what it still has to.
    pub(super) fn send_pictures(&mut self) {
        let gate = self.core.door().gate_time(self.clock.mono());
        for screen in &mut self.periphery.screens {
            screen.on_gate(gate);
            screen.go_on(self.clock.mono());
        }
    }

    /// Somebody is at the door: the light of a resting screen comes back.
    pub(super) fn stir(&mut self) {
        self.periphery.screens.iter_mut().for_each(Screen::stir);
    }
}
