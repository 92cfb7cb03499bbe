//! What is counted for whoever watches the platform, as OpenMetrics text. No ticket, key, name or
//! address stands in it: what a label may say is written down here.

use std::fmt;
use std::time::Duration;

use prometheus_client::encoding::{EncodeLabelSet, text};
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::{Registry, Unit};

use super::ledger::backlog::{Backlog, Fleet};

/// Bounds of the answers' times, in seconds; the document's own is 3.
const SECONDS: [f64; 12] = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 3.0, 5.0, 10.0];

/// Counters and gauges, and the registry that writes them.
pub struct Metrics {
    registry: Registry,
    requests: Family<RequestLabels, Counter>,
    seconds: Family<ApiLabels, Histogram>,
    received: Counter,
    repeated: Counter,
    forwarded: Family<ResultLabels, Counter>,
    keys: Family<ResultLabels, Counter>,
    findings: Family<KindLabels, Counter>,
    gauges: Gauges,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct RequestLabels {
    api: &'static str,
    status: u16,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct ApiLabels {
    api: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct ResultLabels {
    result: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct KindLabels {
    kind: &'static str,
}

/// What is looked up when somebody asks.
#[derive(Default)]
struct Gauges {
    waiting: Gauge,
    overdue: Gauge,
    unproved: Gauge,
    set_aside: Gauge,
    open_findings: Gauge,
    cinemas: Gauge,
    keys_age: Gauge,
    terminals: Gauge,
    terminals_heard: Gauge,
    national_up: Gauge,
    disk_free: Gauge,
}

/// How it stands at the moment of asking.
#[derive(Debug, Clone, Copy, Default)]
pub struct WatchedFigures {
    pub backlog: Backlog,
    pub fleet: Fleet,
    /// The national platform answered when it was last asked.
    pub national_up: bool,
    /// Bytes in the folder of all that is kept.
    pub disk_free: u64,
}

impl fmt::Debug for Metrics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Metrics(…)")
    }
}

impl Default for Metrics {
    fn default() -> Self {
        let seconds = Family::new_with_constructor(histogram as fn() -> Histogram);
        let mut metrics = Self {
            registry: Registry::with_prefix("hallgate_platform"),
            requests: Family::default(),
            seconds,
            received: Counter::default(),
            repeated: Counter::default(),
            forwarded: Family::default(),
            keys: Family::default(),
            findings: Family::default(),
            gauges: Gauges::default(),
        };
        metrics.register();
        metrics
    }
}

fn histogram() -> Histogram {
    Histogram::new(SECONDS)
}

impl Metrics {
    fn register(&mut self) {
        let to = &mut self.registry;
        to.register("requests", "Terminals' requests by what they ask", self.requests.clone());
        let of = "How long answers to terminals took";
        to.register_with_unit("request", of, Unit::Seconds, self.seconds.clone());
        to.register("received_records", "Records taken from terminals", self.received.clone());
        to.register("repeated_records", "Records that were here already", self.repeated.clone());
        let of = "Records reported to the national platform";
        to.register("forwarded_records", of, self.forwarded.clone());
        to.register("key_fetches", "Cinemas' keys asked for", self.keys.clone());
        to.register("findings", "Findings opened, or with more records", self.findings.clone());
        let own = &self.gauges;
        for (name, of, gauge) in [
            ("waiting_records", "Records that are to go up", &own.waiting),
            ("overdue_records", "Records not upstream an hour after their session", &own.overdue),
            ("unproved_records", "Records that no key fits yet", &own.unproved),
            ("set_aside_records", "Records that are refused above", &own.set_aside),
            ("open_findings", "Findings that nobody has closed", &own.open_findings),
            ("cinemas", "Cinemas that are known", &own.cinemas),
            ("terminals", "Terminals that are believed", &own.terminals),
            ("heard_terminals", "Terminals heard in the last ten minutes", &own.terminals_heard),
            ("national_up", "1: the national platform answered last", &own.national_up),
        ] {
            to.register(name, of, gauge.clone());
        }
        let of = "Age of the oldest cinema's keys";
        to.register_with_unit("keys_age", of, Unit::Seconds, own.keys_age.clone());
        let of = "Room where the platform keeps its data";
        to.register_with_unit("disk_free", of, Unit::Bytes, own.disk_free.clone());
    }

    /// A request is answered.
    pub fn answered(&self, api: &'static str, status: u16, took: Duration) {
        self.requests.get_or_create(&RequestLabels { api, status }).inc();
        self.seconds.get_or_create(&ApiLabels { api }).observe(took.as_secs_f64());
    }

    pub fn received(&self, count: u32, repeats: u32) {
        self.received.inc_by(count.into());
        self.repeated.inc_by(repeats.into());
    }

    pub fn forwarded(&self, result: &'static str, count: usize) {
        self.forwarded.get_or_create(&ResultLabels { result }).inc_by(count as u64);
    }

    pub fn keys(&self, result: &'static str) {
        self.keys.get_or_create(&ResultLabels { result }).inc();
    }

    pub fn finding(&self, kind: &'static str) {
        self.findings.get_or_create(&KindLabels { kind }).inc();
    }

    /// All of it, as OpenMetrics text.
    pub fn text(&self, moment: &WatchedFigures) -> Result<String, fmt::Error> {
        let WatchedFigures { backlog, fleet, national_up, disk_free } = *moment;
        let own = &self.gauges;
        for (gauge, value) in [
            (&own.waiting, backlog.waiting),
            (&own.overdue, backlog.overdue),
            (&own.unproved, backlog.unproved),
            (&own.set_aside, backlog.set_aside),
            (&own.open_findings, backlog.open_findings),
            (&own.cinemas, fleet.cinemas),
            (&own.keys_age, fleet.keys_age_s),
            (&own.terminals, fleet.terminals),
            (&own.terminals_heard, fleet.heard),
            (&own.national_up, national_up.into()),
            (&own.disk_free, i64::try_from(disk_free).unwrap_or(i64::MAX)),
        ] {
            gauge.set(value);
        }
        let mut shown = String::new();
        text::encode(&mut shown, &self.registry)?;
        Ok(shown)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_counted_is_written_as_openmetrics() {
        let metrics = Metrics::default();
        metrics.answered("GetTicketInfo", 200, Duration::from_millis(30));
        metrics.received(3, 1);
        metrics.forwarded("accepted", 1000);
        let moment = WatchedFigures { disk_free: 7, ..WatchedFigures::default() };
        let text = metrics.text(&moment).unwrap();
        for line in [
            "hallgate_platform_requests_total{api=\"GetTicketInfo\",status=\"200\"} 1",
            "hallgate_platform_request_seconds_bucket{le=\"0.05\",api=\"GetTicketInfo\"} 1",
            "hallgate_platform_received_records_total 3",
            "hallgate_platform_forwarded_records_total{result=\"accepted\"} 1000",
            "hallgate_platform_disk_free_bytes 7",
            "hallgate_platform_waiting_records 0",
            "# EOF",
        ] {
            assert!(text.lines().any(|it| it == line), "{line}: {text}");
        }
    }
}
