//! The protocol by seeds: doors with clocks of their own, visitors with tickets that were photographed, and a
//! network that drops, doubles, delays, reorders and splits; doors lose their power in the middle of it, and some
//! of what they were told with it, clocks step by days and years, and
//! somebody with their key comes by the name of one of them.
//!
//! What has to hold: while two doors hear each other, no ticket is admitted at both; once everybody hears
//! everybody again, each has what each has admitted, and each double admission is known at both its doors.
//!
//! A seed that fails is told; `HALLGATE_PROOF_SEED=N` plays it alone, `HALLGATE_PROOF=long` many more.

mod disk;
mod figures;
mod impostor;
mod machines;
mod network;
mod outcome;
mod visits;
mod wires;
mod world;

use std::sync::atomic::{AtomicU64, Ordering};

use figures::SimFigures;
use world::World;

/// The seeds of the short form.
const SHORT: u64 = 10_000;

/// And of the long one.
const LONG: u64 = 200_000;

/// What came of one seed.
fn play(seed: u64) -> Result<SimFigures, String> {
    World::new(seed).play()
}

#[test]
fn no_ticket_twice_while_doors_hear_each_other_and_nothing_lost_after() {
    if let Some(seed) = std::env::var("HALLGATE_PROOF_SEED").ok().and_then(|it| it.parse().ok()) {
        println!("{:?}", play(seed).unwrap_or_else(|fault| panic!("seed {seed}: {fault}")));
        return;
    }
    let long = std::env::var("HALLGATE_PROOF").is_ok_and(|form| form == "long");
    let (next, end) = (AtomicU64::new(0), if long { LONG } else { SHORT });
    let work = || {
        let mut sum = SimFigures::default();
        loop {
            let seed = next.fetch_add(1, Ordering::Relaxed);
            if seed >= end {
                return sum;
            }
            match play(seed) {
                Ok(figures) => sum.add(&figures),
                Err(fault) => panic!("seed {seed}: {fault}"),
            }
        }
    };
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let sums: Vec<SimFigures> = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        workers.into_iter().map(|worker| worker.join().unwrap()).collect()
    });
    let mut sum = SimFigures::default();
    sums.iter().for_each(|figures| sum.add(figures));
    println!("{end} seeds: {sum:?}");
    // What never happened was not tried.
    assert!(sum.admitted > end && sum.refused_by_neighbours > end, "{sum:?}");
    assert!(sum.doubled > 0 && sum.crossed > 0 && sum.crashes > 0 && sum.splits > 0, "{sum:?}");
    assert!(sum.impostors > end / 2, "{sum:?}");
    assert!(sum.clock_steps > end / 2 && sum.lost_rows > end / 10, "{sum:?}");
}

/// What the property would miss if it could not fail: doors that ask nobody admit twice.
#[test]
fn the_simulation_finds_doors_that_do_not_ask() {
    let found = (0..200).filter(|seed| World::new(*seed).without_asking().play().is_err()).count();
    assert!(found > 100, "{found} of 200");
}

/// And of doors that never ask for what they lack something is missing.
#[test]
fn the_simulation_finds_doors_that_ask_for_nothing_missing() {
    let found = (0..200).filter(|seed| World::new(*seed).without_missing().play().is_err()).count();
    assert!(found > 50, "{found} of 200");
}

/// And of doors that believe whoever comes by a name, another one's gaps are never asked for.
#[test]
fn the_simulation_finds_doors_that_believe_a_name() {
    let found = (0..200).filter(|seed| World::new(*seed).without_proof().play().is_err()).count();
    assert!(found > 50, "{found} of 200");
}
