//! What the platform decides while the disk takes nothing: no record is passed over.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use hallgate::clock::china_civil;
use hallgate::peer::{PeerFault, Sale};
use hallgate::terminal::config::Secret;
use hallgate::terminal::store::{Admission, Basis, DatabaseKey, Store};
use jiff::Timestamp;
use rustix::process::{Pid, Resource, Rlimit, Signal, prlimit};

use super::process::Running;
use super::site::{CINEMA, HALL, Site, cinema};

/// The terminal, whose writes beyond a limit fail instead of killing it.
fn bounded() -> Command {
    let mut command = Command::new("bash");
    command.args(["-c", "trap '' XFSZ; exec \"$0\" \"$@\"", env!("CARGO_BIN_EXE_hallgate")]);
    command.stdin(Stdio::null());
    command
}

/// From now on no file takes a byte beyond this, as on a disk that is full.
fn limit_files(pid: Pid, bytes: Option<u64>) {
    prlimit(Some(pid), Resource::Fsize, Rlimit { current: bytes, maximum: None }).unwrap();
}

/// Admits tickets as the door would have, in the order of their numbers.
fn admit(path: &Path, key: &DatabaseKey, sales: &[Sale], texts: &[String]) {
    let store = Store::open(path, key).unwrap();
    for (sale, text) in sales.iter().zip(texts) {
        let admission = Admission {
            cinema_code: cinema(),
            ticket: sale.ticket.clone(),
            ticket_info_code: text.clone(),
            electronic: false,
            at: Timestamp::now(),
            business_day: china_civil(Timestamp::now()).date(),
            basis: Basis::Online,
        };
        store.admit(&admission).unwrap();
    }
}

#[test]
fn a_refused_record_is_not_passed_over_while_the_disk_takes_nothing() {
    let mut site = Site::new();
    site.set("sync.max_rejections", 1);
    site.set("sync.batch", 1);
    site.set("camera.hold_ms", 600_000);
    let sales: Vec<Sale> = (0..300).map(|_| site.sale(CINEMA, HALL, 10)).collect();
    let texts = site.platform.mint_tickets(cinema(), &sales).unwrap();
    let key = DatabaseKey::load(&Secret::File(site.path("db.key"))).unwrap();
    admit(&site.path("hallgate.db"), &key, &sales, &texts);
    site.show_each(&["nothing of interest"]);
    site.platform.pause();
    let config = site.write_config();
    let mut running = Running::start_as(bounded(), &config, &site.events_file());
    running.until(|event| event["event"] == "ready");
    limit_files(running.pid(), Some(0));
    site.platform.set_fault(PeerFault::RejectTicket(sales[0].ticket.film_ticket_code)).unwrap();
    site.platform.resume().unwrap();
    while site.platform.counts().unwrap().refused == 0 {
        std::thread::sleep(Duration::from_millis(5));
    }
    // Long enough for many more to go up where nobody waits for the disk.
    std::thread::sleep(Duration::from_millis(300));
    limit_files(running.pid(), None);
    running.until(|event| event["result"] == "accepted" && event["last_seq"] == 300);
    running.signal(Signal::TERM);
    running.end();
    let store = site.store();
    assert_eq!((store.pending().unwrap(), store.set_aside_count().unwrap()), (0, 1));
    assert_eq!(site.arrived().len(), 299);
}
