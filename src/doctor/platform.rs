//! Whether the platform answers, with keys, and at the same time of day.

use jiff::Timestamp;

use super::Finding;
use crate::clock::{TOLERANCE, china_timestamp};
use crate::config::Config;
use crate::sync::{Echo, probe};

/// Days before its end at which a certificate should have been renewed.
const RENEW_DAYS: i64 = 21;

pub(super) fn check(config: &Config) -> Finding {
    match probe(&config.platform, config.terminal.cinema_code, Timestamp::now()) {
        Ok(echo) => judge(config, &echo, Timestamp::now()),
        Err(fault) => Finding::fault(format!("{}: {fault}", config.platform.url.uri())),
    }
}

/// `now` is the moment at which the answer was there.
fn judge(config: &Config, echo: &Echo, now: Timestamp) -> Finding {
    let ahead_s = echo.platform_time.map(|time| {
        let answered = now.checked_sub(echo.round_trip / 2).unwrap_or(now);
        china_timestamp(time).duration_since(answered).as_secs()
    });
    let said = format!(
        "{} answers in {} ms, the making of the connection included",
        config.platform.url.uri(),
        echo.round_trip.as_millis()
    );
    let difference = match ahead_s {
        None => Finding::note("it does not tell its time: tell its operator"),
        Some(0) => Finding::fine("its clock agrees"),
        Some(seconds) => difference(seconds),
    };
    let keys = match (echo.keys, echo.unreadable) {
        (0, bad) => Finding::fault(format!(
            "it gives no key of cinema {} that reads ({bad} do not): check terminal.cinema_code, then ask its operator",
            config.terminal.cinema_code
        )),
        (good, 0) => Finding::fine(format!("keys: {good}")),
        (good, bad) => {
            Finding::note(format!("keys: {good}, {bad} more do not read: tell its operator"))
        }
    };
    let certificate = certificate(echo.certificate_until, now);
    let all = Finding::all(vec![keys, difference, certificate]);
    Finding { said: format!("{said}; {}", all.said), ..all }
}

fn certificate(until: Option<Timestamp>, now: Timestamp) -> Finding {
    let Some(until) = until else {
        return Finding::note("its certificate does not tell how long it lasts");
    };
    let days = until.duration_since(now).as_hours() / 24;
    let said = format!("its certificate lasts {days} more days");
    if days < RENEW_DAYS {
        Finding::note(format!("{said}: ask its operator to renew it in time"))
    } else {
        Finding::fine(said)
    }
}

fn difference(seconds: i64) -> Finding {
    let way = if seconds > 0 { "ahead" } else { "behind" };
    let said = format!("its clock is {} s {way}", seconds.unsigned_abs());
    if seconds.unsigned_abs() > TOLERANCE.as_secs() {
        Finding::fault(format!(
            "{said}: set this terminal's clock (timedatectl); where that is right, tell the platform's operator"
        ))
    } else {
        Finding::fine(said)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::doctor::Level;

    #[test]
    fn a_certificate_that_runs_out_is_told_in_time() {
        let now = Timestamp::UNIX_EPOCH;
        let lasts =
            |days: i64| certificate(Some(now + jiff::SignedDuration::from_hours(24 * days)), now);
        assert_eq!(lasts(22), Finding::fine("its certificate lasts 22 more days"));
        let late = lasts(20);
        assert_eq!(late.level, Level::Note);
        assert!(late.said.contains("20 more days: ask its operator"), "{}", late.said);
    }
}
