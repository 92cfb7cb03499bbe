//! The director: follows the terminal's events and takes the network away and gives it back.

use std::sync::mpsc::Receiver;

use super::cast::Cast;
use super::circle::Circle;
use hallgate::terminal::core::UploadOutcome;
use hallgate::terminal::door::{Reason, Verdict};
use hallgate::terminal::event_loop::events::Event;
use hallgate::terminal::store::Seq;

/// Watches the play and moves the scenery.
pub(super) struct Director<'a> {
    platform: &'a Circle,
    cast: &'a Cast,
}

/// What was seen of the play.
#[derive(Debug, Default)]
pub(super) struct Played {
    pub verdicts: Vec<Verdict>,
    /// Accepted batches, as the terminal tells them.
    pub accepted: Vec<(Seq, Seq)>,
    /// Records that waited when the network came back.
    pub piled_up: usize,
    /// Somebody ended it before all scenes had their verdicts.
    pub ended_early: bool,
    /// The platform did not come back.
    pub platform_lost: Option<String>,
}

impl<'a> Director<'a> {
    pub fn new(platform: &'a Circle, cast: &'a Cast) -> Self {
        Self { platform, cast }
    }

    /// Follows the events to their end.
    pub fn follow(self, events: Receiver<Event>) -> Played {
        let mut played = Played::default();
        for event in events {
            match event {
                Event::Verdict(verdict) => {
                    played.verdicts.push(verdict);
                    self.set_scene(&mut played);
                }
                Event::Upload {
                    result: UploadOutcome::Accepted,
                    first: Some(first),
                    last: Some(last),
                    ..
                } => {
                    played.accepted.push((first, last));
                }
                _ => {}
            }
        }
        played
    }

    /// Before the next scene the network is as that scene wants it.
    fn set_scene(&self, played: &mut Played) {
        let next = self.cast.scenes.get(played.verdicts.len());
        let last = self.cast.scenes.get(played.verdicts.len() - 1);
        let outage =
            |scene: Option<&super::cast::DemoScene>| scene.is_some_and(|scene| scene.outage);
        match (outage(last), outage(next)) {
            (false, true) => self.platform.pause(),
            (true, false) => {
                let admitted = |verdict: &&Verdict| verdict.reason == Reason::Ok;
                let made = played.verdicts.iter().filter(admitted).count();
                let gone_up = played.accepted.last().map_or(0, |(_, last)| last.0);
                played.piled_up = made.saturating_sub(usize::try_from(gone_up).unwrap_or(0));
                if let Err(fault) = self.platform.resume() {
                    played.platform_lost = Some(format!("{fault:#}"));
                }
            }
            _ => {}
        }
    }
}
