//! How single values of the status stand in its JSON.

use jiff::Zoned;
use jiff::civil::Date;
use serde::{Serialize, Serializer};

use crate::clock::Trust;
use crate::terminal::report::parts::{as_text, rfc3339};
use crate::terminal::store::Incident;
use crate::terminal::update::NotKept;

pub(super) fn as_incidents<S: Serializer>(
    incidents: &[Incident],
    to: S,
) -> Result<S::Ok, S::Error> {
    #[derive(Serialize)]
    struct IncidentLine<'a> {
        at: String,
        kind: &'static str,
        records: u64,
        file: &'a str,
    }
    to.collect_seq(incidents.iter().map(|incident| IncidentLine {
        at: incident.at.to_string(),
        kind: incident.kind.as_str(),
        records: incident.records,
        file: &incident.file,
    }))
}

pub(super) fn maybe_rfc3339<S: Serializer>(
    value: &Option<Zoned>,
    to: S,
) -> Result<S::Ok, S::Error> {
    match value {
        Some(at) => rfc3339(at, to),
        None => to.serialize_none(),
    }
}

pub(super) fn moment<S: Serializer>(at: &Zoned, to: S) -> Result<S::Ok, S::Error> {
    rfc3339(at, to)
}

pub(super) fn maybe_text<S: Serializer>(value: &Option<Date>, to: S) -> Result<S::Ok, S::Error> {
    match value {
        Some(day) => as_text(day, to),
        None => to.serialize_none(),
    }
}

pub(super) fn maybe_not_kept<S: Serializer>(
    value: &Option<NotKept>,
    to: S,
) -> Result<S::Ok, S::Error> {
    #[derive(Serialize)]
    struct NotKeptFields<'a> {
        version: &'a str,
        back: &'a str,
        why: String,
    }
    let fields = value.as_ref().map(|it| NotKeptFields {
        version: &it.version,
        back: &it.back,
        why: it.why.name(),
    });
    fields.serialize(to)
}

pub(super) fn trust<S: Serializer>(value: &Option<Trust>, to: S) -> Result<S::Ok, S::Error> {
    value.map(Trust::as_str).serialize(to)
}
