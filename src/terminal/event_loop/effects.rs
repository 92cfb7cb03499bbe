//! What the door wants, carried out.

use std::collections::VecDeque;

use super::Terminal;
use super::persist::{self, Entry};
use crate::clock::business_day;
use crate::terminal::door::{Effect, Input, Report};
use crate::terminal::menu;
use crate::terminal::sync::SyncCommand;

impl Terminal {
    /// Gives the door an input, and carries out what it wants.
    pub(super) fn handle(&mut self, input: Input) {
        if self.is_over() {
            return;
        }
        let effects = self.door.handle(self.clock.now(), input);
        self.carry_out(effects);
    }

    /// Carries out effects in their order; what the store answers goes back at once, before
    /// anything else can happen.
    pub(super) fn carry_out(&mut self, effects: Vec<Effect>) {
        let mut rest = VecDeque::from(effects);
        while let Some(effect) = rest.pop_front() {
            let answer = match persist::enter(&self.store, effect) {
                Entry::Noted => None,
                Entry::Answer(answer) => {
                    if let Input::Committed(Ok(_)) = answer {
                        self.status.pending += 1;
                        self.worker.send(SyncCommand::Recorded);
                    }
                    Some(answer)
                }
                Entry::Other(Effect::Resume) => Some(Input::Resumed),
                Entry::Other(effect) => {
                    self.act(effect);
                    None
                }
            };
            if let Some(answer) = answer {
                rest.extend(self.door.handle(self.clock.now(), answer));
            }
        }
    }

    /// The gate was told to open just before its verdict is told.
    fn count_wait(&mut self, report: &Report) {
        if let Report::Verdict(verdict) = report
            && verdict.reason.admits()
        {
            let zone = &self.config.terminal.timezone.0;
            let day = business_day(zone.to_datetime(self.clock.now().wall));
            self.latency.count(day, verdict.frame);
        }
    }

    fn act(&mut self, effect: Effect) {
        match effect {
            Effect::Gate(command) => self.gate.command(command, self.clock.mono()),
            Effect::Sound(cue) => {
                self.gate.signal(cue, self.clock.mono());
                self.sound.play(cue);
            }
            Effect::Show(page) => {
                self.status.page = page;
                self.draw();
            }
            Effect::Ask { question, deadline } => {
                self.worker.send(SyncCommand::Ask { question, deadline })
            }
            // Once all has been heard that is told by now.
            Effect::AskKeys => self.keys_missed = true,
            Effect::Report(report) => {
                let news = menu::Input::of_gate(&report);
                self.count_wait(&report);
                self.tell(report.into());
                if let Some(news) = news {
                    self.attend(news);
                }
            }
            Effect::Resume
            | Effect::Recall { .. }
            | Effect::MarkTimes(_)
            | Effect::Commit(_)
            | Effect::NotePassage(..)
            | Effect::NoteReopening(_)
            | Effect::NoteRefusal(_) => {} // entered by `persist`
        }
    }
}
