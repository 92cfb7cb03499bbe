//! How the terminal stands, for whoever watches many of them: OpenMetrics text, which Prometheus' node exporter
//! takes from a file of its own folder. No ticket, seat, name or address stands in it.

use std::path::Path;

use jiff::{Timestamp, Zoned};
use prometheus_client::encoding::{EncodeLabelSet, text};
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::registry::{Registry, Unit};
use strum::VariantArray;

use super::{Status, StatusAlarm};
use crate::clock::Trust;
use crate::terminal::config::Config;
use crate::terminal::files;
use crate::terminal::report::{Day, ReportError, open, today};

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct BuildLabels {
    version: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct AlarmLabels {
    alarm: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct ReasonLabels {
    reason: String,
}

/// Writes it into a file, whole or not at all, which everybody may read.
pub fn write_metrics(config: &Config, path: &Path) -> Result<(), ReportError> {
    let (reader, now) = (open(config)?, Timestamp::now());
    let status = Status::collect(&reader, config, now)?;
    let day = Day::compute(&reader, today(&config.terminal, now), &config.terminal, now)?;
    let written = files::replace_readable(path, metrics(&status, &day).as_bytes());
    written.map_err(|cause| ReportError::Metrics { path: path.to_owned(), cause })
}

/// All of it. What is not known has no line.
pub fn metrics(status: &Status, day: &Day) -> String {
    let mut registry = Registry::with_prefix("hallgate");
    build(&mut registry, status);
    alarms(&mut registry, status);
    counts(&mut registry, status, day);
    refusals(&mut registry, day);
    measures(&mut registry, status);
    let mut written = String::new();
    // A text takes whatever is written.
    let _ = text::encode(&mut written, &registry);
    written
}

/// A gauge: the readers of older text formats take no file with a metric of the kind `info`.
fn build(to: &mut Registry, status: &Status) {
    let build = Family::<BuildLabels, Gauge>::default();
    build.get_or_create(&BuildLabels { version: status.versions.hallgate.clone() }).set(1);
    to.register("build_info", "Which program this is", build);
    let written_at = Gauge::<i64>::default();
    written_at.set(status.at.timestamp().as_second());
    let of = "When all this was so, since 1970";
    to.register_with_unit("written_at", of, Unit::Seconds, written_at);
}

/// A line for each alarm there is: a series that comes and goes is hard to watch.
fn alarms(to: &mut Registry, status: &Status) {
    let alarms = Family::<AlarmLabels, Gauge>::default();
    for alarm in StatusAlarm::VARIANTS {
        let rings = status.attention.contains(alarm);
        alarms.get_or_create(&AlarmLabels { alarm: alarm.into() }).set(rings.into());
    }
    to.register("attention", "1: somebody has to look; `hallgate status` tells what to do", alarms);
}

/// By number: what there is, and how it went today.
fn counts(to: &mut Registry, status: &Status, day: &Day) {
    let set_aside = status.set_aside.iter().map(|line| line.records).sum();
    let doubles = status.double_admissions.iter().map(|line| line.records).sum();
    let faults = status.platform_faults.len() as u64;
    for (name, of, value) in [
        ("keys", "The cinema's keys that are here", status.keys.len() as u64),
        ("records", "Check records that are kept", status.database.records),
        ("pending_records", "Records that are to go up", status.pending),
        (
            "standing_aside_records",
            "Of those, refused ones that others pass",
            status.standing_aside,
        ),
        ("set_aside_records", "Records that the platform refuses for good", set_aside),
        ("double_admissions", "Tickets let in here and elsewhere, of the last week", doubles),
        ("platform_faults", "What the platform's replies are not right in", faults),
        ("incidents", "What was found wrong with the database", status.incidents.len() as u64),
        ("admitted_today", "Visitors let in on this business day", day.sums.totals.admitted),
        ("refused_today", "Tickets refused on this business day", day.sums.refused),
        ("opened_by_hand_today", "Openings by hand on this business day", day.sums.manual),
    ] {
        to.register(name, of, gauge(value));
    }
    if let Some(trust) = status.clock {
        let trusted = gauge((trust == Trust::Trusted).into());
        to.register("clock_trusted", "1: the clock agrees with the platform's", trusted);
    }
}

fn refusals(to: &mut Registry, day: &Day) {
    let refusals = Family::<ReasonLabels, Gauge>::default();
    for line in &day.counts.refusals {
        let reason = ReasonLabels { reason: line.reason.clone() };
        refusals.get_or_create(&reason).set(signed(line.refused));
    }
    to.register("refusals_today", "Tickets refused on this business day by reason", refusals);
}

/// With a unit: ages and sizes.
fn measures(to: &mut Registry, status: &Status) {
    let age = |at: &Option<Zoned>| at.as_ref().map(|at| status.age_s(at).unsigned_abs());
    for (name, of, unit, value) in [
        ("keys_age", "Since keys came", Unit::Seconds, age(&status.keys_fetched_at)),
        ("contact_age", "Since the platform answered", Unit::Seconds, age(&status.last_contact_at)),
        ("pending_age", "Of the oldest that waits", Unit::Seconds, age(&status.oldest_pending_at)),
        ("database_size", "Of the database's files", Unit::Bytes, Some(status.database.bytes)),
        ("disk_free", "Where the database is", Unit::Bytes, status.disk_free_bytes),
        ("up", "Since the board started", Unit::Seconds, status.machine.up_s),
    ] {
        if let Some(value) = value {
            to.register_with_unit(name, of, unit, gauge(value));
        }
    }
}

fn gauge(value: u64) -> Gauge {
    let gauge = Gauge::<i64>::default();
    gauge.set(signed(value));
    gauge
}

fn signed(value: u64) -> i64 {
    i64::try_from(value).unwrap_or(i64::MAX)
}
