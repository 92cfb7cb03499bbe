//! From a grid of modules to its text.

use rxing::common::BitMatrix;
use rxing::qrcode::cpp_port::decoder;

use super::guard::guard;

/// Modules along the side of the smallest and the largest QR code.
const SIDES: std::ops::RangeInclusive<u32> = 21..=177;

/// The text of a sampled grid, a set bit being a dark module: `rqrr` first, then `rxing`'s
/// decoder, which reads mirrored codes and the character sets of other countries.
pub(super) fn text(modules: &BitMatrix) -> Option<String> {
    let side = modules.width();
    if modules.height() != side || !SIDES.contains(&side) || side % 4 != 1 {
        return None;
    }
    let bytes = guard("rqrr", || rqrr_bytes(modules)).flatten();
    let lossy = match bytes.map(String::from_utf8) {
        Some(Ok(text)) => return Some(text),
        Some(Err(fault)) => Some(String::from_utf8_lossy(fault.as_bytes()).into_owned()),
        None => None,
    };
    guard("rxing's decoder", || rxing_text(modules)).flatten().or(lossy)
}

fn rqrr_bytes(modules: &BitMatrix) -> Option<Vec<u8>> {
    let side = modules.width() as usize;
    let grid = rqrr::SimpleGrid::from_func(side, |x, y| modules.get(x as u32, y as u32));
    let mut bytes = Vec::new();
    rqrr::Grid::new(grid).decode_to(&mut bytes).ok()?;
    Some(bytes)
}

fn rxing_text(modules: &BitMatrix) -> Option<String> {
    let read = decoder::Decode(modules).ok().filter(|read| read.isValid())?;
    Some(read.text())
}
