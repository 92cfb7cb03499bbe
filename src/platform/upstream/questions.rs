//! Questions about tickets and keys for terminals that wait for the answer: joined, and bounded in
//! number and time.

use std::collections::HashMap;
use std::sync::mpsc::Receiver;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use jiff::Timestamp;
use jiff::civil::DateTime;
use tokio::time::timeout;

use super::joined::Joined;
use super::pool::Pool;
use super::{BlockingLedger, UpstreamEvent, UpstreamShared, keys};
use crate::platform::ledger::cinemas::{self, Fetched, KeyEntry};
use crate::platform::ledger::facts::{self, TicketFact};
use crate::platform::ledger::findings::Kind;
use crate::platform::ledger::{Lane, LedgerError};
use crate::ticket::{CinemaCode, FilmTicketCode};
use crate::transport::Fault;
use crate::wire::calls::{TicketInfo, TicketQuery};

/// How often a report without a key that fits has its cinema's keys fetched.
const MISSED: Duration = Duration::from_secs(60);

/// After a failure nobody is asked so soon again: each terminal would wait for nothing.
const PAUSE_S: i64 = 10;

/// The most words on tickets that go into one commit.
const TOGETHER: usize = 500;

/// How soon words that were not taken by the disk are tried again.
const AGAIN: Duration = Duration::from_secs(1);

/// What the national platform said of a ticket.
#[derive(Debug, Clone, PartialEq)]
pub struct TicketAnswer {
    /// The ReplyData, exactly as it came.
    pub reply: String,
    /// As it reads; none: the ticket is not known there.
    pub ticket: Option<TicketInfo>,
}

/// Why there is no answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unanswered {
    #[error(transparent)]
    Fault(#[from] Fault),
    #[error("the national platform did not answer in time")]
    Late,
    #[error("too many questions wait for the national platform")]
    Busy,
    #[error("the platform is about to end")]
    Ended,
}

type AskedTicket = (CinemaCode, FilmTicketCode, DateTime);

/// Questions that are under way.
#[derive(Default)]
pub(super) struct Questions {
    pub pool: Pool,
    tickets: Joined<AskedTicket, Result<Arc<TicketAnswer>, Unanswered>>,
    /// Whether keys came.
    keys: Joined<CinemaCode, bool>,
    missed: Mutex<HashMap<CinemaCode, Instant>>,
}

impl Questions {
    /// Ends the threads; nobody gets an answer any more.
    pub(super) fn end(&self) {
        self.pool.end();
        self.tickets.end();
        self.keys.end();
    }

    /// Whether a report without a key that fits may have the keys fetched now; then it counts as done.
    fn may_miss(&self, cinema: CinemaCode) -> bool {
        let mut missed = self.missed.lock().unwrap_or_else(PoisonError::into_inner);
        let may = missed.get(&cinema).is_none_or(|at| at.elapsed() >= MISSED);
        if may {
            missed.insert(cinema, Instant::now());
        }
        may
    }
}

/// What the national platform knows of a ticket (§6.6.3).
pub(super) async fn ticket(
    shared: &Arc<UpstreamShared>,
    query: TicketQuery,
) -> Result<Arc<TicketAnswer>, Unanswered> {
    let limit = shared.settings.question_timeout;
    let deadline = Instant::now() + limit;
    let key = (query.cinema_code, query.film_ticket_code, query.start_time);
    let (first, answer) = shared.questions.tickets.join(key);
    if first {
        let own = shared.clone();
        let put = shared.questions.pool.put(move |caller, _| {
            let left = deadline.saturating_duration_since(Instant::now());
            let answer = if left.is_zero() {
                Err(Unanswered::Late)
            } else {
                let replied = own.line.call(caller, &query, Some(left));
                replied.map_err(Unanswered::Fault).map(|reply| {
                    let reply_data =
                        if reply.carried_out { reply.written() } else { "{}" }.to_owned();
                    Arc::new(TicketAnswer { reply: reply_data, ticket: reply.data.ticket })
                })
            };
            own.questions.tickets.answer(&key, &answer);
            if let Some(fact) = answer.ok().and_then(|answer| fact(query, &answer)) {
                own.facts.send(fact);
            }
        });
        if !put {
            shared.questions.tickets.answer(&key, &Err(Unanswered::Busy));
        }
    }
    match timeout(limit, answer).await {
        Ok(Ok(answer)) => answer,
        Ok(Err(_)) => Err(Unanswered::Ended),
        Err(_) => Err(Unanswered::Late),
    }
}

/// What is kept of an answer: only what decides takes the place of what was said before.
fn fact(of: TicketQuery, answer: &TicketAnswer) -> Option<TicketFact> {
    let ticket = answer.ticket.as_ref().filter(|ticket| ticket.decides())?;
    let refunded = ticket.refund_status == Some(true);
    Some(TicketFact { of, reply: answer.reply.clone(), refunded, said_at: Timestamp::now() })
}

/// Keeps what is said of tickets, all that came together in one commit. A thread's whole life.
pub(super) fn keep_facts(
    shared: &UpstreamShared,
    received: &Receiver<TicketFact>,
    blocking: &BlockingLedger,
) {
    while let Ok(first) = received.recv() {
        let mut words = vec![first];
        words.extend(received.try_iter().take(TOGETHER - 1));
        let words = Arc::new(words);
        loop {
            let own = words.clone();
            match blocking.write(move |session| facts::keep(session, &own)) {
                Ok(findings) => {
                    for finding in findings {
                        let kind = Kind::RefundedAfterAdmission;
                        (shared.events)(UpstreamEvent::Finding { kind, id: finding.id });
                    }
                    break;
                }
                Err(fault) if shared.is_over() => {
                    log::error!("{} words on tickets are not kept: {fault}", words.len());
                    break;
                }
                Err(fault) => {
                    log::warn!("words on tickets are kept later: {fault}");
                    std::thread::sleep(AGAIN);
                }
            }
        }
    }
}

/// The keys that terminals get; asked for first where they are older than `age`, as far as there is
/// time.
pub(super) async fn keys_older_than(
    shared: &Arc<UpstreamShared>,
    cinema: CinemaCode,
    age: Duration,
) -> Result<Vec<KeyEntry>, LedgerError> {
    let last = shared
        .ledger
        .read(Lane::Questions, move |session| cinemas::last_fetch(session, cinema))
        .await?;
    let now = Timestamp::now().as_second();
    let age = i64::try_from(age.as_secs()).unwrap_or(i64::MAX);
    let is_old = last.good_at.is_none_or(|at| now.saturating_sub(at) >= age || at > now);
    let just_failed =
        last.asked_at.is_some_and(|at| at <= now && now - at < PAUSE_S) && last.failed;
    if is_old && !just_failed {
        fetch(shared, cinema).await;
    }
    shared.ledger.read(Lane::Questions, move |session| cinemas::handed_out(session, cinema)).await
}

/// Fetches a cinema's keys, for a report that no key fits; true: keys came. Once a minute.
pub(super) async fn keys_now(shared: &Arc<UpstreamShared>, cinema: CinemaCode) -> bool {
    shared.questions.may_miss(cinema) && fetch(shared, cinema).await
}

async fn fetch(shared: &Arc<UpstreamShared>, cinema: CinemaCode) -> bool {
    let limit = shared.settings.question_timeout;
    let deadline = Instant::now() + limit;
    let (first, answer) = shared.questions.keys.join(cinema);
    if first {
        let own = shared.clone();
        let put = shared.questions.pool.put(move |caller, blocking| {
            let left = deadline.saturating_duration_since(Instant::now());
            let came = !left.is_zero()
                && match keys::fetch(&own, caller, blocking, cinema, Some(left)) {
                    Ok(fetched) => fetched.is_ok_and(|it| !matches!(it, Fetched::Failed(_))),
                    Err(fault) => {
                        log::error!("the keys of cinema {cinema} are not kept: {fault}");
                        false
                    }
                };
            own.questions.keys.answer(&cinema, &came);
        });
        if !put {
            shared.questions.keys.answer(&cinema, &false);
        }
    }
    matches!(timeout(limit, answer).await, Ok(Ok(true)))
}
