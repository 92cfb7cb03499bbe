//! What this terminal recorded against a real platform, over TLS on the loopback.

use std::os::unix::fs::PermissionsExt;
use std::process::{Command, Output};
use std::sync::mpsc::channel;
use std::time::Duration;

use hallgate::clock::Clock;
use hallgate::peer::{PeerPlatform, PeerSettings, Sale};
use hallgate::terminal::config::Config;
use hallgate::terminal::core::notes;
use hallgate::terminal::report::ReportFormat;
use hallgate::terminal::report::reconcile::{self, Difference, Reconciliation};
use hallgate::terminal::store::{Admission, Basis, Seq};
use hallgate::terminal::sync::{self, SyncCommand, Worker};
use hallgate::ticket::{CinemaCode, Fen, Ticket};
use hallgate::wire::calls::TicketType;
use hallgate::words::Language;
use jiff::Timestamp;

use super::site::{DAY, Site, at};

const PATIENCE: Duration = Duration::from_secs(60);

fn cinema() -> CinemaCode {
    "12345678".parse().unwrap()
}

fn sale(number: i64, price: Fen) -> Sale {
    let later = number > 6;
    Sale {
        ticket: Ticket {
            film_ticket_code: format!("12345678{number:08}").parse().unwrap(),
            screen_code: if later { "0000000000000004" } else { "0000000000000003" }
                .parse()
                .unwrap(),
            film_code: "001105192026".parse().unwrap(),
            session_code: if later { "2026050100000008" } else { "2026050100000007" }
                .parse()
                .unwrap(),
            show_time: if later { "2026-05-02T00:10:00" } else { "2026-05-01T19:00:00" }
                .parse()
                .unwrap(),
            seat_code: format!("{number:016}").parse().unwrap(),
            price,
            service_fee: Fen(300),
        },
        cinema_name: "星光影城".into(),
        screen_name: if later { "4号厅" } else { "3号厅" }.into(),
        film_name: "流浪地球".into(),
        row_num: 6,
        column_num: number as u32,
        ticket_type: TicketType::Web,
        sell_time: "2026-04-30T10:00:00".parse().unwrap(),
    }
}

/// A terminal and its platform, which disagree about some tickets.
struct Pair {
    site: Site,
    platform: PeerPlatform,
}

impl Pair {
    /// 1 and 2 went up as they should; 3 is thought to; of 4 the platform knows nothing; 5 was
    /// sold cheaper; 6 is set aside, yet counted; 7 waits, yet counted; 8 and 10 wait; 9 was
    /// refunded afterwards.
    fn at_odds() -> Self {
        let mut pair = Self::meeting();
        let full: Vec<i64> = (1..=10).filter(|number| ![4, 5].contains(number)).collect();
        let sales: Vec<Sale> = full.iter().map(|number| sale(*number, Fen(3500))).collect();
        let codes = pair.platform.mint_tickets(cinema(), &sales).unwrap();
        pair.platform.mint_tickets(cinema(), &[sale(5, Fen(3000))]).unwrap();
        for (number, code) in full.iter().zip(&codes).take(2) {
            pair.admit(*number, code);
        }
        pair.upload();
        for number in [3, 4, 5, 6, 9, 7, 8, 10] {
            pair.admit(number, "12345678");
        }
        let store = &mut pair.site.store;
        store.note_accepted(Seq(3), Seq(5), 3, at("2026-05-01T18:55:00")).unwrap();
        store.set_aside(Seq(6), at("2026-05-01T18:55:00")).unwrap();
        store.note_accepted(Seq(7), Seq(7), 1, at("2026-05-01T18:56:00")).unwrap();
        for number in [5, 6, 7, 9] {
            pair.platform.mark_checked(sale(number, Fen(0)).ticket.film_ticket_code).unwrap();
        }
        pair.platform.refund(sale(9, Fen(0)).ticket.film_ticket_code).unwrap();
        pair
    }

    /// A terminal that has nothing to tell yet.
    fn meeting() -> Self {
        let platform = PeerPlatform::start(PeerSettings::default()).unwrap();
        platform.mint_cinema_key(cinema(), 1024, "2019-01-01T00:00:00".parse().unwrap()).unwrap();
        let key = platform.add_terminal_with_new_key("terminal-001", cinema()).unwrap();
        let mut site = Site::empty();
        let path = |name: &str| site.folder.path().join(name);
        std::fs::write(path("terminal.key"), key).unwrap();
        std::fs::set_permissions(path("terminal.key"), PermissionsExt::from_mode(0o600)).unwrap();
        std::fs::write(path("ca.pem"), platform.ca_pem()).unwrap();
        let own = format!("url = \"{}\"\nca = \"{}\"", platform.url(), path("ca.pem").display());
        let text = std::fs::read_to_string(site.config_file())
            .unwrap()
            .replace("url = \"https://platform.example\"", &own)
            .replace("file:/nowhere", &format!("file:{}", path("terminal.key").display()));
        std::fs::write(site.config_file(), &text).unwrap();
        site.config = Config::load(&site.config_file()).unwrap();
        Self { site, platform }
    }

    fn admit(&self, number: i64, code: &str) {
        let admission = Admission {
            cinema_code: cinema(),
            ticket: sale(number, Fen(3500)).ticket,
            ticket_info_code: code.to_owned(),
            electronic: false,
            at: at("2026-05-01T18:50:00") + Duration::from_secs(number as u64),
            business_day: DAY,
            basis: Basis::Offline,
        };
        self.site.store.admit(&admission).unwrap();
    }

    /// Uploads what is pending, as the running terminal does.
    fn upload(&mut self) {
        let settings = sync::SyncSettings::from_config(&self.site.config, Clock::start());
        let (sender, events) = channel();
        let on_event = move |event| drop(sender.send(event));
        let worker = Worker::start(settings, self.site.reader(), on_event).unwrap();
        worker.send(SyncCommand::Flush);
        while self.site.store.pending().unwrap() > 0 {
            let event = events.recv_timeout(PATIENCE).unwrap();
            if event.is_note() {
                notes::commit(&mut self.site.store, &event, Timestamp::now()).unwrap();
                worker.send(SyncCommand::Noted);
            }
        }
        worker.stop(PATIENCE);
    }

    fn reconcile(&self) -> Reconciliation {
        reconcile::run(&self.site.config, Some(DAY), None, &mut |_, _| {}).unwrap()
    }

    fn run(&self, args: &[&str]) -> Output {
        let mut program = Command::new(env!("CARGO_BIN_EXE_hallgate"));
        program.arg("reconcile").args(args).arg("--config").arg(self.site.config_file());
        program.output().unwrap()
    }
}

/// As it is told, with the moment and the refund's put out of sight.
fn written(found: &Reconciliation, format: ReportFormat, language: Language) -> String {
    let mut out = Vec::new();
    reconcile::write(found, format, language, &mut out).unwrap();
    let made_at = [
        found.made_at.strftime("%Y-%m-%d %H:%M").to_string(),
        found.made_at.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string(),
    ];
    let refunds =
        found.differences.iter().filter_map(|found| found.there.strip_prefix("refunded "));
    let mut page = String::from_utf8(out).unwrap();
    for moment in refunds.chain(made_at.iter().map(String::as_str)) {
        page = page.replace(moment, "(moment)").replace(&moment.replace('T', " "), "(moment)");
    }
    page.replace('\r', "␍")
}

#[test]
fn what_differs_is_found_and_nothing_else() {
    let pair = Pair::at_odds();
    let found = pair.reconcile();
    let differences: Vec<_> = found
        .differences
        .iter()
        .map(|found| {
            (found.film_ticket_code.as_str()[8..].parse::<i64>().unwrap(), found.difference)
        })
        .collect();
    let expected = [
        (3, Difference::NotChecked),
        (4, Difference::Unknown),
        (5, Difference::Price),
        (6, Difference::CheckedThoughSetAside),
        (9, Difference::Refunded),
        (7, Difference::CheckedThoughPending),
    ];
    assert_eq!(differences, expected);
    let price = &found.differences[2];
    assert_eq!((price.here.as_str(), price.there.as_str()), ("35.00", "30.00"));
    assert_eq!((found.records, found.compared, found.unasked), (10, 10, 0));
    let sessions: Vec<_> = found
        .sessions
        .iter()
        .map(|own| {
            (own.records, own.uploaded, own.pending, own.set_aside, own.accepted, own.differing)
        })
        .collect();
    assert_eq!(sessions, [(6, 5, 0, 1, 4, 4), (4, 1, 3, 0, 2, 2)]);
    insta::assert_snapshot!(
        "reconcile_zh",
        written(&found, ReportFormat::Table, Language::Chinese)
    );
    insta::assert_snapshot!(
        "reconcile_en",
        written(&found, ReportFormat::Table, Language::English)
    );
    insta::assert_snapshot!(
        "reconcile_csv",
        written(&found, ReportFormat::Csv { bom: false }, Language::Chinese)
    );
    insta::assert_snapshot!(
        "reconcile_json",
        written(&found, ReportFormat::Json, Language::Chinese)
    );
    use unicode_width::UnicodeWidthStr;
    for language in [Language::Chinese, Language::English] {
        let page = written(&found, ReportFormat::Table, language);
        assert!(page.lines().all(|line| line.width() <= 100), "{page}");
    }
}

#[test]
fn one_session_is_compared_alone() {
    let pair = Pair::at_odds();
    let session = "2026050100000008".parse().ok();
    let mut heard = Vec::new();
    let found = reconcile::run(&pair.site.config, Some(DAY), session, &mut |done, all| {
        heard.push((done, all))
    });
    let found = found.unwrap();
    assert_eq!((found.records, found.sessions.len(), found.differences.len()), (4, 1, 2));
    assert_eq!(heard, [(0, 4), (1, 4), (2, 4), (3, 4), (4, 4)]);
}

#[test]
fn where_all_agrees_it_says_so() {
    let mut pair = Pair::meeting();
    let sales: Vec<Sale> = (1..=3).map(|number| sale(number, Fen(3500))).collect();
    for (number, code) in (1..).zip(pair.platform.mint_tickets(cinema(), &sales).unwrap()) {
        pair.admit(number, &code);
    }
    pair.upload();
    let found = pair.reconcile();
    assert_eq!((found.compared, &found.differences, &found.stopped_by), (3, &vec![], &None));
    let page = written(&found, ReportFormat::Table, Language::English);
    assert!(page.ends_with("Records compared: 3. No differences.\n"), "{page}");
    let done = pair.run(&["--day", "2026-05-01"]);
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    assert!(done.stderr.is_empty(), "progress is for a terminal alone");
    let page = String::from_utf8(done.stdout).unwrap();
    assert!(page.ends_with("已核对 3 条，全部相符。\n"), "{page}");
    let done = pair.run(&["--day", "2026-05-02"]);
    assert!(done.status.success());
    let page = String::from_utf8(done.stdout).unwrap();
    assert!(page.ends_with("没有可核对的检票记录。\n"), "{page}");
}

#[test]
fn differences_are_told_and_are_no_fault_of_the_program() {
    let pair = Pair::at_odds();
    let done = pair.run(&["--day", "2026-05-01", "--format", "json"]);
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let json: serde_json::Value = serde_json::from_slice(&done.stdout).unwrap();
    assert_eq!(json["differences"].as_array().unwrap().len(), 6);
}

#[test]
fn a_platform_out_of_reach_is_a_fault_with_what_to_do() {
    let pair = Pair::at_odds();
    pair.platform.pause();
    let done = pair.run(&["--day", "2026-05-01"]);
    let said = String::from_utf8_lossy(&done.stderr);
    assert_eq!((done.status.code(), said.lines().count()), (Some(1), 1), "{said}");
    assert!(said.contains("请检查 platform.url 的端口"), "{said}");
    assert!(done.stdout.is_empty());
}

#[test]
fn a_platform_that_goes_away_leaves_the_rest_unasked() {
    let pair = Pair::at_odds();
    let stop = |done, _| {
        if done == 4 {
            pair.platform.pause();
        }
    };
    let mut stop = stop;
    let found = reconcile::run(&pair.site.config, Some(DAY), None, &mut stop).unwrap();
    assert_eq!((found.records, found.compared, found.unasked), (10, 4, 6));
    assert!(
        found.stopped_by.as_ref().unwrap().to_string().contains("refuses the connection"),
        "{found:?}"
    );
    assert_eq!(found.sessions.iter().map(|session| session.records).sum::<u64>(), 10);
    let page = written(&found, ReportFormat::Table, Language::English);
    let last =
        "Records compared: 4. Records that differ: 2. Records that could not be asked for: 6.\n";
    assert!(page.ends_with(last), "{page}");
}

#[test]
fn a_record_that_goes_up_meanwhile_is_no_difference() {
    let pair = Pair::at_odds();
    let Pair { mut site, platform } = pair;
    let config = site.config.clone();
    // Number 7 stands at place 8 of the queue; its upload is committed just before it is asked for.
    let mut meanwhile = |done, _| {
        if done == 7 {
            site.store.note_accepted(Seq(8), Seq(8), 1, Timestamp::now()).unwrap();
        }
    };
    let found = reconcile::run(&config, Some(DAY), None, &mut meanwhile).unwrap();
    let pending = Difference::CheckedThoughPending;
    assert!(found.differences.iter().all(|found| found.difference != pending), "{found:?}");
    assert_eq!(found.differences.len(), 5);
    platform.stop();
}
