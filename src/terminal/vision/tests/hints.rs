//! What is told of codes that are seen but not read.

use super::*;

/// A scene with a ticket of which nobody can read the middle, as it is smudged.
fn smudged(
    centre: (f32, f32),
    module: f32,
    degrees: f32,
    tones: [u8; 2],
    around: u8,
) -> DrawnSheet {
    let mut sheet = DrawnSheet::new(640, 480);
    sheet.pixels.fill(around);
    sheet.draw(ticket(180).as_bytes(), centre, module, degrees, tones);
    let mut random = fastrand::Rng::with_seed(4);
    let blots: Vec<u8> = (0..60 * 60).map(|_| tones[random.usize(0..2)]).collect();
    let reach = module * 17.0;
    for (at, pixel) in sheet.pixels.iter_mut().enumerate() {
        let (x, y) = ((at % 640) as f32 - centre.0, (at / 640) as f32 - centre.1);
        if x.abs().max(y.abs()) < reach {
            let (column, row) = (((x + reach) / module) as usize, ((y + reach) / module) as usize);
            *pixel = blots[row * 60 + column];
        }
    }
    sheet
}

/// What is told with each of some frames, all of one scene in which nothing can be read.
fn hints_of(sheet: &DrawnSheet) -> Vec<Option<Hint>> {
    let mut reader = patient();
    let readings = (0..10).map(|_| reader.read(&sheet.luma()));
    let hints = readings.map(|reading| {
        assert_eq!(texts(&reading), [""; 0], "else it proves nothing");
        reading.hint
    });
    hints.collect()
}

fn assert_told(hint: Hint, sheet: &DrawnSheet) {
    // With all frames but those in which another way of looking sees nothing.
    let hints = hints_of(sheet);
    assert_eq!(hints[0], Some(hint), "{hints:?}");
    assert!(hints.iter().flatten().all(|it| *it == hint), "{hints:?}");
    assert!(hints.iter().flatten().count() >= 5, "{hints:?}");
    assert_eq!(patient().read_thoroughly(&sheet.luma()).hint, Some(hint));
}

const MIDDLE: (f32, f32) = (320.0, 240.0);

#[test]
fn what_is_unclear_for_no_reason_wants_a_steady_hand() {
    assert_told(Hint::HoldStill, &smudged(MIDDLE, 5.0, 0.0, PRINT, 200));
    assert_told(Hint::HoldStill, &smudged(MIDDLE, 4.0, 0.0, DARK_MODE, 200));
}

#[test]
fn small_modules_want_to_be_nearer() {
    assert_told(Hint::Nearer, &smudged(MIDDLE, 2.0, 0.0, PRINT, 200));
}

#[test]
fn little_contrast_wants_light() {
    assert_told(Hint::Brighter, &smudged(MIDDLE, 5.0, 0.0, [40, 70], 50));
}

#[test]
fn what_fills_the_frame_is_too_near() {
    assert_told(Hint::Further, &smudged(MIDDLE, 8.8, 0.0, PRINT, 230));
}

#[test]
fn what_the_frames_edge_cuts_is_too_near() {
    // Its own bottom right corner is out of sight, and nothing of its three patterns.
    let mut sheet = DrawnSheet::new(640, 480);
    sheet.draw(ticket(180).as_bytes(), (320.0, 415.0), 5.0, 45.0, PRINT);
    assert_told(Hint::Further, &sheet);
}

#[test]
fn a_saturated_patch_wants_less_glare() {
    let mut sheet = DrawnSheet::new(640, 480);
    sheet.draw(ticket(180).as_bytes(), MIDDLE, 5.0, 4.0, [20, 180]);
    for row in 180..300 {
        sheet.pixels[row * 640 + 250..][..120].fill(255);
    }
    let reading = patient().read(&sheet.luma());
    assert_eq!((texts(&reading), reading.hint), (vec![], Some(Hint::LessGlare)));
}

#[test]
fn where_nothing_like_a_code_is_there_is_nothing_to_tell() {
    let mut hall = DrawnSheet::new(640, 480);
    for (at, pixel) in hall.pixels.iter_mut().enumerate() {
        *pixel = if (at % 640 / 37 + at / 640 / 51) % 2 == 0 { 60 } else { 190 };
    }
    for scene in [&DrawnSheet::new(640, 480), &hall] {
        assert_eq!(hints_of(scene), [None; 10]);
        assert_eq!(patient().read_thoroughly(&scene.luma()).hint, None);
    }
}

#[test]
fn a_code_that_is_read_leaves_nothing_to_tell_of_another_one() {
    let mut sheet = smudged((160.0, 240.0), 4.0, 0.0, PRINT, 200);
    assert_eq!(patient().read(&sheet.luma()).hint, Some(Hint::HoldStill));
    sheet.draw(b"HALLGATE", (480.0, 240.0), 6.0, 10.0, PRINT);
    let reading = patient().read(&sheet.luma());
    assert_eq!((texts(&reading), reading.hint), (vec!["HALLGATE"], None));
}
