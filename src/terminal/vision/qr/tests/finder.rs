use super::draw::{DARK_MODE, DrawnCode, DrawnPicture, DrawnView, PRINT};
use crate::terminal::vision::qr::Effort;
use crate::terminal::vision::qr::finder::{self, Finder};

/// Whether the three patterns of a code are found where they are, in their size and polarity.
fn assert_found(found: &[Finder], code: &DrawnCode, view: &DrawnView, module: f32, inverted: bool) {
    let far = code.side as f32 - 3.5;
    for centre in [(3.5, 3.5), (far, 3.5), (3.5, far)] {
        let (x, y) = view.pixel(centre);
        let off = |finder: &Finder| (finder.x - x).hypot(finder.y - y);
        let near = found.iter().min_by(|a, b| off(a).total_cmp(&off(b)));
        let near = near.unwrap_or_else(|| panic!("nothing is found at {module} pixels a module"));
        assert!(off(near) < 0.5 * module + 0.5, "{near:?} instead of {x}, {y} at {module}");
        // Along rows and columns a turned square is wider.
        let size = near.module / module;
        assert!((0.85..1.5).contains(&size), "{near:?} instead of {module}");
        assert_eq!(near.inverted, inverted);
    }
}

fn drawn(
    version: i16,
    module: f32,
    degrees: f32,
    tones: [u8; 2],
) -> (DrawnCode, DrawnView, DrawnPicture) {
    let code = DrawnCode::of_version(version);
    let size = ((code.side as f32 + 8.0) * module * 1.5) as usize;
    let middle = size as f32 / 2.0;
    let view = DrawnView::flat(code.side, (middle + 0.3, middle - 0.4), module, degrees);
    let mut picture = DrawnPicture::new(size, size, tones[1]);
    picture.draw(&code, &view, tones);
    (code, view, picture)
}

#[test]
fn patterns_of_every_size_are_found_turned_as_they_may_be() {
    for module in [2.0, 2.5, 3.0, 4.4, 7.0, 12.0] {
        for degrees in [0.0, 9.0, 31.0, 45.0, 90.0, 200.0] {
            let (code, view, picture) = drawn(3, module, degrees, PRINT);
            assert_found(&picture.finders(), &code, &view, module, false);
        }
    }
}

#[test]
fn patterns_of_a_phone_in_dark_mode_are_found() {
    for module in [3.0, 6.0] {
        for degrees in [0.0, 20.0, 180.0] {
            let (code, view, picture) = drawn(3, module, degrees, DARK_MODE);
            assert_found(&picture.finders(), &code, &view, module, true);
        }
    }
}

#[test]
fn patterns_are_found_in_noise() {
    let (code, view, mut picture) = drawn(9, 4.0, 7.0, PRINT);
    picture.add_noise(30, 3);
    assert_found(&picture.finders(), &code, &view, 4.0, false);
}

#[test]
fn patterns_are_found_in_their_size_where_ink_has_run_or_light_eats_into_it() {
    for (module, edge) in [(7.0, 2), (10.0, 3), (20.0, 6)] {
        for edge in [-edge, edge] {
            let (code, view, mut picture) = drawn(3, module, 0.0, PRINT);
            picture.move_edges(edge);
            let found = picture.finders();
            assert_found(&found, &code, &view, module, false);
            let (x, y) = view.pixel((3.5, 3.5));
            let near = found.iter().find(|it| (it.x - x).hypot(it.y - y) < module).unwrap();
            let size = near.module / module;
            assert!((0.96..1.04).contains(&size), "{near:?} instead of {module}, moved by {edge}");
        }
    }
}

#[test]
fn a_pattern_is_met_often_but_counted_once() {
    let (code, view, picture) = drawn(1, 8.0, 0.0, PRINT);
    let found = picture.finders();
    let (x, y) = view.pixel((3.5, 3.5));
    let near: Vec<&Finder> = found.iter().filter(|it| (it.x - x).hypot(it.y - y) < 8.0).collect();
    assert_eq!(near.len(), 1, "{near:?}");
    assert!(near[0].hits >= 8, "of 24 rows every second one: {:?}", near[0]);
    assert!((near[0].module - 8.0).abs() < 0.3);
    drop(code);
}

#[test]
fn nothing_is_found_where_nothing_is() {
    for noise in [0, 2, 4] {
        let mut picture = DrawnPicture::new(640, 480, 140);
        picture.add_noise(noise, 8);
        assert_eq!(picture.finders(), [], "noise of {noise}");
    }
    let mut stripes = DrawnPicture::new(640, 480, 220);
    stripes.change(|x, _, level| if x / 6 % 2 == 0 { 30 } else { level });
    assert_eq!(stripes.finders(), []);
    assert_eq!(DrawnPicture::new(21, 21, 0).finders(), []);
}

#[test]
fn a_sheet_full_of_squares_comes_to_an_end() {
    let mut picture = DrawnPicture::new(1600, 1200, 220);
    picture.change(|x, y, level| {
        let (column, row) = ((x / 3 % 9) as i32, (y / 3 % 9) as i32);
        let ring = (column - 3).abs().max((row - 3).abs());
        if ring == 3 || ring < 2 { 30 } else { level }
    });
    let squares = (1600 / 27) * (1200 / 27);
    let bits = picture.bits();
    let mut found = Vec::new();
    finder::search(&bits, Effort::unbounded(false), &mut found);
    assert!(found.len() >= 400, "only {}", found.len());
    assert!(found.len() < squares / 3, "{} of {squares}", found.len());
    // What was found before is no part of it.
    let before = found.len();
    finder::search(&bits, Effort::unbounded(false), &mut found);
    assert_eq!(found.len(), before);
}

#[test]
fn a_search_ends_with_the_time_wherever_it_has_come() {
    let mut picture = DrawnPicture::new(320, 960, PRINT[1]);
    let code = DrawnCode::of_version(2);
    for top in [8.0, 800.0] {
        picture.draw(&code, &DrawnView::flat(code.side, (160.0, top + 60.0), 4.0, 0.0), PRINT);
    }
    let bits = picture.bits();
    let mut found = Vec::new();
    finder::search(&bits, Effort::unbounded(false), &mut found);
    assert!(found.iter().any(|finder| finder.y > 700.0), "else it proves nothing");
    let over = Effort { end: Some(std::time::Instant::now()), ..Effort::unbounded(false) };
    finder::search(&bits, over, &mut found);
    assert!(found.iter().all(|finder| finder.y < 200.0), "{found:?}");
    assert!(!found.is_empty(), "the first rows are searched all the same");
}
