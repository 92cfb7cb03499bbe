//! A grid of modules by itself, without the image it is sampled from: grids are tried here that no
//! image brings.

use super::sample::Modules;
use super::soft;
use crate::terminal::vision::decode;

/// What a grid says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GridTexts {
    /// Each module taken as dark or light.
    pub hard: Option<String>,
    /// With the doubtful codewords erased and the rest corrected.
    pub repaired: Option<String>,
    /// The decoder's answer that has no part in the repair, to the grid as it is.
    pub second: Option<String>,
}

/// Decodes a grid of `side` × `side` modules, given row by row by how dark each one is: above 0
/// dark, else light, and 1 on average. `None` where `darkness` does not have so many.
pub fn grid_texts(side: usize, darkness: &[f32]) -> Option<GridTexts> {
    if side.checked_mul(side)? != darkness.len() {
        return None;
    }
    let modules = Modules { side, values: darkness.to_vec() };
    let grid = modules.grid();
    Some(GridTexts {
        hard: grid.as_ref().and_then(decode::text),
        repaired: soft::repair(&modules).as_ref().and_then(decode::repaired_text),
        second: grid.as_ref().and_then(decode::repaired_text),
    })
}
