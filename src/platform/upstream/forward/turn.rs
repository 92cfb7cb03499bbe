//! A cinema's turn: one round of its row, a call at a time, and nothing goes on before what the
//! national platform decided is on the disk.

use std::sync::Arc;
use std::time::Instant;

use jiff::Timestamp;

use super::row::{ForwardRow, RowStep};
use super::{Forward, Outcome};
use crate::platform::ledger::LedgerError;
use crate::platform::ledger::findings::Kind;
use crate::platform::ledger::outbox::{self, Pending, Rejected};
use crate::platform::upstream::locks::HeldLock;
use crate::platform::upstream::{BlockingLedger, ForwardOutcome, UpstreamEvent, UpstreamShared};
use crate::ticket::CinemaCode;
use crate::transport::{Caller, Fault};
use crate::wire::calls::ReportQuery;

/// No proxy or platform takes a body of this size, whoever says so.
const TOO_LARGE: u16 = 413;

/// The body did not come in the time that the platform allows.
const TOO_SLOW: u16 = 408;

/// The most hands of records of one turn; where another cinema waits, one.
const LONGEST: usize = 50;

/// All that a turn needs.
pub(super) struct Turn<'a> {
    pub forward: &'a Forward,
    pub shared: &'a Arc<UpstreamShared>,
    pub blocking: &'a BlockingLedger,
    pub cinema: CinemaCode,
    pub lock: HeldLock,
}

/// Why a turn ends early.
enum TurnStop {
    /// Another call may fare as badly, or not.
    Fault(Fault),
    Ledger(LedgerError),
    /// The program ends, or another node has the turn.
    Over,
}

impl From<LedgerError> for TurnStop {
    fn from(fault: LedgerError) -> Self {
        Self::Ledger(fault)
    }
}

impl Turn<'_> {
    pub(super) fn run(&self, row: &mut ForwardRow, ripe: bool, caller: &mut Caller) -> Outcome {
        let mut brought = false;
        let ended = self.round(row, ripe, caller, &mut brought);
        let now = self.forward.began.elapsed();
        let failed = match ended {
            Ok(()) => {
                row.end(now);
                false
            }
            Err(TurnStop::Fault(fault)) => {
                self.forward.gate().failed(Instant::now(), fault.is_link());
                row.failed(now, fault.is_link());
                true
            }
            Err(TurnStop::Ledger(fault)) => {
                log::error!("cinema {} goes up later: {fault}", self.cinema);
                row.failed(now, false);
                true
            }
            Err(TurnStop::Over) => {
                row.failed(now, true);
                true
            }
        };
        match (failed, brought) {
            (true, _) => Outcome::Failed,
            (false, true) => Outcome::Brought,
            (false, false) => Outcome::Nothing,
        }
    }

    fn round(
        &self,
        row: &mut ForwardRow,
        ripe: bool,
        caller: &mut Caller,
        brought: &mut bool,
    ) -> Result<(), TurnStop> {
        let (cinema, mut reads) = (self.cinema, 0);
        loop {
            if self.forward.rota.is_over() || !self.shared.locks.holds(self.lock) {
                return Err(TurnStop::Over);
            }
            match row.step() {
                RowStep::Begin(turns) => {
                    let now = Timestamp::now();
                    let standing =
                        self.blocking.read(move |it| outbox::alone(it, cinema, now, turns))?;
                    row.begin(standing, ripe);
                }
                RowStep::Read(most) => {
                    let records =
                        self.blocking.read(move |it| outbox::pending(it, cinema, most))?;
                    reads += 1;
                    let nobody_waits = self.forward.rota.is_worked_off();
                    row.fill(records, nobody_waits && reads < LONGEST);
                }
                RowStep::Alone(standing) => {
                    let standing = vec![standing.clone()];
                    let taken = self.alone(caller, standing)?;
                    *brought |= taken;
                    row.alone(taken);
                }
                RowStep::Send(count) => *brought |= self.send(row, count, caller)?,
                RowStep::Over => return Ok(()),
            }
        }
    }

    /// Reports one that stands aside. What the platform falls over with it alone holds up no other.
    fn alone(&self, caller: &mut Caller, standing: Vec<Pending>) -> Result<bool, TurnStop> {
        match self.report(caller, &standing) {
            Ok(true) => self.accepted(standing).map(|()| true),
            Ok(false) => self.rejected(&standing).map(|_| false),
            Err(fault) if fault.is_link() => {
                self.emit(ForwardOutcome::Failed, &standing);
                Err(TurnStop::Fault(fault))
            }
            Err(_) => {
                self.emit(ForwardOutcome::Failed, &standing);
                Ok(false)
            }
        }
    }

    /// Reports the first `count` records in hand; whether they were taken.
    fn send(
        &self,
        row: &mut ForwardRow,
        count: usize,
        caller: &mut Caller,
    ) -> Result<bool, TurnStop> {
        let records = row.first(count);
        match self.report(caller, &records) {
            Ok(true) => {
                self.accepted(records)?;
                row.accepted(count);
                Ok(true)
            }
            Ok(false) if count == 1 => {
                let rejected = self.rejected(&records)?;
                if row.rejected(rejected) && !rejected.aside {
                    self.emit(ForwardOutcome::StandsAside, &records);
                }
                Ok(false)
            }
            Ok(false) => {
                self.emit(ForwardOutcome::Rejected, &records);
                row.halved(count);
                Ok(false)
            }
            Err(fault) => {
                if matches!(fault, Fault::Timeout | Fault::Status(TOO_SLOW)) {
                    row.timed_out(count);
                }
                self.emit(ForwardOutcome::Failed, &records);
                Err(TurnStop::Fault(fault))
            }
        }
    }

    /// Whether the platform took what was reported.
    fn report(&self, caller: &mut Caller, records: &[Pending]) -> Result<bool, Fault> {
        let tickets: Vec<_> = records.iter().map(|pending| pending.record.clone()).collect();
        let query = ReportQuery { cinema_code: self.cinema, check_tickets: tickets.into() };
        match self.shared.line.call(caller, &query, None) {
            Err(Fault::Status(TOO_LARGE)) => Ok(false),
            Err(fault) => Err(fault),
            Ok(reply) => {
                self.forward.gate().passed();
                Ok(reply.data.report_result)
            }
        }
    }

    fn accepted(&self, records: Vec<Pending>) -> Result<(), TurnStop> {
        let (cinema, now) = (self.cinema, Timestamp::now());
        let ends = ends(&records);
        self.blocking.write(move |it| outbox::note_accepted(it, cinema, &records, now))?;
        self.emit_range(ForwardOutcome::Accepted, ends);
        Ok(())
    }

    fn rejected(&self, records: &[Pending]) -> Result<Rejected, TurnStop> {
        let Some(alone) = records.first().cloned() else { return Err(TurnStop::Over) };
        let (cinema, now) = (self.cinema, Timestamp::now());
        let most = self.shared.settings.max_rejections;
        let rejected =
            self.blocking.write(move |it| outbox::note_rejected(it, cinema, &alone, most, now))?;
        self.emit(
            if rejected.aside { ForwardOutcome::SetAside } else { ForwardOutcome::Rejected },
            records,
        );
        if let Some(finding) = rejected.finding.filter(|finding| finding.is_new) {
            (self.shared.events)(UpstreamEvent::Finding { kind: Kind::SetAside, id: finding.id });
        }
        Ok(rejected)
    }

    fn emit(&self, result: ForwardOutcome, records: &[Pending]) {
        self.emit_range(result, ends(records));
    }

    fn emit_range(&self, result: ForwardOutcome, (first, last, count): (i64, i64, usize)) {
        let cinema = self.cinema;
        (self.shared.events)(UpstreamEvent::Forward { cinema, result, first, last, count });
    }
}

/// The numbers of the first and the last record, and how many there are.
fn ends(records: &[Pending]) -> (i64, i64, usize) {
    let number = |pending: Option<&Pending>| pending.map_or(0, |pending| pending.number);
    (number(records.first()), number(records.last()), records.len())
}
