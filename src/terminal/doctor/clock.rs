//! Whether the clock can be right, and whether somebody keeps it so.

use std::path::Path;

use jiff::{SignedDuration, Timestamp};

use super::Finding;
use super::bilingual::bilingual;
use crate::clock::{CHINA, EARLIEST, civil_time};
use crate::terminal::config::TerminalConfig;
use crate::words::Bilingual;
use crate::words::codes::program::CLOCK;

/// How far the clock may stand before the newest record, for a time service that put it right.
const STEP_BACK: SignedDuration = SignedDuration::from_mins(10);

/// There once systemd's time service has set the clock after a start of the machine.
const SYNCHRONISED: &str = "/run/systemd/timesync/synchronized";

/// `newest` is the moment of the newest record.
pub(super) fn check(terminal: &TerminalConfig, newest: Option<Timestamp>) -> Finding {
    judge(terminal, newest, Timestamp::now(), Path::new(SYNCHRONISED).exists())
}

fn judge(
    terminal: &TerminalConfig,
    newest: Option<Timestamp>,
    now: Timestamp,
    synchronised: bool,
) -> Finding {
    let zone = &terminal.timezone.0;
    let civil = |at: Timestamp| civil_time(at, zone);
    let name = zone.iana_name().map_or(bilingual!(NamelessZone), Bilingual::from);
    let sentence = bilingual!(ClockSays { now: civil(now), zone: name });
    if now < EARLIEST {
        return Finding::fault(bilingual!(ClockNeverSet { clock: sentence }).coded(CLOCK));
    }
    if let Some(newest) = newest.filter(|newest| now.duration_until(*newest) > STEP_BACK) {
        let behind = bilingual!(ClockBehind { clock: sentence, newest: civil(newest) });
        return Finding::fault(behind.coded(CLOCK));
    }
    if zone.to_offset(now) != CHINA.to_offset(now) {
        return Finding::note(bilingual!(OtherZone { clock: sentence }));
    }
    if synchronised {
        Finding::fine(bilingual!(Synchronised { clock: sentence }))
    } else {
        Finding::note(bilingual!(NotSynchronised { clock: sentence }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terminal::doctor::Level;

    fn level(zone: &str, newest: Option<&str>, now: &str, synchronised: bool) -> (Level, String) {
        let terminal: TerminalConfig =
            toml::from_str(&format!("cinema_code = \"12345678\"\ntimezone = {zone:?}")).unwrap();
        let newest = newest.map(|at| at.parse().unwrap());
        let found = judge(&terminal, newest, now.parse().unwrap(), synchronised);
        (found.level, found.english())
    }

    #[test]
    fn a_clock_is_judged_by_what_speaks_against_it() {
        let now = "2026-05-01T12:00:00Z";
        let china = "Asia/Shanghai";
        let sentence = "2026-05-01 20:00:00 in Asia/Shanghai, synchronised".to_owned();
        assert_eq!(level(china, Some("2026-05-01T12:09:59Z"), now, true), (Level::Fine, sentence));
        assert_eq!(level(china, None, now, false).0, Level::Note);
        let (found, sentence) = level(china, Some("2026-05-01T13:00:00Z"), now, true);
        assert_eq!(found, Level::Fault);
        assert!(sentence.contains("the newest record is of 2026-05-01 21:00:00"), "{sentence}");
        let (found, sentence) = level(china, None, "1970-01-01T00:00:05Z", true);
        assert_eq!(found, Level::Fault);
        assert!(sentence.contains("never set"), "{sentence}");
        assert_eq!(level("Europe/Berlin", None, now, true).0, Level::Note);
        assert_eq!(level("Asia/Hong_Kong", None, now, true).0, Level::Fine);
    }
}
