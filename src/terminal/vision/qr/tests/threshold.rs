use super::draw::{DrawnCode, DrawnPicture, DrawnView, PRINT};
use crate::terminal::vision::Luma;
use crate::terminal::vision::qr::bits::Bits;
use crate::terminal::vision::qr::threshold::Threshold;

fn black_and_white(picture: &DrawnPicture, cell: usize) -> Bits {
    let mut bits = Bits::default();
    Threshold::default().apply(&picture.luma(), cell, &mut bits);
    bits
}

/// Of a code whose modules are squares of whole pixels, how many middles have the wrong colour.
fn wrong(bits: &Bits, code: &DrawnCode, view: &DrawnView) -> usize {
    let colour = |(u, v): (f32, f32)| code.is_dark(u as usize, v as usize);
    let seen = |at: (f32, f32)| {
        let (x, y) = view.pixel(at);
        bits.at(x as i32, y as i32).unwrap()
    };
    code.middles().filter(|at| seen(*at) != colour(*at)).count()
}

/// A code in the middle of a sheet of 400 × 400 pixels, lit as `light` says.
fn lit(
    module: f32,
    light: impl Fn(usize, usize, u8) -> u8,
) -> (DrawnCode, DrawnView, DrawnPicture) {
    let code = DrawnCode::of_version(4);
    let view = DrawnView::flat(code.side, (200.0, 200.0), module, 0.0);
    let mut picture = DrawnPicture::new(400, 400, PRINT[1]);
    picture.draw(&code, &view, PRINT);
    picture.change(light);
    (code, view, picture)
}

#[test]
fn a_shadows_edge_changes_nothing() {
    for cell in [4, 8] {
        let shade = |x, y, level| if x + y / 3 < 260 { level / 4 } else { level };
        let (code, view, picture) = lit(7.0, shade);
        let wrong = wrong(&black_and_white(&picture, cell), &code, &view);
        // Along the edge itself a module may go either way: one or two of each row's 33.
        assert!(wrong <= 50, "{wrong} modules with cells of {cell}");
    }
}

#[test]
fn light_that_falls_off_changes_nothing() {
    for cell in [4, 8] {
        let fading = |x, _, level| (u32::from(level) * (40 + x as u32 / 2) / 240) as u8;
        let (code, view, picture) = lit(6.0, fading);
        assert_eq!(wrong(&black_and_white(&picture, cell), &code, &view), 0, "cells of {cell}");
    }
}

#[test]
fn modules_larger_than_a_neighbourhood_are_of_one_colour_inside() {
    for module in [12.0f32, 20.0, 48.0] {
        let code = DrawnCode::of_version(1);
        let side = (module as usize) * 29;
        let middle = side as f32 / 2.0 + 3.0;
        let view = DrawnView::flat(21, (middle, middle), module, 0.0);
        let mut picture = DrawnPicture::new(side, side, PRINT[1]);
        picture.draw(&code, &view, PRINT);
        picture.add_noise(3, 2);
        let bits = black_and_white(&picture, 8);
        for (u, v) in code.middles() {
            for (right, down) in [(-0.3, -0.3), (0.0, 0.0), (0.3, 0.1), (0.1, 0.3)] {
                let (x, y) = view.pixel((u + right, v + down));
                let dark = code.is_dark(u as usize, v as usize);
                assert_eq!(bits.at(x as i32, y as i32), Some(dark), "{u}, {v} of {module}");
            }
        }
    }
}

#[test]
fn texture_inside_large_dark_modules_makes_no_edges() {
    for module in [12.0f32, 14.0, 18.0] {
        let code = DrawnCode::of_version(3);
        let side = (module as usize) * 37;
        let middle = side as f32 / 2.0 + 3.0;
        let view = DrawnView::flat(code.side, (middle, middle), module, 0.0);
        let mut picture = DrawnPicture::new(side, side, PRINT[1]);
        picture.draw(&code, &view, PRINT);
        let mut random = fastrand::Rng::with_seed(7);
        let grain: Vec<u8> = (0..side * side / 16).map(|_| random.u8(0..50)).collect();
        let grain = |x: usize, y: usize| grain[(y / 4 * (side / 4) + x / 4) % grain.len()];
        picture.change(|x, y, level| if level < 100 { level + grain(x, y) } else { level });
        let bits = black_and_white(&picture, 8);
        for (u, v) in code.middles() {
            for (right, down) in [(-0.3, -0.3), (0.0, 0.0), (0.3, 0.1), (0.1, 0.3)] {
                let (x, y) = view.pixel((u + right, v + down));
                let dark = code.is_dark(u as usize, v as usize);
                assert_eq!(bits.at(x as i32, y as i32), Some(dark), "{u}, {v} of {module}");
            }
        }
    }
}

#[test]
fn a_plain_field_is_of_one_colour() {
    for (noise, level) in [(0, 128), (2, 10), (4, 128), (5, 240)] {
        let mut picture = DrawnPicture::new(320, 240, level);
        picture.add_noise(noise, 9);
        for cell in [4, 8] {
            let bits = black_and_white(&picture, cell);
            let mut runs = Vec::new();
            let changes: usize = (0..240)
                .map(|y| {
                    bits.runs(y, &mut runs);
                    runs.len() - 2
                })
                .sum();
            assert!(
                changes <= 240,
                "{changes} changes of colour at noise {noise}, cells of {cell}"
            );
        }
    }
}

#[test]
fn a_plain_field_beside_a_code_is_of_one_colour_however_noisy() {
    let code = DrawnCode::of_version(4);
    let view = DrawnView::flat(code.side, (150.0, 150.0), 6.0, 0.0);
    let mut picture = DrawnPicture::new(640, 480, 120);
    picture.draw(&code, &view, PRINT);
    picture.add_noise(8, 4);
    let bits = black_and_white(&picture, 8);
    let seen = |(x, y)| bits.at(x, y).unwrap();
    let field = || (0..480).flat_map(|y| (330..640).map(move |x| (x, y)));
    let dark = field().filter(|at| seen(*at)).count();
    let all = field().count();
    assert!(dark.min(all - dark) * 8 < all, "{dark} of {all}");
    assert_eq!(wrong(&bits, &code, &view), 0);
}

#[test]
fn every_size_is_borne_and_one_memory_serves_all() {
    let random: Vec<u8> = {
        let mut random = fastrand::Rng::with_seed(1);
        (0..3000).map(|_| random.u8(..)).collect()
    };
    let (mut kept, mut bits) = (Threshold::default(), Bits::default());
    let sizes =
        [(1, 1), (1, 9), (9, 1), (7, 3), (8, 8), (17, 31), (64, 5), (65, 40), (0, 0), (3, 0)];
    for (width, height) in sizes {
        let stride = width as usize + 3;
        let image = Luma::new(&random, width, height, stride).unwrap();
        for cell in [4, 8] {
            kept.apply(&image, cell, &mut bits);
            let mut anew = Bits::default();
            Threshold::default().apply(&image, cell, &mut anew);
            assert_eq!(bits.height(), height as usize);
            for (x, y) in (0..height as i32).flat_map(|y| (0..width as i32).map(move |x| (x, y))) {
                assert_eq!(bits.at(x, y), anew.at(x, y), "{x}, {y} of {width} × {height}");
                assert!(bits.at(x, y).is_some());
            }
            assert_eq!(bits.at(width as i32, 0), None);
        }
    }
}

#[test]
fn what_is_dark_and_what_is_light_is_told_right() {
    let mut picture = DrawnPicture::new(64, 64, 200);
    picture.change(|x, _, level| if x < 35 { 40 } else { level });
    for cell in [4, 8] {
        let bits = black_and_white(&picture, cell);
        for (x, y) in [(27, 5), (34, 60), (30, 30)] {
            assert_eq!(bits.at(x, y), Some(true), "{x}, {y}");
            assert_eq!(bits.at(69 - x, y), Some(false), "{}, {y}", 69 - x);
        }
    }
}
