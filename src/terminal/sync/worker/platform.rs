//! Questions about tickets, the keys, and what every exchange tells about the link.

use std::time::Duration;

use jiff::Timestamp;

use super::{Purpose, WorkerState};
use crate::clock::china_civil;
use crate::terminal::door::{Answer, Question};
use crate::terminal::store::{Facts, StoredKey};
use crate::terminal::sync::{KeysResult, SyncCommand, SyncEvent, keys};
use crate::ticket::FilmTicketCode;
use crate::transport::Fault;
use crate::transport::Replied;
use crate::wire::calls::{Call, PublicKeysQuery, TicketQuery};

/// A question's answer is waited for beyond the verdict's deadline at least so long: it still
/// proves contact, and the connection stays whole.
const GRACE: Duration = Duration::from_millis(500);

impl WorkerState {
    /// Asks the platform about a ticket that stands at the door.
    pub(super) fn ask(&mut self, question: Question, deadline: Duration) {
        let grace = GRACE.max(self.settings.online_timeout);
        let whole = Duration::from_millis(self.settings.platform.request_timeout_ms);
        let limit = (deadline.saturating_sub(self.now()) + grace).min(whole);
        let query = TicketQuery {
            cinema_code: self.settings.cinema,
            film_ticket_code: question.film_ticket_code,
            start_time: question.show_time,
        };
        let answer = self.ticket_info(&query, Some(limit)).unwrap_or_else(|fault| {
            self.lost(&fault);
            Answer::Failed
        });
        if let Some(facts) = answer.facts().filter(|_| self.now() >= deadline) {
            self.emit(SyncEvent::Facts(vec![facts.clone()]));
        }
        self.emit(SyncEvent::Answer { id: question.id, answer });
    }

    /// What the platform knows of a ticket.
    pub(super) fn ticket_info(
        &mut self,
        query: &TicketQuery,
        limit: Option<Duration>,
    ) -> Result<Answer, Fault> {
        let at = self.wall();
        let reply = self.transport.call(query, at, limit)?;
        self.contact(&reply);
        let earlier = (!reply.flaws.is_empty()).then(|| self.known_before(query.film_ticket_code));
        if !reply.flaws.is_empty() {
            self.emit(SyncEvent::Flaws { api: TicketQuery::API, flaws: reply.flaws });
        }
        let Some(info) = reply.data.ticket else { return Ok(Answer::Unknown) };
        let decides = info.decides();
        let facts = Facts::from_reply(info, earlier.flatten().as_ref(), at);
        Ok(if decides { Answer::Known(facts) } else { Answer::Unclear(facts) })
    }

    /// What is known of a ticket, for what the platform tells now and can't be read.
    fn known_before(&self, ticket: FilmTicketCode) -> Option<Facts> {
        self.reader.facts(ticket).unwrap_or_else(|fault| {
            log::warn!("what the platform told of a ticket before does not read: {fault}");
            None
        })
    }

    /// Fetches the cinema's keys.
    pub(super) fn fetch_keys(&mut self, purpose: Purpose) {
        let fetched = self.public_keys();
        let now = self.now();
        match &fetched {
            Ok((keys, _)) if keys.is_empty() => self.keys.failed(now, false),
            Ok(_) if purpose != Purpose::Probe => self.keys.fetched(now),
            Ok(_) => {}
            Err(fault) => {
                self.keys.failed(now, fault.is_link());
                self.lost(fault);
            }
        }
        self.records.probed(fetched.is_ok());
        let after_miss = purpose == Purpose::Missed || self.missed_meanwhile();
        let result = match fetched {
            Ok((keys, unreadable)) => {
                let same = keys.is_empty() || self.latest_keys.as_ref() == Some(&keys);
                if same && purpose == Purpose::Probe && !after_miss {
                    return;
                }
                self.latest_keys = Some(keys.clone());
                KeysResult::Fetched { keys, unreadable }
            }
            Err(_) if purpose == Purpose::Probe && !after_miss => return,
            Err(fault) => KeysResult::Failed(fault),
        };
        self.emit(SyncEvent::Keys { result, after_miss });
    }

    /// Whether a ticket missed keys while they were being fetched: this answer is its answer, and
    /// the next miss may ask anew.
    fn missed_meanwhile(&mut self) -> bool {
        let mut missed = false;
        while let Ok(command) = self.inbox.try_recv() {
            match command {
                SyncCommand::KeysMissed => missed = true,
                other => self.take(other),
            }
        }
        missed
    }

    fn public_keys(&mut self) -> Result<(Vec<StoredKey>, usize), Fault> {
        let query = PublicKeysQuery { cinema_code: self.settings.cinema };
        let reply = self.transport.call(&query, self.wall(), None)?;
        self.contact(&reply);
        let read = keys::readable(&reply.data, china_civil(self.wall()));
        self.emit(SyncEvent::Flaws { api: PublicKeysQuery::API, flaws: read.flaws() });
        Ok((read.keys, read.unreadable))
    }

    /// The platform answered: whatever waited for that may go on.
    pub(super) fn contact<R>(&mut self, reply: &Replied<R>) {
        self.link.contact(self.now());
        self.keys.contact();
        self.records.contact();
        self.emit(SyncEvent::Contact {
            platform_time: reply.platform_time,
            round_trip: reply.round_trip,
        });
    }

    /// A call failed so that the next one has to show whether the platform is there.
    pub(super) fn lost(&mut self, fault: &Fault) {
        if self.link.lost(self.now(), fault) {
            self.emit(SyncEvent::Down(fault.clone()));
        }
    }

    pub(super) fn wall(&self) -> Timestamp {
        self.settings.clock.now().wall
    }
}
