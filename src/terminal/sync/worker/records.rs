//! The upload's way through the network: reading, completing, reporting, round after round.

mod names;
mod reading;

use std::time::{Duration, Instant};

use super::WorkerState;
use super::notes::UploadKind;
use super::rounds::AsideRecord;
use crate::terminal::config;
use crate::terminal::store::{Facts, Seq, UploadState};
use crate::terminal::sync::batch::Batch;
use crate::terminal::sync::upload::{Upload, UploadStep};
use crate::terminal::sync::{SyncEvent, UploadFault};
use crate::transport::Fault;
use crate::transport::Replied;
use crate::transport::RetryTimer;
use crate::transport::Round;
use crate::wire::RequestError;
use crate::wire::calls::{ReportReply, TicketQuery};
use crate::words::Language;

/// No proxy or platform takes a body of this size, whoever says so.
const TOO_LARGE: u16 = 413;

/// The body did not come in the time that the platform allows.
const TOO_SLOW: u16 = 408;

/// A platform that takes longer to answer is not asked whether tickets were checked elsewhere.
const QUICK: Duration = Duration::from_secs(1);

/// Records on their way. Moments are of [`crate::clock::Clock::mono`].
#[derive(Debug)]
pub(super) struct RecordUploads {
    pub upload: Upload,
    pub round: Round<AsideRecord>,
    /// After a failure.
    pub retry: RetryTimer,
    /// The next round for those that stand aside, where nothing else begins one.
    pub again: RetryTimer,
    /// When new records have waited long enough for company.
    due: Option<Duration>,
    /// Orders since the last look into the database.
    fresh: usize,
    /// Records up to this one may have reached the platform.
    attempted: i64,
    /// What was learned of tickets since the last note.
    learned: Vec<Facts>,
    /// How often the platform failed over a question about a ticket although it answers.
    puzzles: u32,
    /// Some call was answered since such a question failed.
    answered: bool,
    /// The platform answers, but not what it knows of tickets: the next question that fails holds
    /// nothing up.
    nameless: bool,
}

impl RecordUploads {
    /// What is pending from earlier is due at once.
    pub(super) fn new(
        state: UploadState,
        sync: &config::SyncConfig,
        retry: RetryTimer,
        again: RetryTimer,
    ) -> Self {
        Self {
            upload: Upload::new(state, sync.batch, sync.max_rejections),
            round: Round::default(),
            retry,
            again,
            due: Some(Duration::ZERO),
            fresh: 0,
            attempted: state.attempted_through,
            learned: Vec::new(),
            puzzles: 0,
            answered: false,
            nameless: false,
        }
    }

    /// Forgets what is in hand: the disk tells where the upload stands.
    pub(super) fn begin_anew(&mut self, state: UploadState, sync: &config::SyncConfig) {
        self.upload = Upload::new(state, sync.batch, sync.max_rejections);
        self.round = Round::default();
        self.attempted = self.attempted.max(state.attempted_through);
        self.due = Some(Duration::ZERO);
    }

    /// A new record waits for company; a full batch does not.
    pub(super) fn recorded(&mut self, now: Duration, sync: &config::SyncConfig) {
        self.fresh += 1;
        let wait = if self.fresh < sync.batch { sync.flush_s } else { 0 };
        let due = now + Duration::from_secs(wait);
        self.due = Some(self.due.map_or(due, |earlier| earlier.min(due)));
    }

    pub(super) fn upload_due(&self) -> Option<Duration> {
        let due = if self.round.is_under_way() {
            Duration::ZERO
        } else {
            self.due.into_iter().chain(self.again.until()).min()?
        };
        Some(self.retry.after(due))
    }

    /// Whether the next try shows by itself that the platform is there again. A question about a
    /// ticket does not: it may go unanswered while all else is answered.
    pub(super) fn is_probe(&self) -> bool {
        self.retry.waits_for_link() && self.upload.step() != UploadStep::Lookup
    }

    pub(super) fn contact(&mut self) {
        self.answered = true;
        self.retry.contact();
    }

    /// Whether it has to be noted that records up to `last` are about to be sent.
    fn is_to_be_noted(&self, last: Seq) -> bool {
        last.0 > self.attempted
    }

    pub(super) fn sending_noted(&mut self, last: Seq) {
        self.attempted = self.attempted.max(last.0);
        self.learned.clear();
    }

    /// What was learned is told with the next note.
    pub(super) fn sending_not_noted(&mut self, last: Seq) {
        self.attempted = self.attempted.max(last.0);
    }

    pub(super) fn row_accepted(&mut self, count: usize) {
        self.upload.accepted(count);
        self.retry.clear();
        self.round.took();
    }
}

impl WorkerState {
    /// Does the next step of the upload: at most one network call.
    pub(super) fn upload(&mut self) {
        if !self.records.round.is_under_way() {
            self.begin_round();
        } else if self.records.round.standing().is_some() {
            self.send_standing();
        } else {
            match self.records.upload.step() {
                UploadStep::Read { after, limit } => self.read(after, limit),
                UploadStep::Lookup => self.complete(),
                UploadStep::Send(count) => self.send(count),
            }
        }
    }

    fn complete(&mut self) {
        let Some(query) = query(self.records.upload.batch()) else { return };
        let only_asks = self.records.upload.batch().only_asks();
        let asked = Instant::now();
        match self.ticket_info(&query, None) {
            Ok(answer) => {
                self.completed(answer.facts().cloned());
                if asked.elapsed() > QUICK {
                    self.records.upload.ask_no_more();
                }
            }
            // Nothing is missing in the record, so that it need not wait for an answer.
            Err(_) if only_asks => self.records.upload.ask_no_more(),
            // The platform answered; asking again brings the same.
            Err(Fault::NoSense(why)) => {
                let why = why.message(Language::English);
                log::warn!("a record goes up without names: {why}");
                self.completed(None);
            }
            Err(fault) if self.records.goes_nameless(&fault) => self.records.give_up_names(),
            Err(fault) => {
                self.records.unanswered(&fault);
                self.upload_failed(0, fault.into());
            }
        }
    }

    fn completed(&mut self, facts: Option<Facts>) {
        self.records.puzzles = 0;
        self.records.nameless = false;
        self.records.retry.clear();
        self.records.learned.extend(facts.clone());
        self.records.upload.complete(facts);
    }

    fn send(&mut self, count: usize) {
        let Some((first, last)) = self.records.upload.batch().span(count) else { return };
        if self.records.is_to_be_noted(last) {
            let facts = self.records.learned.clone();
            return self.note(UploadKind::Row, SyncEvent::Sending { last, facts });
        }
        match self.report(count) {
            Ok(true) => self.note(UploadKind::Row, SyncEvent::Accepted { first, last, count }),
            Ok(false) if count == 1 => {
                self.note(UploadKind::Row, SyncEvent::Rejected { first, last, count });
            }
            Ok(false) => {
                self.emit(SyncEvent::Rejected { first, last, count });
                self.records.upload.rejected(count);
            }
            Err(fault) => {
                if matches!(fault, Fault::Timeout | Fault::Status(TOO_SLOW)) {
                    self.records.upload.timed_out(count);
                }
                self.upload_failed(count, fault.into());
            }
        }
    }

    /// An upload found no answer of sense: the same again, later. Of the first `count` records,
    /// or of all in hand for 0.
    pub(super) fn upload_failed(&mut self, count: usize, fault: UploadFault) {
        let batch = self.records.upload.batch();
        let sent = batch.span(count).map(|(first, last)| (first, last, count));
        let of = sent.or_else(|| batch.whole());
        self.failed(of, fault);
    }

    pub(super) fn failed(&mut self, of: Option<(Seq, Seq, usize)>, fault: UploadFault) {
        let now = self.now();
        let of_the_link = fault.of_the_link();
        self.records.retry.fail(now, of_the_link.is_some());
        if let Some(fault) = of_the_link {
            self.lost(fault);
        }
        let (first, last, count) = match of {
            Some((first, last, count)) => (Some(first), Some(last), count),
            None => (None, None, 0),
        };
        self.emit(SyncEvent::Failed { first, last, count, fault });
        self.flushed();
    }

    /// Answers the commands to flush: nothing more will be tried for them.
    pub(super) fn flushed(&mut self) {
        for _ in 0..std::mem::take(&mut self.flushes) {
            self.emit(SyncEvent::Flushed);
        }
    }

    fn report(&mut self, count: usize) -> Result<bool, Fault> {
        let at = self.wall();
        let report = self.records.upload.batch().report(count).ok_or_else(nothing)?;
        let reply = self.transport.call(&report, at, None);
        self.verdict(reply)
    }

    /// Whether the platform took what was reported.
    pub(super) fn verdict(
        &mut self,
        reply: Result<Replied<ReportReply>, Fault>,
    ) -> Result<bool, Fault> {
        let reply = match reply {
            Err(Fault::Status(TOO_LARGE)) => return Ok(false),
            other => other?,
        };
        if reply.carried_out {
            self.records.retry.clear();
        }
        self.contact(&reply);
        Ok(reply.data.report_result)
    }
}

/// A report of no record is none.
pub(super) fn nothing() -> Fault {
    Fault::Request(RequestError::Empty)
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
