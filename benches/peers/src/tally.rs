//! What the readings come to: counts, medians, the longest.

use std::array::from_fn;
use std::time::Duration;

use crate::board::{BUDGETS, PACES};
use crate::measure::still::{LOOP, PEER, Still, THOROUGH};
use crate::measure::{Group, Measured};
use crate::scene::INKS;

/// One way's readings of a group of frames; times in milliseconds, `None` where there are none.
#[derive(Debug, Default, Clone, PartialEq)]
pub struct Tally {
    pub read: usize,
    pub of: usize,
    pub false_texts: usize,
    /// Medians.
    pub hit: Option<f64>,
    pub miss: Option<f64>,
    pub empty: Option<f64>,
    pub p95: Option<f64>,
    pub worst: Option<f64>,
}

impl Tally {
    pub fn of(stills: &[&Still], way: usize) -> Self {
        let times = |wanted: fn(&Still, usize) -> bool| -> Vec<f64> {
            let chosen = stills.iter().filter(|still| wanted(still, way));
            sorted(chosen.map(|still| millis(still.answers[way].cpu)))
        };
        let hits = times(|still, way| still.is_hit(way));
        let misses = times(|still, way| still.group != Group::Empty && !still.is_hit(way));
        let empty = times(|still, _| still.group == Group::Empty);
        let all = times(|_, _| true);
        Self {
            read: hits.len(),
            of: hits.len() + misses.len(),
            false_texts: stills.iter().map(|still| still.false_texts(way)).sum(),
            hit: quantile(&hits, 0.5),
            miss: quantile(&misses, 0.5),
            empty: quantile(&empty, 0.5),
            p95: quantile(&all, 0.95),
            worst: all.last().copied(),
        }
    }
}

/// Both readers at one budget; hallgate's figure comes first in each pair.
#[derive(Debug, Default, Clone, PartialEq)]
pub struct BoardTally {
    /// Clips that were read.
    pub clips: [usize; 2],
    /// Mean number of frames, and the median of milliseconds, until the ticket was read: over the
    /// clips that both read.
    pub frames_until: Option<[f64; 2]>,
    pub millis_until: Option<[f64; 2]>,
    /// Scenarios' frames that were read alone, and in time.
    pub stills: [usize; 2],
    pub false_texts: [usize; 2],
    /// The longest frame of each: its path and milliseconds.
    pub worst: [Option<(String, f64)>; 2],
}

impl BoardTally {
    pub fn of(measured: &Measured, pace: usize, place: usize) -> Self {
        let plays = || measured.clips.iter().map(|clip| (clip, &clip.plays[pace][place]));
        let each = [0, 1];
        let both = || plays().filter(|(_, both)| both.iter().all(|play| play.read_at.is_some()));
        let mean = |way: usize| {
            let frames = both().filter_map(|(_, both)| both[way].read_at);
            frames.sum::<usize>() as f64 / both().count() as f64
        };
        let median = |way: usize| {
            quantile(&sorted(both().map(|(_, both)| millis(both[way].cpu))), 0.5).unwrap_or(0.0)
        };
        let is_any = both().next().is_some();
        let gate = || measured.stills.iter().filter(|still| still.group == Group::Gate);
        let worst = |way: usize| {
            let of_clips = plays().map(|(clip, both)| {
                let (frame, time) = both[way].worst;
                (&clip.paths[frame], time)
            });
            let of_stills = measured.stills.iter().map(|it| (&it.path, it.timed(place)[way].cpu));
            of_clips.chain(of_stills).max_by_key(|(_, time)| *time)
        };
        Self {
            clips: each.map(|way| plays().filter(|(_, it)| it[way].read_at.is_some()).count()),
            frames_until: is_any.then(|| each.map(mean)),
            millis_until: is_any.then(|| each.map(median)),
            stills: each.map(|way| gate().filter(|it| it.is_hit_within(place)[way]).count()),
            false_texts: each.map(|way| plays().map(|(_, both)| both[way].false_texts).sum()),
            worst: each.map(|way| worst(way).map(|(path, time)| (path.clone(), millis(time)))),
        }
    }
}

/// The frames of one table of ink.
#[derive(Debug, Default, Clone, Copy, PartialEq)]
pub struct InkTally {
    pub of: usize,
    /// What zxing-cpp reads, and what hallgate reads of that.
    pub theirs: usize,
    pub ours_of_theirs: usize,
}

impl InkTally {
    pub fn of(measured: &Measured, table: &str) -> Self {
        let frames = || measured.inked.iter().filter(|frame| frame.table == table);
        let theirs = || frames().filter(|frame| frame.hits[1]);
        Self {
            of: frames().count(),
            theirs: theirs().count(),
            ours_of_theirs: theirs().filter(|frame| frame.hits[0]).count(),
        }
    }
}

/// All that the report and the verdict are drawn from.
#[derive(Debug, Default)]
pub struct Tallies {
    /// Scenarios and empty frames together, by way.
    pub door: [Tally; 3],
    pub photos: [Tally; 3],
    pub clips: usize,
    /// By the camera's paces and then by the budgets.
    pub boards: [[BoardTally; BUDGETS.len()]; PACES.len()],
    /// By the tables.
    pub inks: [InkTally; INKS.len()],
    /// Median milliseconds of a frame that shows what nobody reads.
    pub unread: Option<[f64; 2]>,
    pub false_texts: [usize; 2],
}

impl Tallies {
    pub fn of(measured: &Measured) -> Self {
        let (photos, door): (Vec<&Still>, Vec<&Still>) =
            measured.stills.iter().partition(|still| still.group == Group::Photo);
        let unread = |way: usize| sorted(measured.unread.iter().map(|held| millis(held[way])));
        let all = Self {
            door: [0, 1, 2].map(|way| Tally::of(&door, way)),
            photos: [0, 1, 2].map(|way| Tally::of(&photos, way)),
            clips: measured.clips.len(),
            boards: from_fn(|pace| from_fn(|place| BoardTally::of(measured, pace, place))),
            inks: INKS.map(|table| InkTally::of(measured, table)),
            unread: quantile(&unread(0), 0.5).zip(quantile(&unread(1), 0.5)).map(<[f64; 2]>::from),
            false_texts: [0, 0],
        };
        let stills = |way: usize| all.door[way].false_texts + all.photos[way].false_texts;
        let others = |way: usize| {
            let boards = all.boards.iter().flatten().map(|board| board.false_texts[way]);
            boards.chain(measured.inked.iter().map(|frame| frame.false_texts[way])).sum::<usize>()
        };
        let false_texts = [stills(THOROUGH) + stills(LOOP) + others(0), stills(PEER) + others(1)];
        Self { false_texts, ..all }
    }
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

fn sorted(times: impl Iterator<Item = f64>) -> Vec<f64> {
    let mut times: Vec<f64> = times.collect();
    times.sort_by(f64::total_cmp);
    times
}

/// The time that this part of all stays below; between two of them it is mixed.
fn quantile(sorted: &[f64], part: f64) -> Option<f64> {
    let place = part * sorted.len().checked_sub(1)? as f64;
    let (below, above) = (sorted[place as usize], sorted[place.ceil() as usize]);
    Some(below + place.fract() * (above - below))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::board::Play;
    use crate::measure::clip::Clip;
    use crate::measure::ink::Inked;
    use crate::reader::Answer;

    #[test]
    fn quantiles_lie_within_what_was_measured() {
        assert_eq!(quantile(&[], 0.5), None);
        assert_eq!(quantile(&[3.0], 0.95), Some(3.0));
        assert_eq!(quantile(&[1.0, 2.0, 4.0, 8.0], 0.5), Some(3.0));
        assert_eq!(quantile(&[1.0, 2.0], 1.0), Some(2.0));
    }

    #[test]
    fn clips_are_compared_where_both_read() {
        let clip = |name: &str, read: [Option<usize>; 2], millis: [u64; 2]| Clip {
            kind: "held".to_owned(),
            paths: vec![format!("img/{name}.jpg")],
            plays: from_fn(|_| {
                let play = |way: usize| {
                    let cpu = Duration::from_millis(millis[way]);
                    Play { read_at: read[way], cpu, worst: (0, cpu), ..Play::default() }
                };
                vec![[play(0), play(1)]; BUDGETS.len()]
            }),
        };
        let mut measured = Measured {
            clips: vec![
                clip("a", [Some(4), Some(8)], [9, 12]),
                clip("b", [Some(29), None], [99, 5]),
                clip("c", [Some(6), Some(6)], [5, 6]),
            ],
            ..Measured::default()
        };
        let board = BoardTally::of(&measured, 0, 0);
        assert_eq!(board.clips, [3, 2]);
        assert_eq!(board.frames_until, Some([5.0, 7.0]));
        assert_eq!(board.millis_until, Some([7.0, 9.0]));
        let worst = |path: &str, millis: f64| Some((path.to_owned(), millis));
        assert_eq!(board.worst, [worst("img/b.jpg", 99.0), worst("img/a.jpg", 12.0)]);
        measured.clips = vec![clip("a", [None, None], [1, 1])];
        assert_eq!(BoardTally::of(&measured, 0, 0).frames_until, None);
        assert_eq!(BoardTally::of(&measured, 0, 0).millis_until, None);
    }

    #[test]
    fn of_the_tables_counts_what_the_peer_reads() {
        let frame = |table: &str, hits: [bool; 2]| Inked {
            table: table.to_owned(),
            pixels: "12".to_owned(),
            amount: "3".to_owned(),
            hits,
            false_texts: [0, 0],
        };
        let measured = Measured {
            inked: vec![
                frame("texture", [true, true]),
                frame("texture", [true, false]),
                frame("texture", [false, true]),
                frame("bloom", [true, true]),
            ],
            ..Measured::default()
        };
        let texture = InkTally { of: 3, theirs: 2, ours_of_theirs: 1 };
        assert_eq!(InkTally::of(&measured, "texture"), texture);
        assert_eq!(Tallies::of(&measured).inks[0], texture);
    }

    #[test]
    fn false_texts_are_counted_wherever_they_come_up() {
        let mut measured = Measured::default();
        measured.stills.push(Still::of(
            "clean",
            [Answer::of(&["x"], 1), Answer::of(&["y"], 1), Answer::of(&["z", "ticket"], 1)],
        ));
        let play = |false_texts| Play { false_texts, ..Play::default() };
        measured.clips.push(Clip {
            paths: vec![String::new()],
            plays: from_fn(|_| vec![[play(1), play(2)]; BUDGETS.len()]),
            ..Clip::default()
        });
        let tallies = Tallies::of(&measured);
        assert_eq!(tallies.false_texts, [2 + 8, 1 + 16]);
    }
}
