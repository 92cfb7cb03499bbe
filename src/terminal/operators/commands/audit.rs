//! `hallgate audit show|verify`.

use std::io::Write;
use std::str::FromStr;

use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use serde_json::{Map, Value, json};

use super::{AuditShow, detail};
use crate::clock::civil_time;
use crate::terminal::config::Config;
use crate::terminal::operators::PeopleError;
use crate::terminal::operators::{self, who_is};
use crate::terminal::store::{
    AdminStore, AuditDetail, AuditEntry, AuditFilter, AuditKind, DatabaseKey,
};
use crate::words::people::{self as words, Text};
use crate::words::plain::is_hidden;
use crate::words::table::padded;
use crate::words::{Language, ProgressLine};

/// Columns of the longest name of a kind.
const WHAT: usize = 21;

/// A day or a time in the terminal's zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bound {
    Day(Date),
    Time(DateTime),
}

/// A text is neither.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("is neither YYYY-MM-DD nor YYYY-MM-DDThh:mm")]
pub struct BadBound;

impl FromStr for Bound {
    type Err = BadBound;

    fn from_str(text: &str) -> Result<Self, BadBound> {
        let day = || Date::strptime("%Y-%m-%d", text).map(Self::Day);
        let time = |form| DateTime::strptime(form, text).map(Self::Time);
        day()
            .or_else(|_| time("%Y-%m-%dT%H:%M"))
            .or_else(|_| time("%Y-%m-%dT%H:%M:%S"))
            .map_err(|_| BadBound)
    }
}

impl Bound {
    fn from(self, zone: &TimeZone) -> Timestamp {
        let civil = match self {
            Self::Day(day) => day.at(0, 0, 0, 0),
            Self::Time(time) => time,
        };
        zone.to_timestamp(civil).unwrap_or(Timestamp::MIN)
    }

    /// The end of a day is the beginning of the next; a time is its own end.
    fn to(self, zone: &TimeZone) -> Timestamp {
        let end = match self {
            Self::Day(day) => day.checked_add(1.day()).map(|next| next.at(0, 0, 0, 0)),
            Self::Time(time) => Ok(time),
        };
        end.and_then(|end| zone.to_timestamp(end)).unwrap_or(Timestamp::MAX)
    }
}

/// Shows the wanted entries, the newest last.
pub fn show(config: &Config, wanted: &AuditShow, mut out: impl Write) -> Result<(), PeopleError> {
    let (zone, language) = (&config.terminal.timezone.0, config.terminal.language);
    let filter = AuditFilter {
        from: wanted.from.map(|from| from.from(zone)),
        to: wanted.to.map(|to| to.to(zone)),
        who: wanted.who.as_deref().map(|who| who_is(who, language).to_owned()),
        what: wanted.what.clone(),
        text: wanted.text.clone(),
        limit: wanted.limit,
    };
    if let Some((from, to)) = filter.from.zip(filter.to).filter(|(from, to)| to <= from) {
        let civil = |moment| civil_time(moment, zone);
        return Err(PeopleError::Reversed { from: civil(from), to: civil(to) });
    }
    let mut shown = false;
    open(config)?.audit_each(&filter, |entry| {
        shown = true;
        let line =
            if wanted.json { as_json(&entry, zone) } else { as_text(&entry, zone, language) };
        writeln!(out, "{line}").map_err(PeopleError::Output)
    })?;
    if !shown && !wanted.json {
        writeln!(out, "{}", Text::NoEntry.form(language)).map_err(PeopleError::Output)?;
    }
    Ok(())
}

/// Checks the whole log; the error names the first bad entry. Who waits at a terminal is told how
/// far it is.
pub fn verify(config: &Config, mut out: impl Write) -> Result<(), PeopleError> {
    let admin_store = open(config)?;
    let line = ProgressLine::default();
    let checked = admin_store
        .verify_audit_with_progress(|done, all| line.show(format_args!("{done} / {all}")))?;
    drop(line);
    let zone = &config.terminal.timezone.0;
    let span = checked.map_err(|fault| PeopleError::Audit { fault, zone: zone.clone() })?;
    let language = config.terminal.language;
    let summary = match span.times {
        Some((first, last)) => {
            let (from, to) = (civil_time(first, zone), civil_time(last, zone));
            words::Unbroken { entries: span.entries, from, to, head: span.head }.text(language)
        }
        None => Text::Unbegun.plain(language),
    };
    writeln!(out, "{summary}").map_err(PeopleError::Output)
}

fn open(config: &Config) -> Result<AdminStore, PeopleError> {
    let key = DatabaseKey::load(&config.store.key)?;
    Ok(AdminStore::open(&config.store.path, &key)?)
}

/// An entry as people read it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditLine {
    pub at: String,
    pub who: String,
    pub what: String,
    pub detail: String,
}

/// An entry in words.
pub fn log_line(entry: &AuditEntry, zone: &TimeZone, language: Language) -> AuditLine {
    let AuditEntry { at, who, what, detail, .. } = entry;
    let kind = AuditKind::from_name(what);
    let read = kind.and_then(|kind| AuditDetail::read(kind, detail));
    let detail =
        read.map_or_else(|| detail.clone(), |read| detail::sentence(&read, zone, language));
    AuditLine {
        at: civil_time(*at, zone),
        who: plain(operators::who(who, language)),
        what: plain(kind.map_or(what.as_str(), |kind| kind.shown(language))),
        detail: plain(&detail),
    }
}

fn as_text(entry: &AuditEntry, zone: &TimeZone, language: Language) -> String {
    let AuditLine { at, who, what, detail } = log_line(entry, zone, language);
    let (id, who, what) = (entry.id, padded(&who, 12), padded(&what, WHAT));
    format!("{id:>6}  {at}  {who}  {what}  {detail}").trim_end().to_owned()
}

/// An entry as a JSON object in one line.
pub(crate) fn as_json(entry: &AuditEntry, zone: &TimeZone) -> String {
    let AuditEntry { id, at, who, what, detail } = entry;
    let at = at.to_zoned(zone.clone()).strftime("%Y-%m-%dT%H:%M:%S%.3f%:z").to_string();
    json!({ "id": id, "at": at, "who": who, "what": what, "detail": as_value(detail) }).to_string()
}

/// A detail as the object that it is. One that is none, as a damaged one, stays a text.
fn as_value(detail: &str) -> Value {
    let object: Option<Map<String, Value>> = serde_json::from_str(detail).ok();
    object.map_or_else(|| detail.into(), Value::Object)
}

/// A detail that somebody typed must not steer the reader's terminal; what would is seen to be there.
fn plain(text: &str) -> String {
    text.chars().map(|letter| if is_hidden(letter) { '\u{fffd}' } else { letter }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bound_is_a_day_or_a_time_of_the_terminals_zone() {
        let zone = crate::clock::CHINA;
        let bound = |text: &str| text.parse::<Bound>();
        let day = bound("2026-05-01").unwrap();
        assert_eq!(day.from(&zone).to_string(), "2026-04-30T16:00:00Z");
        assert_eq!(day.to(&zone).to_string(), "2026-05-01T16:00:00Z");
        let time = bound("2026-05-01T08:30").unwrap();
        assert_eq!((time.from(&zone), time.to(&zone)), (time.from(&zone), time.from(&zone)));
        assert_eq!(time.to(&zone).to_string(), "2026-05-01T00:30:00Z");
        assert_eq!(bound("9999-12-31").unwrap().to(&zone), Timestamp::MAX);
        for text in ["", "2026-02-30", "2026-05-01T25:00", "2026-05-01 08:30", "yesterday"] {
            assert_eq!(bound(text), Err(BadBound), "{text}");
        }
    }

    #[test]
    fn a_detail_does_not_steer_the_readers_terminal() {
        let entry = AuditEntry {
            id: 7,
            at: Timestamp::UNIX_EPOCH,
            who: "chen".into(),
            what: "opened_by_hand".into(),
            detail: "lift\u{1b}[2J\nbroken".into(),
        };
        let line = as_text(&entry, &TimeZone::UTC, Language::English);
        assert_eq!(
            line,
            "     7  1970-01-01 00:00:00  chen          opened by hand         lift\u{fffd}[2J\u{fffd}broken"
        );
        let json: serde_json::Value =
            serde_json::from_str(&as_json(&entry, &TimeZone::UTC)).unwrap();
        assert_eq!(json["at"], "1970-01-01T00:00:00.000+00:00");
        assert_eq!(json["detail"], "lift\u{1b}[2J\nbroken");
    }

    #[test]
    fn a_detail_is_an_object_of_json_and_what_is_none_is_shown_as_it_is_kept() {
        let entry = |detail: &str| AuditEntry {
            id: 7,
            at: Timestamp::UNIX_EPOCH,
            who: "chen".into(),
            what: "sign_in".into(),
            detail: detail.into(),
        };
        let words = |detail| as_text(&entry(detail), &TimeZone::UTC, Language::English);
        let json = |detail| -> Value {
            let mut line: Value =
                serde_json::from_str(&as_json(&entry(detail), &TimeZone::UTC)).unwrap();
            line["detail"].take()
        };
        let kept = r#"{"place":"screen","since":7}"#;
        assert_eq!(json(kept), json!({ "place": "screen", "since": 7 }));
        assert!(words(kept).ends_with("at the screen"), "{}", words(kept));
        let later = r#"{"place":"watch"}"#;
        assert_eq!(json(later), json!({ "place": "watch" }));
        assert!(words(later).ends_with(later), "{}", words(later));
        for other in ["place=screen", r#"{"place":"scr"#, "7", "[]", ""] {
            assert_eq!(json(other), other);
            assert!(words(other).ends_with(other), "{}", words(other));
        }
    }
}
