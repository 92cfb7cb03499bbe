//! The platform: a table, behind a line of the script's own quality.

use std::time::Duration;

use hallgate::terminal::door::{Answer, Input, Question};
use hallgate::terminal::store::{Facts, StoredKey};

use super::Simulator;
use super::time::Arrival;

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

impl Simulator {
    pub(super) fn ask(&mut self, question: Question) {
        let known: Option<Facts> = self.tickets.known(question.film_ticket_code, self.wall);
        let answer = match self.platform.line {
            Line::Dead => return,
            Line::Refusing => Answer::Failed,
            Line::Up if self.platform.unclear => known.map_or(Answer::Unknown, |facts| {
                let store = self.store.as_ref();
                let earlier = store.and_then(|store| store.facts(facts.film_ticket_code).ok()?);
                let [checked, refunded] =
                    earlier.map_or([false; 2], |it| [it.checked, it.refunded]);
                Answer::Unclear(Facts { checked, refunded, ..facts })
            }),
            Line::Up => known.map_or(Answer::Unknown, Answer::Known),
        };
        self.arrive(Input::Answered(question.id, answer));
    }

    pub(super) fn ask_keys(&mut self) {
        if self.platform.line == Line::Up {
            self.arrive(Input::Keys(self.platform.keys.clone()));
        }
        if self.platform.line != Line::Dead {
            self.arrive(Input::KeysAnswered);
        }
    }

    fn arrive(&mut self, input: Input) {
        self.arriving.push_back((self.mono + self.platform.round_trip, Arrival::Door(input)));
    }

    /// The worker's own call in the background got an answer, or did not.
    pub(super) fn contact(&mut self) {
        let up = self.platform.line == Line::Up;
        self.handle(Input::Platform { up });
        if up {
            let time = self.wall.saturating_add(self.platform.clock_off).unwrap();
            self.handle(Input::PlatformClock(time));
        }
    }
}
