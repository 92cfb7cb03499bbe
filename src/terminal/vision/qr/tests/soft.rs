use proptest::prelude::*;
use qrcode::EcLevel;

use super::draw::DrawnCode;
use crate::terminal::vision::decode;
use crate::terminal::vision::qr::sample::Modules;
use crate::terminal::vision::qr::soft;

const TEXT: &str = "8402133151cbeFK6auywOhkd+/=8402133151cbeFK6auywOhkd+/=8402133151cbeFK6auywOhkd";

/// A code of version 7 as it is seen at its best, and how dark its modules are then.
fn seen() -> (DrawnCode, Modules) {
    let code = DrawnCode::new(7, EcLevel::M, TEXT.as_bytes());
    let values = code.dark.iter().map(|dark| if *dark { 1.0 } else { -1.0 }).collect();
    let modules = Modules { side: code.side, values };
    (code, modules)
}

fn text(modules: &Modules) -> Option<String> {
    decode::repaired_text(&soft::repair(modules)?)
}

/// Changes the modules within a square.
fn patch(modules: &mut Modules, (left, top): (usize, usize), size: usize, to: impl Fn(f32) -> f32) {
    for row in top..top + size {
        for column in left..left + size {
            let value = &mut modules.values[row * modules.side + column];
            *value = to(*value);
        }
    }
}

#[test]
fn a_sound_code_comes_out_as_it_was() {
    let (code, modules) = seen();
    let grid = soft::repair(&modules).unwrap();
    for (at, dark) in code.dark.iter().enumerate() {
        let (column, row) = (at % code.side, at / code.side);
        assert_eq!(grid.get(column as u32, row as u32), *dark, "{column}, {row}");
    }
    assert_eq!(text(&modules).as_deref(), Some(TEXT));
}

#[test]
fn what_is_repaired_is_the_code_as_it_was_meant() {
    let (code, mut modules) = seen();
    let mut random = fastrand::Rng::with_seed(5);
    for _ in 0..25 {
        // Among the codewords, clear of the patterns that nothing can repair.
        let at = random.usize(10..35) * modules.side + random.usize(10..19);
        modules.values[at] = -modules.values[at].signum();
    }
    let damaged = modules.grid().unwrap();
    let repaired = soft::repair(&modules).unwrap();
    let (mut mended, side) = (0, code.side);
    for (at, dark) in code.dark.iter().enumerate() {
        let (column, row) = ((at % side) as u32, (at / side) as u32);
        assert_eq!(repaired.get(column, row), *dark, "{column}, {row}");
        mended += usize::from(damaged.get(column, row) != *dark);
    }
    assert!(mended >= 20, "only {mended} were wrong");
}

#[test]
fn a_patch_of_glare_costs_half_of_what_a_sticker_costs() {
    // In glare everything looks light, but hardly so; under a sticker everything is light.
    let largest = |level: f32| {
        (1..36)
            .take_while(|size| {
                let (_, mut modules) = seen();
                patch(&mut modules, (9, 9), *size, |_| level);
                text(&modules).as_deref() == Some(TEXT)
            })
            .count()
    };
    let (glare, sticker) = (largest(-0.02), largest(-1.0));
    assert!(sticker >= 8, "{sticker}");
    assert!(glare >= 11, "{glare}");
    assert!(glare * glare * 2 > sticker * sticker * 3, "{glare} against {sticker}");
    assert!(glare < 26, "so much is lost that nothing can be known");
}

#[test]
fn doubtful_modules_of_the_format_and_version_are_drawn_anew() {
    let (code, mut modules) = seen();
    // One copy of both lies here.
    patch(&mut modules, (34, 0), 6, |_| -0.1);
    let grid = soft::repair(&modules).unwrap();
    for (column, row) in (34..37).flat_map(|column| (0..6).map(move |row| (column, row))) {
        let drawn = grid.get(column, row);
        assert_eq!(drawn, code.is_dark(column as usize, row as usize), "{column}, {row}");
    }
}

#[test]
fn noise_is_no_code() {
    let mut random = fastrand::Rng::with_seed(11);
    for side in [21, 25, 45, 53, 57].into_iter().cycle().take(1000) {
        let values = (0..side * side).map(|_| random.f32() * 2.0 - 1.0).collect();
        assert!(soft::repair(&Modules { side, values }).is_none());
    }
}

#[test]
fn what_has_no_codes_size_or_no_contrast_is_no_code() {
    for side in [0, 1, 20, 22, 178] {
        assert!(soft::repair(&Modules { side, values: vec![1.0; side * side] }).is_none());
    }
    for level in [0.0, 1.0, -1.0, f32::NAN] {
        assert!(soft::repair(&Modules { side: 45, values: vec![level; 45 * 45] }).is_none());
    }
}

#[test]
fn a_text_is_never_wrong() {
    let mut random = fastrand::Rng::with_seed(3);
    let (mut read, mut given_up) = (0, 0);
    for _ in 0..400 {
        let (_, mut modules) = seen();
        let (flipped, sure) = (random.f32() * 0.25, random.f32());
        for value in &mut modules.values {
            *value *= random.f32();
            if random.f32() < flipped {
                *value *= -sure;
            }
        }
        match text(&modules) {
            Some(text) => {
                assert_eq!(text, TEXT);
                read += 1;
            }
            None => given_up += 1,
        }
    }
    assert!(read > 10 && given_up > 100, "{read} were read, {given_up} given up");
}

proptest! {
    #[test]
    fn erased_modules_within_reach_are_repaired(
        left in 9usize..30, top in 9usize..30, size in 1usize..8, level in -0.05f32..0.05,
    ) {
        let (_, mut modules) = seen();
        patch(&mut modules, (left, top), size, |_| level);
        let text = text(&modules);
        prop_assert_eq!(text.as_deref(), Some(TEXT));
    }
}
