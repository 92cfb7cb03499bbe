//! One record against one answer of the platform.

use jiff::civil::DateTime;
use serde::Serialize;

use crate::clock::{china_civil, wire_time};
use crate::terminal::report::parts::{as_text, as_wire_time};
use crate::terminal::store::{RecordLine, Seq, UploadProgress};
use crate::ticket::{FilmTicketCode, ScreenCode, SessionCode};
use crate::wire::calls::TicketInfo;

/// In what a record and the platform differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, strum::IntoStaticStr)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Difference {
    /// Uploaded or set aside here, and the platform knows no such ticket.
    Unknown,
    /// Uploaded here, not checked there: the platform lost the record, or did not count it.
    NotChecked,
    /// Waits for its upload here, checked there: the answer to an upload was lost, or the ticket
    /// was checked at another door, too.
    CheckedThoughPending,
    /// Admitted here offline, checked there before anything of it was sent from here: another door
    /// admitted it, too.
    DoubleAdmission,
    /// Set aside here as refused by the platform, checked there.
    CheckedThoughSetAside,
    /// Admitted here, refunded there.
    Refunded,
    Screen,
    Session,
    StartTime,
    Price,
    ServiceFee,
}

/// One difference of one record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RecordDifference {
    pub seq: Seq,
    #[serde(serialize_with = "as_text")]
    pub film_ticket_code: FilmTicketCode,
    pub screen_code: ScreenCode,
    pub session_code: SessionCode,
    #[serde(serialize_with = "as_wire_time")]
    pub show_time: DateTime,
    #[serde(serialize_with = "as_wire_time")]
    pub check_time: DateTime,
    /// How far the upload has come here: `uploaded`, `pending` or `set_aside`.
    pub upload: &'static str,
    pub difference: Difference,
    /// What stands here, as on the wire.
    pub here: String,
    /// What the platform says.
    pub there: String,
}

impl Difference {
    /// The name in JSON and CSV.
    pub fn as_str(self) -> &'static str {
        self.into()
    }
}

/// All in which they differ. What was found when the record went up, or was about to, is told
/// whatever the platform says by now. A record that is pending and not checked there differs in nothing.
pub(super) fn compare(line: &RecordLine, info: Option<&TicketInfo>) -> Vec<RecordDifference> {
    let ticket = &line.record.admission.ticket;
    let finding = |(difference, here, there): (Difference, String, String)| RecordDifference {
        seq: line.record.seq,
        film_ticket_code: ticket.film_ticket_code,
        screen_code: ticket.screen_code,
        session_code: ticket.session_code,
        show_time: ticket.show_time,
        check_time: china_civil(line.record.admission.at),
        upload: line.stage().as_str(),
        difference,
        here,
        there,
    };
    let stage = line.stage().as_str().to_owned();
    let doubled = line.doubled_at.map(|_| {
        let there = "checked elsewhere before".to_owned();
        (Difference::DoubleAdmission, "admitted".to_owned(), there)
    });
    let Some(info) = info else {
        let unknown = (Difference::Unknown, stage, "unknown".to_owned());
        let expected = (line.stage() != UploadProgress::Pending).then_some(unknown);
        return doubled.into_iter().chain(expected).map(finding).collect();
    };
    let checked = match (line.stage(), info.check_status) {
        (UploadProgress::Uploaded, Some(false)) => Some(Difference::NotChecked),
        (UploadProgress::Pending | UploadProgress::SetAside, Some(true)) if doubled.is_some() => {
            None
        }
        (UploadProgress::Pending, Some(true)) => Some(Difference::CheckedThoughPending),
        (UploadProgress::SetAside, Some(true)) => Some(Difference::CheckedThoughSetAside),
        _ => None,
    };
    let said = if info.check_status == Some(true) { "checked" } else { "not checked" };
    let refunded = format!("refunded {}", info.refund_time);
    // What the platform does not tell, or not so that it reads, differs in nothing.
    let values = [
        (Difference::Screen, ticket.screen_code.to_string(), text(info.screen_code)),
        (Difference::Session, ticket.session_code.to_string(), text(info.session_code)),
        (Difference::StartTime, wire_time(ticket.show_time), info.start_time.map(wire_time)),
        (Difference::Price, ticket.price.to_string(), text(info.price)),
        (Difference::ServiceFee, ticket.service_fee.to_string(), text(info.service)),
    ];
    let values = values.into_iter().filter_map(|(kind, here, there)| Some((kind, here, there?)));
    let checked = checked.map(|difference| (difference, stage, said.to_owned()));
    let refunded = info
        .refund_status
        .filter(|refunded| *refunded)
        .map(|_| (Difference::Refunded, "admitted".to_owned(), refunded.trim_end().to_owned()));
    let values = values.filter(|(_, here, there)| here != there);
    doubled.into_iter().chain(checked).chain(refunded).chain(values).map(finding).collect()
}

fn text(value: Option<impl ToString>) -> Option<String> {
    value.map(|value| value.to_string())
}

#[cfg(test)]
mod tests {
    use jiff::civil::{date, datetime};

    use super::*;
    use crate::clock::china_timestamp;
    use crate::terminal::store::{Admission, Basis, Record};
    use crate::ticket::{Fen, Ticket};
    use crate::wire::calls::TicketType;

    fn line(stage: UploadProgress) -> RecordLine {
        RecordLine {
            record: Record {
                seq: Seq(7),
                admission: Admission {
                    cinema_code: "12345678".parse().unwrap(),
                    ticket: Ticket {
                        film_ticket_code: "1234567800000007".parse().unwrap(),
                        screen_code: "0000000000000003".parse().unwrap(),
                        film_code: "001105192026".parse().unwrap(),
                        session_code: "2026050100000007".parse().unwrap(),
                        show_time: datetime(2026, 5, 1, 19, 0, 0, 0),
                        seat_code: "0000000000100612".parse().unwrap(),
                        price: Fen(3500),
                        service_fee: Fen(300),
                    },
                    ticket_info_code: String::new(),
                    electronic: false,
                    at: china_timestamp(datetime(2026, 5, 1, 18, 50, 0, 0)),
                    business_day: date(2026, 5, 1),
                    basis: Basis::Offline,
                },
                passed_at: None,
                reopened: 0,
            },
            film_name: None,
            screen_name: None,
            seat: None,
            ticket_type: None,
            done: stage != UploadProgress::Pending,
            set_aside: stage == UploadProgress::SetAside,
            uploaded_at: None,
            doubled_at: None,
        }
    }

    fn info(checked: bool) -> TicketInfo {
        let ticket = line(UploadProgress::Uploaded).record.admission.ticket;
        TicketInfo {
            cinema_code: "12345678".parse().ok(),
            cinema_name: String::new(),
            screen_code: Some(ticket.screen_code),
            screen_name: String::new(),
            film_code: Some(ticket.film_code),
            film_name: String::new(),
            session_code: Some(ticket.session_code),
            start_time: Some(ticket.show_time),
            ticket_type: Some(TicketType::Counter),
            sell_time: String::new(),
            film_ticket_code: ticket.film_ticket_code,
            row_num: 0,
            column_num: 0,
            price: Some(ticket.price),
            service: Some(ticket.service_fee),
            check_status: Some(checked),
            refund_status: Some(false),
            refund_time: String::new(),
        }
    }

    fn differences(
        stage: UploadProgress,
        info: Option<TicketInfo>,
    ) -> Vec<(Difference, String, String)> {
        let found = compare(&line(stage), info.as_ref());
        found.into_iter().map(|found| (found.difference, found.here, found.there)).collect()
    }

    #[test]
    fn checking_and_uploading_have_to_agree() {
        use Difference::*;
        let cases = [
            (UploadProgress::Uploaded, Some(true), None),
            (UploadProgress::Uploaded, Some(false), Some(NotChecked)),
            (UploadProgress::Uploaded, None, Some(Unknown)),
            (UploadProgress::Pending, Some(true), Some(CheckedThoughPending)),
            (UploadProgress::Pending, Some(false), None),
            (UploadProgress::Pending, None, None),
            (UploadProgress::SetAside, Some(true), Some(CheckedThoughSetAside)),
            (UploadProgress::SetAside, Some(false), None),
            (UploadProgress::SetAside, None, Some(Unknown)),
        ];
        for (stage, checked, expected) in cases {
            let found = differences(stage, checked.map(info));
            let found: Vec<_> = found.into_iter().map(|(difference, ..)| difference).collect();
            assert_eq!(found, expected.into_iter().collect::<Vec<_>>(), "{stage:?} {checked:?}");
        }
    }

    #[test]
    fn a_double_admission_is_told_whatever_the_platform_says_by_now() {
        use Difference::*;
        let cases: [(_, _, &[_]); 6] = [
            (UploadProgress::Uploaded, Some(true), &[DoubleAdmission]),
            (UploadProgress::Uploaded, Some(false), &[DoubleAdmission, NotChecked]),
            (UploadProgress::Uploaded, None, &[DoubleAdmission, Unknown]),
            (UploadProgress::Pending, Some(true), &[DoubleAdmission]),
            (UploadProgress::Pending, None, &[DoubleAdmission]),
            (UploadProgress::SetAside, Some(true), &[DoubleAdmission]),
        ];
        for (stage, checked, expected) in cases {
            let line = RecordLine { doubled_at: Some(jiff::Timestamp::UNIX_EPOCH), ..line(stage) };
            let found = compare(&line, checked.map(info).as_ref());
            let found: Vec<_> = found.into_iter().map(|found| found.difference).collect();
            assert_eq!(found, expected, "{stage:?} {checked:?}");
        }
    }

    #[test]
    fn what_the_platform_does_not_tell_so_that_it_reads_differs_in_nothing() {
        let there = TicketInfo {
            screen_code: None,
            session_code: None,
            start_time: None,
            price: None,
            service: None,
            check_status: None,
            refund_status: None,
            ..info(true)
        };
        for stage in [UploadProgress::Uploaded, UploadProgress::Pending, UploadProgress::SetAside] {
            assert_eq!(differences(stage, Some(there.clone())), [], "{stage:?}");
        }
    }

    #[test]
    fn every_value_that_differs_is_told_with_both_sides() {
        let there = TicketInfo {
            screen_code: "0000000000000004".parse().ok(),
            session_code: "2026050100000008".parse().ok(),
            start_time: Some(datetime(2026, 5, 1, 19, 30, 0, 0)),
            price: Some(Fen(3000)),
            service: Some(Fen(0)),
            refund_status: Some(true),
            refund_time: "2026-05-01T12:00:00".into(),
            ..info(true)
        };
        let found = differences(UploadProgress::Uploaded, Some(there));
        let expected = [
            (Difference::Refunded, "admitted", "refunded 2026-05-01T12:00:00"),
            (Difference::Screen, "0000000000000003", "0000000000000004"),
            (Difference::Session, "2026050100000007", "2026050100000008"),
            (Difference::StartTime, "2026-05-01T19:00:00", "2026-05-01T19:30:00"),
            (Difference::Price, "35.00", "30.00"),
            (Difference::ServiceFee, "3.00", "0.00"),
        ];
        let expected = expected.map(|(kind, here, there)| (kind, here.into(), there.into()));
        assert_eq!(found, expected);
    }
}
