//! What happened, one JSON object a line, for whoever watches (`serve --events FILE`).

use std::fs::{File, OpenOptions};
use std::io::Write;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use jiff::Timestamp;
use serde_json::{Map, Value, json};

use super::metrics::Metrics;
use super::upstream::UpstreamEvent;
use crate::clock::CHINA;

/// Where events go, if a file was asked for; and what they come to in sum.
#[derive(Debug, Default)]
pub struct Events {
    file: Option<Mutex<File>>,
    pub metrics: Metrics,
}

impl Events {
    /// Appends to a file, which is made if there is none.
    pub fn to(path: Option<&Path>) -> std::io::Result<Self> {
        let open = |path| OpenOptions::new().create(true).append(true).open(path);
        let file = path.map(open).transpose()?.map(Mutex::new);
        Ok(Self { file, metrics: Metrics::default() })
    }

    /// Terminals are answered; `web` is where people find the pages.
    pub fn ready(&self, url: &str, web: Option<&str>) {
        self.write("ready", json!({ "url": url, "web": web }));
    }

    pub fn stopped(&self) {
        self.write("stopped", json!({}));
    }

    /// A cinema's keys were fetched.
    fn keys(&self, cinema: &str, result: &'static str, count: usize) {
        self.metrics.keys(result);
        self.write("keys", json!({ "cinema": cinema, "result": result, "count": count }));
    }

    /// What happened on the way up.
    pub fn upstream(&self, event: &UpstreamEvent) {
        match event {
            UpstreamEvent::Keys { cinema, result, count } => {
                self.keys(cinema.as_str(), result.as_str(), *count)
            }
            UpstreamEvent::Forward { cinema, result, first, last, count } => {
                self.forward(cinema.as_str(), result.as_str(), *first, *last, *count);
            }
            UpstreamEvent::Finding { kind, id } => self.finding(kind.as_str(), *id),
        }
    }

    /// A terminal's report is on the disk.
    pub fn received(&self, terminal: &str, count: u32, repeats: u32) {
        self.metrics.received(count, repeats);
        self.write("received", json!({ "terminal": terminal, "count": count, "repeats": repeats }));
    }

    /// A cinema's records went up, or did not.
    fn forward(&self, cinema: &str, result: &'static str, first: i64, last: i64, count: usize) {
        self.metrics.forwarded(result, count);
        let facts = json!({
            "cinema": cinema, "result": result, "first": first, "last": last, "count": count,
        });
        self.write("forward", facts);
    }

    pub fn finding(&self, kind: &'static str, id: i64) {
        self.metrics.finding(kind);
        self.write("finding", json!({ "kind": kind, "id": id }));
    }

    fn write(&self, event: &str, facts: Value) {
        let Some(file) = &self.file else { return };
        let at = Timestamp::now().to_zoned(CHINA).strftime("%Y-%m-%dT%H:%M:%S%.3f%:z");
        let mut line = Map::new();
        line.insert("at".to_owned(), at.to_string().into());
        line.insert("event".to_owned(), event.into());
        if let Value::Object(facts) = facts {
            line.extend(facts);
        }
        let text = format!("{}\n", Value::Object(line));
        let mut file = file.lock().unwrap_or_else(PoisonError::into_inner);
        if let Err(fault) = file.write_all(text.as_bytes()) {
            log::error!("an event is not written: {fault}");
        }
    }
}
