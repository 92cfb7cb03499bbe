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
    choose(bytes, || guard("rxing's decoder", || rxing_text(modules)).flatten())
}

/// UTF-8 is believed; for anything else the second opinion counts, if there is one.
fn choose(bytes: Option<Vec<u8>>, second: impl FnOnce() -> Option<String>) -> Option<String> {
    match bytes.map(String::from_utf8) {
        Some(Ok(text)) => Some(text),
        Some(Err(fault)) => {
            second().or_else(|| Some(String::from_utf8_lossy(fault.as_bytes()).into_owned()))
        }
        None => second(),
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_second_opinion_counts_where_the_first_is_no_text() {
        let second = || Some("second".to_owned());
        assert_eq!(choose(Some(b"first".to_vec()), second).unwrap(), "first");
        assert_eq!(choose(Some(b"\xff".to_vec()), second).unwrap(), "second");
        assert_eq!(choose(None, second).unwrap(), "second");
        assert_eq!(choose(Some(b"A\xffB".to_vec()), || None).unwrap(), "A\u{fffd}B");
        assert_eq!(choose(None, || None), None);
    }

    #[test]
    fn what_has_no_codes_size_is_no_code() {
        for (width, height) in [(20, 20), (22, 22), (21, 25), (181, 181), (1, 1)] {
            assert_eq!(text(&BitMatrix::new(width, height).unwrap()), None);
        }
    }
}
