//! What the readings come to: counts, medians, the longest.

use std::time::Duration;

use crate::measure::{Clip, Group, LOOP, Measured, PEER, Still};

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

/// The videos of both readers; the first of each pair is hallgate's loop.
#[derive(Debug, Default, PartialEq)]
pub struct ClipTally {
    pub of: usize,
    pub read: [usize; 2],
    pub false_texts: [usize; 2],
    /// Mean number of frames until the ticket was read, over the clips that both read.
    pub until: Option<[f64; 2]>,
    /// Median of a whole clip in milliseconds.
    pub cpu: [Option<f64>; 2],
    /// The longest frame in milliseconds.
    pub worst: [Option<f64>; 2],
}

impl ClipTally {
    pub fn of(clips: &[Clip]) -> Self {
        let each = [0, 1];
        let both: Vec<[usize; 2]> = clips
            .iter()
            .filter_map(|clip| Some([clip.ways[0].read_at?, clip.ways[1].read_at?]))
            .collect();
        let mean =
            |way: usize| both.iter().map(|read| read[way] as f64).sum::<f64>() / both.len() as f64;
        let count = |way: usize| clips.iter().filter(|c| c.ways[way].read_at.is_some()).count();
        let times = |way: usize, of: fn(&Clip, usize) -> Duration| {
            sorted(clips.iter().map(|clip| millis(of(clip, way))))
        };
        Self {
            of: clips.len(),
            read: each.map(count),
            false_texts: each.map(|way| clips.iter().map(|c| c.ways[way].false_texts).sum()),
            until: (!both.is_empty()).then(|| each.map(mean)),
            cpu: each.map(|way| quantile(&times(way, |clip, way| clip.ways[way].cpu), 0.5)),
            worst: each.map(|way| times(way, |clip, way| clip.ways[way].worst).last().copied()),
        }
    }
}

/// All that the report and the verdict are drawn from.
#[derive(Debug, Default)]
pub struct Tallies {
    /// Scenarios and empty frames together, by way.
    pub door: [Tally; 3],
    pub photos: [Tally; 3],
    pub clips: ClipTally,
}

impl Tallies {
    pub fn of(measured: &Measured) -> Self {
        let (photos, door): (Vec<&Still>, Vec<&Still>) =
            measured.stills.iter().partition(|still| still.group == Group::Photo);
        Self {
            door: [0, 1, 2].map(|way| Tally::of(&door, way)),
            photos: [0, 1, 2].map(|way| Tally::of(&photos, way)),
            clips: ClipTally::of(&measured.clips),
        }
    }

    /// The longest single frame of hallgate's loop and of zxing-cpp, in milliseconds.
    pub fn worst(&self) -> [Option<f64>; 2] {
        let longest = |way: usize, clips: Option<f64>| {
            let all = [self.door[way].worst, self.photos[way].worst, clips];
            all.into_iter().flatten().reduce(f64::max)
        };
        [longest(LOOP, self.clips.worst[0]), longest(PEER, self.clips.worst[1])]
    }

    /// False texts of hallgate, in both of its ways, and of zxing-cpp.
    pub fn false_texts(&self) -> [usize; 2] {
        let stills = |way: usize| self.door[way].false_texts + self.photos[way].false_texts;
        [
            stills(0) + stills(LOOP) + self.clips.false_texts[0],
            stills(PEER) + self.clips.false_texts[1],
        ]
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
    use crate::measure::ClipWay;

    #[test]
    fn quantiles_lie_within_what_was_measured() {
        assert_eq!(quantile(&[], 0.5), None);
        assert_eq!(quantile(&[3.0], 0.95), Some(3.0));
        assert_eq!(quantile(&[1.0, 2.0, 4.0, 8.0], 0.5), Some(3.0));
        assert_eq!(quantile(&[1.0, 2.0], 1.0), Some(2.0));
    }

    #[test]
    fn frames_until_read_are_compared_where_both_read() {
        let clip = |ours: Option<usize>, theirs: Option<usize>| Clip {
            ways: [ours, theirs].map(|read_at| ClipWay { read_at, ..ClipWay::default() }),
        };
        let clips = [clip(Some(4), Some(8)), clip(Some(29), None), clip(Some(6), Some(6))];
        let tally = ClipTally::of(&clips);
        assert_eq!((tally.read, tally.until), ([3, 2], Some([5.0, 7.0])));
        assert_eq!(ClipTally::of(&[clip(None, None)]).until, None);
    }
}
