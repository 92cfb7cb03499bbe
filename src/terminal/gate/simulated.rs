//! A gate without hardware: visitors walk through by themselves, a while after it opens.

use std::time::Duration;

use super::Sense;
use crate::terminal::door::GateCommand;

/// The simulated gate.
#[derive(Debug)]
pub struct Simulated {
    /// None: nobody walks through.
    passage_after: Option<Duration>,
    due: Option<Duration>,
}

impl Simulated {
    /// `passage_after_ms` below 0: nobody walks through.
    pub(super) fn new(passage_after_ms: i64) -> Self {
        let passage_after = u64::try_from(passage_after_ms).ok().map(Duration::from_millis);
        Self { passage_after, due: None }
    }

    pub(super) fn command(&mut self, command: GateCommand, now: Duration) {
        self.due = match command {
            // A second visitor does not hold up the first one who is on the way already.
            GateCommand::Unlock => self.due.or(self.passage_after.map(|after| now + after)),
            GateCommand::Lock | GateCommand::Release => None,
        };
    }

    pub(super) fn due(&self) -> Option<Duration> {
        self.due
    }

    pub(super) fn sense(&mut self, now: Duration) -> Option<Sense> {
        self.due.take_if(|due| now >= *due).map(|_| Sense::Passage)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_visitor_walks_through_once_for_each_opening() {
        let at = Duration::from_millis;
        let mut gate = Simulated::new(200);
        gate.command(GateCommand::Unlock, at(0));
        assert_eq!(gate.sense(at(199)), None);
        gate.command(GateCommand::Unlock, at(199));
        assert_eq!(gate.sense(at(200)), Some(Sense::Passage));
        assert_eq!(gate.sense(at(300)), None);
        gate.command(GateCommand::Unlock, at(300));
        gate.command(GateCommand::Lock, at(301));
        assert_eq!(gate.sense(at(900)), None);

        let mut nobody = Simulated::new(-1);
        nobody.command(GateCommand::Unlock, at(0));
        assert_eq!(nobody.due(), None);
    }
}
