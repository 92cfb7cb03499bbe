//! What terminals call: who asks, what, and is it so. A request passes one stage after the other; each
//! has a bound of its own, so that nobody who floods, trickles or hangs delays the others.
//!
//! ```text
//! whole body ─▶ place among those in hand ─▶ who signed it ─▶ how often ─▶ keys │ ticket │ report │ enrol
//! ```

mod answer;

mod contacts;
mod enrol;
mod keys;
mod known;
mod report;
mod ticket;

use std::net::{IpAddr, SocketAddr};
use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::Instant;

use axum::Router;
use axum::extract::{ConnectInfo, Request, State};
use axum::http::{Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use governor::clock::Clock as _;
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use jiff::Timestamp;
use jiff::civil::DateTime;
use tokio::sync::Semaphore;

use super::config::Limits;
use super::events::Events;
use super::ledger::{Ledger, notes};
use super::upstream::Upstream;
use crate::clock::{china_civil, parse_wire_time};
use crate::transport::server::Bodies;
use crate::wire::calls::{
    Api, Call, EnrolmentQuery, OwnCall, PublicKeysQuery, ReportQuery, TicketQuery,
};
use crate::wire::{self, Reply};
use answer::CallRefusal;
use contacts::TerminalContacts;
use enrol::EnrolmentThrottle;
use keys::KeyRing;
use known::{KnownTerminal, KnownTerminals};

/// Everything that a request meets.
pub struct Intake {
    ledger: Ledger,
    upstream: Option<Arc<Upstream>>,
    events: Arc<Events>,
    bodies: Bodies,
    /// Room for requests in hand: each may hold a body of some megabytes.
    in_hand: Semaphore,
    /// Proofs and signatures at a time: as many as there are cores.
    proofs: Semaphore,
    limiter: DefaultKeyedRateLimiter<String>,
    callers: KnownTerminals,
    keys: KeyRing,
    contacts: TerminalContacts,
    throttle: EnrolmentThrottle,
}

impl Intake {
    pub fn new(
        limits: &Limits,
        ledger: Ledger,
        upstream: Option<Arc<Upstream>>,
        events: Arc<Events>,
    ) -> Arc<Self> {
        let each_minute = NonZeroU32::new(limits.requests_per_minute).unwrap_or(NonZeroU32::MIN);
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        Arc::new(Self {
            ledger,
            upstream,
            events,
            bodies: Bodies::default(),
            in_hand: Semaphore::new(limits.in_hand.max(1)),
            proofs: Semaphore::new(cores),
            limiter: RateLimiter::keyed(Quota::per_minute(each_minute)),
            callers: KnownTerminals::default(),
            keys: KeyRing::default(),
            contacts: TerminalContacts::default(),
            throttle: EnrolmentThrottle::default(),
        })
    }

    /// What is served.
    pub fn routes(self: &Arc<Self>) -> Router {
        Router::new().fallback(serve).with_state(self.clone())
    }

    /// Writes down who was heard since the last time, and how the way up stands; to be called every
    /// other second.
    pub async fn flush(&self) {
        self.contacts.flush(&self.ledger, &self.events).await;
        let Some(upstream) = &self.upstream else { return };
        let status = upstream.status();
        let written = self.ledger.write(move |change| notes::set_upstream(change, &status));
        if let Err(fault) = written.await {
            log::error!("how the way up stands is not written down: {fault}");
        }
    }

    async fn call(
        &self,
        body: &[u8],
        from: IpAddr,
        is_enrolment: bool,
        asked: &mut &'static str,
    ) -> Result<String, CallRefusal> {
        let text = std::str::from_utf8(body)
            .map_err(|_| CallRefusal::Malformed("the body is not UTF-8".to_owned()))?;
        if is_enrolment {
            *asked = "enrol";
            return enrol::enrol(self, text, from).await;
        }
        let request: wire::Request = serde_json::from_str(text).map_err(|fault| {
            CallRefusal::Malformed(format!("the envelope does not read: {fault}"))
        })?;
        let caller = known::known(self, &request).await?;
        self.limit(&caller)?;
        if request.version.0 != "1.0" {
            let version = &request.version.0;
            return Err(CallRefusal::Malformed(format!("Version is {version:?}, not 1.0")));
        }
        let sent = parse_wire_time(&request.datetime).ok_or_else(|| {
            let shown = &request.datetime;
            CallRefusal::Malformed(format!(
                "Datetime is {shown:?}, not of the form 2019-01-01T00:00:00"
            ))
        })?;
        // However far it is off: what is sent again does no harm, and a terminal whose clock is
        // wrong must be able to hear so.
        let now = Timestamp::now();
        let offset_s = sent.duration_since(china_civil(now)).as_secs();
        self.contacts.note(&caller, now, offset_s);
        let api = Api::from_name(&request.api)
            .ok_or_else(|| CallRefusal::Malformed(format!("there is no Api {:?}", request.api)))?;
        *asked = api.as_str();
        let query = request.query_data.get();
        match api {
            PublicKeysQuery::API => keys::answer(self, &caller, query).await,
            TicketQuery::API => ticket::answer(self, &caller, query).await,
            ReportQuery::API => report::answer(self, &caller, query, offset_s).await,
        }
    }

    /// A terminal that floods waits; the others feel nothing.
    fn limit(&self, caller: &KnownTerminal) -> Result<(), CallRefusal> {
        self.limiter.check_key(&caller.name).map_err(|until| {
            let wait = until.wait_time_from(governor::clock::DefaultClock::default().now());
            CallRefusal::TooOften(wait.as_secs() + 1)
        })
    }
}

/// The platform's own time, China Standard Time.
fn civil_now() -> DateTime {
    china_civil(Timestamp::now())
}

async fn serve(
    State(intake): State<Arc<Intake>>,
    ConnectInfo(from): ConnectInfo<SocketAddr>,
    request: Request,
) -> Response {
    if request.method() != Method::POST {
        return (StatusCode::METHOD_NOT_ALLOWED, [(header::ALLOW, "POST")]).into_response();
    }
    let (began, mut asked) = (Instant::now(), "none");
    let is_enrolment = request.uri().path() == EnrolmentQuery::PATH;
    let body = match intake.bodies.whole(request.into_body()).await {
        Ok(body) => body,
        // What is still to come of the body is not read: the connection ends here.
        Err(status) => {
            intake.events.metrics.answered(asked, status.as_u16(), began.elapsed());
            return (status, [(header::CONNECTION, "close")]).into_response();
        }
    };
    let Ok(_place) = intake.in_hand.acquire().await else {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    };
    let response = match intake.call(&body, from.ip(), is_enrolment, &mut asked).await {
        Ok(reply) => answer::json(StatusCode::OK, reply),
        Err(refusal) => refusal.into_response(),
    };
    intake.events.metrics.answered(asked, response.status().as_u16(), began.elapsed());
    response
}

/// A reply of plain structs always serialises.
fn written<C: Call>(reply: &C::Reply) -> Result<String, CallRefusal> {
    Reply::write::<C>(civil_now(), reply).map_err(|fault| CallRefusal::Broken(fault.to_string()))
}
