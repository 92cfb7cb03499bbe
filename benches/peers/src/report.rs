//! The tables: slow boards first, then by scenario, by way of reading, and those of ink.

mod ink;

use crate::board::{BUDGETS, PACES, SLOW};
use crate::measure::still::{LOOP, PEER, THOROUGH, WAYS};
use crate::measure::{Group, Measured};
use crate::scene::SCENARIOS;
use crate::tally::{Tallies, Tally};

/// Prints what was measured.
pub fn print(measured: &Measured, tallies: &Tallies) {
    boards(measured, tallies);
    kinds(measured);
    worst(tallies);
    scenarios(measured);
    ways("scenarios and empty frames", &tallies.door);
    if tallies.photos[0].of > 0 {
        ways("real photos", &tallies.photos);
    }
    ink::print(measured);
}

/// Both readers by the time that they have for a frame.
fn boards(measured: &Measured, tallies: &Tallies) {
    let gate = measured.stills.iter().filter(|still| still.group == Group::Gate).count();
    println!(
        "\na slow board; hallgate, zxing-cpp and their ratio; until read: where both read, frames in \
         the mean, CPU in ms in the median\n{:<8}{:>25}{:>25}{:>25}{:>25}",
        "budget",
        format!("clips read of {}", tallies.clips),
        "frames until read",
        "ms until read",
        format!("stills in time of {gate}")
    );
    for (pace, boards) in tallies.boards.iter().enumerate() {
        if pace > 0 {
            println!("with {:.2} budgets from one frame to the next", PACES[pace]);
        }
        for (place, board) in boards.iter().enumerate() {
            println!(
                "{:<8}{:>25}{:>25}{:>25}{:>25}",
                format!("{} ms", BUDGETS[place]),
                pair(Some(board.clips.map(|count| count as f64)), 0),
                pair(board.frames_until, 1),
                pair(board.millis_until, 1),
                pair(Some(board.stills.map(|count| count as f64)), 0),
            );
        }
    }
}

/// Both figures and their ratio.
fn pair(figures: Option<[f64; 2]>, decimals: usize) -> String {
    let Some([ours, theirs]) = figures else { return "-".to_owned() };
    let ratio = if theirs > 0.0 { format!("{:.3}", ours / theirs) } else { "-".to_owned() };
    format!("{ours:.decimals$} {theirs:>7.decimals$} {ratio:>7}")
}

/// What the clips show, by the budgets.
fn kinds(measured: &Measured) {
    let mut kinds: Vec<&str> = measured.clips.iter().map(|clip| clip.kind.as_str()).collect();
    kinds.dedup();
    let columns = BUDGETS.map(|millis| format!("{:>13}", format!("{millis} ms"))).concat();
    println!("\n{:<12}{columns}{:>7}", "clips read", "of");
    for kind in kinds {
        let of = || measured.clips.iter().filter(|clip| clip.kind == kind);
        let read = |place: usize| {
            let count =
                |way: usize| of().filter(|c| c.plays[0][place][way].read_at.is_some()).count();
            format!("{:>13}", format!("{} {:>3}", count(0), count(1)))
        };
        let read: String = (0..BUDGETS.len()).map(read).collect();
        println!("{kind:<12}{read}{:>7}", of().count());
    }
}

/// The frames that took longest at the budget that counts.
fn worst(tallies: &Tallies) {
    println!("\nworst frame at {} ms", BUDGETS[SLOW]);
    for (name, worst) in [WAYS[LOOP], WAYS[PEER]].iter().zip(&tallies.boards[0][SLOW].worst) {
        let Some((path, millis)) = worst else { continue };
        println!("{name:<12}{millis:>13.2} ms  {path}");
    }
}

fn scenarios(measured: &Measured) {
    let slow = format!("at {} ms", BUDGETS[SLOW]);
    println!(
        "\n{:<12}{:>13}{slow:>10}{:>13}{slow:>10}{:>7}",
        "scenario", WAYS[THOROUGH], WAYS[PEER], "of"
    );
    for (name, _) in SCENARIOS {
        let of = || {
            let stills = measured.stills.iter();
            stills.filter(|still| still.group == Group::Gate && still.scenario == name)
        };
        let read = |way: usize| of().filter(|still| still.is_hit(way)).count();
        let timely = |way: usize| of().filter(|still| still.is_hit_within(SLOW)[way]).count();
        println!(
            "{name:<12}{:>13}{:>10}{:>13}{:>10}{:>7}",
            read(THOROUGH),
            timely(0),
            read(PEER),
            timely(1),
            of().count()
        );
    }
}

fn ways(title: &str, tallies: &[Tally; 3]) {
    println!(
        "\n{title}; CPU in ms, medians but for p95 and worst\n{:<12}{:>11}{:>8}{:>7}{:>8}{:>8}{:>8}{:>8}{:>9}",
        "", "read", "rate", "false", "hit", "miss", "empty", "p95", "worst"
    );
    for (name, tally) in WAYS.iter().zip(tallies) {
        let rate = match tally.of {
            0 => "-".to_owned(),
            of => format!("{:.1}%", 100.0 * tally.read as f64 / of as f64),
        };
        println!(
            "{name:<12}{:>11}{rate:>8}{:>7}{:>8}{:>8}{:>8}{:>8}{:>9}",
            format!("{}/{}", tally.read, tally.of),
            tally.false_texts,
            time(tally.hit),
            time(tally.miss),
            time(tally.empty),
            time(tally.p95),
            time(tally.worst)
        );
    }
}

fn time(millis: Option<f64>) -> String {
    millis.map_or("-".to_owned(), |millis| format!("{millis:.2}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pair_has_a_ratio_where_there_is_one() {
        assert_eq!(pair(Some([33.0, 30.0]), 0), "33      30   1.100");
        assert_eq!(pair(Some([4.25, 8.5]), 1), "4.2     8.5   0.500");
        assert_eq!(pair(Some([2.0, 0.0]), 0), "2       0       -");
        assert_eq!(pair(None, 1), "-");
    }
}
