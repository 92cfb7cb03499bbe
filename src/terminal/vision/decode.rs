//! From a grid of modules to its text.

use rxing::common::BitMatrix;
use rxing::qrcode::cpp_port::decoder;

use super::guard::guard;

/// Modules along the side of the smallest and the largest QR code.
const SIDES: std::ops::RangeInclusive<u32> = 21..=177;

/// The text of a sampled grid, a set bit being a dark module.
///
/// `rxing` decodes: for a ticket it takes a 27th of `rqrr`'s time (37 µs against 1.0 ms), and it
/// reads mirrored codes and the character sets of other countries.
pub(super) fn text(modules: &BitMatrix) -> Option<String> {
    if !is_square(modules) {
        return None;
    }
    let read = guard("rxing's decoder", || decoder::Decode(modules).ok()).flatten()?;
    let content = read.content();
    // UTF-8 is believed; what it is else the decoder has to guess.
    let text = match std::str::from_utf8(content.bytes()) {
        Ok(text) if !content.has_eci => text.to_owned(),
        _ => read.text(),
    };
    Some(text).filter(|text| read.isValid() && !text.is_empty())
}

/// The text of a grid that was repaired here: `rqrr`, which had no part in that, has to find it
/// sound. Its time is of no account, as hardly any grid comes this far.
pub(super) fn repaired_text(modules: &BitMatrix) -> Option<String> {
    if !is_square(modules) {
        return None;
    }
    let bytes = guard("rqrr", || rqrr_bytes(modules)).flatten()?;
    match String::from_utf8(bytes) {
        Ok(text) => Some(text).filter(|text| !text.is_empty()),
        Err(_) => text(modules),
    }
}

fn is_square(modules: &BitMatrix) -> bool {
    let side = modules.width();
    modules.height() == side && SIDES.contains(&side) && side % 4 == 1
}

fn rqrr_bytes(modules: &BitMatrix) -> Option<Vec<u8>> {
    let side = modules.width() as usize;
    let grid = rqrr::SimpleGrid::from_func(side, |x, y| modules.get(x as u32, y as u32));
    let mut bytes = Vec::new();
    rqrr::Grid::new(grid).decode_to(&mut bytes).ok()?;
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_no_codes_size_is_no_code() {
        for (width, height) in [(20, 20), (22, 22), (21, 25), (181, 181), (1, 1)] {
            let grid = BitMatrix::new(width, height).unwrap();
            assert_eq!((text(&grid), repaired_text(&grid)), (None, None));
        }
    }

    #[cfg(feature = "peer")]
    #[test]
    fn both_decoders_read_the_same() {
        for said in ["1", "囍喆堃龘", "HTTPS://E.EXAMPLE/", "8402133151 cbeFK6auywOhkd+/="] {
            let code = qrcode::QrCode::new(said).unwrap();
            let side = code.width() as u32;
            let mut grid = BitMatrix::new(side, side).unwrap();
            for (at, _) in
                code.to_colors().iter().enumerate().filter(|(_, it)| **it == qrcode::Color::Dark)
            {
                grid.set(at as u32 % side, at as u32 / side);
            }
            assert_eq!(text(&grid).as_deref(), Some(said));
            assert_eq!(repaired_text(&grid).as_deref(), Some(said));
        }
    }
}
