//! All terminals at once, a record each: the peak that the specification names (§5.3.1.4: under 3 s).

use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::sync::Barrier;

use crate::at;
use crate::site::{Site, TERMINALS};
use crate::wire::{Way, runtime};

pub fn print(engine: &str) {
    let site = Site::open(engine);
    for (name, fresh, reach) in
        [("connections kept", false, "60, 150"), ("a fresh connection each", true, "-, 1500")]
    {
        let records = site.records(TERMINALS);
        let bodies = records.iter().enumerate();
        let bodies: Vec<Vec<u8>> =
            bodies.map(|(at, record)| site.report(at, std::slice::from_ref(record))).collect();
        let mut times = runtime().block_on(burst(&site.way, bodies, fresh));
        println!(
            "{TERMINALS} terminals, {name}: p50 {:.1} ms, p99 {:.1} ms (to reach: {reach})",
            at(&mut times, 0.5),
            at(&mut times, 0.99),
        );
    }
}

/// Sends all at once; what each waited.
async fn burst(way: &Way, bodies: Vec<Vec<u8>>, fresh: bool) -> Vec<Duration> {
    let ready = Arc::new(Barrier::new(bodies.len()));
    let mut begun = Vec::new();
    for body in bodies {
        let (way, ready) = (way.clone(), ready.clone());
        begun.push(tokio::spawn(async move {
            let mut kept = None;
            if !fresh {
                kept = Some(way.connect().await);
            }
            ready.wait().await;
            let start = Instant::now();
            let mut caller = match kept {
                Some(caller) => caller,
                None => way.connect().await,
            };
            let (status, answer) = caller.exchange(&body).await;
            assert_eq!(status, 200, "{}", String::from_utf8_lossy(&answer));
            start.elapsed()
        }));
    }
    let mut times = Vec::new();
    for one in begun {
        times.push(one.await.unwrap());
    }
    times
}
