//! `/healthz` and `/metrics`, for whoever watches the platform on its own machine.

use std::net::IpAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use jiff::Timestamp;
use tokio::time::timeout;

use super::events::Events;
use super::ledger::{Lane, Ledger, LedgerError, backlog, probe};
use super::metrics::WatchedFigures;
use super::upstream::Upstream;

/// So soon a record has to be on the disk; the document's bound for an answer is 3 s.
const LIMIT: Duration = Duration::from_secs(2);

/// What is watched.
pub struct Watched {
    pub ledger: Ledger,
    pub upstream: Option<Arc<Upstream>>,
    pub events: Arc<Events>,
    /// The folder of all that is kept.
    pub data: PathBuf,
}

/// What whoever serves these lets nobody ask but [who is near](is_near) or signed in.
pub fn routes(watched: Arc<Watched>) -> Router {
    Router::new()
        .route("/healthz", get(healthz))
        .route("/metrics", get(metrics))
        .with_state(watched)
}

/// Whether somebody asks from this machine. A proxy on it speaks for others: it must not hand these two on.
pub fn is_near(from: IpAddr) -> bool {
    from.to_canonical().is_loopback()
}

/// 200 while records can be taken, whatever the national platform does: a record and a commit are tried.
async fn healthz(State(watched): State<Arc<Watched>>) -> Response {
    match watched.takes_records().await {
        true => (StatusCode::OK, "ok\n").into_response(),
        false => (StatusCode::SERVICE_UNAVAILABLE, "no record can be taken\n").into_response(),
    }
}

async fn metrics(State(watched): State<Arc<Watched>>) -> Response {
    let moment = match watched.moment().await {
        Ok(moment) => moment,
        Err(fault) => {
            log::error!("what is measured does not read: {fault}");
            return StatusCode::SERVICE_UNAVAILABLE.into_response();
        }
    };
    let kind = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    match watched.events.metrics.text(&moment) {
        Ok(text) => ([(header::CONTENT_TYPE, kind)], text).into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

impl Watched {
    async fn takes_records(&self) -> bool {
        let now = Timestamp::now();
        let written = self.ledger.write(move |change| probe::probe(change, now));
        match timeout(LIMIT, written).await {
            Ok(Ok(())) => true,
            Ok(Err(fault)) => {
                log::error!("no record can be taken: {fault}");
                false
            }
            Err(_) => {
                log::error!("no record can be taken: the database does not answer in time");
                false
            }
        }
    }

    async fn moment(&self) -> Result<WatchedFigures, LedgerError> {
        let now = Timestamp::now();
        let read = self.ledger.read(Lane::Reports, move |session| {
            Ok((backlog::backlog(session, now)?, backlog::fleet(session, now)?))
        });
        let late = |_| LedgerError::Late;
        let (backlog, fleet) = timeout(LIMIT, read).await.map_err(late)??;
        let disk = rustix::fs::statvfs(&self.data);
        Ok(WatchedFigures {
            backlog,
            fleet,
            national_up: self.upstream.as_ref().is_some_and(|upstream| upstream.status().ok),
            disk_free: disk.map_or(0, |disk| disk.f_bavail.saturating_mul(disk.f_frsize)),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_is_on_this_machine_is_near() {
        for (address, near) in [
            ("127.0.0.1", true),
            ("127.8.8.8", true),
            ("::1", true),
            ("::ffff:127.0.0.1", true),
            ("10.0.0.1", false),
            ("::ffff:10.0.0.1", false),
            ("fe80::1", false),
        ] {
            assert_eq!(is_near(address.parse().unwrap()), near, "{address}");
        }
    }
}
