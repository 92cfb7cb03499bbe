//! The virtual clock, and what falls due.

use std::time::Duration;

use hallgate::clock::china_timestamp;
use hallgate::terminal::door::Input;
use hallgate::terminal::menu;
use jiff::civil::DateTime;

use super::Simulator;

/// More wake-ups than any wait of a script needs.
const MOST_TURNS: usize = 1000;

/// What comes to the door or to the menus.
pub(super) enum Arrival {
    Door(Input),
    Menu(menu::Input),
    /// A job writes onto the stick.
    Export(super::menus::Export),
}

impl Simulator {
    /// Lets time pass, with all that falls due meanwhile in its order.
    pub(super) fn wait(&mut self, time: Duration) {
        let end = self.mono + time;
        for turn in 0.. {
            assert!(turn < MOST_TURNS, "the door wants to be woken again and again");
            let arrival = self.arriving.iter().map(|(at, _)| *at).min();
            let tick = self.door.next_due(self.mono);
            let menu = self.menu.due();
            let next = [arrival, tick, menu].into_iter().flatten().min().filter(|at| *at <= end);
            let Some(next) = next else { break };
            self.advance(next.max(self.mono));
            let arrived = self.arriving.iter().position(|(at, _)| *at <= self.mono);
            match arrived.and_then(|at| self.arriving.remove(at)) {
                Some((_, Arrival::Door(input))) => self.handle(input),
                Some((_, Arrival::Menu(input))) => self.attend(input),
                Some((_, Arrival::Export(export))) => self.export(export),
                None if menu == Some(next) => self.attend(menu::Input::Tick),
                None => self.handle(Input::Tick),
            }
        }
        self.advance(end);
        if !self.door.is_judging() {
            self.settle_times();
        }
    }

    fn advance(&mut self, to: Duration) {
        self.wall += to - self.mono;
        self.mono = to;
    }

    pub(super) fn set_clock(&mut self, time: DateTime) {
        self.wall = china_timestamp(time);
        self.handle(Input::Tick);
    }
}
