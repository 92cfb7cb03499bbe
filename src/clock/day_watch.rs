//! Business days that a step of the clock has renamed: a board without a battery begins with the time at which it
//! was switched off, and what it hears before its clock is set is of the day on which it is set.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use super::{Now, Offset, business_day};

/// Watches one clock of one run for steps from one business day into another.
#[derive(Debug, Clone, Copy, Default)]
pub struct DayWatch {
    last: Option<Now>,
}

/// The clock has stepped into another business day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DayStep {
    /// The day that it would be without the step.
    from: Date,
    to: Date,
    by: SignedDuration,
}

impl DayWatch {
    /// Whether the clock has stepped into another business day since it was last followed.
    pub fn step(&self, now: Now, zone: &TimeZone) -> Option<DayStep> {
        let last = self.last.filter(|last| !Offset::of(*last).is(Offset::of(now)))?;
        let went = SignedDuration::try_from(now.mono.saturating_sub(last.mono)).ok()?;
        let without = last.wall.saturating_add(went).ok()?;
        let [from, to] = [without, now.wall].map(|wall| business_day(zone.to_datetime(wall)));
        (from != to).then(|| DayStep { from, to, by: now.wall.duration_since(without) })
    }

    /// What a step changes is done: from now on the clock stands as it does.
    pub fn follow(&mut self, now: Now) {
        self.last = Some(now);
    }
}

impl DayStep {
    /// The days that had another name until now, and those that they are: the day of the step, and the one before.
    pub fn renamed(&self) -> [(Date, Date); 2] {
        let before = |day: Date| day.yesterday().unwrap_or(day);
        [(self.from, self.to), (before(self.from), before(self.to))]
    }

    /// The day that one is which was called `day` until now.
    pub fn day(&self, day: Date) -> Date {
        let renamed = self.renamed().into_iter().find(|(from, _)| *from == day);
        renamed.map_or(day, |(_, to)| to)
    }

    /// A time of one of those days by the clock as it stands now; any other as it is.
    pub fn time(&self, at: Timestamp, zone: &TimeZone) -> Timestamp {
        let day = business_day(zone.to_datetime(at));
        if self.day(day) == day { at } else { at.saturating_add(self.by).unwrap_or(at) }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use jiff::civil::date;

    use super::*;
    use crate::clock::CHINA;

    fn at(second: u64, wall: &str) -> Now {
        Now { mono: Duration::from_secs(second), wall: wall.parse().unwrap() }
    }

    #[test]
    fn a_step_into_another_day_renames_the_day_and_the_one_before() {
        let mut watch = DayWatch::default();
        assert_eq!(watch.step(at(1, "1970-01-01T00:00:01Z"), &CHINA), None, "the first look");
        watch.follow(at(1, "1970-01-01T00:00:01Z"));
        let set = at(61, "2026-07-27T04:00:00Z");
        let step = watch.step(set, &CHINA).unwrap();
        assert_eq!(watch.step(set, &CHINA), Some(step), "until it is followed");
        assert_eq!(step.day(date(1970, 1, 1)), date(2026, 7, 27));
        assert_eq!(step.day(date(1969, 12, 31)), date(2026, 7, 26));
        assert_eq!(step.day(date(2026, 7, 26)), date(2026, 7, 26), "of an earlier run");
        let heard = "1970-01-01T00:00:41Z".parse().unwrap();
        assert_eq!(step.time(heard, &CHINA).to_string(), "2026-07-27T03:59:40Z");
        watch.follow(set);
        assert_eq!(watch.step(set, &CHINA), None);
    }

    #[test]
    fn a_day_that_ends_and_a_clock_that_is_led_are_no_steps() {
        let mut watch = DayWatch::default();
        watch.follow(at(0, "2026-07-26T21:59:59Z"));
        assert_eq!(watch.step(at(2, "2026-07-26T22:00:02Z"), &CHINA), None);
        assert_eq!(watch.step(at(86_400, "2026-07-27T21:59:59Z"), &CHINA), None);
        assert_eq!(watch.step(at(0, "2026-07-26T21:00:00Z"), &CHINA), None, "within the day");
        assert!(watch.step(at(0, "2026-07-25T21:00:00Z"), &CHINA).is_some(), "back");
    }
}
