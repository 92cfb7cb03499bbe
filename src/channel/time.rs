//! Times as the channel writes them (CHANNEL §1): `yyyy-MM-dd HH:mm:ss`, `/Date(1457020800000+0800)/`, and ISO's form.

use jiff::Timestamp;
use jiff::civil::DateTime;

use crate::clock::{china_civil, parse_loose_time};

/// China Standard Time, to the second; none for what is no time.
pub(super) fn read(text: &str) -> Option<DateTime> {
    let at = match text.strip_prefix("/Date(").and_then(|rest| rest.strip_suffix(")/")) {
        Some(written) => of_milliseconds(written)?,
        None => parse_loose_time(text)?,
    };
    Some(china_civil(at)).filter(|at| (1..=9999).contains(&at.year()))
}

/// Milliseconds since 1970 in UTC. The offset behind them says only how to show the time.
fn of_milliseconds(written: &str) -> Option<Timestamp> {
    let is_offset =
        |offset: &str| offset.len() == 4 && offset.bytes().all(|byte| byte.is_ascii_digit());
    let sign = written.rfind(['+', '-']).filter(|at| *at > 0);
    let (number, offset) = written.split_at(sign.unwrap_or(written.len()));
    if !offset.is_empty() && !is_offset(&offset[1..]) {
        return None;
    }
    Timestamp::from_millisecond(number.parse().ok()?).ok()
}

/// `YYYY-MM-DDThh:mm:ss`, or null, for serde's `serialize_with`.
pub(super) fn maybe<S: serde::Serializer>(at: &Option<DateTime>, to: S) -> Result<S::Ok, S::Error> {
    match at {
        Some(at) => always(at, to),
        None => to.serialize_none(),
    }
}

/// Likewise of a time that is always there.
pub(super) fn always<S: serde::Serializer>(at: &DateTime, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(&crate::clock::wire_time(*at))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_read_in_each_form() {
        for (text, wanted) in [
            ("/Date(1457020800000+0800)/", Some("2016-03-04T00:00:00")),
            // The offset moves nothing.
            ("/Date(1457020800000-0500)/", Some("2016-03-04T00:00:00")),
            ("/Date(1457020800000)/", Some("2016-03-04T00:00:00")),
            ("/Date(1516607400999+0800)/", Some("2018-01-22T15:50:00")),
            ("/Date(-1000)/", Some("1970-01-01T07:59:59")),
            ("2015-07-23 03:05:00", Some("2015-07-23T03:05:00")),
            ("2015-07-23T03:05:00", Some("2015-07-23T03:05:00")),
            ("2015-07-22T19:05:00Z", Some("2015-07-23T03:05:00")),
            ("2015-07-23 03:05:00.000", Some("2015-07-23T03:05:00")),
            ("/Date(-62135596800000+0800)/", Some("0001-01-01T08:00:00")),
            ("/Date(-99999999999999+0800)/", None),
            ("", None),
            ("/Date()/", None),
            ("/Date(-)/", None),
            ("/Date(1457020800000+8)/", None),
            ("/Date(1457020800000+08:00)/", None),
            ("/Date(99999999999999999999)/", None),
            ("/Date(1e9)/", None),
            ("/Date(1457020800000+0800)", None),
            ("1457020800000", None),
            ("2015-07-23", None),
            ("2015-02-30 03:05:00", None),
            ("2015-07-23 24:05:00", None),
        ] {
            let read = read(text).map(crate::clock::wire_time);
            assert_eq!(read.as_deref(), wanted, "{text}");
        }
    }
}
