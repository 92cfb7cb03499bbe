//! A grid of modules: decoded as it is, and repaired.
//!
//! The first byte chooses where the grid comes from: levels as they are, a code to begin with, or
//! a sound code with any data at all. What is left is damage.

use hallgate::terminal::vision::fuzzing::{GridTexts, grid_texts};

use super::Feed;
use super::codes::{CODES, LEVELS, saying};

/// How sure a module is that nothing was done to.
const SURE: f32 = 1.0;

/// Decodes what the bytes say. Undamaged, a code that a text was drawn as has to say it.
pub fn run(bytes: &[u8]) -> Option<GridTexts> {
    let mut feed = Feed(bytes);
    let drawn = match feed.below(3) {
        0 => return any_levels(&mut feed),
        1 => {
            let code = &CODES[feed.below(CODES.len())];
            (code.side, code.dark.clone(), Some(&code.text))
        }
        _ => {
            let version = 1 + feed.below(40) as i16;
            let (level, mask) = (LEVELS[feed.below(4)], feed.below(8));
            let length = usize::from(feed.word());
            let code = saying(version, level, mask, &feed.take(length))?;
            (code.side, code.dark, None)
        }
    };
    let (side, dark, text) = drawn;
    let mut levels: Vec<f32> = dark.iter().map(|dark| if *dark { SURE } else { -SURE }).collect();
    let untouched = feed.is_empty();
    while !feed.is_empty() {
        damage(&mut levels, side, &mut feed);
    }
    let texts = grid_texts(side, &levels)?;
    if untouched {
        let told = [&texts.hard, &texts.repaired, &texts.second];
        assert!(text.is_none() || told.iter().all(|told| told.as_ref() == text), "{texts:?}");
    }
    Some(texts)
}

fn any_levels(feed: &mut Feed) -> Option<GridTexts> {
    let side = feed.below(256);
    let own: Vec<f32> = std::mem::take(&mut feed.0).iter().map(|byte| level(*byte)).collect();
    // What is missing is what is there, over and over.
    let levels: Vec<f32> = own.iter().copied().cycle().take(side * side).collect();
    let texts = grid_texts(side, &levels);
    assert!(texts.is_some() || levels.len() != side * side);
    texts
}

/// Mostly what images bring; and numbers that are none.
fn level(byte: u8) -> f32 {
    match byte {
        0x80 => f32::NAN,
        0x81 => f32::NEG_INFINITY,
        0x7f => f32::INFINITY,
        0x7e => f32::MAX,
        0x7d => f32::MIN_POSITIVE,
        _ => f32::from(byte.cast_signed()) / 48.0,
    }
}

fn damage(levels: &mut [f32], side: usize, feed: &mut Feed) {
    let kind = feed.below(6);
    let first = usize::from(feed.word()) % levels.len().max(1);
    let strength = feed.byte();
    let rest = levels.len() - first;
    match kind {
        0 => levels[first] = -levels[first],
        1 => levels[first] = level(strength),
        2 => levels[first..].iter_mut().take(1 + usize::from(strength)).for_each(|it| *it = -*it),
        3 => levels[first..].iter_mut().take(1 + usize::from(strength)).for_each(|it| *it /= 16.0),
        // A stain, a third of the code wide at the most.
        4 => {
            let size = 1 + usize::from(strength) % (side / 3).max(1);
            let stain = (0..size).flat_map(|row| (0..size).map(move |column| row * side + column));
            stain.filter(|at| *at < rest).for_each(|at| levels[first + at] = level(strength));
        }
        // Read from behind the mirror.
        _ => {
            for row in 0..side {
                for column in 0..row {
                    levels.swap(row * side + column, column * side + row);
                }
            }
        }
    }
}
