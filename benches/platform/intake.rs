//! Records on the disk: a terminal's backlog in batches of a thousand, and single records of many
//! terminals, beside the engine alone.

use std::time::Instant;

use crate::bare;
use crate::site::{Site, TERMINALS};
use crate::wire::runtime;

const BATCHES: usize = 32;
const BATCH: usize = 1000;
const SENDERS: usize = 8;

pub fn print(engine: &str) {
    let site = Site::open(engine);
    let runtime = runtime();
    let records = site.records(BATCHES * BATCH);
    let bodies: Vec<Vec<u8>> = records
        .chunks(BATCH)
        .enumerate()
        .map(|(at, batch)| site.report(at % SENDERS, batch))
        .collect();
    let taken = runtime.block_on(seconds(&site, bodies, SENDERS));
    let ours = (BATCHES * BATCH) as f64 / taken;
    let bare = bare::inserted_each_second(&site, BATCHES, BATCH);
    let reach = if engine == "sqlite" { "12000" } else { "15000, 0.25 of it" };
    println!(
        "batches of {BATCH}: {ours:.0} records/s (to reach: {reach}), {:.2} of a bare INSERT ({bare:.0})",
        ours / bare
    );
    let records = site.records(4 * TERMINALS);
    let bodies: Vec<Vec<u8>> = records
        .iter()
        .enumerate()
        .map(|(at, record)| site.report(at % TERMINALS, std::slice::from_ref(record)))
        .collect();
    let many = bodies.len() as f64;
    let together = many / runtime.block_on(seconds(&site, bodies, TERMINALS));
    let alone = bare::inserted_each_second(&site, 200, 1);
    println!(
        "single records, {TERMINALS} in flight: {together:.0} records/s, {:.1} of a commit each \
         (to reach: 10; {alone:.0})",
        together / alone
    );
}

/// What all take, from so many senders at once.
async fn seconds(site: &Site, bodies: Vec<Vec<u8>>, senders: usize) -> f64 {
    let mut lots: Vec<Vec<Vec<u8>>> = vec![Vec::new(); senders];
    for (at, body) in bodies.into_iter().enumerate() {
        lots[at % senders].push(body);
    }
    let mut callers = Vec::new();
    for lot in lots {
        callers.push((site.way.connect().await, lot));
    }
    let start = Instant::now();
    let begun: Vec<_> = callers
        .into_iter()
        .map(|(mut caller, lot)| {
            tokio::spawn(async move {
                for body in lot {
                    let (status, answer) = caller.exchange(&body).await;
                    let answer = String::from_utf8_lossy(&answer);
                    assert!(status == 200 && answer.contains(":true"), "{status} {answer}");
                }
            })
        })
        .collect();
    for one in begun {
        one.await.unwrap();
    }
    start.elapsed().as_secs_f64()
}
