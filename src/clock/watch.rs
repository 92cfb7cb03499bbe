//! What the platform has said of this clock since it last stepped, and so how far its times hold.

use std::time::Duration;

use jiff::Timestamp;

use super::{Now, TOLERANCE};

/// The wall clock steps where it goes by so much more or less than the monotonic one. It may
/// drift, and be led, but not step.
pub const STEP_MS: i64 = 2000;

/// How long times that nothing has confirmed may wait for it, counted from the first contact with
/// a platform that does not confirm them. A machine that has a network sets its clock within that;
/// a platform whose own clock is off must not hold up every first record of a day.
const PATIENCE: Duration = Duration::from_secs(60);

/// The wall clock less a monotonic one, in milliseconds; it changes only where the wall clock steps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Offset(pub i64);

impl Offset {
    /// Of the two clocks of a moment; of any other pair of them, too.
    pub fn between(wall: Timestamp, mono: Duration) -> Self {
        let mono = i64::try_from(mono.as_millis()).unwrap_or(i64::MAX);
        Self(wall.as_millisecond().saturating_sub(mono))
    }

    /// Of this moment.
    pub fn of(now: Now) -> Self {
        Self::between(now.wall, now.mono)
    }

    /// What the wall clock says where the monotonic one says this, in milliseconds; clamped at the
    /// ends of representable time.
    pub fn wall(self, mono_ms: i64) -> Timestamp {
        let at = self.0.saturating_add(mono_ms);
        let end = if at < 0 { Timestamp::MIN } else { Timestamp::MAX };
        Timestamp::from_millisecond(at).unwrap_or(end)
    }

    /// True where no step lies between the two.
    pub fn is(self, other: Self) -> bool {
        self.0.abs_diff(other.0) <= STEP_MS.unsigned_abs()
    }
}

/// What has to be kept with a time that nothing has confirmed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClockMark {
    pub offset: Offset,
    /// The clock was certainly behind.
    pub behind: bool,
}

/// What is known by now of times that nothing had confirmed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Truth {
    /// Nothing yet: they wait.
    Unknown,
    /// The clock that was certainly behind has stepped and may be right by now; the platform has
    /// not said so. Such times are better put right by it than not at all.
    Likely(Offset),
    /// So the clock should stand, or should have stood.
    Known(Offset),
    /// Nothing, and waiting any longer would hold up the upload; where the clock may be right, so
    /// it stands.
    TimedOut(Option<Offset>),
}

/// Watches one clock of one run.
#[derive(Debug, Default)]
pub struct ClockWatch {
    /// Since the last step.
    stands: Option<Offset>,
    confirmed: bool,
    differs: bool,
    /// As the platform's clock stood when it was last told.
    platform: Option<Offset>,
    /// When the platform was first in contact, and did not confirm the clock as it stands.
    unsaid_since: Option<Duration>,
}

impl ClockWatch {
    /// Looks at both clocks; a step withdraws what the platform has confirmed.
    pub fn look(&mut self, now: Now) {
        let offset = Offset::of(now);
        match self.stands {
            Some(before) if before.is(offset) => {}
            before => {
                self.stands = Some(offset);
                self.confirmed = false;
                if before.is_some() {
                    self.unsaid_since = None;
                }
            }
        }
    }

    /// The platform is there.
    pub fn contact(&mut self, now: Now) {
        if !self.confirmed {
            self.unsaid_since.get_or_insert(now.mono);
        }
    }

    /// The platform has told its own time.
    pub fn on_platform_time(&mut self, now: Now, platform: Timestamp) {
        self.look(now);
        self.platform = Some(Offset::between(platform, now.mono));
        self.differs = now.wall.duration_since(platform).unsigned_abs() > TOLERANCE;
        self.confirmed = !self.differs;
        if self.confirmed {
            self.stands = Some(Offset::of(now));
            self.unsaid_since = None;
        }
        self.contact(now);
    }

    /// The platform's clock and this one differ too much.
    pub fn differs(&self) -> bool {
        self.differs
    }

    /// The platform's time agrees with this very clock, which has not stepped since.
    pub fn is_confirmed(&self, now: Now) -> bool {
        self.confirmed && self.stands.is_some_and(|offset| offset.is(Offset::of(now)))
    }

    /// How the clock stands that has not been confirmed.
    pub fn offset(&self, now: Now) -> Offset {
        self.stands.unwrap_or(Offset::of(now))
    }

    /// What is known of times that nothing had confirmed; `behind` and `is_sound` judge this clock
    /// and the platform's by what the terminal has recorded.
    pub fn truth(&self, now: Now, behind: bool, is_sound: impl Fn(Timestamp) -> bool) -> Truth {
        let own = Offset::of(now);
        if self.is_confirmed(now) && !behind {
            return Truth::Known(own);
        }
        let mono = i64::try_from(now.mono.as_millis()).unwrap_or(i64::MAX);
        // One of the two is certainly wrong, so the other one is asked.
        if behind && let Some(platform) = self.platform.filter(|offset| is_sound(offset.wall(mono)))
        {
            return Truth::Known(platform);
        }
        let own = (!behind).then_some(own);
        match self.unsaid_since {
            Some(since) if now.mono >= since + PATIENCE => Truth::TimedOut(own),
            _ => own.map_or(Truth::Unknown, Truth::Likely),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MIDDAY: i64 = 1_777_608_000;

    fn at(second: u64, wall: i64) -> Now {
        Now { mono: Duration::from_secs(second), wall: Timestamp::from_second(wall).unwrap() }
    }

    fn platform(wall: i64) -> Timestamp {
        Timestamp::from_second(wall).unwrap()
    }

    #[test]
    fn a_clock_is_confirmed_until_it_steps_and_not_before_it_is_told() {
        let mut watch = ClockWatch::default();
        watch.look(at(1, MIDDAY));
        assert!(!watch.is_confirmed(at(1, MIDDAY)));
        watch.on_platform_time(at(2, MIDDAY + 1), platform(MIDDAY + 290));
        assert!(watch.is_confirmed(at(2, MIDDAY + 1)));
        assert!(watch.is_confirmed(at(90_002, MIDDAY + 90_001)), "an outage takes nothing back");
        // A step is seen even before anybody has looked at it.
        assert!(!watch.is_confirmed(at(3, MIDDAY + 94_608_000)));
        watch.look(at(4, MIDDAY + 94_608_001));
        watch.look(at(5, MIDDAY + 4));
        assert!(!watch.is_confirmed(at(5, MIDDAY + 4)), "there and back is two steps");
        watch.on_platform_time(at(6, MIDDAY + 5), platform(MIDDAY + 5));
        assert!(watch.is_confirmed(at(6, MIDDAY + 5)));
        watch.on_platform_time(at(7, MIDDAY + 6), platform(MIDDAY + 400));
        assert!(watch.differs() && !watch.is_confirmed(at(7, MIDDAY + 6)));
    }

    #[test]
    fn many_small_steps_are_a_step() {
        let mut watch = ClockWatch::default();
        watch.on_platform_time(at(0, MIDDAY), platform(MIDDAY));
        for second in 1..=3 {
            watch.look(at(second, MIDDAY + 2 * second as i64));
        }
        assert!(!watch.is_confirmed(at(3, MIDDAY + 6)));
    }

    #[test]
    fn what_is_certain_is_known_and_patience_has_an_end() {
        let sound = |time: Timestamp| time.as_second() > 1_500_000_000;
        let mut watch = ClockWatch::default();
        let behind = at(1, 946_684_800);
        watch.look(behind);
        assert_eq!(watch.truth(behind, true, sound), Truth::Unknown);
        watch.on_platform_time(behind, platform(MIDDAY));
        let known = Truth::Known(Offset::between(platform(MIDDAY), behind.mono));
        assert_eq!(watch.truth(at(5, 946_684_804), true, sound), known);
        // A platform that is no wiser.
        watch.on_platform_time(at(6, 946_684_805), platform(0));
        assert_eq!(watch.truth(at(6, 946_684_805), true, sound), Truth::Unknown);
        assert_eq!(watch.truth(at(400, 946_685_199), true, sound), Truth::TimedOut(None));
        // Put right, it is likely right, and certainly so once the platform agrees.
        let right = at(401, MIDDAY + 400);
        watch.look(right);
        assert_eq!(watch.truth(right, false, sound), Truth::Likely(Offset::of(right)));
        watch.on_platform_time(right, platform(MIDDAY + 401));
        assert_eq!(watch.truth(right, false, sound), Truth::Known(Offset::of(right)));
    }

    #[test]
    fn a_platform_hours_off_moves_no_clock_that_may_be_right() {
        let mut watch = ClockWatch::default();
        watch.on_platform_time(at(1, MIDDAY), platform(MIDDAY + 10_800));
        let likely = Truth::Likely(Offset::of(at(1, MIDDAY)));
        assert_eq!(watch.truth(at(2, MIDDAY + 1), false, |_| true), likely);
        let own = Offset::of(at(1, MIDDAY));
        assert_eq!(watch.truth(at(301, MIDDAY + 300), false, |_| true), Truth::TimedOut(Some(own)));
    }
}
