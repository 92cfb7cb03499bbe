use qrcode::EcLevel;

use super::draw::DrawnCode;
use crate::terminal::vision::qr::reed_solomon;
use crate::terminal::vision::qr::symbol::{Module, Symbol, SymbolFormat};

/// Codewords of each version (ISO/IEC 18004, table 1).
const CODEWORDS: [usize; 40] = [
    26, 44, 70, 100, 134, 172, 196, 242, 292, 346, 404, 466, 532, 581, 655, 733, 815, 901, 991,
    1085, 1156, 1258, 1364, 1474, 1588, 1706, 1828, 1921, 2051, 2185, 2323, 2465, 2611, 2761, 2876,
    3034, 3196, 3362, 3532, 3706,
];

fn symbols() -> impl Iterator<Item = (usize, Symbol)> {
    (1..=40).map(|version| (version, Symbol::of(17 + 4 * version).unwrap()))
}

#[test]
fn the_path_takes_every_module_that_is_free_once() {
    for (version, symbol) in symbols() {
        let path = symbol.path();
        let mut met = vec![0; symbol.side * symbol.side];
        path.iter().for_each(|(column, row)| met[row * symbol.side + column] += 1);
        for (at, count) in met.into_iter().enumerate() {
            let module = (at % symbol.side, at / symbol.side);
            assert_eq!(count, usize::from(!symbol.is_fixed(module)), "{module:?} of {version}");
        }
        assert_eq!(path.len() / 8, CODEWORDS[version - 1], "version {version}");
    }
}

#[test]
fn blocks_take_every_codeword_once() {
    for (version, symbol) in symbols() {
        for format in SymbolFormat::all() {
            let mut order: Vec<usize> =
                symbol.blocks(format).into_iter().flat_map(|block| block.order).collect();
            order.sort_unstable();
            assert_eq!(order, Vec::from_iter(0..CODEWORDS[version - 1]), "version {version}");
        }
    }
}

#[test]
fn drawn_codes_of_every_version_and_level_have_sound_blocks() {
    let mut masks = [0; 8];
    for (version, symbol) in symbols() {
        for level in [EcLevel::L, EcLevel::M, EcLevel::Q, EcLevel::H] {
            let code = DrawnCode::new(version as i16, level, b"HALLGATE");
            let drawn = |places: &[Module]| {
                places.iter().fold(0u32, |bits, &(column, row)| {
                    bits << 1 | u32::from(code.is_dark(column, row))
                })
            };
            let [corner, edges] = symbol.format_places();
            assert_eq!(drawn(&corner), drawn(&edges), "version {version}");
            let format =
                SymbolFormat::all().find(|it| u32::from(it.drawn) == drawn(&corner)).unwrap();
            masks[(usize::from(format.drawn) ^ 0x5412) >> 10 & 7] += 1;
            if let Some((copies, bits)) = symbol.version_places() {
                for mut copy in copies {
                    copy.reverse();
                    assert_eq!(drawn(&copy), bits, "version {version}");
                }
            }
            let path = symbol.path();
            let words: Vec<u8> = path
                .chunks_exact(8)
                .map(|places| {
                    places.iter().fold(0, |word, &(column, row)| {
                        let bit = code.is_dark(column, row) != format.is_masked((column, row));
                        word << 1 | u8::from(bit)
                    })
                })
                .collect();
            for block in symbol.blocks(format) {
                let mut block_words: Vec<u8> = block.order.iter().map(|&at| words[at]).collect();
                let errors = reed_solomon::correct(&mut block_words, block.checks, &[]);
                assert_eq!(errors, Some(0), "version {version}, {level:?}");
            }
        }
    }
    assert!(masks.iter().all(|count| *count > 0), "masks that were drawn: {masks:?}");
}

#[test]
fn no_other_size_is_a_code() {
    for side in (0..21).chain([22, 23, 24, 176, 178, 181, usize::MAX]) {
        assert!(Symbol::of(side).is_none(), "{side}");
    }
}

#[test]
fn the_version_is_drawn_from_seven_on() {
    for (version, symbol) in symbols() {
        assert_eq!(symbol.version_places().is_some(), version >= 7);
    }
}
