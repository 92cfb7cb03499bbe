//! The upload's way through the network: reading, completing, reporting.

use std::time::Duration;

use super::Loop;
use crate::config;
use crate::store::{Facts, UploadState};
use crate::sync::backoff::Hold;
use crate::sync::batch::Batch;
use crate::sync::transport::Exchange;
use crate::sync::upload::{Refusal, Step, Upload};
use crate::sync::{Fault, News};
use crate::wire::calls::{Api, TicketQuery};

/// Facts are told in portions, so that the loop commits no long transaction.
const FACTS_AT_ONCE: usize = 100;

/// The call that reports records.
pub(super) const REPORT: Api = Api::ReportOriginalCheckTickets;

/// Statuses with which a platform may refuse a batch, beside `ReportResult` false.
const REFUSES: [u16; 2] = [400, 422];

/// No proxy or platform takes a body of this size, whoever says so.
const TOO_LARGE: u16 = 413;

/// Records on their way. Moments are of [`crate::clock::Clock::mono`].
#[derive(Debug)]
pub(super) struct Records {
    upload: Upload,
    hold: Hold,
    /// When new records have waited long enough for company.
    due: Option<Duration>,
    /// Orders since the last look into the database.
    fresh: usize,
    learned: Vec<Facts>,
    /// How often the platform failed over one ticket although it answered.
    puzzles: u32,
    max_puzzles: u32,
}

impl Records {
    /// What is pending from earlier is due at once.
    pub(super) fn new(state: UploadState, sync: &config::Sync, hold: Hold) -> Self {
        Self {
            upload: Upload::new(state, sync.batch, sync.max_rejections),
            hold,
            due: Some(Duration::ZERO),
            fresh: 0,
            learned: Vec::new(),
            puzzles: 0,
            max_puzzles: sync.max_rejections,
        }
    }

    /// A new record waits for company; a full batch does not.
    pub(super) fn recorded(&mut self, now: Duration, sync: &config::Sync) {
        self.fresh += 1;
        let wait = if self.fresh < sync.batch { sync.flush_s } else { 0 };
        let due = now + Duration::from_secs(wait);
        self.due = Some(self.due.map_or(due, |earlier| earlier.min(due)));
    }

    pub(super) fn upload_due(&self) -> Option<Duration> {
        let due = if self.upload.batch().is_empty() { self.due? } else { Duration::ZERO };
        Some(self.hold.after(due))
    }

    pub(super) fn wait_for_link(&self) -> bool {
        self.hold.waits_for_link()
    }

    pub(super) fn contact(&mut self) {
        self.hold.contact();
    }

    /// Whether the platform failed over one ticket so often that another call has to tell
    /// whether it is the ticket or the platform.
    pub(super) fn is_puzzled(&self) -> bool {
        self.puzzles >= self.max_puzzles
    }

    /// That call is over: where it was answered, the record goes up without names rather than
    /// hold up all later ones.
    pub(super) fn probed(&mut self, answered: bool) {
        if self.is_puzzled() {
            self.puzzles = 0;
            if answered && self.upload.batch().incomplete().is_some() {
                log::warn!("the platform fails over one ticket: its record goes up without names");
                self.upload.complete(None);
                self.hold.clear();
            }
        }
    }
}

impl Loop {
    /// Does the next step of the upload: at most one network call.
    pub(super) fn upload(&mut self) {
        match self.records.upload.step() {
            Step::Read { after, limit } => self.read(after, limit),
            Step::Lookup => self.complete(),
            Step::Send(count) => self.send(count),
        }
    }

    fn read(&mut self, after: i64, limit: usize) {
        let found = self.reader.pending_after(after, limit);
        self.records.due = None;
        self.records.fresh = 0;
        match found {
            Ok(records) if records.is_empty() => self.flushed(),
            Ok(records) => {
                self.records.due = (records.len() == limit).then_some(Duration::ZERO);
                self.records.upload.fill(records);
            }
            Err(fault) => {
                self.records.due = Some(Duration::ZERO);
                self.upload_failed(0, Fault::Store(fault.to_string()));
            }
        }
    }

    fn complete(&mut self) {
        let Some(query) = query(self.records.upload.batch()) else { return };
        match self.ticket_info(&query, None) {
            Ok(facts) => self.completed(facts),
            // The platform answered; asking again brings the same.
            Err(Fault::NoSense(why)) => {
                log::warn!("a record goes up without names: {why}");
                self.completed(None);
            }
            Err(fault) => {
                self.records.puzzles += u32::from(!fault.is_link());
                self.upload_failed(0, fault);
            }
        }
    }

    fn completed(&mut self, facts: Option<Facts>) {
        self.records.puzzles = 0;
        self.records.hold.clear();
        self.records.learned.extend(facts.clone());
        self.records.upload.complete(facts);
        if self.records.learned.len() >= FACTS_AT_ONCE {
            self.tell_facts();
        }
    }

    fn tell_facts(&mut self) {
        if !self.records.learned.is_empty() {
            let facts = std::mem::take(&mut self.records.learned);
            self.tell(News::Facts(facts));
        }
    }

    fn send(&mut self, count: usize) {
        self.tell_facts();
        let Some((first, last)) = self.records.upload.batch().span(count) else { return };
        match self.report(count) {
            Ok(true) => {
                self.records.upload.accepted(count);
                self.records.hold.clear();
                self.tell(News::Accepted { first, last, count });
            }
            Ok(false) => {
                self.tell(News::Rejected { first, last, count });
                self.refused(count);
            }
            Err(fault) => {
                if fault == Fault::Timeout {
                    self.records.upload.timed_out(count);
                }
                self.upload_failed(count, fault);
            }
        }
    }

    fn refused(&mut self, count: usize) {
        let now = self.now();
        match self.records.upload.rejected(count) {
            Refusal::Halved => {}
            Refusal::Alone => {
                self.records.hold.fail(now, false);
                self.flushed();
            }
            Refusal::SetAside(seq) => {
                // On with the next; should that be refused too, it waits longer than this one.
                self.records.hold.release();
                self.tell(News::SetAside { seq });
            }
        }
    }

    /// An upload found no answer of sense: the same again, later. Of the first `count` records,
    /// or of all in hand for 0.
    fn upload_failed(&mut self, count: usize, fault: Fault) {
        self.tell_facts();
        let now = self.now();
        self.records.hold.fail(now, fault.is_link());
        if fault.is_link() {
            self.lost(&fault);
        }
        let batch = self.records.upload.batch();
        let sent = batch.span(count).map(|(first, last)| (first, last, count));
        let (first, last, count) = match sent.or_else(|| batch.whole()) {
            Some((first, last, count)) => (Some(first), Some(last), count),
            None => (None, None, 0),
        };
        self.tell(News::Failed { first, last, count, fault });
        self.flushed();
    }

    /// Answers the orders to flush: nothing more will be tried for them.
    fn flushed(&mut self) {
        for _ in 0..std::mem::take(&mut self.flushes) {
            self.tell(News::Flushed);
        }
    }

    fn report(&mut self, count: usize) -> Result<bool, Fault> {
        let at = self.wall();
        let report = self.records.upload.batch().report(count);
        let exchange = self.transport.call(REPORT, &report, at, None)?;
        self.verdict(&exchange)
    }

    /// Whether the platform took what was reported.
    pub(super) fn verdict(&mut self, exchange: &Exchange) -> Result<bool, Fault> {
        if exchange.status == TOO_LARGE {
            return Ok(false);
        }
        if let Some(reply) = exchange.complaint(&REFUSES) {
            self.contact(&reply, exchange);
            return Ok(false);
        }
        let reply = exchange.reply()?;
        let taken = reply.report()?.report_result;
        self.contact(&reply, exchange);
        Ok(taken)
    }
}

/// The question that completes a batch's oldest incomplete record.
pub(super) fn query(batch: &Batch) -> Option<TicketQuery> {
    let admission = &batch.incomplete()?.record.admission;
    Some(TicketQuery {
        cinema_code: admission.cinema_code,
        film_ticket_code: admission.ticket.film_ticket_code,
        start_time: admission.ticket.show_time,
    })
}
