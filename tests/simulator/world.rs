//! What is outside of the terminal in a play: a virtual clock, the transcript for a screen and a gate,
//! a platform made of a table, jobs that take their time.

use std::collections::VecDeque;
use std::path::PathBuf;
use std::rc::Rc;
use std::time::Duration;

use hallgate::clock::Now;
use hallgate::terminal::config::Config;
use hallgate::terminal::core::{EffectHandler, Event};
use hallgate::terminal::door::{Cue, GateCommand};
use hallgate::terminal::menu::{self, JobId, MenuRequest, Person};
use hallgate::terminal::neighbours::NeighbourCommand;
use hallgate::terminal::operators::SignedIn;
use hallgate::terminal::screen::ScreenPage;
use hallgate::terminal::sound::SpokenPhrase;
use hallgate::terminal::store::StoreReader;
use hallgate::terminal::sync::SyncCommand;
use hallgate::terminal::update::UpdateStatus;
use hallgate::ticket::FilmTicketCode;
use hallgate::words::Language;
use tempfile::TempDir;

use super::disk::{key, shown};
use super::doors::Doors;
use super::platform::Platform;
use super::tickets::Tickets;
use super::time::Arrival;
use super::transcript::Transcript;

/// The world around the core.
pub(super) struct World {
    /// The configuration as the file has it.
    pub(super) file: Config,
    /// Where the jobs find the database.
    pub(super) database: PathBuf,
    pub(super) transcript: Rc<Transcript>,
    /// What is on the screen as the transcript has it.
    pub(super) shown: Option<ScreenPage>,
    /// What is to be seen once all keys are pressed.
    pub(super) pressed: Option<ScreenPage>,
    /// Somebody is in the middle of pressing keys.
    pub(super) pressing: bool,
    /// The stick in the terminal's plug.
    pub(super) stick: Option<TempDir>,
    /// How an update stands by root's side.
    pub(super) update: UpdateStatus,
    pub(super) tickets: Tickets,
    pub(super) platform: Platform,
    /// None where this door has no neighbour.
    pub(super) doors: Option<Doors>,
    /// The ticket that was shown at the other door last.
    pub(super) asked_there: Option<FilmTicketCode>,
    /// What is on its way, and when it arrives.
    pub(super) arriving: VecDeque<(Duration, Arrival)>,
}

impl World {
    pub(super) fn reader(&self) -> StoreReader {
        StoreReader::open(&self.database, &key()).unwrap()
    }

    /// Tells the screen, where there is something else to be seen.
    pub(super) fn see(&mut self, scene: &ScreenPage) {
        if self.shown.as_ref() != Some(scene) {
            self.transcript.scene(scene);
            self.shown = Some(scene.clone());
        }
    }
}

impl EffectHandler for World {
    fn now(&self) -> Now {
        self.transcript.now()
    }

    fn command(&mut self, command: GateCommand) {
        self.transcript.gate(command);
    }

    fn signal(&mut self, cue: Cue) {
        self.transcript.sound(cue, &self.file.sound);
    }

    fn show(&mut self, scene: &ScreenPage, _: Option<&Person>, _: bool) {
        match self.pressing {
            true => self.pressed = Some(scene.clone()),
            false => self.see(scene),
        }
    }

    fn speak(&mut self, language: Language) {
        self.transcript.speak(language);
    }

    fn send(&mut self, command: SyncCommand) {
        match command {
            SyncCommand::Ask { question, .. } => self.ask(question),
            SyncCommand::KeysMissed => self.ask_keys(),
            _ => {}
        }
    }

    fn tell_neighbours(&mut self, command: NeighbourCommand) {
        self.tell_doors(command);
    }

    fn begin(&mut self, job: JobId, by: Option<SignedIn>, request: MenuRequest) {
        self.employ(job, by, request);
    }

    fn abandon(&mut self, job: JobId) {
        self.arriving.retain_mut(|(_, arrival)| match arrival {
            Arrival::Menu(menu::MenuInput::Reply(replied, _)) => *replied != job,
            Arrival::Stick(filling) => {
                filling.abandon(job);
                true
            }
            Arrival::Worker(_) | Arrival::Menu(_) | Arrival::Doors(_) => true,
        });
    }

    fn report(&mut self, event: Event) {
        match event {
            Event::Help { on, who } => {
                let what = if on { "calls for help" } else { "needs no more help" };
                let shown = shown(&self.reader(), &who);
                self.transcript.staff(&format!("{shown} {what}"));
            }
            event => {
                self.transcript.event(&event);
                if let Event::Verdict(verdict) = &event
                    && let Some(phrase) = SpokenPhrase::of(verdict, &self.file.sound)
                {
                    self.transcript.voice(phrase, &self.file.sound);
                }
            }
        }
    }
}
