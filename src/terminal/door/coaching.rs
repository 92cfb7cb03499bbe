//! When a visitor whose code is seen but not read is told what would help: late enough that who
//! reads at once never sees it, steady enough to be followed.

use std::collections::VecDeque;
use std::time::Duration;

use super::Advice;

/// How long a code has to be in view unread before anything is said.
const PATIENCE: Duration = Duration::from_millis(600);

/// Frames younger than this are asked which advice to give.
const WINDOW: Duration = Duration::from_secs(1);

/// How long an advice stands before another one may take its place.
const STAY: Duration = Duration::from_secs(1);

/// How long nothing like a code has to be in view before it counts as taken away.
const GONE: Duration = Duration::from_millis(800);

/// What is in view unread for so long is a poster, not a visitor.
const WEARY: Duration = Duration::from_secs(20);

/// Frames that have to give an advice before anything is said.
const ENOUGH: usize = 3;

/// At least one in so many frames has to: a pattern in the background looks like a code now and
/// then.
const ONE_IN: usize = 3;

/// How many times as often as the advice that stands another one has to be given to replace it.
const PREVAILS: usize = 2;

/// Frames that are remembered: as many as come in the window, and a bound where the clock stands.
const MOST: usize = 64;

/// What a frame shows of codes.
#[derive(Debug, Clone, Copy)]
pub(super) struct CodesInFrame {
    /// A code was read in it.
    pub read: bool,
    /// A code that was read a moment ago still counts as in view.
    pub known: bool,
    /// There is nothing before the camera at all.
    pub blank: bool,
    /// What would help the code that is in view unread.
    pub unread: Option<Advice>,
}

/// The visitor whose code is not read, and what is said.
#[derive(Debug, Default)]
pub(super) struct Coaching {
    /// Frames of the last moments, the newest last.
    frames: VecDeque<(Duration, Option<Advice>)>,
    /// When the code that is in view was seen for the first time.
    first: Option<Duration>,
    /// When any code was in view, read or not.
    last: Option<Duration>,
    /// What is in view was read, or nothing helps it: no word until it is taken away.
    hushed: bool,
    /// What is said, and since when.
    said: Option<(Advice, Duration)>,
}

impl Coaching {
    /// Takes a frame.
    pub fn see(&mut self, codes: CodesInFrame, now: Duration) {
        self.pass(now);
        if codes.read || (codes.blank && self.hushed) {
            *self = Self::default();
        }
        if codes.read || codes.unread.is_some() {
            self.last = Some(now);
        }
        self.hushed |= codes.read;
        // Seen but not read, what was judged a moment ago looks like the next visitor's.
        if self.hushed || codes.known {
            return;
        }
        self.frames.push_back((now, codes.unread));
        let old = |(at, _): &(Duration, _)| now.saturating_sub(*at) > WINDOW;
        while self.frames.len() > MOST || self.frames.front().is_some_and(old) {
            self.frames.pop_front();
        }
        if codes.unread.is_some() {
            self.first.get_or_insert(now);
        }
    }

    /// What is to be said now. Where it can't be shown nothing is said, and a later word begins
    /// anew.
    pub fn say(&mut self, can_be_shown: bool, now: Duration) -> Option<Advice> {
        self.pass(now);
        self.said = self.next(now).filter(|_| can_be_shown);
        self.said.map(|(advice, _)| advice)
    }

    /// When what is said goes by itself.
    pub fn due(&self) -> Option<Duration> {
        self.said?;
        let gone = self.last.map(|last| last + GONE);
        let weary = self.first.map(|first| first + WEARY);
        gone.into_iter().chain(weary).min()
    }

    /// What time alone changes.
    fn pass(&mut self, now: Duration) {
        let over = |since: Option<Duration>, span: Duration| {
            since.is_some_and(|since| now.saturating_sub(since) >= span)
        };
        if over(self.last, GONE) {
            *self = Self::default();
        } else if over(self.first, WEARY) {
            *self = Self { last: self.last, hushed: true, ..Self::default() };
        }
    }

    fn next(&self, now: Duration) -> Option<(Advice, Duration)> {
        let Some((often, leading)) = self.leading() else { return self.said };
        let Some((said, since)) = self.said else {
            return self.is_plain().then_some((leading, now));
        };
        let has_stood = now.saturating_sub(since) >= STAY;
        let prevails = often >= ENOUGH.max(PREVAILS * self.count(said));
        if has_stood && prevails { Some((leading, now)) } else { self.said }
    }

    /// A code has been in view for long enough, and not just now and then.
    fn is_plain(&self) -> bool {
        let given = self.given().count();
        let seen = self.first.zip(self.last).map(|(first, last)| last.saturating_sub(first));
        seen.is_some_and(|seen| seen >= PATIENCE)
            && given >= ENOUGH
            && given * ONE_IN >= self.frames.len()
    }

    /// The advice given most often and how often; of two alike the one given last.
    fn leading(&self) -> Option<(usize, Advice)> {
        self.given().map(|advice| (self.count(advice), advice)).max_by_key(|(often, _)| *often)
    }

    fn count(&self, advice: Advice) -> usize {
        self.given().filter(|given| *given == advice).count()
    }

    fn given(&self) -> impl Iterator<Item = Advice> {
        self.frames.iter().filter_map(|(_, advice)| *advice)
    }
}

#[cfg(test)]
mod tests;
