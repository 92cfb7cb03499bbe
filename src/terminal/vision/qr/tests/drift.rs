use super::draw::{DrawnCode, DrawnPicture, DrawnView, PRINT};
use crate::terminal::vision::qr::Effort;
use crate::terminal::vision::qr::drift::Drift;
use crate::terminal::vision::qr::plane::Point;

const SIDE: usize = 53;
const ANCHORS: [Point; 3] = [(3.5, 3.5), (49.5, 3.5), (3.5, 49.5)];

/// How far off, in modules, the drift leaves the modules of a code whose lattice is wrong by
/// `shift` modules in the middle and right at the corners; with none of it followed, and all.
fn left_over(shift: Point, noise: i16) -> (f32, f32) {
    let code = DrawnCode::of_version(9);
    let view = DrawnView::flat(SIDE, (160.0, 160.0), 5.0, 3.0);
    let mut picture = DrawnPicture::new(320, 320, PRINT[1]);
    picture.draw(&code, &view, PRINT);
    picture.add_noise(noise, 7);
    let place = |(u, v): Point| {
        let wave = |at: f32| (at / SIDE as f32 * std::f32::consts::PI).sin();
        let part = wave(u) * wave(v);
        view.pixel((u - part * shift.0, v - part * shift.1))
    };
    let drift =
        Drift::follow(&picture.luma(), SIDE, &place, &ANCHORS, Effort::unbounded(true)).unwrap();
    let off = |at: Point, placed: Point| {
        let (x, y) = view.pixel(at);
        (placed.0 - x).hypot(placed.1 - y) / 5.0
    };
    // The outermost modules have neighbours on one side only.
    let inner = code.middles().filter(|&(u, v)| u.min(v) > 4.0 && u.max(v) < 49.0);
    inner.fold((0.0, 0.0), |(before, after), at| {
        (off(at, place(at)).max(before), off(at, place(drift.moved(at))).max(after))
    })
}

#[test]
fn a_smooth_shift_is_recovered() {
    for shift in [(0.9, 0.0), (0.0, -1.0), (0.7, 0.7), (-1.0, 0.5)] {
        let (before, after) = left_over(shift, 10);
        assert!(before > 0.85, "{before}: else it proves nothing");
        assert!(after < 0.45, "{after} modules are left of {shift:?}");
    }
}

#[test]
fn a_lattice_that_is_right_stays() {
    for noise in [0, 10, 40] {
        let (before, after) = left_over((0.0, 0.0), noise);
        assert!(before < 0.001);
        assert!(after < 0.35, "{after} modules at noise {noise}");
    }
}

#[test]
fn an_even_field_moves_nothing() {
    let picture = DrawnPicture::new(320, 320, 128);
    let place = |(u, v): Point| (20.0 + 5.0 * u, 20.0 + 5.0 * v);
    let drift =
        Drift::follow(&picture.luma(), SIDE, &place, &ANCHORS, Effort::unbounded(true)).unwrap();
    for at in [(0.0, 0.0), (26.5, 26.5), (53.0, 53.0), (-4.0, 60.0)] {
        assert_eq!(drift.moved(at), at);
    }
    // No anchors at all.
    let drift = Drift::follow(&picture.luma(), 21, &place, &[], Effort::unbounded(true)).unwrap();
    assert_eq!(drift.moved((10.5, 10.5)), (10.5, 10.5));
}
