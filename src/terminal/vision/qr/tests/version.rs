use super::draw::{DARK_MODE, DrawnCode, DrawnPicture, DrawnView, PRINT};
use crate::terminal::vision::qr::version::Outline;

fn assert_told(
    version: i16,
    name: &str,
    view: DrawnView,
    tones: [u8; 2],
    picture: &mut DrawnPicture,
) {
    let code = DrawnCode::of_version(version);
    picture.draw(&code, &view, tones);
    let (group, outline) = picture.outline(&view, code.side);
    let candidates = outline.candidates(&picture.luma(), group.top_left.inverted);
    let best = candidates.first().expect("there are candidates");
    assert_eq!(best.side, code.side, "version {version}, {name}: {}", outline.side);
    // Along 161 modules a straight line through patterns half a pixel off goes astray.
    let clear = if version < 40 { 0.9 } else { 0.4 };
    assert!(best.timing > clear, "version {version}, {name}: {}", best.timing);
    let worse = candidates.iter().skip(1).map(|other| other.timing);
    assert!(worse.fold(-2.0, f32::max) < best.timing, "version {version}, {name}");
}

#[test]
fn the_right_size_comes_first() {
    for (version, module) in [(1, 6.0f32), (2, 6.0), (7, 5.0), (14, 4.4), (25, 4.0), (40, 4.0)] {
        let side = 17 + 4 * version as usize;
        let size = ((side as f32 + 8.0) * module * 1.45) as usize;
        let (middle, half) = (size as f32 / 2.0, side as f32 * module / 2.0);
        for degrees in [0.0, 14.0, 45.0] {
            let view = DrawnView::flat(side, (middle, middle), module, degrees);
            let mut picture = DrawnPicture::new(size, size, PRINT[1]);
            assert_told(version, "turned", view, PRINT, &mut picture);
        }
        let (left, right, top, bottom) =
            (middle - half, middle + half, middle - half, middle + half);
        let tilt = 0.09 * half;
        let corners = [
            (left + tilt, top + tilt),
            (right - tilt, top),
            (right, bottom),
            (left, bottom - tilt),
        ];
        let mut picture = DrawnPicture::new(size, size, DARK_MODE[1]);
        let view = DrawnView::corners(side, corners);
        assert_told(version, "tilted", view, DARK_MODE, &mut picture);
    }
}

#[test]
fn an_outline_lies_where_the_code_is() {
    let code = DrawnCode::of_version(9);
    let view = DrawnView::corners(53, [(60.0, 70.0), (330.0, 50.0), (350.0, 340.0), (40.0, 320.0)]);
    let mut picture = DrawnPicture::new(400, 400, PRINT[1]);
    picture.draw(&code, &view, PRINT);
    let (_, outline) = picture.outline(&view, 53);
    for (seen, module) in
        outline.centres.iter().zip([(3.5, 3.5), (49.5, 3.5), (3.5, 49.5), (49.5, 49.5)])
    {
        let (x, y) = view.pixel(module);
        let off = (seen.0 - x).hypot(seen.1 - y);
        // The fourth one is guessed.
        let bound = if module == (49.5, 49.5) { 12.0 } else { 2.0 };
        assert!(off < bound, "{seen:?} instead of {x}, {y}");
    }
    assert!((outline.side - 53.0).abs() < 4.0, "{}", outline.side);
    let anchors = outline.anchors(53);
    assert_eq!(anchors[3].module, (49.5, 49.5));
    assert_eq!(anchors[3].pixel, outline.centres[3]);
}

#[test]
fn sizes_stay_within_those_there_are_and_noise_has_no_timing() {
    let noise = {
        let mut picture = DrawnPicture::new(900, 900, 128);
        picture.add_noise(120, 5);
        picture
    };
    for side in [0.0, 12.0, 21.0, 60.0, 177.0, 400.0] {
        let centres = [(50.0, 50.0), (850.0, 50.0), (50.0, 850.0), (850.0, 850.0)];
        let outline = Outline { centres, side, module: 4.0 };
        let candidates = outline.candidates(&noise.luma(), false);
        assert!(candidates.iter().all(|it| (21..=177).contains(&it.side) && it.side % 4 == 1));
        assert!(candidates.len() <= 7);
        assert!(candidates.iter().all(|it| it.timing < 1.4), "{side}: {candidates:?}");
    }
}

#[test]
fn what_lies_in_a_line_has_no_candidates() {
    let picture = DrawnPicture::new(100, 100, 9);
    let line = [(10.0, 10.0), (40.0, 40.0), (70.0, 70.0), (90.0, 90.0)];
    let outline = Outline { centres: line, side: 25.0, module: 3.0 };
    assert!(outline.candidates(&picture.luma(), false).is_empty());
}
