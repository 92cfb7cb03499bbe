use super::draw::{DARK_MODE, DrawnCode, DrawnPicture, DrawnView, PRINT};
use crate::terminal::vision::qr::Effort;
use crate::terminal::vision::qr::lattice::{Lattice, Shape};
use crate::terminal::vision::qr::plane::Point;

/// The lattice of a drawn code.
fn fit(picture: &DrawnPicture, view: &DrawnView, side: usize) -> Lattice {
    let (group, outline) = picture.outline(view, side);
    let inverted = group.top_left.inverted;
    let candidates = outline.candidates(&picture.luma(), inverted);
    let candidate = candidates.into_iter().find(|it| it.side == side).expect("its size");
    Lattice::fit(&picture.luma(), &outline, &candidate, inverted).expect("a lattice")
}

/// How far the farthest module's middle is from where it is seen, in modules.
fn farthest(code: &DrawnCode, view: &DrawnView, place: impl Fn(Point) -> Point) -> f32 {
    let off = |at: Point| {
        let ((x, y), (seen_x, seen_y)) = (place(at), view.pixel(at));
        let (right, down) = (view.pixel((at.0 + 1.0, at.1)), view.pixel((at.0, at.1 + 1.0)));
        let wide = (right.0 - seen_x).hypot(right.1 - seen_y);
        let tall = (down.0 - seen_x).hypot(down.1 - seen_y);
        (x - seen_x).hypot(y - seen_y) / wide.min(tall)
    };
    code.middles().map(off).fold(0.0, f32::max)
}

#[test]
fn modules_lie_where_the_perspective_has_them() {
    for (version, module) in [(2, 6.0), (7, 5.0), (9, 3.0), (14, 4.0), (25, 4.0)] {
        let code = DrawnCode::of_version(version);
        let length = code.side as f32 * module;
        let size = (length * 1.4) as usize;
        for (tilt, tones) in [(0.0, PRINT), (0.06, PRINT), (0.12, DARK_MODE)] {
            let (near, far, tilt) = (0.2 * length, 1.2 * length, tilt * length);
            let corners =
                [(near + tilt, near + tilt), (far - tilt, near), (far, far), (near, far - tilt)];
            let view = DrawnView::corners(code.side, corners);
            let mut picture = DrawnPicture::new(size, size, tones[1]);
            picture.draw(&code, &view, tones);
            let lattice = fit(&picture, &view, code.side);
            let (found, all) = lattice.aligned;
            assert!(2 * found > all, "{found} of {all} alignment patterns, version {version}");
            let off = farthest(&code, &view, |at| lattice.place(&Shape::Mesh, at));
            assert!(off < 0.8, "{off} modules, version {version} tilted by {tilt}");
        }
    }
}

#[test]
fn the_smallest_code_has_no_alignment_pattern_and_still_a_lattice() {
    let code = DrawnCode::of_version(1);
    let view = DrawnView::flat(21, (120.0, 120.0), 6.0, 21.0);
    let mut picture = DrawnPicture::new(240, 240, PRINT[1]);
    picture.draw(&code, &view, PRINT);
    let lattice = fit(&picture, &view, 21);
    assert_eq!(lattice.aligned, (0, 0));
    assert!(lattice.bend.is_none());
    let off = farthest(&code, &view, |at| lattice.place(&Shape::Bend, at));
    assert!(off < 0.5, "{off} modules");
}

#[test]
fn bent_paper_is_followed() {
    for (version, module, bow) in [(9, 5.0, 7.0), (14, 4.0, 9.0)] {
        let code = DrawnCode::of_version(version);
        let size = (code.side as f32 + 12.0) * module;
        let view =
            DrawnView::flat(code.side, (size / 2.0, size / 2.0), module, 0.0).bowed(bow, size);
        let mut picture = DrawnPicture::new(size as usize, size as usize + 20, PRINT[1]);
        picture.draw(&code, &view, PRINT);
        let lattice = fit(&picture, &view, code.side);
        let flat = farthest(&code, &view, |at| lattice.plane.at(at));
        let bent = farthest(&code, &view, |at| lattice.place(&Shape::Bend, at));
        let drift = lattice.drift(&picture.luma(), Effort::unbounded(true)).unwrap();
        let drifted = farthest(&code, &view, |at| lattice.place(&drift, at));
        assert!(flat > 0.35, "{flat} modules: else it proves nothing");
        assert!(bent < flat && bent < 0.6, "{bent} modules, version {version}");
        // In the last rows before the edge the bend is carried on, not measured.
        assert!(drifted < flat && drifted < 0.8, "{drifted} modules, version {version}");
    }
}

#[test]
fn corners_are_those_of_the_code() {
    let code = DrawnCode::of_version(7);
    let own = [(40.0, 50.0), (280.0, 40.0), (300.0, 290.0), (30.0, 270.0)];
    let view = DrawnView::corners(code.side, own);
    let mut picture = DrawnPicture::new(330, 330, PRINT[1]);
    picture.draw(&code, &view, PRINT);
    let corners = fit(&picture, &view, code.side).corners();
    for (seen, corner) in corners.iter().zip(own) {
        let off = (seen.0 - corner.0).hypot(seen.1 - corner.1);
        assert!(off < 4.0, "{seen:?} instead of {corner:?}");
    }
}
