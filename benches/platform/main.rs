//! The platform's figures: what it serves, takes and holds with all cores shared by it and by the load.
//!
//! `cargo bench --bench platform` prints all, `-- terminals`, `-- mixed`, `-- intake`, `-- questions`,
//! `-- idle` or `-- report` a part; `-- report --long` has ten million records. Machines are noisy:
//! ratios within one run can be compared, milliseconds of two machines can't.

mod bare;
#[path = "../../tests/platform/cluster.rs"]
mod cluster;
mod idle;
mod intake;
mod mixed;
mod questions;
mod report;
mod site;
mod terminals;
mod wire;

use std::time::Duration;

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let long = words.iter().any(|word| word == "--long");
    let parts: Vec<&String> = words.iter().filter(|word| !word.starts_with('-')).collect();
    let wanted = |part: &str| parts.is_empty() || parts.iter().any(|word| *word == part);
    for engine in ["sqlite", "postgres"] {
        println!("== {engine} ==");
        if wanted("terminals") {
            terminals::print(engine);
        }
        if wanted("mixed") {
            mixed::print(engine);
        }
        if wanted("intake") {
            intake::print(engine);
        }
        if wanted("questions") {
            questions::print(engine);
        }
        if wanted("report") {
            report::print(engine, long);
        }
    }
    if wanted("idle") {
        idle::print();
    }
}

/// Milliseconds at a share of all, 0 to 1.
fn at(times: &mut [Duration], share: f64) -> f64 {
    times.sort_unstable();
    let place = (times.len() as f64 * share) as usize;
    times
        .get(place.min(times.len().saturating_sub(1)))
        .map_or(f64::NAN, |it| it.as_secs_f64() * 1e3)
}
