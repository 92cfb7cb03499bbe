//! Whether the platform answers, with keys, and at the same time of day.

use jiff::Timestamp;

use super::Finding;
use super::bilingual::bilingual;
use crate::clock::{TOLERANCE, china_timestamp};
use crate::terminal::config::Config;
use crate::terminal::sync::{Echo, ProbeError, probe};
use crate::words::Bilingual;

/// Days before its end at which a certificate should have been renewed.
const RENEW_DAYS: i64 = 21;

pub(super) fn check(config: &Config) -> Finding {
    match probe(&config.platform, config.terminal.cinema_code, Timestamp::now()) {
        Ok(echo) => judge(config, &echo, Timestamp::now()),
        Err(ProbeError::Exchange(fault)) => {
            let fault = Bilingual::of(&fault);
            Finding::fault(bilingual!(Faulty { subject: config.platform.url.uri(), fault }))
        }
        Err(ProbeError::Settings(fault)) => {
            let fault = Bilingual::of(&fault);
            Finding::fault(bilingual!(Faulty { subject: config.platform.url.uri(), fault }))
        }
    }
}

/// `now` is the moment at which the answer was there.
fn judge(config: &Config, echo: &Echo, now: Timestamp) -> Finding {
    let ahead_s = echo.platform_time.map(|time| {
        let answered = now.checked_sub(echo.round_trip / 2).unwrap_or(now);
        china_timestamp(time).duration_since(answered).as_secs()
    });
    let sentence = bilingual!(PlatformAnswers {
        url: config.platform.url.uri(),
        took_ms: echo.round_trip.as_millis()
    });
    let difference = match ahead_s {
        None => Finding::note(bilingual!(TimeMissing)),
        Some(0) => Finding::fine(bilingual!(ClockAgrees)),
        Some(seconds) => difference(seconds),
    };
    let keys = match (echo.keys, echo.unreadable) {
        (0, bad) => Finding::fault(bilingual!(NoKeys {
            cinema: config.terminal.cinema_code,
            unreadable: bad
        })),
        (good, 0) => Finding::fine(bilingual!(Keys { keys: good })),
        (good, bad) => Finding::note(bilingual!(SomeKeysBad { keys: good, unreadable: bad })),
    };
    let certificate = certificate(echo.certificate_until, now);
    let all = Finding::all(vec![keys, difference, certificate]);
    Finding { sentence: Bilingual::row([sentence, all.sentence]), ..all }
}

fn certificate(until: Option<Timestamp>, now: Timestamp) -> Finding {
    let Some(until) = until else {
        return Finding::note(bilingual!(CertificateUnknown));
    };
    let days = until.duration_since(now).as_hours() / 24;
    let sentence = bilingual!(CertificateLasts { days });
    if days < RENEW_DAYS {
        Finding::note(bilingual!(CertificateSoon { certificate: sentence }))
    } else {
        Finding::fine(sentence)
    }
}

fn difference(seconds: i64) -> Finding {
    let apart = seconds.unsigned_abs();
    let sentence = if seconds > 0 {
        bilingual!(PlatformAhead { seconds: apart })
    } else {
        bilingual!(PlatformBehind { seconds: apart })
    };
    if apart > TOLERANCE.as_secs() {
        Finding::fault(bilingual!(TooFarApart { difference: sentence }))
    } else {
        Finding::fine(sentence)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terminal::doctor::Level;

    #[test]
    fn a_certificate_that_runs_out_is_told_in_time() {
        let now = Timestamp::UNIX_EPOCH;
        let lasts =
            |days: i64| certificate(Some(now + jiff::SignedDuration::from_hours(24 * days)), now);
        assert_eq!(lasts(22), Finding::fine(bilingual!(CertificateLasts { days: 22 })));
        let late = lasts(20);
        assert_eq!(late.level, Level::Note);
        assert!(late.english().contains("20 more days: ask its operator"), "{}", late.english());
    }
}
