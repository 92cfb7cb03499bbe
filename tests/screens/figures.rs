//! A business day, a record and a terminal's state as a cinema has them, for pictures.

use std::sync::Arc;

use hallgate::clock::Trust;
use hallgate::terminal::door::{Reason, RefusalDetail, ShownTicket};
use hallgate::terminal::menu::ShownVerdict;
use hallgate::terminal::report::reconcile::{self, Difference, Reconciliation, RecordDifference};
use hallgate::terminal::report::status::{
    CachedKey, Database, LastError, Machine, SetAsideRecords, Status, StatusAlarm, Versions,
};
use hallgate::terminal::report::{
    Day, Figures, Hall, Hour, LatencyCount, OpeningCount, RefusalCount, ReportCounts,
    SessionFigures, Sums, TypedCounts, Yuan,
};
use hallgate::terminal::store::{Admission, Basis, InsideLine, Record, RecordLine, Seq};
use hallgate::ticket::{Fen, Ticket};
use hallgate::transport::Fault;
use jiff::Zoned;
use jiff::civil::{DateTime, date, datetime};

/// Admissions by quarter of an hour from 12:30, with empty ones between the shows.
const QUARTERS: [u64; 41] = [
    3, 18, 41, 27, 2, 0, 0, 5, 33, 52, 19, 1, 0, 0, 0, 8, 47, 38, 6, 0, 0, 0, 12, 61, 88, 35, 4, 0,
    0, 21, 96, 142, 73, 9, 0, 0, 0, 0, 16, 44, 11,
];

fn zoned(at: DateTime) -> Zoned {
    at.in_tz("Asia/Shanghai").unwrap()
}

fn session(
    hall: (&str, Option<&str>),
    start: DateTime,
    film: &str,
    admitted: u64,
) -> SessionFigures {
    let pending = admitted % 7 / 5;
    SessionFigures {
        screen_code: format!("{:0>16}", hall.0).parse().unwrap(),
        screen_name: hall.1.map(Into::into),
        session_code: "2026072700000001".parse().unwrap(),
        show_time: start,
        film_name: Some(film.into()),
        figures: figures(admitted, pending),
    }
}

fn figures(admitted: u64, pending: u64) -> Figures {
    Figures {
        admitted,
        reopened: admitted / 60,
        uploaded: admitted - pending,
        pending,
        set_aside: 0,
        price: Yuan(admitted * 4_500),
        service_fee: Yuan(admitted * 300),
    }
}

/// A busy Monday at a door for two halls.
pub fn day() -> Day {
    let on = date(2026, 7, 27);
    let (three, five) = (("3", Some("3号激光厅")), ("5", None));
    let sessions = vec![
        session(three, on.at(13, 0, 0, 0), "群星之上：最后一次远航", 91),
        session(five, on.at(14, 40, 0, 0), "镕祎与喆的夏天", 110),
        session(three, on.at(16, 20, 0, 0), "群星之上：最后一次远航", 99),
        session(five, on.at(18, 30, 0, 0), "龘龘与骉骉", 200),
        session(three, on.at(20, 10, 0, 0), "群星之上：最后一次远航", 341),
        session(five, on.at(22, 30, 0, 0), "The Last Reel", 71),
    ];
    let inside = sessions.iter().map(|session| InsideLine {
        screen_code: session.screen_code,
        screen_name: session.screen_name.clone(),
        show_time: session.show_time,
        film_name: session.film_name.clone(),
        entered: session.figures.admitted,
        elsewhere: 0,
        seats: session.screen_name.is_some().then_some(360),
    });
    let inside = inside.collect();
    let all: u64 = sessions.iter().map(|session| session.figures.admitted).sum();
    let from = zoned(on.at(6, 0, 0, 0));
    let quarters = QUARTERS.iter().zip(0..).filter(|(admitted, _)| **admitted > 0);
    let quarters: Vec<Hour> = quarters
        .map(|(admitted, at)| Hour {
            from: zoned(on.at(12, 30, 0, 0)) + jiff::SignedDuration::from_mins(15 * at),
            admitted: *admitted,
            refused: admitted / 30,
            manual: 0,
        })
        .collect();
    let hall = |(code, name): (&str, Option<&str>), admitted| Hall {
        screen_code: format!("{code:0>16}").parse().unwrap(),
        screen_name: name.map(Into::into),
        figures: figures(admitted, 2),
    };
    let refused = |reason: &str, refused| RefusalCount { reason: reason.into(), refused };
    let opened = |reason: &str, manual| OpeningCount { reason: reason.into(), manual };
    let bounds = [25, 50, 75, 100, 150, 200, 300, 500, 1000].map(Some);
    let visitors = [12, 310, 402, 121, 24, 9, 12, 17, 4, 1];
    Day {
        terminal: "3号厅入口".into(),
        cinema_code: "12345678".parse().unwrap(),
        date: on,
        sums: Sums {
            to: from.tomorrow().unwrap(),
            from,
            made_at: zoned(on.at(22, 50, 0, 0)),
            totals: Figures { pending: 4, ..figures(all, 4) },
            refused: 38,
            manual: 9,
        },
        sessions,
        halls: vec![hall(three, 531), hall(five, 381)],
        hours: Vec::new(),
        quarters,
        inside,
        counts: ReportCounts {
            refusals: vec![
                refused("too_early", 14),
                refused("wrong_hall", 9),
                refused("already_checked", 6),
                refused("malformed", 4),
                refused("stale_eticket", 3),
                refused("refunded", 1),
                refused("wrong_cinema", 1),
            ],
            openings: vec![
                opened("phone", 4),
                opened("assistance", 3),
                opened("unreadable_ticket", 1),
                opened("staff", 1),
            ],
            typed: TypedCounts {
                let_in: 3,
                refusals: vec![
                    refused("already_checked", 2),
                    refused("unknown_ticket", 1),
                    refused("no_answer", 1),
                ],
            },
            latency: bounds
                .into_iter()
                .chain([None])
                .zip(visitors)
                .map(|(up_to_ms, visitors)| LatencyCount { up_to_ms, visitors })
                .collect(),
            double_admissions: Vec::new(),
            doubtful: Vec::new(),
        },
    }
}

/// A day on which nothing happened yet.
pub fn empty_day() -> Day {
    let day = day();
    let latency =
        day.counts.latency.into_iter().map(|count| LatencyCount { visitors: 0, ..count }).collect();
    Day {
        sums: Sums { totals: Figures::default(), refused: 0, manual: 0, ..day.sums },
        sessions: Vec::new(),
        halls: Vec::new(),
        quarters: Vec::new(),
        counts: ReportCounts {
            refusals: Vec::new(),
            openings: Vec::new(),
            typed: TypedCounts::default(),
            latency,
            double_admissions: Vec::new(),
            doubtful: Vec::new(),
        },
        ..self::day()
    }
}

/// What the platform made of yesterday.
pub fn reconciliation() -> Reconciliation {
    let day = day();
    let session = |(session, differing): (&SessionFigures, u64)| reconcile::ReconciledSession {
        screen_code: session.screen_code,
        screen_name: session.screen_name.clone(),
        session_code: session.session_code,
        show_time: session.show_time,
        film_name: session.film_name.clone(),
        records: session.figures.admitted,
        uploaded: session.figures.admitted,
        pending: 0,
        set_aside: 0,
        accepted: session.figures.admitted - differing,
        differing,
    };
    let sessions: Vec<_> = day.sessions.iter().zip([0, 1, 0, 0, 2, 0]).map(session).collect();
    let finding = |(later, difference)| {
        let record = record(later).record;
        RecordDifference {
            seq: record.seq,
            film_ticket_code: record.admission.ticket.film_ticket_code,
            screen_code: record.admission.ticket.screen_code,
            session_code: record.admission.ticket.session_code,
            show_time: record.admission.ticket.show_time,
            check_time: datetime(2026, 7, 27, 19, 12, 8, 0),
            upload: "uploaded",
            difference,
            here: String::new(),
            there: String::new(),
        }
    };
    let found = [
        (0, Difference::NotChecked),
        (1, Difference::CheckedThoughSetAside),
        (2, Difference::ServiceFee),
    ];
    Reconciliation {
        terminal: day.terminal,
        cinema_code: day.cinema_code,
        date: day.date,
        made_at: day.sums.made_at,
        records: 912,
        compared: 908,
        unasked: 4,
        stopped_by: None,
        sessions,
        differences: found.map(finding).into(),
    }
}

/// The door's last verdicts, the newest first.
pub fn told() -> Vec<Arc<ShownVerdict>> {
    let ticket = |number: &str, seat| ShownTicket {
        film_ticket_code: number.parse().unwrap(),
        screen_code: "0000000000000003".parse().unwrap(),
        show_time: datetime(2026, 7, 27, 19, 30, 0, 0),
        film_name: Some("群星之上：最后一次远航".into()),
        screen_name: Some("3号激光厅".into()),
        seat,
        admitted_at: None,
        lobby: false,
    };
    let at = |minute| datetime(2026, 7, 27, 19, minute, 0, 0);
    let seen = RefusalDetail::AdmittedAt(at(2));
    let told = |minute, reason, detail, ticket| {
        Arc::new(ShownVerdict { at: at(minute), reason, detail, ticket })
    };
    let none = RefusalDetail::None;
    vec![
        told(11, Reason::AlreadyChecked, seen, Some(ticket("0123456789012345", Some((7, 12))))),
        told(11, Reason::Ok, none, Some(ticket("0123456789012346", Some((7, 13))))),
        told(10, Reason::WrongHall, none, Some(ticket("0123456789017788", None))),
        told(9, Reason::Malformed, none, None),
        told(8, Reason::Reopened, none, Some(ticket("0123456789012349", Some((12, 21))))),
    ]
}

/// A record as it is found again, some minutes after the one before it.
pub fn record(later: i64) -> RecordLine {
    let at = |second| {
        let at = zoned(datetime(2026, 7, 27, 19, 12, second, 0)).timestamp();
        at + jiff::SignedDuration::from_mins(later)
    };
    let ticket = Ticket {
        film_ticket_code: format!("01234567890{:05}", 12_345 + 77 * later).parse().unwrap(),
        screen_code: "0000000000000003".parse().unwrap(),
        film_code: "001234567890".parse().unwrap(),
        session_code: "2026072700000001".parse().unwrap(),
        show_time: datetime(2026, 7, 27, 19, 30, 0, 0),
        seat_code: "0000000000000712".parse().unwrap(),
        price: Fen(4_500),
        service_fee: Fen(300),
    };
    let admission = Admission {
        cinema_code: "12345678".parse().unwrap(),
        ticket,
        ticket_info_code: String::new(),
        electronic: true,
        at: at(8),
        business_day: date(2026, 7, 27),
        basis: Basis::Online,
    };
    RecordLine {
        record: Record { seq: Seq(4711), admission, passed_at: Some(at(11)), reopened: 0 },
        film_name: Some("群星之上：最后一次远航".into()),
        screen_name: Some("3号激光厅".into()),
        seat: Some((7, 12 + u32::try_from(later).unwrap())),
        ticket_type: None,
        done: true,
        set_aside: false,
        uploaded_at: Some(at(14)),
        doubled_at: None,
    }
}

/// A terminal with which all is well.
pub fn well() -> Status {
    let at = zoned(datetime(2026, 7, 27, 19, 12, 0, 0));
    let ago = |seconds| &at - jiff::SignedDuration::from_secs(seconds);
    Status {
        terminal: "3号厅入口".into(),
        cinema_code: "12345678".parse().unwrap(),
        attention: Vec::new(),
        keys: [datetime(2026, 7, 1, 0, 0, 0, 0), datetime(2026, 1, 1, 0, 0, 0, 0)]
            .map(|start_time| CachedKey { bits: 2048, start_time })
            .into(),
        keys_fetched_at: Some(ago(1_260)),
        pending: 0,
        oldest_pending_at: None,
        standing_aside: 0,
        set_aside: Vec::new(),
        double_admissions: Vec::new(),
        last_contact_at: Some(ago(4)),
        last_error: None,
        platform_faults: Vec::new(),
        catalogue: None,
        settings: Vec::new(),
        clock: Some(Trust::Trusted),
        database: Database {
            path: "/var/lib/hallgate/hallgate.db".into(),
            bytes: 187 << 20,
            schema: 4,
            records: 214_877,
            oldest_day: Some(date(2025, 6, 22)),
            lacking: None,
        },
        incidents: Vec::new(),
        disk_free_bytes: Some(21 << 30),
        neighbours: None,
        update_not_kept: None,
        versions: Versions {
            hallgate: env!("CARGO_PKG_VERSION").into(),
            sqlcipher: Some("4.10.0".into()),
        },
        machine: Machine {
            kernel: Some("6.12.34+rpt-rpi-v8".into()),
            system: Some("Debian GNU/Linux 13 (trixie)".into()),
            board: Some("Raspberry Pi 4 Model B Rev 1.4".into()),
            up_s: Some(23 * 86_400),
            host_name: Some("hallgate-hall-3".into()),
            addresses: vec![
                [192, 168, 100, 120].into(),
                "2001:db8:12:3400::20".parse().expect("one"),
            ],
        },
        at,
    }
}

/// One with which much is not.
pub fn troubled() -> Status {
    let well = well();
    let ago = |seconds| &well.at - jiff::SignedDuration::from_secs(seconds);
    Status {
        attention: vec![
            StatusAlarm::KeysOld,
            StatusAlarm::UploadLate,
            StatusAlarm::SetAside,
            StatusAlarm::NoContact,
            StatusAlarm::ClockDiffers,
            StatusAlarm::DiskLow,
        ],
        keys_fetched_at: Some(ago(93_600)),
        pending: 1_204,
        oldest_pending_at: Some(ago(8_100)),
        set_aside: vec![
            SetAsideRecords { day: date(2026, 7, 25), records: 3 },
            SetAsideRecords { day: date(2026, 7, 26), records: 12 },
        ],
        last_contact_at: Some(ago(8_000)),
        last_error: Some(LastError {
            at: ago(35),
            text: Fault::Refused.to_string(),
            fault: Some(Fault::Refused),
        }),
        clock: Some(Trust::Differs),
        disk_free_bytes: Some(88 << 20),
        ..well.clone()
    }
}
