//! A terminal's database with a business day in it, and what is to be found there.

use std::path::{Path, PathBuf};

use hallgate::terminal::config::{Config, TerminalConfig};
use hallgate::terminal::report::{Day, ReportFormat, write, write_period};
use hallgate::terminal::store::{
    Admission, Basis, DatabaseKey, Facts, ManualOpening, OpenReason, Refusal, Seq, Store,
    StoreReader,
};
use hallgate::ticket::{Fen, Ticket};
use hallgate::wire::calls::TicketType;
use hallgate::words::Language;
use jiff::Timestamp;
use jiff::civil::{Date, DateTime, date};
use tempfile::TempDir;

pub const DAY: Date = date(2026, 5, 1);

/// What a hall shows, and what the platform told of it.
pub struct Show {
    pub hall: &'static str,
    pub starts: &'static str,
    pub film: Option<&'static str>,
    pub hall_name: Option<&'static str>,
    pub fen: (u32, u32),
}

pub const SHOWS: [Show; 4] = [
    Show {
        hall: "0000000000000003",
        starts: "2026-05-01T19:00:00",
        film: Some("流浪地球, \"特别版\""),
        hall_name: Some("3号厅"),
        fen: (3500, 300),
    },
    Show {
        hall: "0000000000000001",
        starts: "2026-05-01T23:30:00",
        film: Some("=HYPERLINK(\"http://bad.example\")"),
        hall_name: Some("IMAX 巨幕厅"),
        fen: (9995, 505),
    },
    Show {
        hall: "0000000000000003",
        starts: "2026-05-02T00:30:00",
        film: Some(
            "A very long title that goes on,\nand on, until nobody in the hall can remember how it began",
        ),
        hall_name: Some("3号厅"),
        fen: (99_999, 0),
    },
    Show {
        hall: "0000000000000012",
        starts: "2026-05-01T09:15:00",
        film: None,
        hall_name: None,
        fen: (2000, 0),
    },
];

/// Moments of admission in China's time, and the show; in the order in which they happened.
pub const ADMITTED: [(&str, usize); 14] = [
    ("2026-05-01T05:59:59", 3), // the business day before
    ("2026-05-01T06:00:00", 3),
    ("2026-05-01T08:59:59", 3),
    ("2026-05-01T18:40:00", 0),
    ("2026-05-01T18:41:00", 0),
    ("2026-05-01T18:59:59", 0),
    ("2026-05-01T19:00:00", 0),
    ("2026-05-01T23:20:00", 1),
    ("2026-05-01T23:59:59", 1),
    ("2026-05-02T00:00:00", 1),
    ("2026-05-02T00:15:00", 2),
    ("2026-05-02T00:20:00", 2),
    ("2026-05-02T05:59:59", 2),
    ("2026-05-02T06:00:00", 2), // the business day after
];

pub const REFUSED: [(&str, &str); 8] = [
    ("2026-05-01T05:59:59", "forged"),
    ("2026-05-01T06:00:00", "too_early"),
    ("2026-05-01T18:45:00", "already_checked"),
    ("2026-05-01T18:46:00", "already_checked"),
    ("2026-05-02T00:10:00", "wrong_hall"),
    ("2026-05-02T00:11:00", "a_reason_of_later"),
    ("2026-05-02T03:30:00", "already_checked"),
    ("2026-05-02T06:00:00", "forged"),
];

/// Openings by hand.
pub const OPENED: [(&str, OpenReason); 6] = [
    ("2026-05-01T05:59:59", OpenReason::Staff),
    ("2026-05-01T06:00:00", OpenReason::Staff),
    ("2026-05-01T18:44:00", OpenReason::Assistance),
    ("2026-05-01T18:58:00", OpenReason::UnreadableTicket),
    ("2026-05-02T00:16:00", OpenReason::Assistance),
    ("2026-05-02T06:00:00", OpenReason::Phone),
];

pub fn at(china: &str) -> Timestamp {
    format!("{china}+08:00").parse().unwrap()
}

/// Written down for the program, read for the tests.
fn config(folder: &Path) -> Config {
    let path = folder.join("hallgate.toml");
    let text = format!(
        r#"
        [terminal]
        cinema_code = "12345678"
        name = "3号厅入口"
        [store]
        path = "{0}/hallgate.db"
        key = "file:{0}/key"
        [platform]
        url = "https://platform.example"
        username = "terminal-001"
        private_key = "file:/nowhere"
        "#,
        folder.display()
    );
    std::fs::write(&path, &text).unwrap();
    Config::parse(&text, &path).unwrap()
}

pub struct Site {
    pub folder: TempDir,
    pub config: Config,
    pub store: Store,
}

impl Site {
    pub fn empty() -> Self {
        use std::os::unix::fs::OpenOptionsExt;
        let folder = tempfile::tempdir().unwrap();
        let mut key = std::fs::OpenOptions::new();
        let mut key =
            key.write(true).create(true).mode(0o600).open(folder.path().join("key")).unwrap();
        std::io::Write::write_all(&mut key, &[7; 32]).unwrap();
        let config = config(folder.path());
        let key = DatabaseKey::load(&config.store.key).unwrap();
        let store = Store::open(&config.store.path, &key).unwrap();
        Self { folder, config, store }
    }

    /// The days around [`DAY`]: records 1 to 6 and 8 uploaded, 7 set aside, the others pending;
    /// 4 passed, 5 opened again twice; openings by hand, waits.
    pub fn filled() -> Self {
        let mut site = Self::empty();
        for (number, (moment, show)) in (1..).zip(ADMITTED) {
            site.admit(number, moment, &SHOWS[show]);
        }
        for (moment, reason) in REFUSED {
            let refusal = Refusal {
                at: at(moment),
                business_day: business_day(moment),
                reason,
                basis: Basis::Offline,
                ticket: None,
            };
            site.store.note_refusal(&refusal).unwrap();
        }
        for (moment, reason) in OPENED {
            let (at, business_day) = (at(moment), business_day(moment));
            let opening =
                ManualOpening { at, business_day, who: "wang".into(), reason: Some(reason) };
            site.store.open_by_hand(&opening).unwrap();
        }
        let store = &mut site.store;
        store.add_latency(DAY.yesterday().unwrap(), &[(0, 1)]).unwrap();
        store.add_latency(DAY, &[(0, 7), (1, 2), (6, 2), (9, 1)]).unwrap();
        store.note_passage(Seq(4), at("2026-05-01T18:40:07")).unwrap();
        store.note_reopening(Seq(5)).unwrap();
        store.note_reopening(Seq(5)).unwrap();
        store.note_accepted(Seq(1), Seq(3), 3, at("2026-05-01T09:00:05")).unwrap();
        store.note_accepted(Seq(4), Seq(6), 3, at("2026-05-01T19:00:05")).unwrap();
        store.set_aside(Seq(7), at("2026-05-01T19:10:00")).unwrap();
        store.note_accepted(Seq(8), Seq(8), 1, at("2026-05-01T23:20:05")).unwrap();
        site
    }

    pub fn admit(&mut self, number: u32, moment: &str, show: &Show) {
        let ticket = ticket(number, show);
        let code = ticket.film_ticket_code;
        let admission = Admission {
            cinema_code: "12345678".parse().unwrap(),
            ticket,
            ticket_info_code: "12345678…".to_owned(),
            electronic: number == 4,
            at: at(moment),
            business_day: business_day(moment),
            basis: if number == 8 { Basis::Online } else { Basis::Offline },
        };
        assert_eq!(self.store.admit(&admission).unwrap(), Seq(i64::from(number)));
        let (Some(film), Some(hall)) = (show.film, show.hall_name) else { return };
        let facts = Facts {
            film_ticket_code: code,
            screen_name: hall.to_owned(),
            film_name: film.to_owned(),
            ticket_type: if number == 4 { TicketType::Web } else { TicketType::Counter },
            row: 6,
            column: number,
            checked: false,
            refunded: false,
            refund_time: String::new(),
            fetched_at: at(moment),
        };
        self.store.put_facts(&[facts]).unwrap();
    }

    pub fn config_file(&self) -> PathBuf {
        self.folder.path().join("hallgate.toml")
    }

    /// The same terminal for somebody who reads English.
    pub fn config_file_in_english(&self) -> PathBuf {
        let text = std::fs::read_to_string(self.config_file()).unwrap();
        let path = self.folder.path().join("english.toml");
        let english = text.replace("[terminal]", "[terminal]\nlanguage = \"en\"");
        std::fs::write(&path, english).unwrap();
        path
    }

    pub fn reader(&self) -> StoreReader {
        self.store.reader().unwrap()
    }

    pub fn terminal(&self, language: Language) -> TerminalConfig {
        TerminalConfig { language, ..self.config.terminal.clone() }
    }

    pub fn report(&self, day: Date, format: ReportFormat, language: Language) -> String {
        String::from_utf8(self.written(day, format, language)).unwrap()
    }

    pub fn written(&self, day: Date, format: ReportFormat, language: Language) -> Vec<u8> {
        let mut out = Vec::new();
        let now = at("2026-05-02T01:05:00");
        write(&self.reader(), &self.terminal(language), day, format, now, &mut out).unwrap();
        out
    }

    /// So many days from [`DAY`]'s eve on, or from [`DAY`] on where they are many.
    pub fn period_report(&self, days: i64, format: ReportFormat, language: Language) -> String {
        let mut out = Vec::new();
        let now = at("2026-05-02T07:05:00");
        let first = if days > 3 { DAY } else { DAY.yesterday().unwrap() };
        let span = (first, first.checked_add(jiff::ToSpan::days(days - 1)).unwrap());
        write_period(&self.reader(), &self.terminal(language), span, format, now, &mut out)
            .unwrap();
        String::from_utf8(out).unwrap()
    }

    pub fn day(&self, day: Date) -> Day {
        Day::compute(&self.reader(), day, &self.config.terminal, at("2026-05-02T01:05:00")).unwrap()
    }
}

/// By the specification's words, not by the program's: from 06:00 to 06:00.
pub fn business_day(china: &str) -> Date {
    let civil: DateTime = china.parse().unwrap();
    if civil.hour() < 6 { civil.date().yesterday().unwrap() } else { civil.date() }
}

fn ticket(number: u32, show: &Show) -> Ticket {
    Ticket {
        film_ticket_code: format!("12345678{number:08}").parse().unwrap(),
        screen_code: show.hall.parse().unwrap(),
        film_code: "001105192026".parse().unwrap(),
        session_code: "2026050100000007".parse().unwrap(),
        show_time: show.starts.parse().unwrap(),
        seat_code: "0000000000100612".parse().unwrap(),
        price: Fen(show.fen.0),
        service_fee: Fen(show.fen.1),
    }
}

pub fn of_day() -> impl Iterator<Item = (&'static str, &'static Show)> {
    let of_day = |(moment, _): &(&str, usize)| business_day(moment) == DAY;
    ADMITTED.into_iter().filter(of_day).map(|(moment, show)| (moment, &SHOWS[show]))
}
