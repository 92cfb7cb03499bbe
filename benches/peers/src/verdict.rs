//! Where hallgate stands beside zxing-cpp: each promise, its bounds, and a word on it.

use crate::board::SLOW;
use crate::measure::still::{PEER, THOROUGH};
use crate::tally::{InkTally, Tallies};

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

const PROMISES: [Promise; 10] = [
    Promise {
        name: "frames read",
        better: Better::Higher,
        ship: 1.10,
        aim: 1.13,
        figures: |all| counts([all.door[THOROUGH].read, all.door[PEER].read], all.door[PEER].of),
        relative: true,
    },
    Promise {
        name: "real photos read",
        better: Better::Higher,
        ship: 1.03,
        aim: 1.08,
        figures: |all| {
            counts([all.photos[THOROUGH].read, all.photos[PEER].read], all.photos[PEER].of)
        },
        relative: true,
    },
    Promise {
        name: "texture and bloom, of zxing-cpp's",
        better: Better::Higher,
        ship: 1.0,
        aim: 1.0,
        figures: |all| {
            let sum = |of: fn(&InkTally) -> usize| all.inks.iter().map(of).sum();
            counts([sum(|ink| ink.ours_of_theirs), sum(|ink| ink.theirs)], sum(|ink| ink.of))
        },
        relative: true,
    },
    Promise {
        name: "CPU of a hit, median, ms",
        better: Better::Lower,
        ship: 0.9,
        aim: 0.6,
        figures: |all| both([all.door[THOROUGH].hit, all.door[PEER].hit]),
        relative: true,
    },
    Promise {
        name: "CPU of an empty frame, median, ms",
        better: Better::Lower,
        ship: 0.4,
        aim: 0.25,
        figures: |all| both([all.door[THOROUGH].empty, all.door[PEER].empty]),
        relative: true,
    },
    Promise {
        name: "CPU of a frame nobody reads, ms",
        better: Better::Lower,
        ship: 2.0,
        aim: 1.2,
        figures: |all| all.unread,
        relative: true,
    },
    Promise {
        name: "clips read at 6 ms a frame",
        better: Better::Higher,
        ship: 1.10,
        aim: 1.2,
        figures: |all| counts(all.boards[0][SLOW].clips, all.clips),
        relative: true,
    },
    Promise {
        name: "ms until a clip is read at 6 ms",
        better: Better::Lower,
        ship: 1.0,
        aim: 0.7,
        figures: |all| all.boards[0][SLOW].millis_until,
        relative: true,
    },
    Promise {
        name: "false texts",
        better: Better::Lower,
        ship: 0.0,
        aim: 0.0,
        figures: |all| Some(all.false_texts.map(|count| count as f64)),
        relative: false,
    },
    Promise {
        name: "worst frame at 6 ms, ms",
        better: Better::Lower,
        ship: 9.0,
        aim: 7.0,
        figures: |all| {
            both(all.boards[0][SLOW].worst.each_ref().map(|worst| Some(worst.as_ref()?.1)))
        },
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
        assert_eq!(word("frames read", 113.0, 100.0), "aim");
        assert_eq!(word("frames read", 110.0, 100.0), "ship");
        assert_eq!(word("frames read", 109.0, 100.0), "short");
        assert_eq!(word("CPU of a hit, median, ms", 1.8, 2.0), "ship");
        assert_eq!(word("texture and bloom, of zxing-cpp's", 311.0, 312.0), "short");
        assert_eq!(word("worst frame at 6 ms, ms", 9.1, 5000.0), "short");
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
