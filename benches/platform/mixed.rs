//! What a busy evening asks: questions, records, keys, with a thousand requests in flight; beside it a
//! server that only answers, over the same TLS.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use hallgate::wire::calls::PublicKeysQuery;

use crate::bare;
use crate::site::{Site, TERMINALS, cinema};
use crate::wire::{Way, runtime};

const LASTS: Duration = Duration::from_secs(8);

/// Requests that are made beforehand for each terminal.
const EACH: usize = 24;

pub fn print(engine: &str) {
    let site = Site::open(engine);
    let known = site.records(1000);
    runtime().block_on(async {
        let (status, _) = site.way.connect().await.exchange(&site.report(0, &known)).await;
        assert_eq!(status, 200);
    });
    let fresh = site.records(TERMINALS * EACH / 4);
    let bodies: Vec<Vec<Vec<u8>>> = (0..TERMINALS)
        .map(|terminal| {
            let request = |at: usize| match at % 8 {
                // One of eight is about keys, two are records, the others questions.
                0 => site.signed(terminal, &PublicKeysQuery { cinema_code: cinema() }),
                1 | 2 => {
                    let number = terminal * EACH / 4 + at / 8 * 2 + at % 8 - 1;
                    site.report(terminal, std::slice::from_ref(&fresh[number]))
                }
                _ => site.question(terminal, &known[(terminal * 7 + at) % known.len()]),
            };
            (0..EACH).map(request).collect()
        })
        .collect();
    let bodies = Arc::new(bodies);
    let runtime = runtime();
    let ours = runtime.block_on(rate(&site.way, &bodies));
    drop(site);
    let bare = bare::Answering::start();
    let theirs = runtime.block_on(rate(&bare.way, &bodies));
    println!(
        "mixed load, {TERMINALS} in flight: {ours:.0} requests/s (to reach: 2500), {:.2} of a bare answer \
         (0.5; it gives {theirs:.0})",
        ours / theirs
    );
}

/// Requests a second.
async fn rate(way: &Way, bodies: &Arc<Vec<Vec<Vec<u8>>>>) -> f64 {
    let answered = Arc::new(AtomicUsize::new(0));
    let mut callers = Vec::new();
    for _ in 0..bodies.len() {
        callers.push(way.connect().await);
    }
    let start = Instant::now();
    let mut begun = Vec::new();
    for (terminal, mut caller) in callers.into_iter().enumerate() {
        let (bodies, answered) = (bodies.clone(), answered.clone());
        begun.push(tokio::spawn(async move {
            // Sent again, a record is a repeat: fewer writes, but no fewer checks.
            for body in bodies[terminal].iter().cycle() {
                if start.elapsed() > LASTS {
                    break;
                }
                let (status, answer) = caller.exchange(body).await;
                assert_eq!(status, 200, "{}", String::from_utf8_lossy(&answer));
                answered.fetch_add(1, Ordering::Relaxed);
            }
        }));
    }
    for one in begun {
        one.await.unwrap();
    }
    answered.load(Ordering::Relaxed) as f64 / start.elapsed().as_secs_f64()
}
