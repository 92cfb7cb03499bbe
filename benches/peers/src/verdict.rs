//! Where hallgate stands beside zxing-cpp: each promise, its bounds, and a word on it.

use crate::measure::{PEER, THOROUGH};
use crate::tally::Tallies;

/// Which side of its bounds a figure has to be on.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Better {
    Higher,
    Lower,
}

/// One promise.
struct Promise {
    name: &'static str,
    better: Better,
    /// What the terminal may be shipped with, and what it aims at.
    ship: f64,
    aim: f64,
    /// Hallgate's and zxing-cpp's figures; `None` where nothing was measured.
    figures: fn(&Tallies) -> Option<[f64; 2]>,
    /// The bounds are of the ratio of both, or of hallgate's own figure.
    relative: bool,
}

const PROMISES: [Promise; 8] = [
    Promise {
        name: "frames read",
        better: Better::Higher,
        ship: 1.06,
        aim: 1.10,
        figures: |all| counts([all.door[THOROUGH].read, all.door[PEER].read], all.door[PEER].of),
        relative: true,
    },
    Promise {
        name: "real photos read",
        better: Better::Higher,
        ship: 1.0,
        aim: 1.03,
        figures: |all| {
            counts([all.photos[THOROUGH].read, all.photos[PEER].read], all.photos[PEER].of)
        },
        relative: true,
    },
    Promise {
        name: "CPU of a hit, median, ms",
        better: Better::Lower,
        ship: 1.5,
        aim: 1.0,
        figures: |all| both([all.door[THOROUGH].hit, all.door[PEER].hit]),
        relative: true,
    },
    Promise {
        name: "CPU of an empty frame, median, ms",
        better: Better::Lower,
        ship: 1.0,
        aim: 0.5,
        figures: |all| both([all.door[THOROUGH].empty, all.door[PEER].empty]),
        relative: true,
    },
    Promise {
        name: "worst single frame in the loop, ms",
        better: Better::Lower,
        ship: 60.0,
        aim: 30.0,
        figures: |all| both(all.worst()),
        relative: false,
    },
    Promise {
        name: "clips read",
        better: Better::Higher,
        ship: 1.04,
        aim: 1.04,
        figures: |all| counts(all.clips.read, all.clips.of),
        relative: true,
    },
    Promise {
        name: "frames until a clip is read",
        better: Better::Lower,
        ship: 1.0,
        aim: 1.0,
        figures: |all| all.clips.until,
        relative: true,
    },
    Promise {
        name: "false texts",
        better: Better::Lower,
        ship: 0.0,
        aim: 0.0,
        figures: |all| Some(all.false_texts().map(|count| count as f64)),
        relative: false,
    },
];

/// Prints a row for each promise.
pub fn print(tallies: &Tallies) {
    println!(
        "\n{:<36}{:>10}{:>11}{:>9}{:>9}{:>9}  verdict",
        "promise", "hallgate", "zxing-cpp", "ratio", "ship", "aim"
    );
    for promise in PROMISES {
        let Promise { name, ship, aim, relative, .. } = promise;
        let sign = if promise.better == Better::Higher { "≥" } else { "≤" };
        let bound = |value: f64| format!("{sign}{value}");
        let Some([ours, theirs]) = (promise.figures)(tallies) else {
            println!(
                "{name:<36}{:>10}{:>11}{:>9}{:>9}{:>9}  -",
                "-",
                "-",
                "-",
                bound(ship),
                bound(aim)
            );
            continue;
        };
        let ratio = if relative { format!("{:.3}", ours / theirs) } else { "-".to_owned() };
        println!(
            "{name:<36}{:>10}{:>11}{ratio:>9}{:>9}{:>9}  {}",
            short(ours),
            short(theirs),
            bound(ship),
            bound(aim),
            promise.word(ours, theirs)
        );
    }
}

impl Promise {
    /// `aim`, `ship`, or `short` of both.
    fn word(&self, ours: f64, theirs: f64) -> &'static str {
        let figure = if self.relative { ours / theirs } else { ours };
        let within = |bound: f64| match self.better {
            Better::Higher => figure >= bound,
            Better::Lower => figure <= bound,
        };
        if within(self.aim) {
            "aim"
        } else if within(self.ship) {
            "ship"
        } else {
            "short"
        }
    }
}

fn counts(read: [usize; 2], of: usize) -> Option<[f64; 2]> {
    (of > 0).then(|| read.map(|count| count as f64))
}

fn both(figures: [Option<f64>; 2]) -> Option<[f64; 2]> {
    Some([figures[0]?, figures[1]?])
}

/// Counts whole, others with two decimals.
fn short(value: f64) -> String {
    if value.fract() == 0.0 { format!("{value}") } else { format!("{value:.2}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(name: &str, ours: f64, theirs: f64) -> &'static str {
        PROMISES.iter().find(|promise| promise.name == name).unwrap().word(ours, theirs)
    }

    #[test]
    fn a_figure_is_judged_by_its_own_bounds() {
        assert_eq!(word("frames read", 110.0, 100.0), "aim");
        assert_eq!(word("frames read", 107.0, 100.0), "ship");
        assert_eq!(word("frames read", 105.0, 100.0), "short");
        assert_eq!(word("CPU of a hit, median, ms", 2.8, 2.0), "ship");
        assert_eq!(word("worst single frame in the loop, ms", 61.0, 5000.0), "short");
        assert_eq!(word("false texts", 0.0, 3.0), "aim");
        assert_eq!(word("false texts", 1.0, 3.0), "short");
    }

    #[test]
    fn what_was_not_measured_has_no_figures() {
        let tallies = Tallies::default();
        for promise in PROMISES.iter().filter(|promise| promise.name != "false texts") {
            assert_eq!((promise.figures)(&tallies), None, "{}", promise.name);
        }
    }
}
