//! The virtual clock, and what falls due.

use std::time::Duration;

use hallgate::clock::{Now, china_timestamp};
use hallgate::terminal::door::Input;
use hallgate::terminal::menu;
use hallgate::terminal::sync::SyncEvent;
use jiff::civil::DateTime;

use super::Simulator;

/// More wake-ups than any wait of a script needs.
const MOST_TURNS: usize = 1000;

/// What comes from the worker or to the menus.
pub(super) enum Arrival {
    Worker(SyncEvent),
    /// Between the doors.
    Doors(super::doors::DoorsStep),
    Menu(menu::MenuInput),
    /// A job writes onto the stick.
    Stick(super::menus::StickJob),
}

impl Simulator {
    /// Lets time pass, with all that falls due meanwhile in its order.
    pub(super) fn wait(&mut self, time: Duration) {
        let end = self.now().mono + time;
        for turn in 0.. {
            assert!(turn < MOST_TURNS, "the door wants to be woken again and again");
            let arrival = self.world.arriving.iter().map(|(at, _)| *at).min();
            let tick = self.core.door().next_due(self.now().mono);
            let menu = self.core.menu().due();
            let doors = self.world.doors.as_ref().and_then(|doors| doors.due());
            let next =
                [arrival, tick, menu, doors].into_iter().flatten().min().filter(|at| *at <= end);
            let Some(next) = next else { break };
            self.advance(next.max(self.now().mono));
            let arrived = self.world.arriving.iter().position(|(at, _)| *at <= self.now().mono);
            match arrived.and_then(|at| self.world.arriving.remove(at)) {
                Some((_, Arrival::Worker(event))) => self.on_sync_event(event),
                Some((_, Arrival::Doors(step))) => self.on_doors(step),
                Some((_, Arrival::Menu(input))) => self.attend(input),
                Some((_, Arrival::Stick(job))) => self.fill_stick(job),
                None if doors == Some(next) => self.tick_doors(),
                None if menu == Some(next) => self.attend(menu::MenuInput::Tick),
                None => self.handle(Input::Tick),
            }
        }
        self.advance(end);
        if !self.core.door().is_judging() {
            self.settle_times();
        }
    }

    fn advance(&mut self, to: Duration) {
        let Now { mono, wall } = self.now();
        self.world.transcript.set_now(Now { mono: to, wall: wall + (to - mono) });
    }

    pub(super) fn set_clock(&mut self, time: DateTime) {
        let wall = china_timestamp(time);
        self.world.transcript.set_now(Now { wall, ..self.now() });
        self.handle(Input::Tick);
    }
}
