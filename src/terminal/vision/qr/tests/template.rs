use super::draw::{DARK_MODE, DrawnCode, DrawnPicture, DrawnView, PRINT};
use crate::terminal::vision::qr::plane::{Anchor, Plane, Point};
use crate::terminal::vision::qr::template::{SquarePattern, find};

/// Version 7: its alignment patterns lie on lines 6, 22 and 38.
const SIDE: usize = 45;
const FINDERS: [Point; 3] = [(3.5, 3.5), (41.5, 3.5), (3.5, 41.5)];
const ALIGNMENTS: [Point; 3] = [(22.5, 22.5), (38.5, 38.5), (22.5, 6.5)];

/// A perspective as of that view, but off by so many modules.
fn off(view: &DrawnView, by: Point) -> Plane {
    let side = SIDE as f32;
    let corners = [(0.0, 0.0), (side, 0.0), (side, side), (0.0, side)];
    let anchors = corners.map(|module: Point| Anchor {
        module,
        pixel: view.pixel((module.0 + by.0, module.1 + by.1)),
        weight: 1.0,
    });
    Plane::through(&anchors, side).unwrap()
}

#[test]
fn patterns_are_found_to_a_part_of_a_module() {
    let code = DrawnCode::of_version(7);
    for (tones, inverted) in [(PRINT, false), (DARK_MODE, true)] {
        for (module, degrees) in [(2.5, 0.0), (4.0, 17.0), (6.3, 45.0), (9.0, 190.0)] {
            let size = (80.0 * module) as usize;
            let middle = size as f32 / 2.0;
            let view = DrawnView::flat(SIDE, (middle + 0.37, middle - 0.21), module, degrees);
            let mut picture = DrawnPicture::new(size, size, tones[1]);
            picture.draw(&code, &view, tones);
            picture.add_noise(8, 1);
            let known = FINDERS.map(|at| (SquarePattern::Finder, at));
            let known =
                known.into_iter().chain(ALIGNMENTS.map(|at| (SquarePattern::Alignment, at)));
            for (pattern, at) in known {
                let plane = off(&view, (0.55, -0.47));
                let fit = find(&picture.luma(), &plane, (at, (0.0, 0.0)), pattern, inverted, 1.5);
                let (x, y) = view.pixel(at);
                let far = (fit.pixel.0 - x).hypot(fit.pixel.1 - y) / module;
                // Inside of a large module one place is like the next.
                assert!(far < 0.5, "{far} modules off, {pattern:?} at {module}, {degrees}°");
                assert!(fit.likeness > 0.7, "{fit:?}, {pattern:?} at {module}, {degrees}°");
            }
        }
    }
}

#[test]
fn the_other_polarity_is_unlike() {
    let code = DrawnCode::of_version(7);
    let view = DrawnView::flat(SIDE, (160.0, 160.0), 5.0, 0.0);
    let mut picture = DrawnPicture::new(320, 320, PRINT[1]);
    picture.draw(&code, &view, PRINT);
    let plane = off(&view, (0.0, 0.0));
    for at in FINDERS {
        let fit = |inverted, reach| {
            find(&picture.luma(), &plane, (at, (0.0, 0.0)), SquarePattern::Finder, inverted, reach)
                .likeness
        };
        assert!(fit(false, 0.3) > 0.9);
        assert!(fit(true, 0.3) < 0.8);
    }
}

#[test]
fn an_even_field_is_like_no_pattern() {
    let view = DrawnView::flat(SIDE, (160.0, 160.0), 5.0, 0.0);
    let plane = off(&view, (0.0, 0.0));
    for level in [0, 128, 255] {
        let picture = DrawnPicture::new(320, 320, level);
        // What is searched for may lie outside of the image.
        for at in [(22.5, 22.5), (3.5, 3.5), (90.0, -40.0)] {
            let fit = find(
                &picture.luma(),
                &plane,
                (at, (0.0, 0.0)),
                SquarePattern::Alignment,
                false,
                2.5,
            );
            assert!(fit.likeness.abs() < 0.1, "{fit:?}");
        }
    }
}
