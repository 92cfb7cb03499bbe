//! What is outside of the core: devices, the worker, jobs, whoever listens, and the clocks.

use super::Event;
use crate::clock::Now;
use crate::terminal::door::{Cue, GateCommand};
use crate::terminal::menu::{JobId, MenuRequest, Person};
use crate::terminal::neighbours::NeighbourCommand;
use crate::terminal::operators::SignedIn;
use crate::terminal::screen::ScreenPage;
use crate::terminal::sync::SyncCommand;
use crate::words::Language;

/// Does what the core wants done, in the order in which it is wanted, and decides nothing.
pub trait EffectHandler {
    /// Both clocks, as they are now.
    fn now(&self) -> Now;

    /// The gate's lines.
    fn command(&mut self, command: GateCommand);

    /// Lamps, buzzer and sounds.
    fn signal(&mut self, cue: Cue);

    /// What is to be seen from now on, with who is on shift and whether the clock is to be
    /// believed. Often it is what is seen already.
    fn show(&mut self, scene: &ScreenPage, on_shift: Option<&Person>, clock_trusted: bool);

    /// The screens' language from now on.
    fn speak(&mut self, language: Language);

    /// To the worker; [`SyncCommand::Recorded`] comes once for each admission on the disk.
    fn send(&mut self, command: SyncCommand);

    /// To whoever asks the other doors; [`NeighbourCommand::Recorded`] comes once for each admission on
    /// the disk, before the gate opens. Without neighbours nobody hears it.
    fn tell_neighbours(&mut self, command: NeighbourCommand);

    /// Begins a job; what comes of it is a [`crate::terminal::menu::MenuInput::Reply`].
    fn begin(&mut self, job: JobId, by: Option<SignedIn>, request: MenuRequest);

    /// Nobody waits for this job any more.
    fn abandon(&mut self, job: JobId);

    /// A fact for the event file and the journal.
    fn report(&mut self, event: Event);
}
