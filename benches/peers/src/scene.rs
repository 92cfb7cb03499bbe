//! Frames as a camera at a cinema's door sees them, made from a seed: the same seed gives the same
//! frames.

mod backdrop;
mod clip;
mod exposure;
mod flicker;
mod ink;
mod lettering;
mod optics;
mod payload;
mod pose;
mod raster;
mod recipe;
mod sensor;
mod sheet;
mod still;

use std::ops::Range;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use anyhow::Result;
use fastrand::Rng;

pub use clip::Door;
pub use ink::INKS;
pub use recipe::SCENARIOS;

/// One frame and what it holds.
#[derive(Debug, Clone, PartialEq)]
pub struct Frame {
    /// Below the set's folder.
    pub path: String,
    /// The scenario; `empty-…` without a code, the clip's name for a clip's frame.
    pub scenario: String,
    /// How it was made: `key=value`, separated by spaces.
    pub note: String,
    /// The ticket's text, then those of other codes in view.
    pub texts: Vec<String>,
    /// The file: JPEG where it was made here.
    pub image: Vec<u8>,
}

impl Frame {
    /// What the note says of a property.
    pub fn noted(&self, key: &str) -> Option<&str> {
        self.note.split(' ').find_map(|word| word.strip_prefix(key)?.strip_prefix('='))
    }
}

/// `each` frames of every scenario, the scenarios in turns.
pub fn gate(seed: u64, each: usize) -> Result<Vec<Frame>> {
    made(SCENARIOS.len() * each, |number| {
        let scenario = number % SCENARIOS.len();
        Ok(vec![still::of(scenario, number, &mut rng(seed, "gate", number))?])
    })
}

/// `each` frames of every kind of surroundings, without a code.
pub fn empty(seed: u64, each: usize) -> Result<Vec<Frame>> {
    let kinds = backdrop::KINDS.len();
    made(kinds * each, |number| {
        Ok(vec![still::empty(number % kinds, number, &mut rng(seed, "empty", number))?])
    })
}

/// So many clips of every kind, one kind after the other.
pub fn clips(seed: u64, each: usize) -> Result<Vec<Frame>> {
    made(Door::ALL.len() * each, |number| {
        let place = number / each;
        let (kind, door) = Door::ALL[place];
        let set = if door == Door::Held { "clips" } else { kind };
        clip::of(place, number, &mut rng(seed, set, number % each))
    })
}

/// The tables of ink, cell by cell: `each` tickets with texture, three quarters as many with bloom.
pub fn inked(seed: u64, each: usize) -> Result<Vec<Frame>> {
    let of = |cell: &ink::Cell| if cell.is_texture() { each } else { (each * 3).div_ceil(4) };
    let tickets: Vec<ink::Cell> =
        ink::cells().into_iter().flat_map(|cell| std::iter::repeat_n(cell, of(&cell))).collect();
    made(tickets.len(), |number| {
        Ok(vec![ink::of(tickets[number], number, &mut rng(seed, "ink", number))?])
    })
}

/// Each number's own dice, whatever was made before it.
fn rng(seed: u64, set: &str, number: usize) -> Rng {
    let mut dice = Rng::with_seed(seed);
    for part in set.bytes().map(u64::from).chain([number as u64]) {
        dice = Rng::with_seed(dice.u64(..) ^ part);
    }
    dice
}

/// Makes all numbers below `count` on all cores and puts them in order.
fn made(count: usize, make: impl Fn(usize) -> Result<Vec<Frame>> + Sync) -> Result<Vec<Frame>> {
    let next = AtomicUsize::new(0);
    let work = || -> Result<Vec<(usize, Vec<Frame>)>> {
        let mut done = Vec::new();
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            if number >= count {
                return Ok(done);
            }
            done.push((number, make(number)?));
        }
    };
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let parts: Vec<Result<_>> = thread::scope(|scope| {
        let workers: Vec<_> = (0..cores).map(|_| scope.spawn(work)).collect();
        workers
            .into_iter()
            .map(|worker| worker.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
            .collect()
    });
    let mut numbered: Vec<(usize, Vec<Frame>)> = Vec::new();
    for part in parts {
        numbered.extend(part?);
    }
    numbered.sort_by_key(|(number, _)| *number);
    Ok(numbered.into_iter().flat_map(|(_, frames)| frames).collect())
}

/// A number of the range, each as likely as any other.
fn between(rng: &mut Rng, range: Range<f32>) -> f32 {
    range.start + rng.f32() * (range.end - range.start)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_makes_the_same_frames_and_another_makes_others() {
        for scenario in [0, 12, 15, 16] {
            let one = |seed| still::of(scenario, 7, &mut rng(seed, "gate", 7)).unwrap();
            assert_eq!(one(1), one(1));
            assert_ne!(one(1).image, one(2).image);
        }
        assert_eq!(empty(3, 1).unwrap(), empty(3, 1).unwrap());
    }

    #[test]
    fn every_scenario_and_kind_has_its_frames_in_order() {
        let frames = empty(1, 2).unwrap();
        assert_eq!(frames.len(), 10);
        assert!(frames.iter().all(|frame| frame.texts.is_empty()));
        let names: Vec<&str> = frames.iter().map(|frame| frame.scenario.as_str()).collect();
        assert_eq!(names[..5], names[5..]);
    }
}
