//! The platform: a table, behind a line of the script's own quality.

use std::time::Duration;

use hallgate::clock::china_civil;
use hallgate::terminal::door::{Answer, Question};
use hallgate::terminal::store::{Facts, StoredKey};
use hallgate::terminal::sync::{KeysResult, SyncEvent};
use hallgate::transport::Fault;

use super::Simulator;
use super::time::Arrival;
use super::world::World;

/// How long the platform takes to answer where the script does not say otherwise.
pub(super) const ROUND_TRIP: Duration = Duration::from_millis(20);

/// The platform as the script wants it.
pub(super) struct Platform {
    pub(super) line: Line,
    pub(super) round_trip: Duration,
    /// Nobody can read its statuses.
    pub(super) unclear: bool,
    pub(super) keys: Vec<StoredKey>,
    pub(super) clock_off: jiff::SignedDuration,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Line {
    Up,
    /// Nothing comes back, as from a dead network.
    Dead,
    /// Each call fails after a round trip.
    Refusing,
}

impl Platform {
    /// What a request for the keys brings.
    pub(super) fn brings_keys(&self) -> KeysResult {
        match self.line {
            Line::Up => KeysResult::Fetched { keys: self.keys.clone(), unreadable: 0 },
            Line::Dead | Line::Refusing => KeysResult::Failed(Fault::Timeout),
        }
    }
}

impl World {
    pub(super) fn ask(&mut self, question: Question) {
        self.transcript.asks(&question);
        let wall = self.transcript.now().wall;
        let known: Option<Facts> = self.tickets.known(question.film_ticket_code, wall);
        let answer = match self.platform.line {
            Line::Dead => return,
            Line::Refusing => Answer::Failed,
            Line::Up if self.platform.unclear => known.map_or(Answer::Unknown, |facts| {
                let earlier = self.reader().facts(facts.film_ticket_code).unwrap();
                let [checked, refunded] =
                    earlier.map_or([false; 2], |it| [it.checked, it.refunded]);
                Answer::Unclear(Facts { checked, refunded, ..facts })
            }),
            Line::Up => known.map_or(Answer::Unknown, Answer::Known),
        };
        self.arrive(SyncEvent::Answer { id: question.id, answer });
    }

    pub(super) fn ask_keys(&mut self) {
        self.transcript.asks_keys();
        if self.platform.line != Line::Dead {
            let result = self.platform.brings_keys();
            self.arrive(SyncEvent::Keys { result, after_miss: true });
        }
    }

    fn arrive(&mut self, event: SyncEvent) {
        let at = self.transcript.now().mono + self.platform.round_trip;
        self.arriving.push_back((at, Arrival::Worker(event)));
    }
}

impl Simulator {
    /// The worker's own call in the background got an answer, or did not.
    pub(super) fn contact(&mut self) {
        let platform = &self.world.platform;
        let event = if platform.line == Line::Up {
            let time = self.now().wall.saturating_add(platform.clock_off).unwrap();
            let (platform_time, round_trip) = (Some(china_civil(time)), platform.round_trip);
            SyncEvent::Contact { platform_time, round_trip }
        } else {
            SyncEvent::Down(Fault::Timeout)
        };
        self.on_sync_event(event);
    }
}
