//! What the buzzer says: patterns that are told apart with closed eyes.

use std::time::Duration;

use crate::terminal::door::Cue;

/// Milliseconds on, off, on …: one short, two medium, three long.
fn steps(cue: Cue) -> &'static [u16] {
    match cue {
        Cue::Admit => &[80],
        Cue::Refuse => &[250, 150, 250],
        Cue::Attention => &[600, 250, 600, 250, 600],
    }
}

/// A buzzer that plays a pattern. A step lasts from when it was begun, so that a loop that comes
/// late makes it longer and never swallows one.
#[derive(Debug, Default)]
pub(super) struct Buzzer {
    /// The steps to come after the present one.
    rest: &'static [u16],
    on: bool,
    /// When the present step ends; none: all is quiet.
    until: Option<Duration>,
}

impl Buzzer {
    /// Begins a pattern in the place of the one that is being played.
    pub fn play(&mut self, cue: Cue, now: Duration) {
        *self = Self { rest: steps(cue), on: false, until: Some(now) };
        self.tick(now);
    }

    /// Goes on to the next step where the present one is over.
    pub fn tick(&mut self, now: Duration) {
        if self.until.is_none_or(|until| now < until) {
            return;
        }
        let next = self.rest.split_first();
        self.on = next.is_some() && !self.on;
        self.until = next.map(|(length, rest)| {
            self.rest = rest;
            now + Duration::from_millis((*length).into())
        });
    }

    pub fn is_on(&self) -> bool {
        self.on
    }

    /// When [`Buzzer::tick`] has something to do.
    pub fn due(&self) -> Option<Duration> {
        self.until
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(ms: u64) -> Duration {
        Duration::from_millis(ms)
    }

    /// Plays to the end, awake whenever the buzzer wants it: when it turned on and off.
    fn played(buzzer: &mut Buzzer) -> Vec<(bool, u128)> {
        let mut heard = Vec::new();
        while let Some(due) = buzzer.due() {
            buzzer.tick(due);
            heard.push((buzzer.is_on(), due.as_millis()));
            assert!(heard.len() < 100, "{heard:?}");
        }
        heard
    }

    #[test]
    fn each_cue_has_its_pattern_and_ends_in_silence() {
        let mut buzzer = Buzzer::default();
        assert!(!buzzer.is_on() && buzzer.due().is_none());
        for (cue, expected) in [
            (Cue::Admit, vec![(false, 1080)]),
            (Cue::Refuse, vec![(false, 1250), (true, 1400), (false, 1650)]),
            (
                Cue::Attention,
                vec![(false, 1600), (true, 1850), (false, 2450), (true, 2700), (false, 3300)],
            ),
        ] {
            buzzer.play(cue, at(1000));
            assert!(buzzer.is_on(), "{cue:?}");
            assert_eq!(played(&mut buzzer), expected, "{cue:?}");
        }
    }

    #[test]
    fn a_late_loop_makes_a_step_longer_and_swallows_none() {
        let mut buzzer = Buzzer::default();
        buzzer.play(Cue::Refuse, at(0));
        buzzer.tick(at(249));
        assert!(buzzer.is_on());
        buzzer.tick(at(1000));
        assert!(!buzzer.is_on());
        assert_eq!(played(&mut buzzer), [(true, 1150), (false, 1400)]);
    }

    #[test]
    fn a_new_cue_replaces_the_one_that_is_played() {
        let mut buzzer = Buzzer::default();
        buzzer.play(Cue::Attention, at(0));
        buzzer.tick(at(600));
        buzzer.play(Cue::Admit, at(700));
        assert!(buzzer.is_on());
        assert_eq!(played(&mut buzzer), [(false, 780)]);
    }
}
