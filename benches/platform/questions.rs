//! A visitor stands before a door while terminals that were away hand in what they have.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use crate::at;
use crate::site::Site;
use crate::wire::runtime;

const BACKLOG: usize = 100_000;
const SENDERS: usize = 8;
const ASKING: usize = 20;

pub fn print(engine: &str) {
    let site = Site::open(engine);
    let known = site.records(1000);
    let backlog = site.records(BACKLOG);
    let bodies: Vec<(usize, Vec<u8>)> = backlog
        .chunks(1000)
        .enumerate()
        .map(|(at, batch)| (at % SENDERS, site.report(at % SENDERS, batch)))
        .collect();
    let questions: Vec<Vec<u8>> =
        (0..ASKING).map(|at| site.question(100 + at, &known[at])).collect();
    let (mut times, drained) = runtime().block_on(async {
        let (status, _) = site.way.connect().await.exchange(&site.report(0, &known)).await;
        assert_eq!(status, 200);
        let done = Arc::new(AtomicBool::new(false));
        let mut asking = Vec::new();
        for question in questions {
            let (mut caller, done) = (site.way.connect().await, done.clone());
            asking.push(tokio::spawn(async move {
                let mut times = Vec::new();
                while !done.load(Ordering::Relaxed) {
                    let start = Instant::now();
                    assert_eq!(caller.exchange(&question).await.0, 200);
                    times.push(start.elapsed());
                    tokio::time::sleep(Duration::from_millis(100)).await;
                }
                times
            }));
        }
        let mut sending = Vec::new();
        for sender in 0..SENDERS {
            let mut caller = site.way.connect().await;
            let lot = bodies.iter().filter(|(of, _)| *of == sender);
            let lot: Vec<Vec<u8>> = lot.map(|(_, body)| body.clone()).collect();
            sending.push(tokio::spawn(async move {
                for body in lot {
                    assert_eq!(caller.exchange(&body).await.0, 200);
                }
            }));
        }
        let start = Instant::now();
        for one in sending {
            one.await.unwrap();
        }
        let drained = start.elapsed();
        done.store(true, Ordering::Relaxed);
        let mut times = Vec::new();
        for one in asking {
            times.extend(one.await.unwrap());
        }
        (times, drained)
    });
    let asked = times.len();
    println!(
        "{asked} questions while {BACKLOG} records drain in {:.1} s: p50 {:.1} ms, p99 {:.1} ms \
         (to reach: 100)",
        drained.as_secs_f64(),
        at(&mut times, 0.5),
        at(&mut times, 0.99),
    );
}
