//! What the levels of the modules tell beyond dark and light: which codewords are doubtful. Those
//! are erased before the block is corrected, which costs half of what an error costs.

use rxing::common::BitMatrix;

use super::reed_solomon;
use super::sample::Modules;
use super::symbol::{Block, Module, Symbol, SymbolFormat};

/// Check codewords that must be left over when a block is corrected with erasures: with four, a
/// block of noise passes once in 10¹⁰ tries.
const SPARE: usize = 4;

/// Of 30 format modules, each counting between -1 and 1: noise reaches 12.
const SURE_FORMAT: f32 = 13.0;

/// Corrects a code by its modules' darkness (above 0: dark). Returns the code as it was meant, or
/// `None` if too much of it is lost.
pub(super) fn repair(modules: &Modules) -> Option<BitMatrix> {
    let symbol = Symbol::of(modules.side)?;
    let format = format(modules, &symbol)?;
    let path = symbol.path();
    let words: Vec<Codeword> =
        path.chunks_exact(8).map(|places| Codeword::read(modules, format, places)).collect();
    let mut corrected: Vec<u8> = words.iter().map(|word| word.bits).collect();
    for block in symbol.blocks(format) {
        let sound = correct(&block, &words)?;
        block.order.iter().zip(sound).for_each(|(&at, bits)| corrected[at] = bits);
    }
    draw(modules, &symbol, format, &path, &corrected)
}

/// The format whose bits fit best.
fn format(modules: &Modules, symbol: &Symbol) -> Option<SymbolFormat> {
    let places = symbol.format_places();
    let fit = |format: &SymbolFormat| -> f32 {
        let copy = |places: &[Module; 15]| -> f32 {
            let bits = (0..15).rev().map(|bit| format.drawn >> bit & 1 == 1);
            places
                .iter()
                .zip(bits)
                .map(|(&at, dark)| {
                    let level = modules.darkness(at).clamp(-1.0, 1.0);
                    if dark { level } else { -level }
                })
                .sum()
        };
        copy(&places[0]) + copy(&places[1])
    };
    let fits = SymbolFormat::all().map(|format| (fit(&format), format));
    let (fit, format) = fits.max_by(|a, b| a.0.total_cmp(&b.0))?;
    (fit > SURE_FORMAT).then_some(format)
}

/// A codeword as it was seen.
struct Codeword {
    bits: u8,
    /// How sure its most doubtful bit is.
    sureness: f32,
}

impl Codeword {
    fn read(modules: &Modules, format: SymbolFormat, places: &[Module]) -> Self {
        places.iter().fold(Self { bits: 0, sureness: f32::MAX }, |word, &at| {
            let level = modules.darkness(at);
            let bit = (level > 0.0) != format.is_masked(at);
            Self { bits: word.bits << 1 | u8::from(bit), sureness: word.sureness.min(level.abs()) }
        })
    }
}

/// A block's codewords corrected: first as they are, then with more and more of the doubtful ones
/// erased.
fn correct(block: &Block, words: &[Codeword]) -> Option<Vec<u8>> {
    let seen: Vec<u8> =
        block.order.iter().map(|&at| words.get(at).map_or(0, |word| word.bits)).collect();
    let mut doubtful: Vec<usize> = (0..seen.len()).collect();
    let sureness = |at: &usize| words.get(block.order[*at]).map_or(0.0, |word| word.sureness);
    doubtful.sort_by(|a, b| sureness(a).total_cmp(&sureness(b)));
    let most = block.checks.saturating_sub(SPARE);
    (0..=most).step_by(2).find_map(|erased| {
        let mut sound = seen.clone();
        let errors = reed_solomon::correct(&mut sound, block.checks, &doubtful[..erased])?;
        let spare = block.checks.checked_sub(2 * errors + erased)?;
        (erased == 0 || spare >= SPARE).then_some(sound)
    })
}

/// The code as it was meant.
fn draw(
    modules: &Modules,
    symbol: &Symbol,
    format: SymbolFormat,
    path: &[Module],
    words: &[u8],
) -> Option<BitMatrix> {
    let mut grid = modules.grid()?;
    let mut set =
        |(column, row): Module, dark: bool| grid.set_bool(column as u32, row as u32, dark);
    for (places, word) in path.chunks_exact(8).zip(words) {
        for (bit, &at) in (0..8).rev().zip(places) {
            set(at, (word >> bit & 1 == 1) != format.is_masked(at));
        }
    }
    for places in symbol.format_places() {
        for (bit, at) in (0..15).rev().zip(places) {
            set(at, format.drawn >> bit & 1 == 1);
        }
    }
    if let Some((copies, bits)) = symbol.version_places() {
        for (bit, at) in copies.into_iter().flat_map(|places| places.into_iter().enumerate()) {
            set(at, bits >> bit & 1 == 1);
        }
    }
    Some(grid)
}
