//! Time: the two clocks of a moment, China Standard Time, the business day, and whether the
//! terminal's clock can be believed.

mod boot;
mod named_day;
mod watch;

use std::time::Duration;

use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};
use rustix::time::{ClockId, clock_gettime};

pub use boot::Boot;
pub use named_day::{BadDay, NamedDay};
pub use watch::{ClockMark, ClockWatch, Offset, STEP_MS, Truth};

/// One moment, read from both clocks at once. Deadlines run by `mono`, rules by `wall`, so that
/// a step of the wall clock moves no deadline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Now {
    /// Since the program's start, the machine's sleep included; never goes back.
    pub mono: Duration,
    /// What the terminal believes the time to be.
    pub wall: Timestamp,
}

/// Reads both clocks of the machine.
#[derive(Debug, Clone, Copy)]
pub struct Clock {
    /// Since the machine's start.
    zero: Duration,
}

impl Clock {
    /// A clock whose monotonic part starts at zero now.
    pub fn start() -> Self {
        Self { zero: since_boot() }
    }

    /// When it was started, since the machine's start.
    pub fn zero(&self) -> Duration {
        self.zero
    }

    /// This moment.
    pub fn now(&self) -> Now {
        Now { mono: self.mono(), wall: Timestamp::now() }
    }

    /// The monotonic part alone.
    pub fn mono(&self) -> Duration {
        since_boot().saturating_sub(self.zero)
    }
}

/// The kernel's clock that knows no step of the time and goes on while the machine sleeps.
fn since_boot() -> Duration {
    let time = clock_gettime(ClockId::Boottime);
    let part = |part: i64| u64::try_from(part).unwrap_or(0);
    Duration::new(part(time.tv_sec), u32::try_from(time.tv_nsec).unwrap_or(0))
}

/// China Standard Time, in which the specification writes all its civil times (§5.1.2, §7.5).
pub const CHINA: TimeZone = TimeZone::fixed(jiff::tz::Offset::constant(8));

/// A moment as people read it in this zone, to the second.
pub fn civil_time(at: Timestamp, zone: &TimeZone) -> String {
    zone.to_datetime(at).strftime("%Y-%m-%d %H:%M:%S").to_string()
}

/// A moment as the specification writes it: China Standard Time, whole seconds.
pub fn china_civil(at: Timestamp) -> DateTime {
    let civil = CHINA.to_datetime(at);
    civil.with().subsec_nanosecond(0).build().unwrap_or(civil)
}

/// The moment of a civil time in China Standard Time; clamped at the ends of representable time.
pub fn china_timestamp(civil: DateTime) -> Timestamp {
    CHINA.to_timestamp(civil).unwrap_or(if civil.year() > 0 {
        Timestamp::MAX
    } else {
        Timestamp::MIN
    })
}

/// Writes `YYYY-MM-DDThh:mm:ss`, the specification's only form of a time.
pub fn wire_time(civil: DateTime) -> String {
    civil.strftime("%Y-%m-%dT%H:%M:%S").to_string()
}

/// Reads exactly `YYYY-MM-DDThh:mm:ss`. There is no second 60: China's clocks have not shown one
/// since 2017, and no show begins in it.
pub fn parse_wire_time(text: &str) -> Option<DateTime> {
    let shape = text.bytes().enumerate().all(|(at, byte)| match at {
        4 | 7 => byte == b'-',
        10 => byte == b'T',
        13 | 16 => byte == b':',
        _ => byte.is_ascii_digit(),
    });
    if text.len() == 19 && shape && !text.ends_with(":60") { text.parse().ok() } else { None }
}

/// Reads a time as others may write it: with a space for the `T`, a fraction of the second, a zone
/// (`Z`, `+08:00`, also with the `+` lost to a space); without a zone it is China Standard Time.
pub fn parse_loose_time(text: &str) -> Option<Timestamp> {
    let (civil, rest) = text.trim().split_at_checked(19)?;
    let civil = parse_wire_time(&civil.replacen(' ', "T", 1))?;
    let zone = rest.trim_start_matches(|char: char| char == '.' || char.is_ascii_digit());
    let fraction = &rest[..rest.len() - zone.len()];
    if !fraction.is_empty() && !fraction.starts_with('.') {
        return None;
    }
    let zone = match zone.strip_prefix(' ') {
        Some(lost) if lost.starts_with(|char: char| char.is_ascii_digit()) => format!("+{lost}"),
        Some(kept) => kept.to_owned(),
        None if zone.is_empty() => "+08:00".to_owned(),
        None => zone.to_owned(),
    };
    format!("{}{fraction}{zone}", wire_time(civil)).parse().ok()
}

/// The business day of a civil time: from 06:00 to 06:00 of the next day (§2.7).
pub fn business_day(civil: DateTime) -> Date {
    civil.saturating_sub(Span::new().hours(6)).date()
}

/// The first moment of a business day in `zone`.
pub fn business_day_start(day: Date, zone: &TimeZone) -> Timestamp {
    zone.to_timestamp(day.at(6, 0, 0, 0)).unwrap_or(Timestamp::MIN)
}

/// No terminal ran before this: a clock that stands earlier was never set.
pub const EARLIEST: Timestamp = Timestamp::constant(1_514_736_000, 0); // 2018-01-01 in China

/// No terminal runs after this; a platform that says so is no judge of time.
pub const LATEST: Timestamp = Timestamp::constant(4_102_416_000, 0); // 2100-01-01 in China

/// How far the terminal's clock and the platform's may differ, as for an e-ticket (§5.1.4).
pub const TOLERANCE: Duration = Duration::from_secs(300);

/// Whether the terminal's clock can be believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::IntoStaticStr, strum::EnumString)]
#[strum(serialize_all = "snake_case")]
pub enum Trust {
    /// Nothing speaks against it.
    Trusted,
    /// The platform's `Datetime` differs by more than [`TOLERANCE`]; which of the two is off
    /// can't be told from here. Rules go on by the terminal's clock.
    Differs,
    /// It stands before what the terminal has recorded itself, or before [`EARLIEST`]: it is
    /// certainly behind.
    Behind,
}

impl Trust {
    /// True for [`Trust::Trusted`] alone.
    pub fn is_trusted(self) -> bool {
        self == Self::Trusted
    }

    /// The name in the store and in `hallgate status`.
    pub fn as_str(self) -> &'static str {
        self.into()
    }

    /// The judgement of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        name.parse().ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::{date, datetime};

    #[test]
    fn a_business_day_runs_from_six_to_six() {
        assert_eq!(business_day(datetime(2026, 5, 1, 6, 0, 0, 0)), date(2026, 5, 1));
        assert_eq!(business_day(datetime(2026, 5, 1, 5, 59, 59, 0)), date(2026, 4, 30));
        assert_eq!(business_day(datetime(2026, 1, 1, 0, 0, 0, 0)), date(2025, 12, 31));
        let start = business_day_start(date(2026, 5, 1), &CHINA);
        assert_eq!(start.to_string(), "2026-04-30T22:00:00Z");
    }

    #[test]
    fn only_the_one_form_of_a_time_is_read() {
        assert_eq!(
            parse_wire_time("2019-01-01T11:12:00"),
            Some(datetime(2019, 1, 1, 11, 12, 0, 0))
        );
        for text in [
            "",
            "2019-13-01T11:12:00",
            "2019-02-29T11:12:00",
            "2019-01-01 11:12:00",
            "2019-01-01T11:12",
            "2019-01-01T11:12:00Z",
            "20190-1-01T11:12:00",
            "2019-01-01T11:12:60",
            "2016-12-31T23:59:60",
            "2019-01-01T11:60:00",
            "2019-01-01T24:00:00",
        ] {
            assert_eq!(parse_wire_time(text), None, "{text}");
        }
        assert_eq!(wire_time(datetime(2019, 1, 1, 1, 2, 3, 9)), "2019-01-01T01:02:03");
    }

    #[test]
    fn a_time_is_read_as_others_write_it() {
        for text in [
            "2026-05-01T20:00:00",
            " 2026-05-01 20:00:00 ",
            "2026-05-01T20:00:00+08:00",
            "2026-05-01T20:00:00+0800",
            "2026-05-01T20:00:00 08:00",
            "2026-05-01T12:00:00Z",
            "2026-05-01 12:00:00 Z",
            "2026-05-01T12:00:00.000Z",
            "2026-05-01T20:00:00.0",
            "2026-05-01T05:00:00-07:00",
        ] {
            let read = parse_loose_time(text).map(|at| at.to_string());
            assert_eq!(read.as_deref(), Some("2026-05-01T12:00:00Z"), "{text}");
        }
        let fine = parse_loose_time("2026-05-01T20:00:00.123456+08:00").unwrap();
        assert_eq!(fine.subsec_microsecond(), 123_456);
        for text in [
            "",
            "2026-05-01",
            "2026-05-01T20:00:60Z",
            "2026-05-01T20:00:00.",
            "2026-05-01T20:00:007",
            "2026-05-01T20:00:00+8",
            "2026-05-01T20:00:00+99:00",
            "2026-05-01T20:00:00Z[Asia/Shanghai]x",
            "二〇二六年五月一日二十时",
        ] {
            assert_eq!(parse_loose_time(text), None, "{text}");
        }
    }

    #[test]
    fn china_is_eight_hours_ahead() {
        let at = china_timestamp(datetime(2019, 1, 1, 8, 0, 0, 0));
        assert_eq!(at.to_string(), "2019-01-01T00:00:00Z");
        assert_eq!(china_civil(at), datetime(2019, 1, 1, 8, 0, 0, 0));
    }
}
