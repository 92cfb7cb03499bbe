//! The way up: keys, answers about tickets and the forwarding of records, all of it from and to the
//! national platform (§5.2.2–5.2.4, §6), on threads of its own. Nothing here makes a key.
//!
//! ```text
//! refresh ─▶ keys ─┐                         ┌─▶ ledger ─▶ proving
//! questions ─▶ pool ├─▶ line ─▶ national ─▶ ─┤
//! forward ─▶ turn ─┘   (how it stands)       └─▶ terminals that wait
//! ```

mod blocking_ledger;
mod fault;
mod forward;
mod gate;
mod joined;
mod keys;
mod line;
mod locks;
mod mailbox;
mod pool;
mod proving;
mod questions;
mod refresh;
mod rota;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::Duration;

use jiff::Timestamp;

use crate::platform::config::National;
use crate::platform::ledger::cinemas::{FetchOutcome, KeyEntry};
use crate::platform::ledger::facts::TicketFact;
use crate::platform::ledger::findings::Kind;
use crate::platform::ledger::{Ledger, LedgerError, Place};
use crate::threads;
use crate::ticket::CinemaCode;
use crate::transport::{self, Caller, Remote, RootsError, Signer};
use crate::wire::calls::TicketQuery;
use crate::wire::{SignatureForm, TerminalKey};

use blocking_ledger::BlockingLedger;
use forward::Forward;
use line::NationalLine;
use locks::Locks;
use mailbox::Mailbox;
use questions::Questions;
use refresh::Refresh;

pub use fault::UpstreamError;
pub use line::NationalStatus;
pub use questions::{TicketAnswer, Unanswered};

/// Until a connection stands.
const CONNECT: Duration = Duration::from_secs(5);

/// For a whole report, or a cinema's keys.
const WHOLE: Duration = Duration::from_secs(30);

/// What came of reporting records.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum ForwardOutcome {
    Accepted,
    /// The national platform refused them; a single one is tried again.
    Rejected,
    /// A record was refused again: later ones go up past it.
    StandsAside,
    /// A record was refused too often.
    SetAside,
    Failed,
}

impl ForwardOutcome {
    /// The name in events.
    pub fn as_str(self) -> &'static str {
        self.into()
    }
}

/// What happened on the way up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum UpstreamEvent {
    /// A cinema's keys were asked for.
    Keys { cinema: CinemaCode, result: FetchOutcome, count: usize },
    /// Records were reported; with the numbers of the first and the last.
    Forward { cinema: CinemaCode, result: ForwardOutcome, first: i64, last: i64, count: usize },
    /// A finding is new, or knows of more.
    Finding { kind: Kind, id: i64 },
}

/// What the configuration says, in this room's terms.
struct UpstreamSettings {
    refresh: Duration,
    forward_after_s: u64,
    question_timeout: Duration,
    max_rejections: u32,
}

/// What all threads share.
struct UpstreamShared {
    settings: UpstreamSettings,
    ledger: Ledger,
    locks: Locks,
    line: NationalLine,
    forward: Forward,
    refresh: Refresh,
    questions: Questions,
    facts: Mailbox<TicketFact>,
    keys_came: Mailbox<()>,
    events: Box<dyn Fn(UpstreamEvent) + Send + Sync>,
    over: AtomicBool,
}

impl UpstreamShared {
    fn is_over(&self) -> bool {
        self.over.load(Ordering::Relaxed)
    }

    fn end(&self) {
        self.over.store(true, Ordering::Relaxed);
        self.forward.end();
        self.refresh.end();
        self.questions.end();
        self.facts.close();
        self.keys_came.close();
    }
}

/// The way up, until it is dropped.
pub struct Upstream {
    shared: Arc<UpstreamShared>,
    /// Nothing ever comes; it closes when all threads are over.
    over: std::sync::Mutex<Receiver<()>>,
}

impl Upstream {
    /// Starts the threads. `events` is called on them and must not block.
    pub fn start(
        national: &National,
        key: TerminalKey,
        place: &Place,
        ledger: Ledger,
        events: impl Fn(UpstreamEvent) + Send + Sync + 'static,
    ) -> Result<Self, UpstreamError> {
        let (remote, signer) = (remote(national)?, signer(national, key)?);
        if let Some(fault) = transport::expired(remote.ca.as_deref(), Timestamp::now())? {
            // What terminals send is taken all the same.
            log::error!("the national platform: {fault}");
        }
        let retry_max = Duration::from_secs(national.retry_max_s.max(1));
        let refresh = Duration::from_secs(national.refresh_s.max(1));
        let (facts, received) = Mailbox::new();
        let (keys_came, rung) = Mailbox::new();
        let shared = Arc::new(UpstreamShared {
            settings: UpstreamSettings {
                refresh,
                forward_after_s: national.forward_after_s,
                question_timeout: Duration::from_millis(national.question_timeout_ms),
                max_rejections: national.max_rejections,
            },
            ledger,
            locks: Locks::new(place),
            line: NationalLine::new(remote, signer),
            forward: Forward::new(retry_max),
            refresh: Refresh::new(refresh, retry_max),
            questions: Questions::default(),
            facts,
            keys_came,
            events: Box::new(events),
            over: AtomicBool::new(false),
        });
        let (alive, over) = channel();
        let upstream = Self { shared, over: std::sync::Mutex::new(over) };
        upstream.begin_all(alive, received, rung)?;
        Ok(upstream)
    }

    fn begin_all(
        &self,
        alive: Sender<()>,
        received: Receiver<TicketFact>,
        rung: Receiver<()>,
    ) -> Result<(), UpstreamError> {
        let callers = |count: usize, whole: Duration| -> Result<Vec<Caller>, RootsError> {
            (0..count).map(|_| self.shared.line.caller(whole)).collect()
        };
        let alive = &alive;
        for caller in callers(forward::THREADS, WHOLE)? {
            self.begin("forward", alive, |shared, blocking| {
                shared.forward.work(shared, caller, blocking);
            })?;
        }
        for caller in callers(refresh::THREADS, WHOLE)? {
            self.begin("keys", alive, |shared, blocking| {
                shared.refresh.work(shared, caller, blocking)
            })?;
        }
        for caller in callers(pool::THREADS, self.shared.settings.question_timeout)? {
            self.begin("questions", alive, |shared, blocking| {
                shared.questions.pool.work(caller, blocking);
            })?;
        }
        self.begin("facts", alive, move |shared, blocking| {
            questions::keep_facts(shared, &received, blocking);
        })?;
        self.begin("proofs", alive, move |shared, blocking| proving::work(shared, &rung, blocking))
    }

    fn begin(
        &self,
        name: &str,
        alive: &Sender<()>,
        work: impl FnOnce(&Arc<UpstreamShared>, &BlockingLedger) + Send + 'static,
    ) -> Result<(), UpstreamError> {
        let (shared, alive) = (self.shared.clone(), alive.clone());
        let blocking = BlockingLedger::new(shared.ledger.clone())?;
        threads::begin(name, move || {
            work(&shared, &blocking);
            drop(alive);
        })?;
        Ok(())
    }

    /// What the national platform knows of a ticket (§6.6.3). The same question of several at a time is
    /// asked once. Ends within `question_timeout_ms`; wants a runtime with time.
    pub async fn ticket(&self, query: TicketQuery) -> Result<Arc<TicketAnswer>, Unanswered> {
        questions::ticket(&self.shared, query).await
    }

    /// The keys that a cinema's terminals get, the most recently started first. Where they are older
    /// than `age`, the national platform is asked first, within `question_timeout_ms`.
    pub async fn keys_older_than(
        &self,
        cinema: CinemaCode,
        age: Duration,
    ) -> Result<Vec<KeyEntry>, LedgerError> {
        questions::keys_older_than(&self.shared, cinema, age).await
    }

    /// Fetches a cinema's keys for a report that no key fits, once a minute for each cinema and within
    /// `question_timeout_ms`; true: keys came, and the report is worth another look.
    pub async fn keys_now(&self, cinema: CinemaCode) -> bool {
        questions::keys_now(&self.shared, cinema).await
    }

    /// How the national platform was found the last time.
    pub fn status(&self) -> NationalStatus {
        self.shared.line.standing()
    }

    /// Ends the threads. Calls under way may end by themselves for the first half of `within`, then they
    /// are cut; returns after `within` even if that did not help. A report whose answer is lost by it is
    /// sent again at the next start.
    pub fn stop(&self, within: Duration) {
        self.shared.end();
        let over = self.over.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if let Err(RecvTimeoutError::Timeout) = over.recv_timeout(within / 2) {
            self.shared.line.cut();
            let _ = over.recv_timeout(within / 2);
        }
    }
}

/// Whoever ends without having stopped it cuts off what is under way.
impl Drop for Upstream {
    fn drop(&mut self) {
        self.shared.end();
        self.shared.line.cut();
    }
}

/// Somebody who asks the national platform beside a process that serves.
pub fn caller(national: &National, key: TerminalKey) -> Result<Caller, UpstreamError> {
    let (remote, signer) = (remote(national)?, signer(national, key)?);
    Ok(Caller::new(&remote, signer)?)
}

fn remote(national: &National) -> Result<Remote, UpstreamError> {
    let address = || UpstreamError::Address(national.url.clone());
    let uri: ureq::http::Uri = national.url.parse().map_err(|_| address())?;
    if uri.scheme_str() != Some("https") || uri.host().is_none_or(str::is_empty) {
        return Err(address());
    }
    Ok(Remote {
        uri,
        ca: (!national.ca.is_empty()).then(|| national.ca.as_str().into()),
        connect_timeout: CONNECT,
        request_timeout: WHOLE,
    })
}

fn signer(national: &National, key: TerminalKey) -> Result<Signer, UpstreamError> {
    let form = SignatureForm::from_name(&national.signature)
        .ok_or_else(|| UpstreamError::Signature(national.signature.clone()))?;
    Ok(Signer { username: national.username.clone(), key, form })
}
