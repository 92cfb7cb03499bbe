//! A day's report over many records beside one over few.

use std::time::Instant;

use hallgate::platform::ledger::take::{self, Arrival, RecordBatch};
use hallgate::wire::calls::CheckTicket;
use jiff::Timestamp;

use crate::at;
use crate::site::{Site, bare_record, cinema};

const FEW: usize = 100_000;
const MANY: usize = 1_000_000;
const LONG: usize = 10_000_000;
const BATCH: usize = 10_000;

pub fn print(engine: &str, long: bool) {
    let site = Site::open(engine);
    let many = if long { LONG } else { MANY };
    fill(&site, 0, FEW);
    let few = report(&site);
    fill(&site, FEW, many);
    let all = report(&site);
    let each = site.stored() / many as u64;
    println!("{many} records take {each} bytes each on the disk");
    println!(
        "a day's report: {few:.1} ms over {FEW} records, {all:.1} ms over {many}: {:.2} (to reach: 1.2)",
        all / few
    );
}

/// Puts records there as if they were proved.
fn fill(site: &Site, from: usize, to: usize) {
    let mut session = site.place.connect().unwrap();
    let mut number = from;
    while number < to {
        let behind = (number + BATCH).min(to);
        let arrival = |number| Arrival {
            // As long as a ticket's code of 1024 bits, of which no two are alike.
            record: CheckTicket {
                ticket_info_code: format!("44010201{number:0172}"),
                ..bare_record(number)
            },
            proved: true,
            session_end: "2024-02-29T22:00:00".parse().unwrap(),
        };
        let batch = RecordBatch {
            cinema: cinema(),
            username: format!("terminal-{:03}", number / BATCH % 1000),
            at: Timestamp::now(),
            offset_s: 0,
            records: (number..behind).map(arrival).collect(),
        };
        session.transaction(|it| take::take(it, &[batch])).unwrap();
        number = behind;
    }
}

/// Milliseconds of the command, the middle of nine.
fn report(site: &Site) -> f64 {
    let mut times: Vec<_> = (0..9)
        .map(|_| {
            let start = Instant::now();
            let done = std::process::Command::new(env!("CARGO_BIN_EXE_hallgate-platform"))
                .args(["report", "--day", "2024-02-29", "--by", "session", "--format", "json"])
                .arg("--config")
                .arg(site.path("platform.toml"))
                .output()
                .unwrap();
            assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
            start.elapsed()
        })
        .collect();
    at(&mut times, 0.5)
}
