//! A day of everything at 100 times speed, mixed by a seed: visitors of every kind, troubles of the network, commands
//! beside, restarts. What it has to end with: each admission at the platform once, nobody let in wrongly, no ERROR
//! without a cause, and memory and descriptors as they were after the first tenth of the day.

mod day;
mod events;
mod fast;
mod visitors;
mod watch;

use crate::tally::{is_long, seed};

/// Seeds that have failed once, played again in every run.
const KEPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/proof/long/seeds");

#[test]
fn a_day_of_everything_ends_as_it_began() {
    if fast::is_fast() {
        return day::play(if is_long() { 24 * 60 } else { 60 });
    }
    if !fast::is_here() {
        println!("SKIPPED: time can be made to run faster on x86-64 alone");
        return;
    }
    let kept = std::fs::read_to_string(KEPT).unwrap();
    let kept: Vec<u64> = kept
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| line.parse().unwrap())
        .collect();
    let test = "long::a_day_of_everything_ends_as_it_began";
    let mut failed = Vec::new();
    for seed in kept.iter().copied().chain([seed()]) {
        if !fast::run(test, seed) {
            failed.push(seed);
            if !kept.contains(&seed) {
                let text = std::fs::read_to_string(KEPT).unwrap();
                std::fs::write(KEPT, format!("{text}{seed}\n")).unwrap();
            }
        }
    }
    assert!(failed.is_empty(), "seeds {failed:?}; they are kept in {KEPT}");
}
