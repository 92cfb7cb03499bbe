//! Records in hand on their way up: first those that are complete, as the wire wants them, then
//! those that still lack what only the platform knows (§5.2.8).

use std::collections::VecDeque;

use crate::clock::china_civil;
use crate::terminal::store::{Basis, Facts, PendingRecord, Seq};
use crate::ticket::CinemaCode;
use crate::wire::calls::{CheckTicket, ReportQuery};

/// At most a thousand records, oldest first.
#[derive(Debug, Default)]
pub(super) struct Batch {
    /// Whose tickets those of `tickets` are; one report speaks of one cinema.
    heads: Vec<(Seq, CinemaCode)>,
    tickets: Vec<CheckTicket>,
    incomplete: VecDeque<PendingRecord>,
    /// Records up to this one may have reached the platform before.
    attempted: i64,
}

impl Batch {
    /// Records of which those up to `attempted` may have reached the platform before.
    pub(super) fn new(records: Vec<PendingRecord>, attempted: i64) -> Self {
        let mut batch = Self { incomplete: records.into(), attempted, ..Self::default() };
        batch.settle();
        batch
    }

    /// One record with what is known of it.
    pub(super) fn as_it_is(record: PendingRecord) -> Self {
        let mut batch = Self::new(vec![record], i64::MAX);
        batch.complete(None);
        batch
    }

    pub(super) fn is_empty(&self) -> bool {
        self.heads.is_empty() && self.incomplete.is_empty()
    }

    /// How many of the first records are complete and of one cinema.
    pub(super) fn ready(&self) -> usize {
        let Some((_, first)) = self.heads.first() else { return 0 };
        self.heads.iter().take_while(|(_, cinema)| cinema == first).count()
    }

    /// The oldest record that is not complete.
    pub(super) fn incomplete(&self) -> Option<&PendingRecord> {
        self.incomplete.front()
    }

    /// Completes that record: with what the platform told, else with what was known before, else as
    /// one that it does not know.
    pub(super) fn complete(&mut self, facts: Option<Facts>) {
        if let Some(mut pending) = self.incomplete.pop_front() {
            let facts = facts.or(pending.facts.take());
            self.push(pending, facts);
        }
        self.settle();
    }

    /// The records in hand go up as they are, with what is known of them.
    pub(super) fn give_up_names(&mut self) {
        while self.incomplete().is_some() {
            self.complete(None);
        }
    }

    /// Asks no more about records whose names are known.
    pub(super) fn ask_no_more(&mut self) {
        self.attempted = i64::MAX;
        self.settle();
    }

    /// Whether all that is asked about the oldest incomplete record is whether it was checked
    /// elsewhere.
    pub(super) fn only_asks(&self) -> bool {
        self.incomplete().is_some_and(|pending| pending.facts.is_some())
    }

    /// Moves on what came complete from the database.
    fn settle(&mut self) {
        while self.incomplete.front().is_some_and(|next| !self.is_to_be_asked(next))
            && let Some(mut pending) = self.incomplete.pop_front()
        {
            let facts = pending.facts.take();
            self.push(pending, facts);
        }
    }

    /// What only the platform knows is missing; or the admission was decided without it, and what
    /// it told is of before, so that it may know by now of another door (SPEC §2).
    fn is_to_be_asked(&self, pending: &PendingRecord) -> bool {
        let Some(facts) = &pending.facts else { return true };
        let admission = &pending.record.admission;
        admission.basis == Basis::Offline
            && pending.record.seq.0 > self.attempted
            && facts.fetched_at <= admission.at
    }

    fn push(&mut self, pending: PendingRecord, facts: Option<Facts>) {
        let record = pending.record;
        let admission = record.admission;
        let ticket = admission.ticket;
        let facts = facts.map(|facts| {
            (facts.screen_name, facts.film_name, facts.ticket_type, facts.row, facts.column)
        });
        let (screen_name, film_name, ticket_type, row_num, column_num) = facts.unwrap_or_default();
        self.heads.push((record.seq, admission.cinema_code));
        self.tickets.push(CheckTicket {
            ticket_info_code: admission.ticket_info_code,
            check_time: china_civil(admission.at),
            screen_code: ticket.screen_code,
            screen_name,
            film_code: ticket.film_code,
            film_name,
            session_code: ticket.session_code,
            start_time: ticket.show_time,
            ticket_type,
            film_ticket_code: ticket.film_ticket_code,
            row_num,
            column_num,
            price: ticket.price,
            service: ticket.service_fee,
        });
    }

    /// The first `count` records, complete and of one cinema, as they are sent; none of none.
    pub(super) fn report(&self, count: usize) -> Option<ReportQuery<'_>> {
        let (_, cinema_code) = *self.heads.first()?;
        Some(ReportQuery { cinema_code, check_tickets: self.tickets.get(..count)?.into() })
    }

    /// First and last number of the first `count` records.
    pub(super) fn span(&self, count: usize) -> Option<(Seq, Seq)> {
        let last = self.heads.get(count.checked_sub(1)?)?.0;
        Some((self.heads.first()?.0, last))
    }

    /// First and last number of all records in hand, and how many they are.
    pub(super) fn whole(&self) -> Option<(Seq, Seq, usize)> {
        let heads = self.heads.iter().map(|(seq, _)| *seq);
        let mut all = heads.chain(self.incomplete.iter().map(|pending| pending.record.seq));
        let first = all.next()?;
        let (last, count) = all.fold((first, 1), |(_, count), seq| (seq, count + 1));
        Some((first, last, count))
    }

    /// Lets go of the first `count` records.
    pub(super) fn drop_first(&mut self, count: usize) {
        let count = count.min(self.heads.len());
        self.heads.drain(..count);
        self.tickets.drain(..count);
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::terminal::store::{Admission, Record};
    use crate::ticket::{Fen, Ticket};
    use crate::wire::calls::TicketType;
    use jiff::Timestamp;

    pub(in crate::terminal::sync) fn pending(seq: i64, cinema: &str, known: bool) -> PendingRecord {
        let film_ticket_code = format!("{seq:016}").parse().unwrap();
        let ticket = Ticket {
            film_ticket_code,
            screen_code: "0000000000000003".parse().unwrap(),
            film_code: "001100012018".parse().unwrap(),
            session_code: "3300000000000001".parse().unwrap(),
            show_time: "2026-05-01T20:00:00".parse().unwrap(),
            seat_code: "0000000000000705".parse().unwrap(),
            price: Fen(3500),
            service_fee: Fen(305),
        };
        let admission = Admission {
            cinema_code: cinema.parse().unwrap(),
            ticket,
            ticket_info_code: "12345678AAAA".into(),
            electronic: false,
            at: "2026-05-01T11:45:01.987Z".parse().unwrap(),
            business_day: "2026-05-01".parse().unwrap(),
            basis: Basis::Online,
        };
        let record = Record { seq: Seq(seq), admission, passed_at: None, reopened: 0 };
        PendingRecord { record, facts: known.then(|| facts(film_ticket_code)) }
    }

    pub(in crate::terminal::sync) fn facts(code: crate::ticket::FilmTicketCode) -> Facts {
        Facts {
            film_ticket_code: code,
            screen_name: "3号厅".into(),
            film_name: "流浪地球".into(),
            ticket_type: TicketType::Web,
            row: 7,
            column: 5,
            checked: false,
            refunded: false,
            refund_time: String::new(),
            fetched_at: Timestamp::UNIX_EPOCH,
        }
    }

    #[test]
    fn a_report_is_the_wires_and_in_china_standard_time() {
        let batch = Batch::new(vec![pending(1, "12345678", true), pending(2, "12345678", true)], 0);
        let text = serde_json::to_string(&batch.report(2).unwrap()).unwrap();
        assert!(text.contains("\"CheckTime\":\"2026-05-01T19:45:01\""), "{text}");
        assert!(text.contains("\"Price\":35.00,\"Service\":3.05"), "{text}");
        assert!(text.contains("\"RowNum\":7,\"ColumnNum\":5"), "{text}");
        let query: ReportQuery = serde_json::from_str(&text).unwrap();
        assert_eq!(serde_json::to_string(&query).unwrap(), text);
        assert_eq!(query.check_tickets.len(), 2);
    }

    #[test]
    fn an_unknown_ticket_goes_up_without_names() {
        let mut batch = Batch::new(vec![pending(1, "12345678", false)], 0);
        assert_eq!(batch.ready(), 0);
        batch.complete(None);
        let text = serde_json::to_string(&batch.report(1).unwrap()).unwrap();
        for part in [
            "\"ScreenName\":\"\"",
            "\"FilmName\":\"\"",
            "\"TicketType\":\"现场售票\"",
            "\"RowNum\":0",
            "\"ColumnNum\":0",
        ] {
            assert!(text.contains(part), "{part} in {text}");
        }
    }

    #[test]
    fn one_report_speaks_of_one_cinema() {
        let records = [(1, "12345678"), (2, "12345678"), (3, "87654321")]
            .map(|(seq, cinema)| pending(seq, cinema, true));
        let mut batch = Batch::new(records.into(), 0);
        assert_eq!(batch.ready(), 2);
        assert_eq!(batch.span(2), Some((Seq(1), Seq(2))));
        batch.drop_first(2);
        assert_eq!(batch.ready(), 1);
        assert_eq!(batch.span(1), Some((Seq(3), Seq(3))));
        batch.drop_first(1);
        assert!(batch.is_empty() && batch.report(0).is_none() && batch.span(0).is_none());
    }

    #[test]
    fn all_in_hand_are_told_from_the_oldest_to_the_last() {
        assert_eq!(Batch::default().whole(), None);
        let mut batch = Batch::new(
            vec![
                pending(3, "12345678", true),
                pending(4, "12345678", false),
                pending(5, "12345678", true),
            ],
            0,
        );
        assert_eq!(batch.whole(), Some((Seq(3), Seq(5), 3)));
        batch.complete(None);
        batch.drop_first(1);
        assert_eq!(batch.whole(), Some((Seq(4), Seq(5), 2)));
    }

    #[test]
    fn what_was_decided_offline_is_asked_about_before_its_first_sending_and_never_after() {
        let offline = |seq, fetched: &str| {
            let mut own = pending(seq, "12345678", true);
            own.record.admission.basis = Basis::Offline;
            let facts = own.facts.as_mut().unwrap();
            facts.fetched_at = fetched.parse().unwrap();
            own
        };
        // 1 may have been sent; of 2 the platform spoke before the admission, of 3 after it.
        let records = || {
            vec![
                offline(1, "2026-05-01T11:00:00Z"),
                offline(2, "2026-05-01T11:00:00Z"),
                offline(3, "2026-05-01T11:50:00Z"),
                pending(4, "12345678", false),
            ]
        };
        let mut batch = Batch::new(records(), 1);
        assert_eq!((batch.ready(), batch.only_asks()), (1, true));
        assert_eq!(batch.incomplete().unwrap().record.seq, Seq(2));
        batch.complete(None);
        assert_eq!((batch.ready(), batch.only_asks()), (3, false));
        // What was known before is not lost where nobody answers.
        let text = serde_json::to_string(&batch.report(2).unwrap()).unwrap();
        assert_eq!(text.matches("流浪地球").count(), 2, "{text}");
        let mut batch = Batch::new(records(), 0);
        batch.ask_no_more();
        assert_eq!((batch.ready(), batch.only_asks()), (3, false));
    }
}
